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
    {"arch_height_index", 0.00371, 0.00715, 0.017, 0.000899},
    {"arch_height_ratio", 0.00183, 0.00431, 0.0121, 0},
    {"arch_volume", 2.76, 6.5, 10.7, 0},
    {"ball_girth_surface", 1.14, 17.9, 3.34, 0.806},
    {"ball_girth_tape", 1.09, 5.07, 7.22, 0.383},
    {"ball_width", 0.242, 3.14, 1.88, 0},
    {"ball_width_oblique", 0.304, 1.41, 1.96, 0.284},
    {"dorsum_height_50", 0.715, 4, 0, 0},
    {"fifth_toe_angle", 0.828, 2.66, 1.9, 0},
    {"foot_length", 0.403, 3.29, 1.99, 0},
    {"hallux_angle", 1.38, 3.15, 5.25, 0},
    {"heel_girth", 1.51, 8.43, 3.64, 0},
    {"heel_width", 0.336, 1.86, 0.405, 0},
    {"instep_girth", 0.375, 4.94, 1.5, 0},
    {"malleolar_valgus_index", 0.64, 4.95, 0, 0},
    {"medial_arch_clearance", 0.547, 4.25, 3.48, 0},
    {"rearfoot_angle", 0.936, 6.07, 0, 0},
    {"rearfoot_angle_vertical", 0.496, 3.93, 0, 0},
    {"truncated_foot_length", 1.24, 2.89, 4.07, 0.518},
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
