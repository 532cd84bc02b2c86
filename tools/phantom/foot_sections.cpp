#include "phantom/foot_sections.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace phantom {
namespace {

using Eigen::Vector2d;
using Eigen::Vector3d;

constexpr double kDegrees = 180.0 / 3.14159265358979323846;

double reachAt(const Curve& section, double z, double sign) {
  return farthest(section, {sign, 0.0}, z, z).reach;
}

// The bulge that stands out farthest: a table of reaches, and a paraboloid through its top.
std::optional<Vector3d> malleolus(FootSections& sections, double sign, double L) {
  if (sections.topMm() < 0.32 * L) return std::nullopt;
  const std::vector<double> xs = spread(0.15 * L, 0.35 * L, 2.0);
  const std::vector<double> zs = spread(0.22 * L, std::min(0.36 * L, sections.topMm()), 2.0);
  std::vector<std::vector<double>> reach;
  for (const double x : xs) {
    reach.emplace_back();
    for (const double z : zs) reach.back().push_back(reachAt(sections.across(x), z, sign));
  }
  std::optional<Vector3d> best;
  for (std::size_t i = 1; i + 1 < xs.size(); ++i)
    for (std::size_t j = 1; j + 1 < zs.size(); ++j) {
      double around = -1e9;
      for (const std::size_t k : {i - 1, i, i + 1})
        for (const std::size_t l : {j - 1, j, j + 1})
          if (k != i || l != j) around = std::max(around, reach[k][l]);
      const double here = reach[i][j];
      if (here <= around || (best && here <= sign * best->y())) continue;
      const Vector2d x =
          peakOf({{xs[i - 1], reach[i - 1][j]}, {xs[i], here}, {xs[i + 1], reach[i + 1][j]}});
      const Vector2d z =
          peakOf({{zs[j - 1], reach[i][j - 1]}, {zs[j], here}, {zs[j + 1], reach[i][j + 1]}});
      best = Vector3d(x.x(), sign * (x.y() + z.y() - here), z.x());
    }
  return best;
}

double hindfootOffset(FootSections& sections, const Vector3d& middle, double L) {
  double n = 0.0;
  double sx = 0.0;
  double sy = 0.0;
  double sxx = 0.0;
  double sxy = 0.0;
  for (const double x : spread(0.06 * L, 0.20 * L, 2.0)) {
    const Curve& section = sections.across(x);
    const double y = 0.5 * (farthest(section, {1.0, 0.0}, 0.5, 30.0).reach -
                            farthest(section, {-1.0, 0.0}, 0.5, 30.0).reach);
    n += 1.0;
    sx += x;
    sy += y;
    sxx += x * x;
    sxy += x * y;
  }
  const double slope = (n * sxy - sx * sy) / (n * sxx - sx * sx);
  return middle.y() - (sy + slope * (n * middle.x() - sx)) / n;
}

}  // namespace

std::vector<double> spread(double from, double to, double step) {
  std::vector<double> places{from};
  for (double x = step * std::ceil(from / step + 0.05); x < to - 0.05 * step; x += step)
    places.push_back(x);
  places.push_back(to);
  return places;
}

FootSections::FootSections(const FootShape& shape, const FootFrame& frame, double cellMm)
    : shape_(shape), frame_(frame), cellMm_(cellMm) {
  at_ = [this](const Vector3d& p) { return shape_.at(frame_.toConstruction(p)); };
}

const Curve& FootSections::across(double x) {
  const auto [entry, isNew] = across_.try_emplace(x);
  if (isNew) {
    const double half = shape_.widestMm + 10.0 + 0.1 * x;  // the frame may lie askew
    entry->second = cutCurve(at_, {{x, 0.0, 0.0}, Vector3d::UnitY(), Vector3d::UnitZ()},
                             {{-half, -2.0}, {half, shape_.topMm}}, cellMm_);
  }
  return entry->second;
}

Farthest FootSections::outermost(double x, const Vector2d& way, double low, double high) {
  constexpr double kAroundMm = 3.0;
  constexpr double kCellMm = 0.15;
  const Vector2d about = farthest(across(x), way, low, high).at;
  const Vector2d half(kAroundMm, kAroundMm);
  const Curve close = cutCurve(at_, {{x, 0.0, 0.0}, Vector3d::UnitY(), Vector3d::UnitZ()},
                               {about - half, about + half}, kCellMm);
  return farthest(close, way, low, high);
}

Curve FootSections::level(double z, const Vector2d& range) const {
  return cutCurve(at_, {{0.0, 0.0, z}, Vector3d::UnitX(), Vector3d::UnitY()},
                  {{range.x(), -shape_.widestMm}, {range.y(), shape_.widestMm}}, cellMm_);
}

Curve FootSections::oblique(const CutPlane& plane, const Window& window, double cellMm) const {
  return cutCurve(at_, plane, window, cellMm);
}

std::vector<Vector2d> FootSections::border(double sign, double low, double high, double from,
                                           double to, double step) {
  std::vector<Vector2d> points;
  for (const double x : spread(from, to, step))
    points.emplace_back(x, farthest(across(x), {sign, 0.0}, low, high).reach);
  return points;
}

Vector3d FootSections::farthestFrom(const Vector3d& start, const Vector3d& way) const {
  return climbTo(at_, start, way.normalized(), Climb::Free);
}

Vector3d FootSections::slope(const Vector3d& p) const { return slopeOf(at_, p); }

void addAnkle(FootSections& sections, const FootShape& shape, const FootFrame& frame,
              FootTruth& truth) {
  auto& m = truth.measures;
  auto& marks = truth.landmarks_in_foot;
  const double L = m.at("foot_length");
  Vector3d navicular = frame.toFoot(shape.navicular);
  navicular.y() = reachAt(sections.across(navicular.x()), navicular.z(), 1.0);
  marks["navicular"] = navicular;
  m["navicular_height"] = navicular.z();
  m["normalised_navicular_height"] = navicular.z() / m.at("truncated_foot_length");
  const auto medial = malleolus(sections, 1.0, L);
  const auto lateral = malleolus(sections, -1.0, L);
  if (medial) {
    marks["medial_malleolus"] = *medial;
    const Vector3d up = *medial - navicular;
    const Vector3d ahead = marks.at("mth1") - navicular;
    m["arch_angle"] = kDegrees * (std::atan2(up.z(), up.x()) - std::atan2(ahead.z(), ahead.x()));
  }
  if (lateral) marks["lateral_malleolus"] = *lateral;
  if (medial && lateral)
    m["malleolar_valgus_index"] = 100.0 * hindfootOffset(sections, 0.5 * (*medial + *lateral), L) /
                                  (medial->y() - lateral->y());
}

}  // namespace phantom
