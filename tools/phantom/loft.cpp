#include "phantom/loft.hpp"

#include <algorithm>
#include <cmath>

namespace phantom {
namespace {

using Eigen::Vector2d;
using Eigen::Vector3d;

constexpr double kRadians = 3.14159265358979323846 / 180.0;
constexpr double kHeelLengthShare = 0.17;  // the back of the heel is rounded over this length
constexpr double kFrontLengthShare = 0.10;
constexpr double kLegSeamMm = 14.0;
constexpr double kToeSeamMm = 9.0;
constexpr double kBetweenToesMm = 4.5;
constexpr double kGroundSeamMm = 0.3;
constexpr double kLeanFromMm = 44.0;  // heel's line below, leg's above the next
constexpr double kLeanToMm = 60.0;

double joined(double a, double b, double width) {
  const double h = std::max(width - std::abs(a - b), 0.0) / width;
  return std::min(a, b) - 0.25 * h * h * width;
}

double eased(double t) {
  t = std::clamp(t, 0.0, 1.0);
  return t * t * (3.0 - 2.0 * t);
}

// Superellipse norm of (u, v), both at least 0, with its two slopes.
struct Norm {
  double value, du, dv;
};
Norm superellipse(double u, double v, double n) {
  const double un = std::pow(u, n);
  const double vn = std::pow(v, n);
  const double sum = un + vn + 1e-300;
  const double value = std::pow(sum, 1.0 / n);
  const double per = value / sum;
  return {value, u > 0.0 ? un / u * per : 0.0, v > 0.0 ? vn / v * per : 0.0};
}

// From a section's norm and the rounding of an end to about a distance.
double distance(const Norm& section, double reachU, double reachV, double end, double reachEnd) {
  const double value = std::hypot(section.value, end) + 1e-12;
  const double inSection = section.value / value;
  const double gu = inSection * section.du / reachU;
  const double gv = inSection * section.dv / reachV;
  const double ge = end / value / reachEnd;
  return (value - 1.0) / std::max(std::sqrt(gu * gu + gv * gv + ge * ge), 0.012);
}

}  // namespace

Loft::Loft(const FootParameters& shape)
    : length_(shape.footLengthMm),
      top_(shape.scanHeightMm),
      archMm_(std::max(0.0, shape.medialArchClearanceMm)),
      archApex_(shape.archApexFraction * shape.footLengthMm),
      heelSlope_(std::tan((shape.rearfootAngleDeg - shape.legVarumDeg) * kRadians)),
      legSlope_(-std::tan(shape.legVarumDeg * kRadians)) {
  shapeToes(shape);
  shapeBody(shape);
  shapeLeg(shape);
}

// The heel's line, then a parabola, then the leg's.
double Loft::lean(double z) const {
  const double arc = kLeanToMm - kLeanFromMm;
  const double t = std::clamp(z - kLeanFromMm, 0.0, arc);
  return heelSlope_ * (std::min(z, kLeanFromMm) - 8.0 + t) +
         (legSlope_ - heelSlope_) * t * t / (2.0 * arc) + legSlope_ * std::max(0.0, z - kLeanToMm);
}

double Loft::bulge(const Bulge& b, double x, double z) {
  const double u = (x - b.x) / b.alongX;
  const double v = (z - b.z) / b.alongZ;
  const double r2 = 0.25 * (u * u + v * v);
  if (r2 >= 1.0) return 0.0;
  const double t = 1.0 - r2;  // like a bell, ending at twice its width
  return b.height * t * t * t * t;
}

double Loft::body(const Vector3d& p) const {
  const double L = length_;
  const double x = p.x();
  const double y = p.y() - leanShare_.at(x) * lean(p.z());
  const double medial = medial_.at(x);
  const double lateral = lateral_.at(x);
  const double across = std::clamp((y + lateral) / (medial + lateral), 0.0, 1.0);
  const double rim = rimLateral_.at(x) + (rimMedial_.at(x) - rimLateral_.at(x)) * eased(across);
  const double off = y - ridge_.at(x);
  double half = off >= 0.0 ? medial - ridge_.at(x) : lateral + ridge_.at(x);
  if (off >= 0.0) half += bulge(navicular_, x, p.z());
  double reach = 0.0;
  double n = 0.0;
  if (p.z() >= rim) {
    reach = crest_.at(x) - rim;
    n = off >= 0.0 ? roof_.at(x) + 0.25 : roof_.at(x);
  } else {
    const double from = 0.18 * L;
    const double to = 0.72 * L;
    const double along =
        x < archApex_ ? (x - from) / (archApex_ - from) : (to - x) / (to - archApex_);
    const double hollow = archMm_ * 0.92 * eased(along) * eased((across - 0.12) / 0.78);
    const double lift = (0.9 + 0.12 * archMm_) * eased((x - 0.20 * L) / (0.17 * L)) *
                        eased((0.60 * L - x) / (0.17 * L)) * eased((0.35 - across) / 0.35);
    reach =
        std::max(rim + 0.25 - hollow - lift, 4.0);  // a little under the ground: it is cut there
    n = off >= 0.0 ? sole_.at(x) - 0.1 : sole_.at(x);
  }
  const Norm section = superellipse(std::abs(off) / half, std::abs(p.z() - rim) / reach, n);
  const double front = L * (0.80 + 0.07 * across) - kFrontLengthShare * L;
  double end = 0.0;
  double endLength = kHeelLengthShare * L;
  if (x < endLength) end = (endLength - x) / endLength;
  if (x > front) {
    endLength = kFrontLengthShare * L;
    end = (x - front) / endLength;
  }
  return distance(section, half, reach, end, endLength);
}

double Loft::leg(const Vector3d& p) const {
  constexpr double kFloorMm = 46.0;
  constexpr double kFloorReachMm = 30.0;
  const double dx = p.x() - legMiddle_.at(p.z());
  const double reach = dx >= 0.0 ? legFront_.at(p.z()) : legBack_.at(p.z());
  const double e = std::abs(dx) / reach;
  const double dy = p.y() - lean(p.z());
  double half = legHalf_.at(p.z());
  if (dx < 0.0) half *= 1.0 - 0.24 * std::min(1.4, e * e);  // slim towards the tendon
  half += bulge(malleoli_[dy >= 0.0 ? 0 : 1], p.x(), p.z());
  const Norm section = superellipse(e, std::abs(dy) / half, dx >= 0.0 ? 2.25 : 2.0);
  const double end = std::max(0.0, kFloorMm - p.z()) / kFloorReachMm;
  return distance(section, reach, half, end, kFloorReachMm);
}

double Loft::toe(const Toe& t, const Vector3d& p) {
  const Vector2d from = p.head<2>() - t.root;
  const double s = from.dot(t.way);
  const double off = std::abs(from.x() * t.way.y() - from.y() * t.way.x());
  const double share = std::clamp(s / t.length, 0.0, 1.0);
  const double half = t.rootHalf + (t.tipHalf - t.rootHalf) * share;
  const double top =
      share < 0.5
          ? 2.0 * (t.rootHeight + (t.knuckleHeight - t.rootHeight) * eased(2.0 * share))
          : 2.0 * (t.knuckleHeight + (t.tipHeight - t.knuckleHeight) * eased(2.0 * share - 1.0));
  const double bottom = -0.25 + 0.020 * t.length * 4.0 * share * (1.0 - share);
  const double middle = 0.5 * (top + bottom);
  const double reach = 0.5 * (top - bottom);
  const Norm section = superellipse(off / half, std::abs(p.z() - middle) / reach, 2.35);
  double end = 0.0;
  if (s > t.length - t.cap) end = (s - t.length + t.cap) / t.cap;
  if (s < 0.0) end = -s / t.cap;
  return distance(section, half, reach, end, t.cap);
}

double Loft::at(const Vector3d& p) const {
  double d = body(p);
  if (p.x() < 0.60 * length_ && p.z() > 0.0) d = joined(d, leg(p), kLegSeamMm);
  if (p.x() > 0.60 * length_ && p.z() < 0.22 * length_) {
    double all = 1e3;
    for (const Toe& t : toes_) all = joined(all, toe(t, p), kBetweenToesMm);
    d = joined(d, all, kToeSeamMm);
  }
  return -joined(-d, p.z(), kGroundSeamMm);
}

Vector3d Loft::toeEnd(int toe) const {
  const Toe& t = toes_[static_cast<std::size_t>(toe - 1)];
  const Vector2d end = t.root + t.length * t.way;
  return {end.x(), end.y(), t.tipHeight};
}

Vector3d Loft::navicular() const { return {navicular_.x, 0.0, navicular_.z}; }
Vector3d Loft::lowest() const { return {-10.0, -widest_ - 8.0, -4.0}; }
Vector3d Loft::highest() const { return {length_ + 10.0, widest_ + 8.0, top_}; }

}  // namespace phantom
