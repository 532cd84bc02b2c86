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
    {"arch_height_index", {0, 0, 0, 0, 0, 0.00344, 0.00114, 0.0944, 2.9}},
    {"arch_height_ratio", {0.000899, 0, 0, 0, 0, 0.00138, 0, 0.065, 2.29}},
    {"arch_volume", {2.1, 0, 9.8, 2.79, 0, 0, 0, 0, 0}},
    {"ball_girth_surface", {0.507, 0.897, 0, 5.04, 0, 0, 0, 0, 2.69}},
    {"ball_girth_tape", {0.389, 0, 2.25, 8.29, 0, 0.342, 0.514, 19.7, 2.27}},
    {"ball_width", {0, 0, 2.12, 2.9, 3.44, 0.0534, 0.149, 0, 3.06}},
    {"ball_width_oblique", {0.319, 0, 0, 2.95, 0, 0, 0.323, 2.21, 1.11}},
    {"dorsum_height_50", {0, 0, 0, 4.69, 1.64, 0.351, 0, 15.6, 6.56}},
    {"fifth_toe_angle", {0.315, 0.825, 1.36, 0, 1.7, 0, 0.107, 0.788, 2.13}},
    {"foot_length", {0, 0, 1.07, 4.31, 1.67, 0, 0, 5.66, 0.852}},
    {"hallux_angle", {0.0462, 0.77, 0.684, 0, 2.41, 0.367, 0, 3.6, 1.69}},
    {"heel_girth", {0.796, 1.93, 0, 7.33, 0, 1.24, 0.357, 16.7, 6.42}},
    {"heel_width", {0, 0.386, 0, 0.911, 0, 0.427, 0, 14.3, 2.93}},
    {"instep_girth", {0, 0, 0, 6.12, 0, 0.637, 0.211, 14.1, 6.04}},
    {"malleolar_valgus_index", {0.282, 0.647, 0, 0.679, 1.96, 0.0964, 0.456, 6.55, 0.543}},
    {"medial_arch_clearance", {0.352, 0.445, 1.85, 3.75, 1.07, 0.907, 0.0743, 0, 0}},
    {"rearfoot_angle", {0, 1.12, 0, 0, 3.77, 0.349, 0.429, 4.04, 0.688}},
    {"rearfoot_angle_vertical", {0, 1.06, 0.384, 0, 2.3, 0.0847, 0, 1.89, 0.64}},
    {"truncated_foot_length", {0.544, 0.259, 0, 6.6, 1.69, 1.46, 0.429, 0.596, 1.52}},
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
