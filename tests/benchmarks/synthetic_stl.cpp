#include "benchmarks/synthetic_stl.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <numbers>
#include <random>
#include <string>
#include <vector>

namespace podalign::benchmarks {
namespace {

constexpr std::size_t kHeaderBytes = 80;
constexpr std::array<double, 3> kHalfAxesMm{138.5, 50.0, 35.0};

struct Facet {
  std::array<float, 3> normal{};
  std::array<std::array<float, 3>, 3> corners{};
};
constexpr std::size_t kFacetBytes = sizeof(Facet) + sizeof(std::uint16_t);

std::array<float, 3> pointAt(double alongPart, double aroundPart) {
  const double along = std::numbers::pi * alongPart;
  const double around = 2 * std::numbers::pi * aroundPart;
  return {static_cast<float>(kHalfAxesMm[0] * std::cos(along)),
          static_cast<float>(kHalfAxesMm[1] * std::sin(along) * std::cos(around)),
          static_cast<float>(kHalfAxesMm[2] * std::sin(along) * std::sin(around))};
}

std::vector<Facet> ellipsoid(std::size_t triangles) {
  const auto side =
      static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(triangles) / 2)));
  const auto at = [side](std::size_t row, std::size_t column) {
    const auto count = static_cast<double>(side);
    // The seam and the poles must be the same numbers from every side.
    const double along = static_cast<double>(row) / count;
    const double around = static_cast<double>(column % side) / count;
    return row == 0 || row == side ? pointAt(row == 0 ? 0 : 1, 0) : pointAt(along, around);
  };
  std::vector<Facet> facets;
  facets.reserve(2 * side * side);
  for (std::size_t row = 0; row < side; ++row) {
    for (std::size_t column = 0; column < side; ++column) {
      const auto a = at(row, column);
      const auto b = at(row + 1, column);
      const auto c = at(row + 1, column + 1);
      const auto d = at(row, column + 1);
      if (row + 1 < side) facets.push_back({{}, {a, b, c}});
      if (row > 0) facets.push_back({{}, {a, c, d}});
    }
  }
  return facets;
}

// Not std::shuffle: its result may differ between libraries.
void shuffle(std::vector<Facet>& facets) {
  std::mt19937_64 random(1);
  for (std::size_t i = facets.size(); i > 1; --i) std::swap(facets[i - 1], facets[random() % i]);
}

}  // namespace

std::size_t writeSyntheticStl(const std::filesystem::path& file, std::size_t triangles,
                              FacetOrder order) {
  std::vector<Facet> facets = ellipsoid(triangles);
  if (order == FacetOrder::Shuffled) shuffle(facets);
  std::string bytes(kHeaderBytes + sizeof(std::uint32_t) + facets.size() * kFacetBytes, '\0');
  const auto count = static_cast<std::uint32_t>(facets.size());
  char* to = bytes.data() + kHeaderBytes;
  std::memcpy(to, &count, sizeof count);
  to += sizeof count;
  for (const Facet& facet : facets) {
    std::memcpy(to, &facet, sizeof facet);
    to += kFacetBytes;
  }
  std::ofstream(file, std::ios::binary)
      .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return facets.size();
}

}  // namespace podalign::benchmarks
