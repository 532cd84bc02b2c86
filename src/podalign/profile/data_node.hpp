#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "podalign/core/result.hpp"

namespace podalign::profile {

/// One node of a YAML or JSON text as a plain tree. Scalars keep their text; `quoted` tells
/// `"7"` from `7`. Lines are 1-based.
struct DataNode {
  enum class Kind { Null, Scalar, List, Map };
  struct Key {
    std::string text;
    std::size_t line = 0;
  };

  Kind kind = Kind::Null;
  std::string text;
  bool quoted = false;
  std::size_t line = 0;
  std::vector<Key> keys;  ///< of a map, in the order of the text; `items[i]` belongs to `keys[i]`
  std::vector<DataNode> items;  ///< of a list or a map

  /// The value of `key` in a map, or null.
  [[nodiscard]] const DataNode* find(std::string_view key) const;
};

/// Limits of a text that may come from anybody.
struct DataLimits {
  std::size_t bytes = std::size_t{4} << 20U;
  std::size_t depth = 24;
  std::size_t nodes = 400'000;
};

/// Reads one YAML (or JSON) document strictly: one document, no anchors or aliases, no tags, no
/// repeated key, UTF-8.
///
/// Errors: `code` with `source` and the line of the fault.
[[nodiscard]] Result<DataNode> readData(std::string_view text, const std::string& source,
                                        ErrorCode code, const DataLimits& limits = {});

/// The number in a plain scalar; refuses text, NaN and infinity.
[[nodiscard]] Result<double> numberFrom(const DataNode& node, const std::string& source,
                                        ErrorCode code);

}  // namespace podalign::profile
