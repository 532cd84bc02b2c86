#include "podalign/ingest/internal/point_table.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "podalign/ingest/internal/stated_unit.hpp"
#include "podalign/ingest/internal/wording.hpp"

// What the programs of scanners write: XYZ (blanks, no head), PTS (a count, then x y z intensity r
// g b), ASC and TXT (remarks such as "//X Y Z R G B"), CSV with a line of names; decimal commas
// where the system has them, then with semicolons, tabs or blanks between the columns.
namespace podalign::ingest {
namespace {

constexpr std::size_t kHeadBytes = 65536;
constexpr std::size_t kRowsLooked = 200;
constexpr std::size_t kLinesLooked = 50;
constexpr std::size_t kOthersAllowed = 3;  // a count, names of columns, a remark
constexpr std::size_t kMostColumns = 16;   // of points without names of columns
constexpr std::size_t kFewestForSeries = 10;
constexpr double kUnitLengthWithin = 0.02;

bool isNumberRow(std::string_view line) {
  std::size_t numbers = 0;
  std::size_t at = 0;
  constexpr std::string_view kSeparators = " \t,;\r";
  while ((at = line.find_first_not_of(kSeparators, at)) != std::string_view::npos) {
    const std::size_t end = std::min(line.find_first_of(kSeparators, at), line.size());
    if (!parseReal(line.substr(at, end - at))) return false;
    ++numbers;
    at = end;
  }
  return numbers >= 3;
}

std::string_view withoutRemarkSign(std::string_view line) {
  while (!line.empty() && (line.front() == '#' || line.front() == '/' || line.front() == '!' ||
                           line.front() == '%')) {
    line.remove_prefix(1);
  }
  return trimmed(line);
}

bool has(const std::vector<std::string_view>& rows, char c) {
  return std::any_of(rows.begin(), rows.end(),
                     [c](std::string_view row) { return row.find(c) != std::string_view::npos; });
}

class TableFinder {
 public:
  TableFinder(std::string_view text, const std::string& source) : source_(source) {
    const std::string_view head = text.substr(0, kHeadBytes);
    // A line that the end of the piece cuts is none to judge by.
    const bool cut = head.size() < text.size();
    LineCursor lines(head);
    while (!lines.atEnd() && rows_.size() < kRowsLooked) {
      const std::string_view line = lines.next();
      if (cut && lines.lastWasOpen() && !rows_.empty()) break;
      keep(trimmed(line), lines.line());
    }
  }

  Result<PointTable> find() {
    if (rows_.empty()) return no("it has no rows of three numbers", 0);
    findSeparator();
    if (auto read = readRows(); !read) return tl::unexpected(read.error());
    readHead();
    if (auto commas = checkCommas(); !commas) return tl::unexpected(commas.error());
    if (!named_) {
      if (auto points = checkPoints(); !points) return tl::unexpected(points.error());
      findNormals();
    }
    return table_;
  }

 private:
  void keep(std::string_view line, std::size_t number) {
    if (rows_.empty() && !isNumberRow(line)) {
      headLines_.push_back(line);
      table_.headLines = number;
      return;
    }
    if (isRemark(line)) return;
    rows_.push_back(line);
    numbers_.push_back(number);
    bytes_ += line.size() + 1;
  }

  void findSeparator() {
    const bool commas = has(rows_, ',');
    if (has(rows_, ';')) {
      table_.separator = ';';
    } else if (has(rows_, '\t')) {
      table_.separator = '\t';
    } else if (commas) {
      table_.separator = separatesByBlanks() ? ' ' : ',';
    }
    if (table_.separator == '\t' && columnsOf(rows_.front()) < 3) {
      table_.separator = commas && !separatesByBlanks() ? ',' : ' ';
    }
    table_.decimalComma = commas && table_.separator != ',';
    table_.bytesPerPoint = std::max<std::size_t>(6, bytes_ / rows_.size());
  }

  // `1,5 2,5 3,5`, and not `1, 2, 3`.
  [[nodiscard]] bool separatesByBlanks() const {
    TokenCursor tokens(rows_.front());
    std::size_t count = 0;
    for (std::string_view token = tokens.next(); !token.empty(); token = tokens.next()) {
      if (token.front() == ',' || token.back() == ',') return false;
      ++count;
    }
    return count >= 3;
  }

