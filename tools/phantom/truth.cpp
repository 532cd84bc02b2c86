#include "phantom/truth.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

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

struct Tangent {
  Vector2d heel, ball;  // (x, sign * y)
};

// The outline over a range: a coarse table, and the outline itself for the last step.
class OutlineRange {
 public:
  OutlineRange(const std::function<double(double)>& outline, double from, double to,
               double tolerance)
      : outline_(outline), tolerance_(tolerance) {
    constexpr int kSteps = 14;
    for (int i = 0; i <= kSteps; ++i) {
      const double x = from + (to - from) * i / kSteps;
      table_.emplace_back(x, outline(x));
    }
  }
  // Where a line of this slope touches from outside.
  [[nodiscard]] Vector2d touch(double slope) const {
    std::size_t best = 0;
    for (std::size_t i = 1; i < table_.size(); ++i)
      if (table_[i].y() - slope * table_[i].x() > table_[best].y() - slope * table_[best].x())
        best = i;
    const double low = table_[best == 0 ? 0 : best - 1].x();
    const double high = table_[std::min(best + 1, table_.size() - 1)].x();
    const Maximum found =
        maximise([&](double x) { return outline_(x) - slope * x; }, low, high, 2, tolerance_);
    return {found.at, found.value + slope * found.at};
  }

 private:
  const std::function<double(double)>& outline_;
  double tolerance_;
  std::vector<Vector2d> table_;
};

// Common tangent of heel and ball on one side of the outline: the line that lies outside both.
Tangent commonTangent(const OutlineRange& heel, const OutlineRange& ball) {
  Tangent t;
  double slope = 0.0;
  for (int i = 0; i < 12; ++i) {
    t = {heel.touch(slope), ball.touch(slope)};
    const double next = (t.ball.y() - t.heel.y()) / (t.ball.x() - t.heel.x());
    if (std::abs(next - slope) < 1e-6) break;
    slope = next;
  }
  return t;
}

double fitSlope(const std::vector<Vector2d>& points) {  // y over x
  Vector2d mean = Vector2d::Zero();
  for (const Vector2d& p : points) mean += p;
  mean /= static_cast<double>(points.size());
  double xx = 0.0;
  double xy = 0.0;
  for (const Vector2d& p : points) {
    xx += (p.x() - mean.x()) * (p.x() - mean.x());
    xy += (p.x() - mean.x()) * (p.y() - mean.y());
  }
  return xy / xx;
}

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
  return fitSlope(middles);
}

struct Girth {
  double tape = 0.0;
  double surface = 0.0;
};

double cross(const Vector2d& o, const Vector2d& a, const Vector2d& b) {
  return (a.x() - o.x()) * (b.y() - o.y()) - (a.y() - o.y()) * (b.x() - o.x());
}

double closedLength(const std::vector<Vector2d>& ring) {
  double sum = 0.0;
  for (std::size_t i = 0; i < ring.size(); ++i)
    sum += (ring[(i + 1) % ring.size()] - ring[i]).norm();
  return sum;
}

std::vector<Vector2d> convexHull(std::vector<Vector2d> points) {
  std::sort(points.begin(), points.end(), [](const Vector2d& a, const Vector2d& b) {
    return a.x() < b.x() || (a.x() == b.x() && a.y() < b.y());
  });
  std::vector<Vector2d> hull;
  for (int pass = 0; pass < 2; ++pass) {
    const std::size_t base = hull.size();
    for (const Vector2d& p : points) {
      while (hull.size() >= base + 2 && cross(hull[hull.size() - 2], hull.back(), p) <= 0.0)
        hull.pop_back();
      hull.push_back(p);
    }
    hull.pop_back();
    std::reverse(points.begin(), points.end());
  }
  return hull;
}

