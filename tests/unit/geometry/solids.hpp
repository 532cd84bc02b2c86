#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>

#include "podalign/geometry/mesh.hpp"

/// Solids whose measures anybody can work out.
namespace podalign::testing {

/// From the origin to `corner`, outward.
inline geometry::TriangleMesh box(const geometry::Point3& corner) {
  geometry::TriangleMesh mesh;
  for (int i = 0; i < 8; ++i) {
    mesh.vertices.emplace_back((i & 1) != 0 ? corner.x() : 0.0, (i & 2) != 0 ? corner.y() : 0.0,
                               (i & 4) != 0 ? corner.z() : 0.0);
  }
  mesh.triangles = {{0, 2, 3}, {0, 3, 1}, {4, 5, 7}, {4, 7, 6}, {0, 1, 5}, {0, 5, 4},
                    {2, 6, 7}, {2, 7, 3}, {0, 4, 6}, {0, 6, 2}, {1, 3, 7}, {1, 7, 5}};
  return mesh;
}

/// Wall of an upright cylinder from z = 0, without lids.
inline geometry::TriangleMesh cylinder(double radius, double height, std::uint32_t sides) {
  geometry::TriangleMesh mesh;
  for (std::uint32_t i = 0; i < sides; ++i) {
    const double angle = 2.0 * std::numbers::pi * i / sides;
    mesh.vertices.emplace_back(radius * std::cos(angle), radius * std::sin(angle), 0.0);
    mesh.vertices.emplace_back(radius * std::cos(angle), radius * std::sin(angle), height);
  }
  for (std::uint32_t i = 0; i < sides; ++i) {
    const std::uint32_t a = 2 * i;
    const std::uint32_t b = 2 * ((i + 1) % sides);
    mesh.triangles.push_back({a, b, b + 1});
    mesh.triangles.push_back({a, b + 1, a + 1});
  }
  return mesh;
}

/// Ball about the origin by circles of latitude, outward; every vertex lies on it.
inline geometry::TriangleMesh ball(double radius, std::uint32_t rings, std::uint32_t sides) {
  geometry::TriangleMesh mesh;
  mesh.vertices.emplace_back(0.0, 0.0, -radius);
  for (std::uint32_t ring = 1; ring < rings; ++ring) {
    const double height = std::numbers::pi * (static_cast<double>(ring) / rings - 0.5);
    for (std::uint32_t i = 0; i < sides; ++i) {
      const double around = 2.0 * std::numbers::pi * (i + 0.5 * (ring % 2)) / sides;
      mesh.vertices.push_back(radius * geometry::Point3(std::cos(height) * std::cos(around),
                                                        std::cos(height) * std::sin(around),
                                                        std::sin(height)));
    }
  }
  mesh.vertices.emplace_back(0.0, 0.0, radius);
  const auto top = static_cast<std::uint32_t>(mesh.vertices.size() - 1);
  const auto at = [sides](std::uint32_t ring, std::uint32_t i) {
    return 1 + (ring - 1) * sides + i % sides;
  };
  for (std::uint32_t i = 0; i < sides; ++i) {
    mesh.triangles.push_back({0, at(1, i + 1), at(1, i)});
    mesh.triangles.push_back({top, at(rings - 1, i), at(rings - 1, i + 1)});
    for (std::uint32_t ring = 1; ring + 1 < rings; ++ring) {
      // Odd rings are turned by half a side against even ones.
      const std::uint32_t shift = ring % 2;
      const std::uint32_t over = at(ring + 1, i + shift);
      mesh.triangles.push_back({at(ring, i), at(ring, i + 1), over});
      mesh.triangles.push_back({at(ring, i + 1), at(ring + 1, i + shift + 1), over});
    }
  }
  return mesh;
}

}  // namespace podalign::testing
