#include "podalign/report/internal/shaped_text.hpp"

#include <pango/pangocairo.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <utility>

namespace podalign::report::internal {
namespace {

constexpr double kPointsPerInch = 72.0;

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

struct FontRelease {
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};
using FontDescription = std::unique_ptr<PangoFontDescription, FontRelease>;

FontDescription fontOf(const TextStyle& style) {
  FontDescription font(pango_font_description_new());
  pango_font_description_set_family(font.get(), familyOf(style.face));
  pango_font_description_set_weight(font.get(), pangoWeight(style.weight));
  pango_font_description_set_style(
      font.get(), style.slant == Slant::Italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
  pango_font_description_set_absolute_size(font.get(), style.size * PANGO_SCALE);
  return font;
}

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
std::string featuresOf(double size, bool composed) {
  constexpr double kFinePrint = 7.5;
  std::string features = "tnum=1, calt=0, liga=0, clig=0, rlig=0, rclt=0";
  if (composed) features += ", ccmp=0, locl=0, mark=0, mkmk=0, abvm=0, blwm=0";
  if (size < kFinePrint) features += ", kern=0";
  return features;
}

// One font has all of it, and it reads from left to right.
bool isPlainAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

// Stretches of one font, script and direction, in the order of reading.
std::vector<PangoItem*> itemized(PangoContext* context, const std::string& text, std::size_t first,
                                 std::size_t length, PangoAttrList* attributes) {
  std::vector<PangoItem*> items;
  GList* const list = pango_itemize(context, text.data(), static_cast<int>(first),
                                    static_cast<int>(length), attributes, nullptr);
  for (GList* each = list; each != nullptr; each = each->next) {
    items.push_back(static_cast<PangoItem*>(each->data));
  }
  g_list_free(list);
  return items;
}

// The font's own reach, with what the leading adds or takes on either side.
LineReach reachOf(PangoFont* font, const TextStyle& style) {
  PangoRectangle own;
  pango_font_get_glyph_extents(font, PANGO_GLYPH_EMPTY, nullptr, &own);
  const int height = static_cast<int>(std::lround(style.size * style.leading * PANGO_SCALE));
  const int above = -own.y + (height - own.height) / 2;
  return {above, height - above};
}

struct ItemRelease {
  void operator()(PangoGlyphItem* item) const { pango_glyph_item_free(item); }
};

// Takes over the item.
std::shared_ptr<PangoGlyphItem> glyphsOf(PangoItem* item, const std::string& text) {
  std::shared_ptr<PangoGlyphItem> glyphs(g_slice_new0(PangoGlyphItem), ItemRelease{});
  glyphs->item = item;
  glyphs->glyphs = pango_glyph_string_new();
  pango_shape_item(item, text.data(), static_cast<int>(text.size()), nullptr, glyphs->glyphs,
                   PANGO_SHAPE_NONE);
  return glyphs;
}

bool missesGlyphs(const PangoGlyphString& glyphs) {
  return std::any_of(
      glyphs.glyphs, glyphs.glyphs + glyphs.num_glyphs,
      [](const PangoGlyphInfo& info) { return (info.glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0; });
}

// One for each place between characters, with those at both ends.
std::vector<PangoLogAttr> marksOf(std::string_view text, std::size_t characters) {
  std::vector<PangoLogAttr> marks(characters + 1);
  pango_get_log_attrs(text.data(), static_cast<int>(text.size()), -1,
                      pango_language_from_string("en"), marks.data(),
                      static_cast<int>(marks.size()));
  return marks;
}

// Room between the characters of a piece; behind the last one, too, unless the paragraph ends.
void spaceOut(PangoGlyphItem& piece, const ShapedText& shaped, const TextStyle& style, bool last) {
  if (style.letterSpacing == 0.0) return;
  const int spacing = static_cast<int>(std::lround(style.letterSpacing * PANGO_SCALE));
  const char* const text = shaped.text.data();
  auto marks = marksOf({text + piece.item->offset, static_cast<std::size_t>(piece.item->length)},
                       static_cast<std::size_t>(piece.item->num_chars));
  pango_glyph_item_letter_space(&piece, text, marks.data(), spacing);
  if (!last) piece.glyphs->glyphs[piece.glyphs->num_glyphs - 1].geometry.width += spacing;
}

// By the rules of Unicode a line may end behind the point of ".28" and not before it. Here such a
// number stays whole, and is a word of its own. Nor does a letter stand alone before a hyphen at
// the end of a line, as of "R-INS-01" or "Q-angle".
void keepWhole(std::string_view text, std::vector<Letter>& letters) {
  const auto digitAt = [text](std::size_t at) {
    return at < text.size() && std::isdigit(static_cast<unsigned char>(text[at])) != 0;
  };
  std::size_t at = 0;
  bool inNumber = false;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    Letter& letter = letters[i];
    if (letter.blank) inNumber = false;
    if (text[at] == '.' && digitAt(at + 1) && (at == 0 || !digitAt(at - 1))) {
      inNumber = true;
      if (i > 0 && letters[i - 1].blank) letters[i - 1].lineMayEnd = true;
    }
    const bool afterOne = i == 1 || (i > 1 && letters[i - 2].blank && !letters[i - 1].blank);
    if (text[at] == '-' && afterOne && i + 1 < letters.size()) letter.lineMayEnd = false;
    at += static_cast<std::size_t>(letter.bytes);
    if (inNumber && at < text.size() && text[at] != ' ') letter.lineMayEnd = false;
  }
}

}  // namespace

void TextShaper::Release::operator()(_PangoContext* context) const { g_object_unref(context); }
void TextShaper::Release::operator()(_PangoAttrList* attributes) const {
  pango_attr_list_unref(attributes);
}
void TextShaper::Release::operator()(_PangoItem* item) const { pango_item_free(item); }

// Metrics must not depend on a screen: no hinting, fractional positions, one unit = one point.
TextShaper::TextShaper(_cairo* context) : context_(pango_cairo_create_context(context)) {
  PangoContext* pango = context_.get();
  pango_cairo_context_set_resolution(pango, kPointsPerInch);
  pango_context_set_round_glyph_positions(pango, FALSE);
  pango_context_set_language(pango, pango_language_from_string("en"));
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options(pango, options);
  cairo_font_options_destroy(options);
}

ShapedText TextShaper::shape(const RichText& text) {
  ShapedText shaped;
  for (const Run& run : text) shaped.text += run.text;
  std::replace(shaped.text.begin(), shaped.text.end(), '\t', ' ');
  if (text.empty()) return shaped;
  std::size_t run = 0;
  std::size_t runEnd = text.front().text.size();
  for (std::size_t first = 0;;) {
    const std::size_t end = std::min(shaped.text.find('\n', first), shaped.text.size());
    TextParagraph paragraph;
    paragraph.first = first;
    paragraph.length = end - first;
    const auto nextRun = [&] { runEnd += text[++run].text.size(); };
    while (runEnd <= first && run + 1 < text.size()) nextRun();
    const TextStyle& style = text[run].style;
    for (std::size_t at = first; at < end;) {
      while (runEnd <= at) nextRun();
      const std::size_t stop = std::min(runEnd, end);
      addPieces(text, run, at, stop - at, paragraph, shaped);
      at = stop;
    }
    paragraph.reach = paragraph.pieces.empty() ? reachOf(style) : paragraph.pieces.front().reach;
    shaped.paragraphs.push_back(std::move(paragraph));
    if (end == shaped.text.size()) return shaped;
    first = end + 1;
  }
}

std::vector<_PangoItem*> TextShaper::itemsOf(const Run& run, std::size_t first, std::size_t length,
                                             const std::string& text) {
  const Setting& setting = settingOf(run);
  if (isPlainAscii(std::string_view(text).substr(first, length))) {
    PangoItem* const item = pango_item_copy(setting.ascii.get());
    item->offset = static_cast<int>(first);
    item->length = static_cast<int>(length);
    item->num_chars = item->length;
    return {item};
  }
  return itemized(context_.get(), text, first, length, setting.attributes.get());
}

void TextShaper::addPieces(const RichText& text, std::size_t run, std::size_t first,
                           std::size_t length, TextParagraph& paragraph, ShapedText& shaped) {
  const TextStyle& style = text[run].style;
  const std::vector<PangoItem*> items = itemsOf(text[run], first, length, shaped.text);
  for (PangoItem* const item : items) {
    TextPiece piece;
    piece.glyphs = glyphsOf(item, shaped.text);
    piece.run = run;
    piece.reach = internal::reachOf(item->analysis.font, style);
    const bool last = item == items.back() && first + length == paragraph.first + paragraph.length;
    spaceOut(*piece.glyphs, shaped, style, last);
    paragraph.width += pango_glyph_string_get_width(piece.glyphs->glyphs);
    shaped.missesGlyphs = shaped.missesGlyphs || missesGlyphs(*piece.glyphs->glyphs);
    paragraph.pieces.push_back(std::move(piece));
  }
}

const TextShaper::Setting& TextShaper::settingOf(const Run& run) {
  const TextStyle& style = run.style;
  const bool composed = isComposed(run.text);
  Setting& setting = settings_[{style.size, style.weight, style.slant, style.face, composed}];
  if (setting.attributes == nullptr) {
    setting.attributes.reset(pango_attr_list_new());
    PangoAttrList* const list = setting.attributes.get();
    pango_attr_list_insert(list, pango_attr_font_desc_new(fontOf(style).get()));
    pango_attr_list_insert(list,
                           pango_attr_font_features_new(featuresOf(style.size, composed).c_str()));
    setting.ascii.reset(itemized(context_.get(), "a", 0, 1, list).front());
  }
  return setting;
}

LineReach TextShaper::reachOf(const TextStyle& style) const {
  PangoFont* const font = pango_context_load_font(context_.get(), fontOf(style).get());
  const LineReach reach = internal::reachOf(font, style);
  g_object_unref(font);
  return reach;
}

const std::vector<Letter>& lettersOf(const ShapedText& shaped, TextParagraph& paragraph) {
  if (!paragraph.letters.empty() || paragraph.length == 0) return paragraph.letters;
  const char* const text = shaped.text.data();
  const std::string_view own =
      std::string_view(shaped.text).substr(paragraph.first, paragraph.length);
  std::vector<int> widths;
  for (const TextPiece& piece : paragraph.pieces) {
    const std::size_t before = widths.size();
    widths.resize(before + static_cast<std::size_t>(piece.glyphs->item->num_chars));
    pango_glyph_item_get_logical_widths(piece.glyphs.get(), text, widths.data() + before);
  }
  const std::vector<PangoLogAttr> marks = marksOf(own, widths.size());
  const char* at = own.data();
  for (std::size_t i = 0; i < widths.size(); ++i) {
    const char* const next = g_utf8_next_char(at);
    Letter letter;
    letter.width = widths[i];
    letter.bytes = static_cast<int>(next - at);
    letter.blank = marks[i].is_white != 0;
    letter.lineMayEnd = i + 1 == widths.size() || marks[i + 1].is_line_break != 0;
    letter.wordMayEnd = marks[i + 1].is_char_break != 0;
    paragraph.letters.push_back(letter);
    at = next;
  }
  keepWhole(own, paragraph.letters);
  return paragraph.letters;
}

}  // namespace podalign::report::internal
