#include "podalign/insole/plan.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "podalign/insole/refusal.hpp"

namespace podalign::insole {
namespace {

using anatomy::LandmarkId;
using profile::InsoleShape;
using profile::PrescriptionField;

const measure::Measurement* usable(const measure::Measurements& measures, const char* name) {
  const auto found = measures.find(name);
  const bool ok = found != measures.end() && found->second.status == measure::Status::Ok;
  return ok ? &found->second : nullptr;
}

// The height of a navicular that a person set.
const measure::Measurement* setNavicular(const measure::Measurements& measures) {
  return usable(measures, "navicular_height");
}

bool standsFor(const recommend::Decision& decision, const std::string& rule, Laterality side) {
  return std::any_of(
      decision.recommendations.begin(), decision.recommendations.end(),
      [&](const recommend::Recommendation& entry) {
        return entry.rule == rule &&
               (entry.sides.empty() ||
                std::find(entry.sides.begin(), entry.sides.end(), side) != entry.sides.end());
      });
}

// Limits of a value for one foot, and what set them.
struct Limits {
  double low = 0.0;
  double high = 0.0;
  std::string lowBy, highBy;
};

Limits generalLimits(const PrescriptionField& field) {
  return {field.low, field.high, field.lowParameter, field.parameter};
}

void lower(Limits& limits, double high, const std::string& by) {
  if (high >= limits.high) return;
  limits.high = high;
  limits.highBy = by;
}

// The general limits, lowered by what stands for this foot.
Limits footLimits(const PrescriptionField& field, Laterality side,
                  const recommend::Decision& decision) {
  Limits limits = generalLimits(field);
  const recommend::InsoleChoice& choice = decision.insole[side];
  if (field.id == "posting_deg" && choice.posting) {
    lower(limits, choice.posting->clinicianDeg, choice.rule);
  }
  if (field.id == "heel_lift_mm" && choice.heelLift) {
    lower(limits, choice.heelLift->limitMm, field.parameter);
  }
  for (const std::string& rule : field.notAboveZeroWith) {
    if (standsFor(decision, rule, side)) lower(limits, 0.0, rule);
  }
  for (const std::string& rule : field.notBelowZeroWith) {
    if (limits.low < 0.0 && standsFor(decision, rule, side)) limits.low = 0.0, limits.lowBy = rule;
  }
  return limits;
}

Result<void> within(const PrescriptionField& field, const StatedNumber& stated,
                    const Limits& limits, Laterality side, const std::string& source) {
  if (field.mayBeNone && stated.value == 0.0) return {};
  const bool above = stated.value > limits.high;
  if (!above && stated.value >= limits.low) return {};
  const std::string& by = above ? limits.highBy : limits.lowBy;
  return failure(
      kBeyondCap,
      fmt::format("INSOLE.BEYOND_CAP: '{}' of the {} foot is {:g} {}; the rule base allows {} {:g} "
                  "{} here ({}). Prescribe within it; no insole was made.",
                  field.id, toString(side), stated.value, field.unit,
                  above ? "at most" : "at least", above ? limits.high : limits.low, field.unit,
                  by.empty() ? "insole_shape.yaml" : by),
      source, stated.line);
}

class PlanMaker {
 public:
  PlanMaker(const Prescription& prescription, Laterality side, const ScannedSole& sole,
            const PlanGrounds& grounds)
      : prescription_(prescription),
        foot_(*prescription.feet[side]),
        sole_(sole),
        grounds_(grounds) {
    plan_.side = side;
  }

  Result<InsolePlan> make() {
    for (const profile::PrescriptionWord& word : grounds_.shape.words) take(word);
    for (const PrescriptionField& field : grounds_.shape.fields) take(field);
    fill();
    takeArch();
    if (auto fits = checkFit(); !fits) return tl::unexpected(fits.error());
    addFindings();
    return std::move(plan_);
  }

 private:
  void take(const profile::PrescriptionWord& word) {
    const auto stated = foot_.words.find(word.id);
    const bool given = stated != foot_.words.end();
    plan_.words.push_back({word.id, given ? stated->second.value : word.usual,
                           given ? ValueOrigin::Prescribed : ValueOrigin::Usual});
    words_[word.id] = plan_.words.back().value;
  }

