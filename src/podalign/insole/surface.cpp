#include "podalign/insole/internal/surface.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "podalign/insole/internal/sole_heights.hpp"

namespace podalign::insole {
namespace {

using geometry::Point2;

constexpr int kSoleBlur = 1;       // nodes: skin's folds and noise of the scan do not become shape
constexpr int kContourBlur = 1;    // nodes: no creases where one part passes into another
constexpr double kLevelMm = 1.0;   // of the heel pad: lower, the seat is level
constexpr double kSteepest = 2.2;  // rise over run of the surface: what print and cover follow

double radians(double degrees) { return degrees * std::numbers::pi / 180.0; }

class SurfaceMaker {
 public:
  explicit SurfaceMaker(const SurfaceGrounds& grounds)
      : g_(grounds), grid_(grounds.grid), k_(grounds.constants), length_(grounds.places.length) {}

  Surface make() {
    Heights contour = contourOfFoot();
    Surface surface;
    surface.top.resize(grid_.size());
    const double least = k_.minThicknessMm + k_.printMarginMm;
    for (int row = 0; row < grid_.rows; ++row) {
      for (int column = 0; column < grid_.columns; ++column) {
        const double x = grid_.x(column);
        const double m = grid_.m(row);
        const std::size_t i = grid_.at(column, row);
        const double height = levelAt(g_, x) + contour[i] + posting(x, m) + skive(x, m) + pad(x, m);
        surface.top[i] = std::max(least, height - reliefs(x, m));
      }
    }
    surface.archHeightMm = archMm_;
    surface.archApexMm = archApexX_;
    // The cover follows the surface: what is made lies below it by the cover along the normal, and
    // where the surface is level the cover comes on top.
    const double cover = g_.plan.topCoverMm;
    surface.top = offsetBelow(grid_, surface.top, cover);
    for (double& height : surface.top) height = std::max(least, height + cover);
    return surface;
  }

 private:
  double width(int column) const { return g_.borders.width(column); }
  // 0 at the outer border, 1 at the inner one.
  double across(int column, double m) const {
    return (m - g_.borders.outer[static_cast<std::size_t>(column)]) / width(column);
  }

  // Cup and arch above the level.
  Heights contourOfFoot() {
    Heights sole = g_.sole;
    blur(grid_, sole, kSoleBlur);
    Heights arch = archUnder(sole);
    Heights contour = cupUnder(sole);
    for (std::size_t i = 0; i < contour.size(); ++i) contour[i] = std::max(contour[i], arch[i]);
    limitSlope(grid_, contour, kSteepest);
    blur(grid_, contour, kContourBlur);
    levelSeat(contour);
    measureArch(contour);
    return contour;
  }

  // Under a navicular that a person set the inner border rises to its share of that height, nowhere
  // above the foot's own sole. Without one the arch is the foot's own sole to the share of its
  // clearance, with a border a little higher.
  Heights archUnder(const Heights& sole) {
    Heights arch(grid_.size(), 0.0);
    const double target = g_.plan.archHeightMm;
    if (!(target > 0.0)) return arch;
    const bool navicular = g_.plan.archReference == ArchReference::Navicular;
    const double apex = apexOf(sole);
    const double part = target / g_.plan.archReferenceMm;
    constexpr double kRampShare = 0.15;   // of the length: where the arch begins and ends
    constexpr double kInwardsRamp = 0.3;  // of the width
    for (int row = 0; row < grid_.rows; ++row) {
      for (int column = 0; column < grid_.columns; ++column) {
        const double share = grid_.x(column) / length_;
        const double at = across(column, grid_.m(row));
        const double from = 1.0 - k_.archWidth;
        const std::size_t i = grid_.at(column, row);
        if (navicular) {
          const double along =
              smoothStep(k_.archStart, apex, share) * (1.0 - smoothStep(apex, k_.archEnd, share));
          arch[i] = std::min(target * along * smoothStep(from, 1.0, at), sole[i]);
        } else {
          const double along = smoothStep(k_.archStart, k_.archStart + kRampShare, share) *
                               (1.0 - smoothStep(k_.archEnd - kRampShare, k_.archEnd, share));
          arch[i] = along * smoothStep(from, from + kInwardsRamp, at) *
                    std::min(part * sole[i], target + k_.flangeMm);
        }
      }
    }
    return arch;
  }

