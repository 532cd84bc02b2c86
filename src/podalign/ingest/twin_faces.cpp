#include "podalign/ingest/internal/twin_faces.hpp"

#include <algorithm>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <iterator>
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

// Whether the corners run from the lowest over the middle to the highest, or the other way round.
bool runsUpwards(const Triangle& triangle) {
  const Triangle up = sorted(triangle);
  const auto at = std::find(triangle.begin(), triangle.end(), up[0]) - triangle.begin();
  return triangle[static_cast<std::size_t>((at + 1) % 3)] == up[1];
}

// Appends what goes of a group of equal triangles, in the order of the file.
void chooseAmong(std::span<const std::uint32_t> group, const std::vector<Triangle>& triangles,
                 TwinFaces which, std::vector<std::uint32_t>& going) {
  std::uint32_t staying = group.front();
  if (which == TwinFaces::CancelOpposite) {
    const auto isUp = [&](std::uint32_t t) { return runsUpwards(triangles[t]); };
    const auto up = std::count_if(group.begin(), group.end(), isUp);
    const auto down = static_cast<std::ptrdiff_t>(group.size()) - up;
    if (up == down) {
      going.insert(going.end(), group.begin(), group.end());
      return;
    }
    staying = *std::find_if(group.begin(), group.end(),
                            [&](std::uint32_t t) { return isUp(t) == (up > down); });
  }
  std::copy_if(group.begin(), group.end(), std::back_inserter(going),
               [&](std::uint32_t t) { return t != staying; });
}

// A triangle of a bucket by its two higher corners.
struct Keyed {
  std::uint64_t corners;
  std::uint32_t triangle;
  friend auto operator<=>(const Keyed&, const Keyed&) = default;
};

// Appends what goes of the triangles in one bucket.
void findTwins(std::span<std::uint32_t> bucket, const std::vector<Triangle>& triangles,
               TwinFaces which, std::vector<Keyed>& keyed, std::vector<std::uint32_t>& going) {
  keyed.clear();
  for (const std::uint32_t t : bucket) {
    const Triangle up = sorted(triangles[t]);
    keyed.push_back({std::uint64_t{up[1]} << 32U | up[2], t});
  }
  std::sort(keyed.begin(), keyed.end());
  for (std::size_t i = 0; i < bucket.size(); ++i) bucket[i] = keyed[i].triangle;
  for (std::size_t begin = 0, end = 0; begin < bucket.size(); begin = end) {
    for (end = begin + 1; end < bucket.size() && keyed[end].corners == keyed[begin].corners;) ++end;
    if (end - begin > 1) chooseAmong(bucket.subspan(begin, end - begin), triangles, which, going);
  }
}

std::vector<std::uint32_t> facesToDrop(std::size_t vertices, const std::vector<Triangle>& triangles,
                                       TwinFaces which) {
  Buckets buckets = bucketsOf(vertices, triangles);
  std::vector<std::uint32_t> going;
  std::vector<Keyed> keyed;
  for (std::size_t v = 0; v < vertices; ++v) {
    const std::uint32_t begin = buckets.begin[v];
    const std::uint32_t count = buckets.begin[v + 1] - begin;
    if (count < 2) continue;
    findTwins(std::span(buckets.order).subspan(begin, count), triangles, which, keyed, going);
  }
  std::sort(going.begin(), going.end());
  return going;
}

}  // namespace

std::size_t dropTwinFaces(std::size_t vertices, std::vector<Triangle>& triangles, TwinFaces which) {
  std::vector<std::uint32_t> going = facesToDrop(vertices, triangles, which);
  // Folds are few. Where most would go, every face is there from both sides.
  if (which == TwinFaces::CancelOpposite && 2 * going.size() > triangles.size()) {
    going = facesToDrop(vertices, triangles, TwinFaces::KeepFirst);
  }
  if (going.empty()) return 0;
  auto next = going.begin();
  std::size_t kept = 0;
  for (std::size_t t = 0; t < triangles.size(); ++t) {
    if (next != going.end() && *next == t) {
      ++next;
      continue;
    }
    triangles[kept++] = triangles[t];
  }
  triangles.resize(kept);
  return going.size();
}

}  // namespace podalign::ingest
