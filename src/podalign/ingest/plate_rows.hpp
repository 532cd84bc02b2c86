#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "podalign/plantar/recording.hpp"

/// Rows of numbers of large text exports, of which nearly all are zero. Private to the plate
/// readers.
namespace podalign::ingest {

/// A row that cannot be read.
struct RowFault {
  enum class Kind { TooFew, TooMany, NotANumber, Negative, TooLarge };
  Kind kind = Kind::TooFew;
  std::size_t cells = 0;   ///< how many there are; the place of the one that is wrong
  std::string_view field;  ///< the one that is wrong
};

/// The loaded cells of a recording while it is read: what a plate of 16,000 cells with a foot on it
/// needs, not what the plate needs.
class LoadedCells {
 public:
  LoadedCells(std::size_t rows, std::size_t columns) : rows_(rows), columns_(columns) {}

  void beginFrame() { frameStarts_.push_back(cells_.size()); }
  [[nodiscard]] std::size_t frames() const { return frameStarts_.size(); }
  [[nodiscard]] std::size_t rows() const { return rows_; }
  [[nodiscard]] std::size_t columns() const { return columns_; }
  void add(std::size_t row, std::size_t column, float value) {
    cells_.push_back({static_cast<std::uint32_t>(row * columns_ + column), value});
  }
  /// More loaded cells than any walk leaves (feet cover some hundred of them in a frame): a reader
  /// refuses before a file of dense numbers has filled the memory.
  [[nodiscard]] bool full() const { return cells_.size() >= kMostLoaded; }
  /// Sum of the values of the last frame.
  [[nodiscard]] double sumOfFrame() const;
  /// Largest value and number of loaded cells of the last frame.
  [[nodiscard]] double peakOfFrame() const;
  [[nodiscard]] std::size_t loadedInFrame() const;
  /// The smallest value that is not zero; 0 where nothing is loaded.
  [[nodiscard]] double smallestLoad() const;

  /// Fills window, pressures, active cells and number of frames of a recording whose sensor has
  /// these rows and columns: the window is the least rectangle with every loaded cell.
  void moveInto(plantar::Recording& recording, double kpaPerUnit);

  static constexpr std::size_t kMostLoaded = std::size_t{1} << 25U;

 private:
  struct Cell {
    std::uint32_t index;
    float value;
  };
  std::size_t rows_;
  std::size_t columns_;
  std::vector<Cell> cells_;
  std::vector<std::size_t> frameStarts_;
};

/// Reads rows of a fixed number of cells. The text of a row without load is remembered: most rows
/// repeat it byte for byte and cost one comparison.
class RowReader {
 public:
  /// Values above `largest` are faults.
  RowReader(std::size_t columns, char separator, double largest)
      : columns_(columns), separator_(separator), largest_(largest) {}

  /// Adds the loaded cells of `text` as row `row` to `cells`. Empty fields beyond the last column
  /// are padding. A comma is a decimal point unless it separates.
  [[nodiscard]] std::optional<RowFault> read(std::string_view text, std::size_t row,
                                             LoadedCells& cells);

 private:
  std::size_t columns_;
  char separator_;
  double largest_;
  std::string emptyRow_;
};

}  // namespace podalign::ingest
