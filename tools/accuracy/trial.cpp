#include "accuracy/trial.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "phantom/coarsen.hpp"
#include "phantom/degrade.hpp"
#include "phantom/dice.hpp"

namespace accuracy {
namespace {

using Eigen::Vector3d;
using phantom::Surface;

constexpr double kFinestMadeMm = 2.0;
constexpr double kCoarsestMadeMm = 6.0;
constexpr double kHoleRadiusMm = 2.5;
constexpr unsigned kHolesDegraded = 8;

Eigen::Isometry3d randomPose(unsigned seed) {
  phantom::Dice dice(seed * 7919U + 17U);
  const auto part = [&] { return dice.uniform(-1.0, 1.0); };
  const double w = part();
  const double x = part();
  const double y = part();
  const double z = part();
  Eigen::Isometry3d pose(Eigen::Quaterniond(w, x, y, z).normalized());
  pose.translation() = 500.0 * Vector3d(part(), part(), part());
  return pose;
}

// Every triangle into four; the surface stays where it is.
Surface subdivided(const Surface& surface) {
  Surface fine;
  fine.vertices = surface.vertices;
  std::map<std::pair<int, int>, int> middles;
  const auto middle = [&](int a, int b) {
    const auto key = std::minmax(a, b);
    const auto [found, isNew] = middles.try_emplace(key, static_cast<int>(fine.vertices.size()));
    if (isNew) {
      fine.vertices.push_back(0.5 * (surface.vertices[static_cast<std::size_t>(a)] +
                                     surface.vertices[static_cast<std::size_t>(b)]));
    }
    return found->second;
  };
  for (const auto& t : surface.triangles) {
    const int ab = middle(t[0], t[1]);
    const int bc = middle(t[1], t[2]);
    const int ca = middle(t[2], t[0]);
    fine.triangles.push_back({t[0], ab, ca});
    fine.triangles.push_back({ab, t[1], bc});
    fine.triangles.push_back({ca, bc, t[2]});
    fine.triangles.push_back({ab, bc, ca});
  }
  return fine;
}

// Round holes around vertices drawn at random.
Surface withHoles(const Surface& surface, unsigned count, unsigned seed) {
  if (count == 0) return surface;
  phantom::Dice dice(seed);
  std::vector<Vector3d> centres;
  for (unsigned i = 0; i < count; ++i) {
    centres.push_back(surface.vertices[dice.below(surface.vertices.size())]);
  }
  Surface holed;
  holed.vertices = surface.vertices;
  for (const auto& t : surface.triangles) {
    Vector3d middle = Vector3d::Zero();
    for (const int v : t) middle += surface.vertices[static_cast<std::size_t>(v)] / 3.0;
    const bool inHole = std::any_of(centres.begin(), centres.end(), [&](const Vector3d& centre) {
      return (middle - centre).norm() < kHoleRadiusMm;
    });
    if (!inHole) holed.triangles.push_back(t);
  }
  return holed;
}

// The last foot made is kept: a foot and its truth take far longer to make than to degrade.
const phantom::PhantomFoot& made(unsigned seed, double edgeMm) {
  thread_local std::pair<std::pair<unsigned, double>, phantom::PhantomFoot> kept;
  if (kept.first != std::pair(seed, edgeMm)) {
    kept = {{seed, edgeMm}, phantom::makeFoot(phantom::randomFoot(seed), edgeMm)};
  }
  return kept.second;
}

}  // namespace

double edgeForTriangles(double triangles) {
  constexpr double kAreaMm2 = 85000.0;  // of a foot with its leg up to about 120 mm
  return std::sqrt(4.0 * kAreaMm2 / triangles / std::sqrt(3.0));
}

Trial cleanTrial(unsigned seed) {
  Trial trial;
  trial.seed = seed;
  trial.pose = seed;
  return trial;
}

Trial degradedTrial(unsigned seed) {
  Trial trial = cleanTrial(seed);
  trial.edgeMm = 3.0;
  trial.noiseMm = 0.5;
  trial.holes = kHolesDegraded;
  return trial;
}

Trial wideTrial(unsigned seed) {
  phantom::Dice dice(seed * 31U + 5U);
  Trial trial = cleanTrial(seed);
  trial.noiseMm = dice.uniform(0.0, 1.0);
  trial.edgeMm = edgeForTriangles(3000.0 * std::pow(200.0 / 3.0, dice.uniform(0.0, 1.0)));
  trial.holes = static_cast<unsigned>(dice.below(12));
  const double leg = dice.uniform(0.0, 1.0);
  if (leg < 0.3) trial.legMm = dice.uniform(75.0, 110.0);
  trial.soleOpen = dice.below(6) == 0;
  return trial;
}

Trial resolutionTrial(unsigned seed, double triangles) {
  Trial trial = cleanTrial(seed);
  trial.edgeMm = edgeForTriangles(triangles);
  return trial;
}

TrialFoot makeTrial(const Trial& trial) {
  double edge = trial.edgeMm;
  int halved = 0;
  for (; edge < kFinestMadeMm * (1.0 - 1e-9); edge *= 2.0) ++halved;
  const phantom::PhantomFoot& foot = made(trial.seed, std::min(edge, kCoarsestMadeMm));
  TrialFoot out;
  out.truth = foot.truth;
  Surface surface = foot;
  if (edge > kCoarsestMadeMm) {
    phantom::coarsen(surface, [edge](const Vector3d&) { return edge; });
  }
  for (int i = 0; i < halved; ++i) surface = subdivided(surface);
  const unsigned draw = trial.seed * 101U + trial.repeat;
  if (trial.legMm > 0.0) surface = phantom::cutFlat(surface, trial.legMm, edge);
  if (trial.noiseMm > 0.0) surface = phantom::noisy(surface, trial.noiseMm, draw);
  if (trial.soleOpen) surface = phantom::openSole(surface);
  surface = withHoles(surface, trial.holes, draw + 13U);
  if (trial.pose != 0) surface = phantom::posed(surface, randomPose(trial.pose));
  static_cast<Surface&>(out) = std::move(surface);
  return out;
}

}  // namespace accuracy
