#include "accuracy/trial_run.hpp"

#include <atomic>
#include <thread>
#include <utility>

#include "podalign/anatomy/align.hpp"
#include "podalign/measure/foot_error.hpp"
#include "podalign/measure/foot_measures.hpp"
#include "podalign/measure/scan_measures.hpp"

namespace accuracy {
namespace {

podalign::geometry::TriangleMesh meshOf(const phantom::Surface& surface) {
  podalign::geometry::TriangleMesh mesh;
  mesh.vertices = surface.vertices;
  mesh.triangles.reserve(surface.triangles.size());
  for (const auto& t : surface.triangles) {
    mesh.triangles.push_back({static_cast<std::uint32_t>(t[0]), static_cast<std::uint32_t>(t[1]),
                              static_cast<std::uint32_t>(t[2])});
  }
  return mesh;
}

}  // namespace

Outcome runTrial(const Trial& trial) {
  Outcome outcome;
  outcome.trial = trial;
  const TrialFoot made = makeTrial(trial);
  for (const auto& [name, truth] : made.truth.measures) outcome.readings[name].truth = truth;
  auto aligned = podalign::anatomy::alignFeet({meshOf(made), {}}, {});
  if (!aligned || aligned->value.size() != 1) {
    outcome.refused = true;
    outcome.refusal = aligned ? "two feet" : aligned.error().message;
    return outcome;
  }
  const podalign::anatomy::AlignedFoot& foot = aligned->value.front();
  const bool left = made.truth.side == phantom::Side::Left;
  outcome.sideRight = (foot.side.side == podalign::Laterality::Left) == left;
  outcome.causes = podalign::measure::errorCauses(foot, podalign::measure::footError(foot));
  for (const auto& [name, measured] : podalign::measure::measureFoot(foot)) {
    const auto reading = outcome.readings.find(name);
    if (reading == outcome.readings.end()) continue;
    reading->second.value = measured.value;
    reading->second.band = measured.error.processing;
    reading->second.status = measured.status;
  }
  for (const auto& [name, measured] :
       podalign::measure::measureUngated(podalign::measure::contextOf(foot))) {
    const auto reading = outcome.readings.find(name);
    if (reading != outcome.readings.end()) reading->second.own = measured.error.processing;
  }
  for (const auto& [id, landmark] : foot.landmarks) {
    const std::string name = podalign::anatomy::toString(id);
    const auto truth = made.truth.landmarks_in_foot.find(name);
    if (truth == made.truth.landmarks_in_foot.end()) continue;
    const Eigen::Vector3d off = landmark.position_in_foot - truth->second;
    outcome.landmarkErrors[name + ".x"] = off.x();
    outcome.landmarkErrors[name + ".y"] = off.y();
    outcome.landmarkErrors[name + ".z"] = off.z();
  }
  return outcome;
}

std::vector<Outcome> runTrials(const std::vector<Trial>& trials, unsigned jobs) {
  std::vector<Outcome> outcomes(trials.size());
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < trials.size(); i = next++) outcomes[i] = runTrial(trials[i]);
  };
  std::vector<std::jthread> threads;
  for (unsigned i = 1; i < jobs; ++i) threads.emplace_back(work);
  work();
  return outcomes;
}

}  // namespace accuracy
