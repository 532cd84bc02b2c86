#include "phantom/section_curves.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <unordered_map>

namespace phantom {
namespace {

using Eigen::Vector2d;
using Eigen::Vector3d;

constexpr int kCoarse = 16;          // cells of the first, coarse squares
constexpr double kFarPerSize = 1.3;  // of a square's size: no curve comes so near its middle

// Marching squares that only look into squares the curve may pass.
class Tracer {
 public:
  Tracer(const ShapeFunction& shape, const CutPlane& plane, const Window& window, double cell)
      : shape_(shape), plane_(plane), low_(window.low), cell_(cell) {
    const Vector2d size = (window.high - window.low) / (cell * kCoarse);
    for (int j = 0; j < std::ceil(size.y()); ++j)
      for (int i = 0; i < std::ceil(size.x()); ++i) look(i * kCoarse, j * kCoarse, kCoarse);
  }
  [[nodiscard]] Curve take() { return std::move(curve_); }

 private:
  [[nodiscard]] Vector2d place(double i, double j) const { return low_ + cell_ * Vector2d(i, j); }
  [[nodiscard]] double at(const Vector2d& p) const { return shape_(plane_.at(p)); }

  double corner(int i, int j) {
    const auto key = static_cast<std::uint64_t>(static_cast<std::uint32_t>(i)) << 32U |
                     static_cast<std::uint32_t>(j);
    const auto [entry, isNew] = corners_.try_emplace(key, 0.0);
    if (isNew) entry->second = at(place(i, j));
    return entry->second;
  }

  void look(int i, int j, int size) {
    if (size == 1) {
      square(i, j);
      return;
    }
    const double middle = at(place(i + 0.5 * size, j + 0.5 * size));
    if (std::abs(middle) > kFarPerSize * cell_ * size) return;
    const int half = size / 2;
    for (const int dj : {0, half})
      for (const int di : {0, half}) look(i + di, j + dj, half);
  }

  [[nodiscard]] Vector2d root(Vector2d in, Vector2d out, double valueIn, double valueOut) const {
    Vector2d p = in;
    for (int k = 0; k < 12; ++k) {
      const double t = std::clamp(valueIn / (valueIn - valueOut), 0.02, 0.98);
      p = in + t * (out - in);
      const double value = at(p);
      if (std::abs(value) < 2e-5) break;
      if (value < 0.0) {
        in = p;
        valueIn = value;
      } else {
        out = p;
        valueOut = value;
      }
      if ((out - in).squaredNorm() < 1e-10) break;
    }
    return p;
  }

  void square(int i, int j) {
    const std::array<std::array<int, 2>, 4> ring = {
        {{i, j}, {i + 1, j}, {i + 1, j + 1}, {i, j + 1}}};
    std::array<double, 4> values{};
    for (std::size_t k = 0; k < 4; ++k) values[k] = corner(ring[k][0], ring[k][1]);
    std::array<Vector2d, 4> met;
    std::size_t count = 0;
    for (std::size_t k = 0; k < 4; ++k) {
      const std::size_t n = (k + 1) % 4;
      if ((values[k] < 0.0) == (values[n] < 0.0)) continue;
      const Vector2d a = place(ring[k][0], ring[k][1]);
      const Vector2d b = place(ring[n][0], ring[n][1]);
      met[count++] =
          values[k] < 0.0 ? root(a, b, values[k], values[n]) : root(b, a, values[n], values[k]);
    }
    for (std::size_t k = 0; k + 1 < count; k += 2) curve_.push_back({met[k], met[k + 1]});
  }

