#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>

#include "podalign/profile/internal/load_parts.hpp"

namespace podalign::profile {
namespace {

constexpr std::array<std::string_view, 6> kHeaderKeys{"schema",  "id",        "version",
                                                      "min_app", "lifecycle", "reviewers"};

bool isHeader(std::string_view key) {
  return std::find(kHeaderKeys.begin(), kHeaderKeys.end(), key) != kHeaderKeys.end();
}

void readTexts(Loading& loading, const DataFile& file,
               std::map<std::string, std::string, std::less<>>& texts) {
  MapReader reader(file.root, file.name, loading.faults);
  readHeader(reader, "text");
  for (const DataNode::Key& key : reader.freeKeys()) {
    if (isHeader(key.text)) continue;
    const auto [other, isNew] =
        loading.textPlaces.emplace(key.text, FilePlace{file.name, key.line});
    if (!isNew) {
      reader.fault(key.line, "text '" + key.text + "' stands in another file, too (" +
                                 other->second.file + ":" + std::to_string(other->second.line) +
                                 "); keep one");
    }
    texts.emplace(key.text, reader.text(key.text));
  }
}

}  // namespace

std::map<std::string, std::string, std::less<>> loadTextFiles(Loading& loading,
                                                              const std::string& language) {
  std::map<std::string, std::string, std::less<>> texts;
  const std::string folder = "text/" + language;
  std::vector<std::string> names;
  std::error_code fault;
  for (const auto& entry : std::filesystem::directory_iterator(loading.directory / folder, fault)) {
    if (entry.path().extension() == ".yaml") {
      names.push_back(folder + "/" + entry.path().filename().string());
    }
  }
  std::sort(names.begin(), names.end());
  if (fault || names.empty()) {
    loading.faults.add(
        Error{ErrorCode::FileNotFound, "no texts in the language '" + language + "'", folder, 0});
  }
  for (const std::string& name : names) readTexts(loading, loading.read(name), texts);
  return texts;
}

}  // namespace podalign::profile
