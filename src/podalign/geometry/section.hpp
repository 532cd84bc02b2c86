#pragma once

#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "podalign/geometry/mesh.hpp"

namespace podalign::geometry {

enum class Axis { X = 0, Y = 1, Z = 2 };

/// A piece of a section: where one triangle meets the cutting plane. In a section across x the
/// coordinates are (y, z), across y (x, z), across z (x, y). `facing` is the z part of the
/// triangle's unit normal: negative looks down.
struct Segment {
  Point2 a, b;
  double facing = 0.0;
};
using Section = std::vector<Segment>;

/// Sections across one axis at ascending positions, all in one pass over the triangles.
///
/// Requires: `positions` strictly ascending.
[[nodiscard]] std::vector<Section> sectionsAcross(const TriangleMesh& mesh, Axis axis,
                                                  std::span<const double> positions);

/// Range of one coordinate over the part of a section where the other lies within [low, high].
struct Extent {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();
  [[nodiscard]] bool empty() const { return low > high; }
  [[nodiscard]] double size() const { return empty() ? 0.0 : high - low; }
  [[nodiscard]] double middle() const { return 0.5 * (low + high); }
  void include(double value) {
    low = value < low ? value : low;
    high = value > high ? value : high;
  }
};
/// A closed range of a coordinate; everything where not said.
struct Window {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
};
/// Extent of the first coordinate where the second lies within [low, high].
[[nodiscard]] Extent extentOfFirst(const Section& section, double low, double high);
/// Extent of the second coordinate where the first lies within [low, high].
[[nodiscard]] Extent extentOfSecond(const Section& section, double low, double high);

/// What `extentOfFirst` gives for each of `sectionsAcross`, without the sections: far faster where
/// nothing else of them is wanted.
[[nodiscard]] std::vector<Extent> extentsAcross(const TriangleMesh& mesh, Axis axis,
                                                std::span<const double> positions,
                                                const Window& second = {});

/// Lowest crossing of a section at `first`: its second coordinate, and how its surface faces.
struct Crossing {
  double second = 0.0;
  double facing = 0.0;
};
[[nodiscard]] std::optional<Crossing> lowestCrossing(const Section& section, double first);

/// A connected line of a section.
struct Polyline {
  std::vector<Point2> points;
  bool closed = false;
  [[nodiscard]] double length() const;
};

/// Section with the plane through `origin` spanned by the unit vectors `u` and `v`, joined along
/// shared edges; coordinates are along `u` and `v`. Longest line first.
[[nodiscard]] std::vector<Polyline> sectionLines(const TriangleMesh& mesh, const Point3& origin,
                                                 const Point3& u, const Point3& v);

}  // namespace podalign::geometry
