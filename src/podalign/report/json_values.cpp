#include "podalign/report/internal/json_values.hpp"

#include <cmath>

namespace podalign::report::internal {
namespace {

constexpr double kThousandths = 1e3;
constexpr double kHundredThousandths = 1e5;  // ratios lie between 0 and 1

Json toJson(const measure::Measurement& measurement, const TextRenderer& texts) {
  Json out;
  const bool valid = measurement.status != measure::Status::NotValid;
  if (valid && measurement.value) putNumber(out, "value", *measurement.value, measurement.unit);
  if (!measurement.unit.empty()) out["unit"] = measurement.unit;
  if (valid) {
    putNumber(out, "error", measurement.error.total(), measurement.unit);
    Json parts = Json::object();
    putNumber(parts, "processing", measurement.error.processing, measurement.unit);
    putNumber(parts, "device", measurement.error.device, measurement.unit);
    putNumber(parts, "repositioning", measurement.error.repositioning, measurement.unit);
    out["error_parts"] = std::move(parts);
    if (measurement.sensitivity) {
      Json range = Json::object();
      putNumber(range, "low", measurement.sensitivity->low, measurement.unit);
      putNumber(range, "high", measurement.sensitivity->high, measurement.unit);
      range["from"] = measurement.sensitivity->from;
      out["sensitivity"] = std::move(range);
    }
    if (measurement.confidence) putNumber(out, "confidence", *measurement.confidence, "ratio");
  }
  if (measurement.spread) {
    out["steps"] = measurement.spread->steps;
    if (measurement.spread->steps > 1)
      putNumber(out, "sd", measurement.spread->standardDeviation, measurement.unit);
  }
  out["status"] = measure::toString(measurement.status);
  if (measurement.reason) {
    out["reason"] = measurement.reason->id;
    out["text"] = rendered(*measurement.reason, texts);
  }
  out["method"] = rendered(measurement.method, texts);
  return out;
}

Json toJson(const plantar::IndexRange& range) { return Json::array({range.first, range.last}); }

std::string fileOf(std::size_t source, std::span<const InputFile> inputs) {
  return source < inputs.size() ? inputs[source].file : std::string();
}

void putSide(Json& out, const SideDecision& side) {
  out["side"] = toString(side.side);
  out["side_source"] = toString(side.source);
  putNumber(out, "side_confidence", side.confidence, "ratio");
}

Json copJson(const plantar::Footfall& footfall) {
  Json points = Json::array();
  for (const plantar::CopPoint& point : footfall.cop) {
    const bool finite = std::isfinite(point.xMm) && std::isfinite(point.yMm);
    points.push_back(
        Json::array({point.frame, finite ? Json(rounded(point.xMm, "mm")) : Json(),
                     finite ? Json(rounded(point.yMm, "mm")) : Json(), point.valid && finite}));
  }
  return Json{
      {"unit", "mm"}, {"frame", footfall.onBelt ? "belt" : "file"}, {"points", std::move(points)}};
}

}  // namespace

double rounded(double value, std::string_view unit) {
  const double steps = unit == "ratio" ? kHundredThousandths : kThousandths;
  const double result = std::round(value * steps) / steps;
  return result == 0.0 ? 0.0 : result;  // never "-0.0"
}

void putNumber(Json& object, const char* key, double value, std::string_view unit) {
  if (std::isfinite(value)) object[key] = rounded(value, unit);
}

std::string dump(const Json& document, JsonLayout layout) {
  constexpr int kIndent = 2;
  // Names of files may hold bytes that are no UTF-8: they are replaced, the document stays valid.
  return document.dump(layout == JsonLayout::Indented ? kIndent : -1, ' ', false,
                       Json::error_handler_t::replace) +
         "\n";
}

std::string rendered(const Message& message, const TextRenderer& texts) {
  std::string text = texts ? texts(message) : std::string();
  return text.empty() ? message.id : text;
}

Json toJson(const Finding& finding, const TextRenderer& texts) {
  Json out{{"id", finding.message.id},
           {"severity", toString(finding.severity)},
           {"message", rendered(finding.message, texts)}};
  if (!finding.source.empty()) out["source"] = finding.source;
  return out;
}

Json toJson(const Findings& findings, const TextRenderer& texts) {
  Json out = Json::array();
  for (const Finding& finding : findings) out.push_back(toJson(finding, texts));
  return out;
}

Json toJson(std::span<const InputFile> inputs) {
  Json out = Json::array();
  for (const InputFile& input : inputs) {
    out.push_back({{"file", input.file},
                   {"format", input.format},
                   {"sha256", input.sha256},
                   {"unit", input.unit},
                   {"unit_source", input.unitSource}});
  }
  return out;
}

Json toJson(const measure::Measurements& measures, const TextRenderer& texts) {
  Json out = Json::object();
  for (const auto& [name, measurement] : measures) out[name] = toJson(measurement, texts);
  return out;
}

namespace {

Json differencesJson(const measure::Differences& differences) {
  Json out = Json::object();
  for (const auto& [name, difference] : differences) {
    Json entry;
    putNumber(entry, "value", difference.value, difference.unit);
    entry["unit"] = difference.unit;
    putNumber(entry, "error", difference.error, difference.unit);
    entry["verdict"] = difference.real() ? "real" : "within_error";
    out[name] = std::move(entry);
  }
  return out;
}

Json repeatsJson(const std::vector<RepeatedScans>& repeats) {
  Json out = Json::array();
  for (const RepeatedScans& group : repeats) {
    Json measures = Json::object();
    for (const auto& [name, repeated] : group.measures) {
      Json entry{{"scans", repeated.scans}};
      putNumber(entry, "mean", repeated.mean, repeated.unit);
      entry["unit"] = repeated.unit;
      putNumber(entry, "typical_error", repeated.typicalError, repeated.unit);
      entry["typical_error_95"] = {rounded(repeated.typicalErrorLow, repeated.unit),
                                   rounded(repeated.typicalErrorHigh, repeated.unit)};
      putNumber(entry, "smallest_detectable_change", repeated.smallestDetectableChange,
                repeated.unit);
      measures[name] = std::move(entry);
    }
    out.push_back({{"side", toString(group.side)},
                   {"load", anatomy::toString(group.load)},
                   {"measures", std::move(measures)}});
  }
  return out;
}

}  // namespace

void putComparison(Json& document, const ScanComparison& comparison, const TextRenderer& texts) {
  if (!comparison.pair.empty()) document["pair"] = toJson(comparison.pair, texts);
  if (!comparison.leftRight.empty()) {
    document["left_right"] = differencesJson(comparison.leftRight);
  }
  for (const Laterality side : kBothSides) {
    if (comparison.sittingStanding[side].empty()) continue;
    document["sitting_standing"][toString(side)] =
        differencesJson(comparison.sittingStanding[side]);
  }
  if (!comparison.repeats.empty()) document["repeats"] = repeatsJson(comparison.repeats);
}

Json feetJson(std::span<const ScannedFoot> scans, std::span<const InputFile> inputs,
              const TextRenderer& texts) {
  Json out = Json::array();
  for (const ScannedFoot& scan : scans) {
    Json foot;
    putSide(foot, scan.foot.side);
    foot["source"] = fileOf(scan.source, inputs);
    foot["load"] = anatomy::toString(scan.foot.load);
    foot["sole"] = anatomy::toString(scan.foot.sole);
    foot["measures"] = toJson(scan.measures, texts);
    out.push_back(std::move(foot));
  }
  return out;
}

Json footfallsJson(std::span<const WalkedStep> steps, std::span<const InputFile> inputs,
                   const TextRenderer& texts) {
  Json out = Json::array();
  for (const WalkedStep& step : steps) {
    Json footfall;
    putSide(footfall, step.footfall.side);
    footfall["source"] = fileOf(step.source, inputs);
    footfall["complete"] = step.footfall.complete;
    if (!step.footfall.complete) footfall["incomplete"] = step.footfall.incompleteReasons;
    footfall["rows"] = toJson(step.footfall.rows);
    footfall["columns"] = toJson(step.footfall.columns);
    footfall["frames"] = toJson(step.footfall.frames);
    footfall["cop"] = copJson(step.footfall);
    footfall["measures"] = toJson(step.measures, texts);
    out.push_back(std::move(footfall));
  }
  return out;
}

Json walksJson(std::span<const MeasuredWalk> walks, std::span<const InputFile> inputs,
               const TextRenderer& texts) {
  Json out = Json::array();
  for (const MeasuredWalk& measured : walks) {
    const measure::WalkMeasures& walk = measured.walk;
    Json entry{{"source", fileOf(measured.source, inputs)},
               {"kind", plantar::toString(walk.trial)},
               {"footfalls", walk.footfalls},
               {"measures", toJson(walk.measures, texts)}};
    for (const Laterality side : kBothSides) {
      if (walk.feet[side].empty()) continue;
      Json& foot = entry[toString(side)];
      if (walk.typical[side]) foot["representative"] = *walk.typical[side];
      foot["measures"] = toJson(walk.feet[side], texts);
    }
    out.push_back(std::move(entry));
  }
  return out;
}

}  // namespace podalign::report::internal
