#include "podalign/ingest/pliance_mat.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "podalign/ingest/plate_novel.hpp"
#include "podalign/ingest/plate_text.hpp"

namespace podalign::ingest {
namespace {

constexpr double kLargestMatMm = 3000.0;
constexpr double kSmallestCellMm = 0.5;
constexpr std::size_t kMostSensors = 16384;
// Sensors that leave more of their grid empty are no mat.
constexpr double kMostCellsPerSensor = 16.0;
constexpr int kMostHalvings = 2;

struct Box {
  double left = std::numeric_limits<double>::infinity();
  double right = -std::numeric_limits<double>::infinity();
  double bottom = std::numeric_limits<double>::infinity();
  double top = -std::numeric_limits<double>::infinity();
  void add(double x, double y) {
    left = std::min(left, x);
    right = std::max(right, x);
    bottom = std::min(bottom, y);
    top = std::max(top, y);
  }
  double width() const { return right - left; }
  double height() const { return top - bottom; }
};

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

tl::unexpected<Error> refuse(std::string what) {
  return failure(ErrorCode::Malformed, std::move(what));
}

Result<void> checkLists(const PlianceCorners& corners) {
  if (corners.sensors.empty()) return refuse("the table of corners names no sensor");
  for (std::size_t k = 0; k < corners.x.size(); ++k) {
    for (const auto* list : {&corners.x[k], &corners.y[k]}) {
      if (list->size() == corners.sensors.size()) continue;
      return refuse(fmt::format("corner {} is there for {} of {} sensors", k, list->size(),
                                corners.sensors.size()));
    }
  }
  if (corners.area.size() == corners.sensors.size()) return {};
  return refuse(fmt::format("the area is there for {} of {} sensors", corners.area.size(),
                            corners.sensors.size()));
}

// Centres in millimetres from the upper left corner of the mat, x to the right, y downwards.
struct Layout {
  std::vector<plantar::GridCell> cells;
  double widthMm = 0.0;  // of the middle sensor
  double heightMm = 0.0;
  Box all;
};

Result<Layout> layOut(const PlianceCorners& corners) {
  Layout layout;
  std::vector<double> widths;
  std::vector<double> heights;
  const double scale = corners.millimetresPerUnit;
  std::vector<Box> boxes(corners.sensors.size());
  for (std::size_t i = 0; i < corners.sensors.size(); ++i) {
    double x = 0.0;
    double y = 0.0;
    for (std::size_t k = 0; k < corners.x.size(); ++k) {
      boxes[i].add(scale * corners.x[k][i], scale * corners.y[k][i]);
      layout.all.add(scale * corners.x[k][i], scale * corners.y[k][i]);
      x += 0.25 * scale * corners.x[k][i];
      y += 0.25 * scale * corners.y[k][i];
    }
    const double area = scale * scale * corners.area[i];
    const double box = boxes[i].width() * boxes[i].height();
    // A slanted sensor fills a part of its box only.
    if (!(boxes[i].width() >= kSmallestCellMm && boxes[i].height() >= kSmallestCellMm) ||
        !(area > 0.1 * box && area < 1.05 * box)) {
      return refuse(
          fmt::format("area and corners of sensor {} contradict each other", corners.sensors[i]));
    }
    layout.cells.push_back({x, y, area});
    widths.push_back(boxes[i].width());
    heights.push_back(boxes[i].height());
  }
  if (layout.all.width() > kLargestMatMm || layout.all.height() > kLargestMatMm) {
    return refuse("the mat is larger than three metres");
  }
  for (plantar::GridCell& cell : layout.cells) {
    cell.xMm -= layout.all.left;
    cell.yMm = layout.all.top - cell.yMm;
  }
  layout.widthMm = median(std::move(widths));
  layout.heightMm = median(std::move(heights));
  return layout;
}

// Each sensor in the cell that its centre lies in; nothing where two fall into one.
std::optional<PlianceMat> placed(const PlianceCorners& corners, const Layout& layout,
                                 double fineness) {
  PlianceMat mat;
  plantar::Grid& grid = mat.grid;
  grid.columnSpacingMm = layout.widthMm / fineness;
  grid.rowSpacingMm = layout.heightMm / fineness;
  const double columns = std::ceil(layout.all.width() / grid.columnSpacingMm - 1e-3);
  const double rows = std::ceil(layout.all.height() / grid.rowSpacingMm - 1e-3);
  const auto sensors = static_cast<double>(layout.cells.size());
  if (!(columns * rows <= kMostCellsPerSensor * sensors)) return std::nullopt;
  grid.columns = std::max(1, static_cast<int>(columns));
  grid.rows = std::max(1, static_cast<int>(rows));
  for (int row = 0; row < grid.rows; ++row) {
    for (int column = 0; column < grid.columns; ++column) {
      grid.cells.push_back(
          {(column + 0.5) * grid.columnSpacingMm, (row + 0.5) * grid.rowSpacingMm, 0.0});
    }
  }
  double area = 0.0;
  for (std::size_t i = 0; i < layout.cells.size(); ++i) {
    const plantar::GridCell& cell = layout.cells[i];
    const int column =
        std::clamp(static_cast<int>(cell.xMm / grid.columnSpacingMm), 0, grid.columns - 1);
    const int row = std::clamp(static_cast<int>(cell.yMm / grid.rowSpacingMm), 0, grid.rows - 1);
    const std::size_t at = grid.indexOf(row, column);
    if (grid.cells[at].areaMm2 > 0.0) return std::nullopt;
    grid.cells[at] = cell;
    mat.cells.push_back(at);
    area += cell.areaMm2;
  }
  mat.sensors = corners.sensors;
  grid.cellAreaMm2 = area / static_cast<double>(layout.cells.size());
  grid.view = plantar::GridView::Uncertain;
  return mat;
}

}  // namespace

Result<void> readPlianceSensors(std::string_view line, std::vector<int>& sensors) {
  constexpr long kLargestNumber = 1'000'000;
  sensors.clear();
  for (std::string_view word = takeWord(line); !word.empty(); word = takeWord(line)) {
    const auto number = plate_text::integerFrom(word);
    if (!number || *number < 1 || *number > kLargestNumber) {
      return refuse(fmt::format("'{}' is no number of a sensor", plate_text::excerpt(word)));
    }
    if (sensors.size() >= kMostSensors) return failure(ErrorCode::TooLarge, "too many sensors");
    sensors.push_back(static_cast<int>(*number));
  }
  if (sensors.empty()) return failure(ErrorCode::Truncated, "no sensor is named");
  std::vector<int> sorted = sensors;
  std::sort(sorted.begin(), sorted.end());
  if (std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end()) return {};
  return refuse("a sensor is named twice");
}

Result<void> readPlianceCorners(std::string_view line, PlianceCorners& corners) {
  const std::string_view key = takeWord(line);
  std::vector<double>* list = nullptr;
  if (key == "area") list = &corners.area;
  for (std::size_t k = 0; k < corners.x.size(); ++k) {
    if (key == fmt::format("x[{}]", k)) list = &corners.x[k];
    if (key == fmt::format("y[{}]", k)) list = &corners.y[k];
  }
  if (list == nullptr) return {};  // the centre, which the corners tell
  list->clear();
  for (std::string_view word = takeWord(line); !word.empty(); word = takeWord(line)) {
    const auto value = plate_text::numberFrom(word);
    if (!value || list->size() >= corners.sensors.size()) {
      return refuse(fmt::format("'{}' of {} is wrong", plate_text::excerpt(word), key));
    }
    list->push_back(*value);
  }
  return {};
}

Result<PlianceMat> plianceMat(const PlianceCorners& corners) {
  if (auto checked = checkLists(corners); !checked) return tl::unexpected(checked.error());
  const auto layout = layOut(corners);
  if (!layout) return tl::unexpected(layout.error());
  double fineness = 1.0;
  for (int halving = 0; halving <= kMostHalvings; ++halving, fineness *= 2.0) {
    if (auto mat = placed(corners, *layout, fineness)) return std::move(*mat);
  }
  return refuse("sensors lie on each other, or are spread too thin to be one mat");
}

}  // namespace podalign::ingest
