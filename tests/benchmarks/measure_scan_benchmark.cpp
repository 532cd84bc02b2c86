// File to measurements, the whole way that a fitting station waits for: a phantom foot as fine as
// the largest scans in the field.
#include <benchmark/benchmark.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "benchmarks/file_benchmark.hpp"
#include "phantom/foot.hpp"
#include "podalign/pipeline/measure_files.hpp"

namespace podalign::benchmarks {
namespace {

using Corner = Eigen::Vector3f;
using Facet = std::array<Corner, 3>;

// A phantom as coarse as makes the wanted number by cutting every triangle into four again and
// again: the shape stays, the file grows.
std::vector<Facet> fineFoot(std::size_t triangles) {
  constexpr double kTrianglesAtOneMm = 190000.0;
  auto coarse = static_cast<double>(triangles);
  while (coarse > 50000.0) coarse /= 4.0;
  const phantom::PhantomFoot foot =
      phantom::makeFoot(phantom::randomFoot(7), std::sqrt(kTrianglesAtOneMm / coarse));
  std::vector<Facet> facets;
  for (const auto& t : foot.triangles) {
    Facet facet;
    for (std::size_t k = 0; k < 3; ++k) {
      facet[k] = foot.vertices[static_cast<std::size_t>(t[k])].cast<float>();
    }
    facets.push_back(facet);
  }
  while (2 * facets.size() < triangles) {
    std::vector<Facet> finer;
    finer.reserve(4 * facets.size());
    for (const Facet& f : facets) {
      const Corner ab = 0.5F * (f[0] + f[1]);
      const Corner bc = 0.5F * (f[1] + f[2]);
      const Corner ca = 0.5F * (f[2] + f[0]);
      finer.insert(finer.end(), {{f[0], ab, ca}, {ab, f[1], bc}, {ca, bc, f[2]}, {ab, bc, ca}});
    }
    facets = std::move(finer);
  }
  return facets;
}

const SampleFile& footFile(std::size_t triangles) {
  static std::map<std::size_t, SampleFile> made;
  static const std::filesystem::path folder = [] {
    const auto path = std::filesystem::temp_directory_path() / "podalign-bench-feet";
    std::filesystem::create_directories(path);
    return path;
  }();
  auto [entry, added] = made.try_emplace(triangles);
  if (!added) return entry->second;
  const std::vector<Facet> facets = fineFoot(triangles);
  std::string bytes(84 + 50 * facets.size(), '\0');
  const auto count = static_cast<std::uint32_t>(facets.size());
  std::memcpy(bytes.data() + 80, &count, 4);
  for (std::size_t i = 0; i < facets.size(); ++i) {
    for (std::size_t k = 0; k < 3; ++k) {
      std::memcpy(bytes.data() + 84 + 50 * i + 12 + 12 * k, facets[i][k].data(), 12);
    }
  }
  SampleFile& sample = entry->second;
  sample.path = folder / ("foot-" + std::to_string(triangles) + ".stl");
  sample.bytes = bytes.size();
  sample.triangles = facets.size();
  std::ofstream(sample.path, std::ios::binary) << bytes;
  return sample;
}

bool measureOnce(const SampleFile& sample) {
  pipeline::FileToMeasure request;
  request.file = sample.path;
  const auto measured = pipeline::measureFiles({request}, {}, {});
  return measured && measured->document.scans.size() == 1 &&
         measured->document.scans[0].measures.at("foot_length").value.has_value();
}

void measureScan(benchmark::State& state) {
  timeAgainstOpen3d(state, footFile(static_cast<std::size_t>(state.range(0))), measureOnce);
}

BENCHMARK(measureScan)
    ->Arg(10'000)
    ->Arg(30'000)
    ->Arg(100'000)
    ->Arg(300'000)
    ->Arg(1'000'000)
    ->Arg(2'000'000)
    ->Arg(3'000'000)
    ->UseManualTime()
    ->MinTime(1.0)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace podalign::benchmarks
