#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace podalign::ingest {

/// `638684` as `638,684`, for messages.
[[nodiscard]] std::string grouped(std::size_t number);

struct Noun {
  const char* one;
  const char* many;
};
inline constexpr Noun kBytes{"byte", "bytes"};
inline constexpr Noun kPoints{"point", "points"};
inline constexpr Noun kTriangles{"triangle", "triangles"};
inline constexpr Noun kVertices{"vertex", "vertices"};

/// `1 triangle`, `638,684 triangles`.
[[nodiscard]] std::string counted(std::size_t number, const Noun& noun);

/// A piece of an unknown file in quotes: shortened, everything but plain ASCII replaced by `?`.
[[nodiscard]] std::string inQuotes(std::string_view piece);

}  // namespace podalign::ingest
