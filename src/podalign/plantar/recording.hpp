#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "podalign/core/laterality.hpp"
#include "podalign/units/units.hpp"

/// Pressure recordings as grids over time. Frame P (plate): x by column, y by row, cell centres,
/// millimetres, in the file's own order of rows and columns. The centre of the cell in row r and
/// column c (0-based, counted over the whole sensor) lies at x = (c + 0.5) * columnSpacingMm,
/// y = (r + 0.5) * rowSpacingMm, unless the grid has `cells`: Grid::centreOf and Grid::areaOf.
namespace podalign::plantar {

enum class TrialKind { Unknown, Standing, Walking, Running };
enum class SensorKind { Plate, InShoe };
[[nodiscard]] const char* toString(TrialKind trial);

/// From which side the table of rows and columns (row 0 above, column 0 on the left) shows the
/// sensor. Mixed up, a left foot reads as a right one. `Uncertain`: the format does not say;
/// the side has to be stated.
enum class GridView { FromAbove, FromBelow, Uncertain };

/// First and last index, both included, 0-based.
struct IndexRange {
  int first = 0;
  int last = -1;
  [[nodiscard]] int count() const { return last - first + 1; }
  [[nodiscard]] bool contains(int index) const { return index >= first && index <= last; }
  bool operator==(const IndexRange&) const = default;
};

/// A direction in frame P, unit length: (x by column, y by row).
struct Direction {
  double x = 0.0;
  double y = 1.0;
  bool operator==(const Direction&) const = default;
};

/// A cell with its own area and place, frame P.
struct GridCell {
  double xMm = 0.0;
  double yMm = 0.0;
  double areaMm2 = 0.0;  ///< 0 where the sensor has no cell
};

/// A point in frame P, mm.
struct GridPoint {
  double xMm = 0.0;
  double yMm = 0.0;
};

/// Geometry of the sensor grid. Rows and columns count the whole sensor (plate), not the printed
/// rectangle only: its edge decides whether a step is complete. Sensors whose cells are not alike
/// (insoles, custom mats) lie in rows and columns too, neighbours beside neighbours, and have
/// `cells`; `cellAreaMm2` and the spacings are then means.
struct Grid {
  int rows = 0;
  int columns = 0;
  double columnSpacingMm = 0.0;  ///< x, between columns
  double rowSpacingMm = 0.0;     ///< y, between rows
  double cellAreaMm2 = 0.0;
  GridView view = GridView::FromAbove;
  std::vector<GridCell> cells = {};  ///< rows * columns, row-major; empty where all are alike
  bool areasKnown = true;            ///< false: nothing in N or cm2 may be given; areas are nominal
  bool placesKnown = true;  ///< false: rows and columns are in order, distances are nominal

  /// Area of the cell in this row and column of the whole sensor.
  [[nodiscard]] double areaOf(int row, int column) const {
    return cells.empty() ? cellAreaMm2 : cells[indexOf(row, column)].areaMm2;
  }
  [[nodiscard]] GridPoint centreOf(int row, int column) const {
    if (cells.empty()) return {(column + 0.5) * columnSpacingMm, (row + 0.5) * rowSpacingMm};
    const GridCell& cell = cells[indexOf(row, column)];
    return {cell.xMm, cell.yMm};
  }
  [[nodiscard]] std::size_t indexOf(int row, int column) const {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) +
           static_cast<std::size_t>(column);
  }
};

/// What comparing our numbers with the totals printed by the vendor gave.
enum class VendorCheck { NotPossible, Verified, Mismatch };

/// A recording in kPa. `pressuresKpa` holds the window (`rows` x `columns` of the sensor) that the
/// file prints, frame-major, then row-major; outside the window the sensor was not loaded.
/// Cells outside the sensor (`active[cell] == 0`) hold 0. All pressures are finite and >= 0.
struct Recording {
  Grid grid;
  IndexRange rows;                    ///< window: rows of the sensor that are held
  IndexRange columns;                 ///< window: columns of the sensor that are held
  std::vector<float> pressuresKpa;    ///< frames * windowCells()
  std::vector<unsigned char> active;  ///< windowCells(); 1 inside the sensor
  int frames = 0;
  units::Duration framePeriod;
  SensorKind sensor = SensorKind::Plate;
  TrialKind trial = TrialKind::Unknown;
  bool peakImage = false;   ///< one frame of maxima over time: neither forces nor times
  bool movingBelt = false;  ///< treadmill: a standing foot moves over the cells
  /// Treadmill: how far the belt has come, one per frame; it carries a foot towards lower columns.
  /// Empty: not stated, or the surface stands still.
  std::vector<double> beltWayMm;
  std::optional<Laterality> markedSide;  ///< from the file itself (hardware suffix, section name)
  std::optional<Direction> heelToToe;    ///< insoles: from the format; otherwise the steps show it
  std::string format;                    ///< "emed-lst", "tekscan-ascii"
  std::string system;                    ///< vendor and model, for people; no personal data
  double noiseFloorKpa = 0.0;            ///< smallest step or vendor threshold
  std::optional<double> saturationKpa;   ///< pressures at this value are clipped
  /// Mismatch: nothing that rests on force may be used.
  VendorCheck vendorCheck = VendorCheck::NotPossible;
  int measurement = 0;  ///< which of several in one file, from 0

