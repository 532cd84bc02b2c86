#pragma once

#include <cmath>
#include <functional>
#include <numbers>
#include <string>
#include <utility>
#include <vector>

#include "support/scan_faults.hpp"
#include "support/scanned_foot.hpp"

/// Things that are named foot, or lie in folders of feet, and are none. Millimetres.
namespace podalign::testing {

/// A closed tube along x whose section at each station is an ellipse of these half axes about a
/// centre at height `rise`; `at` maps 0-1 along the length to (half breadth, half height, rise).
struct TubeSection {
  double halfBreadth, halfHeight, rise;
};
inline TriangleMesh tubeOf(double length, const std::function<TubeSection(double)>& at) {
  constexpr int kRings = 90;
  constexpr int kSectors = 60;
  TriangleMesh mesh;
  for (int i = 0; i <= kRings; ++i) {
    const TubeSection s = at(static_cast<double>(i) / kRings);
    for (int j = 0; j < kSectors; ++j) {
      const double angle = 2.0 * std::numbers::pi * j / kSectors;
      mesh.vertices.emplace_back(length * i / kRings, s.halfBreadth * std::cos(angle),
                                 s.rise + s.halfHeight * std::sin(angle));
    }
  }
  const auto index = [](int i, int j) {
    return static_cast<std::uint32_t>(i * kSectors + j % kSectors);
  };
  for (int i = 0; i < kRings; ++i) {
    for (int j = 0; j < kSectors; ++j) {
      mesh.triangles.push_back({index(i, j), index(i, j + 1), index(i + 1, j + 1)});
      mesh.triangles.push_back({index(i, j), index(i + 1, j + 1), index(i + 1, j)});
    }
  }
  for (const int end : {0, kRings}) {
    const auto middle = static_cast<std::uint32_t>(mesh.vertices.size());
    mesh.vertices.emplace_back(length * end / kRings, 0.0, at(end == 0 ? 0.0 : 1.0).rise);
    for (int j = 0; j < kSectors; ++j) {
      Triangle t{index(end, j), index(end, j + 1), middle};
      if (end == 0) std::swap(t[0], t[1]);
      mesh.triangles.push_back(t);
    }
  }
  return mesh;
}

/// Half breadth of a footprint along its length, 0-1.
inline double footprintHalfBreadth(double t) {
  const double heel = 33.0 * std::sqrt(std::max(0.0, 1.0 - std::pow((t - 0.14) / 0.14, 2.0)));
  const double body = t < 0.14 ? heel : 33.0 + 15.0 * std::sin(std::numbers::pi * (t - 0.14));
  const double toes = std::sqrt(std::max(0.0, 1.0 - std::pow(std::max(0.0, t - 0.75) / 0.25, 2.0)));
  return std::max(1.0, body * toes);
}

/// A footprint's outline between two heights, which may vary along it.
inline TriangleMesh plateOf(double length, const std::function<double(double)>& bottom,
                            const std::function<double(double)>& top) {
  constexpr int kRows = 130;
  constexpr int kAcross = 30;
  TriangleMesh mesh;
  const auto addFace = [&](const std::function<double(double)>& z, bool upper) {
    const auto base = static_cast<std::uint32_t>(mesh.vertices.size());
    for (int i = 0; i <= kRows; ++i) {
      const double t = static_cast<double>(i) / kRows;
      for (int j = 0; j <= kAcross; ++j) {
        mesh.vertices.emplace_back(length * t, footprintHalfBreadth(t) * (2.0 * j / kAcross - 1.0),
                                   z(t));
      }
    }
    const auto at = [&](int i, int j) {
      return base + static_cast<std::uint32_t>(i * (kAcross + 1) + j);
    };
    for (int i = 0; i < kRows; ++i) {
      for (int j = 0; j < kAcross; ++j) {
        Triangle one{at(i, j), at(i + 1, j), at(i + 1, j + 1)};
        Triangle two{at(i, j), at(i + 1, j + 1), at(i, j + 1)};
        if (!upper) {
          std::swap(one[1], one[2]);
          std::swap(two[1], two[2]);
        }
        mesh.triangles.push_back(one);
        mesh.triangles.push_back(two);
      }
    }
    return base;
  };
  const std::uint32_t low = addFace(bottom, false);
  const std::uint32_t high = addFace(top, true);
  for (int i = 0; i < kRows; ++i) {
    for (const int side : {0, kAcross}) {
      const auto at = [&](std::uint32_t base, int row) {
        return base + static_cast<std::uint32_t>(row * (kAcross + 1) + side);
      };
      Triangle one{at(low, i), at(low, i + 1), at(high, i + 1)};
      Triangle two{at(low, i), at(high, i + 1), at(high, i)};
      if (side != 0) {
        std::swap(one[1], one[2]);
        std::swap(two[1], two[2]);
      }
      mesh.triangles.push_back(one);
      mesh.triangles.push_back(two);
    }
  }
  return mesh;
}

/// Bones of a foot: thin rods joined at the ankle, one surface.
inline TriangleMesh skeleton() {
  TriangleMesh mesh;
  const auto bone = [&](const Point3& from, const Point3& to, double radius) {
    const Point3 along = (to - from).normalized();
    Eigen::Affine3d place = Eigen::Affine3d::Identity();
    place.translate(from).rotate(Eigen::Quaterniond::FromTwoVectors(Point3::UnitX(), along));
    append(mesh, transformed(tubeOf((to - from).norm(),
                                    [radius](double t) {
                                      const double knob =
                                          1.0 + 0.5 * std::pow(std::abs(2.0 * t - 1.0), 4.0);
                                      return TubeSection{radius * knob, radius * knob, 0.0};
                                    }),
                             place));
  };
  for (int ray = 0; ray < 5; ++ray) {
    const double y = 30.0 - 15.0 * ray;
    const Point3 base(110.0, 0.5 * y, 45.0 - 6.0 * ray);
    const Point3 head(190.0 - 7.0 * ray, y, 9.0);
    bone(base, head, 6.0);
    bone(head, {250.0 - 9.0 * ray, 1.1 * y, 6.0}, 4.5);
  }
  bone({10.0, 0.0, 20.0}, {110.0, 0.0, 45.0}, 18.0);
  bone({60.0, 0.0, 50.0}, {55.0, 0.0, 120.0}, 14.0);
  bone({45.0, -18.0, 50.0}, {45.0, -18.0, 120.0}, 7.0);
  return mesh;
}

inline std::vector<std::pair<std::string, TriangleMesh>> negativeShapes() {
  std::vector<std::pair<std::string, TriangleMesh>> shapes;
  shapes.emplace_back("Box", boxOf({0.0, -50.0, 0.0}, {260.0, 50.0, 80.0}, 5.0));
  shapes.emplace_back("FlatBox", boxOf({0.0, -50.0, 0.0}, {260.0, 50.0, 20.0}, 5.0));
  shapes.emplace_back("Tower", boxOf({0.0, -45.0, 0.0}, {100.0, 45.0, 250.0}, 5.0));
  shapes.emplace_back("Cylinder", tubeOf(260.0, [](double) {
                        return TubeSection{45.0, 45.0, 45.0};
                      }));
  shapes.emplace_back(
      "Bottle", tubeOf(270.0, [](double t) {
        const double r = t < 0.65 ? 36.0 : t > 0.8 ? 14.0 : 36.0 - 147.0 * (t - 0.65);
        return TubeSection{r, r, 36.0};
      }));
  shapes.emplace_back("Ball", tubeOf(200.0, [](double t) {
                        const double r =
                            100.0 * std::sqrt(std::max(0.0, 1.0 - std::pow(2.0 * t - 1.0, 2.0)));
                        return TubeSection{r, r, 100.0};
                      }));
  shapes.emplace_back("Egg", tubeOf(260.0, [](double t) {
                        const double r =
                            50.0 * std::sqrt(std::max(0.0, 1.0 - std::pow(2.0 * t - 1.0, 2.0)));
                        return TubeSection{r, r, 50.0};
                      }));
  shapes.emplace_back("Insole",
                      plateOf(
                          255.0,
                          [](double t) {
                            return 14.0 * std::pow(std::max(0.0, std::sin(7.0 * (t - 0.15))), 2.0) *
                                   (t < 0.6 ? 1.0 : 0.0);
                          },
                          [](double t) {
                            return 4.0 + 16.0 * std::max(0.0, 0.25 - t) +
                                   14.0 * std::pow(std::max(0.0, std::sin(7.0 * (t - 0.15))), 2.0) *
                                       (t < 0.6 ? 1.0 : 0.0);
                          }));
  shapes.emplace_back("PrintedFootprint",
                      plateOf(
                          255.0, [](double) { return 0.0; }, [](double) { return 12.0; }));
  shapes.emplace_back("ExtrudedFootprint",
                      plateOf(
                          255.0, [](double) { return 0.0; }, [](double) { return 60.0; }));
  shapes.emplace_back("Skeleton", skeleton());
  return shapes;
}

}  // namespace podalign::testing
