#pragma once

#include <optional>
#include <string>
#include <vector>

#include "podalign/report/assessment.hpp"
#include "podalign/report/internal/canvas.hpp"
#include "podalign/report/internal/foot_view.hpp"
#include "podalign/report/internal/labels.hpp"

// The report's figures. Each draws into a rectangle and knows nothing of pages.
namespace podalign::report::internal {

// ---- feet

// The scan that stands for a foot: standing where there is one.
[[nodiscard]] const ScannedFoot* scanOf(const Assessment& assessment, Laterality side);

// From the inner or the outer side, with foot length and dorsum height.
void drawSideView(Canvas& canvas, const Rect& rect, const ScannedFoot& scan, const Labels& labels,
                  SideViews& views, ViewFrom from = ViewFrom::Inner);
// The underside as a footprint, with heights, landmarks, length, ball and heel width.
void drawSoleView(Canvas& canvas, const Rect& rect, const ScannedFoot& scan, const Labels& labels);
// Heights above the ground that the shades of drawSoleView stand for.
void drawHeightLegend(Canvas& canvas, const Rect& rect, const Labels& labels);

// ---- one scan in full

// From above, with every landmark that was found by its name.
void drawLandmarks(Canvas& canvas, const Rect& rect, const ScannedFoot& scan, const Labels& labels);
// Which part of the sole was seen, invented or missing; nothing where the scan carries no map.
void drawSoleCoverage(Canvas& canvas, const Rect& rect, const ScannedFoot& scan,
                      const Labels& labels);
// Sections across the foot at the heel, the middle, the instep and the ball, on one scale.
void drawSections(Canvas& canvas, const Rect& rect, const ScannedFoot& scan, const Labels& labels);

// ---- pressure

// The step that stands for a foot: complete where there is one, nearest to the mean force.
[[nodiscard]] const WalkedStep* stepOf(const Assessment& assessment, Laterality side);

// One scale for both feet, so that they can be compared.
struct PressureScale {
  std::vector<double> levelsKpa;
};
[[nodiscard]] PressureScale pressureScale(const Assessment& assessment);
[[nodiscard]] PressureScale pressureScale(double largestKpa, double floorKpa);
void drawPressureMap(Canvas& canvas, const Rect& rect, const WalkedStep& step,
                     const PressureScale& scale, const Labels& labels);
void drawPressureLegend(Canvas& canvas, const Rect& rect, const PressureScale& scale,
                        const Labels& labels);

// ---- posture

// Classes from very high-arched to very low-arched; shade = probability, mark = score.
void drawPostureGauge(Canvas& canvas, const Rect& rect, const recommend::FootClass& foot,
                      const std::vector<PostureBand>& scale, const Labels& labels);

// ---- knee

void drawKneeChain(Canvas& canvas, const Rect& rect, Laterality side,
                   const std::vector<recommend::TrackingLink>& links, const Labels& labels);
// The mark of a link's state, as in drawKneeChain and beside its text.
void drawLinkMark(Canvas& canvas, Point center, double radius, recommend::LinkState state,
                  int number);

// ---- exercises and shoes

// What can be drawn, in the order in which it stands on the page.
[[nodiscard]] std::vector<std::string> drawnExercises();
void drawExercise(Canvas& canvas, const Rect& rect, const std::string& name);
// A shoe from the side and from below: A heel stack, B drop, C torsion, D width.
void drawShoe(Canvas& canvas, const Rect& rect);
// Cuts across the heel and along the insole, with posting and lift where they are proposed.
void drawInsole(Canvas& canvas, const Rect& rect, Laterality side,
                const recommend::InsoleChoice& insole, const Labels& labels);

// ---- codes

// A QR code in a square, black on white; nothing where the text is too long for one.
void drawQrCode(Canvas& canvas, const Rect& rect, const std::string& text);

// ---- left and right

struct Comparison {
  std::string name;
  const measure::Measurement* left = nullptr;
  const measure::Measurement* right = nullptr;
};
[[nodiscard]] std::vector<Comparison> comparisons(const Assessment& assessment);
[[nodiscard]] double comparisonHeight(std::size_t rows);
void drawComparisons(Canvas& canvas, const Rect& rect, const std::vector<Comparison>& rows,
                     const Labels& labels);

}  // namespace podalign::report::internal
