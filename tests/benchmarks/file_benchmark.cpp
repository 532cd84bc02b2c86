#include "benchmarks/file_benchmark.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "benchmarks/open3d_reference.hpp"
#include "benchmarks/peak_memory.hpp"
#include "benchmarks/processor_time.hpp"

namespace podalign::benchmarks {

void timeAgainstOpen3d(benchmark::State& state, const SampleFile& sample,
                       const std::function<bool(const SampleFile&)>& once) {
  const PeakMemory memory;
  std::vector<double> times;
  for (auto _ : state) {
    const double before = processorSeconds();
    if (!once(sample)) return state.SkipWithError("the sample was refused");
    const double taken = processorSeconds() - before;
    state.SetIterationTime(taken);
    times.push_back(taken);
  }
  const std::size_t peak = memory.bytes();  // before Open3D comes
  // The median: the first iteration alone pays for pages that the system has yet to find.
  const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
  std::nth_element(times.begin(), middle, times.end());
  const Open3dSeconds open3d = open3dSeconds(sample.path);
  const auto triangles = static_cast<double>(sample.triangles);
  state.counters["triangles"] = triangles;
  state.counters["open3d_s"] = open3d.reading;
  state.counters["of_open3d"] = *middle / open3d.reading;
  state.counters["of_open3d_welded"] = *middle / open3d.welded;
  state.counters["peak_of_file"] = static_cast<double>(peak) / static_cast<double>(sample.bytes);
  state.counters["ns_per_triangle"] = 1e9 * *middle / triangles;
}

}  // namespace podalign::benchmarks
