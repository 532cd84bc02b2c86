#include "podalign/folders/inbox.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <utility>

namespace podalign::folders {
namespace {

constexpr std::string_view kBetweenWords = "_-. ";

std::string lowered(std::string_view text) {
  std::string low(text);
  for (char& letter : low) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return low;
}

std::optional<Laterality> sideOf(std::string_view word) {
  const std::string low = lowered(word);
  for (const char* left : {"left", "l", "links", "li"}) {
    if (low == left) return Laterality::Left;
  }
  for (const char* right : {"right", "r", "rechts", "re"}) {
    if (low == right) return Laterality::Right;
  }
  return std::nullopt;
}

}  // namespace

DroppedName readName(std::string_view fileName) {
  DroppedName read;
  read.file = fileName;
  std::string_view rest = fileName.substr(0, fileName.rfind('.'));
  if (rest.empty()) rest = fileName;
  std::string stem;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find_first_of(kBetweenWords), rest.size());
    const std::string_view word = rest.substr(0, end);
    const auto side = sideOf(word);
    if (side && !read.side) {
      read.side = side;
    } else if (!word.empty()) {
      stem += (stem.empty() ? "" : "_") + std::string(word);
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  read.stem = stem.empty() ? "feet" : stem;  // left.stl and right.stl
  return read;
}

bool isPassedOver(std::string_view fileName) {
  if (fileName.empty() || fileName.front() == '.' || fileName.front() == '~') return true;
  const std::string low = lowered(fileName);
  for (const char* ending : {".tmp", ".part", ".partial", ".crdownload", ".filepart"}) {
    if (low.ends_with(ending)) return true;
  }
  return low == "thumbs.db" || low == "desktop.ini";
}

bool DroppedGroup::whole() const {
  const auto has = [&](std::optional<Laterality> side) {
    return std::any_of(files.begin(), files.end(),
                       [&](const DroppedName& file) { return file.side == side; });
  };
  return has(Laterality::Left) == has(Laterality::Right);
}

std::vector<DroppedGroup> groupFiles(const std::vector<std::string>& fileNames) {
  std::map<std::string, DroppedGroup> groups;
  for (const std::string& name : fileNames) {
    if (isPassedOver(name)) continue;
    DroppedName read = readName(name);
    DroppedGroup& group = groups[read.stem];
    group.stem = read.stem;
    group.files.push_back(std::move(read));
  }
  std::vector<DroppedGroup> sorted;
  for (auto& [stem, group] : groups) {
    std::sort(group.files.begin(), group.files.end(),
              [](const DroppedName& a, const DroppedName& b) { return a.file < b.file; });
    sorted.push_back(std::move(group));
  }
  return sorted;
}

}  // namespace podalign::folders
