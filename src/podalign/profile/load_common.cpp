#include <array>
#include <charconv>
#include <fstream>
#include <system_error>
#include <utility>

#include "podalign/profile/internal/load_parts.hpp"

namespace podalign::profile {
namespace {

using Version = std::array<int, 3>;

// "1.2.3"; nothing else.
bool parseVersion(std::string_view text, Version& version) {
  for (std::size_t part = 0; part < version.size(); ++part) {
    const char* const end = text.data() + text.size();
    const auto [stop, fault] = std::from_chars(text.data(), end, version[part]);
    if (fault != std::errc{} || version[part] < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
    const bool last = part + 1 == version.size();
    if (last) return text.empty();
    if (!text.starts_with('.')) return false;
    text.remove_prefix(1);
  }
  return false;
}

void checkMinApp(MapReader& reader) {
  const std::string text = reader.text("min_app");
  Version wanted{};
  Version mine{};
  if (!parseVersion(text, wanted)) {
    reader.fault(reader.lineOf("min_app"), "'min_app': expected a version like 0.1.0");
  } else if (parseVersion(PODALIGN_VERSION, mine) && mine < wanted) {
    reader.fault(reader.lineOf("min_app"),
                 "this file needs version " + text + "; this program is " PODALIGN_VERSION);
  }
}

}  // namespace

std::optional<std::string> bytesOf(const std::filesystem::path& file) {
  std::error_code fault;
  const auto size = std::filesystem::file_size(file, fault);
  std::ifstream stream(file, std::ios::binary);
  if (fault || !stream || size > DataLimits{}.bytes) return std::nullopt;
  std::string bytes(static_cast<std::size_t>(size), '\0');
  stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!stream) return std::nullopt;
  return bytes;
}

DataFile Loading::read(const std::string& name) {
  DataFile file{name, {}};
  filesRead.insert(name);
  if (faults.asked != nullptr) faults.asked->forgetPlaces();
  const auto text = bytesOf(directory / name);
  if (!text) {
    faults.add(Error{ErrorCode::FileNotFound,
                     "not found or not readable; the rule base is incomplete", name, 0});
    unreadable.insert(name);
    return file;
  }
  auto root = readData(*text, name, ErrorCode::ProfileInvalid);
  if (root) {
    file.root = std::move(*root);
  } else {
    faults.add(std::move(root.error()));
    unreadable.insert(name);
  }
  return file;
}

void Loading::checkMeasure(MapReader& reader, std::string_view key, const Vocabulary& vocabulary,
                           const std::string& measure) {
  const Field* field = vocabulary.find(measure);
  if (field == nullptr) {
    reader.fault(reader.lineOf(key),
                 "unknown field '" + measure + "'; the fields are in vocabulary.yaml");
  } else if (field->type != FieldType::Number) {
    reader.fault(reader.lineOf(key), "'" + measure + "' is no number of the vocabulary");
  }
}

void Loading::checkSources(MapReader& reader, std::string_view key,
                           const std::vector<std::string>& ids) {
  for (const std::string& id : ids) {
    if (sources.find(id) == sources.end()) {
      reader.fault(reader.lineOf(key),
                   "source '" + id + "' is not in references.yaml; add it there or remove it here");
    }
  }
}

void Loading::readBasis(MapReader& reader, std::vector<std::string>& ids, std::string& basis) {
  ids = reader.optionalWords("sources");
  basis = reader.optionalText("basis");
  checkSources(reader, "sources", ids);
  if (ids.empty() && basis.empty()) {
    reader.fault(reader.line(),
                 "neither 'sources' nor 'basis' is given; cite a source or write 'basis: expert "
                 "opinion, no published source'");
  }
}

Scope readScope(MapReader& reader) {
  const std::string text = reader.oneOf("scope", {"subject", "foot", "knee"});
  if (text == "foot") return Scope::Foot;
  return text == "knee" ? Scope::Knee : Scope::Subject;
}

void readHeader(MapReader& reader, std::string_view kind) {
  reader.nameRoot(kind);
  const std::string schema = reader.text("schema");
  const std::string wanted = "podalign/" + std::string(kind) + "/1";
  if (schema != wanted) {
    reader.fault(reader.lineOf("schema"), "schema is '" + schema + "', expected '" + wanted + "'");
  }
  (void)reader.text("id");
  (void)reader.text("version");
  checkMinApp(reader);
  const std::string lifecycle = reader.oneOf("lifecycle", {"draft", "approved"});
  const auto reviewers = reader.words("reviewers");
  if (lifecycle == "approved" && reviewers.empty()) {
    reader.fault(reader.lineOf("lifecycle"), "approved, but nobody signed it");
  }
}

}  // namespace podalign::profile
