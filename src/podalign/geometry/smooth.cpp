#include "podalign/geometry/smooth.hpp"

#include <cstdint>
#include <vector>

namespace podalign::geometry {
namespace {

constexpr double kShrink = 0.55;
constexpr double kGrow = -0.58;

// Neighbours of all vertices, one after the other; inner edges are met twice, which weighs all of
// them alike.
struct Neighbours {
  std::vector<std::uint32_t> first;  // where those of a vertex begin; one more at the end
  std::vector<std::uint32_t> list;
};

Neighbours neighboursOf(const TriangleMesh& mesh) {
  Neighbours all;
  all.first.assign(mesh.vertices.size() + 1, 0);
  for (const Triangle& t : mesh.triangles) {
    for (const std::uint32_t v : t) all.first[v + 1] += 2;
  }
  for (std::size_t i = 1; i < all.first.size(); ++i) all.first[i] += all.first[i - 1];
  all.list.resize(all.first.back());
  std::vector<std::uint32_t> next(all.first.begin(), all.first.end() - 1);
  for (const Triangle& t : mesh.triangles) {
    for (std::size_t k = 0; k < 3; ++k) {
      all.list[next[t[k]]++] = t[(k + 1) % 3];
      all.list[next[t[k]]++] = t[(k + 2) % 3];
    }
  }
  return all;
}

void step(const std::vector<Point3>& from, const Neighbours& neighbours, double share,
          std::vector<Point3>& to) {
  for (std::size_t i = 0; i < from.size(); ++i) {
    const std::uint32_t begin = neighbours.first[i];
    const std::uint32_t end = neighbours.first[i + 1];
    Point3 sum = Point3::Zero();
    for (std::uint32_t k = begin; k < end; ++k) sum += from[neighbours.list[k]];
    to[i] = begin == end ? from[i] : Point3((1.0 - share) * from[i] + share / (end - begin) * sum);
  }
}

}  // namespace

TriangleMesh smoothed(TriangleMesh mesh, int rounds) {
  if (rounds <= 0) return mesh;
  const Neighbours neighbours = neighboursOf(mesh);
  std::vector<Point3> other(mesh.vertices.size());
  for (int round = 0; round < rounds; ++round) {
    step(mesh.vertices, neighbours, kShrink, other);
    step(other, neighbours, kGrow, mesh.vertices);
  }
  return mesh;
}

}  // namespace podalign::geometry
