#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "podalign/plantar/recording.hpp"

/// Recordings drawn by hand: a foot as a union of ellipses, a load that travels from heel to toes.
/// Shares nothing with the code under test.
namespace podalign::testing {

struct MadeFoot {
  Laterality side = Laterality::Right;
  double heelXMm = 0.0;  ///< rearmost point of the foot, frame P
  double heelYMm = 0.0;
  double toesDeg = 180.0;  ///< direction of the toes: 0 down the rows, 180 up, positive towards +x
  int firstFrame = 0;
  int frames = 1;
  double midfootWidthMm = 30.0;  ///< 0: heel and ball are separate islands
  bool toes = true;
  double peakKpa = 300.0;
};

// u: mm from the heel end towards the toes; m: mm to the inner side of the foot's axis.
inline bool covers(const MadeFoot& foot, double u, double m) {
  const auto ellipse = [&](double cu, double cm, double ru, double rm) {
    return (u - cu) * (u - cu) / (ru * ru) + (m - cm) * (m - cm) / (rm * rm) <= 1.0;
  };
  if (ellipse(30.0, 0.0, 30.0, 26.0) || ellipse(180.0, 2.0, 32.0, 44.0)) return true;
  if (u > 30.0 && u < 180.0 && m > -30.0 && m < -30.0 + foot.midfootWidthMm) return true;
  if (!foot.toes) return false;
  return ellipse(244.0, 24.0, 20.0, 13.0) || ellipse(242.0, 2.0, 9.0, 7.0) ||
         ellipse(235.0, -13.0, 8.0, 6.0) || ellipse(226.0, -26.0, 8.0, 6.0) ||
         ellipse(214.0, -37.0, 7.0, 6.0);
}

class MadeWalk {
 public:
  MadeWalk(int rows, int columns, int frames, double spacingMm = 5.0, double periodS = 0.01) {
    recording.grid = {
        rows, columns, spacingMm, spacingMm, spacingMm * spacingMm, plantar::GridView::FromAbove};
    recording.rows = {0, rows - 1};
    recording.columns = {0, columns - 1};
    recording.frames = frames;
    recording.framePeriod = units::seconds(periodS);
    recording.noiseFloorKpa = 5.0;
    recording.format = "made";
    recording.active.assign(recording.windowCells(), 1);
    recording.pressuresKpa.assign(recording.windowCells() * static_cast<std::size_t>(frames), 0.0F);
  }
  float& cell(int frame, int row, int column) {
    return recording.pressuresKpa[static_cast<std::size_t>(frame) * recording.windowCells() +
                                  static_cast<std::size_t>(row * recording.grid.columns + column)];
  }
  /// A step: the load rolls from heel to toes. Standing: `still`, the whole sole loaded at once.
  void add(const MadeFoot& foot, bool still = false) {
    const double angle = foot.toesDeg * 3.14159265358979323846 / 180.0;
    const double dx = std::sin(angle);
    const double dy = std::cos(angle);
    // Rows grow downwards: to the left of a foot that points up the table are lower columns.
    const double lx = dy;
    const double ly = -dx;
    const double medial = foot.side == Laterality::Right ? 1.0 : -1.0;
    for (int f = 0; f < foot.frames; ++f) {
      const double t = foot.frames > 1 ? static_cast<double>(f) / (foot.frames - 1) : 0.5;
      for (int r = 0; r < recording.grid.rows; ++r) {
        for (int c = 0; c < recording.grid.columns; ++c) {
          const double x = (c + 0.5) * recording.grid.columnSpacingMm - foot.heelXMm;
          const double y = (r + 0.5) * recording.grid.rowSpacingMm - foot.heelYMm;
          const double u = x * dx + y * dy;
          if (!covers(foot, u, medial * (x * lx + y * ly))) continue;
          const double away = still ? 0.0 : (u - (10.0 + 240.0 * t)) / 70.0;
          const double rise = still ? 1.0 : std::sin(3.14159265358979 * (0.02 + 0.96 * t));
          const double kpa = 5.0 * std::floor(foot.peakKpa * rise * std::exp(-away * away) / 5.0);
          const int frame = foot.firstFrame + f;
          if (kpa > 0.0 && frame >= 0 && frame < recording.frames) {
            cell(frame, r, c) += static_cast<float>(kpa);
          }
        }
      }
    }
  }
  plantar::Recording recording;
};

}  // namespace podalign::testing
