#pragma once

#include <vector>

#include "podalign/measure/footprint_geometry.hpp"
#include "podalign/measure/sole_print.hpp"

/// The pose in which a print covers a sole best. Private to measure.
namespace podalign::measure {

/// A point that stands for a piece of a print.
struct Weighted {
  Point2 place = Point2::Zero();  ///< from the print's centroid, mm
  double areaMm2 = 0.0;
};

/// A print as points, coarse and fine.
struct PrintPoints {
  Point2 centroid = Point2::Zero();  ///< in the print's frame
  double areaMm2 = 0.0;
  std::vector<Weighted> coarse, fine;
};

enum class PrintShape { Cells, Hull };
[[nodiscard]] PrintPoints pointsOf(const Footprint& print, PrintShape shape);

struct Pose {
  double turn = 0.0;               ///< rad, counter-clockwise
  Point2 centre = Point2::Zero();  ///< of the print's centroid, in the foot frame, mm
};

struct Fit {
  Pose pose;
  std::size_t shape = 0;  ///< index of the shape that fits best
  double overlap = 0.0;   ///< intersection over union
};

/// The largest overlap with any of the shapes, of which there are one or more. Starts with the toes
/// towards +x, up to 24 degrees either way (`startTurn` brings them there), on the middle shape,
/// blurred; then each shape by itself. Deterministic.
[[nodiscard]] Fit bestFit(const PrintPoints& points, const std::vector<ShareGrid>& shapes,
                          double startTurn);

}  // namespace podalign::measure
