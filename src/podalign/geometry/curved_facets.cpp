#include "podalign/geometry/curved_facets.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <unordered_map>

#include "podalign/geometry/normals.hpp"

namespace podalign::geometry {
namespace {

constexpr double kCreaseCosine = 0.77;  // 40 degrees between a facet and its corner's normal
constexpr double kDeepest = 0.12;       // of an edge: one as long as the radius of its skin
constexpr std::uint32_t kWhole = UINT32_MAX;

using EdgeKey = std::uint64_t;
EdgeKey keyOf(std::uint32_t a, std::uint32_t b) {
  const auto [low, high] = std::minmax(a, b);
  return (static_cast<EdgeKey>(low) << 32U) | high;
}

struct Edge {
  int facets = 0;
  std::uint32_t middle = kWhole;
};
using Edges = std::unordered_map<EdgeKey, Edge>;

// Unit normals; zero at the corners of creases, where there is none.
std::vector<Point3> vertexNormals(const TriangleMesh& mesh) {
  std::vector<Point3> normals(mesh.vertices.size(), Point3::Zero());
  for (const Triangle& t : mesh.triangles) {
    const Point3 doubled = doubledNormal(mesh, t);
    for (const std::uint32_t index : t) normals[index] += doubled;
  }
  for (Point3& normal : normals) {
    const double norm = normal.norm();
    if (norm > 0.0) normal /= norm;
  }
  std::vector<bool> creased(normals.size(), false);
  for (const Triangle& t : mesh.triangles) {
    const Point3 doubled = doubledNormal(mesh, t);
    for (const std::uint32_t index : t) {
      if (doubled.dot(normals[index]) < kCreaseCosine * doubled.norm()) creased[index] = true;
    }
  }
  for (std::size_t i = 0; i < normals.size(); ++i) {
    if (creased[i]) normals[i].setZero();
  }
  return normals;
}

// The middle of the arc between a and b: each end's tangent plane lies over the chord's middle by
// twice the depth of the arc.
Point3 middleOfArc(const Point3& a, const Point3& b, const Point3& atA, const Point3& atB,
                   double share) {
  const Point3 middle = 0.5 * (a + b);
  if (atA.isZero() || atB.isZero()) return middle;
  const Point3 bulge = 0.25 * ((a - middle).dot(atA) * atA + (b - middle).dot(atB) * atB);
  // A sharper bend is no skin.
  if (bulge.norm() > kDeepest * (b - a).norm()) return middle;
  return middle + share * bulge;
}

// A facet whose edges are parted at some of its sides, into one to four.
void part(const Triangle& t, const std::array<std::uint32_t, 3>& middles,
          std::vector<Triangle>& into) {
  std::size_t parted = 0;
  for (const std::uint32_t middle : middles) parted += middle == kWhole ? 0 : 1;
  // k: the first corner, so that what is parted lies where the case expects it.
  for (std::size_t k = 0; k < 3; ++k) {
    const std::uint32_t a = t[k];
    const std::uint32_t b = t[(k + 1) % 3];
    const std::uint32_t c = t[(k + 2) % 3];
    const std::uint32_t ab = middles[k];
    const std::uint32_t bc = middles[(k + 1) % 3];
    const std::uint32_t ca = middles[(k + 2) % 3];
    if (parted == 0) return into.push_back(t);
    if (parted == 1 && ab != kWhole) {
      into.insert(into.end(), {{a, ab, c}, {ab, b, c}});
      return;
    }
    if (parted == 2 && ca == kWhole) {
      into.insert(into.end(), {{ab, b, bc}, {a, ab, bc}, {a, bc, c}});
      return;
    }
    if (parted == 3) {
      into.insert(into.end(), {{a, ab, ca}, {ab, b, bc}, {ca, bc, c}, {ab, bc, ca}});
      return;
    }
  }
}

}  // namespace

TriangleMesh withCurvedFacets(const TriangleMesh& mesh, double longestEdge, double share) {
  const std::vector<Point3> normals = vertexNormals(mesh);
  Edges edges;
  edges.reserve(2 * mesh.triangles.size());
  for (const Triangle& t : mesh.triangles) {
    for (std::size_t k = 0; k < 3; ++k) ++edges[keyOf(t[k], t[(k + 1) % 3])].facets;
  }
  TriangleMesh fine;
  fine.vertices = mesh.vertices;
  fine.triangles.reserve(4 * mesh.triangles.size());
  for (const Triangle& t : mesh.triangles) {
    std::array<std::uint32_t, 3> middles{kWhole, kWhole, kWhole};
    for (std::size_t k = 0; k < 3; ++k) {
      const std::uint32_t a = t[k];
      const std::uint32_t b = t[(k + 1) % 3];
      Edge& edge = edges[keyOf(a, b)];
      const Point3& from = mesh.vertices[a];
      const Point3& to = mesh.vertices[b];
      if (edge.facets != 2 || (to - from).norm() > longestEdge) continue;
      if (edge.middle == kWhole) {
        edge.middle = static_cast<std::uint32_t>(fine.vertices.size());
        fine.vertices.push_back(middleOfArc(from, to, normals[a], normals[b], share));
      }
      middles[k] = edge.middle;
    }
    part(t, middles, fine.triangles);
  }
  return fine;
}

}  // namespace podalign::geometry
