#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "podalign/profile/internal/load_parts.hpp"

// Units that fit their names, limits that can be reached, caps that hold for every rule.
namespace podalign::profile {
namespace {

// What the end of a field's name says of its unit.
constexpr std::array<std::pair<std::string_view, std::string_view>, 11> kUnitOfEnding{
    {{"_years", "years"},
     {"_kg", "kg"},
     {"_cm", "cm"},
     {"_mm", "mm"},
     {"_km", "km"},
     {"_deg", "deg"},
     {"_pct", "%"},
     {"_weeks", "weeks"},
     {"_min", "min"},
     {"_spm", "steps/min"},
     {"_0_10", "0-10"}}};
constexpr std::array<std::string_view, 13> kUnits{"years", "kg",     "cm",    "mm",  "km",
                                                  "deg",   "%",      "weeks", "min", "steps/min",
                                                  "0-10",  "points", "ratio"};

void checkUnit(Loading& loading, const Field& field) {
  const auto refuse = [&](const std::string& why) {
    loading.faults.add("vocabulary.yaml", field.line, "unit of '" + field.id + "': " + why);
  };
  if (field.type != FieldType::Number) {
    if (!field.unit.empty()) refuse("only a number has one; remove it");
    return;
  }
  if (!field.unit.empty() && std::find(kUnits.begin(), kUnits.end(), field.unit) == kUnits.end()) {
    refuse("'" + field.unit + "' is not known here");
  }
  for (const auto& [ending, unit] : kUnitOfEnding) {
    if (field.id.ends_with(ending) && field.unit != unit) {
      refuse("'" + field.unit + "', but its name says '" + std::string(unit) + "'");
    }
  }
}

// A limit at or beyond the end of what can be entered leaves a band that nobody can be in.
void checkBandsWithinRange(Loading& loading, const Profile& profile) {
  for (const auto& [measure, ages] : profile.classification.bands) {
    const Field* field = profile.vocabulary.find(measure);
    if (field == nullptr || !field->range) continue;
    for (const AgeBands& entry : ages) {
      for (const Band& band : entry.bands) {
        const double limit = band.below.value_or(band.upTo.value_or(field->range->low));
        const bool open = !band.below && !band.upTo;
        const bool first = &band == &entry.bands.front();
        const bool inside =
            limit < field->range->high &&
            (limit > field->range->low || (limit == field->range->low && band.upTo));
        if (open || inside) continue;
        loading.faults.add("classification.yaml", entry.line,
                           "a band of '" + measure +
                               "' is unreachable: its limit lies outside of "
                               "the range in vocabulary.yaml" +
                               std::string(first ? " (first band)" : ""));
      }
    }
  }
}

const InsoleParameter* findParameter(const Profile& profile, std::string_view id) {
  const auto found =
      std::find_if(profile.insoleParameters.begin(), profile.insoleParameters.end(),
                   [id](const InsoleParameter& parameter) { return parameter.id == id; });
  return found == profile.insoleParameters.end() ? nullptr : &*found;
}

void checkPosting(Loading& loading, const Profile& profile, const Rule& rule) {
  const std::string file = "rules/" + rule.category + ".yaml";
  const InsoleParameter* posting = findParameter(profile, "medial_rearfoot_posting");
  if (posting == nullptr || !rule.insole) return;
  const auto refuse = [&](const std::string& what) {
    loading.faults.add(
        file, rule.line,
        "'" + rule.id + "': " + what + " (insole.yaml:" + std::to_string(posting->line) + ")");
  };
  if (rule.insole->posting) {
    if (posting->autoMax && rule.insole->posting->autoDeg > *posting->autoMax) {
      refuse("the automatic posting goes beyond its cap");
    }
    if (posting->clinicianMax && rule.insole->posting->clinicianDeg > *posting->clinicianMax) {
      refuse("the clinician's posting goes beyond its cap");
    }
  }
  if (rule.insole->capDeg && posting->step && *rule.insole->capDeg < *posting->step) {
    refuse("'cap_deg' is below the step of posting");
  }
}

void checkLift(Loading& loading, const Profile& profile) {
  const InsoleParameter* lift = findParameter(profile, "heel_lift");
  if (lift == nullptr) return;
  const LiftLimits& limits = profile.outputs.lift;
  if ((lift->autoMax && limits.maxMm > *lift->autoMax) ||
      (lift->step && limits.stepMm != *lift->step)) {
    loading.faults.add("outputs.yaml", loading.lines["lift"],
                       "the lift goes beyond its cap or has another step than insole.yaml:" +
                           std::to_string(lift->line));
  }
  for (const Rule& rule : profile.rules) {
    if (!rule.insole || !rule.insole->liftStartMm) continue;
    const double start = *rule.insole->liftStartMm;
    if (start < limits.stepMm || start > limits.maxMm) {
      loading.faults.add("rules/" + rule.category + ".yaml", rule.line,
                         "'" + rule.id + "': 'lift_start_mm' is below the step or above the cap");
    }
  }
}

}  // namespace

void checkNumbers(Loading& loading, const Profile& profile) {
  for (const Field& field : profile.vocabulary.fields) checkUnit(loading, field);
  checkBandsWithinRange(loading, profile);
  for (const char* id : {"medial_rearfoot_posting", "heel_lift"}) {
    if (findParameter(profile, id) == nullptr && loading.unreadable.count("insole.yaml") == 0) {
      loading.faults.add("insole.yaml", 1, "parameter '" + std::string(id) + "' is missing");
    }
  }
  for (const Rule& rule : profile.rules) checkPosting(loading, profile, rule);
  checkLift(loading, profile);
}

}  // namespace podalign::profile
