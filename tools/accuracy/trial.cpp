#include "accuracy/trial.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "phantom/coarsen.hpp"
#include "phantom/degrade.hpp"
#include "phantom/degrade_random.hpp"
#include "phantom/dice.hpp"
#include "phantom/loft.hpp"

namespace accuracy {
namespace {

using Eigen::Vector3d;
using phantom::Surface;

constexpr double kFinestMadeMm = 1.5;
constexpr double kCoarsestMadeMm = 6.0;

unsigned drawn(unsigned seed, unsigned draw) { return seed + 100003U * draw; }

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

using Made = std::pair<Surface, phantom::FootTruth>;

// A made foot on disk, for the machine that wrote it.
void keep(const std::filesystem::path& file, const Made& made) {
  std::ofstream out(file, std::ios::binary);
  const auto number = [&out](const auto& value) {
    out.write(reinterpret_cast<const char*>(&value), sizeof(value));
  };
  const auto text = [&](const std::string& word) {
    number(word.size());
    out.write(word.data(), static_cast<std::streamsize>(word.size()));
  };
  const auto& [surface, truth] = made;
  number(surface.vertices.size());
  for (const Vector3d& v : surface.vertices) number(v);
  number(surface.triangles.size());
  for (const auto& t : surface.triangles) number(t);
  number(truth.side);
  number(truth.measures.size());
  for (const auto& [name, value] : truth.measures) {
    text(name);
    number(value);
  }
  number(truth.landmarks_in_foot.size());
  for (const auto& [name, point] : truth.landmarks_in_foot) {
    text(name);
    number(point);
  }
}

std::optional<Made> kept(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return std::nullopt;
  Made made;
  const auto number = [&in](auto& value) {
    in.read(reinterpret_cast<char*>(&value), sizeof(value));
  };
  const auto count = [&] {
    std::size_t size = 0;
    number(size);
    return size;
  };
  const auto text = [&] {
    std::string word(count(), ' ');
    in.read(word.data(), static_cast<std::streamsize>(word.size()));
    return word;
  };
  auto& [surface, truth] = made;
  surface.vertices.resize(count());
  for (Vector3d& v : surface.vertices) number(v);
  surface.triangles.resize(count());
  for (auto& t : surface.triangles) number(t);
  number(truth.side);
  for (std::size_t i = count(); i > 0; --i) {
    const std::string name = text();
    number(truth.measures[name]);
  }
  for (std::size_t i = count(); i > 0; --i) {
    const std::string name = text();
    number(truth.landmarks_in_foot[name]);
  }
  return in ? std::optional<Made>(std::move(made)) : std::nullopt;
}

// A foot and its truth take far longer to make than to measure: where a folder is given, they are
// kept there between runs.
Made made(unsigned seed, bool loft, double edgeMm) {
  const char* folder = std::getenv("PODALIGN_PHANTOM_CACHE");
  std::filesystem::path file;
  if (folder != nullptr) {
    file = std::filesystem::path(folder) / ((loft ? "loft_" : "foot_") + std::to_string(seed) +
                                            "_" + std::to_string(std::lround(1000.0 * edgeMm)));
    if (auto found = kept(file)) return std::move(*found);
  }
  const phantom::PhantomFoot foot =
      loft ? phantom::makeLoftFoot(phantom::randomLoftFoot(seed), edgeMm)
           : phantom::makeFoot(phantom::randomFoot(seed), edgeMm);
  Made result{foot, foot.truth};
  if (folder != nullptr) keep(file, result);
  return result;
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

Trial degradedTrial(unsigned seed, unsigned draw) {
  Trial trial = cleanTrial(seed);
  trial.pose = drawn(seed, draw);
  trial.how.edgeMm = 3.0;
  trial.how.noiseSdMm = 0.5;
  trial.how.holes = {8, 5.0};
  trial.how.seed = drawn(seed, draw);
  return trial;
}

Trial denseDegradedTrial(unsigned seed) {
  Trial trial = degradedTrial(seed);
  trial.edgeMm = edgeForTriangles(3.0e5);
  trial.how.edgeMm = 0.0;
  return trial;
}

Trial wideTrial(unsigned seed, unsigned draw) {
  phantom::Dice dice(drawn(seed, draw) * 31U + 5U);
  Trial trial = cleanTrial(seed);
  trial.pose = drawn(seed, draw);
  trial.how = phantom::randomDegradation(drawn(seed, draw));
  // Beside what that draws: scans of up to 200 k triangles, and of down to 3 k.
  const double mesh = dice.uniform(0.0, 1.0);
  if (mesh < 0.25) {
    trial.edgeMm = 1.0;
    trial.how.edgeMm = 0.0;
  } else if (mesh < 0.45) {
    trial.how.edgeMm = dice.uniform(5.0, 7.5);
  }
  trial.soleOpen = dice.below(8) == 0;
  return trial;
}

Trial wideLoftTrial(unsigned seed, unsigned draw) {
  Trial trial = wideTrial(seed, draw);
  trial.loft = true;
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
  auto [surface, truth] = made(trial.seed, trial.loft, std::min(edge, kCoarsestMadeMm));
  TrialFoot out;
  out.truth = std::move(truth);
  if (edge > kCoarsestMadeMm) {
    phantom::coarsen(surface, [edge](const Vector3d&) { return edge; });
  }
  for (int i = 0; i < halved; ++i) surface = subdivided(surface);
  if (trial.soleOpen) surface = phantom::openSole(surface);
  phantom::Degradation how = trial.how;
  if (trial.repeat != 0) how.seed = trial.how.seed * 101U + trial.repeat;
  if (trial.pose != 0) how.file_from_foot = randomPose(trial.pose);
  // What reading undoes beside thinning is tested with the readers.
  how.unwelded = false;
  how.twiceShare = 0.0;
  how.slivers = 0;
  surface = phantom::degraded(surface, how);
  static_cast<Surface&>(out) = std::move(surface);
  return out;
}

}  // namespace accuracy
