#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "podalign/core/result.hpp"
#include "podalign/profile/data_node.hpp"

namespace podalign::profile {

/// Keeps the first fault found while the files are read; what follows it is often its consequence.
class Faults {
 public:
  void add(const std::string& file, std::size_t line, std::string message);
  void add(Error error);
  [[nodiscard]] bool any() const { return first_.has_value(); }
  [[nodiscard]] const Error& first() const { return *first_; }

 private:
  std::optional<Error> first_;
};

/// One map of a file, read strictly: a key that nobody asked for is unknown. A faulty value is
/// reported to `faults` and replaced by an empty one.
class MapReader {
 public:
  MapReader(const DataNode& node, const std::string& file, Faults& faults);

  [[nodiscard]] bool has(std::string_view key);
  [[nodiscard]] const DataNode* required(std::string_view key, DataNode::Kind kind);
  [[nodiscard]] const DataNode* optional(std::string_view key, DataNode::Kind kind);
  [[nodiscard]] std::string text(std::string_view key);
  [[nodiscard]] std::string optionalText(std::string_view key);
  [[nodiscard]] double number(std::string_view key);
  [[nodiscard]] std::optional<double> optionalNumber(std::string_view key);
  [[nodiscard]] int integer(std::string_view key);
  [[nodiscard]] bool flag(std::string_view key, bool whenOmitted);
  [[nodiscard]] bool requiredFlag(std::string_view key);
  [[nodiscard]] std::vector<std::string> words(std::string_view key);
  [[nodiscard]] std::vector<std::string> optionalWords(std::string_view key);
  /// Every item of a list of maps.
  [[nodiscard]] std::vector<const DataNode*> maps(std::string_view key);
  [[nodiscard]] std::vector<const DataNode*> optionalMaps(std::string_view key);

  /// Reports the keys that nobody asked for.
  void finish();

  [[nodiscard]] std::size_t line() const { return node_.line; }
  [[nodiscard]] std::size_t lineOf(std::string_view key) const;
  [[nodiscard]] const std::string& file() const { return file_; }
  void fault(std::size_t line, std::string message);

 private:
  const DataNode* take(std::string_view key);
  [[nodiscard]] std::vector<std::string> wordsOf(const DataNode& node, std::string_view key);
  [[nodiscard]] std::vector<const DataNode*> mapsOf(const DataNode& node, std::string_view key);

  const DataNode& node_;
  const std::string& file_;
  Faults& faults_;
  std::vector<bool> asked_;
};

/// A `{word: number}` map.
[[nodiscard]] std::vector<std::pair<std::string, double>> numbersByWord(const DataNode& node,
                                                                        const std::string& file,
                                                                        Faults& faults);

}  // namespace podalign::profile
