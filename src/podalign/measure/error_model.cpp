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
    {"arch_height_index", {0.002, 0.00599, 0.012, 0, 0, 0.00324, 0.0014, 0.103, 0}},
    {"arch_height_ratio", {0.000867, 0.00232, 0, 0, 0.00563, 0.00174, 0.000358, 0.0762, 3.39}},
    {"arch_volume", {2.55, 0, 2.78, 0, 3.91, 0.663, 1.42, 0, 0}},
    {"ball_girth_surface", {0.954, 0, 0, 0, 0, 0.267, 0, 0, 2.57}},
    {"ball_girth_tape", {0.451, 0, 0, 8.99, 0, 0.628, 0.484, 18.2, 2.5}},
    {"ball_width", {0, 0, 1.19, 3.44, 2.31, 0, 0.307, 0.199, 2.49}},
    {"ball_width_oblique", {0.195, 0, 0.389, 3.5, 1.73, 0, 0.164, 2.9, 1.45}},
    {"dorsum_height_50", {0, 0, 0, 5.09, 1.45, 0.65, 0.323, 17.5, 6.26}},
    {"fifth_toe_angle", {0.201, 0.713, 0.953, 0, 0, 0, 0.154, 0.688, 2.14}},
    {"foot_length", {0, 0, 0, 3.66, 2.36, 0, 0.186, 1.94, 0.862}},
    {"hallux_angle", {0, 0.62, 0, 0, 2, 0.182, 0.213, 5.49, 2.06}},
    {"heel_girth", {0.707, 2.77, 0, 9.25, 0, 0, 0.497, 31.3, 8.24}},
    {"heel_width", {0, 0.371, 0, 1.73, 1.54, 0, 0.116, 6.5, 3.1}},
    {"instep_girth", {0.253, 0, 0, 6.7, 0, 0.84, 0, 30.2, 3.47}},
    {"malleolar_valgus_index", {0.0993, 1.5, 1.14, 0, 0, 0.149, 0.0843, 8.49, 3.61}},
    {"medial_arch_clearance", {0.545, 1.07, 2.83, 0, 7.78, 0.489, 0.188, 0, 0}},
    {"rearfoot_angle", {0.318, 0.407, 2.24, 3.84, 13, 0, 0, 4.9, 0}},
    {"rearfoot_angle_vertical", {0, 1.02, 0.518, 0, 0, 0, 0, 2.79, 0.836}},
    {"truncated_foot_length", {0.765, 0.137, 0, 8.94, 2.24, 1.08, 0.742, 8.11, 0}},
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
