#include "podalign/report/internal/canvas.hpp"

#include <fmt/format.h>
#include <hb.h>
#include <pango/pangocairo.h>

#include <cctype>
#include <cmath>

namespace podalign::report::internal {
namespace {

constexpr double kPointsPerInch = 72.0;
constexpr double kColorMax = 65535.0;
constexpr double kInvisible = 0.05;  // points; a fiftieth of a millimetre on paper

// Inter is set in Debian's fonts-inter; DejaVu has what Inter lacks.
const char* familyOf(Face face) {
  return face == Face::Display ? "Inter Display, Inter, DejaVu Sans" : "Inter, DejaVu Sans";
}

PangoWeight pangoWeight(Weight weight) {
  switch (weight) {
    case Weight::Regular: return PANGO_WEIGHT_NORMAL;
    case Weight::Medium: return PANGO_WEIGHT_MEDIUM;
    case Weight::SemiBold: return PANGO_WEIGHT_SEMIBOLD;
    case Weight::Bold: return PANGO_WEIGHT_BOLD;
  }
  return PANGO_WEIGHT_NORMAL;
}

guint16 channel(double value) { return static_cast<guint16>(std::lround(value * kColorMax)); }

struct FontRelease {
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};
using Font = std::unique_ptr<PangoFontDescription, FontRelease>;

Font fontOf(const TextStyle& style) {
  Font font(pango_font_description_new());
  pango_font_description_set_family(font.get(), familyOf(style.face));
  pango_font_description_set_weight(font.get(), pangoWeight(style.weight));
  pango_font_description_set_style(
      font.get(), style.slant == Slant::Italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
  pango_font_description_set_absolute_size(font.get(), style.size * PANGO_SCALE);
  return font;
}

class Attributes {
 public:
  explicit Attributes(std::size_t from, std::size_t to)
      : from_(static_cast<guint>(from)), to_(static_cast<guint>(to)) {}
  void add(PangoAttrList* list, PangoAttribute* attribute) const {
    attribute->start_index = from_;
    attribute->end_index = to_;
    pango_attr_list_insert(list, attribute);
  }

 private:
  guint from_;
  guint to_;
};

void addStyle(PangoAttrList* list, const Attributes& range, const TextStyle& style) {
  const Font font = fontOf(style);
  range.add(list, pango_attr_font_desc_new(font.get()));
  range.add(list, pango_attr_foreground_new(channel(style.color.red), channel(style.color.green),
                                            channel(style.color.blue)));
  // What is cut within a word is a hash or a file name: a hyphen would falsify it.
  range.add(list, pango_attr_insert_hyphens_new(FALSE));
  // Figures of one width, so that numbers below each other line up.
  range.add(list, pango_attr_font_features_new("tnum=1"));
  range.add(list, pango_attr_line_height_new_absolute(
                      static_cast<int>(std::lround(style.size * style.leading * PANGO_SCALE))));
  if (style.letterSpacing != 0.0) {
    range.add(list, pango_attr_letter_spacing_new(
                        static_cast<int>(std::lround(style.letterSpacing * PANGO_SCALE))));
  }
}

// Pango breaks lines after the point of ".28"; a number stays whole.
void keepNumbersWhole(PangoAttrList* list, const std::string& text) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const bool start = i == 0 || std::isdigit(static_cast<unsigned char>(text[i - 1])) == 0;
    const bool digit = std::isdigit(static_cast<unsigned char>(text[i + 1])) != 0;
    if (text[i] != '.' || !start || !digit) continue;
    const std::size_t end = text.find_first_of(" \n", i);
    Attributes(i, end == std::string::npos ? text.size() : end)
        .add(list, pango_attr_allow_breaks_new(FALSE));
  }
}

PangoAlignment pangoAlign(Align align) {
  switch (align) {
    case Align::Left: return PANGO_ALIGN_LEFT;
    case Align::Center: return PANGO_ALIGN_CENTER;
    case Align::Right: return PANGO_ALIGN_RIGHT;
  }
  return PANGO_ALIGN_LEFT;
}

// Metrics must not depend on a screen: no hinting, fractional positions, one unit = one point.
PangoLayout* newLayout(cairo_t* context) {
  PangoLayout* layout = pango_cairo_create_layout(context);
  PangoContext* pango = pango_layout_get_context(layout);
  pango_cairo_context_set_resolution(pango, kPointsPerInch);
  pango_context_set_round_glyph_positions(pango, FALSE);
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options(pango, options);
  cairo_font_options_destroy(options);
  pango_layout_context_changed(layout);
  return layout;
}

// Pango drops the blank at which it broke a line. Drawn without a width it changes nothing to the
// eye, but whoever copies, searches or listens gets two words and not one.
void keepBlank(PangoLayoutLine* line, const char* text) {
  if (line->length == 0 || line->runs == nullptr) return;
  if (text[line->start_index + line->length - 1] != ' ') return;
  const auto* run = static_cast<PangoGlyphItem*>(g_slist_last(line->runs)->data);
  PangoGlyphInfo& last = run->glyphs->glyphs[run->glyphs->num_glyphs - 1];
  if (last.glyph != PANGO_GLYPH_EMPTY) return;
  hb_codepoint_t blank = 0;
  if (hb_font_get_nominal_glyph(pango_font_get_hb_font(run->item->analysis.font), ' ', &blank) !=
      0) {
    last.glyph = blank;
  }
}

}  // namespace

