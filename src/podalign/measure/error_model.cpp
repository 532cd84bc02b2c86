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
// Made by `accuracy --fit-bands --count 1000`.
// clang-format off
constexpr auto kWeights = std::to_array<Weights>({
    // always, noise, noise left, bumps, facet, MTH1, MTH5, unsettled, open sole, own
    {"arch_height_index", {0.0021, 0, 0, 0, 0.00859, 0.00331, 0.000874, 0, 0.115, 2.16}},
    {"arch_height_ratio", {0.00112, 0.00038, 0, 0, 0, 0.00128, 0, 0, 0.105, 2.53}},
    {"arch_volume", {0.598, 0.952, 2, 3.48, 2.76, 0, 0, 34.3, 0, 0}},
    {"ball_girth_surface", {0.735, 0, 0.802, 13.2, 0, 0, 0.55, 0, 0, 1.54}},
    {"ball_girth_tape", {0.726, 0, 0, 5.77, 0, 1.39, 0.363, 0, 14.2, 1.17}},
    {"ball_width", {0.203, 0.141, 0.817, 3.37, 3.39, 0.278, 0, 3.11, 4.53, 1.52}},
    {"ball_width_oblique", {0.263, 0.134, 0, 1.28, 0.841, 0.358, 0, 0, 4.18, 1.38}},
    {"dorsum_height_50", {0.305, 0, 0, 0, 0, 0.438, 0, 0, 23.2, 4.83}},
    {"fifth_toe_angle", {0.357, 0.816, 0, 1.07, 0, 0, 0, 0.686, 0.519, 2.33}},
    {"foot_length", {0.113, 0, 0.648, 4.27, 1.14, 0, 0.0747, 4.12, 0.513, 0.784}},
    {"hallux_angle", {0.164, 0, 0, 2.93, 4.05, 0.385, 0.159, 0.578, 3.26, 0}},
    {"heel_girth", {0.657, 2.85, 0, 9.04, 0, 0.691, 0.627, 0, 14.3, 3.68}},
    {"heel_width", {0, 0.765, 0, 1.53, 0, 0.221, 0, 0, 5.2, 2.42}},
    {"instep_girth", {0, 0, 0, 5.6, 0, 0.569, 0.196, 3.5, 17.5, 4.95}},
    {"malleolar_valgus_index", {0.0668, 0.755, 1.36, 0, 5.24, 0.316, 0.0462, 1.62, 8.9, 0}},
    {"medial_arch_clearance", {0.308, 0.287, 2.17, 4.17, 3.47, 0.716, 0.0328, 0, 0, 0}},
    {"rearfoot_angle", {0.249, 0, 1.32, 3.8, 9.3, 0, 0.298, 2.35, 5.71, 0}},
    {"rearfoot_angle_vertical", {0, 0, 0, 1.53, 6.26, 0, 0.0462, 0, 2.31, 0.498}},
    {"truncated_foot_length", {0.586, 1.32, 0.45, 3.36, 3.7, 1.08, 0.59, 2.55, 0.598, 1.55}},
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
    case ErrorCause::Unsettled: return "unsettled";
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
          (1.0 - foot.groundSettled) * std::hypot(error.noiseMm, error.bumpsMm),
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
