#include "podalign/report/internal/block.hpp"

#include <algorithm>
#include <utility>

#include "podalign/report/internal/theme.hpp"

namespace podalign::report::internal {
namespace {

constexpr double kRounding = 0.01;  // points; sums of heights are not exact
constexpr int kLeastLines = 2;      // no single line of a paragraph at the end or top of a page

}  // namespace

BlockPtr Block::takeFitting(Canvas&, double, double) { return nullptr; }

bool Block::canBegin(Canvas& canvas, double width, double room) const {
  return height(canvas, width) <= room + kRounding;
}

void Block::drawTagged(Canvas& canvas, Point topLeft, double width) const {
  if (!tag) {
    draw(canvas, topLeft, width);
    return;
  }
  // Where a table ends nobody asks, and to find out is work.
  const double own = tag->role == Role::Table ? 0.0 : height(canvas, width);
  canvas.beginTag(tag.get(), {topLeft.x, topLeft.y, width, own});
  draw(canvas, topLeft, width);
  canvas.endTag(tag.get());
}

BlockPtr Block::takeTagged(Canvas& canvas, double width, double room) {
  BlockPtr part = takeFitting(canvas, width, room);
  if (part) part->tag = tag;
  return part;
}

// ---- Stack

Stack& Stack::add(BlockPtr block, double space) {
  if (block) {
    block->spaceBefore = space;
    blocks_.push_back(std::move(block));
  }
  return *this;
}

double Stack::height(Canvas& canvas, double width) const {
  double height = 0.0;
  for (const BlockPtr& block : blocks_) {
    if (block != blocks_.front()) height += block->spaceBefore;
    height += block->height(canvas, width);
  }
  return height;
}

void Stack::draw(Canvas& canvas, Point topLeft, double width) const {
  for (const BlockPtr& block : blocks_) {
    if (block != blocks_.front()) topLeft.y += block->spaceBefore;
    block->drawTagged(canvas, topLeft, width);
    topLeft.y += block->height(canvas, width);
  }
}

BlockPtr Stack::takeFitting(Canvas& canvas, double width, double room) {
  auto taken = std::make_unique<Stack>();
  std::size_t whole = 0;
  double used = 0.0;
  BlockPtr part;
  for (; whole < blocks_.size(); ++whole) {
    Block& block = *blocks_[whole];
    if (whole > 0 && block.startsPage) break;
    const double start = used + (whole > 0 ? block.spaceBefore : 0.0);
    const double end = start + block.height(canvas, width);
    if (end > room + kRounding) {
      if (!block.keepTogether) part = block.takeTagged(canvas, width, room - start);
      break;
    }
    used = end;
  }
  if (whole == blocks_.size()) {
    taken->blocks_ = std::move(blocks_);
    blocks_.clear();
    return taken;
  }
  if (!part) {
    while (whole > 0 && blocks_[whole - 1]->keepWithNext) --whole;
  }
  if (whole == 0 && !part) return nullptr;
  const auto end = blocks_.begin() + static_cast<std::ptrdiff_t>(whole);
  std::move(blocks_.begin(), end, std::back_inserter(taken->blocks_));
  blocks_.erase(blocks_.begin(), end);
  if (part) {
    part->spaceBefore = blocks_.front()->spaceBefore;
    taken->blocks_.push_back(std::move(part));
  }
  return taken;
}

bool Stack::canBegin(Canvas& canvas, double width, double room) const {
  double used = 0.0;
  for (const BlockPtr& block : blocks_) {
    if (block != blocks_.front()) used += block->spaceBefore;
    const double own = block->height(canvas, width);
    const bool whole = used + own <= room + kRounding;
    if (!whole) return !block->keepTogether && block->canBegin(canvas, width, room - used);
    if (!block->keepWithNext) return true;
    used += own;
  }
  return true;
}

BlockPtr Stack::takePage(Canvas& canvas, double width, double room) {
  if (BlockPtr page = takeFitting(canvas, width, room)) return page;
  auto taken = std::make_unique<Stack>();
  taken->blocks_.push_back(std::move(blocks_.front()));
  blocks_.erase(blocks_.begin());
  return taken;
}

// ---- Paragraph

Paragraph::Paragraph(RichText text, Align align) : text_(std::move(text)), align_(align) {
  tag = tagged({});
}

const TextBlock& Paragraph::lines(Canvas& canvas, double width) const {
  if (!cache_ || cachedWidth_ != width) {
    cache_ = canvas.layOut(text_, width, align_);
    cachedWidth_ = width;
  }
  return *cache_;
}

int Paragraph::end(const TextBlock& text) const {
  return range_.end < 0 ? text.lineCount() : std::min(range_.end, text.lineCount());
}

double Paragraph::height(Canvas& canvas, double width) const {
  const TextBlock& text = lines(canvas, width);
  return text.lineTop(end(text)) - text.lineTop(range_.first);
}

void Paragraph::draw(Canvas& canvas, Point topLeft, double width) const {
  const TextBlock& text = lines(canvas, width);
  canvas.draw(text, topLeft, {range_.first, end(text)});
}

BlockPtr Paragraph::takeFitting(Canvas& canvas, double width, double room) {
  const TextBlock& text = lines(canvas, width);
  const int last = end(text);
  int cut = range_.first;
  while (cut < last && text.lineTop(cut + 1) - text.lineTop(range_.first) <= room + kRounding) {
    ++cut;
  }
  cut = std::min(cut, last - kLeastLines);
  if (cut - range_.first < kLeastLines) return nullptr;
  auto part = std::make_unique<Paragraph>(text_, align_);
  part->range_ = {range_.first, cut};
  range_ = {cut, last};
  return part;
}

bool Paragraph::canBegin(Canvas& canvas, double width, double room) const {
  const TextBlock& text = lines(canvas, width);
  const int last = std::min(range_.first + kLeastLines, end(text));
  const double least = text.lineTop(last) - text.lineTop(range_.first);
  const bool cuttable = end(text) - range_.first >= 2 * kLeastLines;
  return (cuttable ? least : height(canvas, width)) <= room + kRounding;
}

// ---- Figure

Figure::Figure(double height, Draw draw, const std::string& shows)
    : height_(height), draw_(std::move(draw)) {
  if (!shows.empty()) tag = tagged({.role = Role::Figure, .text = shows});
}
double Figure::height(Canvas&, double) const { return height_; }
void Figure::draw(Canvas& canvas, Point topLeft, double width) const {
  const Rect bounds{topLeft.x, topLeft.y, width, height_};
  canvas.beginFigure(bounds);
  draw_(canvas, bounds);
  canvas.endFigure();
}

// ---- Box

namespace {

void drawBox(Canvas& canvas, const Rect& rect, const BoxStyle& style) {
  const Path frame = Path::rounded(rect, style.radius);
  if (style.fill) canvas.fill(frame, *style.fill);
  if (style.bar) {
    constexpr double kBarWidth = 4.0;
    canvas.beginClip(frame);
    canvas.fill(Path::rectangle({rect.x, rect.y, kBarWidth, rect.height}), *style.bar);
    canvas.endClip();
  }
  if (style.border) canvas.stroke(frame, {*style.border, 0.8, {}});
}

}  // namespace

Box::Box(BoxStyle style, std::unique_ptr<Stack> content)
    : style_(std::move(style)), content_(std::move(content)) {}

double Box::innerWidth(double width) const { return width - 2.0 * style_.padding; }

double Box::height(Canvas& canvas, double width) const {
  return content_->height(canvas, innerWidth(width)) + 2.0 * style_.padding;
}

void Box::draw(Canvas& canvas, Point topLeft, double width) const {
  drawBox(canvas, {topLeft.x, topLeft.y, width, height(canvas, width)}, style_);
  content_->drawTagged(canvas, {topLeft.x + style_.padding, topLeft.y + style_.padding},
                       innerWidth(width));
}

BlockPtr Box::takeFitting(Canvas& canvas, double width, double room) {
  BlockPtr part = content_->takeTagged(canvas, innerWidth(width), room - 2.0 * style_.padding);
  if (!part) return nullptr;
  std::unique_ptr<Stack> stack(static_cast<Stack*>(part.release()));
  return std::make_unique<Box>(style_, std::move(stack));
}

bool Box::canBegin(Canvas& canvas, double width, double room) const {
  return content_->canBegin(canvas, innerWidth(width), room - 2.0 * style_.padding);
}

// ---- Columns

std::vector<Rect> columnRects(const std::vector<Column>& columns, double gap, double width) {
  double left = width - gap * static_cast<double>(columns.size() - 1);
  double shares = 0.0;
  for (const Column& column : columns) {
    if (column.points) {
      left -= *column.points;
    } else {
      shares += column.share;
    }
  }
  std::vector<Rect> rects;
  double x = 0.0;
  for (const Column& column : columns) {
    const double own = column.points ? *column.points : left * column.share / shares;
    rects.push_back({x, 0.0, own, 0.0});
    x += own + gap;
  }
  return rects;
}

Columns::Columns(std::vector<Column> columns, double gap)
    : columns_(std::move(columns)), gap_(gap) {
  for (std::size_t i = 0; i < columns_.size(); ++i) stacks_.push_back(std::make_unique<Stack>());
}

double Columns::height(Canvas& canvas, double width) const {
  const std::vector<Rect> rects = columnRects(columns_, gap_, width);
  double height = 0.0;
  for (std::size_t i = 0; i < stacks_.size(); ++i) {
    height = std::max(height, stacks_[i]->height(canvas, rects[i].width - 2.0 * padding()));
  }
  return height + 2.0 * padding();
}

void Columns::draw(Canvas& canvas, Point topLeft, double width) const {
  const std::vector<Rect> rects = columnRects(columns_, gap_, width);
  const double whole = boxes_ ? height(canvas, width) : 0.0;
  for (std::size_t i = 0; i < stacks_.size(); ++i) {
    const Point corner{topLeft.x + rects[i].x, topLeft.y};
    const double own = rects[i].width;
    if (boxes_ && !stacks_[i]->empty()) drawBox(canvas, {corner.x, corner.y, own, whole}, *boxes_);
    stacks_[i]->drawTagged(canvas, {corner.x + padding(), corner.y + padding()},
                           own - 2.0 * padding());
  }
}

Columns& Columns::inBoxes(BoxStyle style) {
  boxes_ = std::move(style);
  keepTogether = true;
  return *this;
}

BlockPtr Columns::takeFitting(Canvas& canvas, double width, double room) {
  const std::vector<Rect> rects = columnRects(columns_, gap_, width);
  if (!canBegin(canvas, width, room)) return nullptr;
  auto taken = std::make_unique<Columns>(columns_, gap_);
  taken->boxes_ = boxes_;
  for (std::size_t i = 0; i < stacks_.size(); ++i) {
    if (stacks_[i]->empty()) continue;
    BlockPtr part =
        stacks_[i]->takeTagged(canvas, rects[i].width - 2.0 * padding(), room - 2.0 * padding());
    if (part) taken->stacks_[i].reset(static_cast<Stack*>(part.release()));
  }
  return taken;
}

bool Columns::canBegin(Canvas& canvas, double width, double room) const {
  const std::vector<Rect> rects = columnRects(columns_, gap_, width);
  bool any = false;
  for (std::size_t i = 0; i < stacks_.size(); ++i) {
    if (stacks_[i]->empty()) continue;
    any = true;
    if (!stacks_[i]->canBegin(canvas, rects[i].width - 2.0 * padding(), room - 2.0 * padding())) {
      return false;
    }
  }
  return any;
}

// ---- shorthands

BlockPtr paragraph(const std::string& text, const TextStyle& style, Align align) {
  return std::make_unique<Paragraph>(RichText{{text, style}}, align);
}

BlockPtr paragraph(RichText text, Align align) {
  return std::make_unique<Paragraph>(std::move(text), align);
}

BlockPtr headingBlock(const std::string& text, const TextStyle& style) {
  BlockPtr block = paragraph(text, style);
  block->keepWithNext = true;
  return block;
}

BlockPtr headingBlock(const std::string& text, const TextStyle& style, int level) {
  BlockPtr block = headingBlock(text, style);
  block->tag = tagged({.role = Role::Heading, .level = level, .text = text});
  return block;
}

BlockPtr hairline() {
  constexpr double kRoom = 1.0;
  return std::make_unique<Figure>(kRoom, [](Canvas& canvas, const Rect& rect) {
    canvas.stroke(Path::line({rect.x, rect.y}, {rect.right(), rect.y}),
                  {theme::kHairline, 0.7, {}});
  });
}

}  // namespace podalign::report::internal
