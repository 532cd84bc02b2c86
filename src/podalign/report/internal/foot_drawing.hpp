#pragma once

#include <string>
#include <vector>

#include "podalign/report/assessment.hpp"
#include "podalign/report/internal/canvas.hpp"
#include "podalign/report/internal/foot_view.hpp"

// How feet are drawn: placing a view on the page, shading, dimension lines, landmarks.
namespace podalign::report::internal {

inline constexpr Color kFootLight = rgb(0xF3F5F6);
inline constexpr Color kFootOutline = rgb(0x3A4A56);
inline constexpr double kFootOutlineWidth = 0.8;

// From millimetres of a view to the page.
struct Placement {
  double scale = 1.0;  // points per mm
  Point origin;        // of the view
  [[nodiscard]] Point operator()(Point p) const {
    return {origin.x + p.x * scale, origin.y + p.y * scale};
  }
};
// Fits a view into `room`, centred.
[[nodiscard]] Placement fit(const Rect& view, const Rect& room);
[[nodiscard]] Path pathOf(const std::vector<Line>& rings, const Placement& place);

// A view in its tones of light, with its outline.
void drawShaded(Canvas& canvas, const FootView& view, const Placement& place);
[[nodiscard]] Color lightColor(std::size_t index, std::size_t count);

// Null where the scan has none.
[[nodiscard]] const anatomy::Landmark* find(const ScannedFoot& scan, anatomy::LandmarkId id);
[[nodiscard]] const measure::Measurement* find(const ScannedFoot& scan, const char* name);

[[nodiscard]] TextStyle dimensionStyle();
[[nodiscard]] Stroke thin(Color color);
// A dimension line with end ticks; the dotted line from it to what it measures.
void dimension(Canvas& canvas, Point from, Point to);
void extension(Canvas& canvas, Point from, Point to);
void landmarkDot(Canvas& canvas, Point at);
// White behind a label, so that it can stand on a drawing.
void labelOnPaper(Canvas& canvas, const std::string& text, const TextStyle& style, Point center);

}  // namespace podalign::report::internal
