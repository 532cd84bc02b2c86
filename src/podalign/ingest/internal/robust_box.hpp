#pragma once

#include <cstddef>
#include <vector>

#include "podalign/geometry/mesh.hpp"

namespace podalign::ingest {

/// No scan reaches a million kilometres in metres or a kilometre in micrometres; beyond, squares
/// and products of coordinates would lose all their digits.
constexpr double kFurthest = 1e9;
/// Below this extent, in whatever unit, there is no object.
constexpr double kSmallestExtent = 1e-9;
/// A vertex further out than this many median absolute deviations belongs to no object that the
/// others belong to: on a foot with leg the furthest one lies within 5.
constexpr double kOutlierDeviations = 50.0;
/// More vertices than one in a hundred out there are a part of the object whose rest is meshed far
/// more finely (an embossed label, say), and stay.
constexpr std::size_t kOutlierShare = 100;
/// Medians of so many vertices, evenly taken, are near enough.
constexpr std::size_t kBoxSample = 65536;

/// Where most of a cloud lies: per axis the median and the median absolute deviation from it.
struct RobustBox {
  geometry::Point3 middle = geometry::Point3::Zero();
  geometry::Point3 deviation = geometry::Point3::Zero();
};
[[nodiscard]] RobustBox robustBoxOf(const std::vector<geometry::Point3>& points);

}  // namespace podalign::ingest