  [[nodiscard]] std::size_t columnsOf(std::string_view row) const {
    std::size_t count = 0;
    for (CellCursor cells(row, table_.separator); !cells.done(); ++count) (void)cells.next();
    return count;
  }

  Result<void> readRows() {
    table_.columns = columnsOf(rows_.front());
    if (table_.columns < 3) return no("its rows have fewer than three columns", numbers_.front());
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      std::vector<double> values;
      for (CellCursor cells(rows_[i], table_.separator); !cells.done();) {
        const std::string_view cell = cells.next();
        const std::optional<double> value = cellValue(cell, table_.decimalComma);
        values.push_back(value.value_or(std::nan("")));
      }
      const bool last = i + 1 == rows_.size();
      if (values.size() == 1 && parseInteger(rows_[i])) continue;  // a count before a second part
      if (values.size() != table_.columns && !last) {
        if (values_.size() >= kFewestForSeries) return {};  // a list with a damaged row
        return no("its rows differ in the number of columns (" + std::to_string(table_.columns) +
                      " at first, " + std::to_string(values.size()) + " here)",
                  numbers_[i]);
      }
      if (values.size() == table_.columns) values_.push_back(std::move(values));
    }
    return {};
  }

  void readHead() {
    for (const std::string_view line : headLines_) {
      const std::optional<std::int64_t> count = parseInteger(line);
      if (count && *count > 0) table_.declared += static_cast<std::size_t>(*count);
      readNames(withoutRemarkSign(line));
    }
  }

  void readNames(std::string_view line) {
    for (const char separator : {table_.separator, ',', ';', '\t', ' '}) {
      std::vector<std::string_view> cells;
      for (CellCursor cursor(line, separator); !cursor.done();) cells.push_back(cursor.next());
      const auto xyz = columnsNamed(cells, {"x", "y", "z"});
      if (!xyz) continue;
      named_ = true;
      table_.xyz = *xyz;
      table_.normals = columnsNamed(cells, {"nx", "ny", "nz"});
      if (!table_.normals) {
        table_.normals = columnsNamed(cells, {"normal_x", "normal_y", "normal_z"});
      }
      readUnit(cells);
      return;
    }
  }

  // The name before a unit in brackets: `X [mm]`, `"x"`, `x(m)`.
  static std::string_view nameIn(std::string_view cell) {
    while (!cell.empty() && (cell.front() == '"' || cell.front() == '\'')) cell.remove_prefix(1);
    while (!cell.empty() && (cell.back() == '"' || cell.back() == '\'')) cell.remove_suffix(1);
    return trimmed(cell.substr(0, cell.find_first_of("[(")));
  }

  std::optional<std::array<std::size_t, 3>> columnsNamed(
      const std::vector<std::string_view>& cells,
      const std::array<std::string_view, 3>& names) const {
    std::array<std::size_t, 3> found{};
    for (std::size_t axis = 0; axis < names.size(); ++axis) {
      const auto at = std::find_if(cells.begin(), cells.end(), [&](std::string_view cell) {
        return equalsIgnoringCase(nameIn(cell), names[axis]);
      });
      found[axis] = static_cast<std::size_t>(at - cells.begin());
      if (at == cells.end() || found[axis] >= table_.columns) return std::nullopt;
    }
    return found;
  }

  void readUnit(const std::vector<std::string_view>& cells) {
    std::optional<StatedUnit> unit;
    for (const std::size_t column : table_.xyz) {
      const std::string_view cell = cells[column];
      const std::size_t open = cell.find_first_of("[(");
      const std::size_t close = cell.find_first_of("])");
      if (open == std::string_view::npos || close == std::string_view::npos || close < open) return;
      const auto one = statedUnit(trimmed(cell.substr(open + 1, close - open - 1)));
      if (!one || (unit && unit->name != one->name)) return;
      unit = one;
    }
    table_.unit = unit;
  }

  // `1,5,2,5,3,5`: three numbers or six.
  [[nodiscard]] Result<void> checkCommas() const {
    const bool even =
        table_.columns >= 6 && table_.columns <= kMostColumns && table_.columns % 2 == 0;
    const bool unclear =
        table_.separator == ',' && !named_ && even && !has(rows_, '.') && !has(rows_, ' ');
    if (!unclear) return {};
    return no("its commas may separate columns or decimals", numbers_.front());
  }

