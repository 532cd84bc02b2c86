#include "podalign/report/pictures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <utility>

#include "podalign/report/internal/figures.hpp"
#include "podalign/report/internal/shop.hpp"
#include "podalign/report/internal/sketch.hpp"
#include "podalign/report/internal/surface.hpp"
#include "podalign/report/internal/theme.hpp"

namespace podalign::report {
namespace {

using internal::Align;
using internal::Canvas;
using internal::Labels;
using internal::Point;
using internal::Rect;
using internal::Sketch;
namespace theme = internal::theme;

constexpr double kMargin = 16.0;
constexpr double kTitle = 20.0;
constexpr double kColumn = 250.0;

Rect columnRect(Laterality side, double top, double height) {
  const double x = side == Laterality::Left ? kMargin : 2.0 * kMargin + kColumn;
  return {x, top, kColumn, height};
}

// Why there is nothing to see on this side.
void note(Canvas& canvas, const std::string& text, Laterality side, double top) {
  const Rect rect = columnRect(side, top, kTitle);
  canvas.label(text, theme::in(theme::body(), theme::kMuted), {rect.x, rect.y + 6.0});
}

void caption(Canvas& canvas, const std::string& text, Laterality column, double top) {
  const Rect rect = columnRect(column, top, kTitle);
  const bool left = column == Laterality::Left;
  canvas.label(text, theme::figureText(), {left ? rect.x : rect.right(), rect.y - 6.0},
               left ? Align::Left : Align::Right);
}

void title(Canvas& canvas, const Labels& labels, Laterality side) {
  const Rect rect = columnRect(side, kMargin, kTitle);
  canvas.label(labels.foot(side), theme::subheading(), {rect.x, rect.y + 6.0});
}

constexpr double kWidth = 3.0 * kMargin + 2.0 * kColumn;

Sketch feet(const Assessment& assessment, const Labels& labels) {
  constexpr double kSide = 105.0;
  constexpr double kSole = 250.0;
  const double top = kMargin + kTitle;
  return {"feet", {kWidth, top + kSide + 14.0 + kSole + 34.0 + kMargin}, [&, top](Canvas& canvas) {
            internal::SideViews views;
            for (const Laterality side : kBothSides) {
              title(canvas, labels, side);
              const ScannedFoot* scan = internal::scanOf(assessment, side);
              if (scan == nullptr) {
                note(canvas, labels("runner.no_scan"), side, top);
                continue;
              }
              internal::drawSideView(canvas, columnRect(side, top, kSide), *scan, labels, views);
              internal::drawSoleView(canvas, columnRect(side, top + kSide + 14.0, kSole), *scan,
                                     labels);
            }
            internal::drawHeightLegend(
                canvas, {kMargin, top + kSide + 14.0 + kSole + 10.0, kWidth - 2.0 * kMargin, 20.0},
                labels);
          }};
}

Sketch pressure(const Assessment& assessment, const Labels& labels) {
  constexpr double kMap = 270.0;
  const double top = kMargin + kTitle;
  return {"pressure", {kWidth, top + kMap + 34.0 + kMargin}, [&, top](Canvas& canvas) {
            const internal::PressureScale scale = internal::pressureScale(assessment);
            for (const Laterality side : kBothSides) {
              title(canvas, labels, side);
              if (const WalkedStep* step = internal::stepOf(assessment, side)) {
                internal::drawPressureMap(canvas, columnRect(side, top, kMap), *step, scale,
                                          labels);
              } else {
                note(canvas, labels("walk.no_step"), side, top);
              }
            }
            internal::drawPressureLegend(
                canvas, {kMargin, top + kMap + 10.0, kWidth - 2.0 * kMargin, 20.0}, scale, labels);
          }};
}

Sketch posture(const Assessment& assessment, const Labels& labels) {
  constexpr double kGauge = 48.0;
  const double top = kMargin + kTitle;
  return {"posture", {kWidth, top + kGauge + kMargin}, [&, top](Canvas& canvas) {
            for (const Laterality side : kBothSides) {
              title(canvas, labels, side);
              internal::drawPostureGauge(canvas, columnRect(side, top, kGauge),
                                         assessment.decision.feet[side], assessment.postureScale,
                                         labels);
            }
          }};
}

Sketch knee(const Assessment& assessment, const Labels& labels) {
  constexpr double kLeg = 330.0;
  const double top = kMargin + kTitle;
  return {"knee", {kWidth, top + kLeg + kMargin}, [&, top](Canvas& canvas) {
            for (const Laterality side : kBothSides) {
              const auto& links = assessment.decision.tracking[side].links;
              const Rect rect = columnRect(side, kMargin, kTitle);
              canvas.label(labels(std::string("knee.") + toString(side)), theme::subheading(),
                           {rect.x, rect.y + 6.0});
              if (links.empty()) {
                const std::string& level = assessment.decision.tracking[side].level;
                note(canvas, labels.leadingWord("tracking", level), side, top);
                continue;
              }
              internal::drawKneeChain(canvas, columnRect(side, top, kLeg), side, links, labels);
            }
          }};
}

std::vector<Sketch> sketches(const Assessment& assessment, const Labels& labels) {
  std::vector<Sketch> all;
  if (!assessment.scans.empty()) all.push_back(feet(assessment, labels));
  if (!assessment.steps.empty()) all.push_back(pressure(assessment, labels));
  all.push_back(posture(assessment, labels));
  const auto& tracking = assessment.decision.tracking;
  const bool links = !tracking.left.links.empty() || !tracking.right.links.empty();
  if (links && !internal::isShop(assessment.decision)) all.push_back(knee(assessment, labels));
  return all;
}

Sketch scanSheet(const ScannedFoot& scan, std::size_t number, const Labels& labels) {
  constexpr double kSide = 116.0;
  constexpr double kSole = 262.0;
  constexpr double kSections = 84.0;
  constexpr double kSpace = 16.0;
  const double sides = kMargin + kTitle + 10.0;
  const double soles = sides + kSide + kSpace;
  const double cuts = soles + kSole + kSpace + kSpace;
  const double whole = kWidth - 2.0 * kMargin;
  const Laterality side = scan.foot.side.side;
  return {
      fmt::format("scan-{}-{}", number, toString(side)),
      {kWidth, cuts + kSections + kMargin},
      [=, &scan, &labels](Canvas& canvas) {
        const std::string load =
            labels(std::string("feet.load.") + anatomy::toString(scan.foot.load));
        canvas.label(labels.foot(side) + ", " + load, theme::subheading(),
                     {kMargin, kMargin + 6.0});
        internal::SideViews views;
        internal::drawSideView(canvas, {kMargin, sides, kColumn, kSide}, scan, labels, views);
        internal::drawSideView(canvas, {2.0 * kMargin + kColumn, sides, kColumn, kSide}, scan,
                               labels, views, internal::ViewFrom::Outer);
        caption(canvas, labels("figure.inner"), Laterality::Left, sides);
        caption(canvas, labels("figure.outer"), Laterality::Right, sides);
        const double third = whole / 3.0;
        internal::drawLandmarks(canvas, {kMargin, soles, 1.25 * third, kSole}, scan, labels);
        internal::drawSoleView(canvas, {kMargin + 1.25 * third, soles, third, kSole}, scan, labels);
        internal::drawSoleCoverage(
            canvas, {kMargin + 2.3 * third, soles + kSpace, 0.65 * third, kSole - kSpace}, scan,
            labels);
        if (internal::soleSeen(scan.foot)) {
          internal::drawHeightLegend(canvas, {kMargin, cuts - kSpace, whole, 20.0}, labels);
        }
        internal::drawSections(canvas, {kMargin, cuts + kSpace, whole, kSections - kSpace}, scan,
                               labels);
      }};
}

std::vector<Sketch> scanSheets(std::span<const ScannedFoot> scans, const Labels& labels) {
  std::vector<Sketch> all;
  for (const ScannedFoot& scan : scans) all.push_back(scanSheet(scan, all.size() + 1, labels));
  return all;
}

Result<std::string> drawn(const Sketch& sketch, const PictureOptions& options) {
  if (options.format == PictureFormat::Svg) {
    internal::SvgSurface surface(sketch.size);
    Canvas canvas(surface.context());
    sketch.draw(canvas);
    return surface.finish();
  }
  internal::PngSurface surface(sketch.size, options.pixelsPerPoint);
  Canvas canvas(surface.context());
  sketch.draw(canvas);
  return surface.finish();
}

}  // namespace

namespace internal {

Result<std::vector<Picture>> drawAll(const std::vector<Sketch>& sketches,
                                     const PictureOptions& options) {
  const char* ending = options.format == PictureFormat::Svg ? ".svg" : ".png";
  std::vector<Picture> pictures;
  for (const Sketch& sketch : sketches) {
    if (options.stop.stop_requested()) {
      return failure(ErrorCode::Cancelled, "cancelled between two pictures; nothing was written");
    }
    auto bytes = drawn(sketch, options);
    if (!bytes) return tl::unexpected<Error>(bytes.error());
    pictures.push_back({sketch.name + ending, std::move(*bytes)});
  }
  return pictures;
}

}  // namespace internal

Result<std::vector<Picture>> renderPictures(const Assessment& assessment, const TextRenderer& texts,
                                            const PictureOptions& options) {
  const Labels labels(texts);
  std::vector<Sketch> all = sketches(assessment, labels);
  std::vector<Sketch> scans = scanSheets(assessment.scans, labels);
  std::move(scans.begin(), scans.end(), std::back_inserter(all));
  std::vector<Sketch> laid = internal::registrationSheets(assessment, labels);
  std::move(laid.begin(), laid.end(), std::back_inserter(all));
  std::vector<Sketch> steps = internal::stepSheets(assessment.steps, labels);
  std::move(steps.begin(), steps.end(), std::back_inserter(all));
  return internal::drawAll(all, options);
}

Result<std::vector<Picture>> renderScanPictures(std::span<const ScannedFoot> scans,
                                                const TextRenderer& texts,
                                                const PictureOptions& options) {
  const Labels labels(texts);
  return internal::drawAll(scanSheets(scans, labels), options);
}

bool isPictureName(std::string_view fileName) {
  constexpr std::array<std::string_view, 6> kAlone{"feet",     "knee",         "posture",
                                                   "pressure", "registration", "steps"};
  constexpr std::array<std::string_view, 2> kNumbered{"scan-", "walkway-"};
  if (!fileName.ends_with(".png") && !fileName.ends_with(".svg")) return false;
  fileName.remove_suffix(4);
  return std::find(kAlone.begin(), kAlone.end(), fileName) != kAlone.end() ||
         std::any_of(kNumbered.begin(), kNumbered.end(),
                     [fileName](std::string_view start) { return fileName.starts_with(start); });
}

}  // namespace podalign::report
