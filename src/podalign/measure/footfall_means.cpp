#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "podalign/core/contracts.hpp"
#include "podalign/measure/footfall_measures.hpp"
#include "podalign/measure/student.hpp"

namespace podalign::measure {
namespace {

// docs/contract.md, "What may enter the classifier".
constexpr std::size_t kFewestCpeiSteps = 3;

std::string valueOf(const Message& message, const std::string& key) {
  for (const auto& [name, value] : message.values) {
    if (name == key) return value;
  }
  return {};
}

// Prints of standing and of moving feet are different measures.
bool sameMode(const std::vector<const Measurement*>& steps) {
  return std::all_of(steps.begin(), steps.end(), [&](const Measurement* step) {
    return valueOf(step->method, "mode") == valueOf(steps.front()->method, "mode");
  });
}

ErrorParts meanError(const std::vector<const Measurement*>& steps, double spread) {
  const auto count = static_cast<double>(steps.size());
  ErrorParts error;
  for (const Measurement* step : steps) {
    // The choice of axis and threshold is the same for all steps: it does not average out.
    error.processing = std::max(error.processing, step->error.processing);
    error.device = std::max(error.device, step->error.device);
    error.repositioning = std::max(error.repositioning, step->error.repositioning);
  }
  if (steps.size() > 1) {
    const double walk = studentQuantile(steps.size() - 1) * spread / std::sqrt(count);
    error.processing = std::hypot(error.processing, walk);
  }
  return error;
}

// The choice of axis and threshold is the same for all steps: the ends of the range are means.
std::optional<Sensitivity> meanSensitivity(const std::vector<const Measurement*>& steps) {
  const auto count = static_cast<double>(steps.size());
  Sensitivity mean;
  for (const Measurement* step : steps) {
    if (!step->sensitivity) return std::nullopt;
    mean.low += step->sensitivity->low / count;
    mean.high += step->sensitivity->high / count;
  }
  mean.from = steps.front()->sensitivity->from;
  return mean;
}

std::optional<double> leastConfidence(const std::vector<const Measurement*>& steps) {
  std::optional<double> least;
  for (const Measurement* step : steps) {
    if (!step->confidence) return std::nullopt;
    least = std::min(least.value_or(1.0), *step->confidence);
  }
  return least;
}

Measurement meanOf(const std::vector<const Measurement*>& steps) {
  const auto count = static_cast<double>(steps.size());
  double sum = 0.0;
  for (const Measurement* step : steps) sum += *step->value;
  const double mean = sum / count;
  double squares = 0.0;
  for (const Measurement* step : steps) squares += (*step->value - mean) * (*step->value - mean);
  const double spread = steps.size() > 1 ? std::sqrt(squares / (count - 1.0)) : 0.0;
  Message method = steps.front()->method;
  method.id += ".mean";
  method.values.emplace_back("steps", fmt::format("{}", steps.size()));
  method.values.emplace_back("sd", fmt::format("{:.3g} {}", spread, steps.front()->unit));
  Measurement result = ok(mean, steps.front()->unit, 0.0, std::move(method));
  result.error = meanError(steps, spread);
  result.sensitivity = meanSensitivity(steps);
  result.confidence = leastConfidence(steps);
  result.spread = Spread{steps.size(), spread};
  return result;
}

Measurement meanOfNamed(const std::string& name, std::span<const Measurements> all) {
  std::vector<const Measurement*> usable;
  const Measurement* any = nullptr;
  for (const Measurements& step : all) {
    const auto found = step.find(name);
    if (found == step.end()) continue;
    any = &found->second;
    if (any->status == Status::Ok) usable.push_back(any);
  }
  PODALIGN_EXPECTS(any != nullptr);
  const Message& method = any->method;
  if (name == "cpei") {
    std::erase_if(usable, [](const Measurement* step) {
      return valueOf(step->method, "trial") != "walking";
    });
    if (usable.size() < kFewestCpeiSteps) {
      return notValid(any->unit, method,
                      {"PLATE.TOO_FEW_STEPS",
                       {{"steps", fmt::format("{}", usable.size())},
                        {"needed", fmt::format("{}", kFewestCpeiSteps)}}});
    }
  }
  if (usable.empty()) return notValid(any->unit, method, {"PLATE.NO_VALID_STEP", {}});
  if (!sameMode(usable)) return notValid(any->unit, method, {"PLATE.MIXED_TRIALS", {}});
  return meanOf(usable);
}

}  // namespace

Measurements meanOverSteps(std::span<const Measurements> steps) {
  std::set<std::string> names;
  for (const Measurements& step : steps) {
    for (const auto& [name, measurement] : step) names.insert(name);
  }
  Measurements means;
  for (const std::string& name : names) means.emplace(name, meanOfNamed(name, steps));
  return means;
}

}  // namespace podalign::measure
