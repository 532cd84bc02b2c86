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
    {"arch_height_index", {0, 0, 0, 0, 0, 0.00416, 0.000859, 0.0835, 2.69}},
    {"arch_height_ratio", {0, 0, 0, 0, 0, 0, 0, 0.0966, 3.68}},
    {"arch_volume", {0.463, 0, 9.67, 9.69, 0, 0, 1.12, 0, 0}},
    {"ball_girth_surface", {0.711, 0, 2.59, 9.12, 5.07, 0, 0, 0, 1.97}},
    {"ball_girth_tape", {0.345, 0, 2.14, 8.22, 0, 0.847, 0.198, 13.3, 2.34}},
    {"ball_width", {0, 0, 0.971, 3.91, 2.3, 0.0628, 0.332, 0.373, 1.88}},
    {"ball_width_oblique", {0.243, 0.664, 0.917, 3.14, 0.553, 0, 0.209, 3.62, 0.792}},
    {"dorsum_height_50", {0.0685, 0, 0, 0, 0, 0.466, 0.243, 16.2, 2.65}},
    {"fifth_toe_angle", {0.185, 1.08, 1.23, 0, 0, 0.0978, 0.273, 4.15, 1.82}},
    {"foot_length", {0, 0, 0.91, 4.49, 1.98, 0, 0, 4.39, 0.843}},
    {"hallux_angle", {0, 0.771, 0.255, 0, 2.41, 0.253, 0.18, 3.6, 1.72}},
    {"heel_girth", {0.693, 0, 0, 10.2, 0, 2.15, 0.193, 12.2, 0}},
    {"heel_width", {0, 0.59, 0.431, 2.06, 0, 0.223, 0.0945, 8.6, 2.64}},
    {"instep_girth", {0, 0, 0, 6.97, 0, 0.936, 0.261, 30.3, 0}},
    {"malleolar_valgus_index", {0.327, 0, 0.487, 0, 4.35, 0.0762, 0.357, 7.24, 0.415}},
    {"medial_arch_clearance", {0.213, 1.23, 2.22, 2.52, 0.793, 0.698, 0, 0, 0}},
    {"rearfoot_angle", {0.263, 1.66, 1.56, 0, 3.84, 0.344, 0.384, 2.97, 0.284}},
    {"rearfoot_angle_vertical", {0, 1.05, 0, 0, 2.2, 0, 0.067, 1.8, 0.666}},
    {"truncated_foot_length", {0.81, 1.27, 0, 3.99, 3.26, 1.41, 0.0942, 2.82, 0}},
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