  const ShapeFunction& shape_;
  const CutPlane& plane_;
  Vector2d low_;
  double cell_;
  std::unordered_map<std::uint64_t, double> corners_;
  Curve curve_;
};

double turn(const Vector2d& o, const Vector2d& a, const Vector2d& b) {
  return (a.x() - o.x()) * (b.y() - o.y()) - (a.y() - o.y()) * (b.x() - o.x());
}

Vector3d ontoSkin(const ShapeFunction& shape, Vector3d p, Climb climb) {
  for (int i = 0; i < 8; ++i) {
    const double off = shape(p);
    if (std::abs(off) < 1e-8) break;
    Vector3d slope = slopeOf(shape, p);
    if (climb == Climb::Level) slope.z() = 0.0;
    p -= slope * (off / std::max(slope.squaredNorm(), 0.05));
  }
  return p;
}

}  // namespace

Curve cutCurve(const ShapeFunction& shape, const CutPlane& plane, const Window& window,
               double cellMm) {
  return Tracer(shape, plane, window, cellMm).take();
}

Farthest farthest(const Curve& curve, const Vector2d& way, double low, double high) {
  Farthest best;
  for (const CurvePiece& piece : curve) {
    Vector2d a = piece.a;
    Vector2d b = piece.b;
    if (a.y() > b.y()) std::swap(a, b);
    if (b.y() < low || a.y() > high) continue;
    const Vector2d whole = b - a;
    const Vector2d start = a;
    if (a.y() < low) a = start + (low - start.y()) / whole.y() * whole;
    if (b.y() > high) b = start + (high - start.y()) / whole.y() * whole;
    for (const Vector2d& p : {a, b})
      if (way.dot(p) > best.reach) best = {way.dot(p), p};
  }
  return best;
}

Crossing crossingAt(const Curve& curve, double u) {
  Crossing crossing;
  for (const CurvePiece& piece : curve) {
    const double da = piece.a.x() - u;
    const double db = piece.b.x() - u;
    if (da * db > 0.0 || da == db) continue;
    const double v = piece.a.y() + da / (da - db) * (piece.b.y() - piece.a.y());
    crossing.low = std::min(crossing.low, v);
    crossing.high = std::max(crossing.high, v);
  }
  return crossing;
}

double lengthOf(const Curve& curve) {
  double sum = 0.0;
  for (const CurvePiece& piece : curve) sum += (piece.b - piece.a).norm();
  return sum;
}

double tapeLength(const Curve& curve) {
  std::vector<Vector2d> points;
  for (const CurvePiece& piece : curve) points.insert(points.end(), {piece.a, piece.b});
  std::sort(points.begin(), points.end(), [](const Vector2d& a, const Vector2d& b) {
    return a.x() < b.x() || (a.x() == b.x() && a.y() < b.y());
  });
  double length = 0.0;
  for (const double side : {1.0, -1.0}) {  // the border below, then the border above
    std::vector<Vector2d> border;
    for (const Vector2d& p : points) {
      while (border.size() >= 2 && side * turn(border[border.size() - 2], border.back(), p) <= 0.0)
        border.pop_back();
      border.push_back(p);
    }
    for (std::size_t i = 1; i < border.size(); ++i) length += (border[i] - border[i - 1]).norm();
  }
  return length;
}

Vector2d peakOf(const std::vector<Vector2d>& samples) {
  std::size_t best = 0;
  for (std::size_t i = 1; i < samples.size(); ++i)
    if (samples[i].y() > samples[best].y()) best = i;
  if (best == 0 || best + 1 == samples.size()) return samples[best];
  const Vector2d a = samples[best - 1] - samples[best];
  const Vector2d b = samples[best + 1] - samples[best];
  const double bend = (a.y() * b.x() - b.y() * a.x()) / (a.x() * b.x() * (a.x() - b.x()));
  if (bend >= 0.0) return samples[best];
  const double slope = a.y() / a.x() - bend * a.x();
  const double at = -slope / (2.0 * bend);
  return samples[best] + Vector2d(at, at * (slope + bend * at));
}

Vector2d peakOf(const std::vector<Vector2d>& samples, const std::function<double(double)>& value) {
  constexpr double kNearMm = 0.6;
  const double at = peakOf(samples).x();
  if (at <= samples.front().x() + kNearMm || at >= samples.back().x() - kNearMm)
    return peakOf(samples);
  std::vector<Vector2d> near;
  for (int i = -2; i <= 2; ++i) near.emplace_back(at + kNearMm * i, value(at + kNearMm * i));
  return peakOf(near);
}

Vector3d slopeOf(const ShapeFunction& shape, const Vector3d& p) {
  constexpr double kStep = 1e-4;
  Vector3d slope;
  for (int i = 0; i < 3; ++i) {
    Vector3d step = Vector3d::Zero();
    step[i] = kStep;
    slope[i] = (shape(p + step) - shape(p - step)) / (2.0 * kStep);
  }
  return slope;
}

Vector3d climbTo(const ShapeFunction& shape, Vector3d p, const Vector3d& way, Climb climb) {
  constexpr double kStepMm = 3.0;  // a point on a radius of r moves by kStep / r of what is missing
  p = ontoSkin(shape, p, climb);
  for (int i = 0; i < 400; ++i) {
    Vector3d normal = slopeOf(shape, p);
    if (climb == Climb::Level) normal.z() = 0.0;
    normal.normalize();
    const Vector3d along = way - way.dot(normal) * normal;
    if (along.norm() < 1e-6) break;
    p = ontoSkin(shape, p + kStepMm * along, climb);
  }
  return p;
}

}  // namespace phantom
