#include "podalign/anatomy/sole.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

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
constexpr double kBorderMm = 2.0;           // the outermost columns only graze the wall
constexpr double kFromShare = 0.03;         // of the length: heel and toes curve away beyond
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

void judge(SoleView& view) {
  std::size_t all = 0;
  std::size_t seen = 0;
  std::size_t flat = 0;
  for (std::size_t i = 0; i < view.map.cells.size(); ++i) {
    if (view.map.cells[i] == SoleMap::Cell::Outside) continue;
    ++all;
    if (view.map.cells[i] != SoleMap::Cell::Seen) continue;
    ++seen;
    if (view.map.heightMm[i] < static_cast<float>(kFlatMm)) ++flat;
  }
  if (all == 0) {
    view.kind = SoleKind::Open;
    view.coverage = 0.0;
    return;
  }
  view.coverage = static_cast<double>(seen) / static_cast<double>(all);
  view.flatShare = seen == 0 ? 0.0 : static_cast<double>(flat) / static_cast<double>(seen);
  if (view.coverage < kCoveredFromShare) {
    view.kind = SoleKind::Open;
  } else if (view.flatShare >= kSyntheticFromShare) {
    view.kind = SoleKind::SyntheticFlat;
  }
}

}  // namespace

SoleView examineSole(const geometry::TriangleMesh& mesh, double footLength) {
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
  judge(view);
  return view;
}

}  // namespace podalign::anatomy
