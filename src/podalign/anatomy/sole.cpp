#include "podalign/anatomy/sole.hpp"

#include <vector>

#include "podalign/geometry/section.hpp"

namespace podalign::anatomy {
namespace {

using geometry::Extent;
using geometry::Section;

constexpr double kGridMm = 2.0;
constexpr double kOutlineTopMm = 30.0;
constexpr double kSoleTopMm = 35.0;  // higher than this no plantar surface lies
constexpr double kFlatMm = 1.0;
constexpr double kSyntheticFromShare = 0.40;
constexpr double kCoveredFromShare = 0.95;  // as R-QA-07 of the rule base
constexpr double kBorderMm = 2.0;           // the outermost columns only graze the wall

struct ColumnCount {
  std::size_t all = 0;
  std::size_t seen = 0;
  std::size_t flat = 0;
};

void countColumn(const Section& section, double y, ColumnCount& count) {
  ++count.all;
  const auto hit = geometry::lowestCrossing(section, y);
  // Through a hole in the sole the column ends at the inside of the dorsum, which looks up.
  if (!hit || hit->facing >= 0.0 || hit->second > kSoleTopMm) return;
  ++count.seen;
  if (hit->second < kFlatMm) ++count.flat;
}

}  // namespace

SoleView examineSole(const geometry::TriangleMesh& mesh, double footLength) {
  std::vector<double> xs;
  for (double x = 0.03 * footLength; x < 0.95 * footLength; x += kGridMm) xs.push_back(x);
  ColumnCount count;
  for (const Section& section : geometry::sectionsAcross(mesh, geometry::Axis::X, xs)) {
    const Extent width = geometry::extentOfFirst(section, 0.0, kOutlineTopMm);
    for (double y = width.low + kBorderMm; y < width.high - kBorderMm; y += kGridMm) {
      countColumn(section, y, count);
    }
  }
  SoleView view;
  if (count.all == 0) return {SoleKind::Open, 0.0, 0.0};
  view.coverage = static_cast<double>(count.seen) / static_cast<double>(count.all);
  view.flatShare =
      count.seen == 0 ? 0.0 : static_cast<double>(count.flat) / static_cast<double>(count.seen);
  if (view.coverage < kCoveredFromShare) {
    view.kind = SoleKind::Open;
  } else if (view.flatShare >= kSyntheticFromShare) {
    view.kind = SoleKind::SyntheticFlat;
  }
  return view;
}

}  // namespace podalign::anatomy
