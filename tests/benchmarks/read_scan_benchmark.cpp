// File to welded, cleaned mesh; beside it Open3D's reader on the same file in the same run.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <vector>

#include "benchmarks/open3d_reference.hpp"
#include "benchmarks/peak_memory.hpp"
#include "benchmarks/sample_files.hpp"
#include "podalign/ingest/file_bytes.hpp"
#include "podalign/ingest/scan.hpp"

namespace podalign::benchmarks {
namespace {

constexpr double kSeconds = 2.0;

// One whole reading; false when it failed.
bool readOnce(const SampleFile& sample) {
  const auto file = ingest::openFile(sample.path);
  if (!file) return false;
  const auto scan = ingest::readScan(file->view(), file->name());
  return scan && scan->value.mesh.triangles.size() == sample.triangles;
}

void readScan(benchmark::State& state, FacetOrder order) {
  const SampleFile& sample = sampleFile(static_cast<std::size_t>(state.range(0)), order);
  const PeakMemory memory;
  std::vector<double> times;
  for (auto _ : state) {
    const auto before = std::chrono::steady_clock::now();
    if (!readOnce(sample)) return state.SkipWithError("the sample was not read whole");
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - before;
    state.SetIterationTime(taken.count());
    times.push_back(taken.count());
  }
  const std::size_t peak = memory.bytes();  // before Open3D comes
  // The median: the first iteration alone pays for pages that the system has yet to find.
  const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
  std::nth_element(times.begin(), middle, times.end());
  const double seconds = *middle;
  const double open3d = open3dReadSeconds(sample.path);
  state.counters["open3d_s"] = open3d;
  state.counters["of_open3d"] = seconds / open3d;
  state.counters["peak_of_file"] = static_cast<double>(peak) / static_cast<double>(sample.bytes);
  state.counters["triangles_per_s"] = static_cast<double>(sample.triangles) / seconds;
}

BENCHMARK_CAPTURE(readScan, as_meshed, FacetOrder::AsMeshed)
    ->Arg(100'000)
    ->Arg(2'000'000)
    ->UseManualTime()
    ->MinTime(kSeconds)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(readScan, shuffled, FacetOrder::Shuffled)
    ->Arg(2'000'000)
    ->UseManualTime()
    ->MinTime(kSeconds)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace podalign::benchmarks
