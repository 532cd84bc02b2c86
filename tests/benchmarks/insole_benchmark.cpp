// From a measured foot of 100 k triangles to the insole and its two files: what a clinician waits
// for after the scan is read. One thread.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

#include "phantom/foot.hpp"
#include "podalign/anatomy/align.hpp"
#include "podalign/insole/files.hpp"
#include "podalign/insole/insole.hpp"
#include "podalign/measure/foot_measures.hpp"
#include "processor_time.hpp"
#include "support/phantom_foot.hpp"

namespace podalign::benchmarks {
namespace {

struct Ready {
  anatomy::AlignedFoot foot;
  insole::InsolePlan plan;
  profile::InsoleShape shape;
};

const Ready& ready() {
  static const Ready made = [] {
    const auto profile = profile::loadProfile(PODALIGN_PROFILES_DIR);
    if (!profile) throw std::runtime_error(toString(profile.error()));
    auto shape = profile::loadInsoleShape(PODALIGN_PROFILES_DIR, *profile);
    if (!shape) throw std::runtime_error(toString(shape.error()));
    constexpr double kEdgeMm = 1.25;  // about 100 k triangles
    anatomy::AlignOptions options;
    options.millimetresPerUnit = 1.0;
    options.load = anatomy::LoadState::Standing;
    auto feet = anatomy::alignFeet(
        {testing::toMesh(phantom::makeFoot(phantom::FootParameters{}, kEdgeMm)), {}}, options);
    if (!feet) throw std::runtime_error(toString(feet.error()));
    anatomy::AlignedFoot foot = std::move(feet->value.front());
    const auto measures = measure::measureFoot(foot);
    insole::Prescription prescription;
    insole::FootPrescription asked;
    asked.numbers = {{"posting_deg", {4.0, 1}},
                     {"heel_lift_mm", {3.0, 1}},
                     {"metatarsal_pad_mm", {5.0, 1}},
                     {"medial_skive_mm", {2.0, 1}}};
    prescription.feet[foot.side.side] = asked;
    const recommend::Decision decision;
    auto plan = insole::makePlan(prescription, foot.side.side, {foot, measures, {}},
                                 {*shape, profile->insoleParameters, decision, 70.0, {}});
    if (!plan) throw std::runtime_error(toString(plan.error()));
    return Ready{std::move(foot), std::move(*plan), std::move(*shape)};
  }();
  return made;
}

void makeInsole(benchmark::State& state) {
  const Ready& input = ready();
  double least = 1e9;
  for (auto _ : state) {
    const double start = processorSeconds();
    auto made = insole::makeInsole(input.foot, input.plan, input.shape);
    least = std::min(least, processorSeconds() - start);
    if (!made) state.SkipWithError("no insole was made");
    benchmark::DoNotOptimize(made);
  }
  state.counters["foot_triangles"] = static_cast<double>(input.foot.mesh_in_foot.triangles.size());
  state.counters["least_ms"] = 1000.0 * least;
}
BENCHMARK(makeInsole)->Name("insole/make")->Unit(benchmark::kMillisecond);

void makeFiles(benchmark::State& state) {
  const Ready& input = ready();
  const insole::FileFacts facts{input.plan.side, std::string(64, '0'), "0", "0"};
  double least = 1e9;
  for (auto _ : state) {
    const double start = processorSeconds();
    auto made = insole::makeInsole(input.foot, input.plan, input.shape);
    if (!made) state.SkipWithError("no insole was made");
    auto stl = insole::stlBytes(made->mesh_in_foot, facts);
    auto threeMf = insole::threeMfBytes(made->mesh_in_foot, facts);
    least = std::min(least, processorSeconds() - start);
    benchmark::DoNotOptimize(stl);
    benchmark::DoNotOptimize(threeMf);
  }
  state.counters["least_ms"] = 1000.0 * least;
}
BENCHMARK(makeFiles)->Name("insole/make_with_files")->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace podalign::benchmarks
