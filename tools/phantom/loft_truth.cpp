#include "phantom/loft_truth.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "phantom/foot_sections.hpp"

namespace phantom {
namespace {

using Eigen::Vector2d;
using Eigen::Vector3d;

constexpr double kDegrees = 180.0 / 3.14159265358979323846;
constexpr double kFineCellMm = 1.0;
constexpr double kCoarseCellMm = 2.0;

// Slope of the line that lies outside two rows of border points: both reach equally far along it.
double tangentSlope(const std::vector<Vector2d>& heel, const std::vector<Vector2d>& ball) {
  const auto reach = [](const std::vector<Vector2d>& border, double slope) {
    std::vector<Vector2d> over;
    for (const Vector2d& p : border) over.emplace_back(p.x(), p.y() - slope * p.x());
    return peakOf(over).y();
  };
  double low = -1.0;
  double high = 1.0;
  for (int i = 0; i < 50; ++i) {
    const double slope = 0.5 * (low + high);
    (reach(ball, slope) > reach(heel, slope) ? low : high) = slope;
  }
  return 0.5 * (low + high);
}

Vector2d steepest(const Vector2d& from, const std::vector<Vector2d>& border,
                  const std::function<double(double)>& reach) {
  std::vector<Vector2d> slopes;
  for (const Vector2d& p : border)
    slopes.emplace_back(p.x(), (p.y() - from.y()) / (p.x() - from.x()));
  const Vector2d best =
      peakOf(slopes, [&](double x) { return (reach(x) - from.y()) / (x - from.x()); });
  return {best.x(), from.y() + best.y() * (best.x() - from.x())};
}

void addToeAngles(FootSections& sections, FootTruth& truth) {
  auto& m = truth.measures;
  auto& marks = truth.landmarks_in_foot;
  const double L = m.at("foot_length");
  constexpr double kStepMm = 2.0;
  const auto angle = [&](double sign, const char* ball, Vector2d ballRange, Vector2d toeRange,
                         const char* toe) {
    const auto heel = sections.border(sign, 5.0, 25.0, 0.03 * L, 0.35 * L, kStepMm);
    const auto front =
        sections.border(sign, 5.0, 25.0, ballRange.x() * L, ballRange.y() * L, kStepMm);
    const double tangent = std::atan(tangentSlope(heel, front));
    const Vector2d from(marks.at(ball).x(), sign * marks.at(ball).y());
    const Vector2d to = steepest(
        from, sections.border(sign, 5.0, 25.0, toeRange.x(), toeRange.y(), kStepMm), [&](double x) {
          return sections.outermost(x, {sign, 0.0}, 5.0, 25.0).reach;
        });
    const double z = sections.outermost(to.x(), {sign, 0.0}, 5.0, 25.0).at.y();
    marks[toe] = {to.x(), sign * to.y(), z};
    if (sign > 0.0) m["medial_tangent_angle"] = kDegrees * tangent;
    return kDegrees * (tangent - std::atan2(to.y() - from.y(), to.x() - from.x()));
  };
  m["hallux_angle"] = angle(1.0, "mth1", {0.62, 0.80}, {0.85 * L, 0.99 * L}, "hallux_medial");
  m["fifth_toe_angle"] =
      angle(-1.0, "mth5", {0.54, 0.72}, {marks.at("mth5").x() + 0.06 * L, marks.at("toe5_tip").x()},
            "fifth_toe_lateral");
}

double medialClearance(FootSections& sections, double L, double step) {
  std::vector<Vector2d> highest;
  for (const double x : spread(0.35 * L, 0.65 * L, step)) {
    const Curve& section = sections.across(x);
    const double outline = farthest(section, {1.0, 0.0}, 1.0, 60.0).reach;
    double most = 0.0;
    for (double inside = 6.0; inside <= 14.0; inside += 0.5)
      most = std::max(most, crossingAt(section, outline - inside).low);
    highest.emplace_back(x, most);
  }
  return peakOf(highest).y();
}

// Lean dy/dz of the middles of the strip 15-20 mm in front of the rear, by least squares.
double leanBetween(FootSections& sections, double low, double high, double step) {
  double n = 0.0;
  double sz = 0.0;
  double sy = 0.0;
  double szz = 0.0;
  double szy = 0.0;
  for (const double z : spread(low, high, step)) {
    const Curve level = sections.level(z, {-12.0, 70.0});
    const double rear = -farthest(level, {-1.0, 0.0}, -1e9, 1e9).reach;
    double y = 0.0;
    for (const double into : {15.0, 17.5, 20.0}) {
      const Crossing borders = crossingAt(level, rear + into);
      y += 0.5 * (borders.low + borders.high) / 3.0;
    }
    n += 1.0;
    sz += z;
    sy += y;
    szz += z * z;
    szy += z * y;
  }
  return (n * szy - sz * sy) / (n * szz - sz * sz);
}

void addGirths(FootSections& sections, FootTruth& truth) {
  auto& m = truth.measures;
  auto& marks = truth.landmarks_in_foot;
  const double L = m.at("foot_length");
  constexpr double kCellMm = 0.5;
  const Vector3d across = (marks.at("mth1") - marks.at("mth5")).cwiseProduct(Vector3d(1, 1, 0));
  const double half = 0.5 * across.norm();
  Vector3d middle = 0.5 * (marks.at("mth1") + marks.at("mth5"));
  middle.z() = 0.0;
  const Curve ball = sections.oblique({middle, across.normalized(), Vector3d::UnitZ()},
                                      {{-half - 25.0, -2.0}, {half + 25.0, 0.5 * L}}, kCellMm);
  m["ball_girth_tape"] = tapeLength(ball);
  m["ball_girth_surface"] = lengthOf(ball);
  const Curve instep =
      sections.oblique({{0.55 * L, 0.0, 0.0}, Vector3d::UnitY(), Vector3d::UnitZ()},
                       {{-0.4 * L, -2.0}, {0.4 * L, 0.5 * L}}, kCellMm);
  m["instep_girth"] = tapeLength(instep);
  if (marks.count("instep_crease") == 0) return;
  const Vector3d crease = marks.at("instep_crease");
  const Vector3d heel = sections.farthestFrom({12.0, 0.0, 10.0}, Vector3d(-1.0, 0.0, -1.0));
  Vector3d along = crease - heel;
  along.y() = 0.0;
  const double reach = along.norm();
  const Curve girth =
      sections.oblique({{heel.x(), 0.0, heel.z()}, Vector3d::UnitY(), along / reach},
                       {{-0.3 * L, -15.0}, {0.3 * L, reach + 15.0}}, kCellMm);
  m["heel_girth"] = tapeLength(girth);
}

// Where the sole looks down: the lowest pieces of each section whose outward normal does.
double volumeUnderSole(FootSections& sections, double L) {
  const auto area = [&](double x) {
    double sum = 0.0;
    const Curve& section = sections.across(x);
    for (const CurvePiece& piece : section) {
      const Vector2d middle = 0.5 * (piece.a + piece.b);
      if (middle.y() > 0.2 * L || middle.y() > crossingAt(section, middle.x()).low + 0.01) continue;
      const Vector3d slope = sections.slope({x, middle.x(), middle.y()});
      if (slope.z() < -0.5 * slope.norm()) sum += middle.y() * std::abs(piece.b.x() - piece.a.x());
    }
    return sum;
  };
  constexpr int kSlices = 32;  // even: Simpson
  double sum = 0.0;
  for (int i = 0; i <= kSlices; ++i) {
    const double weight = i == 0 || i == kSlices ? 1.0 : (i % 2 == 1 ? 4.0 : 2.0);
    sum += weight * area(L * (1.0 + static_cast<double>(i) / kSlices) / 3.0);
  }
  return sum * L / 3.0 / kSlices / 3.0 / 1000.0;
}

// Front border seen from the side, where it is steeper than 60 degrees above and flatter below.
std::optional<Vector3d> crease(FootSections& sections, double L) {
  const double sine = std::sin(60.0 / kDegrees);
  const double cosine = std::cos(60.0 / kDegrees);
  const auto topOf = [&](double x) {
    return farthest(sections.across(x), {0.0, 1.0}, -1.0, 1e9).reach;
  };
  std::vector<Vector2d> scores;
  for (const double x : spread(0.20 * L, 0.75 * L, 2.0)) {
    const double top = topOf(x);
    if (top < 0.15 * L || top > sections.topMm() - 0.5) continue;
    scores.emplace_back(x, -(x * sine + top * cosine));
  }
  if (scores.size() < 3) return std::nullopt;
  const Vector2d best = peakOf(scores, [&](double x) {
    return -(x * sine + sections.outermost(x, {0.0, 1.0}, -1.0, 1e9).reach * cosine);
  });
  if (best.x() < scores.front().x() + 0.5 || best.x() > scores.back().x() - 0.5)
    return std::nullopt;
  const Vector2d ridge = sections.outermost(best.x(), {0.0, 1.0}, -1.0, 1e9).at;
  return Vector3d(best.x(), ridge.x(), ridge.y());
}

}  // namespace

FootFrame sectionFrame(const FootShape& shape, FootFrame frame) {
  for (int i = 0; i < 8; ++i) {
    const FootSections sections(shape, frame, kFineCellMm);
    const Vector3d heel =
        frame.toConstruction(sections.farthestFrom({0.0, 0.0, 24.0}, -Vector3d::UnitX()));
    const Vector3d toe = frame.toConstruction(
        sections.farthestFrom(frame.toFoot(shape.toeEnd[1]), Vector3d::UnitX()));
    const Vector2d axis = (toe - heel).head<2>().normalized();
    const double moved = (heel.head<2>() - frame.origin_in_construction).norm() +
                         100.0 * std::abs(axis.x() * frame.sine - axis.y() * frame.cosine);
    frame = {axis.x(), axis.y(), heel.head<2>()};
    if (moved < 1e-3) break;
  }
  return frame;
}

FootTruth sectionTruth(const FootShape& shape, const FootFrame& frame, SectionDepth depth) {
  const bool fine = depth == SectionDepth::Fine;
  FootSections sections(shape, frame, fine ? kFineCellMm : kCoarseCellMm);
  FootTruth truth;
  auto& m = truth.measures;
  auto& marks = truth.landmarks_in_foot;
  marks["pternion"] = Vector3d::Zero();
  marks["foremost_toe"] = Vector3d::Zero();
  for (std::size_t i = 0; i < shape.toeEnd.size(); ++i) {
    const Vector3d tip = sections.farthestFrom(frame.toFoot(shape.toeEnd[i]), Vector3d::UnitX());
    marks["toe" + std::to_string(i + 1) + "_tip"] = tip;
    if (tip.x() > marks["foremost_toe"].x()) marks["foremost_toe"] = tip;
  }
  const double L = marks["foremost_toe"].x();
  m["foot_length"] = L;
  const double step = fine ? 2.0 : 5.0;
  const auto ball = [&](double sign, double from, double to, const char* name) {
    const Vector2d peak =
        peakOf(sections.border(sign, 5.0, 25.0, from * L, to * L, step), [&](double x) {
          return sections.outermost(x, {sign, 0.0}, 5.0, 25.0).reach;
        });
    const double z = sections.outermost(peak.x(), {sign, 0.0}, 5.0, 25.0).at.y();
    marks[name] = {peak.x(), sign * peak.y(), z};
    return peak.x();
  };
  m["truncated_foot_length"] = ball(1.0, 0.66, 0.80, "mth1");
  m["outside_ball_length"] = ball(-1.0, 0.54, 0.72, "mth5");
  m["ball_width"] = peakOf(sections.border(1.0, 1.0, 60.0, 0.55 * L, 0.80 * L, step)).y() +
                    peakOf(sections.border(-1.0, 1.0, 60.0, 0.55 * L, 0.80 * L, step)).y();
  const Curve& heel = sections.across(0.16 * L);
  const double heelMedial = farthest(heel, {1.0, 0.0}, 0.5, 30.0).reach;
  const double heelLateral = farthest(heel, {-1.0, 0.0}, 0.5, 30.0).reach;
  m["heel_width"] = heelMedial + heelLateral;
  marks["heel_medial"] = {0.16 * L, heelMedial, 0.0};
  marks["heel_lateral"] = {0.16 * L, -heelLateral, 0.0};
  const Farthest crest = farthest(sections.across(0.5 * L), {0.0, 1.0}, -1.0, 1e9);
  marks["dorsum_50"] = {0.5 * L, crest.at.x(), crest.reach};
  m["dorsum_height_50"] = crest.reach;
  m["medial_arch_clearance"] = medialClearance(sections, L, fine ? 2.0 : 6.0);
  const double heelLean = leanBetween(sections, 10.0, 40.0, fine ? 2.5 : 5.0);
  m["rearfoot_angle_vertical"] = kDegrees * std::atan(heelLean);
  if (shape.topMm >= 100.0) {
    const double legLean = leanBetween(sections, 60.0, 100.0, fine ? 2.5 : 5.0);
    m["rearfoot_angle"] = kDegrees * (std::atan(heelLean) - std::atan(legLean));
  }
  if (!fine) return truth;

  m["arch_height_index"] = m["dorsum_height_50"] / m["truncated_foot_length"];
  m["arch_height_ratio"] = m["dorsum_height_50"] / L;
  m["ball_width_oblique"] = (marks["mth1"] - marks["mth5"]).head<2>().norm();
  addToeAngles(sections, truth);
  m["arch_volume"] = volumeUnderSole(sections, L);
  if (const auto found = crease(sections, L)) marks["instep_crease"] = *found;
  addGirths(sections, truth);
  addAnkle(sections, shape, frame, truth);
  return truth;
}

}  // namespace phantom
