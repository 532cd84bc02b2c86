#include <algorithm>
#include <cmath>
#include <utility>

#include "podalign/classify/internal/scoring.hpp"

namespace podalign::classify {
namespace {

// A 95 % band of a normal error is this many standard deviations on each side.
constexpr double kDeviationsOfBand = 1.959963984540054;
// Combinations rarer than this change no printed digit.
constexpr double kNegligible = 1e-9;

double shareBelow(double limit, double value, double deviation) {
  return 0.5 * std::erfc((value - limit) / (deviation * std::sqrt(2.0)));
}

struct Outcome {
  double score = 0.0;
  double probability = 0.0;
};

struct Spread {
  std::string measure;
  std::vector<Outcome> outcomes;
};

std::vector<Outcome> outcomesOf(const std::vector<profile::Band>& bands, double value,
                                std::optional<double> halfWidth) {
  std::vector<Outcome> outcomes;
  if (!halfWidth || *halfWidth <= 0.0) {
    const auto band = std::find_if(bands.begin(), bands.end(),
                                   [value](const auto& entry) { return fits(entry, value); });
    if (band != bands.end()) outcomes.push_back({band->score, 1.0});
    return outcomes;
  }
  const double deviation = *halfWidth / kDeviationsOfBand;
  double before = 0.0;
  for (const profile::Band& band : bands) {
    const bool last = !band.below && !band.upTo;
    const double until =
        last ? 1.0 : shareBelow(band.below ? *band.below : *band.upTo, value, deviation);
    if (until - before > kNegligible) outcomes.push_back({band.score, until - before});
    before = until;
  }
  return outcomes;
}

// Every combination of bands, depth first.
class Enumeration {
 public:
  Enumeration(const profile::Classification& limits, const Person& person,
              std::vector<Spread> spreads)
      : limits_(limits), person_(person), spreads_(std::move(spreads)) {}

  std::map<std::string, double> run() {
    step(0, 1.0);
    double sum = 0.0;
    for (const auto& entry : classes_) sum += entry.second;
    for (auto& entry : classes_) entry.second = roundedForComparison(entry.second / sum);
    return std::move(classes_);
  }

 private:
  void step(std::size_t depth, double probability) {
    if (probability < kNegligible) return;
    if (depth == spreads_.size()) {
      classes_[postureFromScores(limits_, scores_, person_).posture] += probability;
      return;
    }
    for (const Outcome& outcome : spreads_[depth].outcomes) {
      scores_[spreads_[depth].measure] = outcome.score;
      step(depth + 1, probability * outcome.probability);
    }
  }

  const profile::Classification& limits_;
  const Person& person_;
  std::vector<Spread> spreads_;
  std::map<std::string, double> scores_;
  std::map<std::string, double> classes_;
};

}  // namespace

std::map<std::string, double> postureProbabilities(const profile::Classification& limits,
                                                   const FootMeasures& measures,
                                                   const Person& person) {
  const bool anyBand = std::any_of(measures.begin(), measures.end(), [&](const auto& entry) {
    return entry.second.halfWidth && bandsFor(limits, entry.first, person) != nullptr;
  });
  if (!anyBand) return {};
  std::vector<Spread> spreads;
  for (const auto& [name, measured] : measures) {
    const auto* bands = bandsFor(limits, name, person);
    if (bands == nullptr) continue;
    auto halfWidth = measured.halfWidth;
    const auto usual = limits.defaultHalfWidths.find(name);
    if (!halfWidth && usual != limits.defaultHalfWidths.end()) halfWidth = usual->second;
    spreads.push_back({name, outcomesOf(*bands, roundedForComparison(measured.value), halfWidth)});
  }
  return Enumeration(limits, person, std::move(spreads)).run();
}

}  // namespace podalign::classify
