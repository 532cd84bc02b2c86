#include "podalign/report/insole_document.hpp"
#include "podalign/report/internal/json_values.hpp"

namespace podalign::report {
namespace {

using internal::Json;
using internal::putNumber;

Json valueJson(const insole::PlanValue& value) {
  Json out = Json::object();
  putNumber(out, "value", value.value, value.unit);
  out["unit"] = value.unit;
  out["from"] = insole::toString(value.origin);
  if (value.low) putNumber(out, "low", *value.low, value.unit);
  if (value.high) putNumber(out, "high", *value.high, value.unit);
  if (!value.limitedBy.empty()) out["limited_by"] = value.limitedBy;
  out["provisional"] = value.provisional;
  if (!value.note.empty()) out["note"] = value.note;
  return out;
}

Json archJson(const MadeInsole& entry) {
  Json out = Json::object();
  out["reference"] = insole::toString(entry.plan.archReference);
  putNumber(out, "reference_mm", entry.plan.archReferenceMm, "mm");
  putNumber(out, "asked_mm", entry.plan.archHeightMm, "mm");
  putNumber(out, "made_mm", entry.insole.made.archHeightMm, "mm");
  putNumber(out, "apex_x_mm", entry.insole.made.archApexMm, "mm");
  return out;
}

Json madeJson(const insole::MadeShape& made, const geometry::TriangleMesh& mesh) {
  Json out = Json::object();
  putNumber(out, "length_mm", made.lengthMm, "mm");
  putNumber(out, "width_mm", made.widthMm, "mm");
  putNumber(out, "height_mm", made.heightMm, "mm");
  putNumber(out, "heel_slope_deg", made.postingDeg, "deg");
  putNumber(out, "thinnest_mm", made.thinnestMm, "mm");
  putNumber(out, "volume_cm3", made.volumeCm3, "cm3");
  putNumber(out, "overhang_cm2", made.overhangCm2, "cm2");
  putNumber(out, "overhang_highest_mm", made.overhangHighestMm, "mm");
  out["triangles"] = mesh.triangles.size();
  return out;
}

Json footJson(const MadeInsole& entry, const Assessment& assessment, const TextRenderer& texts) {
  Json out = Json::object();
  out["scan"] = assessment.inputs[assessment.scans[entry.scan].source].file;
  out["gate"] = assessment.decision.insole[entry.plan.side].gate;
  Json values = Json::object();
  for (const insole::PlanValue& value : entry.plan.values) values[value.id] = valueJson(value);
  for (const insole::PlanWord& word : entry.plan.words) {
    values[word.id] = Json{{"value", word.value}, {"from", insole::toString(word.origin)}};
  }
  out["prescription"] = std::move(values);
  out["arch"] = archJson(entry);
  out["made"] = madeJson(entry.insole.made, entry.insole.mesh_in_foot);
  out["files"] = entry.files;
  out["findings"] = internal::toJson(entry.plan.findings, texts);
  return out;
}

Json constantsJson(const std::vector<profile::ShapeConstant>& constants) {
  Json out = Json::object();
  for (const profile::ShapeConstant& constant : constants) {
    Json entry = Json::object();
    putNumber(entry, "value", constant.value, constant.unit);
    entry["unit"] = constant.unit;
    entry["provisional"] = constant.ground.provisional;
    out[constant.id] = std::move(entry);
  }
  return out;
}

}  // namespace

std::string prescriptionJson(const InsoleDocument& document, const TextRenderer& texts,
                             JsonLayout layout) {
  const Assessment& assessment = document.assessment;
  Json out;
  out["schema"] = "podalign/prescription/1";
  out["produced_by"] = Json{{"podalign", assessment.software},
                            {"knowledge", assessment.knowledge},
                            {"approved", assessment.approved}};
  out["setting"] = assessment.decision.setting;
  out["subject"] = assessment.subjectId;
  if (!assessment.captured.empty()) out["captured"] = assessment.captured;
  out["case_sha256"] = document.caseSha256;
  out["approved_by_clinician"] = true;
  out["inputs"] = internal::toJson(std::span<const InputFile>(assessment.inputs));
  Json feet = Json::object();
  for (const MadeInsole& entry : document.insoles) {
    feet[toString(entry.plan.side)] = footJson(entry, assessment, texts);
  }
  out["feet"] = std::move(feet);
  out["constants"] = constantsJson(document.constants);
  out["findings"] = internal::toJson(document.findings, texts);
  return internal::dump(out, layout);
}

}  // namespace podalign::report
