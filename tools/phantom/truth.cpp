#include "phantom/truth.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "phantom/truth_arch.hpp"
#include "phantom/truth_girth.hpp"
#include "phantom/truth_outline.hpp"

namespace phantom {
namespace {

using Eigen::Vector2d;
using Eigen::Vector3d;

constexpr double kDegrees = 180.0 / 3.14159265358979323846;
constexpr double kPternionTopMm = 50.0;
constexpr double kOutlineLowMm = 5.0;  // heights that make the outline for MTH1 and MTH5
constexpr double kOutlineHighMm = 25.0;
constexpr double kOutlineTopMm = 60.0;  // the foot seen from above, without the leg
constexpr double kStripNearMm = 15.0;   // rearfoot strip, behind to front
constexpr double kStripFarMm = 20.0;

// Lean of the hindfoot's bisection dy/dz between two heights: mid-points of the strip 15 to 20 mm
// in front of each section's rearmost point.
double bisectionSlope(const Probe& probe, double zLow, double zHigh, double step) {
  std::vector<Vector2d> middles;
  for (double z = zLow; z <= zHigh + 1e-9; z += step) {
    const double rear = probe.rearAt(z);
    double sum = 0.0;
    for (const double into : {kStripNearMm, 0.5 * (kStripNearMm + kStripFarMm), kStripFarMm}) {
      const double x = rear + into;
      sum += 0.5 * (probe.sideReachAt(x, z, 1.0) - probe.sideReachAt(x, z, -1.0));
    }
    middles.emplace_back(z, sum / 3.0);
  }
  return fitLine(middles).slope;
}

double extremeReach(const Probe& probe, double sign, double from, double to) {
  return maximise([&](double x) { return probe.sideReach(x, sign, 1.0, kOutlineTopMm); }, from, to,
                  12, 1e-2)
      .value;
}

// The bulge of one side of the ankle that stands out farthest; nothing where none does.
std::optional<Vector3d> malleolus(const Probe& probe, double sign, double length) {
  if (probe.field().topMm() < 0.32 * length) return std::nullopt;
  constexpr int kAlong = 20;
  constexpr int kUp = 14;
  const double back = 0.15 * length;
  const double low = 0.22 * length;
  const double stepX = 0.20 * length / kAlong;
  const double stepZ = (std::min(0.36 * length, probe.field().topMm()) - low) / kUp;
  std::array<std::array<double, kUp + 1>, kAlong + 1> reach{};
  for (std::size_t i = 0; i < reach.size(); ++i)
    for (std::size_t j = 0; j < reach[i].size(); ++j)
      reach[i][j] = probe.sideReachAt(back + stepX * static_cast<double>(i),
                                      low + stepZ * static_cast<double>(j), sign);
  std::optional<Vector3d> best;
  for (std::size_t i = 1; i < kAlong; ++i) {
    for (std::size_t j = 1; j < kUp; ++j) {
      double around = -1e9;
      for (const std::size_t k : {i - 1, i, i + 1})
        for (const std::size_t l : {j - 1, j, j + 1})
          if (k != i || l != j) around = std::max(around, reach[k][l]);
      if (reach[i][j] <= around || (best && reach[i][j] <= sign * best->y())) continue;
      best = Vector3d(back + stepX * static_cast<double>(i), sign * reach[i][j],
                      low + stepZ * static_cast<double>(j));
    }
  }
  if (!best) return std::nullopt;
  const auto at = [&](double x) {
    return maximise([&](double z) { return probe.sideReachAt(x, z, sign); }, best->z() - stepZ,
                    best->z() + stepZ, 4, 1e-3);
  };
  const Maximum top = maximise([&](double x) { return at(x).value; }, best->x() - stepX,
                               best->x() + stepX, 4, 1e-3);
  return Vector3d(top.at, sign * top.value, at(top.at).at);
}

// Where the malleoli stand against the line through the middles of the hindfoot's outline, %.
double malleolarValgusIndex(const Probe& probe, const Vector3d& medial, const Vector3d& lateral,
                            double length) {
  std::vector<Vector2d> middles;
  constexpr int kSlices = 57;
  for (int i = 0; i < kSlices; ++i) {
    const double x = (0.06 + 0.14 * i / (kSlices - 1)) * length;
    middles.emplace_back(
        x, 0.5 * (probe.sideReach(x, 1.0, 0.5, 30.0) - probe.sideReach(x, -1.0, 0.5, 30.0)));
  }
  const Line hindfoot = fitLine(middles);
  const Vector3d middle = 0.5 * (medial + lateral);
  const double offset = middle.y() - (hindfoot.at0 + hindfoot.slope * middle.x());
  return 100.0 * offset / (medial.y() - lateral.y());
}

// Angle at the navicular, seen from the side.
double archAngle(const Vector3d& malleolus, const Vector3d& navicular, const Vector3d& mth1) {
  const auto seen = [&](const Vector3d& p) {
    return Vector2d(p.x() - navicular.x(), p.z() - navicular.z()).normalized();
  };
  return kDegrees * std::acos(std::clamp(seen(malleolus).dot(seen(mth1)), -1.0, 1.0));
}

void addAnkleAndArch(const Probe& probe, FootTruth& truth) {
  auto& m = truth.measures;
  auto& marks = truth.landmarks_in_foot;
  const double length = m.at("foot_length");
  Vector3d navicular = probe.frame().toFoot(probe.field().navicular());
  navicular.y() = probe.sideReachAt(navicular.x(), navicular.z(), 1.0);  // out to the skin
  marks["navicular"] = navicular;
  m["navicular_height"] = navicular.z();
  m["normalised_navicular_height"] = navicular.z() / m.at("truncated_foot_length");
  m["arch_volume"] = archVolume(probe, length);
  m["instep_girth"] = instepGirth(probe, 0.55 * length);
  if (const auto crease = instepCrease(probe, length)) {
    marks["instep_crease"] = *crease;
    m["heel_girth"] = heelGirth(probe, *crease, length);
  }
  const auto medial = malleolus(probe, 1.0, length);
  const auto lateral = malleolus(probe, -1.0, length);
  if (medial) {
    marks["medial_malleolus"] = *medial;
    m["arch_angle"] = archAngle(*medial, navicular, marks.at("mth1"));
  }
  if (lateral) marks["lateral_malleolus"] = *lateral;
  if (medial && lateral)
    m["malleolar_valgus_index"] = malleolarValgusIndex(probe, *medial, *lateral, length);
}

double heightOfReach(const Probe& probe, double x, double sign) {
  return maximise([&](double z) { return probe.sideReachAt(x, z, sign); }, kOutlineLowMm,
                  kOutlineHighMm, 5, 1e-3)
      .at;
}

void addToeAngles(const Probe& probe, FootTruth& truth) {
  auto& m = truth.measures;
  auto& marks = truth.landmarks_in_foot;
  const double length = m.at("foot_length");
  constexpr double kTolerance = 1e-3;
  const auto angle = [&](double sign, const char* ball, double from, double to, const char* toe) {
    const Border border = [&probe, sign](double x) {
      return probe.sideReach(x, sign, kOutlineLowMm, kOutlineHighMm);
    };
    const Tangent tangent = commonTangent({border, 0.03 * length, 0.35 * length, kTolerance},
                                          {border, (sign > 0.0 ? 0.62 : 0.54) * length,
                                           (sign > 0.0 ? 0.80 : 0.72) * length, kTolerance});
    const Vector2d start(marks.at(ball).x(), sign * marks.at(ball).y());
    const Vector2d end = BorderRange(border, from, to, kTolerance).touchFrom(start);
    marks[toe] = {end.x(), sign * end.y(), heightOfReach(probe, end.x(), sign)};
    const Vector2d line = end - start;
    return tangent.degrees() - kDegrees * std::atan2(line.y(), line.x());
  };
  m["hallux_angle"] = angle(1.0, "mth1", 0.85 * length, 0.99 * length, "hallux_medial");
  const double mth5 = marks.at("mth5").x();
  m["fifth_toe_angle"] =
      angle(-1.0, "mth5", mth5 + 0.06 * length, marks.at("toe5_tip").x(), "fifth_toe_lateral");
}

void addFullTruth(const Probe& probe, FootTruth& truth) {
  auto& m = truth.measures;
  auto& marks = truth.landmarks_in_foot;
  Vector3d& mth1 = marks.at("mth1");
  Vector3d& mth5 = marks.at("mth5");
  mth1.z() = heightOfReach(probe, mth1.x(), 1.0);
  mth5.z() = heightOfReach(probe, mth5.x(), -1.0);
  const Girth girth = ballGirth(probe, mth1, mth5);
  m["ball_girth_tape"] = girth.tape;
  m["ball_girth_surface"] = girth.surface;
  m["ball_width_oblique"] = (mth1 - mth5).head<2>().norm();
  m["arch_height_index"] = m["dorsum_height_50"] / m["truncated_foot_length"];
  m["arch_height_ratio"] = m["dorsum_height_50"] / m["foot_length"];
  const double x = 0.16 * m["foot_length"];
  marks["heel_medial"] = {x, probe.sideReach(x, 1.0, 0.5, 30.0), 0.0};
  marks["heel_lateral"] = {x, -probe.sideReach(x, -1.0, 0.5, 30.0), 0.0};
  addAnkleAndArch(probe, truth);
  addToeAngles(probe, truth);
}

}  // namespace

FootFrame findFrame(const FootField& field, FootFrame frame) {
  for (int i = 0; i < 12; ++i) {
    const Probe probe(field, frame);
    const Vector3d heel = frame.toConstruction(probe.rearmost(6.0, kPternionTopMm));
    const Vector3d toe = frame.toConstruction(probe.toeTip(2));
    const Vector2d axis = (toe - heel).head<2>().normalized();
    const double moved = (heel.head<2>() - frame.origin_in_construction).norm() +
                         100.0 * std::abs(axis.x() * frame.sine - axis.y() * frame.cosine);
    frame = {axis.x(), axis.y(), heel.head<2>()};
    if (moved < 1e-3) break;
  }
  return frame;
}

FootTruth findTruth(const FootField& field, const FootFrame& frame, TruthDepth depth) {
  const Probe probe(field, frame);
  FootTruth truth;
  auto& m = truth.measures;
  auto& marks = truth.landmarks_in_foot;
  marks["pternion"] = Vector3d::Zero();
  Vector3d foremost = Vector3d::Zero();
  for (int toe = 1; toe <= 5; ++toe) {
    const Vector3d tip = probe.toeTip(toe);
    marks["toe" + std::to_string(toe) + "_tip"] = tip;
    if (tip.x() > foremost.x()) foremost = tip;
  }
  marks["foremost_toe"] = foremost;
  const double length = foremost.x();
  m["foot_length"] = length;

  const bool full = depth == TruthDepth::Full;
  const double tolerance = full ? 1e-3 : 1e-2;
  const auto outline = [&](double sign) {
    return Border([&probe, sign](double x) {
      return probe.sideReach(x, sign, kOutlineLowMm, kOutlineHighMm);
    });
  };
  const Border medialOutline = outline(1.0);
  const Tangent medial = commonTangent({medialOutline, 0.03 * length, 0.35 * length, tolerance},
                                       {medialOutline, 0.60 * length, 0.80 * length, tolerance});
  const Maximum mth1 = maximise(medialOutline, 0.66 * length, 0.80 * length, 12, tolerance);
  const Maximum mth5 = maximise(outline(-1.0), 0.54 * length, 0.72 * length, 12, tolerance);
  marks["mth1"] = {mth1.at, mth1.value, 0.0};
  marks["mth5"] = {mth5.at, -mth5.value, 0.0};
  m["truncated_foot_length"] = mth1.at;
  m["outside_ball_length"] = mth5.at;
  m["medial_tangent_angle"] = medial.degrees();

  m["ball_width"] = extremeReach(probe, 1.0, 0.55 * length, 0.80 * length) +
                    extremeReach(probe, -1.0, 0.55 * length, 0.80 * length);
  const double heelX = 0.16 * length;
  m["heel_width"] =
      probe.sideReach(heelX, 1.0, 0.5, 30.0) + probe.sideReach(heelX, -1.0, 0.5, 30.0);
  const double middleX = 0.5 * length;
  const Maximum crest =
      maximise([&](double y) { return probe.upperside(middleX, y, 140.0); }, -30.0, 30.0, 12, 1e-3);
  marks["dorsum_50"] = {middleX, crest.at, crest.value};
  m["dorsum_height_50"] = crest.value;
  m["medial_arch_clearance"] = medialArchClearance(probe, length);

  const double step = full ? 2.5 : 5.0;
  const double heelLean = bisectionSlope(probe, 10.0, 40.0, step);
  m["rearfoot_angle_vertical"] = kDegrees * std::atan(heelLean);
  if (field.topMm() >= 100.0) {
    const double legLean = bisectionSlope(probe, 60.0, 100.0, step);
    m["rearfoot_angle"] = kDegrees * (std::atan(heelLean) - std::atan(legLean));
  }
  if (full) addFullTruth(probe, truth);
  return truth;
}

}  // namespace phantom
