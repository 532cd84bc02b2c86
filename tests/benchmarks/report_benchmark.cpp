// The report of the sample runner, with feet of 100 k triangles: what a fitting station waits for
// after the measuring. Bar: 150 ms on one core.
#include <benchmark/benchmark.h>

#include <filesystem>
#include <stdexcept>

#include "podalign/deliver/knowledge.hpp"
#include "podalign/pipeline/assess.hpp"
#include "podalign/pipeline/case_file.hpp"
#include "podalign/profile/profile.hpp"
#include "podalign/report/pdf.hpp"

namespace podalign::benchmarks {
namespace {

constexpr std::size_t kTriangles = 100000;

template <class T>
T required(Result<T> result) {
  if (!result) throw std::runtime_error(toString(result.error()));
  return std::move(*result);
}

// Cuts triangles into three at their middle until there are enough: the shape stays.
void refine(geometry::TriangleMesh& mesh) {
  while (mesh.triangles.size() < kTriangles) {
    const std::size_t before = mesh.triangles.size();
    for (std::size_t i = 0; i < before && mesh.triangles.size() < kTriangles; ++i) {
      const auto a = mesh.triangles[i][0];
      const auto b = mesh.triangles[i][1];
      const auto c = mesh.triangles[i][2];
      const auto middle = static_cast<std::decay_t<decltype(a)>>(mesh.vertices.size());
      mesh.vertices.push_back((mesh.vertices[a] + mesh.vertices[b] + mesh.vertices[c]) / 3.0);
      mesh.triangles[i] = {a, b, middle};
      mesh.triangles.push_back({b, c, middle});
      mesh.triangles.push_back({c, a, middle});
    }
  }
}

const profile::Profile& ruleBase() {
  static const profile::Profile loaded = required(profile::loadProfile(PODALIGN_PROFILES_DIR));
  return loaded;
}

const report::Assessment& sampleRunner() {
  static const report::Assessment assessed = [] {
    const auto theCase = required(
        pipeline::readCaseFile(std::filesystem::path(PODALIGN_SCANS_DIR) / "demo" / "case.yaml"));
    auto made = required(pipeline::assess(theCase, ruleBase(), deliver::sourcesOf(ruleBase()), {}));
    for (report::ScannedFoot& scan : made.assessment.scans) refine(scan.foot.mesh_in_foot);
    return std::move(made.assessment);
  }();
  return assessed;
}

void MakeReport(benchmark::State& state) {
  const report::Assessment& assessment = sampleRunner();
  const auto texts = deliver::rendererOf(ruleBase().texts);
  std::size_t bytes = 0;
  for (auto _ : state) {
    bytes = required(report::renderPdf(assessment, texts, {})).size();
  }
  state.counters["triangles"] =
      static_cast<double>(assessment.scans.front().foot.mesh_in_foot.triangles.size());
  state.counters["bytes"] = static_cast<double>(bytes);
}
BENCHMARK(MakeReport)->Unit(benchmark::kMillisecond)->MinTime(3.0);

}  // namespace
}  // namespace podalign::benchmarks