  void take(const PrescriptionField& field) {
    const auto stated = foot_.numbers.find(field.id);
    const bool given = stated != foot_.numbers.end();
    PlanValue value;
    value.id = field.id;
    value.unit = field.unit;
    value.provisional = field.ground.provisional;
    const Limits limits = footLimits(field, plan_.side, grounds_.decision);
    value.low = limits.low;
    value.high = limits.high;
    value.limitedBy = limits.highBy;
    if (given) {
      value.value = stated->second.value;
      value.origin = ValueOrigin::Prescribed;
    } else if (field.usual) {
      value.value = *field.usual;
    } else if (field.id == "heel_cup_mm") {
      value.value = shoe().heelCup;
    } else if (field.id == "shell_mm") {
      value.value = shell(value);
    } else {
      return;  // length and width: by the foot and the shoe
    }
    if (!given && !field.usual) value.origin = ValueOrigin::Derived;
    if (value.value != 0.0) value.note = noteOf(field.parameter);
    numbers_[field.id] = value.value;
    plan_.values.push_back(std::move(value));
  }

  const profile::ShoeRoom& shoe() const { return *grounds_.shape.findShoe(words_.at("shoe")); }

  double shell(PlanValue& value) const {
    const std::string& posture = grounds_.decision.feet[plan_.side].posture;
    // Not known: as of somebody heavy, the stiffer shell.
    for (const profile::ShellRule& rule : grounds_.shape.shells) {
      const bool fits =
          rule.postures.empty() ||
          std::find(rule.postures.begin(), rule.postures.end(), posture) != rule.postures.end();
      if (!fits || (grounds_.bodyMassKg && *grounds_.bodyMassKg < rule.fromKg)) continue;
      value.provisional = rule.ground.provisional;
      return rule.mm;
    }
    return grounds_.shape.shells.back().mm;
  }

  std::string noteOf(const std::string& parameter) const {
    for (const profile::InsoleParameter& entry : grounds_.parameters) {
      if (entry.id == parameter) return entry.clinicianText;
    }
    return {};
  }

  double number(const std::string& id) const { return numbers_.at(id); }

  void fill() {
    plan_.shoe = words_.at("shoe");
    plan_.length = words_.at("length");
    plan_.underside = words_.at("underside");
    plan_.postingDeg = number("posting_deg");
    plan_.forefootPostingDeg = number("forefoot_posting_deg");
    plan_.medialSkiveMm = number("medial_skive_mm");
    plan_.heelLiftMm = number("heel_lift_mm");
    plan_.heelCupMm = number("heel_cup_mm");
    plan_.shellMm = number("shell_mm");
    plan_.padMm = number("metatarsal_pad_mm");
    plan_.padBehindMm = number("metatarsal_pad_behind_mm");
    plan_.firstRayMm = number("first_ray_cut_out_mm");
    plan_.reliefHeelMm = number("relief_heel_mm");
    plan_.topCoverMm = number("top_cover_mm");
    plan_.densityShoreA = number("density_shore_a");
    for (std::size_t i = 0; i < plan_.reliefHeadMm.size(); ++i) {
      plan_.reliefHeadMm.at(i) = number(fmt::format("relief_mth{}_mm", i + 1));
    }
    if (numbers_.count("insole_length_mm") > 0) plan_.lengthMm = number("insole_length_mm");
    if (numbers_.count("insole_width_mm") > 0) plan_.widthMm = number("insole_width_mm");
  }

  void takeArch() {
    if (const measure::Measurement* navicular = setNavicular(sole_.measures)) {
      plan_.archReference = ArchReference::Navicular;
      plan_.archReferenceMm = *navicular->value;
      const auto place = sole_.foot.landmarks.find(LandmarkId::Navicular);
      if (place != sole_.foot.landmarks.end()) {
        plan_.archApexMm = place->second.position_in_foot.x();
      }
    } else {
      plan_.archReference = ArchReference::Clearance;
      plan_.archReferenceMm = *usable(sole_.measures, "medial_arch_clearance")->value;
    }
    constexpr double kPercent = 100.0;
    plan_.archHeightMm = plan_.archReferenceMm * number("arch_share_pct") / kPercent;
  }

  std::size_t lineOf(const std::string& id) const {
    const auto stated = foot_.numbers.find(id);
    return stated == foot_.numbers.end() ? foot_.line : stated->second.line;
  }