Girth ballGirth(const Probe& probe, const Vector3d& mth1, const Vector3d& mth5) {
  const Vector2d across = (mth1 - mth5).head<2>().normalized();
  const Vector2d middle = 0.5 * (mth1 + mth5).head<2>();
  const double height = 0.5 * (probe.underside(middle.x(), middle.y()) +
                               probe.upperside(middle.x(), middle.y(), 90.0));
  const Vector3d centre(middle.x(), middle.y(), height);
  constexpr int kRays = 720;
  constexpr double kFar = 120.0;
  std::vector<Vector2d> ring;
  for (int i = 0; i < kRays; ++i) {
    // Rays are spread as on a 3:1 ellipse, so that the flat section is sampled evenly.
    const double angle = 2.0 * 3.14159265358979323846 * i / kRays;
    const Vector2d d = Vector2d(3.0 * std::cos(angle), std::sin(angle)).normalized();
    const Vector3d way(d.x() * across.x(), d.x() * across.y(), d.y());
    const auto hit = probe.cast(centre + kFar * way, -way, kFar);
    if (hit) ring.push_back((kFar - *hit) * d);
  }
  return {closedLength(convexHull(ring)), closedLength(ring)};
}

double highestMedialUnderside(const Probe& probe, double length) {
  const auto along = [&](double x) {
    const double outline = probe.sideReach(x, 1.0, 1.0, kOutlineTopMm);
    return maximise([&](double inside) { return probe.underside(x, outline - inside); }, 6.0, 14.0,
                    4, 1e-3)
        .value;
  };
  return maximise(along, 0.35 * length, 0.65 * length, 10, 1e-2).value;
}

double extremeReach(const Probe& probe, double sign, double from, double to) {
  return maximise([&](double x) { return probe.sideReach(x, sign, 1.0, kOutlineTopMm); }, from, to,
                  12, 1e-2)
      .value;
}

void addFullTruth(const Probe& probe, FootTruth& truth) {
  auto& m = truth.measures;
  auto& marks = truth.landmarks_in_foot;
  const Vector3d mth1 = marks.at("mth1");
  const Vector3d mth5 = marks.at("mth5");
  const Girth girth = ballGirth(probe, mth1, mth5);
  m["ball_girth_tape"] = girth.tape;
  m["ball_girth_surface"] = girth.surface;
  m["ball_width_oblique"] = (mth1 - mth5).head<2>().norm();
  m["arch_height_index"] = m["dorsum_height_50"] / m["truncated_foot_length"];
  m["arch_height_ratio"] = m["dorsum_height_50"] / m["foot_length"];
  const double x = 0.16 * m["foot_length"];
  marks["heel_medial"] = {x, probe.sideReach(x, 1.0, 0.5, 30.0), 0.0};
  marks["heel_lateral"] = {x, -probe.sideReach(x, -1.0, 0.5, 30.0), 0.0};
  marks["medial_malleolus"] = probe.frame().toFoot(probe.field().medialMalleolus());
  marks["lateral_malleolus"] = probe.frame().toFoot(probe.field().lateralMalleolus());
  marks["navicular"] = probe.frame().toFoot(probe.field().navicular());
  for (const char* name : {"medial_malleolus", "lateral_malleolus", "navicular"}) {
    Vector3d& p = marks[name];  // from the bump's centre out to the skin
    const double sign = std::string_view(name) == "lateral_malleolus" ? -1.0 : 1.0;
    p.y() = sign * probe.sideReachAt(p.x(), p.z(), sign);
  }
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
    return std::function<double(double)>([&probe, sign](double x) {
      return probe.sideReach(x, sign, kOutlineLowMm, kOutlineHighMm);
    });
  };
  const std::function<double(double)> medialOutline = outline(1.0);
  const Tangent medial = commonTangent({medialOutline, 0.03 * length, 0.35 * length, tolerance},
                                       {medialOutline, 0.60 * length, 0.80 * length, tolerance});
  const Maximum mth1 = maximise(medialOutline, 0.66 * length, 0.80 * length, 12, tolerance);
  const Maximum mth5 = maximise(outline(-1.0), 0.54 * length, 0.72 * length, 12, tolerance);
  marks["mth1"] = {mth1.at, mth1.value, 0.0};
  marks["mth5"] = {mth5.at, -mth5.value, 0.0};
  m["truncated_foot_length"] = mth1.at;
  m["outside_ball_length"] = mth5.at;
  m["medial_tangent_angle"] =
      kDegrees * std::atan2(medial.ball.y() - medial.heel.y(), medial.ball.x() - medial.heel.x());

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
  m["medial_arch_clearance"] = highestMedialUnderside(probe, length);

  const double step = full ? 2.5 : 5.0;
  const double heelLean = bisectionSlope(probe, 10.0, 40.0, step);
  m["rearfoot_angle_vertical"] = kDegrees * std::atan(heelLean);
  if (field.topMm() >= 100.0) {
    const double legLean = bisectionSlope(probe, 60.0, 100.0, step);
    m["rearfoot_angle"] = kDegrees * (std::atan(heelLean) - std::atan(legLean));
  }
  const Vector3d hallux = frame.toFoot(field.toeEnd(1)) - frame.toFoot(field.halluxRoot());
  m["hallux_angle"] = -kDegrees * std::atan2(hallux.y(), hallux.x());
  if (full) addFullTruth(probe, truth);
  return truth;
}

