#include "podalign/report/internal/text_setter.hpp"

#include <hb.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <utility>

namespace podalign::report::internal {
namespace {

constexpr double kPointsPerInch = 72.0;
constexpr double kColorMax = 65535.0;

double points(int units) { return static_cast<double>(units) / PANGO_SCALE; }

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

// Latin letters up to U+023F and punctuation: composed, each a glyph of its own.
bool isComposed(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0xC9 || byte == 0xE2;  // below: ASCII, what follows a first byte, first bytes
  });
}

// Figures of one width, so that numbers below each other line up; no ligatures and no forms by what
// stands beside a letter, of which Inter has many. Marks are looked for where there may be some.
// In fine print pairs are not moved together, by less than a printer's dot. To look for all of it
// takes a fifth of the time of a report.
std::string featuresOf(const Run& run) {
  constexpr double kFinePrint = 7.5;
  std::string features = "tnum=1, calt=0, liga=0, clig=0, rlig=0, rclt=0";
  if (isComposed(run.text)) features += ", ccmp=0, locl=0, mark=0, mkmk=0, abvm=0, blwm=0";
  if (run.style.size < kFinePrint) features += ", kern=0";
  return features;
}

void addStyle(PangoAttrList* list, const Attributes& range, const Run& run) {
  const TextStyle& style = run.style;
  const Font font = fontOf(style);
  range.add(list, pango_attr_font_desc_new(font.get()));
  range.add(list, pango_attr_foreground_new(channel(style.color.red), channel(style.color.green),
                                            channel(style.color.blue)));
  // What is cut within a word is a hash or a file name: a hyphen would falsify it.
  range.add(list, pango_attr_insert_hyphens_new(FALSE));
  range.add(list, pango_attr_font_features_new(featuresOf(run).c_str()));
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

struct LayoutRelease {
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
};
using Layout = std::unique_ptr<PangoLayout, LayoutRelease>;

Layout layoutOf(PangoContext* context, const RichText& text) {
  Layout layout(pango_layout_new(context));
  std::string all;
  PangoAttrList* attributes = pango_attr_list_new();
  for (const Run& run : text) {
    const std::size_t from = all.size();
    all += run.text;
    addStyle(attributes, Attributes(from, all.size()), run);
  }
  keepNumbersWhole(attributes, all);
  pango_layout_set_text(layout.get(), all.data(), static_cast<int>(all.size()));
  pango_layout_set_attributes(layout.get(), attributes);
  pango_attr_list_unref(attributes);
  return layout;
}

// Pango drops the blank at which it broke a line. Drawn without a width it changes nothing to the
// eye, but whoever copies, searches or listens gets two words and not one.
void keepBlank(const TextLine& line, const char* text) {
  if (line.pieces.empty() || line.length == 0 || text[line.first + line.length - 1] != ' ') return;
  const PangoGlyphItem& run = *line.pieces.back();
  PangoGlyphInfo& last = run.glyphs->glyphs[run.glyphs->num_glyphs - 1];
  if (last.glyph != PANGO_GLYPH_EMPTY) return;
  hb_codepoint_t blank = 0;
  if (hb_font_get_nominal_glyph(pango_font_get_hb_font(run.item->analysis.font), ' ', &blank) !=
      0) {
    last.glyph = blank;
  }
}

// Text and styles, as one word to look up by.
std::string keyOf(const RichText& text) {
  std::string key;
  const auto add = [&key](double value) {
    key.append(reinterpret_cast<const char*>(&value), sizeof value);
  };
  for (const Run& run : text) {
    const TextStyle& style = run.style;
    add(static_cast<double>(run.text.size()));
    key += run.text;
    for (const double value : {style.size, style.color.red, style.color.green, style.color.blue,
                               style.leading, style.letterSpacing}) {
      add(value);
    }
    key += static_cast<char>(style.weight);
    key += static_cast<char>(style.slant);
    key += static_cast<char>(style.face);
  }
  return key;
}

// The lines that Pango made, with their runs.
std::vector<TextLine> linesOf(const std::shared_ptr<PangoLayout>& layout) {
  std::vector<TextLine> lines;
  double bottom = 0.0;
  PangoLayoutIter* iter = pango_layout_get_iter(layout.get());
  do {
    PangoRectangle extents;
    pango_layout_iter_get_line_extents(iter, nullptr, &extents);
    bottom += points(extents.height);
    PangoLayoutLine* const line = pango_layout_iter_get_line(iter);
    TextLine out;
    out.x = points(extents.x);
    out.width = points(extents.width);
    out.baseline = points(pango_layout_iter_get_baseline(iter) - extents.y);
    out.bottom = bottom;
    out.first = static_cast<std::size_t>(line->start_index);
    out.length = static_cast<std::size_t>(line->length);
    for (GSList* run = line->runs; run != nullptr; run = run->next) {
      // The layout holds what the piece points to.
      out.pieces.emplace_back(layout, static_cast<PangoGlyphItem*>(run->data));
    }
    lines.push_back(std::move(out));
  } while (pango_layout_iter_next_line(iter) != FALSE);
  pango_layout_iter_free(iter);
  return lines;
}

// Whether lines cut from this one are as high and stand as deep as it does, read from left to
// right, and nothing stands between the letters.
bool isPlain(const TextLine& line, const RichText& text) {
  PangoRectangle first{};
  for (const auto& piece : line.pieces) {
    PangoRectangle extents;
    pango_glyph_string_extents(piece->glyphs, piece->item->analysis.font, nullptr, &extents);
    if (piece == line.pieces.front()) first = extents;
    if (extents.y != first.y || extents.height != first.height) return false;
    if (piece->item->analysis.level % 2 != 0) return false;
  }
  const TextStyle& style = text.front().style;
  return std::all_of(text.begin(), text.end(), [&style](const Run& run) {
    return run.style.letterSpacing == 0.0 && run.style.size == style.size &&
           run.style.leading == style.leading;
  });
}

struct GlyphRelease {
  void operator()(PangoGlyphItem* item) const { pango_glyph_item_free(item); }
};

// Takes pieces of a line from its start.
class Cutter {
 public:
  Cutter(const TextLine& line, const char* text) : pieces_(line.pieces), text_(text) {}
  // Up to the byte `end` of the text.
  [[nodiscard]] std::vector<std::shared_ptr<PangoGlyphItem>> take(std::size_t end) {
    std::vector<std::shared_ptr<PangoGlyphItem>> taken;
    while (at_ < pieces_.size()) {
      std::shared_ptr<PangoGlyphItem>& piece = pieces_[at_];
      const auto first = static_cast<std::size_t>(piece->item->offset);
      const auto length = static_cast<std::size_t>(piece->item->length);
      if (first >= end) break;
      if (first + length > end) {
        if (!own_) piece.reset(pango_glyph_item_copy(piece.get()), GlyphRelease{});
        own_ = true;
        taken.emplace_back(
            pango_glyph_item_split(piece.get(), text_, static_cast<int>(end - first)),
            GlyphRelease{});
        break;
      }
      taken.push_back(std::move(piece));
      own_ = false;
      ++at_;
    }
    return taken;
  }

 private:
  std::vector<std::shared_ptr<PangoGlyphItem>> pieces_;
  const char* text_;
  std::size_t at_ = 0;
  bool own_ = false;  // the piece at the front is a rest that no layout holds
};

// The line in lines of at most `room` (Pango's units), each as full as can be; none where a word
// is longer than that.
std::vector<TextLine> broken(const TextLine& line, PangoLayout* layout, int room) {
  const char* const text = pango_layout_get_text(layout);
  int count = 0;
  const PangoLogAttr* const marks = pango_layout_get_log_attrs_readonly(layout, &count) +
                                    g_utf8_pointer_to_offset(text, text + line.first);
  std::vector<int> widths;
  for (const auto& piece : line.pieces) {
    const std::size_t before = widths.size();
    widths.resize(before + static_cast<std::size_t>(piece->item->num_chars));
    pango_glyph_item_get_logical_widths(piece.get(), text, widths.data() + before);
  }
  std::vector<TextLine> lines;
  Cutter cutter(line, text);
  const char* byte = text + line.first;
  const double height = line.bottom;
  for (std::size_t start = 0; start < widths.size();) {
    std::size_t end = start;
    const char* endByte = byte;
    int own = 0;  // width up to `end`, without the blank there
    int width = 0;
    const char* at = byte;
    for (std::size_t i = start; i < widths.size(); ++i) {
      width += widths[i];
      at = g_utf8_next_char(at);
      if (i + 1 < widths.size() && marks[i + 1].is_line_break == 0) continue;
      const int seen = marks[i].is_white != 0 ? width - widths[i] : width;
      if (seen > room) break;
      end = i + 1;
      endByte = at;
      own = seen;
    }
    if (end == start) return {};
    TextLine out;
    out.width = points(own);
    out.baseline = line.baseline;
    out.bottom = height;
    out.first = static_cast<std::size_t>(byte - text);
    out.length = static_cast<std::size_t>(endByte - byte);
    out.pieces = cutter.take(static_cast<std::size_t>(endByte - text));
    lines.push_back(std::move(out));
    start = end;
    byte = endByte;
  }
  return lines;
}

double shareOf(Align align) {
  switch (align) {
    case Align::Left: return 0.0;
    case Align::Center: return 0.5;
    case Align::Right: return 1.0;
  }
  return 0.0;
}

void applyColor(cairo_t* context, const PangoItem& item) {
  for (GSList* each = item.analysis.extra_attrs; each != nullptr; each = each->next) {
    const auto* attribute = static_cast<const PangoAttribute*>(each->data);
    if (attribute->klass->type != PANGO_ATTR_FOREGROUND) continue;
    const PangoColor& color = reinterpret_cast<const PangoAttrColor*>(attribute)->color;
    cairo_set_source_rgb(context, color.red / kColorMax, color.green / kColorMax,
                         color.blue / kColorMax);
  }
}

}  // namespace

