#pragma once

#include <cstddef>
#include <filesystem>

#include "benchmarks/synthetic_stl.hpp"

namespace podalign::benchmarks {

struct SampleFile {
  std::filesystem::path path;
  std::size_t bytes = 0;
  std::size_t triangles = 0;
};

/// A synthetic binary STL of at least `triangles` triangles; made when first asked for, removed
/// when the program ends.
[[nodiscard]] const SampleFile& sampleFile(std::size_t triangles, FacetOrder order);

}  // namespace podalign::benchmarks
