#include "podalign/report/internal/table.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "podalign/report/internal/theme.hpp"

namespace podalign::report::internal {
namespace {

constexpr double kRounding = 0.01;
constexpr double kTallRow = 300.0;  // points; a row from here on may be cut between pages

// The cells' parts that fit; none when no cell could be cut. Cells that fit whole go with them.
TableRow partOfRow(Canvas& canvas, TableRow& row, const std::vector<Rect>& rects, double room) {
  TableRow taken;
  taken.ruled = false;
  taken.tag = row.tag;
  taken.cellTags = row.cellTags;
  bool cut = false;
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    BlockPtr& block = row.cells[i];
    if (!block || block->height(canvas, rects[i].width) <= room) {
      taken.cells.push_back(std::move(block));
      continue;
    }
    taken.cells.push_back(block->takeTagged(canvas, rects[i].width, room));
    cut = cut || taken.cells.back() != nullptr;
  }
  if (cut) return taken;
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    if (!row.cells[i]) row.cells[i] = std::move(taken.cells[i]);
  }
  return {};
}

}  // namespace

Table::Table(TableStyle style) : style_(std::move(style)) { tag = tagged({.role = Role::Table}); }

void Table::tagRow(TableRow& row, Role first, Role others) const {
  row.tag = tagged({.role = Role::Row});
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    const Role role = i == 0 ? first : others;
    row.cellTags.push_back(tagged({.role = row.cells[i] ? role : Role::Cell}));
  }
  if (row.spans) row.cellTags.front()->columns = static_cast<int>(style_.columns.size());
}

void Table::head(std::vector<BlockPtr> cells) {
  TableRow row;
  row.cells = std::move(cells);
  tagRow(row, Role::ColumnHead, Role::ColumnHead);
  head_ = std::make_shared<const TableRow>(std::move(row));
}

void Table::row(TableRow row) {
  const bool named = style_.namesFirst && (!row.spans || row.keepWithNext);
  tagRow(row, named ? Role::RowHead : Role::Cell, Role::Cell);
  rows_.push_back(std::move(row));
}

double Table::rowHeight(Canvas& canvas, const TableRow& row, double width) const {
  double height = 0.0;
  if (row.spans) {
    height = row.cells.front()->height(canvas, width);
  } else {
    const std::vector<Rect> rects = columnRects(style_.columns, style_.gap, width);
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      if (row.cells[i]) height = std::max(height, row.cells[i]->height(canvas, rects[i].width));
    }
  }
  return height + 2.0 * style_.padding;
}

void Table::drawRow(Canvas& canvas, const TableRow& row, Point topLeft, double width) const {
  const double y = topLeft.y + style_.padding;
  canvas.beginTag(row.tag.get());
  const std::vector<Rect> rects = row.spans ? std::vector<Rect>{{0.0, 0.0, width, 0.0}}
                                            : columnRects(style_.columns, style_.gap, width);
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    // An empty cell is one, too: the others keep their columns.
    canvas.beginTag(row.cellTags[i].get());
    if (row.cells[i]) {
      row.cells[i]->drawTagged(canvas, {topLeft.x + rects[i].x, y}, rects[i].width);
    }
    canvas.endTag(row.cellTags[i].get());
  }
  canvas.endTag(row.tag.get());
}

double Table::height(Canvas& canvas, double width) const {
  double height = head_ ? rowHeight(canvas, *head_, width) : 0.0;
  for (const TableRow& row : rows_) height += rowHeight(canvas, row, width);
  return height;
}

void Table::draw(Canvas& canvas, Point topLeft, double width) const {
  double y = topLeft.y;
  if (head_) {
    // Said once, however often it is drawn.
    Tag repeated{.role = Role::Artifact};
    Tag* const again = head_->tag->element < 0 ? nullptr : &repeated;
    canvas.beginTag(again);
    drawRow(canvas, *head_, {topLeft.x, y}, width);
    canvas.endTag(again);
    y += rowHeight(canvas, *head_, width);
    canvas.stroke(Path::line({topLeft.x, y}, {topLeft.x + width, y}), {theme::kInk, 0.8, {}});
  }
  for (const TableRow& row : rows_) {
    drawRow(canvas, row, {topLeft.x, y}, width);
    y += rowHeight(canvas, row, width);
    if (row.ruled) {
      canvas.stroke(Path::line({topLeft.x, y}, {topLeft.x + width, y}),
                    {theme::kHairline, 0.5, {}});
    }
  }
}

BlockPtr Table::takeFitting(Canvas& canvas, double width, double room) {
  double used = head_ ? rowHeight(canvas, *head_, width) : 0.0;
  std::size_t count = 0;
  while (count < rows_.size()) {
    const double next = used + rowHeight(canvas, rows_[count], width);
    if (next > room + kRounding) break;
    used = next;
    ++count;
  }
  if (count < rows_.size()) {
    while (count > 0 && rows_[count - 1].keepWithNext) --count;
  }
  if (count == 0) return takePartOfRow(canvas, width, room - used);
  auto part = std::make_unique<Table>(style_);
  part->head_ = head_;
  const auto end = rows_.begin() + static_cast<std::ptrdiff_t>(count);
  std::move(rows_.begin(), end, std::back_inserter(part->rows_));
  rows_.erase(rows_.begin(), end);
  return part;
}

bool Table::canBegin(Canvas& canvas, double width, double room) const {
  double used = head_ ? rowHeight(canvas, *head_, width) : 0.0;
  for (const TableRow& row : rows_) {
    used += rowHeight(canvas, row, width);
    if (used > room + kRounding) return false;
    if (!row.keepWithNext) return true;
  }
  return true;
}

BlockPtr Table::takePartOfRow(Canvas& canvas, double width, double room) {
  std::size_t index = 0;  // of the row to cut: the first that is no group's heading
  while (index < rows_.size() && rows_[index].keepWithNext) {
    room -= rowHeight(canvas, rows_[index++], width);
  }
  if (index == rows_.size() || rows_[index].spans) return nullptr;
  TableRow& row = rows_[index];
  if (rowHeight(canvas, row, width) < kTallRow) return nullptr;
  const std::vector<Rect> rects = columnRects(style_.columns, style_.gap, width);
  TableRow taken = partOfRow(canvas, row, rects, room - 2.0 * style_.padding);
  if (taken.cells.empty()) return nullptr;
  auto part = std::make_unique<Table>(style_);
  part->head_ = head_;
  const auto end = rows_.begin() + static_cast<std::ptrdiff_t>(index);
  std::move(rows_.begin(), end, std::back_inserter(part->rows_));
  rows_.erase(rows_.begin(), end);
  part->rows_.push_back(std::move(taken));
  return part;
}

BlockPtr cell(const std::string& text, const TextStyle& style, Align align) {
  return text.empty() ? nullptr : paragraph(text, style, align);
}

}  // namespace podalign::report::internal
