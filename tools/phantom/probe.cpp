#include "phantom/probe.hpp"

#include <algorithm>
#include <cmath>

namespace phantom {

using Eigen::Vector3d;

Vector3d FootFrame::toConstruction(const Vector3d& p) const {
  const Vector3d turned = turnToConstruction(p);
  return {turned.x() + origin_in_construction.x(), turned.y() + origin_in_construction.y(),
          turned.z()};
}

Vector3d FootFrame::turnToConstruction(const Vector3d& d) const {
  return {cosine * d.x() - sine * d.y(), sine * d.x() + cosine * d.y(), d.z()};
}

Vector3d FootFrame::toFoot(const Vector3d& p) const {
  const double x = p.x() - origin_in_construction.x();
  const double y = p.y() - origin_in_construction.y();
  return {cosine * x + sine * y, -sine * x + cosine * y, p.z()};
}

namespace {

// Brent's search: a parabola through the three best points, golden section where that fails.
Maximum brent(const std::function<double(double)>& f, double a, double b, Maximum start,
              double tolerance) {
  constexpr double kGolden = 0.3819660112501051;
  Maximum x = start;
  Maximum w = start;
  Maximum v = start;
  double step = 0.0;
  double before = 0.0;
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (a + b);
    if (std::abs(x.at - middle) <= 2.0 * tolerance - 0.5 * (b - a)) break;
    bool parabola = false;
    if (std::abs(before) > tolerance) {
      const double r = (x.at - w.at) * (v.value - x.value);
      double q = (x.at - v.at) * (w.value - x.value);
      double p = (x.at - v.at) * q - (x.at - w.at) * r;
      q = 2.0 * (q - r);
      if (q > 0.0) p = -p;
      q = std::abs(q);
      if (std::abs(p) < std::abs(0.5 * q * before) && p > q * (a - x.at) && p < q * (b - x.at)) {
        before = step;
        step = p / q;
        parabola = true;
      }
    }
    if (!parabola) {
      before = (x.at < middle ? b : a) - x.at;
      step = kGolden * before;
    }
    const double to = x.at + (std::abs(step) >= tolerance ? step : std::copysign(tolerance, step));
    const Maximum u{to, f(to)};
    if (u.value >= x.value) {
      (u.at >= x.at ? a : b) = x.at;
      v = w;
      w = x;
      x = u;
    } else {
      (u.at < x.at ? a : b) = u.at;
      if (u.value >= w.value || w.at == x.at) {
        v = w;
        w = u;
      } else if (u.value >= v.value || v.at == x.at || v.at == w.at) {
        v = u;
      }
    }
  }
  return x;
}

// Top of a smooth hill over two variables: Newton on a local paraboloid.
struct Summit {
  double u = 0.0;
  double v = 0.0;
  double value = 0.0;
};
Summit climb(const std::function<double(double, double)>& f, double u, double v, double step) {
  Summit best{u, v, f(u, v)};
  for (int i = 0; i < 14; ++i) {
    const double u1 = f(best.u + step, best.v);
    const double u0 = f(best.u - step, best.v);
    const double v1 = f(best.u, best.v + step);
    const double v0 = f(best.u, best.v - step);
    const double uv = f(best.u + step, best.v + step);
    const double gu = (u1 - u0) / (2.0 * step);
    const double gv = (v1 - v0) / (2.0 * step);
    const double huu = std::min(-1e-3, (u1 - 2.0 * best.value + u0) / (step * step));
    const double hvv = std::min(-1e-3, (v1 - 2.0 * best.value + v0) / (step * step));
    double huv = (uv - u1 - v1 + best.value) / (step * step);
    if (huv * huv > 0.8 * huu * hvv) huv = 0.0;
    const double determinant = huu * hvv - huv * huv;
    double du = std::clamp(-(hvv * gu - huv * gv) / determinant, -4.0, 4.0);
    double dv = std::clamp(-(huu * gv - huv * gu) / determinant, -4.0, 4.0);
    const double moved = std::hypot(du, dv);
    Summit next{best.u + du, best.v + dv, f(best.u + du, best.v + dv)};
    for (int half = 0; half < 4 && next.value < best.value; ++half) {
      du *= 0.5;
      dv *= 0.5;
      next = {best.u + du, best.v + dv, f(best.u + du, best.v + dv)};
    }
    if (next.value < best.value) break;
    best = next;
    if (moved < 2e-4) break;
    step = std::clamp(moved, 0.02, step);
  }
  return best;
}

}  // namespace

