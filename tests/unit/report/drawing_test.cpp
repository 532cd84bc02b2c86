#include "podalign/report/internal/drawing.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace podalign::report::internal {
namespace {

TEST(SimplifiedPath, KeepsCornersCurvesAndEnds) {
  Path path = Path::openLine({{0, 0}, {1, 0}, {2, 0}, {3, 0}, {3, 1}, {3, 2}});
  path.curveTo({4, 2}, {4, 3}, {3, 3}).lineTo({2, 3}).close();
  const Path seen = simplified(path, 0.05);
  ASSERT_EQ(seen.steps().size(), 6U);  // start, corner, end of the lines, curve, line, close
  EXPECT_EQ(seen.steps()[1].to.x, 3.0);
  EXPECT_EQ(seen.steps()[1].to.y, 0.0);
  EXPECT_EQ(seen.steps()[2].to.y, 2.0);
  EXPECT_EQ(seen.steps()[3].op, Path::Op::Curve);
  EXPECT_EQ(seen.steps()[5].op, Path::Op::Close);
}

TEST(SimplifiedPath, NeverLiesFartherFromThePointsThanAllowed) {
  constexpr double kTolerance = 0.05;
  std::vector<Point> ring;
  for (int i = 0; i < 2000; ++i) {
    const double angle = i * 0.00314159265;
    ring.push_back({80.0 * std::cos(angle), 30.0 * std::sin(angle)});
  }
  const Path seen = simplified(Path::polygon(ring), kTolerance);
  EXPECT_LT(seen.steps().size(), 200U);
  for (const Point& point : ring) {
    double nearest = 1e9;
    for (std::size_t i = 1; i + 1 < seen.steps().size(); ++i) {
      const Point a = seen.steps()[i - 1].to;
      const Point b = seen.steps()[i].to;
      const double length = std::hypot(b.x - a.x, b.y - a.y);
      const double along = std::clamp(
          ((point.x - a.x) * (b.x - a.x) + (point.y - a.y) * (b.y - a.y)) / (length * length), 0.0,
          1.0);
      nearest = std::min(nearest, std::hypot(a.x + along * (b.x - a.x) - point.x,
                                             a.y + along * (b.y - a.y) - point.y));
    }
    EXPECT_LE(nearest, kTolerance * 1.0001);
  }
}

}  // namespace
}  // namespace podalign::report::internal
