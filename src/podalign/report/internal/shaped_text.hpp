#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "podalign/report/internal/drawing.hpp"

struct _cairo;
struct _PangoAttrList;
struct _PangoContext;
struct _PangoGlyphItem;
struct _PangoItem;

namespace podalign::report::internal {

// Lengths within lines are whole numbers of Pango's units, 1024 to the point.

// How far a line reaches from its baseline.
struct LineReach {
  int above = 0;
  int below = 0;
};

// Glyphs of one font, from one run.
struct TextPiece {
  std::shared_ptr<_PangoGlyphItem> glyphs;
  std::size_t run = 0;  // of the text
  LineReach reach;      // with the leading of the run's style
};

// A character and where a line may end after it.
struct Letter {
  int width = 0;
  int bytes = 1;
  bool blank = false;
  bool lineMayEnd = false;
  bool wordMayEnd = false;  // where a word is too long for a line
};

// What ends with a line feed or with the text.
struct TextParagraph {
  std::size_t first = 0;  // byte of the text
  std::size_t length = 0;
  LineReach reach;                // of its first run
  std::vector<TextPiece> pieces;  // in the order of reading
  std::vector<Letter> letters;    // see lettersOf
  int width = 0;
};

// A text whose glyphs were chosen and placed, in no lines yet.
struct ShapedText {
  std::string text;
  std::vector<TextParagraph> paragraphs;
  bool missesGlyphs = false;  // has a character that no installed font has
};

// Chooses and places glyphs (Pango).
class TextShaper {
 public:
  explicit TextShaper(_cairo* context);
  // Colours do not matter to it.
  [[nodiscard]] ShapedText shape(const RichText& text);

 private:
  struct Release {
    void operator()(_PangoContext* context) const;
    void operator()(_PangoAttrList* attributes) const;
    void operator()(_PangoItem* item) const;
  };
  // What a style means to Pango.
  struct Setting {
    std::unique_ptr<_PangoAttrList, Release> attributes;
    std::unique_ptr<_PangoItem, Release> ascii;  // as it stands for any text of these letters
  };

  // The pieces of a stretch of the text that lies in one run and one paragraph.
  void addPieces(const RichText& text, std::size_t run, std::size_t first, std::size_t length,
                 TextParagraph& paragraph, ShapedText& shaped);
  // To be taken over. What is ASCII, nearly all, needs no search for fonts.
  [[nodiscard]] std::vector<_PangoItem*> itemsOf(const Run& run, std::size_t first,
                                                 std::size_t length, const std::string& text);
  [[nodiscard]] const Setting& settingOf(const Run& run);
  [[nodiscard]] LineReach reachOf(const TextStyle& style) const;

  std::unique_ptr<_PangoContext, Release> context_;
  std::map<std::tuple<double, Weight, Slant, Face, bool>, Setting> settings_;
};

// The characters of a paragraph; found out when first asked for.
[[nodiscard]] const std::vector<Letter>& lettersOf(const ShapedText& shaped,
                                                   TextParagraph& paragraph);

}  // namespace podalign::report::internal
