#include "phantom/mesher.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "phantom/degrade.hpp"
#include "phantom/degrade_skin.hpp"

namespace phantom {
namespace {

using Eigen::Vector3d;
using Eigen::Vector3i;

constexpr double kCellPerEdge = 1.1;  // fine enough for the notches between toes; coarsened after
constexpr double kCoarsenPerEdge = 1.24;  // so that the mean edge, toes left out, is the wanted one
constexpr double kToesFrom = 0.80;  // of foot length: round toes need shorter edges than the rest
constexpr double kToesRamp = 0.06;
constexpr double kToeShare = 0.62;
constexpr int kRelaxPasses = 2;
constexpr double kSafeShare = 0.5;  // of the field's value: no skin within that many mm

// Body-centred cubic lattice: corner points and cell centres. Its tetrahedra are all alike and near
// to regular, and marching them can give neither a hole nor an edge with three faces.
class Lattice {
 public:
  Lattice(const Implicit& field, double cell) : cell_(cell), low_(field.low) {
    const Vector3d size = (field.high - low_) / cell;
    for (int i = 0; i < 3; ++i) cells_[i] = static_cast<int>(std::ceil(size[i]));
    cells_.z() += 2;  // above the cut, left open: the cap closes it
    const auto points = static_cast<std::size_t>(cells_.x() + 1) *
                        static_cast<std::size_t>(cells_.y() + 1) *
                        static_cast<std::size_t>(cells_.z() + 1);
    values_.resize(2 * points);
    // Far from the skin whole runs share one value: only the sign matters there.
    const auto run = 2 * static_cast<std::size_t>(cells_.x() + 1);
    for (std::size_t row = 0; row < values_.size(); row += run)
      for (std::size_t kind = 0; kind < 2; ++kind)
        for (std::size_t i = kind; i < run;) {
          const double value = field.at(position(row + i));
          const auto same = static_cast<std::size_t>(kSafeShare * std::abs(value) / cell);
          const std::size_t end = std::min(run, i + 2 * same + 2);
          for (; i < end; i += 2) values_[row + i] = value;
        }
  }

  [[nodiscard]] const Vector3i& cells() const { return cells_; }
  [[nodiscard]] std::size_t corner(int x, int y, int z) const {
    return 2 * ((static_cast<std::size_t>(z) * static_cast<std::size_t>(cells_.y() + 1) +
                 static_cast<std::size_t>(y)) *
                    static_cast<std::size_t>(cells_.x() + 1) +
                static_cast<std::size_t>(x));
  }
  [[nodiscard]] std::size_t centre(int x, int y, int z) const { return corner(x, y, z) + 1; }
  [[nodiscard]] double value(std::size_t point) const { return values_[point]; }
  [[nodiscard]] Vector3d position(std::size_t point) const {
    const double half = point % 2 == 1 ? 0.5 : 0.0;
    std::size_t rest = point / 2;
    const auto nx = static_cast<std::size_t>(cells_.x() + 1);
    const auto ny = static_cast<std::size_t>(cells_.y() + 1);
    const auto x = static_cast<double>(rest % nx);
    rest /= nx;
    const auto y = static_cast<double>(rest % ny);
    const auto z = static_cast<double>(rest / ny);
    return low_ + cell_ * Vector3d(x + half, y + half, z + half);
  }
  // Both kinds of edges differ by a fixed step in the point number: 14 edges start at each point.
  [[nodiscard]] std::size_t size() const { return values_.size(); }

 private:
  double cell_;
  Vector3d low_;
  Vector3i cells_ = Vector3i::Zero();
  std::vector<double> values_;
};

class Marcher {
 public:
  Marcher(const Implicit& field, const Lattice& lattice) : field_(field), lattice_(lattice) {
    edges_.resize(lattice.size());
  }

  Surface march() {
    const Vector3i n = lattice_.cells();
    for (int z = 0; z < n.z(); ++z)
      for (int y = 0; y < n.y(); ++y)
        for (int x = 0; x < n.x(); ++x) cell(x, y, z);
    return std::move(surface_);
  }