  // Share of the length at which the arch is highest: under the navicular a person set, else where
  // the foot's own sole is highest along its inner border.
  double apexOf(const Heights& sole) const {
    double apex = 0.0;
    if (g_.plan.archApexMm) {
      apex = *g_.plan.archApexMm / length_;
    } else {
      constexpr double kInwardsShare = 0.15;  // of the width
      double weight = 0.0;
      for (int column = 0; column < grid_.columns; ++column) {
        const double share = grid_.x(column) / length_;
        if (share < k_.archStart || share > k_.archEnd) continue;
        const double m =
            g_.borders.inner[static_cast<std::size_t>(column)] - kInwardsShare * width(column);
        const double height = std::min(between(grid_, sole, grid_.x(column), m), kSoleTopMm);
        apex += share * height * height;
        weight += height * height;
      }
      if (weight > 0.0) apex /= weight;
    }
    return std::clamp(apex, k_.archApexLow, k_.archApexHigh);
  }

  // The foot's own heel up to the depth of the cup; its inner wall passes into the arch, its outer
  // one fades along the foot.
  Heights cupUnder(const Heights& sole) const {
    Heights cup(grid_.size(), 0.0);
    for (int row = 0; row < grid_.rows; ++row) {
      for (int column = 0; column < grid_.columns; ++column) {
        const double share = grid_.x(column) / length_;
        constexpr double kHalf = 0.5;
        constexpr double kBlend = 0.15;
        const double innerPart =
            smoothStep(kHalf - kBlend, kHalf + kBlend, across(column, grid_.m(row)));
        const double outerFade = 1.0 - smoothStep(k_.cupEnd, k_.cupFaded, share);
        const double innerFade = 1.0 - smoothStep(k_.cupEnd, k_.archApexLow, share);
        const double depth = g_.plan.heelCupMm * (outerFade + (innerFade - outerFade) * innerPart);
        const std::size_t i = grid_.at(column, row);
        cup[i] = std::clamp(sole[i] - kLevelMm, 0.0, depth);
      }
    }
    return cup;
  }

  // A scan is never quite level under the heel; the posting is the total angle of what is made, so
  // the middle of the heel is made level.
  void levelSeat(Heights& contour) const {
    const Seat seat = seatOf(g_);
    const double middle = 0.5 * (seat.inner + seat.outer);
    const double half = 0.5 * (seat.inner - seat.outer);
    constexpr double kRampShare = 0.04;  // of the length, before and behind
    constexpr double kRampWidths = 0.6;  // of the seat's half width, beside
    const double ramp = kRampShare * length_;
    for (int row = 0; row < grid_.rows; ++row) {
      const double beside =
          std::max(0.0, std::abs(grid_.m(row) - middle) - half) / (kRampWidths * half);
      for (int column = 0; column < grid_.columns; ++column) {
        const double x = grid_.x(column);
        const double along = std::max({0.0, seat.fromX - x, x - seat.toX}) / ramp;
        contour[grid_.at(column, row)] *= smoothStep(0.0, 1.0, std::hypot(beside, along));
      }
    }
  }

  // The places where the height of the arch counts: all of its inner border with a navicular, else
  // where the clearance is measured.
  std::vector<Point2> archPlaces() const {
    constexpr double kFromShare = 0.35;
    constexpr double kToShare = 0.65;
    constexpr double kInnerFromMm = 6.0;
    constexpr double kInnerToMm = 14.0;
    constexpr double kStepMm = 0.5;
    const bool navicular = g_.plan.archReference == ArchReference::Navicular;
    std::vector<Point2> places;
    for (int column = 0; column < grid_.columns; ++column) {
      const auto i = static_cast<std::size_t>(column);
      const double share = grid_.x(column) / length_;
      if (share < kFromShare || share > kToShare || std::isnan(g_.footInner[i])) continue;
      const double border = navicular ? g_.borders.inner[i] : g_.footInner[i];
      const double from = navicular ? 0.0 : kInnerFromMm;
      const double to = navicular ? k_.archWidth * width(column) : kInnerToMm;
      for (double inner = from; inner <= to; inner += kStepMm) {
        const double m = border - inner;
        if (m <= g_.borders.inner[i]) places.emplace_back(grid_.x(column), m);
      }
    }
    return places;
  }

