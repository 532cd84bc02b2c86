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
    {"arch_height_index", {0, 0, 0.0075, 0, 0.0135, 0.00218, 0.000549, 0.0769, 3.66}},
    {"arch_height_ratio", {0.00145, 0, 0, 0, 0, 0, 0, 0.0957, 2.13}},
    {"arch_volume", {0.919, 0, 26.4, 14.1, 0, 0, 0.366, 0, 0}},
    {"ball_girth_surface", {0.632, 0, 1.98, 9.33, 3.86, 0.291, 0, 0, 2.19}},
    {"ball_girth_tape", {0.463, 0, 2.42, 8.18, 0, 0.833, 0, 26.4, 2.29}},
    {"ball_width", {0, 0, 1.05, 3.93, 1.85, 0.106, 0.363, 0.202, 1.9}},
    {"ball_width_oblique", {0.239, 0.563, 0.659, 1.99, 0.174, 0.0573, 0.133, 4.84, 1.28}},
    {"dorsum_height_50", {0.306, 0, 1.15, 1.04, 0, 0, 0.188, 17.1, 4.47}},
    {"fifth_toe_angle", {0, 0.884, 1.57, 2.52, 3.54, 0.105, 0.143, 4.26, 1.82}},
    {"foot_length", {0, 0, 0, 4.33, 1.77, 0, 0, 3.17, 0.858}},
    {"hallux_angle", {0, 0.599, 0.706, 1.63, 3.47, 0.0528, 0.0512, 2.93, 1.91}},
    {"heel_girth", {0.591, 1.03, 0, 9.64, 5.32, 1.84, 0.199, 19.3, 4.32}},
    {"heel_width", {0, 0, 0, 1.31, 1.62, 0.432, 0, 3.83, 2.93}},
    {"instep_girth", {0, 0, 0, 5.9, 1.91, 0.715, 0, 21.3, 5.77}},
    {"malleolar_valgus_index", {0.281, 1.03, 0, 0, 3.87, 0.228, 0.129, 6.28, 0}},
    {"medial_arch_clearance", {0.422, 0.221, 2.58, 4.21, 0.667, 0.725, 0.169, 0, 0}},
    {"rearfoot_angle", {0, 1.53, 0, 0, 0, 1.08, 0.126, 2.74, 0.492}},
    {"rearfoot_angle_vertical", {0, 1.13, 0.481, 0, 1.04, 0.252, 0.0375, 1.34, 0.664}},
    {"truncated_foot_length", {0.807, 1.45, 0, 3.92, 2.67, 1.27, 0.163, 8.85, 0}},
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
