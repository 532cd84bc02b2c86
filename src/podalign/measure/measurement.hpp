#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "podalign/core/finding.hpp"

namespace podalign::measure {

enum class Status { Ok, LowConfidence, NotValid };
[[nodiscard]] const char* toString(Status status);

/// Half-widths of the 95 % band, in the unit of the value, each cause by itself.
struct ErrorParts {
  double processing = 0.0;             ///< noise, resolution, landmarks, axis
  double device = 0.0;                 ///< from profiles/devices
  double repositioning = 0.0;          ///< from profiles/devices
  [[nodiscard]] double total() const;  ///< in quadrature
};

/// Smallest and largest value over other ways to lay the definition, each by its name.
struct Sensitivity {
  double low = 0.0;
  double high = 0.0;
  std::vector<std::string> from;
};

/// Number and standard deviation of the single values behind a mean, in its unit.
struct Spread {
  std::size_t steps = 0;
  double standardDeviation = 0.0;
};

/// One number with everything a reader needs to trust or refuse it. `value` is absent when the
/// status is NotValid; it is always finite. `name` and `unit` as in docs/contract.md
/// ("mm", "cm2", "cm3", "deg", "ratio", "%", "N", "kPa", "s", "N s", "kPa s", "m/s", "steps/min").
struct Measurement {
  Status status = Status::NotValid;
  std::optional<double> value;
  std::string unit;
  ErrorParts error;
  Message method;  ///< key `method.<name>` of the text catalogue, with what was chosen
  std::optional<Message> reason;                ///< a finding id; present unless Ok
  std::optional<Sensitivity> sensitivity = {};  ///< of footprint indices, where it was asked for
  std::optional<double> confidence = {};        ///< of zones: contrast on their lines, 0..1
  std::optional<Spread> spread = {};            ///< of means over steps
};

/// Measures of one foot or one footfall by their contract name, in a stable order.
using Measurements = std::map<std::string, Measurement>;

[[nodiscard]] Measurement ok(double value, std::string unit, double processing, Message method);
[[nodiscard]] Measurement lowConfidence(Measurement measured, Message reason);
[[nodiscard]] Measurement notValid(std::string unit, Message method, Message reason);

}  // namespace podalign::measure
