#include "phantom/truth_arch.hpp"

#include <array>
#include <cmath>
#include <utility>

namespace phantom {
namespace {

using Eigen::Vector3d;

constexpr double kOutlineTopMm = 60.0;
constexpr double kLooksDown = -0.5;  // z of the unit normal
constexpr double kOutsideMm = 80.0;

// Gauss-Legendre, five points on [-1, 1].
constexpr std::array<std::pair<double, double>, 5> kGauss = {
    {{-0.906179845938664, 0.236926885056189},
     {-0.538469310105683, 0.478628670499366},
     {0.0, 0.568888888888889},
     {0.538469310105683, 0.478628670499366},
     {0.906179845938664, 0.236926885056189}}};

template <class F>
double integral(const F& f, double low, double high, int panels) {
  const double half = 0.5 * (high - low) / panels;
  double sum = 0.0;
  for (int i = 0; i < panels; ++i)
    for (const auto& [t, weight] : kGauss) sum += weight * f(low + half * (2 * i + 1 + t));
  return half * sum;
}

bool looksDown(const Probe& probe, double x, double y) {
  const double z = probe.underside(x, y);
  if (z > kOutsideMm - 1.0) return false;
  const Vector3d slope = probe.field().gradient(probe.frame().toConstruction({x, y, z}));
  return slope.z() < kLooksDown * slope.norm();
}

// How far out, on the side `sign`, the sole at x still looks down.
double soleEdge(const Probe& probe, double x, double sign) {
  double in = sign * probe.sideReach(x, sign, 1.0, kOutlineTopMm);
  double out = in;
  while (!looksDown(probe, x, in)) {
    out = in;
    in -= sign;
  }
  while (std::abs(out - in) > 1e-3) {
    const double middle = 0.5 * (in + out);
    (looksDown(probe, x, middle) ? in : out) = middle;
  }
  return in;
}

}  // namespace

double medialArchClearance(const Probe& probe, double length) {
  const auto along = [&](double x) {
    const double outline = probe.sideReach(x, 1.0, 1.0, kOutlineTopMm);
    return maximise([&](double inside) { return probe.underside(x, outline - inside); }, 6.0, 14.0,
                    4, 1e-3)
        .value;
  };
  return maximise(along, 0.35 * length, 0.65 * length, 10, 1e-2).value;
}

double archVolume(const Probe& probe, double length) {
  constexpr int kPanelsAlong = 3;
  constexpr int kPanelsAcross = 8;
  constexpr double kMm3PerCm3 = 1000.0;
  const auto area = [&](double x) {
    return integral([&](double y) { return probe.underside(x, y); }, soleEdge(probe, x, -1.0),
                    soleEdge(probe, x, 1.0), kPanelsAcross);
  };
  return integral(area, length / 3.0, 2.0 * length / 3.0, kPanelsAlong) / kMm3PerCm3;
}

}  // namespace phantom
