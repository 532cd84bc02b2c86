#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "podalign/report/internal/drawing.hpp"
#include "podalign/report/internal/shaped_text.hpp"

struct _cairo;

namespace podalign::report::internal {

// One line as it is drawn, from left to right.
struct TextLine {
  std::vector<TextPiece> pieces;
  double x = 0.0;         // of its start, from the left of the block
  double width = 0.0;     // without the blank at which it was broken
  double baseline = 0.0;  // from the top of the line
  double bottom = 0.0;    // from the top of the block
  std::size_t first = 0;  // of its text, in bytes
  std::size_t length = 0;
};

// Text that was broken into lines and measured.
class TextBlock {
 public:
  [[nodiscard]] double width() const { return width_; }
  [[nodiscard]] double height() const { return lines_.empty() ? 0.0 : lines_.back().bottom; }
  [[nodiscard]] int lineCount() const { return static_cast<int>(lines_.size()); }
  // Distance from the top of the block to the top of a line; `lineCount()` gives the bottom.
  [[nodiscard]] double lineTop(int line) const {
    return line <= 0 ? 0.0 : lines_[static_cast<std::size_t>(line) - 1].bottom;
  }
  [[nodiscard]] const TextLine& line(int index) const {
    return lines_[static_cast<std::size_t>(index)];
  }
  [[nodiscard]] std::string textOf(const TextLine& line) const {
    return shaped_->text.substr(line.first, line.length);
  }
  // Whether it has a character that no installed font has.
  [[nodiscard]] bool missesGlyphs() const { return shaped_->missesGlyphs; }

 private:
  friend class TextSetter;
  friend void drawGlyphs(_cairo* context, const TextBlock& text, const TextLine& line, Point start);
  friend void traceGlyphs(_cairo* context, const TextBlock& text);
  std::shared_ptr<const ShapedText> shaped_;
  std::vector<Color> colors_;  // by run
  std::vector<TextLine> lines_;
  double width_ = 0.0;
};

// Breaks text into lines. To choose and place the glyphs is most of what a report costs, so that is
// done once for a text, whatever its width and colour and however often it stands in the report.
class TextSetter {
 public:
  explicit TextSetter(_cairo* context) : shaper_(context) {}

  // Breaks into lines of at most `width`; without it there is one line per paragraph.
  [[nodiscard]] TextBlock set(const RichText& text, std::optional<double> width, Align align);
  [[nodiscard]] bool hasGlyphs(const std::string& text);

 private:
  TextShaper shaper_;
  std::map<std::string, std::shared_ptr<ShapedText>> shaped_;  // by text and styles
};

// Draws one line of the block, or traces all of them from (0, 0) as the current path.
void drawGlyphs(_cairo* context, const TextBlock& text, const TextLine& line, Point start);
void traceGlyphs(_cairo* context, const TextBlock& text);
// Of the ink, from the line's start.
[[nodiscard]] Rect inkOf(const TextLine& line);

}  // namespace podalign::report::internal
