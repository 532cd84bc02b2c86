#include "podalign/folders/batch.hpp"

#include <malloc.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <exception>
#include <fstream>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "podalign/deliver/measure_table.hpp"
#include "podalign/folders/find_cases.hpp"
#include "podalign/folders/internal/folder_lock.hpp"
#include "podalign/folders/journal.hpp"
#include "podalign/folders/run_case.hpp"

namespace podalign::folders {
namespace {

namespace fs = std::filesystem;

struct Waiting {
  CaseJob job;
  std::string fingerprint;
};

// The state that workers share.
class Workshop {
 public:
  Workshop(const BatchOptions& options, const profile::Profile& knowledge, Journal& journal,
           BatchProgress start, std::vector<Waiting> waiting)
      : options_(options),
        knowledge_(knowledge),
        journal_(journal),
        progress_(start),
        waiting_(std::move(waiting)),
        began_(std::chrono::steady_clock::now()) {}

  void work() {
    try {
      workOn();
    } catch (const std::exception& problem) {
      const std::lock_guard lock(mutex_);
      stop(Error{ErrorCode::Internal, problem.what(), {}, 0});
    }
  }
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }
  [[nodiscard]] const BatchProgress& progress() const { return progress_; }

 private:
  void workOn() {
    for (std::size_t i = next_++; i < waiting_.size() && !stopped_; i = next_++) {
      const auto outcome = runCase(waiting_[i].job, knowledge_, options_.delivery);
      // Without it freed memory stays with the threads and grows with every larger case.
      ::malloc_trim(0);
      const std::lock_guard lock(mutex_);
      if (!outcome) {
        stop(outcome.error());
        return;
      }
      finish(waiting_[i], *outcome);
    }
  }
  void stop(const Error& error) {
    stopped_ = true;
    if (!error_) error_ = error;
  }
  void finish(const Waiting& waiting, const CaseOutcome& outcome) {
    const auto kept = journal_.append(waiting.job.name, outcome.line, waiting.fingerprint);
    if (!kept) {
      stop(kept.error());
      return;
    }
    ++progress_.done;
    ++doneNow_;
    if (outcome.status != CaseStatus::Done) ++progress_.refused;
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - began_;
    progress_.secondsLeft = passed.count() / static_cast<double>(doneNow_) *
                            static_cast<double>(waiting_.size() - doneNow_);
    if (options_.finished) options_.finished(outcome.line);
    if (options_.progress) options_.progress(progress_);
  }

  const BatchOptions& options_;
  const profile::Profile& knowledge_;
  Journal& journal_;
  BatchProgress progress_;
  std::vector<Waiting> waiting_;
  std::chrono::steady_clock::time_point began_;  // for the time left only
  std::atomic<std::size_t> next_{0};
  std::atomic<bool> stopped_{false};
  std::mutex mutex_;
  std::size_t doneNow_ = 0;
  std::optional<Error> error_;
};

// Case by case from disk to disk: never all of it in memory.
Result<void> joinTables(const std::vector<FoundCase>& cases, const fs::path& out) {
  const fs::path table = out / deliver::kTableName;
  const fs::path beside = out / (std::string(deliver::kTableName) + ".part");
  std::ofstream joined(beside, std::ios::binary | std::ios::trunc);
  joined << deliver::measureTableHeader();
  for (const FoundCase& one : cases) {
    std::ifstream in(out / one.name / deliver::kTableName, std::ios::binary);
    std::string line;
    std::getline(in, line);  // its header
    while (std::getline(in, line)) joined << line << '\n';
  }
  joined.close();
  if (!joined || std::rename(beside.c_str(), table.c_str()) != 0) {
    return failure(ErrorCode::WriteFailed, "cannot write the table of measures", table.string());
  }
  return {};
}

}  // namespace

Result<BatchSummary> runBatch(const BatchOptions& asked, const profile::Profile& knowledge) {
  BatchOptions options = asked;
  options.delivery.formats.insert(deliver::OutputFormat::Csv);
  options.delivery.assess.work.threads = 1;
  const auto cases = findCases(options.cases, options.out);
  if (!cases) return tl::unexpected(cases.error());
  const auto lock = FolderLock::take(options.out);
  if (!lock) return tl::unexpected(lock.error());
  auto journal = Journal::open(options.out / "cases.jsonl");
  if (!journal) return tl::unexpected(journal.error());

  BatchSummary summary;
  summary.total = cases->size();
  BatchProgress start;
  start.total = cases->size();
  std::map<std::string, std::string> fingerprints;
  std::vector<Waiting> waiting;
  for (const FoundCase& one : *cases) {
    CaseJob job{one.name, one.file, options.out / one.name, options.setting};
    std::string print = fingerprintOf(job, knowledge, options.delivery);
    const std::string line = journal->find(one.name, print);
    fingerprints[one.name] = print;
    if (line.empty()) {
      waiting.push_back({std::move(job), std::move(print)});
      continue;
    }
    ++start.done;
    if (line.find("\"status\":\"done\"") == std::string::npos) ++start.refused;
  }
  summary.earlier = start.done;
  if (auto kept = journal->keepOnly(fingerprints); !kept) return tl::unexpected(kept.error());

  Workshop workshop(options, knowledge, *journal, start, std::move(waiting));
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  std::vector<std::thread> workers;
  for (unsigned i = 0; i < (options.workers > 0 ? options.workers : cores); ++i) {
    workers.emplace_back([&workshop] { workshop.work(); });
  }
  for (std::thread& worker : workers) worker.join();
  if (workshop.error()) return tl::unexpected(*workshop.error());
  if (auto sorted = journal->sort(); !sorted) return tl::unexpected(sorted.error());
  if (auto joined = joinTables(*cases, options.out); !joined) return tl::unexpected(joined.error());
  summary.refused = workshop.progress().refused;
  return summary;
}

}  // namespace podalign::folders
