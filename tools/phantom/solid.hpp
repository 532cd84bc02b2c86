#pragma once

#include <Eigen/Core>
#include <vector>

#include "phantom/foot.hpp"

namespace phantom {

/// A closed surface as signed distances on a grid: negative inside. Between grid points the
/// distance is interpolated, good to about cell^2 / (8 * radius).
class Solid {
 public:
  Solid(const Surface& closed, double cellMm, double marginMm);
  [[nodiscard]] double at(const Eigen::Vector3d& p) const;
  [[nodiscard]] const Eigen::Vector3d& lowest() const { return low_; }
  [[nodiscard]] Eigen::Vector3d highest() const;

 private:
  [[nodiscard]] std::size_t index(int x, int y, int z) const;
  [[nodiscard]] Eigen::Vector3d position(int x, int y, int z) const;
  void measureNear(const Surface& closed, std::vector<int>& nearest);
  void spread(const Surface& closed, std::vector<int>& nearest);
  void sign(const Surface& closed);

  double cell_;
  Eigen::Vector3d low_;
  Eigen::Vector3i size_;
  std::vector<float> distance_;
};

}  // namespace phantom
