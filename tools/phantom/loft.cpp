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

void Loft::shapeToes(const FootParameters& shape) {
  const double L = length_;
  const double bb = shape.ballBreadthMm;
  const double valgus = std::clamp(shape.halluxAngleDeg, 0.0, 40.0) * kRadians;
  static constexpr std::array<std::array<double, 5>, 3> kShorter = {
      {{0.0, 0.016, 0.048, 0.088, 0.134},    // Egyptian
       {0.026, 0.0, 0.034, 0.078, 0.126},    // Greek
       {0.002, 0.0, 0.014, 0.050, 0.104}}};  // square
  const auto& shorter = kShorter[static_cast<std::size_t>(shape.toes)];
  const double big = 0.112 * bb;  // half-breadths
  double small = 0.066 * bb;
  const double gap = 0.012 * bb;
  const double rootX = shape.truncatedLengthMm - 0.02 * L;
  const double reach = L * (1.0 - shorter[0]) - rootX;
  const double straightTip = big + small + gap;
  ballMedial_ = std::min(straightTip + reach * std::tan(valgus) + 1.15 * big, 0.50 * bb);
  ballLateral_ = bb - ballMedial_;
  const double rootY = ballMedial_ - 1.15 * big;
  const double tipY = rootY - reach * std::tan(valgus);
  // A big toe that turns far pushes the others aside.
  double nextY = std::min(0.0, tipY - straightTip);
  const double room = (ballLateral_ - 0.03 * bb - small + nextY) / 3.0;
  const double pitch = std::clamp(room, 1.86 * small, 0.155 * bb);
  const double smallHalf = 0.60 * std::max(pitch, 2.0 * small);  // at the root
  const double inner = rootY - 0.98 * big - 0.90 * smallHalf;
  const double outer = -(ballLateral_ - smallHalf - 0.11 * bb);
  const double outwardLean = std::max(0.0, (inner - nextY) / (0.225 * L) - 0.22);
  for (int i = 0; i < 5; ++i) {
    Toe& t = toes_[static_cast<std::size_t>(i)];
    const double k = i - 1.0;
    const double end = L * (1.0 - shorter[static_cast<std::size_t>(i)]);
    Vector2d tip(end, tipY);
    if (i == 0) {
      t.root = {rootX, rootY};
      t.rootHalf = 1.06 * big;
      t.tipHalf = 0.94 * big;
      t.rootHeight = 0.052 * L;
      t.knuckleHeight = 0.046 * L;
      t.tipHeight = 0.040 * L;
    } else {
      // Toes that lean outward lie apart by less than their ends do: the shorter one ends farther
      // back.
      tip.y() = nextY;
      const double back = i < 4 ? L * (shorter[static_cast<std::size_t>(i + 1)] -
                                       shorter[static_cast<std::size_t>(i)])
                                : 0.0;
      nextY -= std::max(0.75 * pitch, pitch - outwardLean * back);
      t.root = {L * (0.765 - 0.024 * k), inner + (outer - inner) * k / 3.0};
      t.rootHalf = std::max(smallHalf, 0.58 * (inner - outer) / 3.0);
      t.tipHalf = std::max(small, 0.495 * pitch) * (1.0 - 0.01 * k);
      t.rootHeight = L * (0.050 - 0.003 * k);
      t.knuckleHeight = L * (0.042 - 0.002 * k);
      t.tipHeight = L * (0.029 - 0.0015 * k);
    }
    t.cap = (i == 0 ? 1.15 : 1.8) * t.tipHalf;
    t.way = (tip - t.root).normalized();
    t.length = (tip - t.root).norm();
  }
  widest_ = std::max({ballMedial_, ballLateral_, -nextY - pitch + small}) + 12.0;
}

