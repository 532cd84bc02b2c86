#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "podalign/report/internal/canvas.hpp"
#include "podalign/report/internal/drawing.hpp"

// The layout engine: blocks know their height for a width and can hand over the part that still
// fits on a page, so texts of any length flow.
namespace podalign::report::internal {

class Block {
 public:
  Block() = default;
  virtual ~Block() = default;
  Block(const Block&) = delete;
  Block& operator=(const Block&) = delete;

  [[nodiscard]] virtual double height(Canvas& canvas, double width) const = 0;
  virtual void draw(Canvas& canvas, Point topLeft, double width) const = 0;
  // As draw, as the piece that `tag` says.
  void drawTagged(Canvas& canvas, Point topLeft, double width) const;
  // Takes the part off that fits into `room`; null when nothing useful fits.
  [[nodiscard]] virtual std::unique_ptr<Block> takeFitting(Canvas& canvas, double width,
                                                           double room);
  // As takeFitting; both parts stay one piece to a reader who does not see the pages.
  [[nodiscard]] std::unique_ptr<Block> takeTagged(Canvas& canvas, double width, double room);
  // Whether takeFitting would take something (or everything) in this room.
  [[nodiscard]] virtual bool canBegin(Canvas& canvas, double width, double room) const;

  TagPtr tag;  // null: what is inside has its own tags, or is decoration
  double spaceBefore = 0.0;
  bool keepWithNext = false;  // a heading is never the last thing on a page
  bool keepTogether = false;  // never cut, unless larger than a page
  bool startsPage = false;
};
using BlockPtr = std::unique_ptr<Block>;

// Blocks below each other.
class Stack : public Block {
 public:
  Stack& add(BlockPtr block, double space = 0.0);
  [[nodiscard]] bool empty() const { return blocks_.empty(); }
  [[nodiscard]] double height(Canvas& canvas, double width) const override;
  void draw(Canvas& canvas, Point topLeft, double width) const override;
  [[nodiscard]] BlockPtr takeFitting(Canvas& canvas, double width, double room) override;
  [[nodiscard]] bool canBegin(Canvas& canvas, double width, double room) const override;
  // As takeFitting, but always takes something: what is larger than a page is drawn anyway.
  [[nodiscard]] BlockPtr takePage(Canvas& canvas, double width, double room);

 private:
  std::vector<BlockPtr> blocks_;
};

class Paragraph : public Block {
 public:
  explicit Paragraph(RichText text, Align align = Align::Left);
  [[nodiscard]] double height(Canvas& canvas, double width) const override;
  void draw(Canvas& canvas, Point topLeft, double width) const override;
  [[nodiscard]] BlockPtr takeFitting(Canvas& canvas, double width, double room) override;
  [[nodiscard]] bool canBegin(Canvas& canvas, double width, double room) const override;

 private:
  [[nodiscard]] const TextBlock& lines(Canvas& canvas, double width) const;
  [[nodiscard]] int end(const TextBlock& text) const;

  RichText text_;
  Align align_;
  LineRange range_;
  mutable std::optional<TextBlock> cache_;
  mutable double cachedWidth_ = -1.0;
};

// A drawing of fixed height. `shows` says in words what it shows; without it the shapes are
// decoration and the texts are read as they stand.
class Figure : public Block {
 public:
  using Draw = std::function<void(Canvas&, const Rect&)>;
  Figure(double height, Draw draw, const std::string& shows = {});
  [[nodiscard]] double height(Canvas& canvas, double width) const override;
  void draw(Canvas& canvas, Point topLeft, double width) const override;

 private:
  double height_;
  Draw draw_;
};

struct BoxStyle {
  double padding = 10.0;
  std::optional<Color> fill;
  std::optional<Color> border;
  std::optional<Color> bar;  // a strong line on the left
  double radius = 4.0;
};

// A frame around a stack; goes on over pages.
class Box : public Block {
 public:
  Box(BoxStyle style, std::unique_ptr<Stack> content);
  [[nodiscard]] double height(Canvas& canvas, double width) const override;
  void draw(Canvas& canvas, Point topLeft, double width) const override;
  [[nodiscard]] BlockPtr takeFitting(Canvas& canvas, double width, double room) override;
  [[nodiscard]] bool canBegin(Canvas& canvas, double width, double room) const override;

 private:
  [[nodiscard]] double innerWidth(double width) const;
  BoxStyle style_;
  std::unique_ptr<Stack> content_;
};

struct Column {
  double share = 1.0;  // of the width that is left; a fixed width when `points` is set
  std::optional<double> points;
};

// Where columns lie: left edges and widths.
[[nodiscard]] std::vector<Rect> columnRects(const std::vector<Column>& columns, double gap,
                                            double width);

// Stacks beside each other; they begin on the same page, then each goes on by itself.
class Columns : public Block {
 public:
  Columns(std::vector<Column> columns, double gap);
  [[nodiscard]] Stack& at(std::size_t index) { return *stacks_[index]; }
  // Each column in a box of its own, all of one height; they stay on one page.
  Columns& inBoxes(BoxStyle style);
  [[nodiscard]] double height(Canvas& canvas, double width) const override;
  void draw(Canvas& canvas, Point topLeft, double width) const override;
  [[nodiscard]] BlockPtr takeFitting(Canvas& canvas, double width, double room) override;
  [[nodiscard]] bool canBegin(Canvas& canvas, double width, double room) const override;

 private:
  [[nodiscard]] double padding() const { return boxes_ ? boxes_->padding : 0.0; }
  std::vector<Column> columns_;
  double gap_;
  std::vector<std::unique_ptr<Stack>> stacks_;
  std::optional<BoxStyle> boxes_;
};

[[nodiscard]] BlockPtr paragraph(const std::string& text, const TextStyle& style,
                                 Align align = Align::Left);
[[nodiscard]] BlockPtr paragraph(RichText text, Align align = Align::Left);
// Stays with the block that follows.
[[nodiscard]] BlockPtr headingBlock(const std::string& text, const TextStyle& style);
// As headingBlock, and a heading to everyone: 1 is a chapter's, 2 a section's. Up to 2 it is a
// bookmark as well.
[[nodiscard]] BlockPtr headingBlock(const std::string& text, const TextStyle& style, int level);
[[nodiscard]] BlockPtr hairline();

}  // namespace podalign::report::internal
