#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>
#include <utility>

#include "podalign/profile/internal/load_parts.hpp"

namespace podalign::profile {
namespace {

constexpr const char* kOriginalLanguage = "en";

constexpr std::array<std::string_view, 6> kHeaderKeys{"schema",  "id",        "version",
                                                      "min_app", "lifecycle", "reviewers"};

bool isHeader(std::string_view key) {
  return std::find(kHeaderKeys.begin(), kHeaderKeys.end(), key) != kHeaderKeys.end();
}

using Texts = std::map<std::string, std::string, std::less<>>;

void readTexts(Loading& loading, const DataFile& file, Texts& texts) {
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

Texts readLanguage(Loading& loading, const std::string& language) {
  Texts texts;
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

std::vector<std::string> valuesOf(const Texts& texts, const std::string& id) {
  std::vector<std::string> names = TextCatalogue(Texts{{id, texts.at(id)}}).placeholders(id);
  std::sort(names.begin(), names.end());
  return names;
}

// A translation takes the place of its original, which stays as `original.<id>` for the parts of a
// document that are not translated as a whole. What is missing stays in the original language.
void translate(Loading& loading, const std::string& language, Texts& texts) {
  auto places = std::move(loading.textPlaces);
  loading.textPlaces.clear();
  for (const auto& [id, text] : readLanguage(loading, language)) {
    const FilePlace& place = loading.textPlaces[id];
    const auto original = texts.find(id);
    if (original == texts.end()) {
      loading.faults.add(place.file, place.line,
                         "text '" + id + "' translates none; remove it or correct its name");
      continue;
    }
    const std::vector<std::string> wanted = valuesOf(texts, id);
    const std::string before = std::exchange(original->second, text);
    if (valuesOf(texts, id) != wanted) {
      loading.faults.add(
          place.file, place.line,
          "text '" + id + "' has other values in braces than the original; use the same");
    }
    texts.emplace("original." + id, before);
  }
  loading.textPlaces = std::move(places);
}

}  // namespace

Texts loadTextFiles(Loading& loading, const std::string& language) {
  Texts texts = readLanguage(loading, kOriginalLanguage);
  if (language != kOriginalLanguage) translate(loading, language, texts);
  return texts;
}

}  // namespace podalign::profile
