#include <algorithm>
#include <cmath>
#include <set>

#include "podalign/classify/internal/scoring.hpp"

namespace podalign::classify {
namespace {

constexpr double kDecimals = 1e6;

bool inAge(const profile::AgeBands& bands, double age) {
  return (!bands.ageFrom || age >= *bands.ageFrom) && (!bands.ageBelow || age < *bands.ageBelow);
}

bool isHalved(const profile::Family& family, const Person& person) {
  return family.halving && person.bmi && person.ageYears &&
         roundedForComparison(*person.bmi) >= family.halving->bmiFrom &&
         *person.ageYears >= family.halving->ageFrom;
}

std::string labelOf(const profile::Classification& limits, double score) {
  if (score >= limits.familyLabelFrom) return limits.lowLabel;
  return score <= -limits.familyLabelFrom ? limits.highLabel : limits.middleLabel;
}

std::optional<FamilyScore> scoreFamily(const profile::Classification& limits,
                                       const profile::Family& family,
                                       const std::map<std::string, double>& scores,
                                       const Person& person) {
  double sum = 0.0;
  double weights = 0.0;
  int present = 0;
  for (const profile::FamilyMember& member : family.members) {
    const auto score = scores.find(member.measure);
    if (score == scores.end()) continue;
    sum += score->second * member.weight;
    weights += member.weight;
    ++present;
  }
  if (present == 0 || weights <= 0.0) return std::nullopt;
  FamilyScore result;
  result.score = sum / weights;
  result.weight = present == 1 ? family.weightOneMember : family.weight;
  if (isHalved(family, person)) {
    result.score *= family.halving->scoreFactor;
    result.weight *= family.halving->weightFactor;
  }
  result.score = roundedForComparison(result.score);
  result.label = labelOf(limits, result.score);
  return result;
}

std::string classOf(const profile::Classification& limits, double score) {
  for (const profile::PostureClass& entry : limits.classes) {
    if (entry.from && score >= *entry.from) return entry.id;
    if (entry.to && score <= *entry.to) return entry.id;
    if (!entry.from && !entry.to) return entry.id;
  }
  return kIndeterminate;
}

// Labels rise with the score, so the extremes of the main families decide.
std::string conflictOf(const profile::Classification& limits,
                       const std::vector<FamilyScore>& main) {
  if (main.size() < 2) return "none";
  std::set<std::string> labels;
  for (const FamilyScore& family : main) labels.insert(family.label);
  if (labels.size() == 1) return "none";
  if (labels.count(limits.lowLabel) != 0 && labels.count(limits.highLabel) != 0) return "major";
  const auto [low, high] = std::minmax_element(
      main.begin(), main.end(), [](const auto& a, const auto& b) { return a.score < b.score; });
  const double gap = roundedForComparison(high->score - low->score);
  return gap >= limits.moderateGapFrom ? "moderate" : "minor";
}

std::string confidenceOf(const profile::Classification& limits, const std::string& conflict,
                         const std::vector<FamilyScore>& main) {
  const profile::ConfidenceLabels& labels = limits.confidence;
  if (main.empty()) return labels.nothing;
  if (conflict == "major") return labels.major;
  if (conflict == "moderate") return labels.moderate;
  if (conflict == "minor") return labels.minor;
  if (main.size() > 1) return labels.agreeMany;
  return main.front().weight < limits.singleFamilyWeightBelow ? labels.moderate : labels.agreeOne;
}

bool isIndeterminate(const profile::Classification& limits, const std::string& conflict,
                     const std::vector<FamilyScore>& main,
                     const std::map<std::string, double>& scores) {
  if (main.empty() || conflict == "major") return true;
  if (conflict == "moderate") return scores.count(limits.adjudicator) == 0;
  return main.size() == 1 && main.front().weight < limits.singleFamilyWeightBelow;
}

}  // namespace

double roundedForComparison(double value) { return std::round(value * kDecimals) / kDecimals; }

bool fits(const profile::Band& band, double value) {
  if (band.below) return value < *band.below;
  if (band.upTo) return value <= *band.upTo;
  return true;
}

const std::vector<profile::Band>* bandsFor(const profile::Classification& limits,
                                           const std::string& measure, const Person& person) {
  const auto ages = limits.bands.find(measure);
  if (!person.ageYears || ages == limits.bands.end()) return nullptr;
  for (const profile::AgeBands& entry : ages->second) {
    if (inAge(entry, *person.ageYears)) return &entry.bands;
  }
  return nullptr;
}

Posture postureFromScores(const profile::Classification& limits,
                          const std::map<std::string, double>& scores, const Person& person) {
  Posture result;
  std::vector<FamilyScore> main;
  double sum = 0.0;
  double weights = 0.0;
  for (const profile::Family& family : limits.families) {
    const auto score = scoreFamily(limits, family, scores, person);
    if (!score) continue;
    result.families.emplace(family.id, *score);
    if (family.main) main.push_back(*score);
    sum += score->score * score->weight;
    weights += score->weight;
  }
  if (weights > 0.0) result.score = roundedForComparison(sum / weights);
  result.conflict = conflictOf(limits, main);
  result.confidence = confidenceOf(limits, result.conflict, main);
  result.posture = !result.score || isIndeterminate(limits, result.conflict, main, scores)
                       ? kIndeterminate
                       : classOf(limits, *result.score);
  return result;
}

Posture classifyPosture(const profile::Classification& limits, const FootMeasures& measures,
                        const Person& person) {
  std::map<std::string, double> scores;
  for (const auto& [name, measured] : measures) {
    const auto* bands = bandsFor(limits, name, person);
    if (bands == nullptr) continue;
    const double value = roundedForComparison(measured.value);
    const auto band = std::find_if(bands->begin(), bands->end(), [value](const auto& candidate) {
      return fits(candidate, value);
    });
    if (band != bands->end()) scores.emplace(name, band->score);
  }
  return postureFromScores(limits, scores, person);
}

}  // namespace podalign::classify
