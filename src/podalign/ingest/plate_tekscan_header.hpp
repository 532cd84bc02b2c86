#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "podalign/core/result.hpp"
#include "podalign/plantar/recording.hpp"

/// The `KEY value` lines of a Tekscan ASCII movie. Private to the Tekscan reader.
namespace podalign::ingest {

/// What the header says; lengths in mm, areas in mm2, pressures in kPa, times in s. File name,
/// time and comments are never held.
struct TekscanHeader {
  std::optional<long> rows, columns, startFrame, endFrame;
  std::optional<double> rowSpacingMm, columnSpacingMm, cellAreaMm2, periodS, saturationKpa;
  std::optional<double> kilopascalsPerUnit;
  bool newtons = false;  ///< UNITS N: force for each cell
  std::string sensorType, hardware, version;
  bool mirroredRows = false;
  bool mirroredColumns = false;
  bool inComment = false;                  ///< free text runs until the next key
  std::vector<std::string_view> keysSeen;  ///< into the file; a key stands once
};

/// Takes one header line.
[[nodiscard]] Result<void> readTekscanHeaderLine(std::string_view line, TekscanHeader& header);

/// Kilopascal for one of the table's numbers; after checkTekscanHeader.
[[nodiscard]] double tekscanKpaPerUnit(const TekscanHeader& header);

/// Everything needed to place the cells in space, time and pressure is there and possible for a
/// file of this size.
[[nodiscard]] Result<void> checkTekscanHeader(const TekscanHeader& header, std::size_t fileSize);

/// In-shoe or plate, by sensor type; nothing when the type is not known.
[[nodiscard]] std::optional<plantar::SensorKind> tekscanSensorKind(const TekscanHeader& header);

/// Side of an in-shoe sensor by the cuff's hardware number: -1 left, -2 right.
[[nodiscard]] std::optional<Laterality> tekscanCuffSide(const TekscanHeader& header);

}  // namespace podalign::ingest
