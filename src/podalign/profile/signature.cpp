#include "podalign/profile/signature.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <system_error>
#include <utility>

#include "podalign/core/atomic_file.hpp"
#include "podalign/core/sha256.hpp"
#include "podalign/profile/check.hpp"
#include "podalign/profile/internal/load_parts.hpp"

namespace podalign::profile {
namespace {

namespace fs = std::filesystem;

constexpr const char* kManifest = "manifest.yaml";
constexpr std::size_t kLongestWords = 200;
constexpr std::size_t kDateLength = 10;

using Hashes = std::map<std::string, std::string>;

std::vector<std::string_view> linesOf(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::size_t length = end == std::string_view::npos ? text.size() : end + 1;
    lines.push_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return lines;
}

bool isSignatureKey(std::string_view line) {
  return line.starts_with("signatures:") || line.starts_with("signed_files:");
}

// What is signed of a file: everything but who signed it.
std::string signedPart(std::string_view text) {
  std::string part;
  bool inSignature = false;
  for (const std::string_view line : linesOf(text)) {
    const bool indented = line.starts_with(' ') || line.starts_with('\n');
    if (!indented) inSignature = isSignatureKey(line);
    if (inSignature || line.starts_with("lifecycle:") || line.starts_with("reviewers:")) continue;
    part += line;
  }
  while (part.ends_with("\n\n")) part.pop_back();
  return part;
}

Hashes hashesOf(const fs::path& directory) {
  Hashes hashes;
  std::error_code fault;
  for (const auto& entry : fs::recursive_directory_iterator(directory, fault)) {
    if (entry.path().extension() != ".yaml") continue;
    const std::string name = fs::relative(entry.path(), directory, fault).generic_string();
    hashes[name] = sha256Hex(signedPart(bytesOf(entry.path()).value_or("")));
  }
  return hashes;
}

std::vector<std::string> changedFiles(const Hashes& before, const Hashes& now) {
  std::vector<std::string> changed;
  for (const auto& [name, hash] : before) {
    const auto found = now.find(name);
    if (found == now.end() || found->second != hash) changed.push_back(name);
  }
  for (const auto& [name, hash] : now) {
    if (before.count(name) == 0) changed.push_back(name);
  }
  std::sort(changed.begin(), changed.end());
  return changed;
}

std::string quoted(const std::string& words) {
  std::string text = "\"";
  for (const char c : words) {
    if (c == '"' || c == '\\') text += '\\';
    text += c;
  }
  return text + "\"";
}

bool isDay(const std::string& date) {
  if (date.size() != kDateLength || date[4] != '-' || date[7] != '-') return false;
  const auto number = [&date](std::size_t from, std::size_t count) {
    int value = 0;
    for (std::size_t i = from; i < from + count; ++i) {
      if (date[i] < '0' || date[i] > '9') return -1;
      value = value * 10 + (date[i] - '0');
    }
    return value;
  };
  const int year = number(0, 4);
  const int month = number(5, 2);
  const int day = number(8, 2);
  if (year < 0 || month < 1 || month > 12 || day < 1) return false;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  const int february = leap ? 29 : 28;
  const std::array<int, 12> days{31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return day <= days[static_cast<std::size_t>(month - 1)];
}

Result<void> checkWords(const char* what, const std::string& words) {
  const auto refuse = [what](const std::string& why) {
    return failure(ErrorCode::ProfileInvalid, std::string(what) + " " + why);
  };
  const auto isBlank = [](char c) { return c == ' ' || c == '\t'; };
  if (std::all_of(words.begin(), words.end(), isBlank)) return refuse("is missing; state it");
  if (words.size() > kLongestWords) return refuse("is longer than 200 characters");
  const auto isControl = [](char c) { return static_cast<unsigned char>(c) < 0x20U || c == 0x7F; };
  if (std::any_of(words.begin(), words.end(), isControl)) {
    return refuse("holds a line break or another control character");
  }
  return {};
}

// The header of a file with another lifecycle and other names; everything else as it was.
std::string withHeader(std::string_view text, const std::vector<Signer>& signers) {
  std::string names;
  for (const Signer& signer : signers) names += (names.empty() ? "" : ", ") + quoted(signer.name);
  std::string changed;
  bool lifecycle = false;
  bool reviewers = false;
  for (const std::string_view line : linesOf(text)) {
    if (!lifecycle && line.starts_with("lifecycle:")) {
      lifecycle = true;
      changed += signers.empty() ? "lifecycle: draft\n" : "lifecycle: approved\n";
    } else if (!reviewers && line.starts_with("reviewers:")) {
      reviewers = true;
      changed += "reviewers: [" + names + "]\n";
    } else {
      changed += line;
    }
  }
  return changed;
}

std::string withoutSignatures(std::string_view text) {
  std::string kept;
  bool inSignature = false;
  for (const std::string_view line : linesOf(text)) {
    if (!line.starts_with(' ') && !line.starts_with('\n')) inSignature = isSignatureKey(line);
    if (!inSignature) kept += line;
  }
  return kept;
}

std::string signatureText(const std::vector<Signer>& signers, const Hashes& hashes) {
  std::string text = "signatures:\n";
  for (const Signer& signer : signers) {
    text += "  - reviewer: " + quoted(signer.name) + "\n    role: " + quoted(signer.role) +
            "\n    date: " + quoted(signer.date) + "\n";
  }
  text += "signed_files:\n";
  for (const auto& [name, hash] : hashes) text += "  " + name + ": " + hash + "\n";
  return text;
}

// The manifest comes last: until it is written nothing counts as signed.
Result<void> writeHeaders(const fs::path& directory, const std::vector<Signer>& signers,
                          const Hashes& hashes) {
  for (const auto& [name, hash] : hashes) {
    if (name == kManifest) continue;
    const auto before = bytesOf(directory / name);
    if (!before) return failure(ErrorCode::FileUnreadable, "cannot be read", name);
    const std::string after = withHeader(*before, signers);
    if (after == *before) continue;
    if (auto written = writeAtomically(directory / name, after); !written) return written;
  }
  std::string manifest =
      withHeader(withoutSignatures(bytesOf(directory / kManifest).value_or("")), signers);
  if (!signers.empty()) manifest += signatureText(signers, hashes);
  return writeAtomically(directory / kManifest, manifest);
}

Hashes readHashes(MapReader& reader, const std::string& file, Faults& faults) {
  Hashes hashes;
  const DataNode* node = reader.optional("signed_files", DataNode::Kind::Map);
  if (node == nullptr) return hashes;
  MapReader entries(*node, file, faults);
  for (const DataNode::Key& key : entries.freeKeys()) hashes[key.text] = entries.text(key.text);
  return hashes;
}

}  // namespace

Approval readSignatures(MapReader& reader, Loading& loading) {
  Approval approval;
  for (const DataNode* node : reader.optionalMaps("signatures")) {
    MapReader entry(*node, reader.file(), loading.faults);
    Signer signer;
    signer.name = entry.text("reviewer");
    signer.role = entry.text("role");
    signer.date = entry.text("date");
    entry.finish();
    if (!checkWords("reviewer", signer.name) || !checkWords("role", signer.role) ||
        !isDay(signer.date)) {
      entry.fault(node->line,
                  "a signature needs reviewer, role and date (YYYY-MM-DD); sign with "
                  "'podalign profile sign'");
    }
    approval.signers.push_back(std::move(signer));
  }
  const Hashes hashes = readHashes(reader, reader.file(), loading.faults);
  approval.line = reader.lineOf("signatures");
  if (!approval.signers.empty()) {
    approval.changed = changedFiles(hashes, hashesOf(loading.directory));
  }
  return approval;
}

Result<Approval> readApproval(const fs::path& directory) {
  Loading loading(directory);
  const DataFile file = loading.read(kManifest);
  if (loading.faults.any()) return tl::unexpected<Error>(loading.faults.first());
  MapReader reader(file.root, file.name, loading.faults);
  Approval approval = readSignatures(reader, loading);
  if (loading.faults.any()) return tl::unexpected<Error>(loading.faults.first());
  return approval;
}

Result<void> signProfile(const fs::path& directory, const Signer& signer) {
  if (auto fine = checkWords("the reviewer's name", signer.name); !fine) return fine;
  if (auto fine = checkWords("the reviewer's role", signer.role); !fine) return fine;
  if (!isDay(signer.date)) {
    return failure(ErrorCode::ProfileInvalid,
                   "'" + signer.date + "' is no day; state it as YYYY-MM-DD");
  }
  auto approval = readApproval(directory);
  if (!approval) return tl::unexpected(approval.error());
  // A broken signature is what signing mends; every other fault has to go first.
  for (const Error& fault : checkProfile(directory)) {
    if (fault.source != kManifest || fault.line != approval->line || approval->changed.empty()) {
      return tl::unexpected(fault);
    }
  }
  std::vector<Signer> signers;
  if (approval->holds()) signers = approval->signers;
  for (const Signer& earlier : signers) {
    if (earlier.name != signer.name) continue;
    return failure(ErrorCode::ProfileInvalid,
                   "'" + signer.name + "' has signed this content already", kManifest,
                   approval->line);
  }
  signers.push_back(signer);
  return writeHeaders(directory, signers, hashesOf(directory));
}

Result<void> withdrawApproval(const fs::path& directory) {
  auto approval = readApproval(directory);
  if (!approval) return tl::unexpected(approval.error());
  return writeHeaders(directory, {}, hashesOf(directory));
}

}  // namespace podalign::profile
