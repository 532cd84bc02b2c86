#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "podalign/report/internal/drawing.hpp"
#include "podalign/report/internal/page_ink.hpp"
#include "podalign/report/internal/structure.hpp"
#include "podalign/report/internal/text_setter.hpp"
#include "podalign/report/paper.hpp"

struct _cairo;

namespace podalign::report::internal {

struct LineRange {
  int first = 0;
  int end = -1;  // one past the last; -1: to the end
};

// One line of text where it was drawn, and the figure it belongs to: what a test of the layout
// looks at.
struct PlacedText {
  std::size_t page = 0;
  Rect box;  // of the ink
  std::optional<Rect> figure;
  std::string text;
};

// The one place where drawing meets a library (Cairo for shapes, Pango for text). Figures and
// pages draw on it; what is behind it (a page of a PDF, a picture) they do not know.
class Canvas {
 public:
  // Neither is owned. With a structure what is drawn is tagged as well.
  explicit Canvas(_cairo* context, Structure* structure = nullptr, Ink ink = Ink::Colour);

  // What is drawn until endTag() belongs to the tag; nothing without a tag (null).
  void beginTag(Tag* tag, const Rect& bounds = {});
  void endTag(const Tag* tag);
  // Before the page is shown.
  void endPage();

  void fill(const Path& path, Color color);
  void fillEvenOdd(const Path& path, Color color);
  void stroke(const Path& path, const Stroke& stroke);

  // Draws only inside `path` until endClip(); shapes, no text.
  void beginClip(const Path& path);
  void endClip();

  // Breaks into lines of at most `width`; without it there is one line per paragraph.
  [[nodiscard]] TextBlock layOut(const RichText& text, std::optional<double> width,
                                 Align align = Align::Left);
  void draw(const TextBlock& text, Point topLeft, LineRange lines = {});
  // One line, by its anchor: x left, centre or right of the text, y its vertical middle.
  void label(const std::string& text, const TextStyle& style, Point anchor,
             Align align = Align::Left);
  // One line as a shape, its middle at `center`, turned: no text, so nobody reads or copies it.
  void watermark(const std::string& text, const TextStyle& style, Point center, double radians);
  [[nodiscard]] double textWidth(const std::string& text, const TextStyle& style);

  // Every line that is drawn from now on is noted there.
  void noteTexts(std::vector<PlacedText>* placed) { placed_ = placed; }
  // What is drawn until endFigure() has to stay within `bounds`.
  void beginFigure(const Rect& bounds) { figure_ = bounds; }
  void endFigure() { figure_.reset(); }

  // Texts of the catalogue with a character that no installed font has.
  [[nodiscard]] const std::set<std::string>& unprintable() const { return unprintable_; }
  // `text` with every character that no installed font has as [U+5DE6].
  [[nodiscard]] std::string printable(const std::string& text);

 private:
  void trace(const Path& path);
  void fill(const Path& path, Color color, PageInk::Rule rule);
  [[nodiscard]] Color inked(Color color) const;
  void markShape();
  void markText();
  void endMark();

  _cairo* context_;
  Structure* structure_;
  Ink ink_;
  TextSetter setter_;
  // The owner of the stretch of content that is open: of texts, or of shapes. In a PDF Cairo draws
  // the texts alone; the shapes of a stretch are kept and stand in the page at an empty mark.
  std::optional<int> texts_;
  std::optional<int> shapes_;
  PageInk pageInk_;
  std::set<std::string> unprintable_;
  std::vector<PlacedText>* placed_ = nullptr;
  std::optional<Rect> figure_;
  std::size_t page_ = 0;
};

}  // namespace podalign::report::internal
