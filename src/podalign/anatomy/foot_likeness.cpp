#include "podalign/anatomy/internal/foot_likeness.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "podalign/geometry/normals.hpp"
#include "podalign/geometry/section.hpp"

namespace podalign::anatomy {
namespace {

using geometry::Extent;
using geometry::Point3;
using geometry::Section;

// Stations along the length. The toes' last tenth is left out: it depends on where x ends.
constexpr std::array<double, 6> kStations{0.12, 0.20, 0.50, 0.66, 0.72, 0.90};
constexpr double kNearGround = 0.15;  // of the length: breadths are those of the foot, not the leg
// Feet: ball over heel 1.15-1.75, toes over ball 0.5-0.9, heights of heel part over toes 1.5-6,
// slack on both sides (phantoms and real scans, docs/dev/scans.md).
constexpr double kMinBallOverHeel = 1.04;
constexpr double kMaxToesOverBall = 0.97;
constexpr double kMinRearOverFront = 1.25;
constexpr double kMaxFrontHeight = 0.30;  // of the length
constexpr double kThinTo = 0.13;          // of the length, in the middle: no instep
constexpr double kTwoFaces = 0.35;  // a plate has as much upper as lower face, a bowl has none
constexpr double kLattice = 2.2;    // of the area of a foot's skin

tl::unexpected<Error> notAFoot(const std::string& why) {
  return failure(ErrorCode::NotAFoot,
                 "the shape is not that of a foot: " + why +
                     " Check that the file holds a foot, whole and without other parts.");
}

double breadth(const Section& section, double length) {
  return geometry::extentOfFirst(section, -kNearGround * length, kNearGround * length).size();
}

double height(const Section& section) {
  const Extent extent = geometry::extentOfSecond(section, -1e9, 1e9);
  return extent.empty() ? 0.0 : extent.high;
}

double ballBreadth(const std::vector<Section>& sections, double length) {
  return std::max(breadth(sections[3], length), breadth(sections[4], length));
}

Result<void> checkBreadths(const std::vector<Section>& sections, double length) {
  const double heel = std::max(breadth(sections[0], length), breadth(sections[1], length));
  const double toes = breadth(sections[5], length);
  const double ball = ballBreadth(sections, length);
  if (ball < kMinBallOverHeel * heel) return notAFoot("it is not broader at the ball than behind.");
  if (toes > kMaxToesOverBall * ball) return notAFoot("it does not get narrower at the toes.");
  return {};
}

std::vector<Section> sectionsAt(const geometry::TriangleMesh& mesh, double length) {
  std::vector<double> xs;
  for (const double station : kStations) xs.push_back(station * length);
  return geometry::sectionsAcross(mesh, geometry::Axis::X, xs);
}

}  // namespace

Result<void> checkSoleLikeness(const geometry::TriangleMesh& mesh, double length) {
  return checkBreadths(sectionsAt(mesh, length), length);
}

Result<void> checkFootLikeness(const geometry::TriangleMesh& mesh, double length) {
  const std::vector<Section> sections = sectionsAt(mesh, length);
  if (auto like = checkBreadths(sections, length); !like) return like;
  const double ball = ballBreadth(sections, length);
  const double rear = std::max(height(sections[0]), height(sections[1]));
  const double middle = height(sections[2]);
  const double front = height(sections[5]);
  if (front > kMaxFrontHeight * length) return notAFoot("its front end is too high for toes.");

  double up = 0.0;
  double down = 0.0;
  double all = 0.0;
  for (const geometry::Triangle& t : mesh.triangles) {
    const Point3& a = mesh.vertices[t[0]];
    const Point3 doubled = geometry::doubledNormal(mesh, t);
    if (a.z() > kNearGround * length * 2.0) continue;
    all += 0.5 * doubled.norm();
    if (a.x() < 0.3 * length || a.x() > 0.9 * length) continue;
    (doubled.z() > 0.0 ? up : down) += 0.5 * std::abs(doubled.z());
  }
  const bool thin = middle < kThinTo * length;
  if (thin && std::min(up, down) > kTwoFaces * std::max(up, down)) {
    return notAFoot("it is a plate, as an insole or a printed footprint is.");
  }
  if (!thin && std::max(rear, middle) < kMinRearOverFront * front) {
    return notAFoot("it is as high at the toes as at the heel.");
  }
  if (all > kLattice * 2.0 * (ball + middle) * length) {
    return notAFoot("it has far more surface than skin has, as a skeleton or a lattice does.");
  }
  return {};
}

}  // namespace podalign::anatomy
