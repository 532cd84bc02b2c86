#include "podalign/ingest/internal/robust_box.hpp"

#include <algorithm>
#include <cmath>

namespace podalign::ingest {
namespace {

double medianOf(std::vector<double>& values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace

RobustBox robustBoxOf(const std::vector<geometry::Point3>& points) {
  RobustBox box;
  if (points.empty()) return box;
  std::vector<double> values(points.size());
  for (int axis = 0; axis < 3; ++axis) {
    for (std::size_t i = 0; i < points.size(); ++i) values[i] = points[i][axis];
    box.middle[axis] = medianOf(values);
    for (double& value : values) value = std::abs(value - box.middle[axis]);
    box.deviation[axis] = medianOf(values);
  }
  return box;
}

}  // namespace podalign::ingest
