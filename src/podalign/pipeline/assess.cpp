#include "podalign/pipeline/assess.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "podalign/ingest/file_bytes.hpp"
#include "podalign/measure/footfall_measures.hpp"
#include "podalign/pipeline/earlier_results.hpp"
#include "podalign/pipeline/measure_files.hpp"
#include "podalign/pipeline/prints_on_scans.hpp"
#include "podalign/pipeline/scan_and_plate.hpp"
#include "podalign/recommend/decide.hpp"

namespace podalign::pipeline {
namespace {

using measure::Measurement;
using measure::Status;
using recommend::RuleInputs;
using report::Assessment;

// docs/contract.md, "What may enter the classifier": rule input, measure, of what.
struct Admission {
  const char* field;
  const char* measure;
};
// Only measures with status ok enter: those of the navicular are ok where a person set it.
constexpr std::array<Admission, 7> kFromScan{{{"AHI_STAND", "arch_height_index"},
                                              {"AI_static", "arch_index"},
                                              {"NNHT", "normalised_navicular_height"},
                                              {"LAA", "arch_angle"},
                                              {"surface_hallux_angle", "hallux_angle"},
                                              {"foot_length_mm", "foot_length"},
                                              {"ball_width_mm", "ball_width_oblique"}}};
constexpr std::array<Admission, 2> kFromStandingPlate{
    {{"AI_static", "arch_index"}, {"CSI", "chippaux_smirak_index"}}};
constexpr int kStepsForCpei = 3;

const Measurement* usable(const measure::Measurements& measures, const char* name) {
  const auto found = measures.find(name);
  if (found == measures.end() || found->second.status != Status::Ok) return nullptr;
  return &found->second;
}

// Puts a measured value in where nobody entered one by hand: that wins, and both are shown.
Result<void> admit(const profile::Profile& profile, RuleInputs& inputs, Laterality side,
                   const char* field, const Measurement* measurement) {
  if (measurement == nullptr || inputs.feet[side].count(field) > 0) return {};
  auto set = recommend::setFootMeasure(profile, inputs, side, field, *measurement->value);
  if (!set) return set;
  inputs.halfWidths[side][field] = measurement->error.total();
  return {};
}

Result<void> admitScans(const profile::Profile& profile, const Assessment& assessment,
                        RuleInputs& inputs) {
  for (const report::ScannedFoot& scan : assessment.scans) {
    const Laterality side = scan.foot.side.side;
    for (const Admission& admission : kFromScan) {
      const bool needsStanding = std::string_view(admission.field) == "AHI_STAND";
      if (needsStanding && scan.foot.load != anatomy::LoadState::Standing) continue;
      auto set =
          admit(profile, inputs, side, admission.field, usable(scan.measures, admission.measure));
      if (!set) return set;
    }
    const auto coverage = recommend::setFootMeasure(profile, inputs, side, "plantar_coverage_pct",
                                                    100.0 * scan.foot.soleCoverage);
    if (!coverage) return coverage;
    inputs.feet[side].try_emplace("load", std::string(anatomy::toString(scan.foot.load)));
    inputs.feet[side].try_emplace("unit_ambiguous", scan.foot.unit.millimetresPerUnit <= 0.0);
  }
  return {};
}

// How far the dorsum sinks from sitting to standing.
Result<void> admitMobility(const profile::Profile& profile, const Assessment& assessment,
                           RuleInputs& inputs) {
  for (const Laterality side : kBothSides) {
    const auto& changes = assessment.comparison.sittingStanding[side];
    const auto change = changes.find("dorsum_height_50");
    if (change == changes.end() || inputs.feet[side].count("DAHDIFF") > 0) continue;
    auto set = recommend::setFootMeasure(profile, inputs, side, "DAHDIFF", change->second.value);
    if (!set) return set;
    inputs.halfWidths[side]["DAHDIFF"] = change->second.error;
  }
  return {};
}

bool isWalkingStep(const report::WalkedStep& step) {
  return step.footfall.trial == plantar::TrialKind::Walking && step.footfall.complete &&
         !step.footfall.shod && step.footfall.sensor == plantar::SensorKind::Plate &&
         step.footfall.side.source != SideSource::Conflict;
}

Result<void> admitPlates(const profile::Profile& profile, const Assessment& assessment,
                         RuleInputs& inputs) {
  PerSide<int> walkingSteps;
  bool walked = false;
  for (const report::WalkedStep& step : assessment.steps) {
    const Laterality side = step.footfall.side.side;
    if (step.footfall.trial == plantar::TrialKind::Walking) walked = true;
    if (isWalkingStep(step)) ++walkingSteps[side];
    if (step.footfall.trial != plantar::TrialKind::Standing) continue;
    for (const Admission& admission : kFromStandingPlate) {
      auto set =
          admit(profile, inputs, side, admission.field, usable(step.measures, admission.measure));
      if (!set) return set;
    }
  }
  if (!walked) return {};
  for (const Laterality side : kBothSides) {
    auto counted =
        recommend::setFootMeasure(profile, inputs, side, "valid_steps", walkingSteps[side]);
    if (!counted) return counted;
    if (walkingSteps[side] < kStepsForCpei) continue;
    auto set = admit(profile, inputs, side, "CPEI", usable(assessment.stepMeans[side], "cpei"));
    if (!set) return set;
  }
  return {};
}

void takeStepMeans(Assessment& assessment) {
  for (const Laterality side : kBothSides) {
    std::vector<measure::Measurements> steps;
    for (const report::WalkedStep& step : assessment.steps) {
      if (step.footfall.side.side == side && step.footfall.trial != plantar::TrialKind::Standing) {
        steps.push_back(step.measures);
      }
    }
    if (!steps.empty()) assessment.stepMeans[side] = measure::meanOverSteps(steps);
  }
}

Result<RuleInputs> readIntake(const Case& theCase, const profile::Profile& profile,
                              const ingest::GivenFiles* given) {
  if (!theCase.intakeFile) {
    return recommend::readRuleInputs(profile, theCase.answers, theCase.source);
  }
  auto file = ingest::openFile(*theCase.intakeFile, given);
  if (!file) return tl::unexpected(file.error());
  return recommend::readRuleInputs(profile, file->view(), file->name());
}

std::optional<double> numberIn(const profile::Value& value) {
  const double* number = std::get_if<double>(&value);
  return number == nullptr ? std::nullopt : std::optional<double>(*number);
}

std::optional<double> bodyMass(const RuleInputs& inputs) {
  const auto mass = inputs.subject.find("body_mass_kg");
  if (mass == inputs.subject.end()) return std::nullopt;
  return numberIn(mass->second);
}

std::vector<report::EnteredValue> enteredValues(const RuleInputs& inputs) {
  std::vector<report::EnteredValue> entered;
  for (const Laterality side : kBothSides) {
    for (const auto& [field, value] : inputs.feet[side]) {
      if (const auto number = numberIn(value)) entered.push_back({side, field, *number});
    }
  }
  return entered;
}

std::optional<Error> findSideConflict(const Case& theCase, const Assessment& assessment) {
  if (theCase.sideConfirmed) return std::nullopt;
  for (const Finding& finding : assessment.findings) {
    if (finding.message.id != "SIDE.CONFLICT") continue;
    std::string declared;
    std::string shape;
    for (const auto& [key, value] : finding.message.values) {
      if (key == "declared") declared = value;
      if (key == "shape") shape = value;
    }
    return Error{ErrorCode::SideConflict,
                 "SIDE.CONFLICT: declared as the " + declared +
                     " foot, but its shape is that of a " + shape +
                     " foot. Look at the foot; correct the side, or state 'side_confirmed: "
                     "true' in the case if the declared side is right. No advice is given.",
                 finding.source, 0};
  }
  return std::nullopt;
}

// The classes as stretches of the score, from the high-arched side; the ends are the lowest and the
// highest score that a band can give.
std::vector<report::PostureBand> postureScale(const profile::Classification& classification) {
  double lowest = 0.0;
  double highest = 0.0;
  for (const auto& [measure, ages] : classification.bands) {
    for (const profile::AgeBands& age : ages) {
      for (const profile::Band& band : age.bands) {
        lowest = std::min(lowest, band.score);
        highest = std::max(highest, band.score);
      }
    }
  }
  std::vector<std::pair<double, std::string>> upTo;  // upper limit of the classes below the middle
  std::vector<std::pair<double, std::string>> from;  // lower limit of those above
  std::string middle;
  for (const profile::PostureClass& posture : classification.classes) {
    if (posture.to) upTo.emplace_back(*posture.to, posture.id);
    if (posture.from) from.emplace_back(*posture.from, posture.id);
    if (!posture.to && !posture.from) middle = posture.id;
  }
  std::sort(upTo.begin(), upTo.end());
  std::sort(from.begin(), from.end());
  std::vector<report::PostureBand> scale;
  double start = lowest;
  for (const auto& [limit, id] : upTo) {
    scale.push_back({id, start, limit});
    start = limit;
  }
  scale.push_back({middle, start, from.empty() ? highest : from.front().first});
  for (std::size_t i = 0; i < from.size(); ++i) {
    scale.push_back(
        {from[i].second, from[i].first, i + 1 < from.size() ? from[i + 1].first : highest});
  }
  return scale;
}

// Limits between the bands of grown-ups, by the measures that are compared with them.
std::map<std::string, report::Cutoffs> cutoffsOf(const profile::Classification& classification) {
  std::map<std::string, report::Cutoffs> cutoffs;
  cutoffs["cpei"].values = {classification.pronatedBelow, classification.supinatedAbove};
  for (const auto& [input, measure] :
       {std::pair{"AI_static", "arch_index"}, std::pair{"CSI", "chippaux_smirak_index"}}) {
    const auto found = classification.bands.find(input);
    if (found == classification.bands.end()) continue;
    report::Cutoffs& own = cutoffs[measure];
    own.staticOnly = true;
    for (const profile::AgeBands& ages : found->second) {
      if (ages.ageBelow) continue;
      for (const profile::Band& band : ages.bands) {
        if (band.below) own.values.push_back(*band.below);
        if (band.upTo) own.values.push_back(*band.upTo);
      }
    }
    std::sort(own.values.begin(), own.values.end());
    own.values.erase(std::unique(own.values.begin(), own.values.end()), own.values.end());
  }
  return cutoffs;
}

// What the profile knows of a measure: what is normal, and the first of the limits.
std::map<std::string, std::vector<report::PublishedNorm>> normsOf(
    const std::vector<profile::MeasureKnowledge>& measures) {
  constexpr std::array<std::pair<const char*, const char*>, 11> kNames{
      {{"AHI_STAND", "arch_height_index"},
       {"AI", "arch_index"},
       {"NNHT", "normalised_navicular_height"},
       {"LAA", "arch_angle"},
       {"CSI", "chippaux_smirak_index"},
       {"SI", "staheli_index"},
       {"CLARKE", "clarke_angle"},
       {"MVI", "malleolar_valgus_index"},
       {"CPEI", "cpei"},
       {"HVA", "hallux_angle"},
       {"FPI6", "FPI6"}}};
  std::map<std::string, std::vector<report::PublishedNorm>> norms;
  for (const profile::MeasureKnowledge& measure : measures) {
    const auto named = std::find_if(kNames.begin(), kNames.end(),
                                    [&](const auto& name) { return measure.id == name.first; });
    auto& own = norms[named == kNames.end() ? measure.id : named->second];
    const auto add = [&own](const profile::PublishedValue& value) {
      own.push_back({value.value, value.sources, value.basis, value.verified});
    };
    if (!measure.norms.empty()) add(measure.norms.front());
    if (!measure.cutoffs.empty()) add(measure.cutoffs.front());
  }
  return norms;
}

void addProfile(const profile::Profile& profile,
                const std::map<std::string, profile::Source>& sources, Assessment& assessment) {
  assessment.knowledge = profile::versionAndHash(profile.manifest);
  assessment.approved = profile::isApproved(profile.manifest);
  assessment.postureScale = postureScale(profile.classification);
  assessment.cutoffs = cutoffsOf(profile.classification);
  assessment.norms = normsOf(profile.measures);
  for (const auto& [id, source] : sources) assessment.citations[id] = source.citation;
}

}  // namespace

std::string softwareVersion() { return PODALIGN_VERSION; }

Result<AssessedCase> assess(const Case& theCase, const profile::Profile& profile,
                            const std::map<std::string, profile::Source>& sources,
                            const AssessOptions& options) {
  auto inputs = readIntake(theCase, profile, options.work.given);
  if (!inputs) return tl::unexpected(inputs.error());
  inputs->captured = theCase.captured;
  if (theCase.setting) inputs->subject["setting"] = std::string(toString(*theCase.setting));
  auto earlier = readEarlierResults(theCase, options.work.given);
  if (!earlier) return tl::unexpected(earlier.error());

  MeasureOptions measuring;
  measuring.work = options.work;
  measuring.keepReadable = options.keepReadable;
  measuring.repeats = Repeats::OfOneFoot;  // a case is one person
  measuring.bodyMassKg = bodyMass(*inputs);
  measuring.zones = ZonesOf::OnePerson;
  auto measured = measureFiles(filesOf(theCase), profile.devices, measuring);
  if (!measured) return tl::unexpected(measured.error());

  AssessedCase assessed;
  assessed.refused = std::move(measured->refused);
  Assessment& assessment = assessed.assessment;
  assessment.software = softwareVersion();
  assessment.setting = toString(theCase.setting.value_or(Setting::Shop));
  assessment.subjectId = theCase.subjectId;
  assessment.captured = theCase.captured;
  assessment.earlier = std::move(*earlier);
  assessment.inputs = std::move(measured->document.inputs);
  assessment.scans = std::move(measured->document.scans);
  assessment.steps = std::move(measured->document.steps);
  assessment.walks = std::move(measured->document.walks);
  assessment.comparison = std::move(measured->document.comparison);
  assessment.findings = std::move(measured->document.findings);
  append(assessment.findings, compareScanWithPlate(assessment.scans, assessment.steps));
  if (auto go = checkStop(options.work); !go) return tl::unexpected(go.error());
  auto laid = layPrintsOnScans(assessment, profile.devices.plate);
  assessment.registrations = std::move(laid.value);
  append(assessment.findings, std::move(laid.findings));
  assessment.entered = enteredValues(*inputs);
  assessment.intake = recommend::answersAsText(*inputs);
  addProfile(profile, sources, assessment);
  takeStepMeans(assessment);

  assessed.sideConflict = findSideConflict(theCase, assessment);
  if (assessed.sideConflict) return assessed;
  if (options.work.progress) options.work.progress({"progress.deciding", {}, 0, 1});
  if (auto go = checkStop(options.work); !go) return tl::unexpected(go.error());
  for (const auto& admitted :
       // What bears weight is seen better by a plate than by a scan: it comes first.
       {admitPlates(profile, assessment, *inputs), admitScans(profile, assessment, *inputs),
        admitMobility(profile, assessment, *inputs)}) {
    if (!admitted) return tl::unexpected(admitted.error());
  }
  assessment.decision = recommend::decide(profile, *inputs);
  append(assessment.findings, assessment.decision.findings);
  return assessed;
}

}  // namespace podalign::pipeline