  [[nodiscard]] std::size_t windowCells() const {
    return static_cast<std::size_t>(rows.count()) * static_cast<std::size_t>(columns.count());
  }
  /// Cells of one frame, row-major over the window.
  [[nodiscard]] const float* frame(int index) const {
    return pressuresKpa.data() + static_cast<std::size_t>(index) * windowCells();
  }
};

/// One point of the centre-of-pressure line in frame P, mm: x = sum(p * a * x of the cell) /
/// sum(p * a), y likewise. `valid` is false below max(10 N, 2 % of the largest force) and where the
/// places of the cells are not known.
struct CopPoint {
  int frame = 0;
  double xMm = 0.0;
  double yMm = 0.0;
  bool valid = false;
};

/// One foot's contact with the sensor, from first to last contact.
struct Footfall {
  SideDecision side;
  IndexRange rows, columns, frames;  ///< in the whole sensor and the whole recording
  bool complete = false;
  std::vector<std::string>
      incompleteReasons;  ///< finding ids: PLATE.EDGE_ROW, PLATE.STARTS_LOADED, ...
  /// +1: toes towards higher rows, -1: towards lower rows, in the file's own order.
  int rowDirection = 1;
  /// Pressures of this footfall only: frames.count() x rows.count() x columns.count(), kPa.
  std::vector<float> pressuresKpa;
  std::vector<double> forcesN;  ///< one per frame of `frames`
  std::vector<CopPoint> cop;    ///< one per frame of `frames`, plate frame, unfiltered

  Direction heelToToe;    ///< along the foot, frame P
  Direction leftwards;    ///< to the left of the walking line
  GridPoint heel;         ///< middle of the rearmost 50 mm of the print, in the frame of `cop`
  bool heelSeen = true;   ///< the rear end of the print lies on the sensor
  bool startSeen = true;  ///< first contact was recorded and is its own
  bool endSeen = true;    ///< last contact was recorded
  int pass = 0;           ///< walks over the sensor, one way without a break, from 0
  std::optional<Direction> progression;  ///< walking line; absent where nothing shows it
  bool progressionFromSteps = false;     ///< from several steps; otherwise from the sensor's rows
  SensorKind sensor = SensorKind::Plate;
  TrialKind trial = TrialKind::Unknown;
  bool shod = false;
  bool peakImage = false;   ///< Recording::peakImage
  bool movingBelt = false;  ///< the belt is not taken back: the print is drawn out along it
  /// The motion of the belt is taken back: `columns` and `cop` are in frame B of the belt, whose x
  /// is that of frame P plus the way of the belt since it was least. Each end of the print is drawn
  /// out by about half a column; forces, pressures and `cop` are exact.
  bool onBelt = false;
  /// On a belt, one per frame: by how much of a column (-0.5 to 0.5) the cells lay off the columns
  /// that they were moved to. Empty elsewhere.
  std::vector<double> columnsOff;
  IndexRange sensorColumns;  ///< columns of the sensor that it touched; `columns` but on a belt
  double noiseFloorKpa = 0.0;
  bool saturated = false;    ///< a cell reached the sensor's upper limit
  bool forceTrusted = true;  ///< false after VendorCheck::Mismatch
  int measurement = 0;       ///< Recording::measurement

  /// Pressures of one frame (index from 0 = frames.first), row-major over rows x columns.
  [[nodiscard]] const float* frame(int index) const {
    return pressuresKpa.data() + static_cast<std::size_t>(index) *
                                     static_cast<std::size_t>(rows.count()) *
                                     static_cast<std::size_t>(columns.count());
  }
};

}  // namespace podalign::plantar