std::string TextBlock::textOf(const TextLine& line) const {
  return {pango_layout_get_text(layout_.get()) + line.first, line.length};
}

void TextSetter::Release::operator()(_PangoContext* context) const { g_object_unref(context); }

// Metrics must not depend on a screen: no hinting, fractional positions, one unit = one point.
TextSetter::TextSetter(_cairo* context) : context_(pango_cairo_create_context(context)) {
  PangoContext* pango = context_.get();
  pango_cairo_context_set_resolution(pango, kPointsPerInch);
  pango_context_set_round_glyph_positions(pango, FALSE);
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options(pango, options);
  cairo_font_options_destroy(options);
}

const TextBlock& TextSetter::unbroken(const RichText& text) {
  const auto [found, isNew] = unbroken_.try_emplace(keyOf(text));
  if (!isNew) return found->second;
  TextBlock& block = found->second;
  block.layout_ = layoutOf(context_.get(), text);
  block.missesGlyphs_ = pango_layout_get_unknown_glyphs_count(block.layout_.get()) > 0;
  block.lines_ = linesOf(block.layout_);
  for (const TextLine& line : block.lines_) block.width_ = std::max(block.width_, line.width);
  return block;
}

// As Pango breaks: slower, as it sets the rest of the text again for every line, but it knows how
// to divide a word, and other scripts.
TextBlock TextSetter::brokenByPango(const RichText& text, int room) const {
  TextBlock block;
  block.layout_ = layoutOf(context_.get(), text);
  PangoLayout* const layout = block.layout_.get();
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width(layout, room);
  block.missesGlyphs_ = pango_layout_get_unknown_glyphs_count(layout) > 0;
  block.lines_ = linesOf(block.layout_);
  for (const TextLine& line : block.lines_) keepBlank(line, pango_layout_get_text(layout));
  return block;
}

