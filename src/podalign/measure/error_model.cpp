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
    {"arch_height_index", {0, 0.00695, 0.0134, 0.033, 0.0113, 0.000289, 0.000562, 0.0772, 0.238}},
    {"arch_height_ratio", {0, 0.00403, 0.013, 0.0167, 0, 0, 0, 0.0594, 0}},
    {"arch_volume", {0, 5.75, 18.7, 27.3, 0, 0, 0, 0, 0}},
    {"ball_girth_surface", {0, 0, 12.3, 31, 10.2, 0, 0.293, 0, 0}},
    {"ball_girth_tape", {0, 0, 8.32, 19.4, 13.5, 0, 0.355, 18.7, 0}},
    {"ball_width", {0, 1.01, 2.37, 5.09, 3.21, 0, 0.0562, 0.368, 0}},
    {"ball_width_oblique", {0, 0.982, 3.38, 7.25, 6.14, 0, 0.188, 0.846, 0}},
    {"dorsum_height_50", {0, 1.22, 2.73, 5.58, 0, 0, 0, 16.2, 0}},
    {"fifth_toe_angle", {0, 3.07, 6.41, 11.8, 15, 0.0977, 0.274, 1.85, 0.639}},
    {"foot_length", {0, 0.702, 3.6, 5.25, 3.68, 0, 0, 1.25, 0}},
    {"hallux_angle", {0.133, 0.444, 1.79, 6.26, 7.15, 0, 0.215, 1.65, 5.09}},
    {"heel_girth", {0.556, 3.31, 6.54, 17.3, 3.58, 0.135, 0, 14.2, 0.103}},
    {"heel_width", {0, 0.985, 2.01, 3.58, 0, 0, 0, 5.53, 0}},
    {"instep_girth", {0, 0, 3.59, 8.79, 1.58, 0, 0.0708, 15.1, 0.12}},
    {"malleolar_valgus_index", {0, 2.79, 3.63, 3.27, 0, 0, 0, 3.5, 0}},
    {"medial_arch_clearance", {0, 2.4, 4.35, 6.94, 0, 0, 0, 0, 0}},
    {"rearfoot_angle", {0, 0, 2.96, 6.42, 0, 0, 0.0473, 4.46, 0.495}},
    {"rearfoot_angle_vertical", {0, 1.84, 1.44, 3.57, 0, 0, 0, 3.44, 0}},
    {"truncated_foot_length", {0, 2.69, 3.37, 13.5, 3.64, 0.298, 0.196, 2.04, 0.248}},
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
