#include "podalign/geometry/cell_means.hpp"

#include <algorithm>

#include "podalign/core/contracts.hpp"

namespace podalign::geometry {
namespace {

constexpr double kMostCells = 1000.0;  // along a side: a thousand times 2^20 stays below 2^31

double widened(double cell, const Eigen::AlignedBox3d& box) {
  PODALIGN_EXPECTS(cell > 0.0 && !box.isEmpty());
  return std::max(cell, box.sizes().maxCoeff() / kMostCells);
}

// Half a cell outside of the box; as float32 holds it, so that points of either kind are measured
// from the same place, unless that lies too far off.
Point3 cornerOf(const Eigen::AlignedBox3d& box, double cell) {
  const Point3 corner = box.min() - Point3::Constant(0.5 * cell);
  const Point3 rounded = corner.cast<float>().cast<double>();
  return (rounded - corner).cwiseAbs().maxCoeff() < 0.25 * cell ? rounded : corner;
}

}  // namespace

CellMeans::CellMeans(const Eigen::AlignedBox3d& box, double cell)
    : cell_(widened(cell, box)),
      origin_(cornerOf(box, cell_)),
      perQuantum_(static_cast<double>(1U << kCellBits) / cell_) {
  const Eigen::Vector3f corner = origin_.cast<float>();
  const auto scale = static_cast<float>(perQuantum_);
  corner_ = Corner{0.0F, corner.x(), corner.y(), corner.z()};
  scale_ = Corner{0.0F, scale, scale, scale};
  const auto blocksAlong = [&](Eigen::Index axis) {
    const double cells = (box.max()[axis] - origin_[axis]) / cell_;
    return (static_cast<std::size_t>(cells) >> kBlockBits) + 2;  // one to spare for rounding
  };
  columns_ = blocksAlong(0);
  rows_ = blocksAlong(1);
  blocks_.assign(columns_ * rows_ * blocksAlong(2), 0);
}

std::vector<Point3> CellMeans::means() const {
  std::vector<Point3> means;
  means.reserve(sums_.size());
  for (const Sum& sum : sums_) {
    const double share = 1.0 / (perQuantum_ * static_cast<double>(sum.countAndX[0]));
    means.push_back(origin_ + share * Point3(static_cast<double>(sum.countAndX[1]),
                                             static_cast<double>(sum.yAndZ[0]),
                                             static_cast<double>(sum.yAndZ[1])));
  }
  return means;
}

}  // namespace podalign::geometry
