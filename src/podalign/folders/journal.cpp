#include "podalign/folders/journal.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <utility>

#include "podalign/core/atomic_file.hpp"

namespace podalign::folders {
namespace {

using Json = nlohmann::ordered_json;

}  // namespace

Result<Journal> Journal::open(const std::filesystem::path& file) {
  Journal journal;
  journal.file_ = file;
  std::ifstream in(file, std::ios::binary);
  for (std::string line; std::getline(in, line);) {
    if (in.eof()) break;  // no line feed: cut off
    const Json read = Json::parse(line, nullptr, false);
    if (!read.is_object() || !read.contains("case") || !read["case"].is_string()) continue;
    const std::string fingerprint = read.value("fingerprint", std::string());
    journal.entries_[read["case"].get<std::string>()] = {fingerprint, line};
  }
  return journal;
}

std::string Journal::find(const std::string& name, const std::string& fingerprint) const {
  const auto found = entries_.find(name);
  const bool same = found != entries_.end() && found->second.fingerprint == fingerprint;
  return same ? found->second.line : std::string();
}

Result<void> Journal::keepOnly(const std::map<std::string, std::string>& fingerprints) {
  for (auto entry = entries_.begin(); entry != entries_.end();) {
    const auto wanted = fingerprints.find(entry->first);
    const bool stays = wanted != fingerprints.end() && wanted->second == entry->second.fingerprint;
    entry = stays ? std::next(entry) : entries_.erase(entry);
  }
  return sort();
}

Result<void> Journal::append(const std::string& name, const std::string& line,
                             const std::string& fingerprint) {
  Json object = Json::parse(line);
  object["fingerprint"] = fingerprint;
  const std::string whole = object.dump();
  const std::string bytes = whole + "\n";
  const int descriptor = ::open(file_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
  const bool written =
      descriptor >= 0 &&
      ::write(descriptor, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) &&
      ::fdatasync(descriptor) == 0;
  const std::string reason = written ? std::string() : std::strerror(errno);
  if (descriptor >= 0) ::close(descriptor);
  if (!written) return failure(ErrorCode::WriteFailed, "cannot write: " + reason, file_.string());
  entries_[name] = {fingerprint, whole};
  return {};
}

Result<void> Journal::sort() const {
  std::string bytes;
  for (const auto& [name, entry] : entries_) bytes += entry.line + "\n";
  return writeAtomically(file_, bytes);
}

}  // namespace podalign::folders
