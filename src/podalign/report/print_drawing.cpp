#include "podalign/report/internal/print_drawing.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace podalign::report::internal {
namespace {

constexpr int kPadding = 2;     // empty cells around the print, so that contours close
constexpr int kRefinement = 5;  // nodes per cell

// Even steps of lightness from pale to dark (after the "magma" map of matplotlib, van der Walt and
// Smith 2015, reversed), so that a grey copy reads the same.
Color rampColor(double share) {
  constexpr std::array<Color, 7> kStops{rgb(0xFCE9C5), rgb(0xFEC287), rgb(0xFB8761), rgb(0xDE4968),
                                        rgb(0x9C2E7F), rgb(0x5A167E), rgb(0x1D1147)};
  const double at = std::clamp(share, 0.0, 1.0) * (kStops.size() - 1);
  const auto index = std::min<std::size_t>(static_cast<std::size_t>(at), kStops.size() - 2);
  return mix(kStops[index], kStops[index + 1], at - static_cast<double>(index));
}

}  // namespace

Color levelColor(const PressureScale& scale, std::size_t index) {
  const std::size_t count = scale.levelsKpa.size();
  return rampColor(count < 2 ? 0.0 : static_cast<double>(index) / static_cast<double>(count - 1));
}

Field peakOf(const plantar::Footfall& footfall) {
  Field peak(footfall.columns.count(), footfall.rows.count());
  const auto cells = static_cast<std::size_t>(footfall.rows.count()) *
                     static_cast<std::size_t>(footfall.columns.count());
  const std::size_t frames = cells == 0 ? 0 : footfall.pressuresKpa.size() / cells;
  for (std::size_t f = 0; f < frames; ++f) {
    for (int row = 0; row < peak.rows(); ++row) {
      for (int column = 0; column < peak.columns(); ++column) {
        const std::size_t cell =
            static_cast<std::size_t>(row) * static_cast<std::size_t>(peak.columns()) +
            static_cast<std::size_t>(column);
        peak.at(column, row) = std::max(
            peak.at(column, row), static_cast<double>(footfall.pressuresKpa[f * cells + cell]));
      }
    }
  }
  return peak;
}

Rect boundsOf(const std::vector<Line>& lines) {
  double left = 1e9, right = -1e9, top = 1e9, bottom = -1e9;
  for (const Line& line : lines) {
    for (const Point& point : line) {
      left = std::min(left, point.x);
      right = std::max(right, point.x);
      top = std::min(top, point.y);
      bottom = std::max(bottom, point.y);
    }
  }
  if (left > right) return {};
  return {left, top, right - left, bottom - top};
}

Print printOf(const WalkedStep& step, const PressureScale& scale, const PrintPlace& upright) {
  const plantar::Footfall& footfall = step.footfall;
  const Field peak = peakOf(footfall);
  const Field fine = refined(padded(peak, kPadding, 0.0), kRefinement);
  const auto toPage = [&](double column, double row) {
    return upright((footfall.columns.first + column + 0.5) * step.grid.columnSpacingMm,
                   (footfall.rows.first + row + 0.5) * step.grid.rowSpacingMm);
  };
  Print print;
  for (const double level : scale.levelsKpa) {
    std::vector<Line> rings = contours(fine, level);
    for (Line& ring : rings) {
      for (Point& point : ring) {
        point = toPage(point.x / kRefinement - kPadding, point.y / kRefinement - kPadding);
      }
    }
    print.areas.push_back(std::move(rings));
  }
  if (!print.areas.empty()) print.bounds = boundsOf(print.areas.front());
  for (int row = 0; row < peak.rows(); ++row) {
    for (int column = 0; column < peak.columns(); ++column) {
      if (peak.at(column, row) <= print.peakKpa) continue;
      print.peakKpa = peak.at(column, row);
      print.peak = toPage(column, row);
    }
  }
  return print;
}

}  // namespace podalign::report::internal
