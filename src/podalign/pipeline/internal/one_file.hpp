#pragma once

#include <string>

#include "podalign/pipeline/measure_files.hpp"

namespace podalign::pipeline {

/// One file on its way into a document of its own: its scans and steps have the source 0.
struct OneFile {
  const FileToMeasure& request;
  const profile::Devices& devices;
  const MeasureOptions& options;
  report::InputFile input;  ///< with the file's name from the start
  report::MeasurementDocument document;
};

/// Names the file in findings and errors that name none.
void setSource(Findings& findings, const std::string& name);
[[nodiscard]] Error named(Error error, const std::string& name);

/// The device's part of the error of each measure, and its repositioning part.
void addDeviceErrors(measure::Measurements& measures, const profile::Devices& devices,
                     profile::DeviceSort sort, const std::string& device);
/// Whether anything is published about the device.
[[nodiscard]] Finding deviceFinding(const profile::Devices& devices, profile::DeviceSort sort,
                                    const std::string& device, const std::string& source);

}  // namespace podalign::pipeline
