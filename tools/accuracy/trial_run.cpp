#include "accuracy/trial_run.hpp"

#include <atomic>
#include <thread>
#include <utility>

#include "phantom/dice.hpp"
#include "phantom/surface_files.hpp"
#include "podalign/anatomy/align.hpp"
#include "podalign/anatomy/landmark_edits.hpp"
#include "podalign/ingest/scan.hpp"
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

// A dense surface goes through the reader, which thins it. What else reading a file undoes is
// tested with the readers.
podalign::Result<podalign::geometry::TriangleMesh> meshAsRead(const phantom::Surface& surface) {
  if (surface.triangles.size() <= podalign::ingest::ScanReadOptions{}.thinBeyond) {
    return meshOf(surface);
  }
  auto scan = podalign::ingest::readScan(phantom::stlBinary(surface, ""), "dense.stl");
  if (!scan) return tl::unexpected(scan.error());
  return std::move(scan->value.mesh);
}

void readMeasures(const podalign::anatomy::AlignedFoot& foot, bool ofNavicular, Outcome& outcome) {
  for (const auto& [name, measured] : podalign::measure::measureFoot(foot)) {
    const auto reading = outcome.readings.find(name);
    if (reading == outcome.readings.end() || restsOnNavicular(name) != ofNavicular) continue;
    reading->second.value = measured.value;
    reading->second.band = measured.error.processing;
    reading->second.status = measured.status;
  }
}

// Navicular and malleolus where they are, as well as a person places what they feel.
podalign::anatomy::LandmarkEdits placedByPerson(const Trial& trial,
                                                const phantom::FootTruth& truth) {
  constexpr double kBandOverSd = 1.96;
  phantom::Dice dice(trial.seed * 31U + trial.repeat + 5U);
  podalign::anatomy::LandmarkEdits edits;
  for (const auto id :
       {podalign::anatomy::LandmarkId::Navicular, podalign::anatomy::LandmarkId::MedialMalleolus}) {
    const auto place = truth.landmarks_in_foot.find(podalign::anatomy::toString(id));
    if (place == truth.landmarks_in_foot.end()) continue;
    const double x = dice.normal();
    const double y = dice.normal();
    const double z = dice.normal();
    edits[id] =
        place->second + podalign::anatomy::kPlacedMm / kBandOverSd * Eigen::Vector3d(x, y, z);
  }
  return edits;
}

}  // namespace

bool restsOnNavicular(const std::string& name) {
  return name.find("navicular") != std::string::npos || name == "arch_angle";
}

Outcome runTrial(const Trial& trial) {
  Outcome outcome;
  outcome.trial = trial;
  const TrialFoot made = makeTrial(trial);
  for (const auto& [name, truth] : made.truth.measures) outcome.readings[name].truth = truth;
  const auto aligned = meshAsRead(made).and_then([](podalign::geometry::TriangleMesh mesh) {
    return podalign::anatomy::alignFeet({std::move(mesh), {}}, {});
  });
  if (!aligned || aligned->value.size() != 1) {
    outcome.refused = true;
    outcome.refusal = aligned ? "two feet" : aligned.error().message;
    return outcome;
  }
  const podalign::anatomy::AlignedFoot& foot = aligned->value.front();
  const bool left = made.truth.side == phantom::Side::Left;
  outcome.sideRight = (foot.side.side == podalign::Laterality::Left) == left;
  outcome.causes = podalign::measure::errorCauses(foot, podalign::measure::footError(foot));
  readMeasures(foot, false, outcome);
  readMeasures(podalign::anatomy::withEdits(foot, placedByPerson(trial, made.truth)), true,
               outcome);
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
