#include "podalign/measure/print_fit.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <cmath>

#include "podalign/geometry/outline.hpp"

namespace podalign::measure {
namespace {

constexpr double kCoarseBlurMm = 8.0;
constexpr double kFineBlurMm = 3.0;
constexpr double kPointMm = 2.5;  // cells are taken as points so far apart
constexpr double kStartSpanDeg = 24.0;
constexpr double kStartStepDeg = 12.0;
constexpr double kDegree = 0.017453292519943295;
// A degree moves the ends of a foot by about as much as this many millimetres.
constexpr double kDegreesPerMm = 0.6;

void addCell(std::vector<Weighted>& points, const Point2& centre, const Footprint& print,
             double spacing) {
  const int across = std::max(1, static_cast<int>(std::ceil(print.cellWidthMm / spacing)));
  const int along = std::max(1, static_cast<int>(std::ceil(print.cellHeightMm / spacing)));
  const double area = print.cellAreaMm2 / (across * along);
  for (int i = 0; i < across; ++i) {
    for (int k = 0; k < along; ++k) {
      points.push_back({centre + Point2(((i + 0.5) / across - 0.5) * print.cellWidthMm,
                                        ((k + 0.5) / along - 0.5) * print.cellHeightMm),
                        area});
    }
  }
}

// Middles of squares inside a convex ring.
void addRing(std::vector<Weighted>& points, const std::vector<Point2>& ring, double spacing) {
  Point2 low = ring.front();
  Point2 high = low;
  for (const Point2& p : ring) {
    low = low.cwiseMin(p);
    high = high.cwiseMax(p);
  }
  for (double x = low.x() + 0.5 * spacing; x < high.x(); x += spacing) {
    for (double y = low.y() + 0.5 * spacing; y < high.y(); y += spacing) {
      bool inside = true;
      for (std::size_t i = 0; i < ring.size() && inside; ++i) {
        const Point2 edge = ring[(i + 1) % ring.size()] - ring[i];
        inside = edge.x() * (y - ring[i].y()) - edge.y() * (x - ring[i].x()) >= 0.0;
      }
      if (inside) points.push_back({{x, y}, spacing * spacing});
    }
  }
}

double covered(const std::vector<Weighted>& points, const ShareGrid& grid, const Pose& pose) {
  const Eigen::Rotation2Dd turn(pose.turn);
  double sum = 0.0;
  for (const Weighted& point : points) {
    sum += point.areaMm2 * grid.at(turn * point.place + pose.centre);
  }
  return sum;
}

// Compass search: one step either way along x, y and the angle, halved where none is better.
Pose climbed(const std::vector<Weighted>& points, const ShareGrid& grid, Pose pose, double stepMm,
             double finestMm) {
  double best = covered(points, grid, pose);
  for (double step = stepMm; step >= finestMm;) {
    const double turn = step * kDegreesPerMm * kDegree;
    bool better = false;
    for (const auto& [x, y, angle] :
         {std::array{step, 0.0, 0.0}, std::array{-step, 0.0, 0.0}, std::array{0.0, step, 0.0},
          std::array{0.0, -step, 0.0}, std::array{0.0, 0.0, turn}, std::array{0.0, 0.0, -turn}}) {
      const Pose candidate{pose.turn + angle, pose.centre + Point2(x, y)};
      const double value = covered(points, grid, candidate);
      if (value <= best) continue;
      best = value;
      pose = candidate;
      better = true;
    }
    if (!better) step *= 0.5;
  }
  return pose;
}

Point2 centroidOf(const ShareGrid& grid) {
  Point2 sum = Point2::Zero();
  double weight = 0.0;
  for (int row = 0; row < grid.rows; ++row) {
    for (int column = 0; column < grid.columns; ++column) {
      const double share =
          static_cast<double>(grid.shares[static_cast<std::size_t>(row * grid.columns + column)]);
      sum += share * Point2(column + 0.5, row + 0.5);
      weight += share;
    }
  }
  return grid.origin_in_foot + grid.cellMm * sum / weight;
}

double overlapOf(const PrintPoints& points, const ShareGrid& grid, const Pose& pose) {
  const double both = covered(points.fine, grid, pose);
  return both / (points.areaMm2 + grid.areaMm2() - both);
}

}  // namespace

PrintPoints pointsOf(const Footprint& print, PrintShape shape) {
  PrintPoints points;
  if (shape == PrintShape::Cells) {
    for (const FootprintCell& cell : print.cells) {
      addCell(points.coarse, cell.centre, print, 2.0 * kPointMm);
      addCell(points.fine, cell.centre, print, kPointMm);
    }
  } else {
    const std::vector<Point2> ring = geometry::convexHull2(outerCorners(print, Toes::Included));
    addRing(points.coarse, ring, 2.0 * kPointMm);
    addRing(points.fine, ring, kPointMm);
  }
  for (const Weighted& point : points.fine) {
    points.centroid += point.areaMm2 * point.place;
    points.areaMm2 += point.areaMm2;
  }
  points.centroid /= points.areaMm2;
  for (auto* list : {&points.coarse, &points.fine}) {
    for (Weighted& point : *list) point.place -= points.centroid;
  }
  return points;
}

Fit bestFit(const PrintPoints& points, const std::vector<ShareGrid>& shapes, double startTurn) {
  const ShareGrid& middle = shapes[shapes.size() / 2];
  const ShareGrid coarse = blurred(middle, kCoarseBlurMm);
  const Point2 centre = centroidOf(middle);
  Pose start;
  double most = -1.0;
  for (double off = -kStartSpanDeg; off <= kStartSpanDeg; off += kStartStepDeg) {
    const Pose pose = climbed(points.coarse, coarse, {startTurn + off * kDegree, centre}, 8.0, 2.0);
    const double value = covered(points.coarse, coarse, pose);
    if (value <= most) continue;
    most = value;
    start = pose;
  }
  Fit best;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    const Pose pose = climbed(points.coarse, blurred(shapes[i], kFineBlurMm), start, 2.0, 0.5);
    const double overlap = overlapOf(points, shapes[i], pose);
    if (overlap <= best.overlap) continue;
    best = {pose, i, overlap};
  }
  const ShareGrid& chosen = shapes[best.shape];
  best.pose = climbed(points.fine, blurred(chosen, kFineBlurMm), best.pose, 0.25, 0.05);
  best.overlap = overlapOf(points, chosen, best.pose);
  return best;
}

}  // namespace podalign::measure
