#include "podalign/plantar/internal/print_shape.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace podalign::plantar {
namespace {

constexpr int kSlabs = 20;  // along the print, heel to toe
constexpr std::size_t kFewestCells = 12;

// Weights of the cues, in units of log odds for a cue of full strength.
constexpr double kVoidWeight = 4.0;
constexpr double kToeWeight = 3.0;
constexpr double kCopWeight = 1.0;

struct Slab {
  double left = -std::numeric_limits<double>::infinity();  // largest l in contact
  double right = std::numeric_limits<double>::infinity();  // smallest l in contact
  double leftSum = 0.0;
  int cells = 0;
  [[nodiscard]] double width() const { return cells > 0 ? left - right : 0.0; }
};

// The print in coordinates along (s, from the heel end) and to the left (l) of a direction.
struct Profile {
  double start = 0.0;  // s of the heel end
  double length = 0.0;
  std::array<Slab, kSlabs> slabs{};
  [[nodiscard]] double widest(double from, double to) const {
    double width = 0.0;
    for (int i = 0; i < kSlabs; ++i) {
      const double middle = (i + 0.5) / kSlabs;
      if (middle >= from && middle <= to)
        width = std::max(width, slabs[static_cast<std::size_t>(i)].width());
    }
    return width;
  }
};

double dot(const Direction& a, double x, double y) { return a.x * x + a.y * y; }

Profile profileAlong(const std::vector<PrintCell>& cells, const Direction& forward,
                     const Direction& left) {
  Profile profile;
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (const PrintCell& cell : cells) {
    const double s = dot(forward, cell.xMm, cell.yMm);
    low = std::min(low, s);
    high = std::max(high, s);
  }
  profile.start = low;
  profile.length = high - low;
  if (!(profile.length > 0.0)) return profile;
  for (const PrintCell& cell : cells) {
    const double s = (dot(forward, cell.xMm, cell.yMm) - low) / profile.length;
    const double l = dot(left, cell.xMm, cell.yMm);
    Slab& slab =
        profile.slabs[static_cast<std::size_t>(std::min(kSlabs - 1, static_cast<int>(s * kSlabs)))];
    slab.left = std::max(slab.left, l);
    slab.right = std::min(slab.right, l);
    slab.leftSum += l;
    ++slab.cells;
  }
  return profile;
}

// Extreme of one border over a stretch of slabs: where a straight edge laid against it touches.
struct Touch {
  double at = 0.5;
  double value = 0.0;
};
Touch touchOf(const Profile& profile, double from, double to, bool leftBorder) {
  Touch touch;
  double best = -std::numeric_limits<double>::infinity();
  for (int i = 0; i < kSlabs; ++i) {
    const Slab& slab = profile.slabs[static_cast<std::size_t>(i)];
    const double middle = (i + 0.5) / kSlabs;
    if (slab.cells == 0 || middle < from || middle > to) continue;
    const double out = leftBorder ? slab.left : -slab.right;
    if (out > best) {
      best = out;
      touch = {middle, out};
    }
  }
  return touch;
}

// Area between a straight edge along one border (heel to ball) and the print, as mean depth.
double voidDepth(const Profile& profile, bool leftBorder, double midline) {
  const Touch heel = touchOf(profile, 0.0, 0.3, leftBorder);
  const Touch ball = touchOf(profile, 0.5, 0.85, leftBorder);
  const double centre = leftBorder ? midline : -midline;
  double sum = 0.0;
  int count = 0;
  for (int i = 0; i < kSlabs; ++i) {
    const double middle = (i + 0.5) / kSlabs;
    if (middle < 0.3 || middle > 0.55) continue;
    const Slab& slab = profile.slabs[static_cast<std::size_t>(i)];
    const double edge = heel.value + (ball.value - heel.value) * (middle - heel.at) /
                                         std::max(ball.at - heel.at, 1.0 / kSlabs);
    const double out = slab.cells == 0 ? centre : (leftBorder ? slab.left : -slab.right);
    sum += std::max(edge - out, 0.0);
    ++count;
  }
  return count > 0 ? sum / count : 0.0;
}

// Side on which the toes lie and reach farthest, in shares of the ball's width: > 0 left.
double toeCue(const std::vector<PrintCell>& cells, const Profile& profile, const Direction& forward,
              const Direction& left) {
  const double ballWidth = profile.widest(0.55, 0.85);
  if (!(ballWidth > 0.0)) return 0.0;
  double ballSum = 0.0;
  int ballCells = 0;
  for (int i = 0; i < kSlabs; ++i) {
    const double middle = (i + 0.5) / kSlabs;
    if (middle < 0.6 || middle > 0.75) continue;
    ballSum += profile.slabs[static_cast<std::size_t>(i)].leftSum;
    ballCells += profile.slabs[static_cast<std::size_t>(i)].cells;
  }
  if (ballCells == 0) return 0.0;
  const double ballCentre = ballSum / ballCells;
  double weighted = 0.0;
  double weight = 0.0;
  for (const PrintCell& cell : cells) {
    const double s = (dot(forward, cell.xMm, cell.yMm) - profile.start) / profile.length;
    if (s < 0.85) continue;
    const double w = cell.peakKpa * (s - 0.8);
    weighted += w * (dot(left, cell.xMm, cell.yMm) - ballCentre);
    weight += w;
  }
  return weight > 0.0 ? weighted / weight / (0.5 * ballWidth) : 0.0;
}

// Mean distance of the centre of pressure from its own chord, in shares of the print's width:
// > 0 left.
double copBow(const Footfall& footfall, const Direction& left, double width) {
  const CopPoint* first = nullptr;
  const CopPoint* last = nullptr;
  for (const CopPoint& point : footfall.cop) {
    if (!point.valid) continue;
    if (first == nullptr) first = &point;
    last = &point;
  }
  if (first == nullptr || first == last || !(width > 0.0)) return 0.0;
  const double dx = last->xMm - first->xMm;
  const double dy = last->yMm - first->yMm;
  const double length = std::hypot(dx, dy);
  if (length < width) return 0.0;  // it has not rolled over
  double sum = 0.0;
  int count = 0;
  for (const CopPoint& point : footfall.cop) {
    if (!point.valid) continue;
    const double along =
        ((point.xMm - first->xMm) * dx + (point.yMm - first->yMm) * dy) / (length * length);
    sum += dot(left, point.xMm - first->xMm - along * dx, point.yMm - first->yMm - along * dy);
    ++count;
  }
  return sum / count / width;
}

double limited(double value) { return std::clamp(value, -1.0, 1.0); }

}  // namespace

