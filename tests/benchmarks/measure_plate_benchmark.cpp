// File to all measures of a pressure recording, against the time in which `wc -w` counts its words.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "benchmarks/peak_memory.hpp"
#include "phantom/plate_exports.hpp"
#include "phantom/pressure_files.hpp"
#include "phantom/walk_layout.hpp"
#include "podalign/ingest/file_bytes.hpp"
#include "podalign/ingest/plate.hpp"
#include "podalign/pipeline/measure_files.hpp"
#include "podalign/profile/profile.hpp"

namespace podalign::benchmarks {
namespace {

using Clock = std::chrono::steady_clock;
using phantom::Layout;

constexpr int kZebrisRounds = 11;  // makes 54 MB
// The least of so many: a small file is counted in two milliseconds, of which the start of the
// program, taken off, varies by half a one.
constexpr int kWordCounts = 25;

// The walk again and again, as on a treadmill.
phantom::Walk repeated(phantom::Walk walk, int rounds) {
  const auto once = walk.recording.frames;
  for (int round = 1; round < rounds; ++round) {
    walk.recording.frames.insert(walk.recording.frames.end(), once.begin(), once.end());
  }
  walk.steps.clear();  // its force table then shows the left side alone
  return walk;
}

std::string textOf(const std::string& format) {
  if (format == "emed") return phantom::emedText({phantom::walkOver({}, 1).recording});
  if (format == "rsscan") {
    return phantom::rsscanPlateText(
        phantom::laidOut(phantom::walkOver(phantom::rsscanPlate(256), 3), Layout::RowsReversed)
            .recording);
  }
  return phantom::zebrisText(repeated(
      phantom::laidOut(phantom::walkOver(phantom::zebrisPlate(), 2), Layout::ForwardIsColumns),
      kZebrisRounds));
}

std::filesystem::path fileOf(const std::string& format) {
  static std::map<std::string, std::filesystem::path> made;
  auto [entry, added] = made.try_emplace(format);
  if (!added) return entry->second;
  const auto folder = std::filesystem::temp_directory_path() / "podalign-bench-walks";
  std::filesystem::create_directories(folder);
  entry->second = folder / (format + ".txt");
  std::ofstream(entry->second, std::ios::binary) << textOf(format);
  return entry->second;
}

// Without the work of starting the program, which an empty file shows.
double secondsOfWordCount(const std::filesystem::path& file) {
  const auto seconds = [](const std::string& name) {
    double least = 1e9;
    for (int i = 0; i < kWordCounts; ++i) {
      const auto before = Clock::now();
      if (std::system(("LC_ALL=C wc -w '" + name + "' > /dev/null").c_str()) != 0) return 0.0;
      least = std::min(least, std::chrono::duration<double>(Clock::now() - before).count());
    }
    return least;
  };
  return seconds(file.string()) - seconds("/dev/null");
}

// All cells of all frames as 32-bit numbers.
double decodedBytes(const std::filesystem::path& file) {
  const auto bytes = ingest::openFile(file);
  const auto read = ingest::readPlate(bytes->view(), "walk", {});
  if (!read) return 0.0;
  const plantar::Recording& recording = read->value.front();
  return 4.0 * recording.frames * recording.grid.rows * recording.grid.columns;
}

void finish(benchmark::State& state, std::vector<double>& times, const std::filesystem::path& file,
            std::size_t peak, double decoded) {
  const auto bytes = static_cast<double>(std::filesystem::file_size(file));
  const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
  std::nth_element(times.begin(), middle, times.end());
  state.counters["mb"] = bytes / 1e6;
  state.counters["of_wc"] = *middle / secondsOfWordCount(file);
  state.counters["peak_of_file"] = static_cast<double>(peak) / bytes;
  state.counters["peak_of_decoded"] = static_cast<double>(peak) / decoded;
}

void measurePlate(benchmark::State& state, const std::string& format) {
  const auto file = fileOf(format);
  // With zones, phases and ranges, which are data.
  const auto devices = profile::loadDevices(PODALIGN_PROFILES_DIR);
  if (!devices) return state.SkipWithError("the profiles were refused");
  const double decoded = decodedBytes(file);
  const PeakMemory memory;
  std::size_t peak = 0;  // of the first round: later ones start beside what the heap kept
  std::vector<double> times;
  for (auto _ : state) {
    pipeline::FileToMeasure request;
    request.file = file;
    request.trial = plantar::TrialKind::Walking;
    const auto before = Clock::now();
    const auto measured = pipeline::measureFiles({request}, *devices, {});
    times.push_back(std::chrono::duration<double>(Clock::now() - before).count());
    if (times.size() == 1) peak = memory.bytes();
    state.SetIterationTime(times.back());
    if (!measured || measured->document.steps.empty()) {
      return state.SkipWithError("the recording was refused");
    }
  }
  finish(state, times, file, peak, decoded);
}

void readPlate(benchmark::State& state, const std::string& format) {
  const auto file = fileOf(format);
  const double decoded = decodedBytes(file);
  const PeakMemory memory;
  std::size_t peak = 0;  // of the first round: later ones start beside what the heap kept
  std::vector<double> times;
  for (auto _ : state) {
    const auto before = Clock::now();
    auto bytes = ingest::openFile(file);
    ingest::PlateReadOptions options;
    options.bytesDone = [&bytes](std::size_t done) { bytes->forgetFirst(done); };
    const auto read = ingest::readPlate(bytes->view(), "walk", options);
    times.push_back(std::chrono::duration<double>(Clock::now() - before).count());
    if (times.size() == 1) peak = memory.bytes();
    state.SetIterationTime(times.back());
    if (!read) return state.SkipWithError("the recording was refused");
  }
  finish(state, times, file, peak, decoded);
}

#define PODALIGN_PLATE_BENCHMARK(function, format) \
  BENCHMARK_CAPTURE(function, format, #format)     \
      ->UseManualTime()                            \
      ->MinTime(1.0)                               \
      ->Unit(benchmark::kMillisecond)

PODALIGN_PLATE_BENCHMARK(readPlate, emed);
PODALIGN_PLATE_BENCHMARK(readPlate, rsscan);
PODALIGN_PLATE_BENCHMARK(readPlate, zebris);
PODALIGN_PLATE_BENCHMARK(measurePlate, emed);
PODALIGN_PLATE_BENCHMARK(measurePlate, rsscan);
PODALIGN_PLATE_BENCHMARK(measurePlate, zebris);

}  // namespace
}  // namespace podalign::benchmarks
