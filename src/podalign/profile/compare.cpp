#include "podalign/profile/compare.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <system_error>
#include <utility>

#include "podalign/profile/internal/load_parts.hpp"

namespace podalign::profile {
namespace {

namespace fs = std::filesystem;
using Flat = std::map<std::string, std::string>;

constexpr std::array<const char*, 8> kNames{"id",    "rule", "measure",   "category",
                                            "class", "name", "reference", "kind"};
constexpr std::array<const char*, 4> kSigned{"lifecycle", "reviewers", "signatures",
                                             "signed_files"};

std::string nameOf(const DataNode& entry) {
  for (const char* key : kNames) {
    const DataNode* name = entry.find(key);
    if (name != nullptr && name->kind == DataNode::Kind::Scalar) return name->text;
  }
  return {};
}

void flatten(const DataNode& node, const std::string& place, Flat& flat) {
  const auto inner = [&place](const std::string& key) {
    return place.empty() ? key : place + "/" + key;
  };
  if (node.kind == DataNode::Kind::Scalar || node.kind == DataNode::Kind::Null) {
    flat[place] = node.text;
    return;
  }
  if (node.items.empty()) flat[place] = node.kind == DataNode::Kind::Map ? "{}" : "[]";
  std::map<std::string, int> seen;
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const DataNode& item = node.items[i];
    std::string key;
    if (node.kind == DataNode::Kind::Map) {
      key = node.keys[i].text;
    } else if (item.kind == DataNode::Kind::Scalar) {
      flat[inner("[" + item.text + "]")] = item.text;
      continue;
    } else {
      key = nameOf(item);
      const int count = ++seen[key];
      if (key.empty() || count > 1) key += (key.empty() ? "" : " ") + std::to_string(count);
    }
    flatten(item, inner(key), flat);
  }
}

Result<std::set<std::string>> filesOf(const fs::path& folder) {
  std::set<std::string> names;
  std::error_code fault;
  for (const auto& entry : fs::recursive_directory_iterator(folder, fault)) {
    if (entry.path().extension() != ".yaml") continue;
    const std::string name = fs::relative(entry.path(), folder, fault).generic_string();
    if (!name.starts_with("examples/")) names.insert(name);
  }
  if (names.count("manifest.yaml") == 0) {
    return failure(ErrorCode::FileNotFound, "no rule base: there is no manifest.yaml in it",
                   folder.generic_string());
  }
  return names;
}

Result<Flat> flatFile(const fs::path& folder, const std::string& name) {
  const auto text = bytesOf(folder / name);
  if (!text) return Flat{};
  auto root = readData(*text, name, ErrorCode::ProfileInvalid);
  if (!root) return tl::unexpected(root.error());
  DataNode kept;
  kept.kind = root->kind;
  for (std::size_t i = 0; i < root->keys.size(); ++i) {
    if (std::find(kSigned.begin(), kSigned.end(), root->keys[i].text) != kSigned.end()) continue;
    kept.keys.push_back(root->keys[i]);
    kept.items.push_back(root->items[i]);
  }
  return flattened(kept);
}

}  // namespace

Flat flattened(const DataNode& document) {
  Flat flat;
  flatten(document, "", flat);
  return flat;
}

std::vector<Difference> differencesOf(const Flat& before, const Flat& after,
                                      const std::string& file) {
  std::vector<Difference> differences;
  for (const auto& [part, value] : before) {
    const auto found = after.find(part);
    if (found == after.end()) {
      differences.push_back({file, part, value, ""});
    } else if (found->second != value) {
      differences.push_back({file, part, value, found->second});
    }
  }
  for (const auto& [part, value] : after) {
    if (before.count(part) == 0) differences.push_back({file, part, "", value});
  }
  std::sort(differences.begin(), differences.end(),
            [](const Difference& a, const Difference& b) { return a.part < b.part; });
  return differences;
}

Result<std::vector<Difference>> compareFolders(const fs::path& before, const fs::path& after) {
  auto names = filesOf(before);
  if (!names) return tl::unexpected(names.error());
  const auto others = filesOf(after);
  if (!others) return tl::unexpected(others.error());
  names->insert(others->begin(), others->end());
  std::vector<Difference> differences;
  for (const std::string& name : *names) {
    const auto first = flatFile(before, name);
    if (!first) return tl::unexpected(first.error());
    const auto second = flatFile(after, name);
    if (!second) return tl::unexpected(second.error());
    const auto more = differencesOf(*first, *second, name);
    differences.insert(differences.end(), more.begin(), more.end());
  }
  return differences;
}

}  // namespace podalign::profile
