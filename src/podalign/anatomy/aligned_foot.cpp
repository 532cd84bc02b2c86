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
  }
  return "";
}

const char* toString(SoleKind kind) {
  switch (kind) {
    case SoleKind::Authentic: return "authentic";
    case SoleKind::SyntheticFlat: return "synthetic_flat";
    case SoleKind::Open: return "open";
  }
  return "open";
}

}  // namespace podalign::anatomy
