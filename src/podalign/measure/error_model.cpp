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
    {"arch_height_index", {0.000816, 0.0057, 0.0121, 0.0329, 0.0135, 0.0007, 0.000842, 0.0755, 1.75}},
    {"arch_height_ratio", {0, 0.00477, 0.00931, 0.0184, 0, 0, 0.000121, 0.0581, 1.51}},
    {"arch_volume", {0, 5.67, 16.7, 29.8, 0, 0, 0.375, 0, 0}},
    {"ball_girth_surface", {0, 0, 4.14, 9.52, 6.49, 0.342, 0, 0, 2.27}},
    {"ball_girth_tape", {0.245, 0, 5.81, 13.2, 6.3, 1.12, 0.483, 15.5, 0.62}},
    {"ball_width", {0, 0.199, 1.62, 3.49, 3.73, 0.256, 0, 0.342, 1.92}},
    {"ball_width_oblique", {0.17, 0.694, 3.15, 5.27, 2.32, 0.497, 0.214, 1.29, 0.947}},
    {"dorsum_height_50", {0, 1.15, 1.9, 4.82, 1.06, 0.0671, 0.0385, 15.8, 4.57}},
    {"fifth_toe_angle", {0, 1.16, 4.36, 3.38, 0, 0, 0, 0.904, 1.97}},
    {"foot_length", {0, 0.319, 2.18, 4.86, 2.83, 0, 0.0855, 1.28, 0.661}},
    {"hallux_angle", {0, 0.331, 3, 8.23, 5.62, 0, 0.349, 1.58, 2.94}},
    {"heel_girth", {0.502, 2.74, 4.27, 10.6, 3.58, 1.11, 0, 11.5, 5.93}},
    {"heel_width", {0, 1.06, 1.65, 3.75, 0, 0, 0.0391, 5.28, 1}},
    {"instep_girth", {0.107, 0.59, 2.68, 7.7, 2.33, 0, 0.136, 13.8, 1.12}},
    {"malleolar_valgus_index", {0, 2.71, 3.71, 4.17, 0, 0, 0, 3.51, 0}},
    {"medial_arch_clearance", {0, 2.33, 3.68, 5.94, 0, 0.325, 0, 0, 0}},
    {"rearfoot_angle", {0, 2.79, 3.23, 1.95, 0, 0.701, 0.165, 3.69, 0.594}},
    {"rearfoot_angle_vertical", {0, 1.19, 0.477, 1.34, 0, 0.0921, 0, 3.43, 0.762}},
    {"truncated_foot_length", {0.548, 1.9, 4.27, 11.1, 0, 0.891, 0.373, 1.37, 0.878}},
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
