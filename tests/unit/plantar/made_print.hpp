#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "podalign/plantar/recording.hpp"

/// Footfalls put together cell by cell, so that every measure can be worked out by hand.
namespace podalign::testing {

inline plantar::Grid gridOf5mm() { return {100, 60, 5.0, 5.0, 25.0, plantar::GridView::FromAbove}; }

/// One frame: '#' is loaded with `kpa`, '.' is not. Row 0 of the picture is row 0 of the footfall,
/// toes up.
inline plantar::Footfall printOf(const std::vector<std::string>& picture, float kpa = 100.0F,
                                 Laterality side = Laterality::Right) {
  plantar::Footfall footfall;
  footfall.rows = {10, 9 + static_cast<int>(picture.size())};
  footfall.columns = {20, 19 + static_cast<int>(picture.front().size())};
  footfall.frames = {0, 0};
  footfall.complete = true;
  footfall.side = {side, SideSource::Declared, 1.0, side};
  footfall.rowDirection = -1;
  footfall.heelToToe = {0.0, -1.0};
  footfall.progression = plantar::Direction{0.0, -1.0};
  footfall.trial = plantar::TrialKind::Walking;
  footfall.noiseFloorKpa = 5.0;
  double cells = 0.0;
  for (const std::string& row : picture) {
    for (const char c : row) {
      footfall.pressuresKpa.push_back(c == '#' ? kpa : 0.0F);
      cells += c == '#' ? 1.0 : 0.0;
    }
  }
  footfall.forcesN = {cells * static_cast<double>(kpa) * 0.025};
  footfall.cop = {{0, 0.0, 0.0, true}};
  return footfall;
}

/// Heel 6 x 6, midfoot 3 x 6 on the lateral side of a right foot, ball 8 x 6 cells, great toe and
/// second toe beyond a gap: Arch Index 18 / (36 + 18 + 48) on the axis of the plate.
inline std::vector<std::string> footPicture() {
  return {"##.#....", "##.#....", "........", "........", "########", "########",
          "########", "########", "########", "########", "....###.", "....###.",
          "....###.", "....###.", "....###.", "....###.", ".######.", ".######.",
          ".######.", ".######.", ".######.", ".######."};
}

inline std::vector<std::string> mirrored(std::vector<std::string> picture) {
  for (std::string& row : picture) std::reverse(row.begin(), row.end());
  return picture;
}

}  // namespace podalign::testing
