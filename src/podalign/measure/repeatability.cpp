#include "podalign/measure/repeatability.hpp"

#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>
#include <numbers>
#include <vector>

namespace podalign::measure {
namespace {

constexpr double kNormal95 = 1.96;
constexpr double kTail = 0.025;

Repeatability repeatabilityOf(const std::vector<double>& values, const std::string& unit) {
  Repeatability result;
  result.scans = values.size();
  result.unit = unit;
  const auto n = static_cast<double>(values.size());
  for (const double value : values) result.mean += value / n;
  double squares = 0.0;
  for (const double value : values) squares += (value - result.mean) * (value - result.mean);
  result.typicalError = std::sqrt(squares / (n - 1.0));
  const boost::math::chi_squared spread(n - 1.0);
  result.typicalErrorLow = std::sqrt(squares / boost::math::quantile(spread, 1.0 - kTail));
  result.typicalErrorHigh = std::sqrt(squares / boost::math::quantile(spread, kTail));
  result.smallestDetectableChange = kNormal95 * std::numbers::sqrt2 * result.typicalError;
  return result;
}

}  // namespace

std::map<std::string, Repeatability> measureRepeatability(
    std::span<const Measurements* const> scansOfOneFoot) {
  std::map<std::string, std::vector<double>> values;
  std::map<std::string, std::string> units;
  for (const Measurements* scan : scansOfOneFoot) {
    for (const auto& [name, measurement] : *scan) {
      if (measurement.status != Status::Ok) continue;
      values[name].push_back(*measurement.value);
      units[name] = measurement.unit;
    }
  }
  std::map<std::string, Repeatability> repeated;
  for (const auto& [name, list] : values) {
    if (list.size() >= 2) repeated[name] = repeatabilityOf(list, units[name]);
  }
  return repeated;
}

}  // namespace podalign::measure
