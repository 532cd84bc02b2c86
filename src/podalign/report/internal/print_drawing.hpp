#pragma once

#include <cmath>
#include <functional>
#include <vector>

#include "podalign/report/internal/field.hpp"
#include "podalign/report/internal/figures.hpp"

// A print as it is laid on the page, for every figure of a step.
namespace podalign::report::internal {

// Plate millimetres turned so that the toes look up and the print is seen from above.
class Upright {
 public:
  Upright(const plantar::Footfall& footfall, plantar::GridView view)
      : mirror_(view == plantar::GridView::FromBelow ? -1.0 : 1.0) {
    const Point toes{mirror_ * footfall.heelToToe.x, footfall.heelToToe.y};
    const double length = std::hypot(toes.x, toes.y);
    up_ = length > 0.0 ? Point{toes.x / length, toes.y / length} : Point{0.0, 1.0};
  }
  // Page directions: the component along the toes goes up (minus y).
  [[nodiscard]] Point operator()(double xMm, double yMm) const {
    const double x = mirror_ * xMm;
    return {-x * up_.y + yMm * up_.x, -(x * up_.x + yMm * up_.y)};
  }

 private:
  double mirror_;
  Point up_;
};

// Smallest box around all points; empty where there is none.
[[nodiscard]] Rect boundsOf(const std::vector<Line>& lines);

// Largest pressure of every cell.
[[nodiscard]] Field peakOf(const plantar::Footfall& footfall);

struct Print {
  std::vector<std::vector<Line>> areas;  // one per level, page millimetres
  Rect bounds;
  Point peak;
  double peakKpa = 0.0;
};

// `upright` takes places of frame P to the page.
using PrintPlace = std::function<Point(double xMm, double yMm)>;
[[nodiscard]] Print printOf(const WalkedStep& step, const PressureScale& scale,
                            const PrintPlace& upright);

// From pale to dark in even steps of lightness.
[[nodiscard]] Color levelColor(const PressureScale& scale, std::size_t index);

}  // namespace podalign::report::internal
