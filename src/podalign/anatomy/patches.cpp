#include "podalign/anatomy/internal/patches.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "podalign/geometry/normals.hpp"

namespace podalign::anatomy {
namespace {

using geometry::Point2;
using geometry::Point3;

constexpr std::size_t kBins = 96;

struct Span {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();
  void include(double value) {
    low = std::min(low, value);
    high = std::max(high, value);
  }
  [[nodiscard]] double size() const { return high > low ? high - low : 0.0; }
};
using Spans = std::array<Span, kBins>;

// Extent across, bin by bin along one direction.
Spans spansAlong(std::span<const Point2> points, Eigen::Index along, double low, double size) {
  Spans spans;
  const double perUnit = static_cast<double>(kBins) / size;
  for (const Point2& p : points) {
    const double place = (p[along] - low) * perUnit;
    const auto bin =
        static_cast<std::size_t>(std::clamp(place, 0.0, static_cast<double>(kBins) - 1.0));
    spans[bin].include(p[1 - along]);
  }
  return spans;
}

double filled(const Spans& spans, double size) {
  double sum = 0.0;
  for (const Span& span : spans) sum += span.size();
  return sum * size / static_cast<double>(kBins);
}

// Area of the hull of the span ends: monotone chain over points already in order.
double hullArea(const Spans& spans, double low, double size) {
  double area = 0.0;
  for (const double side : {1.0, -1.0}) {
    std::vector<Point2> chain;
    for (std::size_t i = 0; i < kBins; ++i) {
      if (spans[i].low > spans[i].high) continue;
      const double at = low + (static_cast<double>(i) + 0.5) * size / static_cast<double>(kBins);
      const Point2 p(at, side * (side > 0.0 ? spans[i].high : spans[i].low));
      while (chain.size() >= 2) {
        const Point2 a = chain[chain.size() - 1] - chain[chain.size() - 2];
        const Point2 b = p - chain.back();
        if (a.x() * b.y() - a.y() * b.x() < 0.0) break;
        chain.pop_back();
      }
      chain.push_back(p);
    }
    for (std::size_t i = 1; i < chain.size(); ++i) {
      area += 0.5 * (chain[i].y() + chain[i - 1].y()) * (chain[i].x() - chain[i - 1].x());
    }
  }
  return area;
}

}  // namespace

std::vector<Patch> samplePatches(const geometry::TriangleMesh& mesh, std::size_t most) {
  const std::size_t stride = std::max<std::size_t>(1, mesh.triangles.size() / most);
  std::vector<Patch> patches;
  patches.reserve(mesh.triangles.size() / stride + 1);
  for (std::size_t i = 0; i < mesh.triangles.size(); i += stride) {
    const geometry::Triangle& t = mesh.triangles[i];
    const Point3& a = mesh.vertices[t[0]];
    const Point3& b = mesh.vertices[t[1]];
    const Point3& c = mesh.vertices[t[2]];
    const Point3 doubled = geometry::doubledNormal(a, b, c);
    const double norm = doubled.norm();
    patches.push_back(
        {(a + b + c) / 3.0, norm > 0.0 ? Point3(doubled / norm) : Point3::Zero(), 0.5 * norm});
  }
  return patches;
}

Shadow shadowOf(std::span<const Point2> points) {
  Shadow shadow;
  if (points.size() < 3) return shadow;
  Point2 centre = Point2::Zero();
  for (const Point2& p : points) centre += p;
  centre /= static_cast<double>(points.size());
  double xx = 0.0;
  double xy = 0.0;
  double yy = 0.0;
  for (const Point2& p : points) {
    const Point2 d = p - centre;
    xx += d.x() * d.x();
    xy += d.x() * d.y();
    yy += d.y() * d.y();
  }
  const Eigen::Rotation2Dd turn(-0.5 * std::atan2(2.0 * xy, xx - yy));
  std::vector<Point2> turned;
  turned.reserve(points.size());
  Span along;
  Span across;
  for (const Point2& p : points) {
    turned.push_back(turn * (p - centre));
    along.include(turned.back().x());
    across.include(turned.back().y());
  }
  shadow.length = along.size();
  shadow.width = across.size();
  if (shadow.length <= 0.0 || shadow.width <= 0.0) return shadow;
  const Spans columns = spansAlong(turned, 0, along.low, shadow.length);
  const Spans rows = spansAlong(turned, 1, across.low, shadow.width);
  shadow.hullArea = hullArea(columns, along.low, shadow.length);
  if (shadow.hullArea <= 0.0) return shadow;
  shadow.solidity = std::min(
      1.0, std::min(filled(columns, shadow.length), filled(rows, shadow.width)) / shadow.hullArea);
  return shadow;
}

}  // namespace podalign::anatomy
