#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "podalign/core/laterality.hpp"
#include "podalign/units/units.hpp"

/// Pressure recordings as grids over time. Frame P (plate): x by column, y by row, cell centres,
/// millimetres, in the file's own order of rows and columns.
namespace podalign::plantar {

enum class TrialKind { Unknown, Standing, Walking, Running };
enum class SensorKind { Plate, InShoe };

/// First and last index, both included, 0-based.
struct IndexRange {
  int first = 0;
  int last = -1;
  [[nodiscard]] int count() const { return last - first + 1; }
  bool operator==(const IndexRange&) const = default;
};

/// Geometry of the sensor grid. Rows and columns count the whole sensor (plate), not the printed
/// rectangle only: its edge decides whether a step is complete.
struct Grid {
  int rows = 0;
  int columns = 0;
  double columnSpacingMm = 0.0;  ///< x, between columns
  double rowSpacingMm = 0.0;     ///< y, between rows
  double cellAreaMm2 = 0.0;
};

/// A recording in kPa. `pressuresKpa` is frame-major, then row-major: index (f*rows + r)*columns + c.
/// Cells outside the sensor (`active[cell] == 0`) hold 0.
struct Recording {
  Grid grid;
  std::vector<float> pressuresKpa;
  std::vector<unsigned char> active;  ///< rows*columns; 1 inside the sensor
  int frames = 0;
  units::Duration framePeriod;
  SensorKind sensor = SensorKind::Plate;
  TrialKind trial = TrialKind::Unknown;
  std::optional<Laterality> markedSide;  ///< from the file itself (hardware suffix, section name)
  std::string format;                    ///< "emed-lst", "tekscan-ascii"
  std::string system;                    ///< vendor and model, for people; no personal data
  double noiseFloorKpa = 0.0;            ///< smallest step or vendor threshold

  [[nodiscard]] std::size_t cellCount() const {
    return static_cast<std::size_t>(grid.rows) * static_cast<std::size_t>(grid.columns);
  }
  [[nodiscard]] const float* frame(int index) const {
    return pressuresKpa.data() + static_cast<std::size_t>(index) * cellCount();
  }
};

/// One point of the centre-of-pressure line: `valid` is false below the force limit.
struct CopPoint {
  int frame = 0;
  double xMm = 0.0;
  double yMm = 0.0;
  bool valid = false;
};

/// One foot's contact with the sensor, from first to last contact.
struct Footfall {
  SideDecision side;
  IndexRange rows, columns, frames;
  bool complete = false;
  std::vector<std::string> incompleteReasons;  ///< finding ids: PLATE.EDGE_ROW, PLATE.STARTS_LOADED, ...
  /// +1: walks towards higher rows, -1: towards lower rows, in the file's own order.
  int rowDirection = 1;
  /// Pressures of this footfall only: frames.count() x rows.count() x columns.count(), kPa.
  std::vector<float> pressuresKpa;
  std::vector<double> forcesN;      ///< one per frame of `frames`
  std::vector<CopPoint> cop;        ///< one per frame of `frames`, plate frame, unfiltered
};

}  // namespace podalign::plantar
