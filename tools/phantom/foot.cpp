#include "phantom/foot.hpp"

#include <algorithm>
#include <cmath>

#include "phantom/dice.hpp"
#include "phantom/field.hpp"
#include "phantom/mesher.hpp"
#include "phantom/truth.hpp"

namespace phantom {
namespace {

struct Wanted {
  const char* measure;
  double FootParameters::*number;
};
constexpr Wanted kMet[] = {{"foot_length", &FootParameters::footLengthMm},
                           {"truncated_foot_length", &FootParameters::truncatedLengthMm},
                           {"outside_ball_length", &FootParameters::outsideBallLengthMm},
                           {"ball_width", &FootParameters::ballBreadthMm},
                           {"heel_width", &FootParameters::heelBreadthMm},
                           {"dorsum_height_50", &FootParameters::dorsumHeightMm},
                           {"medial_arch_clearance", &FootParameters::medialArchClearanceMm},
                           {"rearfoot_angle", &FootParameters::rearfootAngleDeg}};
constexpr int kCalibrationRounds = 4;
constexpr double kMetWithin = 0.1;  // mm, degrees; the last correction still shrinks it
constexpr double kGain =
    0.85;  // below 1: two neighbouring bulges must not throw the tangent to and fro

// Blending, lean and the axis shift the measures a little from the numbers the shape is built of:
// build, look, correct the numbers by what is missing.
FootParameters calibrated(const FootParameters& wanted) {
  FootParameters built = wanted;
  FootFrame frame;
  for (int round = 0; round < kCalibrationRounds; ++round) {
    const FootField field(built);
    frame = findFrame(field, frame);
    const FootTruth truth = findTruth(field, frame, TruthDepth::Calibration);
    double worst = 0.0;
    for (const Wanted& w : kMet) {
      const auto found = truth.measures.find(w.measure);
      if (found == truth.measures.end()) continue;
      const double missing = wanted.*w.number - found->second;
      worst = std::max(worst, std::abs(missing));
      built.*w.number += kGain * missing;
    }
    built.medialArchClearanceMm = std::max(0.0, built.medialArchClearanceMm);
    if (worst < kMetWithin) break;
  }
  return built;
}

}  // namespace

FootParameters randomFoot(unsigned seed) {
  Dice dice(seed);
  const bool woman = seed % 2 == 0;
  FootParameters p;
  p.side = (seed / 2) % 2 == 0 ? Side::Right : Side::Left;
  const double L = woman ? dice.normal(246.3, 12.4, 215, 285) : dice.normal(271.2, 13.1, 235, 310);
  p.footLengthMm = L;
  p.truncatedLengthMm =
      L * std::clamp(dice.normal(woman ? 0.739 : 0.741, 0.012, 0.71, 0.77), 0.715, 0.765);
  p.ballBreadthMm = woman ? 0.2134 * L + 40.2 + dice.normal(0, 3.97, -8, 8)
                          : 0.2352 * L + 38.1 + dice.normal(0, 4.23, -8, 8);
  p.heelBreadthMm = woman ? 0.2137 * L + 14.5 + dice.normal(0, 3.0, -6, 6)
                          : 0.2019 * L + 17.7 + dice.normal(0, 3.0, -6, 6);
  const double ahi = dice.normal(0.34, 0.030, 0.265, 0.415);
  p.dorsumHeightMm = ahi * p.truncatedLengthMm;
  p.medialArchClearanceMm =
      std::clamp(13.0 + 110.0 * (ahi - 0.34) + dice.normal(0, 2.5, -5, 5), 6.5, 23.0);
  p.rearfootAngleDeg = dice.normal(6.5, 4.0, -8, 15);
  p.legVarumDeg = dice.normal(2.0, 1.2, -1, 5);
  p.outsideBallLengthMm = L * dice.normal(0.64, 0.008, 0.62, 0.66);
  p.halluxAngleDeg = dice.normal(7.0, 4.0, 0, 18);
  const double pattern = dice.uniform(0.0, 1.0);
  p.toes = pattern < 0.6 ? ToePattern::Egyptian
                         : (pattern < 0.85 ? ToePattern::Greek : ToePattern::Square);
  p.archApexFraction = dice.uniform(0.40, 0.47);
  p.lateralMalleolusHeightMm = woman ? 0.1272 * L + 31.4 + dice.normal(0, 4.0, -8, 8)
                                     : 0.1439 * L + 33.9 + dice.normal(0, 4.0, -8, 8);
  p.bimalleolarBreadthMm = woman ? 0.1705 * L + 25.1 + dice.normal(0, 2.77, -5, 5)
                                 : 0.1881 * L + 23.8 + dice.normal(0, 3.30, -6, 6);
  p.navicularBumpMm = dice.uniform(0.0, 4.0);
  p.scanHeightMm = dice.uniform(112.0, 135.0);
  return p;
}

PhantomFoot makeFoot(const FootParameters& parameters, double edgeMm) {
  const FootField field(calibrated(parameters));
  const FootFrame frame = findFrame(field, {});
  PhantomFoot foot;
  foot.parameters = parameters;
  foot.truth = findTruth(field, frame, TruthDepth::Full);
  foot.truth.side = parameters.side;
  static_cast<Surface&>(foot) = meshField(field, edgeMm);
  for (auto& v : foot.vertices) v = frame.toFoot(v);
  if (parameters.side == Side::Left) {  // the right foot's mirror image, wound outward again
    for (auto& v : foot.vertices) v.y() = -v.y();
    for (auto& t : foot.triangles) std::swap(t[1], t[2]);
    for (auto& [name, p] : foot.truth.landmarks_in_foot) p.y() = -p.y();
  }
  return foot;
}

}  // namespace phantom
