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
    {"arch_height_index", {0.00167, 0.00615, 0.0138, 0, 0.00898, 0.00257, 0.00105, 0.112, 0}},
    {"arch_height_ratio", {0.000988, 0.0014, 0, 0, 0, 0.00129, 0.000654, 0.0699, 3.49}},
    {"arch_volume", {2.34, 0, 0, 6.71, 0, 0.245, 1.42, 0, 0}},
    {"ball_girth_surface", {0.547, 0.707, 0, 4.71, 2.84, 0.636, 0.118, 0, 2.37}},
    {"ball_girth_tape", {0.431, 0, 0, 10.1, 0, 0.731, 0.61, 15.9, 1.56}},
    {"ball_width", {0, 0, 0, 2.14, 2.88, 0.0333, 0.237, 1.31, 2.95}},
    {"ball_width_oblique", {0.137, 0.131, 1.16, 3.08, 0, 0, 0.223, 0, 1.6}},
    {"dorsum_height_50", {0.289, 0, 0, 4.68, 0, 0.764, 0.328, 17.6, 0}},
    {"fifth_toe_angle", {0.392, 0.433, 0.837, 0, 0, 0, 0.253, 0.694, 2}},
    {"foot_length", {0, 0, 3.02, 4.26, 2.06, 0, 0.1, 0.447, 0.876}},
    {"hallux_angle", {0, 0.603, 0, 0.65, 2.27, 0.201, 0.16, 5.4, 2.2}},
    {"heel_girth", {0.578, 2.81, 0, 8.69, 0, 0.544, 0.467, 13.7, 7.02}},
    {"heel_width", {0, 0, 0, 1.82, 1.81, 0, 0.188, 5.77, 2.71}},
    {"instep_girth", {0, 0, 0, 7.41, 0, 0.841, 0.204, 30.2, 2.34}},
    {"malleolar_valgus_index", {0.291, 0.352, 0.844, 0, 7.09, 0, 0, 4.38, 2.66}},
    {"medial_arch_clearance", {0.488, 1.1, 2.62, 1.13, 7.35, 0.786, 0, 0, 0}},
    {"rearfoot_angle", {0.318, 0.407, 2.24, 3.84, 13, 0, 0, 4.9, 0}},
    {"rearfoot_angle_vertical", {0, 1.02, 0.518, 0, 0, 0, 0, 2.79, 0.836}},
    {"truncated_foot_length", {0.118, 0, 0, 5.99, 1.69, 1.49, 0.544, 8.26, 2.01}},
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
