#include "podalign/anatomy/internal/surface_patch.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>

#include "podalign/core/contracts.hpp"
#include "podalign/geometry/normals.hpp"

namespace podalign::anatomy {
namespace {

using geometry::Point3;
using geometry::TriangleMesh;

constexpr int kMinPoints = 10;     // six unknowns, and something left over
constexpr double kSameSide = 0.3;  // cosine: the other side of a thin toe is not this surface

std::vector<Point3> vertexNormals(const TriangleMesh& mesh) {
  std::vector<Point3> normals(mesh.vertices.size(), Point3::Zero());
  for (const geometry::Triangle& t : mesh.triangles) {
    const Point3 normal = geometry::doubledNormal(mesh, t);
    for (const std::uint32_t index : t) normals[index] += normal;
  }
  for (Point3& normal : normals) {
    const double norm = normal.norm();
    if (norm > 0.0) normal /= norm;
  }
  return normals;
}

}  // namespace

PatchFinder::PatchFinder(const TriangleMesh& mesh, double radius)
    : mesh_(mesh), radius_(radius), normals_(vertexNormals(mesh)) {
  PODALIGN_EXPECTS(radius > 0.0);
  Eigen::AlignedBox3d box;
  for (const Point3& v : mesh.vertices) box.extend(v);
  if (mesh.vertices.empty()) return;
  low_ = box.min();
  for (std::size_t k = 0; k < 3; ++k) {
    cells_[k] = static_cast<std::size_t>(box.sizes()[static_cast<Eigen::Index>(k)] / radius) + 1;
  }
  start_.assign(cells_[0] * cells_[1] * cells_[2] + 1, 0);
  std::vector<std::uint32_t> cellOfVertex;
  cellOfVertex.reserve(mesh.vertices.size());
  for (const Point3& v : mesh.vertices) {
    const auto [x, y, z] = cellOf(v);
    cellOfVertex.push_back(static_cast<std::uint32_t>(indexOf(x, y, z)));
    ++start_[cellOfVertex.back() + 1];
  }
  for (std::size_t i = 1; i < start_.size(); ++i) start_[i] += start_[i - 1];
  order_.resize(mesh.vertices.size());
  std::vector<std::uint32_t> next(start_.begin(), start_.end() - 1);
  for (std::uint32_t i = 0; i < cellOfVertex.size(); ++i) order_[next[cellOfVertex[i]]++] = i;
}

std::array<std::size_t, 3> PatchFinder::cellOf(const Point3& p) const {
  std::array<std::size_t, 3> cell{};
  for (std::size_t k = 0; k < 3; ++k) {
    const auto axis = static_cast<Eigen::Index>(k);
    const double place = std::max(0.0, (p[axis] - low_[axis]) / radius_);
    cell[k] = std::min(cells_[k] - 1, static_cast<std::size_t>(place));
  }
  return cell;
}

std::size_t PatchFinder::indexOf(std::size_t x, std::size_t y, std::size_t z) const {
  return (z * cells_[1] + y) * cells_[0] + x;
}

std::optional<PatchFinder::Patch> PatchFinder::around(std::size_t vertex) const {
  using Row = Eigen::Matrix<double, 6, 1>;
  const Point3& centre = mesh_.vertices[vertex];
  const Point3& normal = normals_[vertex];
  if (normal.isZero()) return std::nullopt;
  const Point3 e1 = normal.unitOrthogonal();
  const Point3 e2 = normal.cross(e1);
  Eigen::Matrix<double, 6, 6> squares = Eigen::Matrix<double, 6, 6>::Zero();
  Row right = Row::Zero();
  double sum = 0.0;
  int count = 0;
  const auto include = [&](std::uint32_t other) {
    const Point3 d = mesh_.vertices[other] - centre;
    if (d.squaredNorm() > radius_ * radius_ || normals_[other].dot(normal) < kSameSide) return;
    const double u = d.dot(e1) / radius_;
    const double v = d.dot(e2) / radius_;
    const double h = d.dot(normal);
    Row row;
    row << 1.0, u, v, u * u, u * v, v * v;
    squares.noalias() += row * row.transpose();
    right += h * row;
    sum += h * h;
    ++count;
  };
  const auto at = cellOf(centre);
  std::array<std::size_t, 3> from{};
  std::array<std::size_t, 3> to{};
  for (std::size_t k = 0; k < 3; ++k) {
    from[k] = at[k] - (at[k] > 0 ? 1 : 0);
    to[k] = std::min(at[k] + 1, cells_[k] - 1);
  }
  for (std::size_t z = from[2]; z <= to[2]; ++z) {
    for (std::size_t y = from[1]; y <= to[1]; ++y) {
      const std::size_t first = start_[indexOf(from[0], y, z)];
      const std::size_t end = start_[indexOf(to[0], y, z) + 1];
      for (std::size_t i = first; i < end; ++i) include(order_[i]);
    }
  }
  if (count < kMinPoints) return std::nullopt;
  const Row fitted = squares.ldlt().solve(right);
  return Patch{centre + fitted[0] * normal,
               std::sqrt(std::max(0.0, sum - fitted.dot(right)) / (count - 6))};
}

}  // namespace podalign::anatomy
