#include "podalign/ingest/internal/twin_faces.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>

#include "podalign/ingest/internal/large_pages.hpp"

namespace podalign::ingest {
namespace {

using geometry::Triangle;

std::uint32_t lowestCorner(const Triangle& triangle) {
  return std::min({triangle[0], triangle[1], triangle[2]});
}

Triangle sorted(Triangle triangle) {
  if (triangle[0] > triangle[1]) std::swap(triangle[0], triangle[1]);
  if (triangle[1] > triangle[2]) std::swap(triangle[1], triangle[2]);
  if (triangle[0] > triangle[1]) std::swap(triangle[0], triangle[1]);
  return triangle;
}

// Triangles by their lowest corner: those of corner v are order[begin[v] .. begin[v + 1]), in the
// order of the file. Neighbours in the mesh stay neighbours in memory, which hashing would undo.
struct Buckets {
  std::vector<std::uint32_t> begin;
  std::vector<std::uint32_t> order;
};

Buckets bucketsOf(std::size_t vertices, const std::vector<Triangle>& triangles) {
  Buckets buckets{zeroedInLargePages<std::uint32_t>(vertices + 2),
                  zeroedInLargePages<std::uint32_t>(triangles.size())};
  // Filled one place ahead, so that placing the triangles leaves each begin where it belongs.
  for (const Triangle& triangle : triangles) ++buckets.begin[lowestCorner(triangle) + 2];
  for (std::size_t v = 2; v < buckets.begin.size(); ++v) buckets.begin[v] += buckets.begin[v - 1];
  for (std::size_t t = 0; t < triangles.size(); ++t) {
    buckets.order[buckets.begin[lowestCorner(triangles[t]) + 1]++] = static_cast<std::uint32_t>(t);
  }
  return buckets;
}

// Appends the later ones of equal triangles in one bucket to `twins`.
void findTwins(std::span<std::uint32_t> bucket, const std::vector<Triangle>& triangles,
               std::vector<std::uint32_t>& twins) {
  std::sort(bucket.begin(), bucket.end(), [&](std::uint32_t a, std::uint32_t b) {
    const Triangle first = sorted(triangles[a]);
    const Triangle second = sorted(triangles[b]);
    return first != second ? first < second : a < b;
  });
  for (std::size_t i = 1; i < bucket.size(); ++i) {
    if (sorted(triangles[bucket[i]]) == sorted(triangles[bucket[i - 1]])) {
      twins.push_back(bucket[i]);
    }
  }
}

}  // namespace

std::size_t dropTwinFaces(std::size_t vertices, std::vector<Triangle>& triangles) {
  Buckets buckets = bucketsOf(vertices, triangles);
  std::vector<std::uint32_t> twins;
  for (std::size_t v = 0; v < vertices; ++v) {
    const std::uint32_t begin = buckets.begin[v];
    const std::uint32_t count = buckets.begin[v + 1] - begin;
    if (count < 2) continue;
    findTwins(std::span(buckets.order).subspan(begin, count), triangles, twins);
  }
  if (twins.empty()) return 0;
  std::sort(twins.begin(), twins.end());
  auto next = twins.begin();
  std::size_t kept = 0;
  for (std::size_t t = 0; t < triangles.size(); ++t) {
    if (next != twins.end() && *next == t) {
      ++next;
      continue;
    }
    triangles[kept++] = triangles[t];
  }
  triangles.resize(kept);
  return twins.size();
}

}  // namespace podalign::ingest
