#include "podalign/ingest/plate_rows.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "podalign/ingest/plate_text.hpp"

namespace podalign::ingest {
std::optional<RowFault> RowReader::read(std::string_view text, std::size_t row,
                                        LoadedCells& cells) {
  if (!emptyRow_.empty() && text == emptyRow_) return std::nullopt;
  bool loaded = false;
  std::size_t column = 0;
  for (std::size_t at = 0; at <= text.size();) {
    std::size_t end = text.find(separator_, at);
    if (end == std::string_view::npos) end = text.size();
    const std::string_view field = plate_text::trimmed(text.substr(at, end - at));
    at = end + 1;
    if (column >= columns_) {
      if (!field.empty()) return RowFault{RowFault::Kind::TooMany, column + 1, field};
      continue;
    }
    if (field.empty()) {
      // Empty up to the end: cut short, not padded.
      if (plate_text::isBlank(text.substr(std::min(end, text.size())), " \t\r,;")) break;
      return RowFault{RowFault::Kind::NotANumber, column, field};
    }
    auto value = plainNumber(field);
    if (!value) value = plate_text::numberFrom(field);
    if (!value) return RowFault{RowFault::Kind::NotANumber, column, field};
    if (*value < 0.0) return RowFault{RowFault::Kind::Negative, column, field};
    if (*value > largest_) return RowFault{RowFault::Kind::TooLarge, column, field};
    if (*value > 0.0) {
      cells.add(row, column, static_cast<float>(*value));
      loaded = true;
    }
    ++column;
  }
  if (column < columns_) return RowFault{RowFault::Kind::TooFew, column, {}};
  if (!loaded && emptyRow_.empty()) emptyRow_ = text;
  return std::nullopt;
}

double LoadedCells::sumOfFrame() const {
  double sum = 0.0;
  for (std::size_t i = frameStarts_.empty() ? 0 : frameStarts_.back(); i < cells_.size(); ++i) {
    sum += static_cast<double>(cells_[i].value);
  }
  return sum;
}

double LoadedCells::peakOfFrame() const {
  float peak = 0.0F;
  for (std::size_t i = frameStarts_.empty() ? 0 : frameStarts_.back(); i < cells_.size(); ++i) {
    peak = std::max(peak, cells_[i].value);
  }
  return static_cast<double>(peak);
}

std::size_t LoadedCells::loadedInFrame() const {
  return cells_.size() - (frameStarts_.empty() ? 0 : frameStarts_.back());
}

double LoadedCells::smallestLoad() const {
  float smallest = std::numeric_limits<float>::infinity();
  for (const Cell& cell : cells_) smallest = std::min(smallest, cell.value);
  return cells_.empty() ? 0.0 : static_cast<double>(smallest);
}

void LoadedCells::moveInto(plantar::Recording& recording, double kpaPerUnit) {
  std::size_t firstRow = rows_;
  std::size_t lastRow = 0;
  std::size_t firstColumn = columns_;
  std::size_t lastColumn = 0;
  for (const Cell& cell : cells_) {
    const std::size_t row = cell.index / columns_;
    const std::size_t column = cell.index % columns_;
    firstRow = std::min(firstRow, row);
    lastRow = std::max(lastRow, row);
    firstColumn = std::min(firstColumn, column);
    lastColumn = std::max(lastColumn, column);
  }
  if (cells_.empty()) firstRow = firstColumn = 0;
  recording.rows = {static_cast<int>(firstRow), static_cast<int>(lastRow)};
  recording.columns = {static_cast<int>(firstColumn), static_cast<int>(lastColumn)};
  recording.frames = static_cast<int>(frameStarts_.size());
  const std::size_t window = recording.windowCells();
  const std::size_t width = lastColumn - firstColumn + 1;
  recording.active.assign(window, 1);
  recording.pressuresKpa.assign(frameStarts_.size() * window, 0.0F);
  for (std::size_t frame = 0; frame < frameStarts_.size(); ++frame) {
    const std::size_t end =
        frame + 1 < frameStarts_.size() ? frameStarts_[frame + 1] : cells_.size();
    float* target = recording.pressuresKpa.data() + frame * window;
    for (std::size_t i = frameStarts_[frame]; i < end; ++i) {
      const std::size_t row = cells_[i].index / columns_ - firstRow;
      const std::size_t column = cells_[i].index % columns_ - firstColumn;
      target[row * width + column] =
          static_cast<float>(static_cast<double>(cells_[i].value) * kpaPerUnit);
    }
  }
  cells_ = {};
}

}  // namespace podalign::ingest
