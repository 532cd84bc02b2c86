#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <numeric>

#include "podalign/measure/footfall_context.hpp"
#include "podalign/measure/zone_place.hpp"

namespace podalign::measure {
namespace {

constexpr std::array<const char*, kZones> kNames{
    "heel_medial", "heel_lateral", "midfoot", "mt1", "mt2", "mt3", "mt4", "mt5", "hallux", "toes"};
constexpr std::size_t kParts = 8;  // a cell on a line is cut into 8 x 8 parts
constexpr double kMm2KpaPerN = 1000.0;

// Of a cell of the footfall's window.
double areaOf(const plantar::Footfall& footfall, const plantar::Grid& grid, std::size_t cell) {
  const int columns = footfall.columns.count();
  return grid.areaOf(footfall.rows.first + static_cast<int>(cell) / columns,
                     footfall.columns.first + static_cast<int>(cell) % columns);
}

// The lines of a mask, asked about the points of one cell after the other.
class CellCutter {
 public:
  CellCutter(const ZoneLines& lines, const ZonePlace& place, const ZoneShift& shift,
             const plantar::Grid& grid)
      : lines_(lines), place_(place), shift_(shift) {
    if (!lines.toeLineMm.empty()) {
      const auto [low, high] = std::minmax_element(lines.toeLineMm.begin(), lines.toeLineMm.end());
      toesFrom_ = *low;
      toesSurelyFrom_ = *high;
    }
    for (std::size_t i = 0; i < kParts; ++i) {
      const double at = (static_cast<double>(i) + 0.5) / kParts - 0.5;
      offsets_[i] = {at * grid.columnSpacingMm, at * grid.rowSpacingMm};
    }
    half_ = {0.5 * grid.columnSpacingMm, 0.5 * grid.rowSpacingMm};
  }
  // How many of the parts of a cell lie in which zone.
  [[nodiscard]] std::array<int, kZones> partsOf(const Point2& centre) const;

 private:
  [[nodiscard]] Zone zoneAt(const Point2& point) const {
    return zoneAt(alongOf(place_.along.dot(point)), medialOf(place_, point) - shift_.medialMm);
  }
  [[nodiscard]] double alongOf(double dot) const { return dot - place_.heelEnd - shift_.alongMm; }
  [[nodiscard]] Zone zoneAt(double along, double medial) const {
    if (along < lines_.heelEndMm) return medial > 0.0 ? Zone::HeelMedial : Zone::HeelLateral;
    if (along < lines_.midfootEndMm) return Zone::Midfoot;
    return forefootAt(along, breadthShare(lines_, along, medial));
  }
  [[nodiscard]] Zone forefootAt(double along, double share) const {
    const bool toe = along > toesFrom_ && (along > toesSurelyFrom_ || along > toeLineAt(share));
    if (toe) return share < lines_.hallux ? Zone::Hallux : Zone::Toes;
    int ray = 0;
    for (const double end : lines_.rays) ray += end <= share ? 1 : 0;
    return static_cast<Zone>(static_cast<int>(Zone::Mt1) + ray);
  }
  [[nodiscard]] double toeLineAt(double share) const {
    const auto last = static_cast<double>(lines_.toeLineMm.size() - 1);
    const double at = std::clamp(share, 0.0, 1.0) * last;
    const auto i = static_cast<std::size_t>(std::min(at, last - 1.0));
    const double t = at - static_cast<double>(i);
    return lines_.toeLineMm[i] + t * (lines_.toeLineMm[i + 1] - lines_.toeLineMm[i]);
  }

