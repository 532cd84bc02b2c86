#include "podalign/ingest/internal/filled_space.hpp"

#include <Eigen/Geometry>

#include "podalign/geometry/cell_means.hpp"

namespace podalign::ingest {

bool fillSpace(const std::vector<geometry::Point3>& points) {
  constexpr double kCoarseShare = 1.0 / 32.0;
  constexpr std::size_t kPointsPerCell = 3;
  constexpr double kMoreThanSurface = 6.0;
  Eigen::AlignedBox3d box;
  for (const geometry::Point3& point : points) box.extend(point);
  const double cell = box.isEmpty() ? 0.0 : kCoarseShare * box.diagonal().norm();
  if (!(cell > 0.0)) return false;
  geometry::CellMeans coarse(box, cell);
  geometry::CellMeans fine(box, 0.5 * cell);
  for (const geometry::Point3& point : points) {
    coarse.add(point);
    fine.add(point);
  }
  return points.size() > kPointsPerCell * fine.size() &&
         static_cast<double>(fine.size()) > kMoreThanSurface * static_cast<double>(coarse.size());
}

}  // namespace podalign::ingest
