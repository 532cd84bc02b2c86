#include "podalign/folders/watch.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <system_error>
#include <thread>
#include <utility>

#include "podalign/folders/internal/folder_lock.hpp"
#include "podalign/folders/run_case.hpp"

namespace podalign::folders {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using Json = nlohmann::ordered_json;

constexpr std::chrono::milliseconds kPause{250};

// When each entry of the inbox was last seen to change.
class Settling {
 public:
  explicit Settling(fs::path top) : top_(std::move(top)) {}

  void look() {
    const auto now = Clock::now();
    std::map<std::string, Seen> seen;
    std::error_code problem;
    for (const auto& entry : fs::directory_iterator(top_, problem)) {
      const std::string name = entry.path().filename().string();
      const bool folder = entry.is_directory(problem);
      const bool own = name == "working" || name == "done" || name == "failed";
      if ((folder && own) || isPassedOver(name)) continue;
      Seen one{stateOf(entry.path()), now, folder};
      const auto before = seen_.find(name);
      if (before != seen_.end() && before->second.state == one.state)
        one.since = before->second.since;
      seen.emplace(name, std::move(one));
    }
    seen_ = std::move(seen);
  }
  [[nodiscard]] std::vector<std::string> names(bool folders) const {
    std::vector<std::string> names;
    for (const auto& [name, seen] : seen_) {
      if (seen.folder == folders) names.push_back(name);
    }
    return names;
  }
  [[nodiscard]] Clock::duration quiet(const std::string& name) const {
    const auto seen = seen_.find(name);
    return seen == seen_.end() ? Clock::duration{} : Clock::now() - seen->second.since;
  }
  [[nodiscard]] Clock::duration quiet(const DroppedGroup& group) const {
    Clock::duration least = Clock::duration::max();
    for (const DroppedName& file : group.files) least = std::min(least, quiet(file.file));
    return least;
  }

 private:
  struct Seen {
    std::string state;
    Clock::time_point since;
    bool folder = false;
  };
  // Names, sizes and times of a file, or of all files of a folder.
  static std::string stateOf(const fs::path& path) {
    std::error_code problem;
    const auto one = [&](const fs::path& file) {
      const auto size = fs::file_size(file, problem);
      const auto time = fs::last_write_time(file, problem).time_since_epoch().count();
      return file.filename().string() + ":" + std::to_string(size) + ":" + std::to_string(time);
    };
    if (!fs::is_directory(path, problem)) return one(path);
    std::vector<std::string> parts;
    for (const auto& entry : fs::recursive_directory_iterator(path, problem)) {
      if (entry.is_regular_file(problem)) parts.push_back(one(entry.path()));
    }
    std::sort(parts.begin(), parts.end());
    std::string all;
    for (const std::string& part : parts) all += part + "\n";
    return all;
  }

  fs::path top_;
  std::map<std::string, Seen> seen_;
};

class Watch {
 public:
  Watch(const WatchOptions& options, const profile::Profile& knowledge, const HotFolder& folder)
      : options_(options), knowledge_(knowledge), folder_(folder), settling_(options.folder) {}

  Result<WatchSummary> run() {
    const auto begun = folder_.unfinished();
    if (!begun) return tl::unexpected(begun.error());
    for (const Taken& taken : *begun) {
      if (auto worked = work(taken); !worked) return tl::unexpected(worked.error());
    }
    while (!options_.stop.stop_requested()) {
      settling_.look();
      bool waiting = false;
      if (auto took = takeFolders(waiting); !took) return tl::unexpected(took.error());
      if (auto took = takeGroups(waiting); !took) return tl::unexpected(took.error());
      if (options_.until == Until::Empty && !waiting) break;
      std::this_thread::sleep_for(kPause);
    }
    return summary_;
  }

 private:
  Result<void> takeFolders(bool& waiting) {
    for (const std::string& name : settling_.names(true)) {
      std::error_code problem;
      // A folder that never gets a case file is nobody's business.
      if (!fs::exists(options_.folder / name / "case.yaml", problem)) continue;
      if (settling_.quiet(name) < options_.settle) {
        waiting = true;
        continue;
      }
      const auto taken = folder_.take(name);
      if (!taken) return tl::unexpected(taken.error());
      if (auto worked = work(*taken); !worked) return worked;
    }
    return {};
  }
  Result<void> takeGroups(bool& waiting) {
    for (const DroppedGroup& group : groupFiles(settling_.names(false))) {
      const auto quiet = settling_.quiet(group);
      const bool whole = group.whole();
      if (quiet < options_.settle || (!whole && quiet < options_.pairWait)) {
        waiting = true;
        continue;
      }
      const auto taken = folder_.take(group);
      if (!taken) return tl::unexpected(taken.error());
      auto worked = whole ? work(*taken) : fail(*taken, {ErrorCode::CaseInvalid, kAlone, {}, 0});
      if (!worked) return worked;
    }
    return {};
  }
  Result<void> work(const Taken& taken) {
    if (const auto before = folder_.doneBefore(taken)) {
      tell({{"case", taken.name}, {"status", "done_before"}}, *before);
      return folder_.dropCopy(taken);
    }
    if (auto described = folder_.describe(taken, options_.defaults); !described) {
      if (described.error().code == ErrorCode::WriteFailed) return described;
      return fail(taken, described.error());
    }
    const CaseJob job{taken.name, taken.folder / "case.yaml", taken.folder / "documents",
                      options_.defaults.setting};
    const auto outcome = runCase(job, knowledge_, options_.delivery);
    if (!outcome) return tl::unexpected(outcome.error());
    if (outcome->status != CaseStatus::Done) return fail(taken, *outcome->error, outcome->line);
    const auto where = folder_.finish(taken);
    if (!where) return tl::unexpected(where.error());
    ++summary_.done;
    tell(Json::parse(outcome->line), *where);
    return {};
  }
  Result<void> fail(const Taken& taken, const Error& why, const std::string& line = {}) {
    const auto where = folder_.fail(taken, why);
    if (!where) return tl::unexpected(where.error());
    ++summary_.failed;
    Json said = line.empty() ? Json{{"case", taken.name},
                                    {"status", "refused"},
                                    {"error",
                                     {{"code", static_cast<int>(why.code)},
                                      {"message", why.message},
                                      {"source", why.source},
                                      {"line", why.line}}}}
                             : Json::parse(line);
    tell(std::move(said), *where);
    return {};
  }
  void tell(Json said, const fs::path& where) {
    said["folder"] = where.lexically_relative(options_.folder).string();
    if (options_.finished) {
      options_.finished(said.dump(-1, ' ', false, Json::error_handler_t::replace));
    }
  }

  static constexpr const char* kAlone =
      "one foot came and the other did not. Put both scans into the folder, named alike but for "
      "left "
      "and right; or a folder with a case.yaml that names the one.";

  const WatchOptions& options_;
  const profile::Profile& knowledge_;
  const HotFolder& folder_;
  Settling settling_;
  WatchSummary summary_;
};

}  // namespace

Result<WatchSummary> watchFolder(const WatchOptions& options, const profile::Profile& knowledge) {
  std::error_code problem;
  if (!fs::is_directory(options.folder, problem)) {
    return failure(ErrorCode::FileNotFound, "there is no such folder. Make it first.",
                   options.folder.string());
  }
  const auto lock = FolderLock::take(options.folder);
  if (!lock) return tl::unexpected(lock.error());
  const auto folder = HotFolder::open(options.folder);
  if (!folder) return tl::unexpected(folder.error());
  return Watch(options, knowledge, *folder).run();
}

}  // namespace podalign::folders
