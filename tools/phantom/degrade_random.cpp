#include "phantom/degrade_random.hpp"

#include <cstdio>

#include "phantom/degrade.hpp"
#include "phantom/dice.hpp"
#include "phantom/surface_parts.hpp"

namespace phantom {
namespace {

constexpr double kLowestCutMm = 102.0;  // below, the rearfoot angle would lose its leg
constexpr double kCutEdgeMm = 4.0;

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", value);
  return text;
}

}  // namespace

std::string Degradation::inWords() const {
  std::string words;
  const auto add = [&](const std::string& part) { words += (words.empty() ? "" : ", ") + part; };
  if (edgeMm > 0.0) add("edges " + number(edgeMm) + " mm");
  if (noiseSdMm > 0.0) add("noise " + number(noiseSdMm) + " mm");
  if (bumps.sdMm > 0.0)
    add("bumps " + number(bumps.sdMm) + " mm every " + number(bumps.wavelengthMm) + " mm");
  if (holes.count > 0)
    add(std::to_string(holes.count) + " holes of " + number(holes.diameterMm) + " mm");
  if (cutMm > 0.0) add("cut at " + number(cutMm) + " mm");
  if (leg.aboveMm > 0.0)
    add("leg " + number(leg.aboveMm) + " mm leaning " + number(leg.forwardLeanDeg) + " deg");
  if (slivers > 0) add("slivers");
  if (twiceShare > 0.0) add("faces twice");
  if (speckles > 0) add(std::to_string(speckles) + " speckles");
  if (unwelded) add("unwelded");
  if (shuffled) add("shuffled");
  return words.empty() ? "clean" : words;
}

Degradation randomDegradation(unsigned seed) {
  Dice dice(seed + 7919U);
  const auto chance = [&](double share) { return dice.uniform(0.0, 1.0) < share; };
  Degradation d;
  d.seed = seed;
  if (chance(0.6)) d.edgeMm = dice.uniform(2.5, 5.0);
  const double noise = dice.uniform(0.1, 1.0) * dice.uniform(0.3, 1.0);  // more often little
  const double wavelength = dice.uniform(3.0, 10.0);
  if (const double kind = dice.uniform(0.0, 1.0); kind < 0.55) {
    d.noiseSdMm = noise;
  } else if (kind < 0.85) {
    d.bumps = {noise, wavelength};
  }
  if (chance(0.5)) d.holes = {1 + static_cast<int>(dice.below(12)), dice.uniform(3.0, 6.0)};
  const double height = dice.uniform(0.0, 1.0);
  const double lean = dice.uniform(-8.0, 12.0);
  if (const double kind = dice.uniform(0.0, 1.0); kind < 0.3) {
    d.cutMm = kLowestCutMm + 30.0 * height;
  } else if (kind < 0.55) {
    d.leg = {20.0 + 280.0 * height, lean, dice.uniform(-6.0, 6.0), 5.0};
  }
  if (chance(0.2)) d.slivers = 40;
  if (chance(0.2)) d.twiceShare = 0.05;
  if (chance(0.2)) d.speckles = 1 + static_cast<int>(dice.below(20));
  d.unwelded = chance(0.3);
  d.shuffled = chance(0.3);
  const auto part = [&] { return dice.uniform(-1.0, 1.0); };
  const Eigen::Quaterniond turn =
      Eigen::Quaterniond(dice.normal(), dice.normal(), dice.normal(), dice.normal()).normalized();
  d.file_from_foot.translate(Eigen::Vector3d(500.0 * part(), 500.0 * part(), 500.0 * part()));
  d.file_from_foot.rotate(turn);
  return d;
}

Surface degraded(const Surface& clean, const Degradation& how) {
  Surface s = clean;
  const double top = boundsOf(s).high.z();
  if (how.edgeMm > 0.0) s = decimated(s, how.edgeMm);
  if (how.cutMm > 0.0 && how.cutMm < top - 1.0) s = cutFlat(s, how.cutMm, kCutEdgeMm);
  if (how.leg.aboveMm > 0.0) s = withLeg(s, how.leg);
  if (how.bumps.sdMm > 0.0) s = bumpy(s, how.bumps, how.seed);
  if (how.noiseSdMm > 0.0) s = noisy(s, how.noiseSdMm, how.seed);
  if (how.holes.count > 0) s = holed(s, how.holes, how.seed);
  if (how.twiceShare > 0.0) s = facesTwice(s, how.twiceShare, how.seed);
  if (how.slivers > 0) s = withSlivers(s, how.slivers, how.seed);
  if (how.speckles > 0) s = withSpeckles(s, how.speckles, how.seed);
  if (how.unwelded) s = unwelded(s);
  if (how.shuffled) s = shuffled(s, how.seed);
  return posed(s, how.file_from_foot);
}

}  // namespace phantom
