#include "podalign/measure/imprint_gates.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "podalign/core/contracts.hpp"

namespace podalign::measure {
namespace {

constexpr double kWallMm = 1.0;  // how far a wall of foam stands off the skin

// How deep the block must hold the foot, as a share of its length, for the widest places to lie
// below its top: the back of the heel lies at 20 mm, the ball's sides at 15 (phantoms).
const std::map<std::string, double>& outlineDepths() {
  static const std::map<std::string, double> all{{"foot_length", 0.085},
                                                 {"truncated_foot_length", 0.085},
                                                 {"ball_width", 0.065},
                                                 {"ball_width_oblique", 0.065},
                                                 {"heel_width", 0.085}};
  return all;
}

const std::set<std::string>& hollows() {
  static const std::set<std::string> all{"medial_arch_clearance", "arch_volume"};
  return all;
}

const std::set<std::string>& ofToes() {
  static const std::set<std::string> all{"hallux_angle", "fifth_toe_angle"};
  return all;
}

Measurement refused(Measurement measured, Message reason) {
  return notValid(std::move(measured.unit), std::move(measured.method), std::move(reason));
}

}  // namespace

Measurement gatedByImprint(const anatomy::AlignedFoot& foot, const std::string& name,
                           Measurement measured) {
  PODALIGN_EXPECTS(foot.imprint.has_value());
  if (const auto outline = outlineDepths().find(name); outline != outlineDepths().end()) {
    const double depth = foot.imprint->depthMm;
    if (depth < outline->second * foot.footLengthMm) {
      return refused(std::move(measured),
                     {"MEASURE.FOAM_TOO_SHALLOW", {{"depth", fmt::format("{:.0f}", depth)}}});
    }
    measured.error.processing = std::hypot(measured.error.processing, kWallMm);
    return lowConfidence(std::move(measured), {"MEASURE.FOAM_OUTLINE", {}});
  }
  if (hollows().count(name) > 0) {
    measured.method.id += ".foam";
    return lowConfidence(std::move(measured), {"MEASURE.FOAM_LOAD", {}});
  }
  if (name == "arch_index") return refused(std::move(measured), {"MEASURE.FOAM_NO_PRINT", {}});
  if (ofToes().count(name) > 0) return refused(std::move(measured), {"MEASURE.FOAM_TOES", {}});
  return refused(std::move(measured), {"MEASURE.FOAM_SOLE_ONLY", {}});
}

}  // namespace podalign::measure
