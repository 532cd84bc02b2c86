#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "podalign/core/finding.hpp"
#include "podalign/core/result.hpp"
#include "podalign/ingest/plate_rows.hpp"
#include "podalign/plantar/recording.hpp"

/// What the exports of XSENSOR insoles and mats share, whatever their lay-out. Private to the plate
/// readers.
namespace podalign::ingest {

/// What the vendor prints with a frame of one sensor, where it is printed.
struct XsensorStated {
  std::optional<double> peak, mean;  ///< in the unit of the file
  std::optional<double> loadN, contactMm2;
  int loadDecimals = 0;
};

struct XsensorFrame {
  XsensorStated stated;
  double timeS = 0.0;
  double sum = 0.0;  ///< of the pressures, in the unit of the file
  double peak = 0.0;
  std::size_t loaded = 0;  ///< cells
  std::size_t line = 0;
};

/// One sensor of a recording while it is read.
struct XsensorSensor {
  std::string name;
  std::optional<Laterality> side;
  long rows = 0;
  long columns = 0;
  std::optional<double> widthMm, heightMm, totalMm2;
  std::vector<unsigned char> inside;  ///< rows * columns, where the file tells; empty otherwise
  std::optional<LoadedCells> cells;
  std::vector<XsensorFrame> frames;
};

struct XsensorFile {
  std::string unit;
  double kilopascalsPerUnit = 0.0;
  std::optional<double> threshold;  ///< in the unit of the file
  std::vector<XsensorSensor> sensors;
};

/// -LF or -RF in the name of a sensor, Left or Right of an insole.
[[nodiscard]] std::optional<Laterality> xsensorSide(std::string_view text);

/// Seconds of "08:21:17.982"; nothing when it is no time of day.
[[nodiscard]] std::optional<double> timeOfDayS(std::string_view text);

/// Quoted fields without their quotes, separated by semicolons, so that a comma within them is a
/// decimal point.
[[nodiscard]] std::string xsensorUnquoted(std::string_view line);

/// A key such as "Est. Load (lbf)" and its value, taken into what the vendor states of a frame or
/// into the sensor; keys that are not known are passed over.
/// Errors: UnitUnsupported, Malformed; without place.
[[nodiscard]] Result<void> takeXsensorValue(std::string_view key, std::string_view value,
                                            XsensorSensor& sensor, XsensorStated& stated);

/// The unit of the pressures, once.
[[nodiscard]] Result<void> takeXsensorUnit(std::string_view unit, XsensorFile& file);

/// Begins a frame of a sensor whose rows and columns are known.
void beginXsensorFrame(XsensorSensor& sensor, const XsensorStated& stated, double timeS);
/// Sums up the frame that was begun last.
void endXsensorFrame(XsensorSensor& sensor, std::size_t line);

/// One recording for each sensor, left before right, compared with loads, peaks and means.
/// Errors: UnitNotStated without any size of the cells, Truncated with frames missing; no place.
[[nodiscard]] Result<Annotated<std::vector<plantar::Recording>>> xsensorRecordings(
    XsensorFile file, const std::string& sourceName);

}  // namespace podalign::ingest
