#include "podalign/pipeline/internal/one_file.hpp"

#include <cmath>

namespace podalign::pipeline {

void setSource(Findings& findings, const std::string& name) {
  for (Finding& finding : findings) {
    if (finding.source.empty()) finding.source = name;
  }
}

Error named(Error error, const std::string& name) {
  if (error.source.empty()) error.source = name;
  return error;
}

void addDeviceErrors(measure::Measurements& measures, const profile::Devices& devices,
                     profile::DeviceSort sort, const std::string& device) {
  for (auto& [name, measurement] : measures) {
    if (!measurement.value) continue;
    const profile::DeviceErrorChoice choice = profile::deviceErrorFor(devices, sort, device, name);
    const double scale = choice.error.relative ? std::abs(*measurement.value) : 1.0;
    measurement.error.device = scale * choice.error.device;
    measurement.error.repositioning = scale * choice.error.repositioning;
  }
}

Finding deviceFinding(const profile::Devices& devices, profile::DeviceSort sort,
                      const std::string& device, const std::string& source) {
  const bool scanner = sort == profile::DeviceSort::Scanner;
  const profile::DeviceErrorChoice choice =
      profile::deviceErrorFor(devices, sort, device, scanner ? "foot_length" : "max_force");
  if (choice.deviceKnown) {
    return {{"DEVICE.KNOWN", {{"device", choice.deviceId}}}, Severity::Note, source};
  }
  if (!device.empty()) {
    return {{"DEVICE.NO_PUBLISHED_ERRORS", {{"device", device}}}, Severity::Note, source};
  }
  return {{"DEVICE.UNKNOWN", {{"device", choice.deviceId}}}, Severity::Note, source};
}

}  // namespace podalign::pipeline