void TextBlock::Release::operator()(_PangoLayout* layout) const { g_object_unref(layout); }

double TextBlock::lineTop(int line) const {
  return line <= 0 ? 0.0 : lineBottoms_[static_cast<std::size_t>(line) - 1];
}

Canvas::Canvas(_cairo* context, Structure* structure, Ink ink)
    : context_(context), structure_(structure), ink_(ink) {
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
  if (structure_ != nullptr) mark(structure_->ownerOfShape());
}

void Canvas::markText() {
  if (structure_ != nullptr) mark(structure_->ownerOfText());
}

void Canvas::mark(int owner) {
  if (marked_ == owner) return;
  endMark();
  structure_->mark(owner);
  cairo_tag_begin(context_, kMarkedContent, nullptr);
  marked_ = owner;
}

void Canvas::endMark() {
  if (!marked_) return;
  cairo_tag_end(context_, kMarkedContent);
  marked_.reset();
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
  const Path seen = simplified(path, kInvisible);
  for (const Path::Step& step : seen.steps()) {
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

void Canvas::fill(const Path& path, Color color) {
  markShape();
  const Color ink = inked(color);
  cairo_set_source_rgb(context_, ink.red, ink.green, ink.blue);
  cairo_set_fill_rule(context_, CAIRO_FILL_RULE_WINDING);
  trace(path);
  cairo_fill(context_);
}

void Canvas::fillEvenOdd(const Path& path, Color color) {
  markShape();
  const Color ink = inked(color);
  cairo_set_source_rgb(context_, ink.red, ink.green, ink.blue);
  cairo_set_fill_rule(context_, CAIRO_FILL_RULE_EVEN_ODD);
  trace(path);
  cairo_fill(context_);
}

void Canvas::stroke(const Path& path, const Stroke& stroke) {
  markShape();
  const Color ink = inked(stroke.color);
  cairo_set_source_rgb(context_, ink.red, ink.green, ink.blue);
  cairo_set_line_width(context_, stroke.width);
  cairo_set_dash(context_, stroke.dash.data(), static_cast<int>(stroke.dash.size()), 0.0);
  trace(path);
  cairo_stroke(context_);
}

void Canvas::beginClip(const Path& path) {
  cairo_save(context_);
  cairo_set_fill_rule(context_, CAIRO_FILL_RULE_WINDING);
  trace(path);
  cairo_clip(context_);
}

void Canvas::endClip() { cairo_restore(context_); }

TextBlock Canvas::layOut(const RichText& text, std::optional<double> width, Align align) {
  TextBlock block;
  block.layout_.reset(newLayout(context_));
  PangoLayout* layout = block.layout_.get();
  std::string all;
  PangoAttrList* attributes = pango_attr_list_new();
  for (const Run& run : text) {
    const std::size_t from = all.size();
    all += run.text;
    TextStyle style = run.style;
    style.color = inked(style.color);
    addStyle(attributes, Attributes(from, all.size()), style);
  }
  keepNumbersWhole(attributes, all);
  pango_layout_set_text(layout, all.data(), static_cast<int>(all.size()));
  pango_layout_set_attributes(layout, attributes);
  pango_attr_list_unref(attributes);
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment(layout, pangoAlign(align));
  if (width) pango_layout_set_width(layout, static_cast<int>(std::floor(*width * PANGO_SCALE)));
  if (pango_layout_get_unknown_glyphs_count(layout) > 0) unprintable_.insert(all);

  PangoRectangle logical;
  pango_layout_get_extents(layout, nullptr, &logical);
  block.width_ = width ? *width : static_cast<double>(logical.width) / PANGO_SCALE;
  double bottom = 0.0;
  PangoLayoutIter* line = pango_layout_get_iter(layout);
  do {
    PangoRectangle extents;
    pango_layout_iter_get_line_extents(line, nullptr, &extents);
    bottom += static_cast<double>(extents.height) / PANGO_SCALE;
    block.lineBottoms_.push_back(bottom);
  } while (pango_layout_iter_next_line(line) != FALSE);
  pango_layout_iter_free(line);
  return block;
}

void Canvas::draw(const TextBlock& text, Point topLeft, LineRange lines) {
  markText();
  const int end = lines.end < 0 ? text.lineCount() : lines.end;
  const double skipped = text.lineTop(lines.first);
  PangoLayoutIter* line = pango_layout_get_iter(text.layout_.get());
  int index = 0;
  do {
    if (index >= lines.first && index < end) {
      PangoRectangle extents;
      pango_layout_iter_get_line_extents(line, nullptr, &extents);
      const double baseline =
          static_cast<double>(pango_layout_iter_get_baseline(line)) / PANGO_SCALE;
      cairo_move_to(context_, topLeft.x + static_cast<double>(extents.x) / PANGO_SCALE,
                    topLeft.y + baseline - skipped);
      PangoLayoutLine* const shown = pango_layout_iter_get_line(line);
      keepBlank(shown, pango_layout_get_text(text.layout_.get()));
      pango_cairo_show_layout_line(context_, shown);
      if (placed_ != nullptr) {
        PangoRectangle ink;
        pango_layout_line_get_extents(shown, &ink, nullptr);
        const auto points = [](int units) { return static_cast<double>(units) / PANGO_SCALE; };
        const char* all = pango_layout_get_text(text.layout_.get());
        placed_->push_back(
            {page_,
             {topLeft.x + points(extents.x + ink.x), topLeft.y + baseline - skipped + points(ink.y),
              points(ink.width), points(ink.height)},
             figure_,
             std::string(all + shown->start_index, static_cast<std::size_t>(shown->length))});
      }
    }
    ++index;
  } while (pango_layout_iter_next_line(line) != FALSE);
  pango_layout_iter_free(line);
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
  markShape();
  cairo_new_path(context_);
  cairo_save(context_);  // the path outlives what turned it
  cairo_translate(context_, center.x, center.y);
  cairo_rotate(context_, radians);
  cairo_move_to(context_, -block.width() / 2.0, -block.height() / 2.0);
  pango_cairo_layout_path(context_, block.layout_.get());
  cairo_restore(context_);
  const Color ink = inked(style.color);
  cairo_set_source_rgb(context_, ink.red, ink.green, ink.blue);
  cairo_set_fill_rule(context_, CAIRO_FILL_RULE_WINDING);
  cairo_fill(context_);
}

double Canvas::textWidth(const std::string& text, const TextStyle& style) {
  return layOut({{text, style}}, std::nullopt).width();
}

bool Canvas::hasGlyphs(const std::string& text) {
  PangoLayout* layout = newLayout(context_);
  const Font font = fontOf({});
  pango_layout_set_font_description(layout, font.get());
  pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));
  const bool known = pango_layout_get_unknown_glyphs_count(layout) == 0;
  g_object_unref(layout);
  return known;
}

std::string Canvas::printable(const std::string& text) {
  gchar* valid = g_utf8_make_valid(text.data(), static_cast<gssize>(text.size()));
  const std::string utf8(valid);
  g_free(valid);
  if (hasGlyphs(utf8)) return utf8;
  std::string out;
  for (const char* at = utf8.c_str(); *at != '\0'; at = g_utf8_next_char(at)) {
    const std::string character(at, static_cast<const char*>(g_utf8_next_char(at)));
    out += hasGlyphs(character) ? character : fmt::format("[U+{:04X}]", g_utf8_get_char(at));
  }
  return out;
}

}  // namespace podalign::report::internal
