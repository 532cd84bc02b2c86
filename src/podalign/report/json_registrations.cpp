#include "podalign/report/internal/json_values.hpp"

namespace podalign::report::internal {
namespace {

void putLength(Json& out, const char* key, const std::optional<measure::PrintComparison>& length) {
  if (!length) return;
  Json entry;
  putNumber(entry, "print", length->printMm, "mm");
  putNumber(entry, "scan", length->scanMm, "mm");
  putNumber(entry, "difference", length->difference(), "mm");
  entry["unit"] = "mm";
  putNumber(entry, "error", length->bandMm, "mm");
  entry["verdict"] = length->agrees() ? "within_error" : "real";
  out[key] = std::move(entry);
}

Json toJson(const measure::PrintRegistration& fit, const TextRenderer& texts) {
  Json out{{"status", fit.refused ? "not_valid" : "ok"}};
  if (fit.refused) {
    out["reason"] = fit.refused->id;
    out["text"] = rendered(*fit.refused, texts);
  }
  if (fit.overlap > 0.0) {
    out["part"] = measure::toString(fit.part);
    putNumber(out, "overlap", fit.overlap, "ratio");
    putNumber(out, "mirrored_overlap", fit.mirroredOverlap, "ratio");
  }
  if (fit.refused) return out;
  if (fit.part != measure::SolePart::Outline) {
    putNumber(out, "contact_height_mm", fit.contactHeightMm, "mm");
  }
  Json transform = Json::object();
  putNumber(transform, "turn_deg", fit.turnDeg, "deg");
  putNumber(transform, "x_mm", fit.shift_in_foot.x(), "mm");
  putNumber(transform, "y_mm", fit.shift_in_foot.y(), "mm");
  out["foot_from_print"] = std::move(transform);
  putNumber(out, "print_area_cm2", fit.printAreaCm2, "cm2");
  putNumber(out, "scan_area_cm2", fit.scanAreaCm2, "cm2");
  putLength(out, "length", fit.length);
  putLength(out, "heel_breadth", fit.heelBreadth);
  putLength(out, "ball_breadth", fit.ballBreadth);
  return out;
}

}  // namespace

Json registrationsJson(const Assessment& assessment, const TextRenderer& texts) {
  Json out = Json::array();
  for (const RegisteredPrint& print : assessment.registrations) {
    Json entry{{"side", podalign::toString(assessment.scans[print.scan].foot.side.side)},
               {"foot", print.scan},
               {"footfall", print.step}};
    entry.update(toJson(print.fit, texts));
    out.push_back(std::move(entry));
  }
  return out;
}

}  // namespace podalign::report::internal
