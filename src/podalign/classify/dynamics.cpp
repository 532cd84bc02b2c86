#include <algorithm>
#include <cmath>

#include "podalign/classify/internal/scoring.hpp"

namespace podalign::classify {
namespace {

bool isReached(const FootMeasures& measures, const std::string& name, double limit) {
  const auto found = measures.find(name);
  return found != measures.end() && roundedForComparison(found->second.value) >= limit;
}

bool isAtMost(const FootMeasures& measures, const std::string& name, double limit) {
  const auto found = measures.find(name);
  return found != measures.end() && roundedForComparison(found->second.value) <= limit;
}

bool hasAny(const FootMeasures& measures, const std::map<std::string, double>& names) {
  return std::any_of(names.begin(), names.end(),
                     [&](const auto& entry) { return measures.count(entry.first) != 0; });
}

}  // namespace

std::string classifyPronation(const profile::Classification& limits, const FootMeasures& measures) {
  const auto found = measures.find(limits.pronationMeasure);
  if (found == measures.end()) return kNotAssessed;
  const double value = roundedForComparison(found->second.value);
  if (value < limits.pronatedBelow) return "pronated";
  return value > limits.supinatedAbove ? "supinated" : "neutral";
}

std::string classifyMobility(const profile::Classification& limits, const FootMeasures& measures) {
  if (!hasAny(measures, limits.mobileFrom) && !hasAny(measures, limits.stiffTo)) {
    return kNotAssessed;
  }
  for (const auto& [name, limit] : limits.mobileFrom) {
    if (isReached(measures, name, limit)) return "mobile";
  }
  for (const auto& [name, limit] : limits.stiffTo) {
    if (isAtMost(measures, name, limit)) return "stiff";
  }
  return "typical";
}

std::string classifyAsymmetry(const profile::Classification& limits, const FootMeasures& left,
                              const FootMeasures& right, const Person& person) {
  for (const profile::AsymmetryRule& rule : limits.asymmetry) {
    const auto a = left.find(rule.measure);
    const auto b = right.find(rule.measure);
    if (a == left.end() || b == right.end()) continue;
    if (rule.ageFrom && (!person.ageYears || *person.ageYears < *rule.ageFrom)) continue;
    const double difference = roundedForComparison(std::abs(a->second.value - b->second.value));
    for (const profile::Band& band : rule.bands) {
      if (fits(band, difference)) return band.label;
    }
  }
  return kNotAssessed;
}

}  // namespace podalign::classify
