#include "podalign/report/internal/text_setter.hpp"

#include <pango/pangocairo.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace podalign::report::internal {
namespace {

double points(int units) { return static_cast<double>(units) / PANGO_SCALE; }

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
    add(style.size);
    add(style.leading);
    add(style.letterSpacing);
    key += static_cast<char>(style.weight);
    key += static_cast<char>(style.slant);
    key += static_cast<char>(style.face);
  }
  return key;
}

struct GlyphRelease {
  void operator()(PangoGlyphItem* item) const { pango_glyph_item_free(item); }
};

// Takes pieces of a paragraph from its start.
class Cutter {
 public:
  Cutter(const TextParagraph& paragraph, const std::string& text)
      : pieces_(paragraph.pieces), text_(text.data()) {}
  // Up to the byte `end` of the text.
  [[nodiscard]] std::vector<TextPiece> take(std::size_t end) {
    std::vector<TextPiece> taken;
    while (at_ < pieces_.size()) {
      TextPiece& piece = pieces_[at_];
      const auto first = static_cast<std::size_t>(piece.glyphs->item->offset);
      const auto length = static_cast<std::size_t>(piece.glyphs->item->length);
      if (first >= end) break;
      taken.push_back(piece);
      if (first + length > end) {
        if (!own_) piece.glyphs.reset(pango_glyph_item_copy(piece.glyphs.get()), GlyphRelease{});
        own_ = true;
        taken.back().glyphs.reset(
            pango_glyph_item_split(piece.glyphs.get(), text_, static_cast<int>(end - first)),
            GlyphRelease{});
        break;
      }
      own_ = false;
      ++at_;
    }
    return taken;
  }

 private:
  std::vector<TextPiece> pieces_;
  const char* text_;
  std::size_t at_ = 0;
  bool own_ = false;  // the piece at the front is a rest that no paragraph holds
};

// From the order of reading to that on the line.
void fromLeftToRight(std::vector<TextPiece>& pieces) {
  const bool plain = std::all_of(pieces.begin(), pieces.end(), [](const TextPiece& piece) {
    return piece.glyphs->item->analysis.level == 0;
  });
  if (plain) return;
  GList* items = nullptr;
  for (const TextPiece& piece : pieces) items = g_list_append(items, piece.glyphs->item);
  GList* const ordered = pango_reorder_items(items);
  std::vector<TextPiece> seen;
  for (GList* each = ordered; each != nullptr; each = each->next) {
    seen.push_back(*std::find_if(pieces.begin(), pieces.end(), [each](const TextPiece& piece) {
      return piece.glyphs->item == each->data;
    }));
  }
  g_list_free(ordered);
  g_list_free(items);
  pieces = std::move(seen);
}

// Its reach, and from there its height, which `bottom` holds until the line has its place.
TextLine lineOf(std::vector<TextPiece> pieces, const LineReach& least) {
  TextLine line;
  LineReach reach = pieces.empty() ? least : pieces.front().reach;
  for (const TextPiece& piece : pieces) {
    reach.above = std::max(reach.above, piece.reach.above);
    reach.below = std::max(reach.below, piece.reach.below);
  }
  fromLeftToRight(pieces);
  line.pieces = std::move(pieces);
  line.baseline = points(reach.above);
  line.bottom = points(reach.above + reach.below);
  return line;
}

