#pragma once

#include <span>

#include "podalign/measure/zones.hpp"
#include "podalign/report/internal/figures.hpp"
#include "podalign/report/internal/foot_drawing.hpp"
#include "podalign/report/internal/print_drawing.hpp"

// Figures of steps on a plate. Each draws into a rectangle.
namespace podalign::report::internal {

// How points of a plate get onto the page.
struct PrintOnPage {
  const Upright& upright;
  Placement place;
};

// The lines between the zones of a print that is drawn already.
void drawZoneLines(Canvas& canvas, const WalkedStep& step, const measure::ZoneMask& mask,
                   const PrintOnPage& print, double width);

// The print with the lines between its zones and the peak pressure of each, kPa.
void drawZones(Canvas& canvas, const Rect& rect, const WalkedStep& step,
               const measure::ZoneMask& mask, const PressureScale& scale);

// The line of the centre of pressure, numbered where a phase of the roll-over begins.
void drawRollOver(Canvas& canvas, const Rect& rect, const WalkedStep& step,
                  const PressureScale& scale);

// Force over the contact (0 to 100 %): mean of the complete steps of a foot, +-1 standard
// deviation, and every step by itself.
void drawForceCurves(Canvas& canvas, const Rect& rect, std::span<const WalkedStep> steps,
                     Laterality side, double largestN, const Labels& labels);
[[nodiscard]] double largestForce(std::span<const WalkedStep> steps);

// All prints of a recording where they lay, numbered in order of time, with their side; cut ones
// dashed. Nothing where the places of the cells are not known.
void drawWalkway(Canvas& canvas, const Rect& rect, std::span<const WalkedStep* const> steps,
                 const PressureScale& scale, const Labels& labels);
[[nodiscard]] Rect walkwayBounds(std::span<const WalkedStep* const> steps);

}  // namespace podalign::report::internal
