#include <algorithm>
#include <cmath>

#include "phantom/dice.hpp"
#include "phantom/loft.hpp"
#include "phantom/loft_truth.hpp"
#include "phantom/mesher.hpp"

namespace phantom {
namespace {

using Eigen::Vector3d;

FootShape shapeOf(const Loft& loft) {
  FootShape shape;
  shape.at = [&loft](const Vector3d& p) { return loft.at(p); };
  shape.topMm = loft.topMm();
  shape.lengthMm = loft.length();
  shape.widestMm = loft.highest().y();
  for (int toe = 1; toe <= 5; ++toe)
    shape.toeEnd[static_cast<std::size_t>(toe - 1)] = loft.toeEnd(toe);
  shape.navicular = loft.navicular();
  return shape;
}

// The lofts' own numbers are nearly the measures; what joins and leans take away is given back.
FootParameters fitted(const FootParameters& wanted) {
  struct Wanted {
    const char* measure;
    double FootParameters::*number;
  };
  static constexpr std::array<Wanted, 8> kMet = {
      {{"foot_length", &FootParameters::footLengthMm},
       {"truncated_foot_length", &FootParameters::truncatedLengthMm},
       {"outside_ball_length", &FootParameters::outsideBallLengthMm},
       {"ball_width", &FootParameters::ballBreadthMm},
       {"heel_width", &FootParameters::heelBreadthMm},
       {"dorsum_height_50", &FootParameters::dorsumHeightMm},
       {"medial_arch_clearance", &FootParameters::medialArchClearanceMm},
       {"rearfoot_angle", &FootParameters::rearfootAngleDeg}}};
  constexpr int kRounds = 2;
  constexpr double kShare = 0.9;
  FootParameters built = wanted;
  for (int round = 0; round < kRounds; ++round) {
    const Loft loft(built);
    const FootShape shape = shapeOf(loft);
    const auto found = sectionTruth(shape, sectionFrame(shape, {}), SectionDepth::Coarse).measures;
    for (const Wanted& w : kMet)
      if (found.count(w.measure) != 0)
        built.*w.number += kShare * (wanted.*w.number - found.at(w.measure));
    built.medialArchClearanceMm = std::max(0.0, built.medialArchClearanceMm);
  }
  return built;
}

}  // namespace

PhantomFoot makeLoftFoot(const FootParameters& parameters, double edgeMm) {
  const Loft loft(fitted(parameters));
  const FootShape shape = shapeOf(loft);
  const FootFrame frame = sectionFrame(shape, {});
  PhantomFoot foot;
  foot.parameters = parameters;
  foot.truth = sectionTruth(shape, frame, SectionDepth::Fine);
  foot.truth.side = parameters.side;
  static_cast<Surface&>(foot) = meshFoot({shape.at, loft.lowest(), loft.highest(), {}},
                                         {loft.length(), loft.topMm(), edgeMm});
  for (auto& v : foot.vertices) v = frame.toFoot(v);
  if (parameters.side == Side::Left) {
    for (auto& v : foot.vertices) v.y() = -v.y();
    for (auto& t : foot.triangles) std::swap(t[1], t[2]);
    for (auto& [name, p] : foot.truth.landmarks_in_foot) p.y() = -p.y();
  }
  return foot;
}

FootParameters randomLoftFoot(unsigned seed) {
  FootParameters p = randomFoot(seed);
  Dice dice(seed + 40093U);
  if (seed % 6 == 5) p.halluxAngleDeg = dice.uniform(20.0, 40.0);
  return p;
}

}  // namespace phantom