  Result<void> checkFit() const {
    if (plan_.heelCupMm > shoe().heelCupHigh) {
      return failure(
          kBeyondCap,
          fmt::format("INSOLE.BEYOND_CAP: 'heel_cup_mm' of the {} foot is {:g} mm; a "
                      "shoe of the kind '{}' takes at most {:g} mm "
                      "(insole_shape.yaml). Prescribe within it; no insole was made.",
                      toString(plan_.side), plan_.heelCupMm, plan_.shoe, shoe().heelCupHigh),
          prescription_.source, lineOf("heel_cup_mm"));
    }
    if (sole_.sittingNavicularMm && plan_.archHeightMm > *sole_.sittingNavicularMm) {
      return failure(
          kBeyondCap,
          fmt::format("INSOLE.BEYOND_CAP: 'arch_share_pct' of the {} foot gives an arch "
                      "of {:.1f} mm; the rule base allows at most the sitting navicular "
                      "height, {:.1f} mm (medial_arch_peak). Prescribe a smaller share; "
                      "no insole was made.",
                      toString(plan_.side), plan_.archHeightMm, *sole_.sittingNavicularMm),
          prescription_.source, lineOf("arch_share_pct"));
    }
    return {};
  }

  void find(const char* id, Severity severity,
            std::vector<std::pair<std::string, std::string>> values = {}) {
    values.emplace_back("side", toString(plan_.side));
    plan_.findings.push_back({{id, std::move(values)}, severity, {}});
  }

  void addFindings() {
    if (!grounds_.decision.insole[plan_.side].posting) {
      find("INSOLE.NOT_PROPOSED", Severity::Caution);
    }
    if (plan_.archReference == ArchReference::Clearance) {
      find("INSOLE.ARCH_FROM_CLEARANCE", Severity::Note,
           {{"height", fmt::format("{:.1f}", plan_.archReferenceMm)}});
    }
    if (sole_.foot.load != anatomy::LoadState::Standing) {
      find("INSOLE.NOT_STANDING", Severity::Caution);
    }
    if (!grounds_.bodyMassKg && foot_.numbers.count("shell_mm") == 0) {
      find("INSOLE.MASS_UNKNOWN", Severity::Note, {{"shell", fmt::format("{:g}", plan_.shellMm)}});
    }
  }

