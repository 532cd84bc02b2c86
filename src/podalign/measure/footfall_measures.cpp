#include "podalign/measure/footfall_measures.hpp"

#include <utility>

#include "podalign/core/contracts.hpp"
#include "podalign/measure/arch_index.hpp"
#include "podalign/measure/cpei.hpp"
#include "podalign/measure/footfall_context.hpp"
#include "podalign/measure/footprint_indices.hpp"
#include "podalign/measure/pressure_balance.hpp"
#include "podalign/measure/pressure_loading.hpp"
#include "podalign/measure/sensitivity.hpp"
#include "podalign/measure/step_course.hpp"

namespace podalign::measure {

const char* toString(FootprintAxis axis) {
  switch (axis) {
    case FootprintAxis::HeelToSecondToe: return "heel_to_second_toe";
    case FootprintAxis::MinimumAreaBox: return "minimum_area_box";
    case FootprintAxis::Plate: return "plate";
    case FootprintAxis::PrincipalAxis: return "principal_axis";
    case FootprintAxis::CopChord: return "cop_chord";
  }
  return "heel_to_second_toe";
}

std::optional<FootprintAxis> footprintAxisFromString(std::string_view name) {
  for (const FootprintAxis axis :
       {FootprintAxis::HeelToSecondToe, FootprintAxis::MinimumAreaBox, FootprintAxis::Plate,
        FootprintAxis::PrincipalAxis, FootprintAxis::CopChord}) {
    if (name == toString(axis)) return axis;
  }
  return std::nullopt;
}

const char* toString(CpeiChord chord) {
  return chord == CpeiChord::FirstToLastCop ? "first_to_last_cop" : "longest_hull_edge";
}

Measurements measureFootfall(const plantar::Footfall& footfall, const plantar::Grid& grid,
                             units::Duration framePeriod, const FootfallMeasureOptions& options) {
  PODALIGN_EXPECTS(footfall.frames.count() > 0 && footfall.rows.count() > 0 &&
                   footfall.columns.count() > 0);
  PODALIGN_EXPECTS(footfall.forcesN.size() == static_cast<std::size_t>(footfall.frames.count()));
  PODALIGN_EXPECTS(footfall.cop.size() == footfall.forcesN.size());
  PODALIGN_EXPECTS(units::inSeconds(framePeriod) > 0.0 && grid.cellAreaMm2 > 0.0);
  const FootfallContext context = makeContext(footfall, grid, framePeriod, options);
  const FrameSummaries frames = summariesOf(context);
  ArchIndices arch = archIndices(context);
  ArchVoidIndices archVoid = archVoidIndices(context);
  BreadthIndices breadths = breadthIndices(context);
  LoadBalance balance = loadBalance(context);
  Measurements measures{
      {"arch_index", std::move(arch.arch)},
      {"chippaux_smirak_index", std::move(breadths.chippauxSmirak)},
      {"clarke_angle", std::move(archVoid.clarke)},
      {"contact_area", contactArea(context, frames)},
      {"contact_time", contactTime(context)},
      {"cop_velocity", copVelocity(context)},
      {"cop_velocity_peak", copVelocityPeak(context)},
      {"cpei", cpei(context)},
      {"foot_progression_angle", footProgressionAngle(context)},
      {"footprint_area", footprintArea(context)},
      {"footprint_index", std::move(archVoid.footprint)},
      {"force_time_integral", forceTimeIntegral(context, frames)},
      {"loading_rate", loadingRate(context)},
      {"max_force", maxForce(context, frames)},
      {"medial_lateral_balance", std::move(balance.medialLateral)},
      {"modified_arch_index", std::move(arch.modified)},
      {"peak_pressure", peakPressure(context, frames)},
      {"pressure_time_integral", pressureTimeIntegral(context, frames)},
      {"rearfoot_forefoot_ratio", std::move(balance.rearfootForefoot)},
      {"staheli_index", std::move(breadths.staheli)},
      {"strike_index", strikeIndex(context)},
  };
  if (options.sensitivity) addSensitivity(measures, context);
  return measures;
}

}  // namespace podalign::measure
