#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "podalign/core/result.hpp"
#include "podalign/ingest/internal/text.hpp"
#include "podalign/ingest/scan.hpp"

namespace podalign::ingest {

/// How a list of points is laid out, found in its first rows.
struct PointTable {
  char separator = ' ';  ///< ' ' stands for any blanks
  bool decimalComma = false;
  std::size_t columns = 0;
  std::array<std::size_t, 3> xyz{0, 1, 2};
  std::optional<std::array<std::size_t, 3>> normals;
  std::optional<StatedUnit> unit;
  std::size_t headLines = 0;      ///< before the first point
  std::size_t declared = 0;       ///< points that the head promises; 0: none stated
  std::size_t bytesPerPoint = 6;  ///< of the rows looked at, at least
};

/// The cells of one row; at the end `done`.
class CellCursor {
 public:
  CellCursor(std::string_view row, char separator) : rest_(row), separator_(separator) {
    skipBlanks();
  }
  [[nodiscard]] bool done() const { return rest_.empty(); }
  [[nodiscard]] std::string_view next() {
    const bool blanks = separator_ == ' ';
    std::size_t end = 0;
    while (end < rest_.size() && !(blanks ? isSpace(rest_[end]) : rest_[end] == separator_)) ++end;
    const std::string_view cell = trimmed(rest_.substr(0, end));
    rest_.remove_prefix(end == rest_.size() ? end : end + 1);
    skipBlanks();
    return cell;
  }

 private:
  void skipBlanks() {
    while (!rest_.empty() && isSpace(rest_.front()) &&
           (separator_ == ' ' || rest_.front() != separator_)) {
      rest_.remove_prefix(1);
    }
  }

  std::string_view rest_;
  char separator_;
};

/// A number of a cell. With `decimalComma` one comma stands for the point; without, none may.
[[nodiscard]] std::optional<double> cellValue(std::string_view cell, bool decimalComma);

/// Empty, or a remark: `#`, `//`, `!`, `%`.
[[nodiscard]] bool isRemark(std::string_view line);

/// True when nearly all of the first lines are rows of three numbers or more.
[[nodiscard]] bool isTableOfNumbers(std::string_view head);

/// The layout. Errors: UnknownFormat, with the line, when the rows are no points (a plate's matrix,
/// a series in time) or cannot be understood in one way only.
[[nodiscard]] Result<PointTable> findPointTable(std::string_view text,
                                                const std::string& sourceName);

}  // namespace podalign::ingest
