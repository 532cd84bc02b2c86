#pragma once

#include <cstddef>
#include <filesystem>

namespace podalign::benchmarks {

enum class FacetOrder { AsMeshed, Shuffled };

/// Writes a binary STL of an ellipsoid of a foot's size (277 x 100 x 70 mm), closed, of at least
/// `triangles` triangles, and returns how many it has. The same arguments give the same bytes.
std::size_t writeSyntheticStl(const std::filesystem::path& file, std::size_t triangles,
                              FacetOrder order);

}  // namespace podalign::benchmarks
