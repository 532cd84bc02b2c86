#pragma once

#include <benchmark/benchmark.h>

#include <functional>

#include "benchmarks/sample_files.hpp"

namespace podalign::benchmarks {

/// Times `once` over the file, with the counters of README.md; `once` is false when it failed.
void timeAgainstOpen3d(benchmark::State& state, const SampleFile& sample,
                       const std::function<bool(const SampleFile&)>& once);

}  // namespace podalign::benchmarks
