// The numbers a loft is built of, from what a foot is asked to be.
#include <algorithm>
#include <array>
#include <cmath>

#include "phantom/loft.hpp"

namespace phantom {
namespace {

using Eigen::Vector2d;

constexpr double kRadians = 3.14159265358979323846 / 180.0;

}  // namespace

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

}  // namespace phantom
