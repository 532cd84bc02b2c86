#pragma once

#include <memory>
#include <vector>

#include "podalign/report/internal/block.hpp"

namespace podalign::report::internal {

// Items read down one column and on in the next, like a newspaper: columns of about the same height
// at the end, full ones on every page before. An item is cut only where it is longer than a page.
class Flow : public Block {
 public:
  Flow(std::size_t columns, double gap);
  // `space`: above it, but not at the top of a column. An item that keeps with its next stays in
  // the column of the next one.
  void add(BlockPtr item, double space);
  [[nodiscard]] bool empty() const { return items_.empty(); }
  [[nodiscard]] double height(Canvas& canvas, double width) const override;
  void draw(Canvas& canvas, Point topLeft, double width) const override;
  [[nodiscard]] BlockPtr takeFitting(Canvas& canvas, double width, double room) override;
  [[nodiscard]] bool canBegin(Canvas& canvas, double width, double room) const override;

 private:
  struct Cut {
    std::vector<std::size_t> ends;  // per column: one past its last item
    double tallest = 0.0;
  };
  [[nodiscard]] double columnWidth(double width) const;
  // Fills columns up to `most`; as many columns as are needed.
  [[nodiscard]] Cut fill(Canvas& canvas, double width, double most) const;
  [[nodiscard]] Cut balanced(Canvas& canvas, double width) const;

  std::size_t columns_;
  double gap_;
  std::vector<BlockPtr> items_;
};

}  // namespace podalign::report::internal