const std::map<std::string, std::string>& truthDefinitions() {
  static const std::map<std::string, std::string> definitions = {
      {"foot_length", "pternion to the foremost toe, along x, mm"},
      {"truncated_foot_length", "pternion to MTH1, along x, mm"},
      {"outside_ball_length", "pternion to MTH5, along x, mm"},
      {"mth1",
       "medial outline (envelope seen from above of the skin at z 5-25 mm): the point of the ball "
       "(x "
       "0.66-0.80 foot length) farthest from the axis; z is not defined (0)"},
      {"mth5", "the same on the lateral side, x 0.54-0.72 foot length"},
      {"medial_tangent_angle",
       "common tangent of medial heel (x below 0.35 foot length) and ball (x 0.60-0.80) on the "
       "outline of z 5-25 mm, "
       "against x, opening medially towards the toes, degrees"},
      {"ball_width",
       "y extent of the outline seen from above (z below 60 mm) for x in 0.55-0.80 foot length, "
       "mm"},
      {"ball_width_oblique", "MTH1 to MTH5 seen from above, mm"},
      {"heel_width", "y extent at x = 0.16 foot length, z 0-30 mm, mm"},
      {"ball_girth_tape", "vertical plane through MTH1 and MTH5: convex hull of the section, mm"},
      {"ball_girth_surface",
       "vertical plane through MTH1 and MTH5: length of the section's curve, mm"},
      {"dorsum_height_50", "highest skin at x = 0.50 foot length, mm"},
      {"arch_height_index", "dorsum_height_50 / truncated_foot_length"},
      {"arch_height_ratio", "dorsum_height_50 / foot_length"},
      {"medial_arch_clearance",
       "highest underside at x 0.35-0.65 foot length, 6-14 mm (along y) inside the medial outline "
       "seen from "
       "above at that x (z below 60 mm), mm"},
      {"rearfoot_angle",
       "heel bisection (z 10-40 mm) against leg bisection (z 60-100 mm): least-squares lines y(z) "
       "through the "
       "mid-points in y of each section's strip 15-20 mm in front of its rearmost point; positive "
       "(everted) when, going up, the heel's line leans more medially than the leg's, degrees"},
      {"rearfoot_angle_vertical",
       "the heel bisection against the vertical, everted (upper end medial) positive, degrees"},
      {"hallux_angle",
       "centre line of the big toe (tip to root, seen from above) against x, valgus positive, "
       "degrees"},
      {"pternion",
       "rearmost skin of the heel below z 50 mm, along x, put on the ground: the origin"},
      {"toe1_tip", "foremost (largest x) point of the toe"},
      {"toe2_tip", "foremost point of the toe; y = 0 by the frame's definition"},
      {"toe3_tip", "foremost point of the toe"},
      {"toe4_tip", "foremost point of the toe"},
      {"toe5_tip", "foremost point of the toe"},
      {"foremost_toe", "the tip with the largest x"},
      {"dorsum_50", "the point of dorsum_height_50"},
      {"heel_medial", "medial end of heel_width; z is not defined (0)"},
      {"heel_lateral", "lateral end of heel_width; z is not defined (0)"},
      {"medial_malleolus", "skin straight beside the centre of the bump"},
      {"lateral_malleolus", "skin straight beside the centre of the bump"},
      {"navicular", "skin straight beside the centre of the bump"}};
  return definitions;
}

}  // namespace phantom
