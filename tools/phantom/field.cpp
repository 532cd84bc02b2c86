#include "phantom/field.hpp"

#include <algorithm>
#include <cmath>

namespace phantom {
namespace {

using Eigen::Vector3d;

constexpr double kHeelCap = 0.155;  // the back of the heel is half an ellipse this long (of length)
constexpr double kFrontCap = 0.13;  // the body ends under the toes in such a cap
constexpr double kLegBlendMm = 18.0;
constexpr double kToeBlendMm = 12.0;
constexpr double kToeGapBlendMm = 4.0;
constexpr double kBumpBlendMm = 12.0;
constexpr double kBigTip = 0.88;    // radius of the tip against that of the knuckle: toes taper, so
constexpr double kSmallTip = 0.86;  // that the gap between two of them opens steadily
constexpr double kGroundBlendMm = 0.25;
constexpr double kHeelLeanTopMm =
    46.0;  // below: the heel's line; above kLegLeanBottomMm: the leg's
constexpr double kLegLeanBottomMm = 58.0;

// Smooth union, C2, exactly the minimum where the two differ by more than `width`.
double blend(double a, double b, double width) {
  const double h = std::max(width - std::abs(a - b), 0.0) / width;
  return std::min(a, b) - h * h * h * width / 6.0;
}

double smooth(double t) {
  t = std::clamp(t, 0.0, 1.0);
  return t * t * t * (10.0 + t * (6.0 * t - 15.0));
}

}  // namespace

FootField::FootField(const FootParameters& shape)
    : length_(shape.footLengthMm),
      top_(shape.scanHeightMm),
      halfHeel_(0.5 * shape.heelBreadthMm),
      archMm_(std::max(0.0, shape.medialArchClearanceMm)) {
  constexpr double kRadians = 3.14159265358979323846 / 180.0;
  legSlope_ = -std::tan(shape.legVarumDeg * kRadians);
  heelSlope_ = std::tan((shape.rearfootAngleDeg - shape.legVarumDeg) * kRadians);
  shapeToes(shape);
  shapeOutline(shape);
  shapeHeights(shape);
  shapeLeg(shape);
}

void FootField::shapeToes(const FootParameters& shape) {
  const double L = length_;
  const double bb = shape.ballBreadthMm;
  const double valgus =
      std::clamp(shape.halluxAngleDeg, 0.0, 25.0) * 3.14159265358979323846 / 180.0;
  static constexpr std::array<std::array<double, 5>, 3> kBehind = {
      {{0.0, 0.020, 0.055, 0.094, 0.138},    // Egyptian
       {0.024, 0.0, 0.030, 0.072, 0.120},    // Greek
       {0.0, 0.003, 0.016, 0.055, 0.105}}};  // square
  const auto& behind = kBehind[static_cast<std::size_t>(shape.toes)];
  const double bigRadius = 0.122 * bb;
  double smallRadius = 0.077 * bb;
  double pitch = 0.158 * bb;
  const double gap = 0.034 * bb;
  const double bigY = (kBigTip * bigRadius + kSmallTip * smallRadius) + gap;
  const double halluxLength = 1.01 * L - shape.truncatedLengthMm - kBigTip * bigRadius;
  const double bigBaseY = bigY + (halluxLength - behind[0] * L) * std::tan(valgus);
  ballMedial_ = bigBaseY + 0.148 * bb;
  ballLateral_ = bb - ballMedial_;
  // Crowded toes: a strong valgus pushes the ball outward and leaves the small ones less room.
  const double room = (ballLateral_ - 0.035 * bb - smallRadius) / 3.0;
  if (room < pitch) {
    smallRadius *= std::clamp(room / pitch, 0.76, 1.0);
    pitch =
        std::max((ballLateral_ - 0.035 * bb - smallRadius) / 3.0, 1.8 * kSmallTip * smallRadius);
  }
  const double sink = 0.4;  // pads stand on the ground, a little flattened
  for (int i = 0; i < 5; ++i) {
    Toe& toe = toes_[static_cast<std::size_t>(i)];
    const double end = L * (1.0 - behind[static_cast<std::size_t>(i)]);
    if (i == 0) {
      toe.tipRadius = kBigTip * bigRadius;
      toe.middleRadius = bigRadius;
      toe.baseRadius = 1.02 * bigRadius;
      toe.tip = {end - toe.tipRadius, bigY, toe.tipRadius - sink};
      const double rootX = shape.truncatedLengthMm - 0.01 * L;
      const double reach = toe.tip.x() - rootX;
      toe.base = {rootX, bigY + reach * std::tan(valgus), 0.060 * L};
      toe.middle = {toe.tip.x() - 0.42 * reach, bigY + 0.42 * reach * std::tan(valgus),
                    bigRadius + 0.6};
      halluxMedial_ = bigY + bigRadius;
      continue;
    }
    const double k = i - 1.0;
    const double shrink = 1.0 - 0.025 * k;
    toe.tipRadius = kSmallTip * smallRadius * shrink;
    toe.middleRadius = smallRadius * shrink;
    toe.baseRadius = 1.05 * smallRadius;
    const double y = -pitch * k * (1.0 - 0.012 * k);
    toe.tip = {end - toe.tipRadius, y, toe.tipRadius - sink};
    const double rootX = L * (0.775 - 0.022 * k);
    const double rootY = 0.02 * bb - pitch * k * 1.05 + 0.35 * (bigBaseY - bigY) * (1.0 - 0.25 * k);
    toe.base = {rootX, rootY, L * (0.062 - 0.005 * k)};
    const double t = 0.52;  // the proximal joint: the toe's knuckle, a little raised
    toe.middle = toe.tip + t * (toe.base - toe.tip);
    toe.middle.z() = std::max(toe.tip.z(), toe.middleRadius) + 0.016 * L;
  }
  // Toes touch up to near the end of the shorter one, as in a shoe wearer: no tunnel between two
  // toes, and the notch in front opens steadily.
  for (std::size_t i = 0; i < 4; ++i) {
    const Toe& a = toes_[i];
    const Toe& b = toes_[i + 1];
    const double end = std::min(a.tip.x(), b.tip.x()) + 0.15 * smallRadius;
    const auto atX = [&](const Toe& t) {
      const double k = (end - t.base.x()) / (t.tip.x() - t.base.x());
      return Vector3d(t.base + k * (t.tip - t.base));
    };
    Toe& web = webs_[i];
    web.base = 0.5 * (a.base + b.base);
    web.tip = 0.5 * (atX(a) + atX(b));
    web.baseRadius = 1.0 * smallRadius;
    web.tipRadius = 0.70 * smallRadius;
    web.tip.x() -= web.tipRadius;
  }
}

void FootField::shapeOutline(const FootParameters& shape) {
  const double L = length_;
  const double h = halfHeel_;
  const double m = ballMedial_;
  const double l = ballLateral_;
  const double xm = shape.truncatedLengthMm + 0.010 * L;
  const double xl = shape.outsideBallLengthMm + 0.030 * L;
  const double step = 0.07 * L;
  const double drop = step * step / (2.0 * 50.0);  // 50 mm: radius of the ball's outline
  medial_ =
      Spline({{0.06 * L, h},
              {0.13 * L, h},
              {0.20 * L, 0.985 * h},
              {0.34 * L, h + 0.30 * (m - h) - 0.125 * h},
              {0.47 * L, h + 0.47 * (m - h) - 0.16 * h},
              {0.47 * L + 0.55 * (xm - step - 0.47 * L), h + 0.74 * (m - h) - 0.135 * h + 0.02 * m},
              {xm - step, m - drop},
              {xm, m},
              {xm + step, m - 1.1 * drop},
              {xm + 2.2 * step, std::min(m - 3.6 * drop, halluxMedial_ + 2.0)}});
  // The lateral side lies a few mm inside the line from heel to ball, so that only these two touch
  // it.
  const auto lateralChord = [&](double x) {
    return h + (l - h) * (x - 0.16 * L) / (shape.outsideBallLengthMm - 0.16 * L);
  };
  lateral_ = Spline({{0.06 * L, h},
                     {0.13 * L, h},
                     {0.20 * L, 1.0 * h},
                     {0.34 * L, lateralChord(0.34 * L) - 0.010 * L},
                     {0.45 * L, lateralChord(0.45 * L) - 0.015 * L},
                     {0.52 * L, lateralChord(0.52 * L) - 0.015 * L},
                     {xl - step, l - 1.25 * drop},
                     {xl, l},
                     {xl + step, l - 1.0 * drop},
                     {xl + 2.2 * step, l - 3.0 * drop}});
  leanWeight_ = Spline(
      {{0.24 * L, 1.0}, {0.30 * L, 0.88}, {0.38 * L, 0.5}, {0.46 * L, 0.12}, {0.52 * L, 0.0}});
}

void FootField::shapeHeights(const FootParameters& shape) {
  const double L = length_;
  const double d = shape.dorsumHeightMm;
  const double a = archMm_;
  const double ball = 0.140 * L + 0.12 * (d - 0.25 * L);
  crest_ = Spline({{0.0, 0.26 * L},
                   {0.12 * L, 0.30 * L},
                   {0.25 * L, d + 0.150 * L},
                   {0.38 * L, d + 0.082 * L},
                   {0.50 * L, d},
                   {0.60 * L, ball + 0.50 * (d - ball)},
                   {0.70 * L, ball + 0.08 * (d - ball)},
                   {0.78 * L, 0.118 * L},
                   {0.88 * L, 0.088 * L},
                   {0.98 * L, 0.075 * L}});
  lateralDrop_ = Spline(
      {{0.10 * L, 0.0}, {0.30 * L, 0.16}, {0.50 * L, 0.30}, {0.68 * L, 0.36}, {0.85 * L, 0.30}});
  rimMedial_ = Spline({{0.0, 0.088 * L},
                       {0.16 * L, 0.088 * L},
                       {0.30 * L, 0.072 * L + 0.60 * a},
                       {0.45 * L, 0.050 * L + 1.06 * a},
                       {0.60 * L, 0.056 * L + 0.52 * a},
                       {0.73 * L, 0.064 * L},
                       {0.90 * L, 0.050 * L}});
  rimLateral_ = Spline({{0.0, 0.088 * L},
                        {0.16 * L, 0.085 * L},
                        {0.30 * L, 0.068 * L},
                        {0.45 * L, 0.055 * L},
                        {0.64 * L, 0.050 * L},
                        {0.90 * L, 0.046 * L}});
  const double apex = shape.archApexFraction * L;
  archAlong_ = Spline({{0.17 * L, 0.0},
                       {0.20 * L, 0.02},
                       {0.5 * (0.19 * L + apex), 0.56},
                       {apex - 0.05 * L, 0.96},
                       {apex + 0.05 * L, 0.96},
                       {0.5 * (apex + 0.71 * L), 0.48},
                       {0.69 * L, 0.03},
                       {0.73 * L, 0.0}});
  archAcross_ =
      Spline({{-0.55, 0.0}, {-0.30, 0.04}, {0.10, 0.36}, {0.50, 0.82}, {0.80, 1.0}, {1.1, 1.06}});
  const double lift = 0.5 + 0.11 * a;
  lateralLift_ = Spline({{0.18 * L, 0.0},
                         {0.24 * L, 0.1 * lift},
                         {0.40 * L, lift},
                         {0.56 * L, 0.12 * lift},
                         {0.62 * L, 0.0}});
}

void FootField::shapeLeg(const FootParameters& shape) {
  const double s = length_ / 260.0;
  const double half = 0.5 * shape.bimalleolarBreadthMm;
  legCentre_ = Spline({{20.0, 56.0 * s},
                       {45.0, 54.0 * s},
                       {65.0, 53.0 * s},
                       {85.0, 51.0 * s},
                       {105.0, 48.5 * s},
                       {130.0, 46.0 * s},
                       {300.0, 40.0 * s}});
  legDepth_ = Spline({{20.0, 43.0 * s},
                      {45.0, 42.0 * s},
                      {65.0, 40.5 * s},
                      {85.0, 38.5 * s},
                      {105.0, 37.0 * s},
                      {130.0, 37.5 * s},
                      {300.0, 56.0 * s}});
  legBreadth_ = Spline({{20.0, 0.84 * half},
                        {45.0, 0.82 * half},
                        {65.0, 0.86 * half},
                        {85.0, 0.84 * half},
                        {105.0, 0.82 * half},
                        {130.0, 0.86 * half},
                        {300.0, 1.45 * half}});
  const double zl = shape.lateralMalleolusHeightMm;
  const double zm = zl + 0.036 * length_;
  malleoli_[0] = {{62.0 * s, lean(zm) + half - 12.0 * s, zm}, {19.0 * s, 12.0 * s, 21.0 * s}};
  malleoli_[1] = {{50.0 * s, lean(zl) - half + 11.0 * s, zl}, {14.0 * s, 11.0 * s, 22.0 * s}};
  const double x = 0.385 * length_;
  const double zn = rimMedial_.at(x) + 6.0;
  navicular_ = {{x, medial_.at(x) + 0.5 * lean(zn) - 14.0 + shape.navicularBumpMm, zn},
                {24.0, 14.0, 18.0}};
}

// How far the hindfoot's midline lies medial of the axis at height z: one line in the heel, one in
// the leg, joined by an arc between.
double FootField::lean(double z) const {
  const double arc = kLegLeanBottomMm - kHeelLeanTopMm;
  const double t = std::clamp(z - kHeelLeanTopMm, 0.0, arc);
  const double above = std::max(0.0, z - kLegLeanBottomMm);
  return heelSlope_ * (std::min(z, kHeelLeanTopMm) - 10.0) + heelSlope_ * t +
         (legSlope_ - heelSlope_) * t * t / (2.0 * arc) + legSlope_ * above;
}

// Heel, midfoot and ball: sections across x, each a rounded shape between sole and dorsum whose
// widest level ("rim") may lie higher on the medial side.
double FootField::body(const Vector3d& p) const {
  const double L = length_;
  const double x = p.x();
  const double medial = medial_.at(x);
  const double lateral = lateral_.at(x);
  const double half = 0.5 * (medial + lateral);
  const double across = (p.y() - 0.5 * (medial - lateral) - leanWeight_.at(x) * lean(p.z())) / half;
  const double a = std::clamp(across, -1.1, 1.1);
  const double capStart = L * (0.845 + 0.045 * a - kFrontCap);
  double along = 0.0;
  double capLength = kHeelCap * L;
  if (x < capLength) along = (capLength - x) / capLength;
  if (x > capStart) {
    capLength = kFrontCap * L;
    along = (x - capStart) / capLength;
  }
  const double side = 0.5 * (1.0 + a);
  const double rim = rimMedial_.at(x) * side + rimLateral_.at(x) * (1.0 - side);
  double reach = 0.0;
  double square = 0.0;  // 0: elliptic, 1: almost a rounded box
  if (p.z() >= rim) {
    const double t = std::max(0.0, (0.35 - a) / 1.35);
    reach = crest_.at(x) * (1.0 - lateralDrop_.at(x) * t * t) - rim;
    square = 0.10;
  } else {
    const double arch = archMm_ * archAlong_.at(x) * archAcross_.at(a);
    const double lift = lateralLift_.at(x) * (1.0 - smooth(side));
    reach = rim + 0.4 - arch - lift;  // 0.4 below the ground: what the standing foot flattens
    square = 0.42;
  }
  const double up = (p.z() - rim) / reach;
  const double u2 = across * across + along * along;
  const double v2 = up * up;
  const double round = std::sqrt(u2 + v2);
  const double boxy = std::sqrt(std::sqrt(u2 * u2 + v2 * v2));
  const double g = (1.0 - square) * round + square * boxy;
  const double small = 1e-9;
  const double boxy3 = boxy * boxy * boxy + small;
  const double gu = (1.0 - square) / (round + small) + square * u2 / boxy3;
  const double gv = (1.0 - square) / (round + small) + square * v2 / boxy3;
  const double gy = gu * across / half;
  const double gx = gu * along / capLength;
  const double gz = gv * up / reach;
  return (g - 1.0) / std::max(std::sqrt(gx * gx + gy * gy + gz * gz), 0.02);
}

double FootField::leg(const Vector3d& p) const {
  constexpr double kBottomMm = 48.0;
  constexpr double kBottomReachMm = 32.0;
  const double depth = legDepth_.at(p.z());
  const double dx = (p.x() - legCentre_.at(p.z())) / depth;
  const double narrow = 1.0 + 0.26 * std::clamp(dx, -1.2, 1.0) - 0.10 * std::max(0.0, dx) * dx;
  const double breadth = legBreadth_.at(p.z()) * narrow;  // slim behind: the Achilles tendon
  const double dy = (p.y() - lean(p.z())) / breadth;
  const double dz = std::max(0.0, kBottomMm - p.z()) / kBottomReachMm;
  const double g = std::sqrt(dx * dx + dy * dy + dz * dz) + 1e-12;
  const double gx = dx / depth;
  const double gy = dy / breadth;
  const double gz = dz / kBottomReachMm;
  return (g - 1.0) * g / std::max(std::sqrt(gx * gx + gy * gy + gz * gz), 0.02 * g);
}

double FootField::ellipsoid(const Vector3d& p, const Ellipsoid& e) {
  const Vector3d q = (p - e.centre).cwiseQuotient(e.radii);
  const double g = q.norm() + 1e-12;
  const double slope = q.cwiseQuotient(e.radii).norm() / g;
  return (g - 1.0) / std::max(slope, 1.0 / e.radii.maxCoeff());
}

// Hull of two spheres.
double FootField::roundCone(const Vector3d& p, const Vector3d& a, const Vector3d& b, double radiusA,
                            double radiusB) {
  const Vector3d axis = b - a;
  const double l2 = axis.squaredNorm();
  const double rr = radiusA - radiusB;
  const double a2 = l2 - rr * rr;
  const Vector3d pa = p - a;
  const double y = pa.dot(axis);
  const double z = y - l2;
  const double x2 = (pa * l2 - axis * y).squaredNorm();
  const double y2 = y * y * l2;
  const double z2 = z * z * l2;
  const double k = std::copysign(1.0, rr) * rr * rr * x2;
  if (std::copysign(1.0, z) * a2 * z2 > k) return std::sqrt(x2 + z2) / l2 - radiusB;
  if (std::copysign(1.0, y) * a2 * y2 < k) return std::sqrt(x2 + y2) / l2 - radiusA;
  return (std::sqrt(x2 * a2 / l2) + y * rr) / l2 - radiusA;
}

double FootField::toes(const Vector3d& p) const {
  double all = 1e3;
  for (const Toe& toe : toes_) {
    const double tip = roundCone(p, toe.tip, toe.middle, toe.tipRadius, toe.middleRadius);
    const double root = roundCone(p, toe.middle, toe.base, toe.middleRadius, toe.baseRadius);
    all = blend(all, blend(tip, root, 4.0), kToeGapBlendMm);
  }
  for (const Toe& web : webs_)
    all =
        blend(all, roundCone(p, web.tip, web.base, web.tipRadius, web.baseRadius), kToeGapBlendMm);
  return all;
}

double FootField::at(const Vector3d& p) const {
  double d = body(p);
  if (p.x() < 0.55 * length_) {
    if (p.z() < 70.0) d = blend(d, ellipsoid(p, navicular_), kBumpBlendMm);
    double shank = leg(p);
    for (const Ellipsoid& m : malleoli_) shank = blend(shank, ellipsoid(p, m), kBumpBlendMm);
    d = blend(d, shank, kLegBlendMm);
  }
  if (p.x() > 0.62 * length_) d = blend(d, toes(p), kToeBlendMm);
  return -blend(-d, p.z(), kGroundBlendMm);
}

Vector3d FootField::gradient(const Vector3d& p) const {
  constexpr double kStep = 1e-4;
  const double here = at(p);
  Vector3d g;
  for (int i = 0; i < 3; ++i) {
    Vector3d q = p;
    q[i] += kStep;
    g[i] = (at(q) - here) / kStep;
  }
  return g;
}

Vector3d FootField::lowest() const { return {-8.0, -ballLateral_ - 12.0, -4.0}; }
Vector3d FootField::highest() const { return {length_ + 8.0, ballMedial_ + 14.0, top_}; }

}  // namespace phantom
