#include "podalign/ingest/internal/filled_space.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <cstdint>

namespace podalign::ingest {
namespace {

constexpr double kCells = 32.0;  // along the diagonal
constexpr std::uint32_t kFewInCell = 32;

using Octants = std::array<std::uint32_t, 8>;

}  // namespace

bool fillSpace(const std::vector<geometry::Point3>& points) {
  Eigen::AlignedBox3d box;
  for (const geometry::Point3& point : points) box.extend(point);
  const double diagonal = box.isEmpty() ? 0.0 : box.diagonal().norm();
  if (!(diagonal > 0.0)) return false;
  // In halves of cells.
  const double perUnit = 2.0 * kCells / diagonal;
  const auto cellsAlong = [&](Eigen::Index axis) {
    return static_cast<std::size_t>(box.sizes()[axis] * perUnit) / 2 + 1;
  };
  const std::array<std::size_t, 3> size{cellsAlong(0), cellsAlong(1), cellsAlong(2)};
  std::vector<Octants> cells(size[0] * size[1] * size[2], Octants{});
  for (const geometry::Point3& point : points) {
    const geometry::Point3 at = (point - box.min()) * perUnit;
    const auto x = static_cast<std::size_t>(at.x());
    const auto y = static_cast<std::size_t>(at.y());
    const auto z = static_cast<std::size_t>(at.z());
    ++cells[x / 2 + size[0] * (y / 2 + size[1] * (z / 2))][x % 2 + 2 * (y % 2) + 4 * (z % 2)];
  }
  // A surface leaves some of a cell's octants nearly empty, even one with much noise.
  std::size_t looked = 0;
  std::size_t filled = 0;
  for (const Octants& octants : cells) {
    std::uint32_t sum = 0;
    for (const std::uint32_t count : octants) sum += count;
    if (sum < kFewInCell) continue;
    looked += sum;
    if (*std::min_element(octants.begin(), octants.end()) * kFewInCell >= sum) filled += sum;
  }
  return looked > points.size() / 2 && filled > looked / 2;
}

}  // namespace podalign::ingest
