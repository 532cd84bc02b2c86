#include "podalign/anatomy/aligned_foot.hpp"

namespace podalign::anatomy {

const char* toString(LoadState load) {
  switch (load) {
    case LoadState::Unknown: return "unknown";
    case LoadState::Standing: return "standing";
    case LoadState::Sitting: return "sitting";
    case LoadState::Hanging: return "hanging";
  }
  return "unknown";
}

const char* toString(LandmarkId id) {
  switch (id) {
    case LandmarkId::Pternion: return "pternion";
    case LandmarkId::Toe1Tip: return "toe1_tip";
    case LandmarkId::Toe2Tip: return "toe2_tip";
    case LandmarkId::Toe3Tip: return "toe3_tip";
    case LandmarkId::Toe4Tip: return "toe4_tip";
    case LandmarkId::Toe5Tip: return "toe5_tip";
    case LandmarkId::ForemostToe: return "foremost_toe";
    case LandmarkId::Mth1: return "mth1";
    case LandmarkId::Mth5: return "mth5";
    case LandmarkId::HeelMedial: return "heel_medial";
    case LandmarkId::HeelLateral: return "heel_lateral";
    case LandmarkId::Dorsum50: return "dorsum50";
    case LandmarkId::MedialMalleolus: return "medial_malleolus";
    case LandmarkId::LateralMalleolus: return "lateral_malleolus";
    case LandmarkId::Navicular: return "navicular";
    case LandmarkId::HalluxMedial: return "hallux_medial";
    case LandmarkId::FifthToeLateral: return "fifth_toe_lateral";
    case LandmarkId::InstepCrease: return "instep_crease";
  }
  return "";
}

const char* toString(SoleKind kind) {
  switch (kind) {
    case SoleKind::Authentic: return "authentic";
    case SoleKind::Shallow: return "shallow";
    case SoleKind::SyntheticFlat: return "synthetic_flat";
    case SoleKind::Open: return "open";
  }
  return "open";
}

const char* toString(GroundKind kind) {
  switch (kind) {
    case GroundKind::Support: return "support";
    case GroundKind::FlatSole: return "flat_sole";
    case GroundKind::Floor: return "floor";
    case GroundKind::ThreePoints: return "three_points";
  }
  return "support";
}

const char* toString(ImprintKind kind) {
  switch (kind) {
    case ImprintKind::Negative: return "negative";
    case ImprintKind::Positive: return "positive";
  }
  return "unknown";
}

const char* toString(Region region) {
  switch (region) {
    case Region::Sole: return "sole";
    case Region::MedialArch: return "medial_arch";
    case Region::Heel: return "heel";
    case Region::Ball: return "ball";
    case Region::Toes: return "toes";
    case Region::Dorsum: return "dorsum";
    case Region::Ankle: return "ankle";
  }
  return "";
}

}  // namespace podalign::anatomy
