#pragma once

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "podalign/core/finding.hpp"
#include "podalign/core/result.hpp"
#include "podalign/plantar/footfalls.hpp"

namespace podalign::fuzz {

using PlateReader = Result<Annotated<std::vector<plantar::Recording>>> (*)(std::string_view,
                                                                           const std::string&);

/// What a recording promises and does not keep; empty where it keeps everything.
inline std::string brokenPromise(const plantar::Recording& recording) {
  const auto& grid = recording.grid;
  if (grid.rows < 1 || grid.columns < 1 || !(grid.cellAreaMm2 > 0.0)) return "no grid";
  if (!grid.cells.empty() && grid.cells.size() != static_cast<std::size_t>(grid.rows) *
                                                      static_cast<std::size_t>(grid.columns)) {
    return "cells miscounted";
  }
  if (recording.rows.first < 0 || recording.rows.last >= grid.rows) return "rows beyond the grid";
  if (recording.columns.first < 0 || recording.columns.last >= grid.columns) {
    return "columns beyond the grid";
  }
  if (recording.active.size() != recording.windowCells()) return "active cells miscounted";
  if (recording.pressuresKpa.size() !=
      recording.windowCells() * static_cast<std::size_t>(recording.frames)) {
    return "pressures miscounted";
  }
  for (const float pressure : recording.pressuresKpa) {
    if (!(std::isfinite(pressure) && pressure >= 0.0F)) return "a pressure that is none";
  }
  if (!(units::inSeconds(recording.framePeriod) > 0.0)) return "no time between frames";
  return {};
}

/// Feeds one input through a reader and the search for steps. Stops the program when the answer is
/// neither recordings that keep their promises nor an error with a message.
inline int answer(PlateReader read, const std::uint8_t* data, std::size_t size) {
  const auto recordings = read(std::string_view(reinterpret_cast<const char*>(data), size), "fuzz");
  std::string defect;
  if (!recordings) {
    if (recordings.error().message.empty()) defect = "no message";
  } else {
    for (const plantar::Recording& recording : recordings->value) {
      if (defect.empty()) defect = brokenPromise(recording);
      constexpr std::size_t kSmall = 200000;  // the search on large noise only costs time
      if (!defect.empty() || recording.pressuresKpa.size() > kSmall) continue;
      const auto steps = plantar::findFootfalls(recording, {});
      if (!steps && steps.error().message.empty()) defect = "no message";
    }
  }
  if (!defect.empty()) {
    std::cerr << "broken promise: " << defect << "\n";
    std::abort();
  }
  return 0;
}

}  // namespace podalign::fuzz