  [[nodiscard]] Result<void> checkPoints() const {
    if (table_.columns > kMostColumns) {
      return no("it has " + std::to_string(table_.columns) + " columns", numbers_.front());
    }
    std::size_t allZero = 0;
    std::size_t zeros = 0;
    bool negative = false;
    for (const std::vector<double>& row : values_) {
      if (row[0] == 0.0 && row[1] == 0.0 && row[2] == 0.0) ++allZero;
      for (const double value : row) {
        if (value == 0.0) ++zeros;
        if (value < 0.0) negative = true;
      }
    }
    if (2 * allZero > values_.size()) return no("most rows begin with zeros", numbers_.front());
    if (table_.columns > 4 && !negative && 5 * zeros > values_.size() * table_.columns) {
      return no("it looks like a matrix of pressures", numbers_.front());
    }
    if (countsUp())
      return no("its first column counts up evenly, as a time does", numbers_.front());
    return {};
  }

  // An ordered scan counts up too, along its rows: there the second column stands still.
  [[nodiscard]] bool countsUp() const {
    if (values_.size() < kFewestForSeries) return false;
    const double step = values_[1][0] - values_[0][0];
    if (!(std::abs(step) > 0)) return false;
    bool secondMoves = false;
    for (std::size_t i = 1; i < values_.size(); ++i) {
      const double off = values_[i][0] - values_[i - 1][0] - step;
      if (!(std::abs(off) <= std::abs(step) / 1000)) return false;
      if (values_[i][1] != values_[0][1]) secondMoves = true;
    }
    return secondMoves;
  }

  // Three columns of unit length after the coordinates, colours between them or not.
  void findNormals() {
    for (std::size_t first = 3; first + 3 <= table_.columns; ++first) {
      const bool unit = std::all_of(values_.begin(), values_.end(), [&](const auto& row) {
        const double length = std::hypot(row[first], row[first + 1], row[first + 2]);
        return std::abs(length - 1.0) < kUnitLengthWithin;
      });
      if (!unit || values_.size() < kFewestForSeries) continue;
      table_.normals = {first, first + 1, first + 2};
      return;
    }
  }

  [[nodiscard]] tl::unexpected<Error> no(const std::string& why, std::size_t line) const {
    return failure(
        ErrorCode::UnknownFormat,
        "this is a table of numbers and no list of points: " + why +
            ". If it holds the points of a scan, name its columns in a first line (x y z) "
            "and separate them by blanks or semicolons, or export the surface as STL, PLY "
            "or OBJ. For a plate, choose the text export of novel emed or Tekscan.",
        source_, line);
  }

  const std::string& source_;
  std::vector<std::string_view> headLines_;
  std::vector<std::string_view> rows_;
  std::vector<std::size_t> numbers_;
  std::vector<std::vector<double>> values_;
  std::size_t bytes_ = 0;
  bool named_ = false;
  PointTable table_;
};

}  // namespace

std::optional<double> cellValue(std::string_view cell, bool decimalComma) {
  if (cell.size() > 1 && cell.front() == '"' && cell.back() == '"') {
    cell = cell.substr(1, cell.size() - 2);
  }
  if (cell.empty()) return std::nan("");
  if (!decimalComma && cell.find(',') != std::string_view::npos) return std::nullopt;
  return parseReal(cell);
}

bool isRemark(std::string_view line) {
  return line.empty() || line.front() == '#' || line.front() == '!' || line.front() == '%' ||
         line.substr(0, 2) == "//";
}

bool isTableOfNumbers(std::string_view head) {
  LineCursor lines(head);
  std::size_t rows = 0;
  std::size_t others = 0;
  while (!lines.atEnd() && rows + others < kLinesLooked) {
    const std::string_view line = trimmed(lines.next());
    if (isRemark(line)) continue;
    isNumberRow(line) ? ++rows : ++others;
  }
  return rows > 0 && others <= kOthersAllowed && rows >= others;
}

Result<PointTable> findPointTable(std::string_view text, const std::string& sourceName) {
  return TableFinder(withoutByteOrderMark(text), sourceName).find();
}

}  // namespace podalign::ingest
