#include "podalign/report/internal/drawing.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace podalign::report::internal {

Path& Path::moveTo(Point to) {
  steps_.push_back({Op::Move, {}, {}, to});
  return *this;
}

Path& Path::lineTo(Point to) {
  steps_.push_back({Op::Line, {}, {}, to});
  return *this;
}

Path& Path::curveTo(Point control1, Point control2, Point to) {
  steps_.push_back({Op::Curve, control1, control2, to});
  return *this;
}

Path& Path::close() {
  steps_.push_back({Op::Close, {}, {}, {}});
  return *this;
}

Path& Path::add(const Path& other) {
  steps_.insert(steps_.end(), other.steps_.begin(), other.steps_.end());
  return *this;
}

Path& Path::add(const Step& step) {
  steps_.push_back(step);
  return *this;
}

Path Path::line(Point from, Point to) {
  Path path;
  path.moveTo(from).lineTo(to);
  return path;
}

Path Path::openLine(const std::vector<Point>& points) {
  Path path;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (i == 0) {
      path.moveTo(points[i]);
    } else {
      path.lineTo(points[i]);
    }
  }
  return path;
}

Path Path::polygon(const std::vector<Point>& points) {
  Path path = openLine(points);
  if (!points.empty()) path.close();
  return path;
}

Path Path::circle(Point center, double radius) {
  // Four Bezier quarters; the largest deviation from a circle is 0.03 % of the radius.
  constexpr double kQuarter = 0.5522847498;
  const double k = radius * kQuarter;
  const auto [x, y] = center;
  Path path;
  path.moveTo({x + radius, y})
      .curveTo({x + radius, y + k}, {x + k, y + radius}, {x, y + radius})
      .curveTo({x - k, y + radius}, {x - radius, y + k}, {x - radius, y})
      .curveTo({x - radius, y - k}, {x - k, y - radius}, {x, y - radius})
      .curveTo({x + k, y - radius}, {x + radius, y - k}, {x + radius, y})
      .close();
  return path;
}

Path Path::rectangle(const Rect& rect) {
  return polygon({{rect.x, rect.y},
                  {rect.right(), rect.y},
                  {rect.right(), rect.bottom()},
                  {rect.x, rect.bottom()}});
}

Path Path::rounded(const Rect& rect, double radius) {
  constexpr double kQuarter = 0.5522847498;
  const double r = std::min({radius, rect.width / 2.0, rect.height / 2.0});
  const double k = r * (1.0 - kQuarter);
  const double left = rect.x;
  const double top = rect.y;
  const double right = rect.right();
  const double bottom = rect.bottom();
  Path path;
  path.moveTo({left + r, top})
      .lineTo({right - r, top})
      .curveTo({right - k, top}, {right, top + k}, {right, top + r})
      .lineTo({right, bottom - r})
      .curveTo({right, bottom - k}, {right - k, bottom}, {right - r, bottom})
      .lineTo({left + r, bottom})
      .curveTo({left + k, bottom}, {left, bottom - k}, {left, bottom - r})
      .lineTo({left, top + r})
      .curveTo({left, top + k}, {left + k, top}, {left + r, top})
      .close();
  return path;
}

Path Path::smoothRing(const std::vector<Point>& points) {
  if (points.size() < 3) return polygon(points);
  constexpr double kTension = 1.0 / 6.0;  // Catmull-Rom as Bezier
  const std::size_t count = points.size();
  Path path;
  path.moveTo(points.front());
  for (std::size_t i = 0; i < count; ++i) {
    const Point before = points[(i + count - 1) % count];
    const Point from = points[i];
    const Point to = points[(i + 1) % count];
    const Point after = points[(i + 2) % count];
    path.curveTo({from.x + (to.x - before.x) * kTension, from.y + (to.y - before.y) * kTension},
                 {to.x - (after.x - from.x) * kTension, to.y - (after.y - from.y) * kTension}, to);
  }
  return path.close();
}

namespace {

// Squared distance of `point` from the piece between `from` and `to`.
double squaredDistance(Point point, Point from, Point to) {
  const double x = to.x - from.x;
  const double y = to.y - from.y;
  const double length = x * x + y * y;
  double along = 0.0;
  if (length > 0.0) {
    along = std::clamp(((point.x - from.x) * x + (point.y - from.y) * y) / length, 0.0, 1.0);
  }
  const double dx = from.x + along * x - point.x;
  const double dy = from.y + along * y - point.y;
  return dx * dx + dy * dy;
}

// Douglas and Peucker: which of the points first..last stay.
void keepCorners(const std::vector<Path::Step>& steps, std::size_t first, std::size_t last,
                 double tolerance, std::vector<char>& keep) {
  std::vector<std::pair<std::size_t, std::size_t>> pieces{{first, last}};
  while (!pieces.empty()) {
    const auto [from, to] = pieces.back();
    pieces.pop_back();
    double farthest = tolerance * tolerance;
    std::size_t corner = from;
    for (std::size_t i = from + 1; i < to; ++i) {
      const double distance = squaredDistance(steps[i].to, steps[from].to, steps[to].to);
      if (distance <= farthest) continue;
      farthest = distance;
      corner = i;
    }
    if (corner == from) continue;
    keep[corner] = 1;
    pieces.emplace_back(from, corner);
    pieces.emplace_back(corner, to);
  }
}

}  // namespace

Path simplified(const Path& path, double tolerance) {
  const std::vector<Path::Step>& steps = path.steps();
  std::vector<char> keep(steps.size(), 1);
  for (std::size_t first = 0; first < steps.size(); ++first) {
    if (steps[first].op == Path::Op::Close) continue;
    std::size_t last = first;
    while (last + 1 < steps.size() && steps[last + 1].op == Path::Op::Line) ++last;
    if (last < first + 2) continue;
    std::fill(keep.begin() + static_cast<std::ptrdiff_t>(first) + 1,
              keep.begin() + static_cast<std::ptrdiff_t>(last), 0);
    keepCorners(steps, first, last, tolerance, keep);
    first = last - 1;
  }
  Path out;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (keep[i] != 0) out.add(steps[i]);
  }
  return out;
}

}  // namespace podalign::report::internal
