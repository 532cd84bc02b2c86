#pragma once

#include <map>
#include <string>
#include <vector>

#include "accuracy/trial_run.hpp"

namespace accuracy {

/// The weights of podalign::measure::processingBand for every measure of the outcomes: the band
/// that holds the wanted share of the errors of every group of scans (degraded, second
/// family, clean, coarse, doubtful) and whose median over the median error is the least on degraded
/// scans (coordinate descent from several starts, weights not negative).
///
/// Requires: outcomes of trials that are not used to check the bands.
[[nodiscard]] std::map<std::string, podalign::measure::ErrorCauses> fitBands(
    const std::vector<Outcome>& outcomes);

/// As the table of src/podalign/measure/error_model.cpp.
[[nodiscard]] std::string bandTable(
    const std::map<std::string, podalign::measure::ErrorCauses>& weights);

}  // namespace accuracy
