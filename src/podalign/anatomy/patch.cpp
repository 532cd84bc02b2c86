#include "podalign/anatomy/patch.hpp"

#include <Eigen/Cholesky>
#include <Eigen/LU>
#include <cmath>

namespace podalign::anatomy {
namespace {

using geometry::Point2;
using geometry::Point3;

constexpr Eigen::Index kTerms = 10;
using Terms = Eigen::Matrix<double, kTerms, 1>;
using TermSquares = Eigen::Matrix<double, kTerms, kTerms>;

Terms termsAt(double u, double v) {
  Terms terms;
  terms << 1.0, u, v, u * u, u * v, v * v, u * u * u, u * u * v, u * v * v, v * v * v;
  return terms;
}
Terms slopeU(double u, double v) {
  Terms terms;
  terms << 0.0, 1.0, 0.0, 2.0 * u, v, 0.0, 3.0 * u * u, 2.0 * u * v, v * v, 0.0;
  return terms;
}
Terms slopeV(double u, double v) {
  Terms terms;
  terms << 0.0, 0.0, 1.0, 0.0, u, 2.0 * v, 0.0, u * u, 2.0 * u * v, 3.0 * v * v;
  return terms;
}
Eigen::Matrix2d bendAt(const Terms& c, double u, double v) {
  Eigen::Matrix2d bend;
  bend(0, 0) = 2.0 * c[3] + 6.0 * c[6] * u + 2.0 * c[7] * v;
  bend(1, 1) = 2.0 * c[5] + 2.0 * c[8] * u + 6.0 * c[9] * v;
  bend(0, 1) = bend(1, 0) = c[4] + 2.0 * c[7] * u + 2.0 * c[8] * v;
  return bend;
}

bool isTop(const Eigen::Matrix2d& bend) { return bend(0, 0) < 0.0 && bend.determinant() > 0.0; }

// In units of the window's half widths.
struct Fit {
  Terms c = Terms::Zero();
  TermSquares squares = TermSquares::Zero();
  double variance = 0.0;
};

// Falls to nothing at the window's border: no vertex jumps in or out as the window moves.
double weightAt(double u, double v) {
  const double inside = (1.0 - u * u) * (1.0 - v * v);
  return inside * inside;
}

std::optional<Fit> fit(std::span<const Point3> skin, const PatchWindow& window) {
  Fit found;
  Terms right = Terms::Zero();
  double heights = 0.0;
  double sum = 0.0;
  double count = 0.0;
  double offset = 0.0;
  for (const Point3& p : skin) {
    const double u = (p.x() - window.centre.x()) / window.halfU;
    const double v = (p.y() - window.centre.y()) / window.halfV;
    if (std::abs(u) > 1.0 || std::abs(v) > 1.0) continue;
    if (count == 0.0) offset = p.z();  // keeps the sums small
    const Terms row = termsAt(u, v);
    const double weight = weightAt(u, v);
    const double height = p.z() - offset;
    found.squares.selfadjointView<Eigen::Lower>().rankUpdate(row, weight);
    right += weight * height * row;
    heights += weight * height * height;
    sum += weight;
    count += 1.0;
  }
  if (count < 2.0 * kTerms || !(sum > 0.0)) return std::nullopt;
  found.squares = found.squares.selfadjointView<Eigen::Lower>();
  found.c = found.squares.ldlt().solve(right);
  found.variance = std::max(0.0, heights - found.c.dot(right)) / sum * count / (count - kTerms);
  found.c[0] += offset;
  return found;
}

// Newton's way to where both slopes vanish; nothing when that lies outside the window.
std::optional<Point2> topOf(const Fit& found) {
  Point2 at = Point2::Zero();
  constexpr int kSteps = 12;
  for (int i = 0; i < kSteps; ++i) {
    const Eigen::Matrix2d bend = bendAt(found.c, at.x(), at.y());
    if (!isTop(bend)) return std::nullopt;
    const Point2 slope(slopeU(at.x(), at.y()).dot(found.c), slopeV(at.x(), at.y()).dot(found.c));
    const Point2 step = bend.inverse() * slope;
    at -= step;
    if (!(at.cwiseAbs().maxCoeff() <= 1.0)) return std::nullopt;
    if (step.norm() < 1e-9) break;
  }
  return at;
}

}  // namespace

std::optional<PatchTop> findPatchTop(std::span<const Point3> skin, PatchWindow window) {
  constexpr int kRounds = 12;
  constexpr double kStill = 1e-6;  // of the window
  std::optional<PatchTop> top;
  for (int round = 0; round < kRounds; ++round) {
    const auto found = fit(skin, window);
    const auto at = found ? topOf(*found) : std::nullopt;
    if (!at) return top;
    const Point2 half(window.halfU, window.halfV);
    PatchTop next;
    next.at = window.centre + at->cwiseProduct(half);
    next.height = termsAt(at->x(), at->y()).dot(found->c);
    next.offMm = std::sqrt(found->variance);
    Eigen::Matrix<double, kTerms, 2> slopes;
    slopes << slopeU(at->x(), at->y()), slopeV(at->x(), at->y());
    const Eigen::Matrix2d ofSlopes =
        found->variance * slopes.transpose() * found->squares.ldlt().solve(slopes);
    const Eigen::Matrix2d inverse = bendAt(found->c, at->x(), at->y()).inverse();
    const Eigen::Matrix2d ofPlace = inverse * ofSlopes * inverse;
    next.spread = ofPlace.diagonal().cwiseMax(0.0).cwiseSqrt().cwiseProduct(half);
    top = next;
    window.centre = next.at;
    if (at->norm() < kStill) break;
  }
  return top;
}

}  // namespace podalign::anatomy