 private:
  // Four tetrahedra about each face shared with the next cell along x, y and z.
  void cell(int x, int y, int z) {
    const Vector3i here(x, y, z);
    for (int axis = 0; axis < 3; ++axis) {
      Vector3i next = here;
      ++next[axis];
      if (next[axis] >= lattice_.cells()[axis]) continue;
      Vector3i u = Vector3i::Zero();
      Vector3i v = Vector3i::Zero();
      u[(axis + 1) % 3] = 1;
      v[(axis + 2) % 3] = 1;
      const std::array<Vector3i, 4> ring = {next, next + u, next + u + v, next + v};
      for (std::size_t i = 0; i < 4; ++i) {
        const Vector3i& a = ring[i];
        const Vector3i& b = ring[(i + 1) % 4];
        tetrahedron({lattice_.centre(x, y, z), lattice_.centre(next.x(), next.y(), next.z()),
                     lattice_.corner(a.x(), a.y(), a.z()), lattice_.corner(b.x(), b.y(), b.z())});
      }
    }
  }

  void tetrahedron(const std::array<std::size_t, 4>& corners) {
    std::array<std::size_t, 4> in{};
    std::array<std::size_t, 4> out{};
    std::size_t ins = 0;
    std::size_t outs = 0;
    for (const std::size_t c : corners) (lattice_.value(c) < 0.0 ? in[ins++] : out[outs++]) = c;
    if (ins == 0 || outs == 0) return;
    const Vector3d outward = lattice_.position(out[0]) - lattice_.position(in[0]);
    if (ins == 1) {
      triangle(crossing(in[0], out[0]), crossing(in[0], out[1]), crossing(in[0], out[2]), outward);
    } else if (outs == 1) {
      triangle(crossing(in[0], out[0]), crossing(in[1], out[0]), crossing(in[2], out[0]), outward);
    } else {
      const std::array<int, 4> q = {crossing(in[0], out[0]), crossing(in[0], out[1]),
                                    crossing(in[1], out[1]), crossing(in[1], out[0])};
      if ((at(q[0]) - at(q[2])).squaredNorm() <= (at(q[1]) - at(q[3])).squaredNorm()) {
        triangle(q[0], q[1], q[2], outward);
        triangle(q[0], q[2], q[3], outward);
      } else {
        triangle(q[0], q[1], q[3], outward);
        triangle(q[1], q[2], q[3], outward);
      }
    }
  }

  void triangle(int a, int b, int c, const Vector3d& outward) {
    const bool right = (at(b) - at(a)).cross(at(c) - at(a)).dot(outward) > 0.0;
    surface_.triangles.push_back(right ? std::array<int, 3>{a, b, c} : std::array<int, 3>{a, c, b});
  }

  [[nodiscard]] const Vector3d& at(int vertex) const {
    return surface_.vertices[static_cast<std::size_t>(vertex)];
  }

  // The vertex on the lattice edge between an inner and an outer point, made once.
  int crossing(std::size_t in, std::size_t out) {
    auto& list = edges_[std::min(in, out)];
    const std::size_t other = std::max(in, out);
    for (const auto& [end, vertex] : list)
      if (end == other) return vertex;
    const Vector3d from = lattice_.position(in);
    const Vector3d way = lattice_.position(out) - from;
    double t = 0.5;
    double low = 0.0;
    double high = 1.0;
    double valueLow = lattice_.value(in);
    double valueHigh = lattice_.value(out);
    for (int i = 0; i < 4; ++i) {  // relaxation moves it on and ends exactly: no need to be close
      t = (low * valueHigh - high * valueLow) / (valueHigh - valueLow);
      const double value = field_.at(from + t * way);
      if (std::abs(value) < 1e-3) break;
      (value < 0.0 ? low : high) = t;
      (value < 0.0 ? valueLow : valueHigh) = value;
    }
    t = std::clamp(t, 0.02, 0.98);  // no two vertices of one point's edges on the same spot
    const int vertex = static_cast<int>(surface_.vertices.size());
    surface_.vertices.push_back(from + t * way);
    list.emplace_back(other, vertex);
    return vertex;
  }

