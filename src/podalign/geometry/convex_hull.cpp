#include "podalign/geometry/convex_hull.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace podalign::geometry {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
// Of the diagonal. Points are moved by a random thousandth of the slack first: then no four lie in
// one plane and no three on one line, which is where hulls go wrong.
constexpr double kSlackShare = 3e-5;
constexpr double kMoveShare = 3e-8;
constexpr int kTries = 4;

// Evenly spread over [-1, 1], the same for the same number.
double scattered(std::uint64_t number) {
  number = (number ^ (number >> 31U)) * 0x9E3779B97F4A7C15U;
  number = (number ^ (number >> 29U)) * 0xBF58476D1CE4E5B9U;
  number ^= number >> 32U;
  return static_cast<double>(number >> 11U) * 0x1.0p-52 - 1.0;
}

struct Face {
  Triangle corner{};
  std::array<std::uint32_t, 3> across{};  // the face beyond the edge from corner k to the next
  Point3 normal = Point3::Zero();
  double offset = 0.0;
  std::vector<std::uint32_t> outside;  // points that see this face
  bool gone = false;
};

// A border edge of what a point sees: it stays, and becomes the base of a new face.
struct HorizonEdge {
  std::uint32_t from, to;
  std::uint32_t beyond;  // the face on its other side
};

// Barber, Dobkin, Huhdanpaa 1996: the farthest point outside of a face replaces all faces it sees.
class Quickhull {
 public:
  Quickhull(std::span<const Point3> points, const Point3& centre, double diagonal, int attempt)
      : slack_(kSlackShare * diagonal) {
    points_.reserve(points.size());
    auto number = static_cast<std::uint64_t>(attempt) << 40U;
    for (const Point3& point : points) {
      const Point3 moved(scattered(number + 1), scattered(number + 2), scattered(number + 3));
      number += 3;
      points_.push_back(point - centre + kMoveShare * diagonal * moved);
    }
  }

  // False where the points lie in one plane.
  bool begin() {
    const auto simplex = firstCorners();
    if (!simplex) return false;
    const auto [a, b, c, d] = *simplex;
    faces_.resize(4);
    const std::array<Triangle, 4> corners{{{a, b, c}, {a, c, d}, {a, d, b}, {b, d, c}}};
    const std::array<Triangle, 4> across{{{2, 3, 1}, {0, 3, 2}, {1, 3, 0}, {2, 1, 0}}};
    for (std::size_t i = 0; i < 4; ++i) {
      faces_[i].corner = corners[i];
      faces_[i].across = across[i];
      setPlane(faces_[i]);
    }
    std::vector<std::uint32_t> all(points_.size());
    for (std::uint32_t i = 0; i < all.size(); ++i) all[i] = i;
    share(all, 0);
    return true;
  }

  // False where rounding made a border that is no single ring.
  bool grow() {
    for (std::uint32_t face = 0; face < faces_.size(); ++face) {
      if (faces_[face].gone || faces_[face].outside.empty()) continue;
      if (!takeIn(face)) return false;
    }
    return true;
  }

  [[nodiscard]] TriangleMesh surface(std::span<const Point3> points) const {
    TriangleMesh mesh;
    std::vector<std::uint32_t> indexOf(points.size(), kNone);
    for (const Face& face : faces_) {
      if (face.gone) continue;
      Triangle triangle{};
      for (std::size_t k = 0; k < 3; ++k) {
        std::uint32_t& index = indexOf[face.corner[k]];
        if (index == kNone) {
          index = static_cast<std::uint32_t>(mesh.vertices.size());
          mesh.vertices.push_back(points[face.corner[k]]);
        }
        triangle[k] = index;
      }
      mesh.triangles.push_back(triangle);
    }
    return mesh;
  }

 private:
  // Four points that span much: the two farthest of the box's six, then the farthest from their
  // line, then from the plane of the three; turned so that the first three look away from the
  // fourth.
  [[nodiscard]] std::optional<std::array<std::uint32_t, 4>> firstCorners() const {
    std::array<std::uint32_t, 6> extreme{};
    for (std::uint32_t i = 0; i < points_.size(); ++i) {
      for (Eigen::Index axis = 0; axis < 3; ++axis) {
        auto& low = extreme[static_cast<std::size_t>(2 * axis)];
        auto& high = extreme[static_cast<std::size_t>(2 * axis + 1)];
        if (points_[i][axis] < points_[low][axis]) low = i;
        if (points_[i][axis] > points_[high][axis]) high = i;
      }
    }
    std::uint32_t a = extreme[0];
    std::uint32_t b = extreme[1];
    for (const std::uint32_t i : extreme) {
      for (const std::uint32_t j : extreme) {
        if ((points_[i] - points_[j]).norm() > (points_[a] - points_[b]).norm()) a = i, b = j;
      }
    }
    const Point3 along = (points_[b] - points_[a]).normalized();
    const std::uint32_t c =
        farthest([&](const Point3& point) { return (point - points_[a]).cross(along).norm(); });
    const Point3 normal = along.cross(points_[c] - points_[a]);
    if (normal.norm() <= slack_) return std::nullopt;
    const std::uint32_t d = farthest([&](const Point3& point) {
      return std::abs((point - points_[a]).dot(normal.normalized()));
    });
    const double height = (points_[d] - points_[a]).dot(normal.normalized());
    if (std::abs(height) <= slack_) return std::nullopt;
    if (height < 0.0) return std::array<std::uint32_t, 4>{a, b, c, d};
    return std::array<std::uint32_t, 4>{a, c, b, d};
  }

