#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "podalign/measure/footfall_context.hpp"
#include "podalign/measure/zone_place.hpp"

namespace podalign::measure {
namespace {

constexpr std::array<const char*, kZones> kNames{
    "heel_medial", "heel_lateral", "midfoot", "mt1", "mt2", "mt3", "mt4", "mt5", "hallux", "toes"};
constexpr int kParts = 8;  // a cell on a line is cut into 8 x 8 parts
constexpr double kMm2KpaPerN = 1000.0;

double toeLineAt(const ZoneLines& lines, double share) {
  const auto last = static_cast<double>(lines.toeLineMm.size() - 1);
  const double at = std::clamp(share, 0.0, 1.0) * last;
  const auto i = static_cast<std::size_t>(std::min(at, last - 1.0));
  const double t = at - static_cast<double>(i);
  return lines.toeLineMm[i] + t * (lines.toeLineMm[i + 1] - lines.toeLineMm[i]);
}

Zone zoneAt(const ZoneLines& lines, const ZonePlace& place, const ZoneShift& shift,
            const Point2& point) {
  const double along = place.along.dot(point) - place.heelEnd - shift.alongMm;
  const double medial = medialOf(place, point) - shift.medialMm;
  if (along < lines.heelEndMm) return medial > 0.0 ? Zone::HeelMedial : Zone::HeelLateral;
  if (along < lines.midfootEndMm) return Zone::Midfoot;
  const double share = breadthShare(lines, along, medial);
  if (!lines.toeLineMm.empty() && along > toeLineAt(lines, share)) {
    return share < lines.hallux ? Zone::Hallux : Zone::Toes;
  }
  const auto ray = std::upper_bound(lines.rays.begin(), lines.rays.end(), share);
  return static_cast<Zone>(static_cast<int>(Zone::Mt1) +
                           static_cast<int>(ray - lines.rays.begin()));
}

// How many of the parts of a cell lie in which zone.
std::array<int, kZones> partsOf(const ZoneLines& lines, const ZonePlace& place,
                                const ZoneShift& shift, const Point2& centre, double width,
                                double height) {
  std::array<int, kZones> parts{};
  const auto zone = [&](double x, double y) {
    return zoneAt(lines, place, shift, centre + Point2(x * width, y * height));
  };
  const Zone middle = zone(0.0, 0.0);
  const bool whole = zone(-0.5, -0.5) == middle && zone(0.5, -0.5) == middle &&
                     zone(-0.5, 0.5) == middle && zone(0.5, 0.5) == middle;
  if (whole) {
    parts[static_cast<std::size_t>(middle)] = kParts * kParts;
    return parts;
  }
  for (int k = 0; k < kParts * kParts; ++k) {
    const double x = (k % kParts + 0.5) / kParts - 0.5;
    const double y = (k / kParts + 0.5) / kParts - 0.5;
    ++parts[static_cast<std::size_t>(zone(x, y))];
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
  const int columns = footfall.columns.count();
  for (std::size_t i = 0; i < peaks.size(); ++i) {
    if (!(peaks[i] > 0.0)) continue;
    const int row = static_cast<int>(i) / columns;
    const int column = static_cast<int>(i) % columns;
    const plantar::GridPoint at =
        grid.centreOf(footfall.rows.first + row, footfall.columns.first + column);
    const auto parts = partsOf(lines, place, shift, planPoint(at.xMm, at.yMm, grid.view),
                               grid.columnSpacingMm, grid.rowSpacingMm);
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
  const auto place = placeOf(*footprint);
  if (!place) return std::nullopt;
  return layMask(footfall, grid, peaksOf(footfall), lines, *place, {});
}

LoadedFrames loadedFrames(const plantar::Footfall& footfall) {
  LoadedFrames loaded;
  const auto cells = static_cast<std::size_t>(footfall.rows.count()) *
                     static_cast<std::size_t>(footfall.columns.count());
  for (int frame = 0; frame < footfall.frames.count(); ++frame) {
    const float* pressures = footfall.frame(frame);
    for (std::size_t i = 0; i < cells; ++i) {
      if (pressures[i] > 0.0F) loaded.cells.push_back({i, static_cast<double>(pressures[i])});
    }
    loaded.ends.push_back(loaded.cells.size());
  }
  return loaded;
}

ZoneCourses coursesOf(const plantar::Footfall& footfall, const plantar::Grid& grid,
                      const LoadedFrames& loaded, const ZoneMask& mask) {
  ZoneCourses courses;
  const std::size_t frames = loaded.ends.size();
  for (ZoneCourse& course : courses) {
    course.forcesN.assign(frames, 0.0);
    course.peaksKpa.assign(frames, 0.0);
    course.areasMm2.assign(frames, 0.0);
  }
  const int columns = footfall.columns.count();
  const auto cells =
      static_cast<std::size_t>(footfall.rows.count()) * static_cast<std::size_t>(columns);
  std::vector<double> areas;
  std::vector<std::size_t> firstOf(cells + 1, 0);  // of each cell in the mask, which is in order
  for (const ZoneCell& cell : mask.cells) {
    const int index = static_cast<int>(cell.cell);
    areas.push_back(cell.share * grid.areaOf(footfall.rows.first + index / columns,
                                             footfall.columns.first + index % columns));
    ++firstOf[cell.cell + 1];
  }
  for (std::size_t i = 0; i < cells; ++i) firstOf[i + 1] += firstOf[i];
  std::size_t at = 0;
  for (std::size_t frame = 0; frame < frames; ++frame) {
    std::array<double, kZones> forces{};
    std::array<double, kZones> contact{};
    std::array<double, kZones> peaks{};
    for (; at < loaded.ends[frame]; ++at) {
      const auto& [cell, kpa] = loaded.cells[at];
      for (std::size_t i = firstOf[cell]; i < firstOf[cell + 1]; ++i) {
        const auto zone = static_cast<std::size_t>(mask.cells[i].zone);
        forces[zone] += kpa * areas[i] / kMm2KpaPerN;
        contact[zone] += areas[i];
        if (mask.cells[i].most && kpa > peaks[zone]) peaks[zone] = kpa;
      }
    }
    for (std::size_t zone = 0; zone < kZones; ++zone) {
      courses[zone].forcesN[frame] = forces[zone];
      courses[zone].areasMm2[frame] = contact[zone];
      courses[zone].peaksKpa[frame] = peaks[zone];
    }
  }
  return courses;
}

ZoneCourses coursesOf(const plantar::Footfall& footfall, const plantar::Grid& grid,
                      const ZoneMask& mask) {
  return coursesOf(footfall, grid, loadedFrames(footfall), mask);
}

}  // namespace podalign::measure
