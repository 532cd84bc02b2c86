#include "podalign/measure/foot_measures.hpp"

#include "podalign/measure/scan_measures.hpp"

namespace podalign::measure {

Measurements measureFoot(const anatomy::AlignedFoot& foot) {
  const FootError error = footError(foot);
  Measurements all;
  all["foot_length"] = footLength(foot, error);
  all["truncated_foot_length"] = truncatedFootLength(foot, error);
  all["ball_width"] = ballWidth(foot, error);
  all["ball_width_oblique"] = ballWidthOblique(foot, error);
  all["heel_width"] = heelWidth(foot, error);
  all["ball_girth_tape"] = ballGirthTape(foot, error);
  all["ball_girth_surface"] = ballGirthSurface(foot, error);
  all["dorsum_height_50"] = dorsumHeight50(foot, error);
  all["arch_height_index"] =
      ratio("arch_height_index", all["dorsum_height_50"], all["truncated_foot_length"]);
  all["arch_height_ratio"] =
      ratio("arch_height_ratio", all["dorsum_height_50"], all["foot_length"]);
  all["medial_arch_clearance"] = medialArchClearance(foot, error);
  all["rearfoot_angle"] = rearfootAngle(foot, error);
  all["rearfoot_angle_vertical"] = rearfootAngleVertical(foot, error);
  all["arch_index"] = archIndexOfScan(foot);
  if (foot.unit.millimetresPerUnit <= 0.0) {
    for (auto& [name, measurement] : all) {
      if (measurement.unit != "mm") continue;
      measurement = notValid("mm", measurement.method, {"SCAN.SHAPE_ONLY", {}});
    }
  }
  return all;
}

}  // namespace podalign::measure
