#include "accuracy/statistics.hpp"

#include <algorithm>
#include <cmath>

namespace accuracy {

bool promised(const Reading& reading) {
  return reading.value && reading.status == podalign::measure::Status::Ok;
}

double medianOf(std::vector<double> values) {
  if (values.empty()) return 0.0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

std::map<std::string, Summary> summarise(const std::vector<Outcome>& outcomes) {
  std::map<std::string, Summary> all;
  std::map<std::string, std::vector<double>> errors;
  std::map<std::string, std::vector<double>> bands;
  for (const Outcome& outcome : outcomes) {
    for (const auto& [name, reading] : outcome.readings) {
      Summary& summary = all[name];
      if (!promised(reading)) {
        ++summary.absent;
        continue;
      }
      const double error = reading.error();
      ++summary.count;
      summary.bias += error;
      summary.mean += std::abs(error);
      summary.meanTruth += reading.truth;
      summary.largest = std::max(summary.largest, std::abs(error));
      summary.inside += std::abs(error) <= reading.band ? 1.0 : 0.0;
      errors[name].push_back(std::abs(error));
      bands[name].push_back(reading.band);
    }
  }
  for (auto& [name, summary] : all) {
    if (summary.count == 0) continue;
    const auto n = static_cast<double>(summary.count);
    for (double* sum : {&summary.bias, &summary.mean, &summary.inside, &summary.meanTruth}) {
      *sum /= n;
    }
    summary.median = medianOf(errors[name]);
    summary.medianBand = medianOf(bands[name]);
  }
  return all;
}

}  // namespace accuracy
