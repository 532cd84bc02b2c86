#include "podalign/anatomy/ankle_landmarks.hpp"

#include <Eigen/Cholesky>
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <optional>

#include "podalign/anatomy/border.hpp"
#include "podalign/geometry/section.hpp"

namespace podalign::anatomy {
namespace {

using geometry::Axis;
using geometry::Extent;
using geometry::Point2;
using geometry::Point3;
using geometry::Section;
using geometry::TriangleMesh;

// All in shares of the length (docs/contract.md).
constexpr double kCreaseFromZ = 0.15;
constexpr double kCreaseToZ = 0.50;
constexpr double kCreaseFromX = 0.20;
constexpr double kCreaseStep = 0.008;
constexpr double kCreaseFit = 0.035;
constexpr double kMalleolusScanHeight = 0.32;
constexpr double kNavicularX = 0.36;
constexpr double kNavicularZ = 0.16;       // usual; moved by the person who feels it
constexpr double kNavicularSpread = 0.08;  // of the length, 95 %: about 20 mm

// A box seen from the side in which a malleolus is sought.
struct SideBox {
  double fromX, toX, fromZ, toZ;
  [[nodiscard]] bool holds(double x, double z) const {
    return x >= fromX && x <= toX && z >= fromZ && z <= toZ;
  }
};

// Height of a bulge over the x-z plane: least squares paraboloid through the vertices about
// (x, z), highest point of it.
struct Bulge {
  double x = 0.0;
  double z = 0.0;
  double reach = 0.0;
};
std::optional<Bulge> fitBulge(const std::vector<Point3>& skin, const Bulge& start, double radius) {
  using Vector6 = Eigen::Matrix<double, 6, 1>;
  Eigen::Matrix<double, 6, 6> squares = Eigen::Matrix<double, 6, 6>::Zero();
  Vector6 right = Vector6::Zero();
  std::size_t count = 0;
  for (const Point3& p : skin) {
    const double x = (p.x() - start.x) / radius;
    const double z = (p.z() - start.z) / radius;
    // What lies deeper than the bulge's own roundness is the far side of a gap or the Achilles.
    if (x * x + z * z > 1.0 || p.y() < start.reach - 0.7 * radius) continue;
    Vector6 row;
    row << 1.0, x, z, x * x, x * z, z * z;
    squares += row * row.transpose();
    right += p.y() * row;
    ++count;
  }
  constexpr std::size_t kMinPoints = 9;
  if (count < kMinPoints) return std::nullopt;
  const Vector6 c = squares.ldlt().solve(right);
  const double determinant = 4.0 * c[3] * c[5] - c[4] * c[4];
  if (!(c[3] < 0.0 && determinant > 0.0)) return std::nullopt;
  const double x = (-2.0 * c[5] * c[1] + c[4] * c[2]) / determinant;
  const double z = (-2.0 * c[3] * c[2] + c[4] * c[1]) / determinant;
  if (x * x + z * z > 1.0) return std::nullopt;
  return Bulge{start.x + radius * x, start.z + radius * z, c[0] + 0.5 * (c[1] * x + c[2] * z)};
}

std::optional<Landmark> findMalleolus(const TriangleMesh& mesh, double length, double outward) {
  const SideBox box{0.15 * length, 0.35 * length, 0.22 * length, 0.36 * length};
  constexpr double kMargin = 0.07;  // of the length, beyond the box
  const SideBox around{box.fromX - kMargin * length, box.toX + kMargin * length,
                       box.fromZ - kMargin * length, box.toZ + kMargin * length};
  std::vector<Point3> skin;  // y outward
  Bulge top{0.0, 0.0, -std::numeric_limits<double>::infinity()};
  for (const Point3& v : mesh.vertices) {
    if (!around.holds(v.x(), v.z())) continue;
    skin.emplace_back(v.x(), outward * v.y(), v.z());
    if (box.holds(v.x(), v.z()) && outward * v.y() > top.reach) {
      top = {v.x(), v.z(), outward * v.y()};
    }
  }
  constexpr double kOther = 1.4;  // as wide, for the spread
  constexpr std::array<double, 3> kRadii{0.035, 0.05,
                                         0.07};  // of the length: coarse scans reach further
  for (const double radius : kRadii) {
    auto fitted = fitBulge(skin, top, radius * length);
    for (int round = 0; round < 3 && fitted; ++round) {
      const auto again = fitBulge(skin, *fitted, radius * length);
      if (again) fitted = again;
    }
    if (!fitted) continue;
    // On the border of the box the surface only passes through: that is no bulge.
    if (!box.holds(fitted->x, fitted->z)) return std::nullopt;
    Landmark landmark;
    landmark.position_in_foot = {fitted->x, outward * fitted->reach, fitted->z};
    const auto wider = fitBulge(skin, *fitted, kOther * radius * length);
    landmark.spreadMm = wider ? std::abs(wider->reach - fitted->reach) : 0.0;
    return landmark;
  }
  return std::nullopt;
}

std::optional<Landmark> findCrease(const TriangleMesh& mesh, double length) {
  std::vector<double> zs;
  for (double z = kCreaseFromZ; z < kCreaseToZ; z += kCreaseStep) zs.push_back(z * length);
  Border front;  // (height, how far behind x = 0 the front border lies)
  std::vector<double> middleY;
  const auto sections = geometry::sectionsAcross(mesh, Axis::Z, zs);
  for (std::size_t i = 0; i < zs.size(); ++i) {
    Point2 foremost(kCreaseFromX * length, 0.0);
    bool found = false;
    for (const geometry::Segment& segment : sections[i]) {
      for (const Point2& end : {segment.a, segment.b}) {
        if (end.x() <= foremost.x()) continue;
        foremost = end;
        found = true;
      }
    }
    if (!found) continue;
    front.emplace_back(zs[i], -foremost.x());
    middleY.push_back(foremost.y());
  }
  constexpr double kReach = 2.0;  // samples: a corner lies inside, not at the end of the scan
  if (static_cast<double>(front.size()) < 2.0 * kReach + 1.0) return std::nullopt;
  const double slope = 1.0 / std::numbers::sqrt3;  // x sin 60 + z cos 60 is least
  std::size_t best = 0;
  for (std::size_t i = 0; i < front.size(); ++i) {
    if (front[i].y() - slope * front[i].x() > front[best].y() - slope * front[best].x()) best = i;
  }
  const auto reach = static_cast<std::size_t>(kReach);
  if (best < reach || best + reach >= front.size()) return std::nullopt;
  const auto fitted = touchNear(front, front[best].x(), slope, kCreaseFit * length);
  const Point2 at = fitted ? fitted->point : front[best];
  Landmark landmark;
  landmark.position_in_foot = {-at.y(), middleY[best], at.x()};
  landmark.spreadMm = fitted ? fitted->offMm : 0.0;
  return landmark;
}

std::optional<Landmark> usualNavicular(const TriangleMesh& mesh, double length, double medial) {
  const std::vector<double> at{kNavicularX * length};
  const double z = kNavicularZ * length;
  const Section section = geometry::sectionsAcross(mesh, Axis::X, at)[0];
  const Extent y = geometry::extentOfFirst(section, z - 1.0, z + 1.0);
  if (y.empty()) return std::nullopt;
  Landmark landmark;
  landmark.fromPrior = true;
  landmark.spreadMm = kNavicularSpread * length;
  landmark.position_in_foot = {at[0], medial > 0.0 ? y.high : y.low, z};
  return landmark;
}

void add(Landmarks& landmarks, LandmarkId id, const std::optional<Landmark>& found) {
  if (found) landmarks[id] = *found;
}

}  // namespace

void addAnkleLandmarks(Landmarks& landmarks, const TriangleMesh& mesh, double length,
                       Laterality side) {
  const double medial = medialSign(side);
  double top = 0.0;
  for (const Point3& v : mesh.vertices) top = std::max(top, v.z());
  if (top >= kMalleolusScanHeight * length) {
    add(landmarks, LandmarkId::MedialMalleolus, findMalleolus(mesh, length, medial));
    add(landmarks, LandmarkId::LateralMalleolus, findMalleolus(mesh, length, -medial));
  }
  add(landmarks, LandmarkId::InstepCrease, findCrease(mesh, length));
  add(landmarks, LandmarkId::Navicular, usualNavicular(mesh, length, medial));
}

}  // namespace podalign::anatomy