  // Blurring takes something off the arch; what was asked is given back where the foot leaves room
  // for it.
  void measureArch(Heights& contour) {
    const std::vector<Point2> places = archPlaces();
    const auto highest = [&]() {
      double best = 0.0;
      for (const Point2& place : places) {
        const double height = between(grid_, contour, place.x(), place.y());
        if (height <= best) continue;
        best = height;
        archApexX_ = place.x();
      }
      return best;
    };
    archMm_ = highest();
    const double target = g_.plan.archHeightMm;
    constexpr double kRoom = 0.9;  // less than this share of the target: the foot itself is lower
    constexpr int kRounds = 6;     // the correction fades towards the middle, so it is repeated
    if (!(target > 0.0) || archMm_ < kRoom * target) return;
    for (int round = 0; round < kRounds; ++round) {
      const double factor = target / archMm_;
      for (int row = 0; row < grid_.rows; ++row) {
        for (int column = 0; column < grid_.columns; ++column) {
          const double share = grid_.x(column) / length_;
          const double part = across(column, grid_.m(row));
          const double by = smoothStep(k_.archStart, k_.archApexLow, share) *
                            smoothStep(1.0 - k_.archWidth, 1.0, part);
          contour[grid_.at(column, row)] *= 1.0 + (factor - 1.0) * by;
        }
      }
      archMm_ = highest();
    }
  }

  // Wedges: level at the lower border, so that nothing gets thinner.
  double posting(double x, double m) const {
    const double share = x / length_;
    double height = 0.0;
    if (g_.plan.postingDeg != 0.0) {
      const double low = g_.plan.postingDeg > 0.0 ? g_.borders.heelOuter : g_.borders.heelInner;
      const double rear = 1.0 - smoothStep(k_.rearfootPostEnd, k_.rearfootPostFaded, share);
      height += std::tan(radians(g_.plan.postingDeg)) * (m - low) * rear;
    }
    if (g_.plan.forefootPostingDeg != 0.0) {
      const Point2& inner = g_.places.ballInner;
      const Point2& outer = g_.places.ballOuter;
      const double low = g_.plan.forefootPostingDeg > 0.0 ? outer.y() : inner.y();
      const double fore = smoothStep(k_.forefootPostStart, k_.forefootPostFull, share);
      height += std::tan(radians(g_.plan.forefootPostingDeg)) * (m - low) * fore;
    }
    return height;
  }

  // A ramp under the inner third of the heel, up to its depth.
  double skive(double x, double m) const {
    if (!(g_.plan.medialSkiveMm > 0.0)) return 0.0;
    const double heel = g_.borders.heelInner - g_.borders.heelOuter;
    const double start = g_.borders.heelInner - heel / 3.0;
    const double ramp =
        std::clamp(std::tan(radians(k_.skiveAngleDeg)) * (m - start), 0.0, g_.plan.medialSkiveMm);
    constexpr double kFadeShare = 0.1;
    return ramp * (1.0 - smoothStep(k_.cupEnd - kFadeShare, k_.cupEnd + kFadeShare, x / length_));
  }

  // A drop-shaped dome that ends behind the heads; its top lies towards them.
  double pad(double x, double m) const {
    if (!(g_.plan.padMm > 0.0)) return 0.0;
    const Point2 middle = (g_.places.heads[1] + g_.places.heads[2] + g_.places.heads[3]) / 3.0;
    constexpr double kFrontShare = 0.4;
    const double front = middle.x() - g_.plan.padBehindMm;
    const double top = front - kFrontShare * k_.padLengthMm;
    const double reach =
        x > top ? kFrontShare * k_.padLengthMm : (1.0 - kFrontShare) * k_.padLengthMm;
    const double u = (x - top) / reach;
    const double v = (m - middle.y()) / (0.5 * k_.padWidthMm);
    const double square = u * u + v * v;
    if (square >= 1.0) return 0.0;
    return g_.plan.padMm * (1.0 - square) * (1.0 - square);
  }

  double relief(const Point2& at, double depth, double x, double m) const {
    if (!(depth > 0.0)) return 0.0;
    constexpr double kLevelShare = 0.5;  // of the radius
    const double radius = 0.5 * k_.reliefWidthMm;
    const double distance = (Point2(x, m) - at).norm();
    return depth * (1.0 - smoothStep(kLevelShare * radius, radius, distance));
  }

  // What is taken off again; the level around it was raised by as much.
  double reliefs(double x, double m) const {
    const Seat seat = seatOf(g_);
    double depth = relief({0.5 * (seat.fromX + seat.toX), 0.5 * (seat.inner + seat.outer)},
                          g_.plan.reliefHeelMm, x, m);
    for (std::size_t i = 0; i < g_.places.heads.size(); ++i) {
      depth = std::max(depth, relief(g_.places.heads.at(i), g_.plan.reliefHeadMm.at(i), x, m));
    }
    return std::max(depth, firstRay(x, m));
  }

