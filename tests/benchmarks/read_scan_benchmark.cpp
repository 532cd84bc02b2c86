// File to welded, cleaned mesh; beside it Open3D's reader on the same file in the same run.
#include <benchmark/benchmark.h>

#include <cstddef>

#include "benchmarks/file_benchmark.hpp"
#include "podalign/ingest/file_bytes.hpp"
#include "podalign/ingest/scan.hpp"

namespace podalign::benchmarks {
namespace {

constexpr double kSeconds = 2.0;

bool readOnce(const SampleFile& sample) {
  const auto file = ingest::openFile(sample.path);
  if (!file) return false;
  ingest::ScanReadOptions whole;
  whole.thinBeyond = whole.maxTriangles;
  const auto scan = ingest::readScan(file->view(), file->name(), whole);
  return scan && scan->value.mesh.triangles.size() == sample.triangles;
}

void readScan(benchmark::State& state, FacetOrder order) {
  timeAgainstOpen3d(state, sampleFile(static_cast<std::size_t>(state.range(0)), order), readOnce);
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
