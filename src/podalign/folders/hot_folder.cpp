#include "podalign/folders/hot_folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <system_error>

#include "podalign/core/atomic_file.hpp"
#include "podalign/core/sha256.hpp"
#include "podalign/ingest/file_bytes.hpp"
#include "podalign/ingest/plate.hpp"
#include "podalign/report/json.hpp"

namespace podalign::folders {
namespace {

namespace fs = std::filesystem;

constexpr const char* kWorking = "working";
constexpr const char* kDone = "done";
constexpr const char* kFailed = "failed";
constexpr const char* kList = ".files";          // of a group: the files that belong to it
constexpr const char* kFingerprint = ".inputs";  // of what is done: its files as hashes
constexpr const char* kCase = "case.yaml";
constexpr int kMostOfOneName = 10000;

tl::unexpected<Error> cannot(const char* what, const fs::path& path, const std::error_code& why) {
  return failure(
      ErrorCode::WriteFailed,
      fmt::format("cannot {}: {}. Check the permissions of the folder.", what, why.message()),
      path.string());
}

Result<void> move(const fs::path& from, const fs::path& to) {
  std::error_code problem;
  fs::rename(from, to, problem);
  if (problem) return cannot("move", from, problem);
  return {};
}

// Names and contents of what was dropped, without what we added.
std::string inputsOf(const fs::path& folder) {
  std::vector<std::string> lines;
  std::error_code problem;
  for (const auto& entry : fs::recursive_directory_iterator(folder, problem)) {
    const std::string name = entry.path().lexically_relative(folder).string();
    const bool ours = name.starts_with("documents/") || name.front() == '.' ||
                      (name == kCase && fs::exists(folder / kList, problem));
    if (ours || !entry.is_regular_file(problem)) continue;
    const auto bytes = ingest::openFile(entry.path());
    lines.push_back(name + " " + (bytes ? sha256Hex(bytes->view()) : "unreadable") + "\n");
  }
  std::sort(lines.begin(), lines.end());
  std::string all;
  for (const std::string& line : lines) all += line;
  return all;
}

std::string wholeText(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// Ended between making the folder and writing its list: nothing was moved into it yet, and what
// belongs to it still lies in the inbox.
bool neverBegun(const fs::path& folder) {
  std::error_code problem;
  if (fs::exists(folder / kList, problem)) return false;
  const fs::directory_iterator entries(folder, problem);
  return !problem && std::all_of(fs::begin(entries), fs::end(entries), [](const auto& entry) {
    return entry.path().filename().string().starts_with(kList);
  });
}

// A string of YAML in quotes is one of JSON.
std::string inQuotes(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

Result<HotFolder> HotFolder::open(const fs::path& folder) {
  std::error_code problem;
  for (const char* name : {kWorking, kDone, kFailed}) {
    fs::create_directories(folder / name, problem);
    if (problem) return cannot("make the folder", folder / name, problem);
  }
  return HotFolder(folder);
}

Result<std::vector<Taken>> HotFolder::unfinished() const {
  std::vector<Taken> all;
  std::error_code problem;
  for (const auto& entry : fs::directory_iterator(top_ / kWorking, problem)) {
    if (!entry.is_directory(problem)) continue;
    if (neverBegun(entry.path())) {
      fs::remove_all(entry.path(), problem);
      continue;
    }
    if (auto moved = moveListed(entry.path()); !moved) return tl::unexpected(moved.error());
    all.push_back({entry.path().filename().string(), entry.path()});
  }
  std::sort(all.begin(), all.end(), [](const Taken& a, const Taken& b) { return a.name < b.name; });
  return all;
}

// Goes on with a move that may have been cut off: what still lies in the inbox follows.
Result<void> HotFolder::moveListed(const fs::path& folder) const {
  std::ifstream list(folder / kList);
  for (std::string name; std::getline(list, name);) {
    std::error_code problem;
    if (fs::exists(folder / name, problem) || !fs::exists(top_ / name, problem)) continue;
    if (auto moved = move(top_ / name, folder / name); !moved) return moved;
  }
  return {};
}

Result<Taken> HotFolder::take(const std::string& caseFolder) const {
  const Taken taken{caseFolder, top_ / kWorking / caseFolder};
  if (auto moved = move(top_ / caseFolder, taken.folder); !moved) {
    return tl::unexpected(moved.error());
  }
  return taken;
}

Result<Taken> HotFolder::take(const DroppedGroup& group) const {
  const Taken taken{group.stem, top_ / kWorking / group.stem};
  std::error_code problem;
  fs::create_directory(taken.folder, problem);
  if (problem) return cannot("make the folder", taken.folder, problem);
  std::string names;
  for (const DroppedName& file : group.files) names += file.file + "\n";
  if (auto listed = writeAtomically(taken.folder / kList, names); !listed) {
    return tl::unexpected(listed.error());
  }
  if (auto moved = moveListed(taken.folder); !moved) return tl::unexpected(moved.error());
  return taken;
}

Result<void> HotFolder::describe(const Taken& taken, const DropDefaults& defaults) const {
  std::ifstream list(taken.folder / kList);
  if (!list) return {};  // it came with a case file
  std::string scans;
  std::string plates;
  for (std::string name; std::getline(list, name);) {
    const auto file = ingest::openFile(taken.folder / name);
    if (!file) return tl::unexpected(file.error());
    const DroppedName read = readName(name);
    std::string line = "  - {file: " + inQuotes(name);
    if (read.side) line += fmt::format(", side: {}", toString(*read.side));
    if (ingest::isPlateFile(file->view(), {})) {
      plates += line + "}\n";
      continue;
    }
    if (!defaults.unit.empty()) line += ", unit: " + defaults.unit;
    if (!defaults.load.empty()) line += ", load: " + defaults.load;
    scans += line + "}\n";
  }
  std::string text = "schema: podalign/case/1\nsubject: {id: " + inQuotes(taken.name) + "}\n";
  if (defaults.setting) text += fmt::format("setting: {}\n", pipeline::toString(*defaults.setting));
  if (!scans.empty()) text += "scans:\n" + scans;
  if (!plates.empty()) text += "plates:\n" + plates;
  return writeAtomically(taken.folder / kCase, text);
}

std::optional<fs::path> HotFolder::doneBefore(const Taken& taken) const {
  const std::string inputs = inputsOf(taken.folder);
  for (int number = 1; number < kMostOfOneName; ++number) {
    const fs::path done =
        top_ / kDone / (number == 1 ? taken.name : fmt::format("{}-{}", taken.name, number));
    std::error_code problem;
    if (!fs::exists(done, problem)) return std::nullopt;
    if (wholeText(done / kFingerprint) == inputs) return done;
  }
  return std::nullopt;
}

Result<fs::path> HotFolder::moveTo(const Taken& taken, const char* where) const {
  std::error_code problem;
  for (int number = 1; number < kMostOfOneName; ++number) {
    const fs::path to =
        top_ / where / (number == 1 ? taken.name : fmt::format("{}-{}", taken.name, number));
    if (fs::exists(to, problem)) continue;
    if (auto moved = move(taken.folder, to); !moved) return tl::unexpected(moved.error());
    return to;
  }
  return failure(ErrorCode::WriteFailed, "too many of this name; clear the folder",
                 (top_ / where).string());
}

Result<fs::path> HotFolder::finish(const Taken& taken) const {
  auto written = writeAtomically(taken.folder / kFingerprint, inputsOf(taken.folder));
  if (!written) return tl::unexpected(written.error());
  return moveTo(taken, kDone);
}

Result<fs::path> HotFolder::fail(const Taken& taken, const Error& why) const {
  auto told = writeAtomically(taken.folder / "reason.txt", toString(why) + "\n");
  if (told) told = writeAtomically(taken.folder / "reason.json", report::errorJson(why));
  if (!told) return tl::unexpected(told.error());
  return moveTo(taken, kFailed);
}

Result<void> HotFolder::dropCopy(const Taken& taken) const {
  std::error_code problem;
  fs::remove_all(taken.folder, problem);
  if (problem) return cannot("remove the copy", taken.folder, problem);
  return {};
}

}  // namespace podalign::folders
