#include "podalign/report/internal/flow.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace podalign::report::internal {
namespace {
constexpr double kRounding = 0.01;
}  // namespace

Flow::Flow(std::size_t columns, double gap) : columns_(columns), gap_(gap) {}

void Flow::add(BlockPtr item, double space) {
  if (!item) return;
  item->spaceBefore = space;
  items_.push_back(std::move(item));
}

double Flow::columnWidth(double width) const {
  return (width - gap_ * static_cast<double>(columns_ - 1)) / static_cast<double>(columns_);
}

Flow::Cut Flow::fill(Canvas& canvas, double width, double most) const {
  const double own = columnWidth(width);
  Cut cut;
  double used = 0.0;
  std::size_t first = 0;  // of the column
  for (std::size_t i = 0; i < items_.size();) {
    // An item goes with those that it keeps with.
    std::size_t end = i;
    double needed = 0.0;
    double atTop = 0.0;
    do {
      const double height = items_[end]->height(canvas, own);
      needed += items_[end]->spaceBefore + height;
      atTop += (end == i ? 0.0 : items_[end]->spaceBefore) + height;
    } while (items_[end++]->keepWithNext && end < items_.size());
    if (i > first && used + needed > most + kRounding) {
      cut.tallest = std::max(cut.tallest, used);
      cut.ends.push_back(i);
      first = i;
      used = 0.0;
    }
    used += i == first ? atTop : needed;
    i = end;
  }
  cut.tallest = std::max(cut.tallest, used);
  cut.ends.push_back(items_.size());
  return cut;
}

Flow::Cut Flow::balanced(Canvas& canvas, double width) const {
  constexpr double kFine = 1.0;
  double low = 0.0;
  double high = fill(canvas, width, 1e9).tallest;
  // The smallest height that needs no more columns than there are.
  while (high - low > kFine) {
    const double middle = (low + high) / 2.0;
    (fill(canvas, width, middle).ends.size() <= columns_ ? high : low) = middle;
  }
  return fill(canvas, width, high);
}

double Flow::height(Canvas& canvas, double width) const {
  return items_.empty() ? 0.0 : balanced(canvas, width).tallest;
}

void Flow::draw(Canvas& canvas, Point topLeft, double width) const {
  if (items_.empty()) return;
  const double own = columnWidth(width);
  const Cut cut = balanced(canvas, width);
  std::size_t i = 0;
  double x = topLeft.x;
  for (const std::size_t end : cut.ends) {
    double y = topLeft.y;
    for (const std::size_t first = i; i < end; ++i) {
      if (i > first) y += items_[i]->spaceBefore;
      items_[i]->drawTagged(canvas, {x, y}, own);
      y += items_[i]->height(canvas, own);
    }
    x += own + gap_;
  }
}

BlockPtr Flow::takeFitting(Canvas& canvas, double width, double room) {
  if (items_.empty() || !canBegin(canvas, width, room)) return nullptr;
  auto taken = std::make_unique<Flow>(columns_, gap_);
  const Cut cut = fill(canvas, width, room);
  std::size_t count = cut.ends[std::min(columns_, cut.ends.size()) - 1];
  const double own = columnWidth(width);
  BlockPtr part;
  // What is longer than a page is cut where it is alone in its column.
  std::size_t first = 0;
  for (std::size_t column = 0; column < std::min(columns_, cut.ends.size()); ++column) {
    const std::size_t end = cut.ends[column];
    double used = 0.0;
    for (std::size_t i = first; i < end; ++i) {
      const double start = used + (i > first ? items_[i]->spaceBefore : 0.0);
      used = start + items_[i]->height(canvas, own);
      if (used <= room + kRounding) continue;
      part = items_[i]->takeTagged(canvas, own, room - start);
      count = i;
      break;
    }
    if (part || count < end) break;
    first = end;
  }
  // A heading is not left behind at the end.
  while (!part && count > 0 && count < items_.size() && items_[count - 1]->keepWithNext) --count;
  if (count == 0 && !part) return nullptr;
  const auto end = items_.begin() + static_cast<std::ptrdiff_t>(count);
  std::move(items_.begin(), end, std::back_inserter(taken->items_));
  items_.erase(items_.begin(), end);
  if (part) {
    part->spaceBefore = items_.front()->spaceBefore;
    taken->items_.push_back(std::move(part));
  }
  return taken;
}

bool Flow::canBegin(Canvas& canvas, double width, double room) const {
  const double own = columnWidth(width);
  double used = 0.0;
  for (const BlockPtr& item : items_) {
    if (item != items_.front()) used += item->spaceBefore;
    const double height = item->height(canvas, own);
    if (used + height > room + kRounding) return item->canBegin(canvas, own, room - used);
    if (!item->keepWithNext) return true;
    used += height;
  }
  return true;
}

}  // namespace podalign::report::internal