Maximum maximise(const std::function<double(double)>& f, double low, double high, int samples,
                 double tolerance) {
  const double step = (high - low) / samples;
  Maximum best{low, f(low)};
  for (int i = 1; i <= samples; ++i) {
    const double x = low + step * i;
    const double value = f(x);
    if (value > best.value) best = {x, value};
  }
  return brent(f, std::max(low, best.at - step), std::min(high, best.at + step), best, tolerance);
}

std::optional<double> Probe::cast(const Vector3d& start, const Vector3d& direction,
                                  double reach) const {
  const Vector3d origin = frame_.toConstruction(start);
  const Vector3d way = frame_.turnToConstruction(direction);
  double t = 0.0;
  double value = field_.at(origin);
  if (value <= 0.0) return 0.0;
  double before = 0.0;
  double valueBefore = value;
  while (value > 0.0) {
    before = t;
    valueBefore = value;
    t += std::max(0.6 * value, 0.02);  // the field is nearly a distance; 0.6 makes up for "nearly"
    if (t > reach) return std::nullopt;
    value = field_.at(origin + t * way);
  }
  double low = before;
  double high = t;
  for (int i = 0; i < 60 && high - low > 1e-7; ++i) {  // regula falsi, Illinois
    const double middle = (low * value - high * valueBefore) / (value - valueBefore);
    const double f = field_.at(origin + middle * way);
    if (f > 0.0) {
      low = middle;
      valueBefore = f;
      value *= 0.5;
      if (f < 1e-9) return middle;
    } else {
      high = middle;
      value = f;
      valueBefore *= 0.5;
      if (f > -1e-9) return middle;
    }
  }
  return 0.5 * (low + high);
}

double Probe::sideReachAt(double x, double z, double sign) const {
  constexpr double kOutside = 110.0;
  const auto hit = cast({x, sign * kOutside, z}, {0.0, -sign, 0.0}, kOutside + 60.0);
  return hit ? kOutside - *hit : -kOutside;
}

double Probe::sideReach(double x, double sign, double zLow, double zHigh) const {
  const int samples = std::max(4, static_cast<int>((zHigh - zLow) / 4.0));
  return maximise([&](double z) { return sideReachAt(x, z, sign); }, zLow, zHigh, samples, 1e-3)
      .value;
}

double Probe::rearAtPoint(double y, double z) const {
  const auto hit = cast({-40.0, y, z}, {1.0, 0.0, 0.0}, 140.0);
  return hit ? 40.0 - *hit : -100.0;
}

double Probe::rearAt(double z) const {
  return -maximise([&](double y) { return rearAtPoint(y, z); }, -24.0, 36.0, 6, 1e-3).value;
}

Vector3d Probe::rearmost(double zLow, double zHigh) const {
  Maximum height{zLow, -1e9};
  for (double z = zLow; z <= zHigh; z += 5.0)
    if (const double reach = -rearAt(z); reach > height.value) height = {z, reach};
  const Summit top =
      climb([&](double y, double z) { return rearAtPoint(y, z); }, 0.0, height.at, 1.0);
  return {-top.value, top.u, top.v};
}

Vector3d Probe::toeTip(int toe) const {
  const Vector3d centre = frame_.toFoot(field_.toeEnd(toe));
  const double start = centre.x() + 2.0 * field_.toeRadius(toe);
  const auto reach = [&](double y, double z) {
    const auto hit = cast({start, y, z}, {-1.0, 0.0, 0.0}, 4.0 * field_.toeRadius(toe));
    return hit ? start - *hit : 0.0;
  };
  const Summit top = climb(reach, centre.y(), centre.z() + 0.3, 0.5);
  return {top.value, top.u, top.v};
}

double Probe::underside(double x, double y) const {
  const auto hit = cast({x, y, -2.0}, {0.0, 0.0, 1.0}, 80.0);
  return hit ? *hit - 2.0 : 80.0;
}

double Probe::upperside(double x, double y, double zStart) const {
  const auto hit = cast({x, y, zStart}, {0.0, 0.0, -1.0}, zStart);
  return hit ? zStart - *hit : 0.0;
}

}  // namespace phantom
