#include "phantom/degrade_scene.hpp"

#include <algorithm>
#include <cmath>

#include "phantom/degrade.hpp"
#include "phantom/surface_parts.hpp"

namespace phantom {
namespace {

using Eigen::Vector3d;

constexpr double kSheetEdgeMm = 8.0;

// A rectangle of heights, row by row.
struct Heights {
  int columns = 0;
  int rows = 0;
  double cell = 1.0;
  Vector3d corner = Vector3d::Zero();
  std::vector<double> z;
  [[nodiscard]] double& at(int i, int j) {
    return z[static_cast<std::size_t>(j) * static_cast<std::size_t>(columns) +
             static_cast<std::size_t>(i)];
  }
};

// Lowest skin over each cell's corner, not above `top`.
Heights undersides(const Surface& surface, const Bounds& bounds, double cell, double top) {
  Heights h;
  h.cell = cell;
  h.corner = bounds.low;
  h.columns = static_cast<int>(std::ceil((bounds.high.x() - bounds.low.x()) / cell)) + 1;
  h.rows = static_cast<int>(std::ceil((bounds.high.y() - bounds.low.y()) / cell)) + 1;
  h.z.assign(static_cast<std::size_t>(h.columns) * static_cast<std::size_t>(h.rows), top);
  for (const auto& t : surface.triangles) {
    std::array<Vector3d, 3> p;
    for (std::size_t i = 0; i < 3; ++i)
      p[i] = surface.vertices[static_cast<std::size_t>(t[i])] - h.corner;
    const Vector3d n = (p[1] - p[0]).cross(p[2] - p[0]);
    if (n.z() >= 0.0) continue;
    const Vector3d low = p[0].cwiseMin(p[1]).cwiseMin(p[2]) / cell;
    const Vector3d high = p[0].cwiseMax(p[1]).cwiseMax(p[2]) / cell;
    for (int j = static_cast<int>(std::ceil(low.y())); j <= static_cast<int>(high.y()); ++j) {
      for (int i = static_cast<int>(std::ceil(low.x())); i <= static_cast<int>(high.x()); ++i) {
        const Vector3d q(i * cell, j * cell, 0.0);
        bool inside = true;
        for (std::size_t k = 0; k < 3; ++k) {
          const Vector3d side = p[(k + 1) % 3] - p[k];
          const Vector3d to = q - p[k];
          inside = inside && side.x() * to.y() - side.y() * to.x() <= 0.0;  // it looks down
        }
        if (!inside) continue;
        const double z =
            p[0].z() - (n.x() * (q.x() - p[0].x()) + n.y() * (q.y() - p[0].y())) / n.z();
        h.at(i, j) = std::min(h.at(i, j), z + h.corner.z());
      }
    }
  }
  return h;
}

// The solid between these heights and a flat bottom.
Surface blockUnder(Heights& h, double bottom) {
  Surface block;
  const auto vertex = [&](int layer, int i, int j) { return (layer * h.rows + j) * h.columns + i; };
  for (int layer = 0; layer < 2; ++layer)
    for (int j = 0; j < h.rows; ++j)
      for (int i = 0; i < h.columns; ++i)
        block.vertices.emplace_back(h.corner.x() + i * h.cell, h.corner.y() + j * h.cell,
                                    layer == 0 ? bottom : h.at(i, j));
  const auto quad = [&](int a, int b, int c, int d) {
    block.triangles.push_back({a, b, c});
    block.triangles.push_back({a, c, d});
  };
  for (int j = 0; j + 1 < h.rows; ++j)
    for (int i = 0; i + 1 < h.columns; ++i) {
      quad(vertex(1, i, j), vertex(1, i + 1, j), vertex(1, i + 1, j + 1), vertex(1, i, j + 1));
      quad(vertex(0, i, j), vertex(0, i, j + 1), vertex(0, i + 1, j + 1), vertex(0, i + 1, j));
    }
  const int i1 = h.columns - 1;
  const int j1 = h.rows - 1;
  for (int i = 0; i < i1; ++i) {
    quad(vertex(0, i, 0), vertex(0, i + 1, 0), vertex(1, i + 1, 0), vertex(1, i, 0));
    quad(vertex(0, i + 1, j1), vertex(0, i, j1), vertex(1, i, j1), vertex(1, i + 1, j1));
  }
  for (int j = 0; j < j1; ++j) {
    quad(vertex(0, 0, j + 1), vertex(0, 0, j), vertex(1, 0, j), vertex(1, 0, j + 1));
    quad(vertex(0, i1, j), vertex(0, i1, j + 1), vertex(1, i1, j + 1), vertex(1, i1, j));
  }
  return block;
}

}  // namespace

Surface withFloorSheet(const Surface& surface, double marginMm, double gapMm) {
  const Bounds bounds = boundsOf(surface);
  Surface out = surface;
  const Vector3d low = bounds.low - Vector3d(marginMm, marginMm, 0.0);
  const Vector3d size = bounds.high - low + Vector3d(marginMm, marginMm, 0.0);
  const int nx = static_cast<int>(std::ceil(size.x() / kSheetEdgeMm));
  const int ny = static_cast<int>(std::ceil(size.y() / kSheetEdgeMm));
  const int base = static_cast<int>(out.vertices.size());
  for (int j = 0; j <= ny; ++j)
    for (int i = 0; i <= nx; ++i)
      out.vertices.emplace_back(low.x() + size.x() * i / nx, low.y() + size.y() * j / ny, -gapMm);
  for (int j = 0; j < ny; ++j)
    for (int i = 0; i < nx; ++i) {
      const int a = base + j * (nx + 1) + i;
      const int c = a + nx + 2;
      out.triangles.push_back({a, a + 1, c});
      out.triangles.push_back({a, c, c - 1});
    }
  return out;
}

Surface inTray(const Surface& surface, const Tray& tray) {
  Bounds in = boundsOf(surface);
  in.low -= Vector3d(tray.marginMm, tray.marginMm, 0.0);
  in.high += Vector3d(tray.marginMm, tray.marginMm, 0.0);
  const Vector3d rim(tray.rimWidthMm, tray.rimWidthMm, 0.0);
  const Vector3d size = in.high - in.low + 2.0 * rim;
  Heights h;
  h.cell = tray.edgeMm;
  h.corner = in.low - rim;
  h.columns = static_cast<int>(std::ceil(size.x() / h.cell)) + 1;
  h.rows = static_cast<int>(std::ceil(size.y() / h.cell)) + 1;
  for (int j = 0; j < h.rows; ++j)
    for (int i = 0; i < h.columns; ++i) {
      const Vector3d p = h.corner + h.cell * Vector3d(i, j, 0.0);
      const bool inside =
          p.x() > in.low.x() && p.x() < in.high.x() && p.y() > in.low.y() && p.y() < in.high.y();
      h.z.push_back(inside ? 0.0 : tray.rimHeightMm);
    }
  return together(surface, blockUnder(h, -tray.thicknessMm));
}

TwoFeet twoFeet(const Surface& left, const Surface& right, const Stance& stance) {
  const double degree = 3.14159265358979323846 / 180.0;
  TwoFeet both;
  both.scene_from_left = Eigen::Translation3d(stance.leftAheadMm, 0.5 * stance.apartMm, 0.0) *
                         Eigen::AngleAxisd(stance.leftToeOutDeg * degree, Vector3d::UnitZ());
  both.scene_from_right = Eigen::Translation3d(0.0, -0.5 * stance.apartMm, 0.0) *
                          Eigen::AngleAxisd(-stance.rightToeOutDeg * degree, Vector3d::UnitZ());
  both.surface = together(posed(left, both.scene_from_left), posed(right, both.scene_from_right));
  return both;
}

Surface foamNegative(const Surface& surface, const Foam& foam) {
  Bounds bounds = boundsOf(surface);
  bounds.low -= Vector3d(foam.marginMm, foam.marginMm, 0.0);
  bounds.high += Vector3d(foam.marginMm, foam.marginMm, 0.0);
  Heights heights = undersides(surface, bounds, foam.cellMm, foam.depthMm);
  return blockUnder(heights, -foam.thicknessMm);
}

Surface foamPositive(const Surface& surface, const Foam& foam) {
  Heights h = undersides(surface, boundsOf(surface), foam.cellMm, foam.depthMm);
  Surface cast;
  std::vector<std::array<int, 2>> number(h.z.size(), {-1, -1});
  const auto vertex = [&](std::size_t layer, int i, int j) {
    auto& n = number[static_cast<std::size_t>(j) * static_cast<std::size_t>(h.columns) +
                     static_cast<std::size_t>(i)];
    const bool border = h.at(i, j) >= foam.depthMm;  // the top meets the wall here
    const std::size_t k = border ? 0 : layer;
    if (n[k] < 0) {
      n[k] = static_cast<int>(cast.vertices.size());
      cast.vertices.emplace_back(h.corner.x() + i * h.cell, h.corner.y() + j * h.cell,
                                 k == 1 ? foam.depthMm : h.at(i, j));
    }
    return n[k];
  };
  const auto triangle = [&](int a, int b, int c) {
    if (a != b && b != c && c != a) cast.triangles.push_back({a, b, c});
  };
  for (int j = 0; j + 1 < h.rows; ++j)
    for (int i = 0; i + 1 < h.columns; ++i) {
      const std::array<std::array<int, 2>, 4> q = {
          {{i, j}, {i + 1, j}, {i + 1, j + 1}, {i, j + 1}}};
      for (const auto& [a, b, c] : {std::array<std::size_t, 3>{0, 1, 2}, {0, 2, 3}}) {
        const bool empty = std::min({h.at(q[a][0], q[a][1]), h.at(q[b][0], q[b][1]),
                                     h.at(q[c][0], q[c][1])}) >= foam.depthMm;
        if (empty) continue;
        triangle(vertex(1, q[a][0], q[a][1]), vertex(1, q[b][0], q[b][1]),
                 vertex(1, q[c][0], q[c][1]));
        triangle(vertex(0, q[a][0], q[a][1]), vertex(0, q[c][0], q[c][1]),
                 vertex(0, q[b][0], q[b][1]));
      }
    }
  return cast;
}

}  // namespace phantom