// The paragraph in lines of at most `room` units, each as full as can be.
std::vector<TextLine> broken(const ShapedText& shaped, TextParagraph& paragraph, int room) {
  const std::vector<Letter>& letters = lettersOf(shaped, paragraph);
  std::vector<TextLine> lines;
  Cutter cutter(paragraph, shaped.text);
  std::size_t byte = paragraph.first;
  for (std::size_t start = 0; start < letters.size();) {
    // Where the line ends, by words and, should the first be too long, by letters; with its own
    // width, without the blank there.
    struct End {
      std::size_t letter = 0;
      std::size_t byte = 0;
      int width = 0;
    };
    End word;
    End part;
    std::size_t at = byte;
    int width = 0;
    for (std::size_t i = start; i < letters.size(); ++i) {
      const Letter& letter = letters[i];
      width += letter.width;
      at += static_cast<std::size_t>(letter.bytes);
      const int seen = letter.blank ? width - letter.width : width;
      const bool first = i == start;  // stands there even where it has no room
      if (seen > room && !first) break;
      if (letter.lineMayEnd && seen <= room) word = {i + 1, at, seen};
      if (letter.wordMayEnd || first) part = {i + 1, at, seen};
    }
    const End& end = word.letter > start ? word : part;
    TextLine line = lineOf(cutter.take(end.byte), paragraph.reach);
    line.width = points(end.width);
    line.first = byte;
    line.length = end.byte - byte;
    lines.push_back(std::move(line));
    start = end.letter;
    byte = end.byte;
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

}  // namespace

TextBlock TextSetter::set(const RichText& text, std::optional<double> width, Align align) {
  std::shared_ptr<ShapedText>& shaped = shaped_[keyOf(text)];
  if (shaped == nullptr) shaped = std::make_shared<ShapedText>(shaper_.shape(text));
  TextBlock block;
  block.shaped_ = shaped;
  for (const Run& run : text) block.colors_.push_back(run.style.color);
  for (TextParagraph& paragraph : shaped->paragraphs) {
    if (width && points(paragraph.width) > *width) {
      const int room = static_cast<int>(std::floor(*width * PANGO_SCALE));
      for (TextLine& line : broken(*shaped, paragraph, room)) {
        block.lines_.push_back(std::move(line));
      }
      continue;
    }
    TextLine line = lineOf(paragraph.pieces, paragraph.reach);
    line.width = points(paragraph.width);
    line.first = paragraph.first;
    line.length = paragraph.length;
    block.lines_.push_back(std::move(line));
  }
  double bottom = 0.0;
  for (TextLine& line : block.lines_) {
    bottom += line.bottom;
    line.bottom = bottom;
    block.width_ = std::max(block.width_, line.width);
  }
  if (width) block.width_ = *width;
  for (TextLine& line : block.lines_) line.x = (block.width_ - line.width) * shareOf(align);
  return block;
}

bool TextSetter::hasGlyphs(const std::string& text) {
  // Every font has these.
  const bool ascii = std::all_of(text.begin(), text.end(), [](char character) {
    return character >= ' ' && character <= '~';
  });
  return ascii || !shaper_.shape({{text, {}}}).missesGlyphs;
}

void drawGlyphs(_cairo* context, const TextBlock& text, const TextLine& line, Point start) {
  for (const TextPiece& piece : line.pieces) {
    const Color& color = text.colors_[piece.run];
    cairo_set_source_rgb(context, color.red, color.green, color.blue);
    cairo_move_to(context, start.x, start.y);
    pango_cairo_show_glyph_item(context, text.shaped_->text.data(), piece.glyphs.get());
    start.x += points(pango_glyph_string_get_width(piece.glyphs->glyphs));
  }
}

void traceGlyphs(_cairo* context, const TextBlock& text) {
  double origin = 0.0;
  double top = 0.0;
  cairo_get_current_point(context, &origin, &top);
  for (int index = 0; index < text.lineCount(); ++index) {
    const TextLine& line = text.line(index);
    double x = origin + line.x;
    for (const TextPiece& piece : line.pieces) {
      cairo_move_to(context, x, top + text.lineTop(index) + line.baseline);
      pango_cairo_glyph_string_path(context, piece.glyphs->item->analysis.font,
                                    piece.glyphs->glyphs);
      x += points(pango_glyph_string_get_width(piece.glyphs->glyphs));
    }
  }
}

Rect inkOf(const TextLine& line) {
  Rect all;
  double x = 0.0;
  bool any = false;
  for (const TextPiece& piece : line.pieces) {
    PangoRectangle ink;
    pango_glyph_string_extents(piece.glyphs->glyphs, piece.glyphs->item->analysis.font, &ink,
                               nullptr);
    const Rect own{x + points(ink.x), points(ink.y), points(ink.width), points(ink.height)};
    x += points(pango_glyph_string_get_width(piece.glyphs->glyphs));
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
