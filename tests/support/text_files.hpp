#pragma once

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "podalign/report/texts.hpp"

/// The sentences under profiles/text, read without the profile module: what is drawn from them is
/// tested by itself.
namespace podalign::testing {

inline const std::map<std::string, std::string>& textFiles() {
  static const std::map<std::string, std::string> texts = [] {
    std::map<std::string, std::string> all;
    const std::filesystem::path folder = std::filesystem::path(PODALIGN_PROFILES_DIR) / "text/en";
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
      for (const auto& entry : YAML::LoadFile(file.string())) {
        if (entry.second.IsScalar()) all[entry.first.Scalar()] = entry.second.Scalar();
      }
    }
    return all;
  }();
  return texts;
}

/// Renders from the files; `asked`, when given, collects ids that they do not hold.
inline report::TextRenderer textRenderer(std::set<std::string>* missing = nullptr) {
  return [missing](const Message& message) -> std::string {
    const auto found = textFiles().find(message.id);
    if (found == textFiles().end()) {
      if (missing != nullptr) missing->insert(message.id);
      return {};
    }
    std::string text = found->second;
    for (const auto& [name, value] : message.values) {
      const std::string placeholder = "{" + name + "}";
      for (std::size_t at = text.find(placeholder); at != std::string::npos;
           at = text.find(placeholder, at + value.size())) {
        text.replace(at, placeholder.size(), value);
      }
    }
    return text;
  };
}

}  // namespace podalign::testing
