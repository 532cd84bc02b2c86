// Every hostile file is refused or measured in under a second and in under a gigabyte.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <string>

#include "benchmarks/hostile_files.hpp"
#include "benchmarks/peak_memory.hpp"
#include "benchmarks/processor_time.hpp"
#include "podalign/pipeline/measure_files.hpp"

namespace podalign::benchmarks {
namespace {

namespace fs = std::filesystem;

// What became of the file, in a word or two.
std::string answerTo(const fs::path& file) {
  pipeline::FileToMeasure request;
  request.file = file;
  const auto measured = pipeline::measureFiles({request}, {}, {});
  if (!measured) return "refused: " + measured.error().message.substr(0, 60);
  return "measured";
}

void timeAnswer(benchmark::State& state, const fs::path& file) {
  const PeakMemory memory;
  double slowest = 0.0;
  std::string answer;
  for (auto _ : state) {
    const double before = processorSeconds();
    answer = answerTo(file);
    const double taken = processorSeconds() - before;
    state.SetIterationTime(taken);
    slowest = std::max(slowest, taken);
  }
  const auto size = static_cast<double>(fs::file_size(file));
  state.counters["slowest_s"] = slowest;
  state.counters["file_mb"] = size / 1e6;
  state.counters["peak_mb"] = static_cast<double>(memory.bytes()) / 1e6;
  state.SetLabel(answer);
}

void hostile(benchmark::State& state, const HostileFile& file) {
  const fs::path path = fs::temp_directory_path() / (std::string(file.name) + file.suffix);
  {
    const std::string content = file.content();
    std::ofstream(path, std::ios::binary)
        .write(content.data(), static_cast<std::streamsize>(content.size()));
  }
  timeAnswer(state, path);
  fs::remove(path);
}

// All of the corpus, one after the other; the slowest counts.
void corpus(benchmark::State& state) {
  double slowest = 0.0;
  std::string name;
  for (auto _ : state) {
    for (const auto& entry : fs::recursive_directory_iterator(PODALIGN_CORPUS_DIR)) {
      if (!entry.is_regular_file()) continue;
      const double before = processorSeconds();
      benchmark::DoNotOptimize(answerTo(entry.path()));
      const double taken = processorSeconds() - before;
      if (taken <= slowest) continue;
      slowest = taken;
      name = entry.path().filename().string();
    }
  }
  state.counters["slowest_s"] = slowest;
  state.SetLabel(name);
}

const bool kRegistered = [] {
  for (const HostileFile& file : hostileFiles()) {
    benchmark::RegisterBenchmark((std::string("hostile/") + file.name).c_str(), hostile, file)
        ->UseManualTime()
        ->Iterations(3)
        ->Unit(benchmark::kMillisecond);
  }
  benchmark::RegisterBenchmark("hostile/corpus", corpus)
      ->Iterations(1)
      ->Unit(benchmark::kMillisecond);
  return true;
}();

}  // namespace
}  // namespace podalign::benchmarks
