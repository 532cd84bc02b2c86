#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "podalign/core/laterality.hpp"
#include "podalign/core/result.hpp"
#include "podalign/profile/data_node.hpp"

namespace podalign::pipeline {

/// What is wrong with one file; the first fault is kept.
class SheetFaults {
 public:
  SheetFaults(std::string source, ErrorCode code) : source_(std::move(source)), code_(code) {}

  void add(std::size_t line, std::string why);
  /// A fault where the node is no map or has another key than these.
  void allow(const profile::DataNode& node, std::initializer_list<std::string_view> keys,
             std::string_view what);
  /// 0 with a fault where the node is no number.
  [[nodiscard]] double numberFrom(const profile::DataNode& node);
  [[nodiscard]] const std::optional<Error>& first() const { return first_; }

 private:
  std::string source_;
  ErrorCode code_;
  std::optional<Error> first_;
};

/// What files that a person edits have in common: the schema, and a list of feet, each of one
/// recording and one side, with its values under a key.
struct FootSheet {
  std::string file;  ///< empty: any
  Laterality side = Laterality::Right;
  const profile::DataNode* values = nullptr;  ///< a map
};
struct FootSheetKind {
  std::string_view schema;
  std::string_view values;      ///< their key
  std::string_view inWords;     ///< what they are
  std::string_view recordedAs;  ///< scan, recording
};
[[nodiscard]] std::vector<FootSheet> footSheets(const profile::DataNode& root,
                                                const FootSheetKind& kind, SheetFaults& faults);

/// As a text of JSON.
[[nodiscard]] std::string quoted(std::string_view text);
/// The value as it will be printed with so many steps to a unit, without a minus before zero.
[[nodiscard]] double rounded(double value, double steps);

}  // namespace podalign::pipeline
