#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "podalign/core/result.hpp"

/// What the text exports of novel's pedar and pliance share. Private to the plate readers.
namespace podalign::ingest {

struct NovelHeader {
  std::string sensorType;  ///< insole or mat, as named in the file
  std::optional<double> totalS, periodS, rateHz, kilopascalsPerUnit;
  std::vector<int> left, right;  ///< pedar: the sensors of each insole that were exported
  bool hasLeft = false;
  bool hasRight = false;
};

/// Takes what a line of the header tells; lines that tell nothing, personal ones among them, are
/// passed over unread. Errors come without place.
[[nodiscard]] Result<void> readNovelHeaderLine(std::string_view line, NovelHeader& header);

/// Seconds between frames: the scanning rate, where it explains the rounded time per frame.
[[nodiscard]] Result<double> novelPeriodS(const NovelHeader& header);

/// Takes the next word off the front of a line of numbers, which may stand between blanks, tabs or
/// semicolons; empty at the end.
[[nodiscard]] std::string_view takeWord(std::string_view& line);

/// True for the line that titles the columns: "time[secs]" and numbers.
[[nodiscard]] bool isNovelTitleLine(std::string_view line);

}  // namespace podalign::ingest
