#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "accuracy/trial.hpp"
#include "podalign/measure/error_model.hpp"
#include "podalign/measure/measurement.hpp"

namespace accuracy {

/// One measure of one trial beside its truth.
struct Reading {
  double truth = 0.0;
  std::optional<double> value;  ///< absent: not valid
  double band = 0.0;            ///< processing part
  double own = 0.0;             ///< what the measure says of itself (ErrorCause::Own)
  podalign::measure::Status status = podalign::measure::Status::NotValid;

  [[nodiscard]] double error() const { return *value - truth; }
};

struct Outcome {
  Trial trial;
  std::map<std::string, Reading> readings;
  std::map<std::string, double> landmarkErrors;  ///< along x, y, z as name.x ..., mm
  bool sideRight = false;
  bool refused = false;
  podalign::measure::ErrorCauses causes{};
  std::string refusal;
};

/// Measures that are `ok` only once a person has set the navicular. Trials read them with navicular
/// and malleolus set as well as a person places them (anatomy::kPlacedMm).
[[nodiscard]] bool restsOnNavicular(const std::string& name);

[[nodiscard]] Outcome runTrial(const Trial& trial);

/// All trials in order, on `jobs` threads.
[[nodiscard]] std::vector<Outcome> runTrials(const std::vector<Trial>& trials, unsigned jobs);

}  // namespace accuracy