std::vector<PrintCell> printCells(const Footfall& footfall, const Grid& grid, double thresholdKpa) {
  const int rows = footfall.rows.count();
  const int columns = footfall.columns.count();
  std::vector<float> peaks(static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns),
                           0.0F);
  for (int frame = 0; frame < footfall.frames.count(); ++frame) {
    const float* pressures = footfall.frame(frame);
    for (std::size_t i = 0; i < peaks.size(); ++i) peaks[i] = std::max(peaks[i], pressures[i]);
  }
  const auto threshold = static_cast<float>(thresholdKpa);
  const auto loaded = [&](int r, int c) {
    return r >= 0 && c >= 0 && r < rows && c < columns &&
           peaks[static_cast<std::size_t>(r) * static_cast<std::size_t>(columns) +
                 static_cast<std::size_t>(c)] > threshold;
  };
  std::vector<PrintCell> cells;
  for (int r = 0; r < rows; ++r) {
    for (int c = 0; c < columns; ++c) {
      if (!loaded(r, c)) continue;
      int neighbours = -1;
      for (int i = 0; i < 9; ++i) neighbours += loaded(r + i / 3 - 1, c + i % 3 - 1) ? 1 : 0;
      if (neighbours == 0) continue;
      const GridPoint centre = grid.centreOf(footfall.rows.first + r, footfall.columns.first + c);
      cells.push_back({centre.xMm, centre.yMm,
                       static_cast<double>(
                           peaks[static_cast<std::size_t>(r) * static_cast<std::size_t>(columns) +
                                 static_cast<std::size_t>(c)])});
    }
  }
  return cells;
}

