#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "podalign/core/finding.hpp"

namespace podalign::profile {

/// The sentences of one language, by id. From `profiles/text/<lang>/*.yaml`.
class TextCatalogue {
 public:
  TextCatalogue() = default;
  explicit TextCatalogue(std::map<std::string, std::string, std::less<>> texts);

  [[nodiscard]] bool has(std::string_view id) const;
  /// The sentence as it stands in the file, placeholders included; the id itself when unknown.
  [[nodiscard]] std::string raw(std::string_view id) const;
  /// The sentence with its `{placeholders}` filled. An unknown id gives the id itself; a
  /// placeholder without a value stays visible as `{name}`.
  [[nodiscard]] std::string render(const Message& message) const;
  [[nodiscard]] std::string render(std::string_view id) const;
  /// Names between braces of one sentence, each once, in order.
  [[nodiscard]] std::vector<std::string> placeholders(std::string_view id) const;
  [[nodiscard]] const std::map<std::string, std::string, std::less<>>& all() const {
    return texts_;
  }

 private:
  std::map<std::string, std::string, std::less<>> texts_;
};

}  // namespace podalign::profile
