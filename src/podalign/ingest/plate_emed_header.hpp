#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "podalign/core/result.hpp"

/// The lines above each table of an emed text export. Private to the emed reader.
namespace podalign::ingest {

inline constexpr std::string_view kEmedRemedy =
    "export again from the novel software as emascii with sensor grid, frame header, values of "
    "pressure, frames, tab delimited";

/// Geometry and timing, repeated on every page; lengths in mm, areas in mm2, times in s.
struct EmedHeader {
  std::optional<int> columns, rows;
  std::optional<double> cellAreaMm2, periodS, columnSpacingMm, rowSpacingMm;
  bool operator==(const EmedHeader&) const = default;
};

struct EmedPageHead {
  EmedHeader header;
  std::optional<long> picture;  ///< Pict-No
  bool summary = false;         ///< a page of maxima over time (MVP, MPP), not a frame
};

/// Takes what one line above a table says into `head`. Patient and file names are passed over.
[[nodiscard]] Result<void> readEmedHeaderLine(std::string_view line, EmedPageHead& head);

/// Everything needed to place the cells in space and time is there and fits together.
[[nodiscard]] Result<void> checkEmedHeader(const EmedHeader& header);

}  // namespace podalign::ingest
