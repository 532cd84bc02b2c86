#include "phantom/solid.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>

#include "phantom/surface_parts.hpp"

namespace phantom {
namespace {

using Eigen::Vector3d;
using Eigen::Vector3i;

// Distance from a point to a triangle: the nearest of face, edges and corners.
double distanceTo(const Surface& s, const std::array<int, 3>& t, const Vector3d& p) {
  std::array<Vector3d, 3> v;
  for (std::size_t i = 0; i < 3; ++i) v[i] = s.vertices[static_cast<std::size_t>(t[i])] - p;
  const Vector3d n = (v[1] - v[0]).cross(v[2] - v[0]);
  bool over = true;
  double best = 1e300;
  for (std::size_t i = 0; i < 3; ++i) {
    const Vector3d& a = v[i];
    const Vector3d edge = v[(i + 1) % 3] - a;
    over = over && n.dot(edge.cross(-a)) >= 0.0;
    const double along = std::clamp(-a.dot(edge) / std::max(edge.squaredNorm(), 1e-30), 0.0, 1.0);
    best = std::min(best, (a + along * edge).squaredNorm());
  }
  if (over && n.squaredNorm() > 0.0) return std::abs(n.dot(v[0])) / n.norm();
  return std::sqrt(best);
}

}  // namespace

Solid::Solid(const Surface& closed, double cellMm, double marginMm) : cell_(cellMm) {
  const Bounds bounds = boundsOf(closed);
  // Off by an odd fraction: no grid line runs exactly through vertices of a regular mesh.
  low_ = bounds.low - Vector3d::Constant(marginMm) - cellMm * Vector3d(0.137, 0.291, 0.413);
  const Vector3d size = (bounds.high - low_ + Vector3d::Constant(marginMm)) / cellMm;
  for (int i = 0; i < 3; ++i) size_[i] = static_cast<int>(std::ceil(size[i])) + 1;
  const auto count = static_cast<std::size_t>(size_.x()) * static_cast<std::size_t>(size_.y()) *
                     static_cast<std::size_t>(size_.z());
  distance_.assign(count, 1e9F);
  std::vector<int> nearest(count, -1);
  measureNear(closed, nearest);
  spread(closed, nearest);
  sign(closed);
}

std::size_t Solid::index(int x, int y, int z) const {
  return (static_cast<std::size_t>(z) * static_cast<std::size_t>(size_.y()) +
          static_cast<std::size_t>(y)) *
             static_cast<std::size_t>(size_.x()) +
         static_cast<std::size_t>(x);
}

Vector3d Solid::position(int x, int y, int z) const { return low_ + cell_ * Vector3d(x, y, z); }

Vector3d Solid::highest() const { return position(size_.x() - 1, size_.y() - 1, size_.z() - 1); }

void Solid::measureNear(const Surface& closed, std::vector<int>& nearest) {
  for (std::size_t f = 0; f < closed.triangles.size(); ++f) {
    const auto& t = closed.triangles[f];
    Vector3i from;
    Vector3i to;
    for (int axis = 0; axis < 3; ++axis) {
      double low = 1e300;
      double high = -1e300;
      for (const int v : t) {
        const double at = (closed.vertices[static_cast<std::size_t>(v)][axis] - low_[axis]) / cell_;
        low = std::min(low, at);
        high = std::max(high, at);
      }
      from[axis] = std::max(0, static_cast<int>(std::floor(low)));
      to[axis] = std::min(size_[axis] - 1, static_cast<int>(std::ceil(high)));
    }
    for (int z = from.z(); z <= to.z(); ++z)
      for (int y = from.y(); y <= to.y(); ++y)
        for (int x = from.x(); x <= to.x(); ++x) {
          const auto d = static_cast<float>(distanceTo(closed, t, position(x, y, z)));
          const std::size_t i = index(x, y, z);
          if (d < distance_[i]) {
            distance_[i] = d;
            nearest[i] = static_cast<int>(f);
          }
        }
  }
}

// What is nearest to a neighbour is tried for oneself; there and back along each axis.
void Solid::spread(const Surface& closed, std::vector<int>& nearest) {
  for (int round = 0; round < 2; ++round)
    for (int axis = 0; axis < 3; ++axis)
      for (const int way : {1, -1}) {
        Vector3i at;
        const int u = (axis + 1) % 3;
        const int v = (axis + 2) % 3;
        for (at[v] = 0; at[v] < size_[v]; ++at[v])
          for (at[u] = 0; at[u] < size_[u]; ++at[u]) {
            const int begin = way > 0 ? 1 : size_[axis] - 2;
            for (at[axis] = begin; at[axis] >= 0 && at[axis] < size_[axis]; at[axis] += way) {
              Vector3i before = at;
              before[axis] -= way;
              const int f = nearest[index(before.x(), before.y(), before.z())];
              const std::size_t here = index(at.x(), at.y(), at.z());
              if (f < 0 || f == nearest[here]) continue;
              const auto d = static_cast<float>(
                  distanceTo(closed, closed.triangles[static_cast<std::size_t>(f)],
                             position(at.x(), at.y(), at.z())));
              if (d < distance_[here]) {
                distance_[here] = d;
                nearest[here] = f;
              }
            }
          }
      }
}

// Inside is where a line upward has met the surface an odd number of times.
void Solid::sign(const Surface& closed) {
  std::vector<std::vector<double>> met(static_cast<std::size_t>(size_.x()) *
                                       static_cast<std::size_t>(size_.y()));
  for (const auto& t : closed.triangles) {
    std::array<Vector3d, 3> p;
    for (std::size_t i = 0; i < 3; ++i)
      p[i] = (closed.vertices[static_cast<std::size_t>(t[i])] - low_) / cell_;
    const Vector3d n = (p[1] - p[0]).cross(p[2] - p[0]);
    if (n.z() == 0.0) continue;
    const Vector3d low = p[0].cwiseMin(p[1]).cwiseMin(p[2]);
    const Vector3d high = p[0].cwiseMax(p[1]).cwiseMax(p[2]);
    for (int y = static_cast<int>(std::ceil(low.y())); y <= static_cast<int>(high.y()); ++y)
      for (int x = static_cast<int>(std::ceil(low.x())); x <= static_cast<int>(high.x()); ++x) {
        bool inside = true;
        for (std::size_t k = 0; k < 3; ++k) {
          const Vector3d side = p[(k + 1) % 3] - p[k];
          const double turn = side.x() * (y - p[k].y()) - side.y() * (x - p[k].x());
          inside = inside && turn * n.z() >= 0.0;
        }
        if (!inside) continue;
        met[static_cast<std::size_t>(y) * static_cast<std::size_t>(size_.x()) +
            static_cast<std::size_t>(x)]
            .push_back(p[0].z() - (n.x() * (x - p[0].x()) + n.y() * (y - p[0].y())) / n.z());
      }
  }
  for (int y = 0; y < size_.y(); ++y)
    for (int x = 0; x < size_.x(); ++x) {
      auto& heights = met[static_cast<std::size_t>(y) * static_cast<std::size_t>(size_.x()) +
                          static_cast<std::size_t>(x)];
      std::sort(heights.begin(), heights.end());
      for (std::size_t i = 0; i + 1 < heights.size(); i += 2)
        for (int z = std::max(0, static_cast<int>(std::ceil(heights[i])));
             z <= heights[i + 1] && z < size_.z(); ++z) {
          float& d = distance_[index(x, y, z)];
          d = -std::abs(d);
        }
    }
}

double Solid::at(const Vector3d& p) const {
  const Vector3d q = (p - low_) / cell_;
  Vector3i cell;
  Vector3d part;
  for (int i = 0; i < 3; ++i) {
    const double within = std::clamp(q[i], 0.0, size_[i] - 1.000001);
    cell[i] = static_cast<int>(within);
    part[i] = within - cell[i];
  }
  double value = 0.0;
  for (int corner = 0; corner < 8; ++corner) {
    const Vector3i step(corner & 1, corner >> 1 & 1, corner >> 2 & 1);
    double weight = 1.0;
    for (int i = 0; i < 3; ++i) weight *= step[i] == 1 ? part[i] : 1.0 - part[i];
    const Vector3i at = cell + step;
    value += weight * static_cast<double>(distance_[index(at.x(), at.y(), at.z())]);
  }
  return value;
}

}  // namespace phantom
