#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cfenv>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <locale>

#include "library.hpp"

namespace validate {
namespace {

constexpr std::uint32_t kAll = PODALIGN_JSON | PODALIGN_PDF | PODALIGN_PNG | PODALIGN_SVG;

// 1.234,5
class Commas : public std::numpunct<char> {
 protected:
  [[nodiscard]] char do_decimal_point() const override { return ','; }
  [[nodiscard]] char do_thousands_sep() const override { return '.'; }
  [[nodiscard]] std::string do_grouping() const override { return "\3"; }
};

Documents documentsOf(const Subject& subject, Problems& problems) {
  const OpenSession session(subject, nullptr);
  const MemoryRequest memory(subject.theCase, kAll);
  Answer answer = assess(subject, session.handle, memory.request);
  if (answer.status != PODALIGN_OK) problems.push_back("the case is refused: " + answer.message);
  return std::move(answer.documents);
}

Problems streamsWithCommas(const Subject& subject) {
  Problems problems;
  const Documents before = documentsOf(subject, problems);
  const std::locale commas(std::locale::classic(), new Commas);
  const std::locale old = std::locale::global(commas);
  const Documents during = documentsOf(subject, problems);
  if (std::use_facet<std::numpunct<char>>(std::locale()).decimal_point() != ',') {
    problems.emplace_back("the locale of the process was changed");
  }
  std::locale::global(old);
  if (during != before) problems.emplace_back("other bytes where the decimal point is a comma");
  return problems;
}

// Set before the library is used, as by a host that is started in such a country.
Problems processWithCommas(const Subject& subject) {
  Problems problems;
  const Documents before = documentsOf(subject, problems);
  const std::string old = std::setlocale(LC_ALL, nullptr);
  const char* set = nullptr;
  for (const char* name : {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "de_DE", "nl_NL.UTF-8"}) {
    if (set == nullptr) set = std::setlocale(LC_ALL, name);
  }
  if (set == nullptr) {
    std::puts("  skipped: no locale with a comma is installed (de_DE.UTF-8)");
    return problems;
  }
  const std::string name = set;
  const Documents during = documentsOf(subject, problems);
  if (std::setlocale(LC_ALL, nullptr) != name) {
    problems.emplace_back("the locale of the process was changed");
  }
  std::setlocale(LC_ALL, old.c_str());
  if (during != before) problems.push_back("other bytes under " + name);
  return problems;
}

// Standard output and standard error into a file while a job runs.
class CaughtStreams {
 public:
  CaughtStreams() : file_(std::tmpfile()) {
    std::fflush(stdout);
    std::fflush(stderr);
    for (const int stream : {STDOUT_FILENO, STDERR_FILENO}) {
      kept_[static_cast<std::size_t>(stream - 1)] = ::dup(stream);
      ::dup2(::fileno(file_), stream);
    }
  }
  ~CaughtStreams() {
    end();
    std::fclose(file_);
  }
  CaughtStreams(const CaughtStreams&) = delete;
  CaughtStreams& operator=(const CaughtStreams&) = delete;
  /// How many bytes were written.
  long end() {
    std::fflush(stdout);
    std::fflush(stderr);
    for (const int stream : {STDOUT_FILENO, STDERR_FILENO}) {
      int& kept = kept_[static_cast<std::size_t>(stream - 1)];
      if (kept < 0) continue;
      ::dup2(kept, stream);
      ::close(kept);
      kept = -1;
    }
    std::fseek(file_, 0, SEEK_END);
    return std::ftell(file_);
  }

 private:
  std::FILE* file_;
  std::array<int, 2> kept_{-1, -1};
};

Problems silentStreams(const Subject& subject) {
  Problems problems;
  CaughtStreams streams;
  documentsOf(subject, problems);
  CaseInMemory bad = subject.theCase;
  for (auto& [name, bytes] : bad.files) bytes.resize(bytes.size() / 2);
  {
    const OpenSession session(subject, nullptr);
    const MemoryRequest memory(bad, kAll);
    static_cast<void>(assess(subject, session.handle, memory.request));
  }
  if (streams.end() != 0) problems.emplace_back("something was written to the host's streams");
  return problems;
}

Problems processAsBefore(const Subject& subject) {
  Problems problems;
  const auto folder = std::filesystem::current_path();
  constexpr std::array<int, 5> kSignals{SIGINT, SIGTERM, SIGSEGV, SIGPIPE, SIGCHLD};
  std::array<struct sigaction, kSignals.size()> before{};
  for (std::size_t i = 0; i < kSignals.size(); ++i) ::sigaction(kSignals[i], nullptr, &before[i]);
  const int excepts = ::fegetexcept();
  documentsOf(subject, problems);
  if (std::fegetround() != FE_TONEAREST) problems.emplace_back("rounding was changed");
  if (::fegetexcept() != excepts) problems.emplace_back("floating-point traps were changed");
  if (std::filesystem::current_path() != folder) problems.emplace_back("the folder was changed");
  for (std::size_t i = 0; i < kSignals.size(); ++i) {
    struct sigaction now {};
    ::sigaction(kSignals[i], nullptr, &now);
    if (now.sa_handler != before[i].sa_handler) problems.emplace_back("a signal was taken over");
  }
  return problems;
}

}  // namespace

std::vector<Check> changedWorlds() {
  return {{"a process whose numbers have commas gets the same bytes", processWithCommas},
          {"C++ streams whose numbers have commas get the same bytes", streamsWithCommas},
          {"nothing is written to standard output or standard error", silentStreams},
          {"folder, signals and floating-point settings stay as they were", processAsBefore}};
}

}  // namespace validate
