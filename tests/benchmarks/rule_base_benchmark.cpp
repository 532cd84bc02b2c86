// What the rule base costs: loading it on every start, checking it, and deciding.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "podalign/profile/check.hpp"
#include "podalign/profile/profile.hpp"
#include "podalign/recommend/decide.hpp"
#include "podalign/report/json.hpp"

namespace podalign::benchmarks {
namespace {

namespace fs = std::filesystem;

const profile::Profile& ruleBase() {
  static const auto loaded = profile::loadProfile(PODALIGN_PROFILES_DIR);
  if (!loaded) throw std::runtime_error(toString(loaded.error()));
  return *loaded;
}

// The example cases of the rule base: adults and children, clinic and shop, with and without red
// flags.
std::vector<std::string> exampleCases() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(fs::path(PODALIGN_PROFILES_DIR) / "examples")) {
    files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::vector<std::string> cases;
  for (const fs::path& file : files) {
    std::stringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    cases.push_back(text.str());
  }
  return cases;
}

recommend::RuleInputs inputsOf(const std::string& text) {
  auto inputs = recommend::readRuleInputs(ruleBase(), text, "case");
  if (!inputs) throw std::runtime_error(toString(inputs.error()));
  return std::move(*inputs);
}

// Processor time of the quickest load, so that a busy machine does not count.
void load(benchmark::State& state) {
  double least = 1e9;
  for (auto _ : state) {
    const std::clock_t start = std::clock();
    auto loaded = profile::loadProfile(PODALIGN_PROFILES_DIR);
    least = std::min(least, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
    if (!loaded) state.SkipWithError("the rule base is not sound");
    benchmark::DoNotOptimize(loaded);
  }
  state.counters["least_ms"] = 1000.0 * least;
}
BENCHMARK(load)->Name("ruleBase/load")->Unit(benchmark::kMillisecond);

void check(benchmark::State& state) {
  for (auto _ : state) {
    const auto faults = profile::checkProfile(PODALIGN_PROFILES_DIR);
    if (!faults.empty()) state.SkipWithError("the rule base is not sound");
  }
}
BENCHMARK(check)->Name("ruleBase/check")->Unit(benchmark::kMillisecond);

// Answers in, decision out, every sentence of it: one after the other on one core.
void decideCases(benchmark::State& state) {
  std::vector<recommend::RuleInputs> cases;
  for (const std::string& text : exampleCases()) cases.push_back(inputsOf(text));
  std::size_t next = 0;
  for (auto _ : state) {
    auto decision = recommend::decide(ruleBase(), cases[next]);
    benchmark::DoNotOptimize(decision);
    next = (next + 1) % cases.size();
  }
  state.counters["per_second"] =
      benchmark::Counter(static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}
BENCHMARK(decideCases)->Name("decide/answers")->Unit(benchmark::kMicrosecond);

// Text in, JSON out, as `podalign decide` does it for each of many lines.
void decideTexts(benchmark::State& state) {
  const std::vector<std::string> cases = exampleCases();
  const report::TextRenderer texts = [](const Message& message) {
    return ruleBase().texts.render(message);
  };
  std::size_t next = 0;
  for (auto _ : state) {
    const auto decision = recommend::decide(ruleBase(), inputsOf(cases[next]));
    auto document = report::decisionJson(decision, report::Producer{"", "", false}, texts);
    benchmark::DoNotOptimize(document);
    next = (next + 1) % cases.size();
  }
  state.counters["per_second"] =
      benchmark::Counter(static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}
BENCHMARK(decideTexts)->Name("decide/text_to_json")->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace podalign::benchmarks