  const ZoneLines& lines_;
  const ZonePlace& place_;
  const ZoneShift& shift_;
  double toesFrom_ = std::numeric_limits<double>::infinity();
  double toesSurelyFrom_ = toesFrom_;
  std::array<Point2, kParts> offsets_;  // of the columns and rows of parts
  Point2 half_;
};

std::array<int, kZones> CellCutter::partsOf(const Point2& centre) const {
  std::array<int, kZones> parts{};
  const Zone middle = zoneAt(centre);
  const auto isMiddle = [&](double x, double y) {
    return zoneAt(centre + Point2(x * half_.x(), y * half_.y())) == middle;
  };
  if (isMiddle(-1.0, -1.0) && isMiddle(1.0, -1.0) && isMiddle(-1.0, 1.0) && isMiddle(1.0, 1.0)) {
    parts[static_cast<std::size_t>(middle)] = kParts * kParts;
    return parts;
  }
  // Both coordinates of a part are sums of what its column and its row give.
  std::array<Point2, kParts> ofColumn;  // along, medial
  std::array<Point2, kParts> ofRow;
  for (std::size_t i = 0; i < kParts; ++i) {
    const Point2 at = centre + offsets_[i];
    const Point2 away = at - place_.heelCentre;
    ofColumn[i] = {place_.along.x() * at.x(), place_.medial.x() * away.x()};
    ofRow[i] = {place_.along.y() * at.y(), place_.medial.y() * away.y()};
  }
  for (const Point2& row : ofRow) {
    for (const Point2& column : ofColumn) {
      const Zone zone =
          zoneAt(alongOf(column.x() + row.x()), column.y() + row.y() - shift_.medialMm);
      ++parts[static_cast<std::size_t>(zone)];
    }
  }
  return parts;
}

// Cells that two zones share, between them.
struct Border {
  double kpa = 0.0;
  int cells = 0;
};

void findContrast(ZoneMask& mask, const std::vector<double>& peaks) {
  std::array<double, kZones> highest{};
  for (const ZoneCell& cell : mask.cells) {
    double& peak = highest[static_cast<std::size_t>(cell.zone)];
    if (cell.most) peak = std::max(peak, peaks[cell.cell]);
  }
  std::map<std::pair<Zone, Zone>, Border> borders;
  for (std::size_t i = 0; i < mask.cells.size(); ++i) {
    for (std::size_t k = i + 1; k < mask.cells.size() && mask.cells[k].cell == mask.cells[i].cell;
         ++k) {
      Border& border = borders[{mask.cells[i].zone, mask.cells[k].zone}];
      border.kpa += peaks[mask.cells[i].cell];
      ++border.cells;
    }
  }
  std::array<double, kZones> sums{};
  std::array<int, kZones> counts{};
  for (const auto& [zones, border] : borders) {
    const auto a = static_cast<std::size_t>(zones.first);
    const auto b = static_cast<std::size_t>(zones.second);
    const double lower = std::min(highest[a], highest[b]);
    const double contrast =
        lower > 0.0 ? std::clamp(1.0 - border.kpa / border.cells / lower, 0.0, 1.0) : 0.0;
    for (const std::size_t zone : {a, b}) {
      sums[zone] += contrast * border.cells;
      counts[zone] += border.cells;
    }
  }
  for (std::size_t zone = 0; zone < kZones; ++zone) {
    // A zone that touches no other one is cut nowhere.
    mask.contrast[zone] = counts[zone] > 0 ? sums[zone] / counts[zone] : 1.0;
  }
}

}  // namespace

const char* toString(Zone zone) { return kNames[static_cast<std::size_t>(zone)]; }

std::optional<Zone> zoneFromString(std::string_view name) {
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Zone>(found - kNames.begin());
}

bool ZoneCourse::loaded() const {
  return std::any_of(peaksKpa.begin(), peaksKpa.end(), [](double kpa) { return kpa > 0.0; });
}

std::vector<double> peaksOf(const plantar::Footfall& footfall) {
  std::vector<float> peaks(static_cast<std::size_t>(footfall.rows.count()) *
                               static_cast<std::size_t>(footfall.columns.count()),
                           0.0F);
  for (int frame = 0; frame < footfall.frames.count(); ++frame) {
    const float* pressures = footfall.frame(frame);
    for (std::size_t i = 0; i < peaks.size(); ++i) {
      peaks[i] = pressures[i] > peaks[i] ? pressures[i] : peaks[i];
    }
  }
  return {peaks.begin(), peaks.end()};
}

ZoneMask layMask(const plantar::Footfall& footfall, const plantar::Grid& grid,
                 const std::vector<double>& peaks, const ZoneLines& lines, const ZonePlace& place,
                 const ZoneShift& shift) {
  ZoneMask mask{lines, place, {}, {}};
  const CellCutter cutter(lines, place, shift, grid);
  const int columns = footfall.columns.count();
  for (std::size_t i = 0; i < peaks.size(); ++i) {
    if (!(peaks[i] > 0.0)) continue;
    const int row = static_cast<int>(i) / columns;
    const int column = static_cast<int>(i) % columns;
    const plantar::GridPoint at =
        grid.centreOf(footfall.rows.first + row, footfall.columns.first + column);
    const auto parts = cutter.partsOf(planPoint(at.xMm, at.yMm, grid.view));
    const auto most = std::max_element(parts.begin(), parts.end()) - parts.begin();
    for (std::size_t zone = 0; zone < kZones; ++zone) {
      if (parts[zone] == 0) continue;
      mask.cells.push_back({i, static_cast<Zone>(zone),
                            static_cast<double>(parts[zone]) / (kParts * kParts),
                            zone == static_cast<std::size_t>(most)});
    }
  }
  findContrast(mask, peaks);
  return mask;
}

std::optional<ZoneMask> maskOf(const plantar::Footfall& footfall, const plantar::Grid& grid,
                               const ZoneLines& lines) {
  const auto footprint = makeFootprint(footfall, grid, areaThresholdOf(footfall, {}));
  if (!footprint) return std::nullopt;
  const auto place = placeOf(*footprint, bordersOf(*footprint, Toes::Excluded));
  if (!place) return std::nullopt;
  return layMask(footfall, grid, peaksOf(footfall), lines, *place, {});
}

LoadedCells loadedCells(const plantar::Footfall& footfall, const plantar::Grid& grid) {
  const int columns = footfall.columns.count();
  const auto cells =
      static_cast<std::size_t>(footfall.rows.count()) * static_cast<std::size_t>(columns);
  LoadedCells loaded;
  loaded.frames = static_cast<std::size_t>(footfall.frames.count());
  std::vector<std::uint32_t> counts(cells, 0);
  for (int frame = 0; frame < footfall.frames.count(); ++frame) {
    const float* pressures = footfall.frame(frame);
    for (std::size_t i = 0; i < cells; ++i) counts[i] += pressures[i] > 0.0F ? 1U : 0U;
  }
  loaded.starts.assign(cells + 1, 0);
  std::partial_sum(counts.begin(), counts.end(), loaded.starts.begin() + 1);
  loaded.loads.resize(loaded.starts.back());
  for (std::size_t i = 0; i < cells; ++i) {
    if (counts[i] == 0) continue;
    const double area = areaOf(footfall, grid, i);
    std::size_t next = loaded.starts[i];
    for (std::uint32_t frame = 0; next < loaded.starts[i + 1]; ++frame) {
      const float kpa = footfall.pressuresKpa[frame * cells + i];
      if (!(kpa > 0.0F)) continue;
      loaded.loads[next++] = {frame, kpa, static_cast<double>(kpa) * area / kMm2KpaPerN};
    }
  }
  return loaded;
}

ZoneCourses coursesOf(const plantar::Footfall& footfall, const plantar::Grid& grid,
                      const LoadedCells& loaded, const ZoneMask& mask) {
  ZoneCourses courses;
  for (ZoneCourse& course : courses) {
    course.forcesN.assign(loaded.frames, 0.0);
    course.peaksKpa.assign(loaded.frames, 0.0);
    course.areasMm2.assign(loaded.frames, 0.0);
  }
  for (const ZoneCell& cell : mask.cells) {
    ZoneCourse& course = courses[static_cast<std::size_t>(cell.zone)];
    const double area = cell.share * areaOf(footfall, grid, cell.cell);
    const bool whole = cell.share == 1.0;
    for (std::size_t i = loaded.starts[cell.cell]; i < loaded.starts[cell.cell + 1]; ++i) {
      const LoadedCells::Load& load = loaded.loads[i];
      const auto kpa = static_cast<double>(load.kpa);
      course.forcesN[load.frame] += whole ? load.forceN : kpa * area / kMm2KpaPerN;
      course.areasMm2[load.frame] += area;
      double& peak = course.peaksKpa[load.frame];
      if (cell.most && kpa > peak) peak = kpa;
    }
  }
  return courses;
}

ZoneCourses coursesOf(const plantar::Footfall& footfall, const plantar::Grid& grid,
                      const ZoneMask& mask) {
  return coursesOf(footfall, grid, loadedCells(footfall, grid), mask);
}

}  // namespace podalign::measure
