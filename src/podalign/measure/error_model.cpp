#include "podalign/measure/error_model.hpp"

#include <algorithm>
#include <cmath>

namespace podalign::measure {
namespace {

struct Weights {
  std::string_view measure;
  // In the order of ErrorCause.
  ErrorCauses of;
};
// Made by `accuracy --fit-bands --count 500`.
// clang-format off
constexpr auto kWeights = std::to_array<Weights>({
    // always, noise, noise left, bumps, facet, MTH1, MTH5, open sole, own
    {"arch_height_index", {0.0027, 0, 0, 0, 0, 0.00361, 0, 0.0988, 0}},
    {"arch_height_ratio", {0.0014, 0, 0, 0, 0, 0, 0, 0.112, 2.19}},
    {"arch_volume", {0, 0, 17.6, 21.5, 0, 0, 0.281, 0, 0}},
    {"ball_girth_surface", {0.876, 0.655, 0, 6.86, 2.38, 0.387, 0, 0, 1.97}},
    {"ball_girth_tape", {0.537, 0, 0, 8.9, 0, 1.13, 0, 16, 1.73}},
    {"ball_width", {0, 0, 2.18, 4.12, 3.19, 0, 0.213, 0.0798, 1.65}},
    {"ball_width_oblique", {0.357, 0.122, 0.0969, 2.04, 0.431, 0.268, 0.0321, 5.17, 1.15}},
    {"dorsum_height_50", {0.391, 0, 1.04, 0.943, 0, 0.204, 0, 17.6, 4.29}},
    {"fifth_toe_angle", {0.635, 0, 0, 0, 0, 0.0702, 0.0343, 0.473, 2.06}},
    {"foot_length", {0, 0, 2.47, 4.23, 1.13, 0, 0, 0.349, 0.846}},
    {"hallux_angle", {0.234, 0.693, 0, 0.893, 0.858, 0.581, 0.0382, 3.24, 0.415}},
    {"heel_girth", {1.11, 1.84, 0, 10.5, 0, 0, 0.438, 24.9, 4.98}},
    {"heel_width", {0, 0.662, 0, 2.12, 0, 0.247, 0, 4.14, 2.54}},
    {"instep_girth", {0, 0, 0, 5.18, 0, 0.458, 0.202, 13.8, 6.08}},
    {"malleolar_valgus_index", {0.254, 1.16, 0, 0, 2.56, 0.386, 0, 5.09, 0.902}},
    {"medial_arch_clearance", {0.436, 0.741, 3.03, 2.54, 1.1, 0.346, 0.282, 0, 0}},
    {"rearfoot_angle", {0.235, 0, 0.676, 2.13, 6.87, 0.67, 0, 2.6, 0.619}},
    {"rearfoot_angle_vertical", {0, 0, 0, 2.21, 6.16, 0, 0.131, 5.05, 0.424}},
    {"truncated_foot_length", {0.808, 1.64, 0, 1.46, 2.4, 1.25, 0.147, 7.3, 0.602}},
});
// clang-format on
constexpr double kFacetPerEdgeSquare = 1.0 / 80.0;  // a toe's radius is 10 mm

double spreadOf(const anatomy::AlignedFoot& foot, anatomy::LandmarkId id) {
  const auto found = foot.landmarks.find(id);
  return found == foot.landmarks.end() ? 0.0 : found->second.spreadMm;
}

}  // namespace

const char* toString(ErrorCause cause) {
  switch (cause) {
    case ErrorCause::Always: return "always";
    case ErrorCause::Noise: return "noise";
    case ErrorCause::NoiseLeft: return "noise_left";
    case ErrorCause::Bumps: return "bumps";
    case ErrorCause::Facet: return "facet";
    case ErrorCause::Mth1: return "mth1";
    case ErrorCause::Mth5: return "mth5";
    case ErrorCause::OpenSole: return "open_sole";
    case ErrorCause::Own: return "own";
  }
  return "always";
}

ErrorCauses errorCauses(const anatomy::AlignedFoot& foot, const FootError& error) {
  return {1.0,
          error.noiseMm,
          error.noiseLeftMm,
          error.bumpsMm,
          error.edgeMm * error.edgeMm * kFacetPerEdgeSquare,
          spreadOf(foot, anatomy::LandmarkId::Mth1),
          spreadOf(foot, anatomy::LandmarkId::Mth5),
          foot.sole == anatomy::SoleKind::Open ? 1.0 : 0.0,
          0.0};
}

std::optional<double> processingBand(std::string_view measure, const FootContext& context,
                                     double own) {
  const auto found = std::find_if(kWeights.begin(), kWeights.end(), [&](const Weights& weights) {
    return weights.measure == measure;
  });
  if (found == kWeights.end()) return std::nullopt;
  ErrorCauses causes = errorCauses(context.foot, context.error);
  causes[static_cast<std::size_t>(ErrorCause::Own)] = own;
  double squares = 0.0;
  for (std::size_t i = 0; i < kErrorCauses; ++i) {
    squares += found->of[i] * found->of[i] * causes[i] * causes[i];
  }
  return std::sqrt(squares);
}

}  // namespace podalign::measure
