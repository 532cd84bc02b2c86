#include "podalign/anatomy/landmark_edits.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

#include "podalign/anatomy/internal/regions.hpp"
#include "podalign/anatomy/landmarks.hpp"
#include "podalign/anatomy/sole.hpp"

namespace podalign::anatomy {
namespace {

using geometry::Point2;
using geometry::Point3;

constexpr double kOutlineTopMm = 60.0;
constexpr double kToeTopShare = 0.22;  // the front of the foot used for its length lies below
constexpr std::array<LandmarkId, 5> kToes{LandmarkId::Toe1Tip, LandmarkId::Toe2Tip,
                                          LandmarkId::Toe3Tip, LandmarkId::Toe4Tip,
                                          LandmarkId::Toe5Tip};

Landmark placed(const Point3& position) {
  Landmark landmark;
  landmark.position_in_foot = position;
  landmark.spreadMm = kPlacedMm;
  landmark.setByPerson = true;
  return landmark;
}

// From the frame found from the shape into the one that pternion and second toe define now.
Eigen::Isometry2d newFrame(const Landmarks& sheet) {
  const Point2 pternion = sheet.at(LandmarkId::Pternion).position_in_foot.head<2>();
  const auto toe = sheet.find(LandmarkId::Toe2Tip);
  double heading = 0.0;
  if (toe != sheet.end()) {
    const Point2 along = toe->second.position_in_foot.head<2>() - pternion;
    heading = std::atan2(along.y(), along.x());
  }
  Eigen::Isometry2d frame(Eigen::Rotation2Dd(-heading));
  frame.translation() = -(frame.linear() * pternion);
  return frame;
}

Point3 moved(const Eigen::Isometry2d& frame, const Point3& point) {
  const Point2 flat = frame * Point2(point.head<2>());
  return {flat.x(), flat.y(), point.z()};
}

ToeTips toesOf(const Landmarks& landmarks, const Eigen::Isometry2d& frame) {
  ToeTips toes;
  for (const LandmarkId id : kToes) {
    const auto tip = landmarks.find(id);
    if (tip == landmarks.end()) break;
    toes.tips.push_back(moved(frame, tip->second.position_in_foot));
  }
  if (toes.tips.size() >= 2) toes.secondToe = SecondToe::Separate;
  return toes;
}

void turnInto(AlignedFoot& foot, const Eigen::Isometry2d& frame, const Landmarks& sheet) {
  for (Point3& vertex : foot.mesh_in_foot.vertices) vertex = moved(frame, vertex);
  double front = 0.0;
  for (const Point3& vertex : foot.mesh_in_foot.vertices) {
    if (vertex.z() < kToeTopShare * foot.footLengthMm) front = std::max(front, vertex.x());
  }
  foot.footLengthMm = front;
  foot.axis = AxisKind::SetByPerson;
  foot.soleMap = examineSole(foot.mesh_in_foot, front, foot.inventedTriangle).map;
  foot.outline_in_foot = findOutline(foot.mesh_in_foot, front, kOutlineTopMm);
  foot.landmarks = findLandmarks(foot.mesh_in_foot, front, foot.side.shapeSide,
                                 toesOf(sheet, frame), foot.noiseMm);
  foot.regions = viewRegions(foot);
}

}  // namespace

std::optional<LandmarkId> landmarkNamed(std::string_view name) {
  for (int i = 0; i <= static_cast<int>(LandmarkId::InstepCrease); ++i) {
    const auto id = static_cast<LandmarkId>(i);
    if (name == toString(id)) return id;
  }
  return std::nullopt;
}

const Landmarks& landmarkSheet(const AlignedFoot& foot) {
  return foot.landmarkSheet.empty() ? foot.landmarks : foot.landmarkSheet;
}

AlignedFoot withEdits(AlignedFoot foot, const LandmarkEdits& edits) {
  if (edits.empty()) return foot;
  Landmarks sheet = landmarkSheet(foot);
  for (const auto& [id, position] : edits) sheet[id] = placed(position);
  Eigen::Isometry2d frame = Eigen::Isometry2d::Identity();
  if (edits.count(LandmarkId::Pternion) > 0 || edits.count(LandmarkId::Toe2Tip) > 0) {
    frame = newFrame(sheet);
    turnInto(foot, frame, sheet);
  }
  for (const auto& [id, position] : edits) foot.landmarks[id] = placed(moved(frame, position));
  if (edits.count(LandmarkId::ForemostToe) > 0) {
    foot.footLengthMm = foot.landmarks[LandmarkId::ForemostToe].position_in_foot.x();
  }
  if (edits.count(LandmarkId::Mth1) > 0 || edits.count(LandmarkId::Mth5) > 0) {
    refreshToeSides(foot.landmarks, foot.mesh_in_foot, foot.footLengthMm, foot.side.shapeSide);
    for (const LandmarkId id : {LandmarkId::HalluxMedial, LandmarkId::FifthToeLateral}) {
      const auto edit = edits.find(id);
      if (edit != edits.end()) foot.landmarks[id] = placed(moved(frame, edit->second));
    }
  }
  foot.landmarkSheet = std::move(sheet);
  return foot;
}

}  // namespace podalign::anatomy