  template <class Measure>
  [[nodiscard]] std::uint32_t farthest(const Measure& measure) const {
    std::uint32_t best = 0;
    double most = -1.0;
    for (std::uint32_t i = 0; i < points_.size(); ++i) {
      const double value = measure(points_[i]);
      if (value > most) most = value, best = i;
    }
    return best;
  }

  void setPlane(Face& face) const {
    const Point3& a = points_[face.corner[0]];
    face.normal = (points_[face.corner[1]] - a).cross(points_[face.corner[2]] - a).normalized();
    face.offset = face.normal.dot(a);
  }

  [[nodiscard]] double heightOver(const Face& face, std::uint32_t point) const {
    return face.normal.dot(points_[point]) - face.offset;
  }

  // Gives each point to the first face from `begin` on that it lies outside of.
  void share(const std::vector<std::uint32_t>& points, std::size_t begin) {
    for (const std::uint32_t point : points) {
      for (std::size_t f = begin; f < faces_.size(); ++f) {
        if (heightOver(faces_[f], point) <= slack_) continue;
        faces_[f].outside.push_back(point);
        break;
      }
    }
  }

  // Takes the farthest point outside of a face in: what it sees goes, a cone from it comes.
  bool takeIn(std::uint32_t first) {
    const std::vector<std::uint32_t>& outside = faces_[first].outside;
    const std::uint32_t apex =
        *std::max_element(outside.begin(), outside.end(), [&](std::uint32_t l, std::uint32_t r) {
          return heightOver(faces_[first], l) < heightOver(faces_[first], r);
        });
    findSeen(first, apex);
    const std::size_t begin = faces_.size();
    if (!addCone(apex)) return false;
    std::vector<std::uint32_t> orphans;
    for (const std::uint32_t face : seen_) {
      std::vector<std::uint32_t>& points = faces_[face].outside;
      orphans.insert(orphans.end(), points.begin(), points.end());
      points = {};
    }
    share(orphans, begin);
    return true;
  }

  // The faces that the apex sees, and the border of them.
  void findSeen(std::uint32_t first, std::uint32_t apex) {
    seen_.assign(1, first);
    horizon_.clear();
    faces_[first].gone = true;
    for (std::size_t i = 0; i < seen_.size(); ++i) {
      for (std::size_t k = 0; k < 3; ++k) {
        const std::uint32_t beyond = faces_[seen_[i]].across[k];
        if (faces_[beyond].gone) continue;
        if (heightOver(faces_[beyond], apex) > 0.0) {
          faces_[beyond].gone = true;
          seen_.push_back(beyond);
        }
      }
    }
    for (const std::uint32_t face : seen_) {
      for (std::size_t k = 0; k < 3; ++k) {
        const std::uint32_t beyond = faces_[face].across[k];
        if (faces_[beyond].gone) continue;
        horizon_.push_back({faces_[face].corner[k], faces_[face].corner[(k + 1) % 3], beyond});
      }
    }
  }

  // One face from every border edge to the apex, joined to its neighbours.
  bool addCone(std::uint32_t apex) {
    // Into the order of the ring.
    for (std::size_t i = 0; i + 1 < horizon_.size(); ++i) {
      const auto next =
          std::find_if(horizon_.begin() + static_cast<std::ptrdiff_t>(i) + 1, horizon_.end(),
                       [&](const HorizonEdge& edge) { return edge.from == horizon_[i].to; });
      if (next == horizon_.end()) return false;
      std::swap(*next, horizon_[i + 1]);
    }
    if (horizon_.size() < 3 || horizon_.back().to != horizon_.front().from) return false;
    const auto begin = static_cast<std::uint32_t>(faces_.size());
    const auto count = static_cast<std::uint32_t>(horizon_.size());
    for (std::uint32_t i = 0; i < count; ++i) {
      const HorizonEdge& edge = horizon_[i];
      Face& face = faces_.emplace_back();
      face.corner = {edge.from, edge.to, apex};
      face.across = {edge.beyond, begin + (i + 1) % count, begin + (i + count - 1) % count};
      setPlane(face);
      Face& beyond = faces_[edge.beyond];
      for (std::size_t k = 0; k < 3; ++k) {
        if (beyond.corner[k] == edge.to) beyond.across[k] = begin + i;
      }
    }
    return true;
  }

  double slack_;
  std::vector<Point3> points_;
  std::vector<Face> faces_;
  std::vector<std::uint32_t> seen_;
  std::vector<HorizonEdge> horizon_;
};

tl::unexpected<Error> flat() {
  return failure(ErrorCode::NoSurface,
                 "the points lie in one plane or line, so this is not the surface of a foot. "
                 "Export the whole scan as a surface.");
}

}  // namespace

Result<TriangleMesh> convexHull(std::span<const Point3> points) {
  if (points.size() < 4) return flat();
  Eigen::AlignedBox3d box;
  for (const Point3& point : points) box.extend(point);
  for (int attempt = 0; attempt < kTries; ++attempt) {
    Quickhull hull(points, box.center(), box.diagonal().norm(), attempt);
    if (!hull.begin()) return flat();
    if (hull.grow()) return hull.surface(points);
  }
  return failure(ErrorCode::NoSurface,
                 "the points do not make a solid shape. Export the whole scan as a surface.");
}

}  // namespace podalign::geometry