void Loft::shapeBody(const FootParameters& shape) {
  const double L = length_;
  const double h = 0.5 * shape.heelBreadthMm;
  const double m = ballMedial_;
  const double l = ballLateral_;
  const double xm = shape.truncatedLengthMm;
  const double xl = shape.outsideBallLengthMm + 0.012 * L;
  const double a = archMm_;
  const double d = shape.dorsumHeightMm;
  const double edge =
      toes_[0].root.y() + toes_[0].way.y() / toes_[0].way.x() * 0.13 * L + 1.02 * toes_[0].rootHalf;
  medial_ = Spline({{0.03 * L, 0.98 * h},
                    {0.16 * L, h},
                    {0.27 * L, 0.97 * h + 0.04 * (m - h)},
                    {0.40 * L, 0.86 * h + 0.34 * (m - h)},
                    {0.54 * L, 0.88 * h + 0.66 * (m - h)},
                    {xm - 0.075 * L, m - 0.030 * m},
                    {xm, m},
                    {xm + 0.065 * L, std::min(m - 0.045 * m, 0.5 * (m + edge))},
                    {xm + 0.13 * L, std::min(0.90 * m, edge)}});
  const auto chord = [&](double share) {
    return h + (l - h) * (share * L - 0.16 * L) / (xl - 0.16 * L);
  };
  lateral_ = Spline({{0.03 * L, 0.98 * h},
                     {0.16 * L, h},
                     {0.28 * L, chord(0.28) - 0.006 * L},
                     {0.42 * L, chord(0.42) - 0.013 * L},
                     {0.53 * L, chord(0.53) - 0.007 * L},
                     {xl - 0.07 * L, l - 0.050 * l},
                     {xl, l},
                     {xl + 0.07 * L, l - 0.035 * l},
                     {xl + 0.16 * L, l - 0.16 * l}});
  const double ball = 0.128 * L + 0.15 * (d - 0.25 * L);
  crest_ = Spline({{0.0, 0.22 * L},
                   {0.14 * L, 0.30 * L},
                   {0.27 * L, d + 0.125 * L},
                   {0.39 * L, d + 0.066 * L},
                   {0.50 * L, d},
                   {0.61 * L, ball + 0.46 * (d - ball)},
                   {0.72 * L, ball + 0.02 * (d - ball)},
                   {0.80 * L, 0.104 * L},
                   {0.90 * L, 0.080 * L}});
  ridge_ =
      Spline({{0.10 * L, 0.0}, {0.35 * L, 0.10 * m}, {0.55 * L, 0.22 * m}, {0.75 * L, 0.34 * m}});
  rimMedial_ = Spline({{0.0, 0.080 * L},
                       {0.16 * L, 0.084 * L},
                       {0.30 * L, 0.076 * L + 0.55 * a},
                       {0.45 * L, 0.060 * L + 0.95 * a},
                       {0.60 * L, 0.062 * L + 0.40 * a},
                       {0.74 * L, 0.060 * L},
                       {0.90 * L, 0.046 * L}});
  rimLateral_ = Spline({{0.0, 0.080 * L},
                        {0.16 * L, 0.080 * L},
                        {0.32 * L, 0.062 * L},
                        {0.50 * L, 0.052 * L},
                        {0.90 * L, 0.044 * L}});
  leanShare_ = Spline({{0.22 * L, 1.0}, {0.33 * L, 0.75}, {0.42 * L, 0.28}, {0.50 * L, 0.0}});
  roof_ = Spline({{0.10 * L, 2.3}, {0.35 * L, 1.95}, {0.55 * L, 1.85}, {0.75 * L, 2.2}});
  sole_ = Spline({{0.05 * L, 2.0}, {0.20 * L, 2.05}, {0.45 * L, 2.4}, {0.75 * L, 2.1}});
  const double x = 0.37 * L;
  navicular_ = {x, rimMedial_.at(x) + 0.012 * L, 1.5 + shape.navicularBumpMm, 0.055 * L, 0.040 * L};
}

void Loft::shapeLeg(const FootParameters& shape) {
  const double s = length_ / 260.0;
  const double half = 0.5 * shape.bimalleolarBreadthMm;
  legMiddle_ = Spline({{30.0, 52.0 * s},
                       {60.0, 50.0 * s},
                       {90.0, 48.5 * s},
                       {120.0, 46.0 * s},
                       {200.0, 42.0 * s},
                       {420.0, 40.0 * s}});
  legFront_ = Spline({{30.0, 48.0 * s},
                      {60.0, 44.0 * s},
                      {90.0, 39.0 * s},
                      {120.0, 37.0 * s},
                      {200.0, 42.0 * s},
                      {310.0, 50.0 * s},
                      {420.0, 48.0 * s}});
  legBack_ = Spline({{30.0, 42.0 * s},
                     {60.0, 40.0 * s},
                     {90.0, 36.0 * s},
                     {120.0, 35.0 * s},
                     {200.0, 50.0 * s},
                     {310.0, 68.0 * s},
                     {420.0, 56.0 * s}});
  legHalf_ = Spline({{30.0, 0.80 * half},
                     {60.0, 0.82 * half},
                     {90.0, 0.80 * half},
                     {120.0, 0.80 * half},
                     {200.0, 1.15 * half},
                     {310.0, 1.50 * half},
                     {420.0, 1.38 * half}});
  const double low = shape.lateralMalleolusHeightMm;
  const double high = low + 0.040 * length_;
  malleoli_[0] = {60.0 * s, high, half - 0.80 * half, 17.0 * s, 15.0 * s};
  malleoli_[1] = {47.0 * s, low, half - 0.80 * half, 13.0 * s, 15.0 * s};
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
