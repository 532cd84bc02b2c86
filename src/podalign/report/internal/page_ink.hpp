#pragma once

#include <string>

#include "podalign/report/internal/drawing.hpp"

namespace podalign::report::internal {

// Shapes as operators of a PDF page, in the canvas's own coordinates: a report is mostly shapes,
// and what Cairo formats and packs would only be unpacked again to be tagged.
class PageInk {
 public:
  enum class Rule { Winding, EvenOdd };
  void fill(const Path& path, Color color, Rule rule);
  void stroke(const Path& path, const Stroke& stroke);
  // What follows is drawn inside `path` only, until endClip().
  void beginClip(const Path& path);
  void endClip();
  // What was drawn since the last time; it leaves the page's state as it was.
  // Requires: no clip that is still open.
  [[nodiscard]] std::string take();

 private:
  void number(double value);
  void point(Point at);
  void trace(const Path& path);
  void color(Color color, const char* rgb, const char* grey);

  std::string content_;
  int clips_ = 0;
};

}  // namespace podalign::report::internal