  const Prescription& prescription_;
  const FootPrescription& foot_;
  const ScannedSole& sole_;
  const PlanGrounds& grounds_;
  std::map<std::string, double> numbers_;
  std::map<std::string, std::string> words_;
  InsolePlan plan_;
};

}  // namespace

const char* toString(ArchReference reference) {
  return reference == ArchReference::Navicular ? "navicular_set_by_person"
                                               : "medial_arch_clearance";
}

const char* toString(ValueOrigin origin) {
  switch (origin) {
    case ValueOrigin::Prescribed: return "prescribed";
    case ValueOrigin::Usual: return "usual";
    case ValueOrigin::Derived: return "derived";
  }
  return "usual";
}

Result<void> checkPrescription(const Prescription* prescription, bool clinic,
                               const std::string& source, const InsoleShape& shape) {
  if (!clinic) {
    return failure(kNotInShop,
                   "INSOLE.NOT_IN_SHOP: the case does not say 'setting: clinic'. In the shop it is "
                   "fit and comfort only, and no insole is made.",
                   source);
  }
  const bool any = prescription != nullptr && (prescription->feet.left || prescription->feet.right);
  if (!any) {
    return failure(kNoPrescription,
                   "INSOLE.NO_PRESCRIPTION: the case holds no 'prescription' with 'left' or "
                   "'right'. What the engine proposes never becomes an insole; a clinician writes "
                   "and approves the prescription.",
                   source, prescription != nullptr ? prescription->line : 0);
  }
  if (!prescription->approvedByClinician) {
    return failure(kNotApproved,
                   "INSOLE.NOT_APPROVED: the prescription is not approved. A clinician who stands "
                   "by it states 'approved_by_clinician: true' in it.",
                   source, prescription->line);
  }
  for (const Laterality side : kBothSides) {
    if (!prescription->feet[side]) continue;
    for (const auto& [id, stated] : prescription->feet[side]->numbers) {
      const PrescriptionField* field = shape.findField(id);
      if (field == nullptr) continue;
      auto fits = within(*field, stated, generalLimits(*field), side, source);
      if (!fits) return fits;
    }
    for (const auto& [id, stated] : prescription->feet[side]->words) {
      const profile::PrescriptionWord* word = shape.findWord(id);
      if (word == nullptr ||
          std::find(word->values.begin(), word->values.end(), stated.value) != word->values.end()) {
        continue;
      }
      return failure(ErrorCode::CaseInvalid,
                     fmt::format("'{}' is none of the values of '{}': {}", stated.value, id,
                                 fmt::join(word->values, ", ")),
                     source, stated.line);
    }
  }
  return {};
}

Result<void> checkFoot(const Prescription& prescription, Laterality side,
                       const PlanGrounds& grounds) {
  const FootPrescription& foot = *prescription.feet[side];
  if (!grounds.blockedBy.empty()) {
    return failure(kFootBlocked,
                   fmt::format("INSOLE.FOOT_BLOCKED: the rule base allows no insole for the {} "
                               "foot ({}). Look into that first; no insole was made.",
                               toString(side), grounds.blockedBy),
                   prescription.source, foot.line);
  }
  for (const auto& [id, stated] : foot.numbers) {
    const PrescriptionField* field = grounds.shape.findField(id);
    if (field == nullptr) continue;
    auto fits = within(*field, stated, footLimits(*field, side, grounds.decision), side,
                       prescription.source);
    if (!fits) return fits;
  }
  return {};
}

std::string blockingRule(const profile::Profile& profile, const recommend::Decision& decision,
                         Laterality side) {
  if (decision.insole[side].gate != profile.outputs.gateBlocked) return {};
  for (const recommend::Recommendation& entry : decision.recommendations) {
    const profile::Rule* rule = profile::findRule(profile, entry.rule);
    const bool blocks = rule != nullptr && std::find(rule->blocks.begin(), rule->blocks.end(),
                                                     "insole") != rule->blocks.end();
    if (blocks && standsFor(decision, entry.rule, side)) return entry.rule;
  }
  // A safety rule that cannot be decided holds the insole back as well.
  return "a safety question is still open";
}

Findings compareSides(const InsolePlan& left, const InsolePlan& right,
                      const std::vector<profile::InsoleParameter>& parameters) {
  Findings findings;
  const auto compare = [&](const char* parameter, const char* finding, double difference) {
    for (const profile::InsoleParameter& entry : parameters) {
      if (entry.id != parameter || !entry.autoMax || std::abs(difference) <= *entry.autoMax)
        continue;
      findings.push_back({{finding,
                           {{"difference", fmt::format("{:g}", std::abs(difference))},
                            {"limit", fmt::format("{:g}", *entry.autoMax)}}},
                          Severity::Caution,
                          {}});
    }
  };
  compare("posting_difference", "INSOLE.SIDES_DIFFER_POSTING", left.postingDeg - right.postingDeg);
  compare("lift_difference", "INSOLE.SIDES_DIFFER_LIFT", left.heelLiftMm - right.heelLiftMm);
  return findings;
}

std::string whyUnusable(const anatomy::AlignedFoot& foot, const measure::Measurements& measures) {
  if (!(foot.unit.millimetresPerUnit > 0.0)) return "only its shape is known, no millimetre";
  if (foot.side.source == SideSource::Conflict) return "its side is in doubt";
  if (foot.sole != anatomy::SoleKind::Authentic) {
    return fmt::format("its sole is {}", foot.sole == anatomy::SoleKind::Open ? "not captured"
                                         : foot.sole == anatomy::SoleKind::SyntheticFlat
                                             ? "invented by the scanner's software"
                                             : "seen without its hollow");
  }
  if (foot.noisy) return "its surface is too rough";
  if (setNavicular(measures) == nullptr && usable(measures, "medial_arch_clearance") == nullptr) {
    return "the height of its arch could not be measured, and no navicular was set by a person";
  }
  return {};
}

Result<InsolePlan> makePlan(const Prescription& prescription, Laterality side,
                            const ScannedSole& sole, const PlanGrounds& grounds) {
  return PlanMaker(prescription, side, sole, grounds).make();
}

}  // namespace podalign::insole
