#include "podalign/measure/error_model.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace podalign::measure {
namespace {

// Causes add in quadrature: what no number of the scan tells (floor), its noise (1 SD), the depth
// of its facets (edge^2 / 80, a toe's radius being 10 mm), the spread of MTH1.
struct Terms {
  std::string_view measure;
  double floor, perNoise, perFacet, perSpread;
};
constexpr auto kTerms = std::to_array<Terms>({
    {"arch_height_index", 0.00641, 0.0103, 0, 0.0045},
    {"arch_height_ratio", 0.00435, 0.00512, 0.00717, 0},
    {"arch_volume", 9.3, 0, 0, 0},
    {"ball_girth_surface", 0.599, 7.89, 0, 4.63},
    {"ball_girth_tape", 0.456, 3.68, 1.57, 3.03},
    {"ball_width", 0.86, 0.814, 2.77, 0},
    {"ball_width_oblique", 0.495, 1.13, 1.59, 0.554},
    {"dorsum_height_50", 1.33, 1.33, 0.391, 0},
    {"fifth_toe_angle", 1.39, 0, 2.28, 0},
    {"foot_length", 0.904, 0.76, 2.47, 0},
    {"hallux_angle", 1.47, 2.04, 4.76, 0},
    {"heel_girth", 3.57, 2.13, 5, 0},
    {"heel_width", 0.603, 0.105, 0.249, 0},
    {"instep_girth", 1.28, 1.08, 0.893, 0},
    {"malleolar_valgus_index", 1.42, 1.71, 3.92, 0},
    {"medial_arch_clearance", 2.27, 0, 1.63, 0},
    {"rearfoot_angle", 1.28, 2.17, 4.23, 0},
    {"rearfoot_angle_vertical", 0.827, 1.37, 0, 0},
    {"truncated_foot_length", 1.31, 2.56, 0, 0.974},
});
constexpr double kFacetPerEdgeSquare = 1.0 / 80.0;

}  // namespace

std::optional<double> processingBand(const std::string& measure, const FootContext& context) {
  const auto found = std::find_if(kTerms.begin(), kTerms.end(),
                                  [&](const Terms& terms) { return terms.measure == measure; });
  if (found == kTerms.end()) return std::nullopt;
  const anatomy::Landmark* mth1 = context.find(anatomy::LandmarkId::Mth1);
  const double facet = context.error.edgeMm * context.error.edgeMm * kFacetPerEdgeSquare;
  const double spread = mth1 == nullptr ? 0.0 : mth1->spreadMm;
  return std::hypot(std::hypot(found->floor, found->perNoise * context.error.noiseMm),
                    found->perFacet * facet, found->perSpread * spread);
}

}  // namespace podalign::measure
