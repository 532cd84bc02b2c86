#include "podalign/measure/foot_measures.hpp"

#include <utility>

#include "podalign/measure/error_model.hpp"
#include "podalign/measure/foot_gates.hpp"
#include "podalign/measure/scan_measures.hpp"

namespace podalign::measure {

Measurements measureUngated(const FootContext& context) {
  Measurements all;
  all["foot_length"] = footLength(context);
  all["truncated_foot_length"] = truncatedFootLength(context);
  all["ball_width"] = ballWidth(context);
  all["ball_width_oblique"] = ballWidthOblique(context);
  all["heel_width"] = heelWidth(context);
  BallGirths ball = ballGirths(context);
  all["ball_girth_tape"] = std::move(ball.tape);
  all["ball_girth_surface"] = std::move(ball.surface);
  all["instep_girth"] = instepGirth(context);
  all["heel_girth"] = heelGirth(context);
  all["dorsum_height_50"] = dorsumHeight50(context);
  all["arch_height_index"] =
      ratio("arch_height_index", all["dorsum_height_50"], all["truncated_foot_length"]);
  all["arch_height_ratio"] =
      ratio("arch_height_ratio", all["dorsum_height_50"], all["foot_length"]);
  all["medial_arch_clearance"] = medialArchClearance(context);
  all["arch_volume"] = archVolume(context);
  all["navicular_height"] = navicularHeight(context);
  all["normalised_navicular_height"] =
      ratio("normalised_navicular_height", all["navicular_height"], all["truncated_foot_length"]);
  all["arch_angle"] = archAngle(context);
  all["malleolar_valgus_index"] = malleolarValgusIndex(context);
  all["hallux_angle"] = halluxAngle(context);
  all["fifth_toe_angle"] = fifthToeAngle(context);
  all["rearfoot_angle"] = rearfootAngle(context);
  all["rearfoot_angle_vertical"] = rearfootAngleVertical(context);
  all["arch_index"] = archIndexOfScan(context);
  return all;
}

Measurements measureFoot(const anatomy::AlignedFoot& foot) {
  const FootContext context = contextOf(foot);
  Measurements all = measureUngated(context);
  for (auto& [name, measurement] : all) {
    const auto band = processingBand(name, context, measurement.error.processing);
    if (band && measurement.value) measurement.error.processing = *band;
    measurement = gated(foot, name, std::move(measurement));
  }
  if (foot.unit.millimetresPerUnit <= 0.0) {
    for (auto& [name, measurement] : all) {
      if (measurement.unit != "mm" && measurement.unit != "cm3") continue;
      measurement = notValid(measurement.unit, measurement.method, {"SCAN.SHAPE_ONLY", {}});
    }
  }
  return all;
}

}  // namespace podalign::measure
