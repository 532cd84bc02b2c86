#pragma once

#include <cstddef>
#include <vector>

#include "podalign/geometry/mesh.hpp"

namespace podalign::ingest {

/// A vertex further out than this many median absolute deviations belongs to no object that the
/// others belong to: on a foot with leg the furthest one lies within 5.
constexpr double kOutlierDeviations = 50.0;
/// Medians of so many vertices, evenly taken, are near enough.
constexpr std::size_t kBoxSample = 65536;

/// Where most of a cloud lies: per axis the median and the median absolute deviation from it.
struct RobustBox {
  geometry::Point3 middle = geometry::Point3::Zero();
  geometry::Point3 deviation = geometry::Point3::Zero();
};
[[nodiscard]] RobustBox robustBoxOf(const std::vector<geometry::Point3>& points);

}  // namespace podalign::ingest
