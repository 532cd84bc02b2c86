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
    {"arch_height_index", {0, 0.00734, 0.015, 0.0337, 0.00745, 0.000343, 0.000671, 0.0755, 0}},
    {"arch_height_ratio", {0, 0.00414, 0.0115, 0.0179, 0, 0, 0, 0.0582, 0}},
    {"arch_volume", {0, 5.45, 18.7, 27.3, 0, 0, 0, 0, 0}},
    {"ball_girth_surface", {0, 0, 12.3, 30.5, 10.1, 0, 0.294, 0, 0}},
    {"ball_girth_tape", {0, 0, 8.15, 19.4, 13.9, 0, 0.329, 19, 0}},
    {"ball_width", {0, 1.36, 1.81, 4.41, 1.15, 0, 0.0416, 0.341, 0}},
    {"ball_width_oblique", {0, 1.14, 3.22, 7.16, 5.64, 0, 0.217, 0.531, 0}},
    {"dorsum_height_50", {0, 1.26, 2.8, 5.84, 0, 0, 0, 16.9, 0}},
    {"fifth_toe_angle", {0, 4.2, 8.09, 11.1, 0, 0.136, 0.208, 1.79, 0.767}},
    {"foot_length", {0, 0.916, 3.56, 4.91, 0, 0, 0.0176, 1.19, 0}},
    {"hallux_angle", {0.139, 0, 2.37, 6.66, 8.74, 0, 0.169, 1.72, 4.26}},
    {"heel_girth", {0.408, 2.57, 5.56, 13.8, 6.63, 0, 0, 12.1, 0.1}},
    {"heel_width", {0, 0.992, 2.06, 3.52, 0, 0, 0, 5.64, 0}},
    {"instep_girth", {0, 0.706, 3.48, 8.07, 0.673, 0, 0.0213, 14.3, 0.0537}},
    {"malleolar_valgus_index", {0, 2.22, 3.96, 4.01, 0, 0, 0, 3.36, 0}},
    {"medial_arch_clearance", {0, 2.32, 4.43, 6.85, 0, 0, 0, 0, 0}},
    {"rearfoot_angle", {0, 0, 3.3, 6.31, 0, 0, 0.075, 4.61, 0.453}},
    {"rearfoot_angle_vertical", {0, 1.65, 1.77, 3.49, 0, 0, 0, 3.33, 0}},
    {"truncated_foot_length", {0.122, 2.56, 3.69, 14.4, 0, 0.303, 0.156, 2.07, 0.232}},
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
