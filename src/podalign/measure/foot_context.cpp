#include "podalign/measure/foot_context.hpp"

#include <algorithm>
#include <cmath>

namespace podalign::measure {
namespace {

// In thousandths of the length: from behind the heel's widest place to beyond the ball.
constexpr int kFrom = 32;
constexpr int kTo = 804;
constexpr int kStep = 4;
constexpr int kFineFrom = 490;
constexpr int kFineTo = 510;
constexpr int kFineStep = 2;

FootSections cutAcross(const anatomy::AlignedFoot& foot) {
  FootSections across;
  for (int at = kFrom; at <= kTo;) {
    across.xs.push_back(0.001 * at * foot.footLengthMm);
    at += at >= kFineFrom && at < kFineTo ? kFineStep : kStep;
  }
  across.sections = geometry::sectionsAcross(foot.mesh_in_foot, geometry::Axis::X, across.xs);
  return across;
}

}  // namespace

FootSections::Part FootSections::between(double fromX, double toX) const {
  constexpr double kRounding = 1e-9;
  const auto first = std::lower_bound(xs.begin(), xs.end(), fromX - kRounding);
  const auto last = std::upper_bound(first, xs.end(), toX + kRounding);
  const auto offset = static_cast<std::size_t>(first - xs.begin());
  const auto count = static_cast<std::size_t>(last - first);
  return {std::span(xs).subspan(offset, count), std::span(sections).subspan(offset, count)};
}

const geometry::Section& FootSections::nearest(double x) const {
  auto next = std::lower_bound(xs.begin(), xs.end(), x);
  if (next == xs.end() || (next != xs.begin() && x - *(next - 1) < *next - x)) --next;
  return sections[static_cast<std::size_t>(next - xs.begin())];
}

std::vector<Column> columnsUnder(const geometry::Section& section, double stepMm) {
  geometry::Extent range;
  for (const geometry::Segment& segment : section) {
    range.include(segment.a.x());
    range.include(segment.b.x());
  }
  if (range.empty()) return {};
  const double first = std::ceil(range.low / stepMm);
  const auto count = static_cast<std::size_t>(std::max(0.0, range.high / stepMm - first)) + 1;
  constexpr double kNothing = 1e9;
  std::vector<Column> columns(count, {0.0, kNothing, 0.0});
  for (const geometry::Segment& segment : section) {
    const bool forward = segment.a.x() <= segment.b.x();
    const geometry::Point2& a = forward ? segment.a : segment.b;
    const geometry::Point2& b = forward ? segment.b : segment.a;
    if (b.x() <= a.x()) continue;
    const double slope = (b.y() - a.y()) / (b.x() - a.x());
    const double last = std::floor(b.x() / stepMm);
    for (double i = std::ceil(a.x() / stepMm); i <= last; i += 1.0) {
      const auto index = static_cast<std::size_t>(i - first);
      if (index >= count) break;
      const double height = a.y() + slope * (i * stepMm - a.x());
      if (height < columns[index].height) columns[index] = {i * stepMm, height, segment.facing};
    }
  }
  std::erase_if(columns, [](const Column& column) { return column.height >= kNothing; });
  return columns;
}

const anatomy::Landmark* FootContext::find(anatomy::LandmarkId id) const {
  const auto found = foot.landmarks.find(id);
  return found == foot.landmarks.end() ? nullptr : &found->second;
}

FootContext contextOf(const anatomy::AlignedFoot& foot) {
  FootContext context{foot, footError(foot), cutAcross(foot), {}, {}};
  constexpr geometry::Window kHeights = anatomy::kBorderHeights;
  std::vector<geometry::Extent> widths;
  for (const geometry::Section& section : context.across.sections) {
    widths.push_back(geometry::extentOfFirst(section, kHeights.low, kHeights.high));
  }
  const double medial = medialSign(foot.side.shapeSide);
  context.medial = anatomy::borderOf(context.across.xs, widths, medial);
  context.lateral = anatomy::borderOf(context.across.xs, widths, -medial);
  return context;
}

}  // namespace podalign::measure