  double firstRay(double x, double m) const {
    if (!(g_.plan.firstRayMm > 0.0) || g_.plan.length == "three_quarter") return 0.0;
    constexpr double kSoftMm = 6.0;
    const double border = 0.5 * (g_.places.heads[0].y() + g_.places.heads[1].y());
    const double back = g_.places.heads[0].x() - k_.cutOutBehindMm;
    return g_.plan.firstRayMm * smoothStep(border - 0.5 * kSoftMm, border + 0.5 * kSoftMm, m) *
           smoothStep(back, back + 2.0 * kSoftMm, x);
  }

  const SurfaceGrounds& g_;
  const Grid& grid_;
  const profile::InsoleConstants& k_;
  double length_;
  double archMm_ = 0.0;
  double archApexX_ = 0.0;
};

// How much the level in front is raised so that reliefs can be sunk into it.
double deepestInFront(const InsolePlan& plan) {
  double deepest = plan.length == "three_quarter" ? 0.0 : plan.firstRayMm;
  for (const double depth : plan.reliefHeadMm) deepest = std::max(deepest, depth);
  return deepest;
}

}  // namespace

Seat seatOf(const SurfaceGrounds& grounds) {
  constexpr double kFromShare = 0.08;
  constexpr double kToShare = 0.18;
  constexpr double kWidthShare = 0.4;
  const double middle = 0.5 * (grounds.borders.heelInner + grounds.borders.heelOuter);
  const double half = 0.5 * kWidthShare * (grounds.borders.heelInner - grounds.borders.heelOuter);
  return {kFromShare * grounds.places.length, kToShare * grounds.places.length, middle - half,
          middle + half};
}

double slopeAcross(const Grid& grid, const Heights& heights, const Seat& seat) {
  double n = 0.0;
  double sumM = 0.0;
  double sumZ = 0.0;
  double sumMm = 0.0;
  double sumMz = 0.0;
  for (int row = 0; row < grid.rows; ++row) {
    const double m = grid.m(row);
    if (m < seat.outer || m > seat.inner) continue;
    for (int column = 0; column < grid.columns; ++column) {
      if (grid.x(column) < seat.fromX || grid.x(column) > seat.toX) continue;
      const double z = heights[grid.at(column, row)];
      n += 1.0;
      sumM += m;
      sumZ += z;
      sumMm += m * m;
      sumMz += m * z;
    }
  }
  const double spread = n * sumMm - sumM * sumM;
  if (!(spread > 0.0)) return 0.0;
  return std::atan((n * sumMz - sumM * sumZ) / spread) * 180.0 / std::numbers::pi;
}

double levelAt(const SurfaceGrounds& grounds, double x) {
  const InsolePlan& plan = grounds.plan;
  const profile::InsoleConstants& k = grounds.constants;
  const double share = x / grounds.places.length;
  const double t = std::clamp((share - k.cupEnd) / (k.archEnd - k.cupEnd), 0.0, 1.0);
  const double heel = plan.shellMm + k.printMarginMm + plan.heelLiftMm + plan.reliefHeelMm;
  const double front = k.forefootThicknessMm + deepestInFront(plan);
  return heel + (front - heel) * t;
}

Surface surfaceOf(const SurfaceGrounds& grounds) { return SurfaceMaker(grounds).make(); }

Heights undersideOf(const SurfaceGrounds& grounds, const Heights& top, const Heights& inside) {
  const Grid& grid = grounds.grid;
  const profile::InsoleConstants& k = grounds.constants;
  Heights bottom(grid.size(), 0.0);
  if (grounds.plan.underside == "filled") return bottom;
  bottom = offsetBelow(grid, top, grounds.plan.shellMm + k.printMarginMm);
  // The underside leaves the shoe no steeper than can be printed without supports: beside the post
  // under the heel, and between it and the forefoot.
  const double rise = std::tan(radians(90.0 - k.overhangDeg));
  Heights post(grid.size());
  const double end = k.rearfootPostEnd * grounds.places.length;
  // The forefoot lies on the shoe.
  const double front = 0.5 * (k.forefootPostStart + k.forefootPostFull) * grounds.places.length;
  for (int row = 0; row < grid.rows; ++row) {
    for (int column = 0; column < grid.columns; ++column) {
      const std::size_t i = grid.at(column, row);
      const bool heel = inside[i] >= k.postInsetMm && grid.x(column) <= end;
      const bool under = heel || grid.x(column) >= front;
      bottom[i] = std::max(0.0, bottom[i]);
      post[i] = under ? 0.0 : kSoleTopMm;
    }
  }
  limitSlope(grid, post, rise);
  for (std::size_t i = 0; i < bottom.size(); ++i) bottom[i] = std::min(bottom[i], post[i]);
  return bottom;
}

}  // namespace podalign::insole
