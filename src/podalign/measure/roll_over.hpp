#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "podalign/measure/zones.hpp"

namespace podalign::measure {

/// What follows the foot through time and rests on its zones.
///
/// Shares of the contact (%), which add up to 100 where all four are defined, from the first
/// contact of the foot (De Cock et al. 2005): `initial_contact_phase` to the first metatarsal
/// contact, `forefoot_contact_phase` until all five metatarsal heads are down, `foot_flat_phase`
/// until the heel is off, `forefoot_push_off_phase` to the last contact.
/// `medial_lateral_balance.<phase>`: mean over the phase of the medial (medial heel, MT1, MT2) less
/// the lateral load (lateral heel, MT3 to MT5) over their sum. `lateral_heel_time_to_peak` (s),
/// `mt2_peak_load`, `mt3_peak_load` (% of body weight where that is known, else N): Thijs et al.
/// 2008.
///
/// Errors:   a phase whose events do not occur or not in this order is not_valid and says why.
/// Accuracy: every event is known to one frame; lines of zones to half a cell (`moved`).
[[nodiscard]] Measurements rollOver(const StepOfFoot& step, const ZoneCourses& courses,
                                    std::span<const ZoneCourses> moved,
                                    const FootfallMeasureOptions& options);

/// Names and units of all of these.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> rollOverNames(
    const FootfallMeasureOptions& options);

}  // namespace podalign::measure
