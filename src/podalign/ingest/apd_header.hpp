#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "podalign/core/laterality.hpp"
#include "podalign/core/result.hpp"

/// The `Key=Value` lines of an .apd file. Private to its reader.
namespace podalign::ingest {

/// X counts the lines of the table, Y the values in a line.
struct ApdHeader {
  std::optional<long> plateLines, plateValues;  ///< MaxSensorsX, MaxSensorsY
  std::optional<long> firstLine, firstValue;    ///< StartSensX, StartSensY
  std::optional<long> lines, values;            ///< SensCountX, SensCountY
  std::optional<long> firstFrame, lastFrame;    ///< MinIdx, MaxIdx
  std::optional<double> lineSpacing, valueSpacing, timeStep;
  std::optional<double> millimetresPerUnit, kilopascalsPerUnit, secondsPerUnit;
  bool newtons = false;  ///< UnitPressure=N: force for each cell
  std::optional<Laterality> side;
  bool zebris = false;

  [[nodiscard]] bool dynamic() const { return timeStep || firstFrame || lastFrame; }
  [[nodiscard]] double cellAreaMm2() const;
  /// From the unit of the table; call after checkApdHeader.
  [[nodiscard]] double kpaPerValue() const;
};

/// Takes one line; those that are not known are passed over.
[[nodiscard]] Result<void> readApdLine(std::string_view line, ApdHeader& header);

/// Everything needed to place the cells in space, time and pressure is there and possible for a
/// file of this size.
[[nodiscard]] Result<void> checkApdHeader(const ApdHeader& header, std::size_t fileSize);

}  // namespace podalign::ingest
