#include "benchmarks/file_benchmark.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

#include "benchmarks/open3d_reference.hpp"
#include "benchmarks/peak_memory.hpp"
#include "benchmarks/processor_time.hpp"

namespace podalign::benchmarks {
namespace {

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace

void timeAgainstOpen3d(benchmark::State& state, const SampleFile& sample,
                       const std::function<bool(const SampleFile&)>& once) {
  constexpr std::size_t kOpen3dRuns = 7;
  const PeakMemory memory;
  std::optional<std::size_t> peak;
  std::vector<double> times;
  std::vector<double> reading;
  std::vector<double> welded;
  for (auto _ : state) {
    const double before = processorSeconds();
    if (!once(sample)) return state.SkipWithError("the sample was refused");
    const double taken = processorSeconds() - before;
    state.SetIterationTime(taken);
    times.push_back(taken);
    if (!peak) peak = memory.bytes();  // before Open3D comes
    // In turn: a slow moment of a shared machine meets both.
    if (reading.size() == kOpen3dRuns) continue;
    const Open3dSeconds theirs = timeOpen3d(sample.path);
    reading.push_back(theirs.reading);
    welded.push_back(theirs.welded);
  }
  const double time = median(times);
  const auto triangles = static_cast<double>(sample.triangles);
  state.counters["triangles"] = triangles;
  state.counters["open3d_s"] = median(reading);
  state.counters["of_open3d"] = time / median(reading);
  state.counters["of_open3d_welded"] = time / median(welded);
  state.counters["peak_of_file"] = static_cast<double>(*peak) / static_cast<double>(sample.bytes);
  state.counters["ns_per_triangle"] = 1e9 * time / triangles;
}

}  // namespace podalign::benchmarks
