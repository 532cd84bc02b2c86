#include "podalign/anatomy/sole.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "podalign/geometry/plane.hpp"
#include "podalign/geometry/section.hpp"

namespace podalign::anatomy {
namespace {

using geometry::Crossing;
using geometry::Extent;
using geometry::Section;

constexpr double kGridMm = 2.0;
constexpr double kOutlineTopMm = 30.0;
constexpr double kSoleTopMm = 35.0;  // higher than this no plantar surface lies
constexpr double kFlatMm = 1.0;
constexpr double kSyntheticFromShare = 0.40;
constexpr double kCoveredFromShare = 0.95;  // as R-QA-07 of the rule base
constexpr double kLevelTopMm = 3.0;  // the flat level of a noisy scan lies above its lowest points
constexpr std::size_t kMinColumns = 30;
constexpr double kMidfootFrom = 0.35;
constexpr double kMidfootTo = 0.60;
constexpr double kHollowMm = 2.0;
// Round from 0.3 to 2.5 mm above the level: pressed phantoms 2.6-7 mm, filled ones 0.02.
constexpr double kCreaseLowMm = 0.3;
constexpr double kCreaseHighMm = 2.5;
constexpr double kCreaseMm = 1.0;
constexpr double kCreasedFromShare = 0.7;
constexpr double kRoundedToShare = 0.2;
// Retail booths: 0.04 mm, hollow 0.23-0.25 of the midfoot (real). Flesh pressed flat by 12 mm of
// sole: 0.3 mm, hollow 0.37 and more (phantom).
constexpr double kSkinMm = 0.12;
constexpr double kPressedHollow = 0.30;
constexpr double kSpannedShare = 0.10;
constexpr double kBorderMm = 2.0;    // the outermost columns only graze the wall
constexpr double kFromShare = 0.03;  // of the length: heel and toes curve away beyond
constexpr double kToShare = 0.95;

SoleMap emptyMap(const std::vector<Extent>& widths, double fromX) {
  Extent across;
  for (const Extent& width : widths) {
    if (width.empty()) continue;
    across.include(width.low);
    across.include(width.high);
  }
  SoleMap map;
  map.cellMm = kGridMm;
  if (across.empty()) return map;
  map.columns = widths.size();
  map.rows = static_cast<std::size_t>(std::ceil(across.size() / kGridMm));
  map.origin_in_foot = {fromX - 0.5 * kGridMm, across.low};
  map.cells.assign(map.columns * map.rows, SoleMap::Cell::Outside);
  map.heightMm.assign(map.cells.size(), std::numeric_limits<float>::quiet_NaN());
  return map;
}

// Lowest crossing in the middle of every row of the grid.
void lowestOf(const Section& section, double lowY, std::vector<Crossing>& lowest) {
  std::fill(lowest.begin(), lowest.end(), Crossing{std::numeric_limits<double>::infinity(), 0.0});
  for (const geometry::Segment& s : section) {
    const auto [from, to] = std::minmax(s.a.x(), s.b.x());
    if (to <= from) continue;
    const double slope = (s.b.y() - s.a.y()) / (s.b.x() - s.a.x());
    const double first = std::max(0.0, std::ceil((from - lowY) / kGridMm - 0.5));
    for (auto row = static_cast<std::size_t>(first); row < lowest.size(); ++row) {
      const double y = lowY + (static_cast<double>(row) + 0.5) * kGridMm;
      if (y > to) break;
      const double z = s.a.y() + (y - s.a.x()) * slope;
      if (z < lowest[row].second) lowest[row] = {z, s.facing};
    }
  }
}

// Cells under the middle of each piece of a giant triangle, cut small enough to meet every cell.
void markInvented(const geometry::TriangleMesh& mesh, const std::vector<bool>& invented,
                  SoleMap& map) {
  for (std::size_t i = 0; i < invented.size(); ++i) {
    if (!invented[i]) continue;
    const geometry::Triangle& t = mesh.triangles[i];
    const geometry::Point3& a = mesh.vertices[t[0]];
    const geometry::Point3 ab = mesh.vertices[t[1]] - a;
    const geometry::Point3 ac = mesh.vertices[t[2]] - a;
    if (ab.cross(ac).z() >= 0.0) continue;
    const auto steps = static_cast<int>(2.0 * std::max(ab.norm(), ac.norm()) / kGridMm) + 1;
    for (int u = 0; u <= steps; ++u) {
      for (int v = 0; u + v <= steps; ++v) {
        const geometry::Point3 p = a + (u * ab + v * ac) / steps;
        const double column = (p.x() - map.origin_in_foot.x()) / kGridMm;
        const double row = (p.y() - map.origin_in_foot.y()) / kGridMm;
        if (column < 0.0 || row < 0.0 || column >= static_cast<double>(map.columns) ||
            row >= static_cast<double>(map.rows)) {
          continue;
        }
        const std::size_t cell =
            static_cast<std::size_t>(row) * map.columns + static_cast<std::size_t>(column);
        // Only where the triangle is the sole itself, not something above it.
        if (map.cells[cell] == SoleMap::Cell::Seen &&
            p.z() < static_cast<double>(map.heightMm[cell]) + kFlatMm) {
          map.cells[cell] = SoleMap::Cell::Invented;
        }
      }
    }
  }
}

// The level near the ground, 1 mm deep, on which most columns lie; its share of the seen ones.
double findFlatLevel(SoleView& view, std::size_t seen) {
  constexpr double kBinMm = 0.1;
  constexpr auto kBins = static_cast<std::size_t>(kLevelTopMm / kBinMm);
  constexpr auto kDeep = static_cast<std::size_t>(kFlatMm / kBinMm);
  std::array<std::size_t, kBins + kDeep> count{};
  for (const float height : view.map.heightMm) {
    if (std::isnan(height)) continue;
    const double place = std::max(0.0, static_cast<double>(height) / kBinMm);
    if (place < static_cast<double>(count.size())) ++count[static_cast<std::size_t>(place)];
  }
  std::size_t best = 0;
  std::size_t level = 0;
  std::size_t sum = 0;
  for (std::size_t i = 0; i < count.size(); ++i) {
    sum += count[i];
    if (i >= kDeep) sum -= count[i - kDeep];
    if (sum <= best) continue;
    best = sum;
    level = i + 1 >= kDeep ? i + 1 - kDeep : 0;
  }
  view.flatShare = seen == 0 ? 0.0 : static_cast<double>(best) / static_cast<double>(seen);
  return static_cast<double>(level) * kBinMm;
}

// Median distance of the flat columns from the plane through them.
double flatness(const SoleMap& map, double level) {
  std::vector<geometry::Point3> flat;
  for (std::size_t i = 0; i < map.cells.size(); ++i) {
    const auto z = static_cast<double>(map.heightMm[i]);
    if (!(z >= level && z < level + kFlatMm)) continue;
    flat.emplace_back(static_cast<double>(i % map.columns) * kGridMm,
                      static_cast<double>(i / map.columns) * kGridMm, z);
  }
  if (flat.size() < kMinColumns) return 0.0;
  const geometry::Plane plane = geometry::fitPlane(flat, geometry::Point3::UnitZ());
  std::vector<double> off;
  for (const geometry::Point3& p : flat) off.push_back(std::abs(plane.height(p)));
  const auto middle = off.begin() + static_cast<std::ptrdiff_t>(off.size() / 2);
  std::nth_element(off.begin(), middle, off.end());
  return *middle;
}

double hollowShare(const SoleMap& map, double level, double footLength) {
  std::size_t all = 0;
  std::size_t hollow = 0;
  for (std::size_t i = 0; i < map.cells.size(); ++i) {
    const double x =
        map.origin_in_foot.x() + (static_cast<double>(i % map.columns) + 0.5) * kGridMm;
    if (map.cells[i] != SoleMap::Cell::Seen || x < kMidfootFrom * footLength ||
        x > kMidfootTo * footLength) {
      continue;
    }
    ++all;
    if (static_cast<double>(map.heightMm[i]) > level + kHollowMm) ++hollow;
  }
  return all == 0 ? 0.0 : static_cast<double>(hollow) / static_cast<double>(all);
}

// Where flesh meets the ground it is rounded by millimetres; software leaves an edge.
double creaseShare(const std::vector<Section>& sections, double level) {
  std::size_t all = 0;
  std::size_t creased = 0;
  for (std::size_t i = 0; i < sections.size(); ++i) {
    const Extent low = geometry::extentOfFirst(sections[i], -kFlatMm, level + kCreaseLowMm);
    const Extent high = geometry::extentOfFirst(sections[i], -kFlatMm, level + kCreaseHighMm);
    if (low.empty()) continue;
    ++all;
    if (std::min(low.low - high.low, high.high - low.high) < kCreaseMm) ++creased;
  }
  return 2 * all < sections.size() ? 0.0 : static_cast<double>(creased) / static_cast<double>(all);
}

void judge(SoleView& view, const std::vector<Section>& sections, double footLength) {
  std::size_t all = 0;
  std::size_t seen = 0;
  std::size_t invented = 0;
  for (const SoleMap::Cell cell : view.map.cells) {
    if (cell == SoleMap::Cell::Outside) continue;
    ++all;
    if (cell == SoleMap::Cell::Seen) ++seen;
    if (cell == SoleMap::Cell::Invented) ++invented;
  }
  if (all == 0) {
    view.kind = SoleKind::Open;
    view.coverage = 0.0;
    return;
  }
  const double level = findFlatLevel(view, seen + invented);
  view.coverage = static_cast<double>(seen + invented) / static_cast<double>(all);
  view.creaseShare = creaseShare(sections, level);
  view.flatnessMm = flatness(view.map, level);
  view.hollowShare = hollowShare(view.map, level, footLength);
  const bool flat = view.flatShare >= kSyntheticFromShare;
  const bool pressed = view.creaseShare < kRoundedToShare && view.flatnessMm > kSkinMm &&
                       view.hollowShare > kPressedHollow;
  if (view.coverage < kCoveredFromShare) {
    view.kind = SoleKind::Open;
  } else if ((flat && !pressed) || view.creaseShare > kCreasedFromShare) {
    view.kind = SoleKind::SyntheticFlat;
  } else if (static_cast<double>(invented) > kSpannedShare * static_cast<double>(all)) {
    view.kind = SoleKind::Shallow;
  }
}

}  // namespace

SoleView examineSole(const geometry::TriangleMesh& mesh, double footLength,
                     const std::vector<bool>& invented) {
  std::vector<double> xs;
  for (double x = kFromShare * footLength; x < kToShare * footLength; x += kGridMm) xs.push_back(x);
  const std::vector<Section> sections = geometry::sectionsAcross(mesh, geometry::Axis::X, xs);
  std::vector<Extent> widths;
  for (const Section& section : sections) {
    widths.push_back(geometry::extentOfFirst(section, 0.0, kOutlineTopMm));
  }
  SoleView view;
  view.map = emptyMap(widths, kFromShare * footLength);
  SoleMap& map = view.map;
  std::vector<Crossing> lowest(map.rows);
  for (std::size_t column = 0; column < map.columns; ++column) {
    lowestOf(sections[column], map.origin_in_foot.y(), lowest);
    for (std::size_t row = 0; row < map.rows; ++row) {
      const double y = map.origin_in_foot.y() + (static_cast<double>(row) + 0.5) * kGridMm;
      if (y < widths[column].low + kBorderMm || y > widths[column].high - kBorderMm) continue;
      const std::size_t cell = row * map.columns + column;
      // Through a hole in the sole the column ends at the inside of the dorsum, which looks up.
      const bool seen = lowest[row].facing < 0.0 && lowest[row].second <= kSoleTopMm;
      map.cells[cell] = seen ? SoleMap::Cell::Seen : SoleMap::Cell::Missing;
      if (seen) map.heightMm[cell] = static_cast<float>(lowest[row].second);
    }
  }
  markInvented(mesh, invented, map);
  judge(view, sections, footLength);
  return view;
}

}  // namespace podalign::anatomy
