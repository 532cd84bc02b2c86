#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace podalign::profile {

/// Error of a device for one kind of measure: half-widths of 95 % bands, in the unit of the kind
/// or, where `relative`, as a fraction of the value.
struct DeviceError {
  double device = 0.0;
  double repositioning = 0.0;
  bool relative = false;
  bool provisional = false;  ///< not published for this kind, or read from memory
  std::vector<std::string> sources;
  std::string basis;  ///< where `sources` is empty
};

enum class DeviceSort { Scanner, Plate };

struct DeviceProfile {
  std::string id, name;
  DeviceSort sort = DeviceSort::Scanner;
  bool unknown = false;              ///< stands for every device that is not known
  std::vector<std::string> matches;  ///< lower-case words of a declared device that mean this one
  std::map<std::string, DeviceError> errors;  ///< by kind of measure
  std::size_t line = 0;
};

/// The sensors of one size of pressure insole.
struct InsoleSensors {
  std::string size;
  std::vector<double> areasMm2;  ///< sensor 1 first
  std::vector<std::string> sources;
  std::string basis;  ///< where `sources` is empty
};

/// What is chosen about prints and steps on a plate (profiles/plates.yaml). Lengths and breadths
/// are shares of the print.
struct PlateSettings {
  double heelEnd = 0.0;
  double midfootEnd = 0.0;
  std::vector<double> rays;  ///< four, ascending
  double hallux = 0.0;
  std::vector<double> thresholdsKpa;
  std::vector<std::string> axes;  ///< names of axes, as methods print them
  double zoneContactKpa = 0.0;    ///< a zone is in contact from here on
  double zoneContactS = 0.0;      ///< for at least so long
  // When a print lies on a scan.
  std::vector<double> contactHeightsMm;  ///< skin so near the ground is the scan's print, ascending
  double leastOverlap = 0.0;             ///< of print and contact, intersection over union
  double leastHullOverlap = 0.0;         ///< of their hulls
  double otherFootMargin = 0.0;          ///< by so much worse the mirrored scan has to fit
  double walkingBandMm = 0.0;            ///< lengths of a rolling and of a standing foot
  double methodsDifferDeg = 0.0;  ///< two foot progression angles farther apart are a warning
};

struct Devices {
  std::vector<DeviceProfile> devices;
  std::map<std::string, std::string, std::less<>> kindOfMeasure;  ///< contract name -> kind
  std::vector<InsoleSensors> pedarInsoles;
  PlateSettings plate;
};

/// The error to be used for a measure, and whether the device is a known one. An unknown device
/// gets the widest published error of its sort.
struct DeviceErrorChoice {
  DeviceError error;
  std::string deviceId;
  bool deviceKnown = false;
};

/// `measure` is a name of the contract (`foot_length`); `declaredDevice` the text of the case file,
/// empty when none was given. Zone measures go by the part after the last dot.
///
/// Requires: devices that were loaded. A measure without a kind gives an error of 0/0 with an empty
/// `deviceId`: nobody may take that for a band, so it is worth a test that every measure has one.
[[nodiscard]] DeviceErrorChoice deviceErrorFor(const Devices& devices, DeviceSort sort,
                                               std::string_view declaredDevice,
                                               std::string_view measure);

}  // namespace podalign::profile
