#pragma once

#include "podalign/report/insole_document.hpp"
#include "podalign/report/internal/canvas.hpp"
#include "podalign/report/internal/labels.hpp"

// How an insole is drawn: alone, under its foot, and cut across.
namespace podalign::report::internal {

// What a drawing of an insole needs beside the insole.
struct InsoleScene {
  const MadeInsole& made;
  const ScannedFoot& scan;
  const Labels& labels;
};

// From above, with lines of equal height, the outline of the foot and its axis.
void drawInsoleTop(Canvas& canvas, const Rect& rect, const InsoleScene& scene);
// From the inner side, the foot standing on it.
void drawInsoleSide(Canvas& canvas, const Rect& rect, const InsoleScene& scene);
// Across heel, arch, pad and ball, seen from behind, with the foot and the corrections, on one
// scale.
void drawInsoleSections(Canvas& canvas, const Rect& rect, const InsoleScene& scene);

// All of it. `room`: height of the page it stands on; two of them fit, one below the other.
[[nodiscard]] double insoleSheetHeight(double room);
void drawInsoleSheet(Canvas& canvas, const Rect& rect, const InsoleScene& scene);

}  // namespace podalign::report::internal
