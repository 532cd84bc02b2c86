#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "podalign/core/laterality.hpp"

namespace podalign::folders {

/// What the name of a dropped file says: `anna_left.stl` is the left foot of `anna`.
struct DroppedName {
  std::string file;
  std::string stem;  ///< without side and ending; what belongs together has the same
  std::optional<Laterality> side;
};

/// A word of the name, between `_`, `-`, `.` or blanks: left, right, l, r, links, rechts, li, re.
[[nodiscard]] DroppedName readName(std::string_view fileName);

/// Names of files that are not finished or nobody's scan: hidden, `.tmp`, `.part`, `~$...`.
[[nodiscard]] bool isPassedOver(std::string_view fileName);

/// Files of one person that came loose, without a case file.
struct DroppedGroup {
  std::string stem;
  std::vector<DroppedName> files;  ///< by name
  /// Both sides are there, or none is named: there is nothing to wait for.
  [[nodiscard]] bool whole() const;
};

/// By stem.
[[nodiscard]] std::vector<DroppedGroup> groupFiles(const std::vector<std::string>& fileNames);

}  // namespace podalign::folders
