#include "phantom/degrade.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "phantom/dice.hpp"

namespace phantom {
namespace {

using Eigen::Vector3d;

constexpr double kSoleTopMm = 35.0;
constexpr double kFacesDown = -0.15;  // z of the normal

Vector3d normalOf(const Surface& s, const std::array<int, 3>& t) {
  const Vector3d& a = s.vertices[static_cast<std::size_t>(t[0])];
  return (s.vertices[static_cast<std::size_t>(t[1])] - a)
      .cross(s.vertices[static_cast<std::size_t>(t[2])] - a)
      .normalized();
}

bool ofSole(const Surface& s, const std::array<int, 3>& t) {
  double top = -1e9;
  for (const int v : t) top = std::max(top, s.vertices[static_cast<std::size_t>(v)].z());
  return top < kSoleTopMm && normalOf(s, t).z() < kFacesDown;
}

Surface withoutUnused(const Surface& surface) {
  std::vector<int> number(surface.vertices.size(), -1);
  Surface kept;
  for (auto t : surface.triangles) {
    for (int& v : t) {
      int& n = number[static_cast<std::size_t>(v)];
      if (n < 0) {
        n = static_cast<int>(kept.vertices.size());
        kept.vertices.push_back(surface.vertices[static_cast<std::size_t>(v)]);
      }
      v = n;
    }
    kept.triangles.push_back(t);
  }
  return kept;
}

// A closed box of square faces.
class Box {
 public:
  Box(Surface& surface, Vector3d low, Vector3d high, double edge)
      : surface_(surface), low_(low), high_(high) {
    for (int i = 0; i < 3; ++i)
      parts_[i] = std::max(1, static_cast<int>(std::ceil((high[i] - low[i]) / edge)));
    number_.assign(static_cast<std::size_t>((parts_.x() + 1) * (parts_.y() + 1) * (parts_.z() + 1)),
                   -1);
    for (int axis = 0; axis < 3; ++axis)
      for (const int end : {0, parts_[axis]}) face(axis, end);
  }

 private:
  void face(int axis, int end) {
    const int u = (axis + 1) % 3;
    const int v = (axis + 2) % 3;
    for (int i = 0; i < parts_[u]; ++i) {
      for (int j = 0; j < parts_[v]; ++j) {
        std::array<int, 4> q{};
        for (int k = 0; k < 4; ++k) {
          Eigen::Vector3i at = Eigen::Vector3i::Zero();
          at[axis] = end;
          at[u] = i + (k == 1 || k == 2 ? 1 : 0);
          at[v] = j + (k >= 2 ? 1 : 0);
          q[static_cast<std::size_t>(k)] = vertex(at);
        }
        if (end == 0) std::swap(q[1], q[3]);
        surface_.triangles.push_back({q[0], q[1], q[2]});
        surface_.triangles.push_back({q[0], q[2], q[3]});
      }
    }
  }
  int vertex(const Eigen::Vector3i& at) {
    int& n = number_[static_cast<std::size_t>(
        (at.z() * (parts_.y() + 1) + at.y()) * (parts_.x() + 1) + at.x())];
    if (n < 0) {
      n = static_cast<int>(surface_.vertices.size());
      const Vector3d share = at.cast<double>().cwiseQuotient(parts_.cast<double>());
      surface_.vertices.emplace_back(low_ + share.cwiseProduct(high_ - low_));
    }
    return n;
  }

  Surface& surface_;
  Vector3d low_, high_;
  Eigen::Vector3i parts_ = Eigen::Vector3i::Ones();
  std::vector<int> number_;
};

}  // namespace

Surface posed(const Surface& surface, const Eigen::Isometry3d& target_from_foot) {
  Surface out = surface;
  for (Vector3d& v : out.vertices) v = target_from_foot * v;
  return out;
}

Surface scaled(const Surface& surface, double factor) {
  Surface out = surface;
  for (Vector3d& v : out.vertices) v *= factor;
  return out;
}

Surface withFloorSlab(const Surface& surface, const FloorSlab& slab) {
  Surface out = surface;
  Vector3d low = surface.vertices.front();
  Vector3d high = low;
  for (const Vector3d& v : surface.vertices) {
    low = low.cwiseMin(v);
    high = high.cwiseMax(v);
  }
  const Vector3d margin(slab.marginMm, slab.marginMm, 0.0);
  low -= margin;
  high += margin;
  high.z() = -slab.gapMm;
  low.z() = high.z() - slab.thicknessMm;
  Box(out, low, high, slab.edgeMm);
  return out;
}

Surface flatFilledSole(const Surface& surface) {
  Surface out = surface;
  for (const auto& t : surface.triangles)
    if (ofSole(surface, t))
      for (const int v : t) out.vertices[static_cast<std::size_t>(v)].z() = 0.0;
  return out;
}

Surface openSole(const Surface& surface) {
  Surface out;
  out.vertices = surface.vertices;
  for (const auto& t : surface.triangles)
    if (!ofSole(surface, t)) out.triangles.push_back(t);
  return withoutUnused(out);
}

Surface mirrored(const Surface& surface, Winding winding) {
  Surface out = surface;
  for (Vector3d& v : out.vertices) v.y() = -v.y();
  if (winding == Winding::Outward)
    for (auto& t : out.triangles) std::swap(t[1], t[2]);
  return out;
}

Surface noisy(const Surface& surface, double sdMm, unsigned seed) {
  Dice dice(seed);
  Surface out = surface;
  for (Vector3d& v : out.vertices)
    for (int i = 0; i < 3; ++i) v[i] += sdMm * dice.normal();
  return out;
}

Surface shuffled(const Surface& surface, unsigned seed) {
  Dice dice(seed);
  const auto order = [&](std::size_t count) {
    std::vector<std::size_t> numbers(count);
    std::iota(numbers.begin(), numbers.end(), std::size_t{0});
    for (std::size_t i = count; i > 1; --i) std::swap(numbers[i - 1], numbers[dice.below(i)]);
    return numbers;
  };
  Surface out;
  std::vector<int> placeOf(surface.vertices.size());
  for (const std::size_t from : order(surface.vertices.size())) {
    placeOf[from] = static_cast<int>(out.vertices.size());
    out.vertices.push_back(surface.vertices[from]);
  }
  for (const std::size_t from : order(surface.triangles.size())) {
    std::array<int, 3> t = surface.triangles[from];
    for (int& v : t) v = placeOf[static_cast<std::size_t>(v)];
    out.triangles.push_back(t);
  }
  return out;
}

}  // namespace phantom
