#include "podalign/report/internal/canvas.hpp"

#include <cairo.h>
#include <fmt/format.h>
#include <glib.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace podalign::report::internal {
namespace {

// What was traced in Cairo, as a path of ours.
Path tracedPath(cairo_t* context) {
  cairo_path_t* const traced = cairo_copy_path(context);
  Path path;
  for (int i = 0; i < traced->num_data; i += traced->data[i].header.length) {
    const cairo_path_data_t* const data = traced->data + i;
    const auto at = [data](int index) { return Point{data[index].point.x, data[index].point.y}; };
    switch (data->header.type) {
      case CAIRO_PATH_MOVE_TO: path.moveTo(at(1)); break;
      case CAIRO_PATH_LINE_TO: path.lineTo(at(1)); break;
      case CAIRO_PATH_CURVE_TO: path.curveTo(at(1), at(2), at(3)); break;
      case CAIRO_PATH_CLOSE_PATH: path.close(); break;
    }
  }
  cairo_path_destroy(traced);
  return path;
}

constexpr double kInvisible = 0.1;  // points; less than a dot of a printer with 600 to the inch

}  // namespace

Canvas::Canvas(_cairo* context, Structure* structure, Ink ink)
    : context_(context), structure_(structure), ink_(ink), setter_(context) {
  cairo_set_line_cap(context_, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join(context_, CAIRO_LINE_JOIN_ROUND);
}

// ---- tags

namespace {

// One of the names that Cairo lets through; what the content is comes with the structure.
constexpr const char* kMarkedContent = "NonStruct";

}  // namespace

void Canvas::beginTag(Tag* tag, const Rect& bounds) {
  if (structure_ != nullptr && tag != nullptr) structure_->begin(*tag, bounds);
}

void Canvas::endTag(const Tag* tag) {
  if (structure_ != nullptr && tag != nullptr) structure_->end();
}

void Canvas::markShape() {
  const int owner = structure_->ownerOfShape();
  if (shapes_ == owner) return;
  endMark();
  shapes_ = owner;
}

void Canvas::markText() {
  if (structure_ == nullptr) return;
  const int owner = structure_->ownerOfText();
  if (texts_ == owner) return;
  endMark();
  structure_->mark(owner);
  cairo_tag_begin(context_, kMarkedContent, nullptr);
  texts_ = owner;
}

void Canvas::endMark() {
  if (texts_) cairo_tag_end(context_, kMarkedContent);
  texts_.reset();
  if (!shapes_) return;
  if (std::string shapes = pageInk_.take(); !shapes.empty()) {
    structure_->mark(*shapes_, std::move(shapes));
    cairo_tag_begin(context_, kMarkedContent, nullptr);
    cairo_tag_end(context_, kMarkedContent);
  }
  shapes_.reset();
}

void Canvas::endPage() {
  endMark();
  if (structure_ != nullptr) structure_->endPage();
  ++page_;
}

// ---- shapes

Color Canvas::inked(Color color) const {
  if (ink_ == Ink::Colour) return color;
  // Rec. 709 luma, as printers turn sRGB into grey.
  const double grey = 0.2126 * color.red + 0.7152 * color.green + 0.0722 * color.blue;
  return {grey, grey, grey};
}

void Canvas::trace(const Path& path) {
  cairo_new_path(context_);
  for (const Path::Step& step : path.steps()) {
    switch (step.op) {
      case Path::Op::Move: cairo_move_to(context_, step.to.x, step.to.y); break;
      case Path::Op::Line: cairo_line_to(context_, step.to.x, step.to.y); break;
      case Path::Op::Curve:
        cairo_curve_to(context_, step.control1.x, step.control1.y, step.control2.x, step.control2.y,
                       step.to.x, step.to.y);
        break;
      case Path::Op::Close: cairo_close_path(context_); break;
    }
  }
}

void Canvas::fill(const Path& path, Color color) { fill(path, color, PageInk::Rule::Winding); }

void Canvas::fillEvenOdd(const Path& path, Color color) {
  fill(path, color, PageInk::Rule::EvenOdd);
}

void Canvas::fill(const Path& path, Color color, PageInk::Rule rule) {
  const Color ink = inked(color);
  const Path seen = simplified(path, kInvisible);
  if (structure_ != nullptr) {
    markShape();
    pageInk_.fill(seen, ink, rule);
    return;
  }
  cairo_set_source_rgb(context_, ink.red, ink.green, ink.blue);
  cairo_set_fill_rule(context_, rule == PageInk::Rule::EvenOdd ? CAIRO_FILL_RULE_EVEN_ODD
                                                               : CAIRO_FILL_RULE_WINDING);
  trace(seen);
  cairo_fill(context_);
}

void Canvas::stroke(const Path& path, const Stroke& stroke) {
  Stroke inkedStroke = stroke;
  inkedStroke.color = inked(stroke.color);
  const Path seen = simplified(path, kInvisible);
  if (structure_ != nullptr) {
    markShape();
    pageInk_.stroke(seen, inkedStroke);
    return;
  }
  const Color ink = inkedStroke.color;
  cairo_set_source_rgb(context_, ink.red, ink.green, ink.blue);
  cairo_set_line_width(context_, stroke.width);
  cairo_set_dash(context_, stroke.dash.data(), static_cast<int>(stroke.dash.size()), 0.0);
  trace(seen);
  cairo_stroke(context_);
}

void Canvas::beginClip(const Path& path) {
  const Path seen = simplified(path, kInvisible);
  if (structure_ != nullptr) {
    markShape();
    pageInk_.beginClip(seen);
    return;
  }
  cairo_save(context_);
  cairo_set_fill_rule(context_, CAIRO_FILL_RULE_WINDING);
  trace(seen);
  cairo_clip(context_);
}

void Canvas::endClip() {
  if (structure_ != nullptr) {
    pageInk_.endClip();
  } else {
    cairo_restore(context_);
  }
}

TextBlock Canvas::layOut(const RichText& text, std::optional<double> width, Align align) {
  RichText inked = text;
  for (Run& run : inked) run.style.color = this->inked(run.style.color);
  TextBlock block = setter_.set(inked, width, align);
  if (block.missesGlyphs()) {
    std::string all;
    for (const Run& run : text) all += run.text;
    unprintable_.insert(all);
  }
  return block;
}

void Canvas::draw(const TextBlock& text, Point topLeft, LineRange lines) {
  markText();
  const int end = lines.end < 0 ? text.lineCount() : std::min(lines.end, text.lineCount());
  for (int index = lines.first; index < end; ++index) {
    const TextLine& line = text.line(index);
    const Point start{topLeft.x + line.x,
                      topLeft.y + text.lineTop(index) + line.baseline - text.lineTop(lines.first)};
    drawGlyphs(context_, text, line, start);
    if (placed_ == nullptr) continue;
    Rect ink = inkOf(line);
    ink.x += start.x;
    ink.y += start.y;
    placed_->push_back({page_, ink, figure_, text.textOf(line)});
  }
}

void Canvas::label(const std::string& text, const TextStyle& style, Point anchor, Align align) {
  const TextBlock block = layOut({{text, style}}, std::nullopt);
  double x = anchor.x;
  if (align == Align::Center) x -= block.width() / 2.0;
  if (align == Align::Right) x -= block.width();
  draw(block, {x, anchor.y - block.height() / 2.0});
}

void Canvas::watermark(const std::string& text, const TextStyle& style, Point center,
                       double radians) {
  const TextBlock block = layOut({{text, style}}, std::nullopt);
  cairo_new_path(context_);
  cairo_save(context_);  // the path outlives what turned it
  cairo_translate(context_, center.x, center.y);
  cairo_rotate(context_, radians);
  cairo_move_to(context_, -block.width() / 2.0, -block.height() / 2.0);
  traceGlyphs(context_, block);
  cairo_restore(context_);
  fill(tracedPath(context_), style.color);
  cairo_new_path(context_);
}

double Canvas::textWidth(const std::string& text, const TextStyle& style) {
  return layOut({{text, style}}, std::nullopt).width();
}

std::string Canvas::printable(const std::string& text) {
  gchar* valid = g_utf8_make_valid(text.data(), static_cast<gssize>(text.size()));
  const std::string utf8(valid);
  g_free(valid);
  if (setter_.hasGlyphs(utf8)) return utf8;
  std::string out;
  for (const char* at = utf8.c_str(); *at != '\0'; at = g_utf8_next_char(at)) {
    const std::string character(at, static_cast<const char*>(g_utf8_next_char(at)));
    out +=
        setter_.hasGlyphs(character) ? character : fmt::format("[U+{:04X}]", g_utf8_get_char(at));
  }
  return out;
}

}  // namespace podalign::report::internal