  const Implicit& field_;
  const Lattice& lattice_;
  Surface surface_;
  std::vector<std::vector<std::pair<std::size_t, int>>> edges_;
};

Vector3d gradient(const Implicit& shape, const Vector3d& p) {
  constexpr double kStep = 1e-4;
  const double here = shape.at(p);
  Vector3d g;
  for (int i = 0; i < 3; ++i) {
    Vector3d q = p;
    q[i] += kStep;
    g[i] = (shape.at(q) - here) / kStep;
  }
  return g;
}

// Evens out the triangles: each vertex towards the mean of its neighbours, then back to the skin.
void relax(const Implicit& field, Surface& surface) {
  const std::size_t n = surface.vertices.size();
  for (int pass = 0; pass < kRelaxPasses; ++pass) {
    std::vector<Vector3d> sum(n, Vector3d::Zero());
    std::vector<double> count(n, 0.0);
    for (const auto& t : surface.triangles) {
      for (std::size_t i = 0; i < 3; ++i) {
        const auto a = static_cast<std::size_t>(t[i]);
        sum[a] += surface.vertices[static_cast<std::size_t>(t[(i + 1) % 3])] +
                  surface.vertices[static_cast<std::size_t>(t[(i + 2) % 3])];
        count[a] += 2.0;
      }
    }
    for (std::size_t i = 0; i < n; ++i) {
      Vector3d& p = surface.vertices[i];
      const Vector3d pull = 0.6 * (sum[i] / count[i] - p);
      const Vector3d slope = gradient(field, p);
      const double steep = std::max(slope.squaredNorm(), 0.05);
      p += pull - slope * (slope.dot(pull) / steep);
      p -= slope * (field.at(p) / steep);
    }
  }
  for (Vector3d& p : surface.vertices) {
    for (int i = 0; i < 5; ++i) {
      const double off = field.at(p);
      if (std::abs(off) < 1e-3) break;
      const Vector3d slope = gradient(field, p);
      p -= slope * (off / std::max(slope.squaredNorm(), 0.05));
    }
  }
}

}  // namespace

Surface meshImplicit(const Implicit& shape, double edgeMm) {
  const Lattice lattice(shape, kCellPerEdge * edgeMm);
  Surface surface = Marcher(shape, lattice).march();
  coarsen(surface, [&](const Vector3d& p) { return kCoarsenPerEdge * shape.edgeAt(p); });
  relax(shape, surface);
  return surface;
}

namespace {

constexpr double kFinestLatticeMm = 1.5;  // below: refined, for a lattice would fill the memory
constexpr double kCoarsestLatticeMm = 5.0;

Surface meshOnLattice(Implicit shape, const FootMeshing& meshing, double edgeMm) {
  shape.edgeAt = [&meshing, edgeMm](const Vector3d& p) {
    const double towardsToes =
        std::clamp((p.x() / meshing.lengthMm - kToesFrom) / kToesRamp, 0.0, 1.0);
    return edgeMm * (1.0 - (1.0 - kToeShare) * towardsToes);
  };
  return cutFlat(meshImplicit(shape, edgeMm), meshing.topMm, edgeMm);
}

}  // namespace

Surface meshFoot(const Implicit& shape, const FootMeshing& meshing) {
  double edge = meshing.edgeMm;
  if (edge > 6.0) return decimated(meshOnLattice(shape, meshing, kCoarsestLatticeMm), edge);
  int halvings = 0;
  for (; edge < kFinestLatticeMm; ++halvings) edge *= 2.0;
  Surface surface = meshOnLattice(shape, meshing, edge);
  const auto ontoSkin = [&](Vector3d p) {
    if (p.z() > meshing.topMm - 1e-9) return p;  // the flat cut
    for (int i = 0; i < 4; ++i) {
      const double off = shape.at(p);
      if (std::abs(off) < 1e-3) break;
      const Vector3d slope = gradient(shape, p);
      p -= slope * (off / std::max(slope.squaredNorm(), 0.05));
    }
    return p;
  };
  for (; halvings > 0; --halvings) surface = refined(surface, ontoSkin);
  return surface;
}

Surface meshField(const FootField& field, double edgeMm) {
  return meshFoot(
      {[&field](const Vector3d& p) { return field.at(p); }, field.lowest(), field.highest(), {}},
      {field.length(), field.topMm(), edgeMm});
}

}  // namespace phantom
