#include "phantom/samples.hpp"

#include <algorithm>

#include "phantom/degrade.hpp"
#include "phantom/dice.hpp"
#include "phantom/pressure_files.hpp"
#include "phantom/surface_files.hpp"
#include "phantom/truth_files.hpp"

namespace phantom {
namespace {

using Eigen::Isometry3d;
using Eigen::Vector3d;

constexpr double kHalfTurn = 3.14159265358979323846;
constexpr double kClinicEdgeMm = 2.8;
constexpr double kShopEdgeMm = 3.6;

// A person of the given length, both feet alike but for small differences.
FootParameters personsFoot(Dice& dice, double lengthMm, bool woman) {
  FootParameters p;
  p.footLengthMm = lengthMm;
  p.truncatedLengthMm = (woman ? 0.739 : 0.741) * lengthMm;
  p.outsideBallLengthMm = 0.64 * lengthMm;
  p.ballBreadthMm =
      (woman ? 0.2134 * lengthMm + 40.2 : 0.2352 * lengthMm + 38.1) + dice.normal(0, 1.5, -3, 3);
  p.heelBreadthMm =
      (woman ? 0.2137 * lengthMm + 14.5 : 0.2019 * lengthMm + 17.7) + dice.normal(0, 1.0, -2, 2);
  p.lateralMalleolusHeightMm = woman ? 0.1272 * lengthMm + 31.4 : 0.1439 * lengthMm + 33.9;
  p.bimalleolarBreadthMm = woman ? 0.1705 * lengthMm + 25.1 : 0.1881 * lengthMm + 23.8;
  p.scanHeightMm = 125.0;
  return p;
}

// How a scanner's software might leave a foot: toes to -y, a few degrees aside, off the origin.
Isometry3d scannerPose(Side side, Dice& dice) {
  const double outward =
      (side == Side::Left ? 1.0 : -1.0) * (5.0 + dice.uniform(0.0, 3.0)) * kHalfTurn / 180.0;
  Isometry3d pose = Isometry3d::Identity();
  pose.translate(Vector3d(side == Side::Left ? 148.0 : 31.0, 211.5, 12.75));
  pose.rotate(Eigen::AngleAxisd(-0.5 * kHalfTurn + outward, Vector3d::UnitZ()));
  return pose;
}

std::string inWords(const Isometry3d& file_from_foot) {
  const auto number = [](double v) {
    std::string text = std::to_string(v);
    return text.substr(0, text.size() - 3);
  };
  const Eigen::Matrix3d r = file_from_foot.rotation();
  const Vector3d t = file_from_foot.translation();
  std::string words = "file = R * F + t, mm; R rows ";
  for (int i = 0; i < 3; ++i)
    words += "[" + number(r(i, 0)) + ", " + number(r(i, 1)) + ", " + number(r(i, 2)) + "] ";
  return words + "t [" + number(t.x()) + ", " + number(t.y()) + ", " + number(t.z()) + "]";
}

Walk plateStep(Dice& dice, Side side, StepParameters step) {
  const bool left = side == Side::Left;
  step.side = side;
  step.cpeiPercent += dice.uniform(-1.2, 1.2);
  step.archIndex += dice.uniform(-0.006, 0.006);
  step.toeOutDeg += dice.uniform(-1.5, 1.5);
  step.contactTimeS += dice.uniform(-0.02, 0.02);
  step.peakForceShare += dice.uniform(-0.03, 0.03);
  Plate plate;
  plate.secondsPerFrame = 0.02;
  const Landing landing{385.0 + dice.uniform(-20.0, 20.0),
                        (left ? 145.0 : 175.0) + dice.uniform(-12.0, 12.0), 0.0};
  return makeWalk({step}, {landing}, plate);
}

constexpr const char* kDemoCase =
    R"(# Sample made by tools/phantom; not a real person. Truth of every file: the .truth.json beside it.
schema: podalign/case/1
subject: {id: RUNNER-7}
setting: clinic
captured: 2026-05-04T10:20:00+02:00
scans:
  - {file: left.stl, side: left, unit: mm, load: standing, device: laser foot scanner}
  - {file: right.stl, side: right, unit: mm, load: standing, device: laser foot scanner}
plates:
  - {file: walk.lst, kind: walking, shod: false, device: emed platform}
measures: {left: {FPI6: 8}, right: {FPI6: 6}}
intake:
  screen: complete
  age_years: 34
  sex: f
  body_mass_kg: 61
  height_cm: 168
  runner_type: regular
  knee_pain: left
  pain_location: [peripatellar]
  aggravators: [run, stairs_down, squat, sitting]
  tendon_palpation_pain: false
  pain_daily_life_0_10: 0
  pain_running_0_10: 4
  pain_free_run_min: 10
  morning_stiffness_min: 0
  duration_weeks: 5
  knee_valgus_dynamic: true
  hip_weakness_or_poor_control: true
  cadence_spm: 162
  diabetes: false
)";

constexpr const char* kShopCase =
    R"(# Sample made by tools/phantom; not a real person. Truth of every file: the .truth.json beside it.
schema: podalign/case/1
subject: {id: CUSTOMER-3}
setting: shop
captured: 2026-05-09T15:05:00+02:00
scans:
  - {file: left.ply, side: left, unit: mm, load: standing, device: laser foot scanner}
  - {file: right.obj, side: right, unit: mm, load: standing, device: laser foot scanner}
intake:
  screen: complete
  age_years: 28
  sex: m
  body_mass_kg: 72
  height_cm: 180
  runner_type: regular
  knee_pain: none
  shoe_comfort_0_10: 9
  diabetes: false
)";

}  // namespace

