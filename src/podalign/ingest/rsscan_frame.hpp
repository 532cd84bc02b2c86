#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "podalign/plantar/recording.hpp"

/// What the text exports of RSscan plates have in common. Private to their readers.
namespace podalign::ingest {

/// Cells of every RSscan plate: across the walkway and along it.
inline constexpr double kRsscanColumnSpacingMm = 5.08;
inline constexpr double kRsscanRowSpacingMm = 7.62;
/// Cells hold newton.
inline constexpr double kRsscanKpaPerNewton =
    1000.0 / (kRsscanColumnSpacingMm * kRsscanRowSpacingMm);
inline constexpr double kRsscanLargestCellN = 4000.0;
inline constexpr std::size_t kRsscanMostRows = 256;
inline constexpr std::size_t kRsscanMostColumns = 64;

/// "Frame 12 (95.24 ms)": its time; nothing for any other line.
[[nodiscard]] std::optional<double> rsscanFrameTimeMs(std::string_view line);

/// A plate of so many rows and columns: row 0 is the near end of the walkway, columns count to the
/// walker's right.
[[nodiscard]] plantar::Grid rsscanGrid(std::size_t rows, std::size_t columns);

}  // namespace podalign::ingest