TextBlock TextSetter::set(const RichText& text, std::optional<double> width, Align align) {
  const TextBlock& whole = unbroken(text);
  TextBlock block;
  if (!width || whole.width_ <= *width) {
    block = whole;
  } else {
    const int room = static_cast<int>(std::floor(*width * PANGO_SCALE));
    block.layout_ = whole.layout_;
    block.missesGlyphs_ = whole.missesGlyphs_;
    double bottom = 0.0;
    for (std::size_t i = 0; i < whole.lines_.size(); ++i) {
      TextLine line = whole.lines_[i];
      line.bottom -= whole.lineTop(static_cast<int>(i));  // its height
      std::vector<TextLine> parts;
      if (line.width <= *width) {
        parts.push_back(std::move(line));
      } else if (isPlain(line, text)) {
        parts = broken(line, whole.layout_.get(), room);
      }
      if (parts.empty()) {
        block = brokenByPango(text, room);
        break;
      }
      for (TextLine& part : parts) {
        bottom += part.bottom;
        part.bottom = bottom;
        block.lines_.push_back(std::move(part));
      }
    }
  }
  block.width_ = width ? *width : whole.width_;
  for (TextLine& line : block.lines_) line.x = (block.width_ - line.width) * shareOf(align);
  return block;
}

bool TextSetter::hasGlyphs(const std::string& text) const {
  // Every font has these.
  const bool ascii = std::all_of(text.begin(), text.end(), [](char character) {
    return character >= ' ' && character <= '~';
  });
  return ascii ||
         pango_layout_get_unknown_glyphs_count(layoutOf(context_.get(), {{text, {}}}).get()) == 0;
}

void drawGlyphs(_cairo* context, const TextBlock& text, const TextLine& line, Point start) {
  const char* const all = pango_layout_get_text(text.layout_.get());
  for (const auto& piece : line.pieces) {
    applyColor(context, *piece->item);
    cairo_move_to(context, start.x, start.y);
    pango_cairo_show_glyph_item(context, all, piece.get());
    start.x += points(pango_glyph_string_get_width(piece->glyphs));
  }
}

void traceGlyphs(_cairo* context, const TextBlock& text) {
  pango_cairo_layout_path(context, text.layout_.get());
}

Rect inkOf(const TextLine& line) {
  Rect all;
  double x = 0.0;
  bool any = false;
  for (const auto& piece : line.pieces) {
    PangoRectangle ink;
    pango_glyph_string_extents(piece->glyphs, piece->item->analysis.font, &ink, nullptr);
    const Rect own{x + points(ink.x), points(ink.y), points(ink.width), points(ink.height)};
    x += points(pango_glyph_string_get_width(piece->glyphs));
    if (own.width <= 0.0 || own.height <= 0.0) continue;
    if (!any) {
      all = own;
    } else {
      const double right = std::max(all.right(), own.right());
      const double bottom = std::max(all.bottom(), own.bottom());
      all.x = std::min(all.x, own.x);
      all.y = std::min(all.y, own.y);
      all.width = right - all.x;
      all.height = bottom - all.y;
    }
    any = true;
  }
  return all;
}

}  // namespace podalign::report::internal
