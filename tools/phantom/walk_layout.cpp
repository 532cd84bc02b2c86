#include "phantom/walk_layout.hpp"

#include <algorithm>
#include <utility>

namespace phantom {
namespace {

struct Cell {
  int row, column;
};

Cell placed(const Cell& cell, const Plate& made, Layout layout) {
  const int forward = made.rows - 1 - cell.row;
  const int left = made.columns - 1 - cell.column;
  switch (layout) {
    case Layout::RowsReversed: return {forward, cell.column};
    case Layout::HalfTurn: return {forward, left};
    case Layout::ForwardIsColumns: return {left, forward};
    case Layout::AsMade: break;
  }
  return cell;
}

Plate placed(const Plate& made, Layout layout) {
  Plate plate = made;
  if (layout == Layout::ForwardIsColumns) {
    std::swap(plate.rows, plate.columns);
    std::swap(plate.rowSpacingMm, plate.columnSpacingMm);
  }
  return plate;
}

Eigen::Vector2d placed(const Eigen::Vector2d& point, const Plate& made, Layout layout) {
  const double forward = made.rows * made.rowSpacingMm - point.y();
  const double left = made.columns * made.columnSpacingMm - point.x();
  switch (layout) {
    case Layout::RowsReversed: return {point.x(), forward};
    case Layout::HalfTurn: return {left, forward};
    case Layout::ForwardIsColumns: return {forward, left};
    case Layout::AsMade: break;
  }
  return point;
}

}  // namespace

Walk walkOver(const Plate& plate, int steps) {
  constexpr double kStepMm = 620.0;
  constexpr double kHalfBaseMm = 47.5;
  constexpr double kBehindHeelMm = 40.0;
  const double length = plate.rows * plate.rowSpacingMm;
  const double middle = plate.columns * plate.columnSpacingMm / 2.0;
  std::vector<StepParameters> all;
  std::vector<Landing> landings;
  for (int i = 0; i < steps; ++i) {
    StepParameters step;
    step.side = i % 2 == 0 ? Side::Left : Side::Right;
    all.push_back(step);
    landings.push_back({length - kBehindHeelMm - kStepMm * i,
                        step.side == Side::Left ? middle - kHalfBaseMm : middle + kHalfBaseMm,
                        0.05 + 0.55 * i});
  }
  return makeWalk(all, landings, plate);
}

Walk laidOut(const Walk& walk, Layout layout) {
  const Plate& made = walk.recording.plate;
  Walk result;
  result.recording.plate = placed(made, layout);
  const int columns = result.recording.plate.columns;
  for (const auto& frame : walk.recording.frames) {
    auto& target = result.recording.frames.emplace_back(frame.size());
    for (int row = 0; row < made.rows; ++row) {
      for (int column = 0; column < made.columns; ++column) {
        const Cell to = placed(Cell{row, column}, made, layout);
        target[static_cast<std::size_t>(to.row * columns + to.column)] =
            frame[static_cast<std::size_t>(row * made.columns + column)];
      }
    }
  }
  for (StepTruth step : walk.steps) {
    const Cell a = placed(Cell{step.rows[0], step.columns[0]}, made, layout);
    const Cell b = placed(Cell{step.rows[1], step.columns[1]}, made, layout);
    step.rows = {std::min(a.row, b.row), std::max(a.row, b.row)};
    step.columns = {std::min(a.column, b.column), std::max(a.column, b.column)};
    for (StepFrame& frame : step.course) {
      frame.cop_in_plate = placed(frame.cop_in_plate, made, layout);
    }
    result.steps.push_back(std::move(step));
  }
  return result;
}

}  // namespace phantom