Direction leftOf(const Direction& forward, GridView view) {
  // Seen from above with rows growing downwards, left of "down the rows" is towards higher columns.
  if (view == GridView::FromBelow) return {-forward.y, forward.x};
  return {forward.y, -forward.x};
}

Direction longAxis(const std::vector<PrintCell>& cells) {
  if (cells.empty()) return {};
  double mx = 0.0;
  double my = 0.0;
  for (const PrintCell& cell : cells) {
    mx += cell.xMm;
    my += cell.yMm;
  }
  mx /= static_cast<double>(cells.size());
  my /= static_cast<double>(cells.size());
  double xx = 0.0;
  double xy = 0.0;
  double yy = 0.0;
  for (const PrintCell& cell : cells) {
    xx += (cell.xMm - mx) * (cell.xMm - mx);
    xy += (cell.xMm - mx) * (cell.yMm - my);
    yy += (cell.yMm - my) * (cell.yMm - my);
  }
  const double angle = 0.5 * std::atan2(2.0 * xy, xx - yy);
  return {std::cos(angle), std::sin(angle)};
}

double toesAlong(const Footfall& footfall, const std::vector<PrintCell>& cells,
                 const Direction& axis) {
  constexpr double kFullBreadth = 0.2;  // the ball is about a fifth broader than the heel
  const Profile profile = profileAlong(cells, axis, {-axis.y, axis.x});
  if (!(profile.length > 0.0)) return 0.0;
  const double near = profile.widest(0.0, 0.35);
  const double far = profile.widest(0.55, 0.9);
  double sum = near + far > 0.0 ? limited((far - near) / (near + far) / kFullBreadth) : 0.0;
  if (footfall.trial == TrialKind::Standing) return sum;
  // A foot rolls from the heel, or lands farther forward, and always leaves over the toes.
  const CopPoint* first = nullptr;
  const CopPoint* last = nullptr;
  for (const CopPoint& point : footfall.cop) {
    if (!point.valid) continue;
    if (first == nullptr) first = &point;
    last = &point;
  }
  if (first == nullptr) return sum;
  const double way =
      (dot(axis, last->xMm, last->yMm) - dot(axis, first->xMm, first->yMm)) / profile.length;
  const double leaves = (dot(axis, last->xMm, last->yMm) - profile.start) / profile.length - 0.5;
  return sum + 3.0 * limited(2.0 * way) + limited(2.0 * leaves);
}

double rightFootLogOdds(const Footfall& footfall, const std::vector<PrintCell>& cells,
                        GridView view) {
  if (cells.size() < kFewestCells) return 0.0;
  const Direction& forward = footfall.heelToToe;
  const Direction left = leftOf(forward, view);
  const Profile profile = profileAlong(cells, forward, left);
  if (!(profile.length > 0.0)) return 0.0;
  double sum = 0.0;
  for (const PrintCell& cell : cells) sum += dot(left, cell.xMm, cell.yMm);
  const double midline = sum / static_cast<double>(cells.size());
  const double leftVoid = voidDepth(profile, true, midline);
  const double rightVoid = voidDepth(profile, false, midline);
  const double width = profile.widest(0.5, 0.9);
  if (!(width > 0.0)) return 0.0;
  // The arch is medial: a void on the left makes a right foot; so do toes on the left.
  const double voidCue = limited(4.0 * (leftVoid - rightVoid) / width);
  const double toes = limited(2.0 * toeCue(cells, profile, forward, left));
  // Before push-off the load travels along the lateral border.
  const double bow = limited(-10.0 * copBow(footfall, left, width));
  return kVoidWeight * voidCue + kToeWeight * toes + kCopWeight * bow;
}

}  // namespace podalign::plantar
