#include "podalign/ingest/pedar_insole.hpp"

#include <array>

#include "podalign/core/contracts.hpp"

namespace podalign::ingest {
namespace {

// From heel to toes, each row from the inner to the outer side of the foot. In real walks the outer
// side of the midfoot and the great toe lie where this order has them.
constexpr std::array<int, 15> kSensorsInRow{5, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 6, 4};
constexpr int kRows = static_cast<int>(kSensorsInRow.size());
constexpr int kColumns = 7;
// For drawing, and for telling contact from none where the size is not known; nothing given in N,
// cm2 or mm rests on them.
constexpr double kNominalRowSpacingMm = 17.0;
constexpr double kNominalAreaMm2 = 180.0;

}  // namespace

std::string pedarSize(std::string_view sensorType) {
  std::string size;
  for (char c : sensorType) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c < 'a' || c > 'z') break;
    size += c;
  }
  return size;
}

std::size_t pedarCell(int sensor, Laterality side) {
  PODALIGN_EXPECTS(sensor >= 1 && sensor <= kPedarSensors);
  int row = 0;
  int first = 1;
  while (sensor >= first + kSensorsInRow[static_cast<std::size_t>(row)]) {
    first += kSensorsInRow[static_cast<std::size_t>(row++)];
  }
  const int fromInside =
      sensor - first + (kColumns - kSensorsInRow[static_cast<std::size_t>(row)]) / 2;
  // From above, toes up, the inner side of a left foot is on the right.
  const int column = side == Laterality::Left ? kColumns - 1 - fromInside : fromInside;
  return static_cast<std::size_t>((kRows - 1 - row) * kColumns + column);
}

plantar::Grid pedarGrid(Laterality side, const std::vector<double>* areasMm2) {
  plantar::Grid grid;
  grid.rows = kRows;
  grid.columns = kColumns;
  grid.placesKnown = false;
  grid.areasKnown = areasMm2 != nullptr;
  grid.rowSpacingMm = kNominalRowSpacingMm;
  grid.cellAreaMm2 = kNominalAreaMm2;
  grid.columnSpacingMm = kNominalAreaMm2 / kNominalRowSpacingMm;
  if (areasMm2 == nullptr) return grid;
  PODALIGN_EXPECTS(areasMm2->size() == static_cast<std::size_t>(kPedarSensors));
  double sum = 0.0;
  for (const double area : *areasMm2) sum += area;
  grid.cellAreaMm2 = sum / kPedarSensors;
  grid.columnSpacingMm = grid.cellAreaMm2 / grid.rowSpacingMm;
  for (int row = 0; row < kRows; ++row) {
    for (int column = 0; column < kColumns; ++column) {
      grid.cells.push_back(
          {(column + 0.5) * grid.columnSpacingMm, (row + 0.5) * grid.rowSpacingMm, 0.0});
    }
  }
  for (int sensor = 1; sensor <= kPedarSensors; ++sensor) {
    grid.cells[pedarCell(sensor, side)].areaMm2 = (*areasMm2)[static_cast<std::size_t>(sensor - 1)];
  }
  return grid;
}

}  // namespace podalign::ingest
