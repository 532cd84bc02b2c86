#include "podalign/anatomy/toe_landmarks.hpp"

namespace podalign::anatomy {
namespace {

using geometry::Point2;

// In shares of the length (docs/contract.md).
constexpr double kHalluxFrom = 0.85;
constexpr double kHalluxTo = 0.99;
constexpr double kFifthBeyondBall = 0.06;
constexpr double kFifthEndUnseen = 0.87;  // where its tip is not seen by itself
constexpr double kFitShare = 0.020;       // the side of a toe is short
constexpr double kToeHeightMm = 15.0;

void addTouch(Landmarks& landmarks, LandmarkId id, LandmarkId ball, const Border& border,
              const XRange& range, double length, double outward) {
  const auto from = landmarks.find(ball);
  if (from == landmarks.end() || from->second.fromPrior) return;
  const Point2 pivot(from->second.position_in_foot.x(),
                     outward * from->second.position_in_foot.y());
  landmarks.erase(id);
  const auto touched = touchFrom(border, pivot, range.from, range.to, kFitShare * length);
  if (!touched) return;
  Landmark& landmark = landmarks[id];
  landmark.position_in_foot = {touched->point.x(), outward * touched->point.y(), kToeHeightMm};
  landmark.spreadMm = touched->offMm;
}

}  // namespace

void addToeSides(Landmarks& landmarks, const FootBorders& borders, double length, Laterality side) {
  const double medial = medialSign(side);
  addTouch(landmarks, LandmarkId::HalluxMedial, LandmarkId::Mth1, borders.medial,
           {kHalluxFrom * length, kHalluxTo * length}, length, medial);
  const auto mth5 = landmarks.find(LandmarkId::Mth5);
  if (mth5 == landmarks.end()) return;
  const auto tip = landmarks.find(LandmarkId::Toe5Tip);
  const double end =
      tip != landmarks.end() ? tip->second.position_in_foot.x() : kFifthEndUnseen * length;
  addTouch(landmarks, LandmarkId::FifthToeLateral, LandmarkId::Mth5, borders.lateral,
           {mth5->second.position_in_foot.x() + kFifthBeyondBall * length, end}, length, -medial);
}

}  // namespace podalign::anatomy
