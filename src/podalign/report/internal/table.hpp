#pragma once

#include <memory>
#include <string>
#include <vector>

#include "podalign/report/internal/block.hpp"

namespace podalign::report::internal {

// A row of a table: one block per column (null: empty), or one block over the whole width.
struct TableRow {
  std::vector<BlockPtr> cells;
  bool spans = false;         // the first cell goes over all columns
  bool keepWithNext = false;  // a group's heading
  bool ruled = true;          // a hairline below
  TagPtr tag;                 // shared by the parts of a row that was cut, as those of the cells
  std::vector<TagPtr> cellTags;
};

struct TableStyle {
  std::vector<Column> columns;
  double gap = 8.0;
  double padding = 2.2;    // above and below a row
  bool namesFirst = true;  // the first cell of a row says what the others are about
};

// Rows with a head that is repeated on every page.
class Table : public Block {
 public:
  explicit Table(TableStyle style);
  void head(std::vector<BlockPtr> cells);
  void row(TableRow row);
  [[nodiscard]] bool empty() const { return rows_.empty(); }
  [[nodiscard]] double height(Canvas& canvas, double width) const override;
  void draw(Canvas& canvas, Point topLeft, double width) const override;
  [[nodiscard]] BlockPtr takeFitting(Canvas& canvas, double width, double room) override;
  [[nodiscard]] bool canBegin(Canvas& canvas, double width, double room) const override;

 private:
  [[nodiscard]] BlockPtr takePartOfRow(Canvas& canvas, double width, double room);
  void tagRow(TableRow& row, Role first, Role others) const;
  [[nodiscard]] double rowHeight(Canvas& canvas, const TableRow& row, double width) const;
  void drawRow(Canvas& canvas, const TableRow& row, Point topLeft, double width) const;

  TableStyle style_;
  std::shared_ptr<const TableRow> head_;  // shared by the parts on several pages
  std::vector<TableRow> rows_;
};

// A cell's text.
[[nodiscard]] BlockPtr cell(const std::string& text, const TextStyle& style,
                            Align align = Align::Left);

}  // namespace podalign::report::internal