std::vector<SampleFile> demoSample(unsigned seed) {
  Dice dice(seed);
  std::vector<SampleFile> files;
  const double length = dice.normal(249.0, 2.0, 245.0, 253.0);
  StepParameters step;
  step.bodyMassKg = 61.0;
  step.footLengthMm = length;
  step.contactTimeS = 0.68;
  for (const Side side : {Side::Left, Side::Right}) {
    const bool left = side == Side::Left;
    FootParameters p = personsFoot(dice, length - (left ? 0.0 : 1.5), true);
    p.side = side;
    p.dorsumHeightMm = (left ? 0.295 : 0.305) * p.truncatedLengthMm;
    p.medialArchClearanceMm = left ? 8.5 : 10.0;
    p.rearfootAngleDeg = left ? 10.5 : 9.0;
    p.halluxAngleDeg = left ? 9.0 : 7.5;
    p.navicularBumpMm = left ? 4.0 : 3.0;
    step.ballBreadthMm = p.ballBreadthMm;
    const PhantomFoot foot = makeFoot(p, kClinicEdgeMm);
    const Isometry3d pose = scannerPose(side, dice);
    const std::string name = left ? "left" : "right";
    files.push_back(
        {name + ".stl", stlBinary(posed(foot, pose), "podalign phantom " + name + " foot, mm")});
    files.push_back({name + ".truth.json", footTruthJson(foot, name + ".stl", inWords(pose))});
  }
  std::vector<Walk> walks;
  std::vector<Recording> recordings;
  for (int i = 0; i < 6; ++i) {
    const Side side = i % 2 == 0 ? Side::Left : Side::Right;
    step.cpeiPercent = side == Side::Left ? 10.5 : 12.5;
    step.archIndex = side == Side::Left ? 0.305 : 0.295;
    step.toeOutDeg = side == Side::Left ? 9.0 : 8.0;
    walks.push_back(plateStep(dice, side, step));
    recordings.push_back(walks.back().recording);
  }
  files.push_back({"walk.lst", emedText(recordings)});
  files.push_back({"walk.truth.json", walkTruthJson(walks, "walk.lst")});
  files.push_back({"case.yaml", kDemoCase});
  return files;
}

std::vector<SampleFile> shopSample(unsigned seed) {
  Dice dice(seed);
  std::vector<SampleFile> files;
  const double length = dice.normal(270.0, 2.0, 266.0, 274.0);
  for (const Side side : {Side::Left, Side::Right}) {
    const bool left = side == Side::Left;
    FootParameters p = personsFoot(dice, length + (left ? 0.0 : 1.0), false);
    p.side = side;
    p.toes = ToePattern::Greek;
    p.dorsumHeightMm = (left ? 0.345 : 0.348) * p.truncatedLengthMm;
    p.medialArchClearanceMm = left ? 14.0 : 14.5;
    p.rearfootAngleDeg = left ? 6.0 : 5.5;
    p.halluxAngleDeg = 6.0;
    const PhantomFoot foot = makeFoot(p, kShopEdgeMm);
    const Isometry3d pose = scannerPose(side, dice);
    const Surface surface = posed(foot, pose);
    const std::string name = left ? "left" : "right";
    const std::string file = left ? "left.ply" : "right.obj";
    files.push_back(
        {file, left ? ply(surface, PlyData::LittleEndian, PlyNumber::Float) : obj(surface)});
    files.push_back({name + ".truth.json", footTruthJson(foot, file, inWords(pose))});
  }
  files.push_back({"case.yaml", kShopCase});
  return files;
}

}  // namespace phantom
