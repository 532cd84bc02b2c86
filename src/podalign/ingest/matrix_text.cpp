#include "podalign/ingest/matrix_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "podalign/ingest/plate_rows.hpp"
#include "podalign/ingest/plate_text.hpp"

namespace podalign::ingest {
namespace {

using plantar::Recording;
using plate_text::LineCursor;

constexpr std::size_t kLinesLooked = 400;
constexpr std::size_t kMostColumns = 4096;
constexpr std::size_t kMostRows = 4096;
constexpr double kLargestPressureKpa = 1.0e5;
constexpr std::array<char, 4> kSeparators{'\t', ';', ',', ' '};
constexpr std::string_view kRemedy = "export or save the table again, as numbers only";

std::string_view unpadded(std::string_view line, char separator) {
  std::size_t end = line.size();
  const auto isPadding = [&](char c) { return c == separator || c == ' ' || c == '\t'; };
  while (end > 0 && isPadding(line[end - 1])) --end;
  std::size_t start = 0;
  while (start < end && (line[start] == ' ' || (separator == ' ' && line[start] == '\t'))) ++start;
  return line.substr(start, end - start);
}

// Calls `take` with every field of a line; false from it ends the line.
template <class Take>
void eachField(std::string_view line, char separator, const Take& take) {
  line = unpadded(line, separator);
  while (!line.empty()) {
    const std::size_t end = separator == ' ' ? line.find_first_of(" \t") : line.find(separator);
    if (!take(plate_text::trimmed(line.substr(0, end))) || end == std::string_view::npos) return;
    line.remove_prefix(end + 1);
    if (separator == ' ') line = unpadded(line, separator);
  }
}

// How many numbers a line holds; 0 when anything in it is none.
std::size_t numbersIn(std::string_view line, char separator) {
  std::size_t count = 0;
  eachField(line, separator, [&](std::string_view field) {
    const bool number = plate_text::numberFrom(field).has_value();
    count = number ? count + 1 : 0;
    return number;
  });
  return count;
}

struct Layout {
  char separator = '\t';
  std::size_t columns = 0;
  std::size_t lines = 0;  // of the looked at, that are so long
};

// The separator that makes most lines equally long; of equals, the one with more columns.
Layout layoutOf(std::string_view text) {
  Layout best;
  for (const char separator : kSeparators) {
    std::map<std::size_t, std::size_t> linesOfLength;
    LineCursor lines(text);
    while (lines.number() < kLinesLooked && lines.next()) {
      const std::size_t count = numbersIn(lines.line(), separator);
      if (count >= 2) ++linesOfLength[count];
    }
    for (const auto& [columns, number] : linesOfLength) {
      if (number > best.lines || (number == best.lines && columns > best.columns)) {
        best = {separator, columns, number};
      }
    }
  }
  return best;
}

class MatrixReader {
 public:
  MatrixReader(std::string_view bytes, const std::string& sourceName,
               const MatrixStatement& statement)
      : lines_(bytes), bytes_(bytes), source_(sourceName), statement_(statement) {}
  Result<Annotated<std::vector<Recording>>> read();

 private:
  tl::unexpected<Error> refuse(ErrorCode code, const std::string& what) const {
    return failure(code, fmt::format("{}; {}", what, kRemedy), source_, lines_.number());
  }
  Result<void> measure();
  Result<void> readLines(LoadedCells& cells);
  Result<void> readRow(std::string_view line, RowReader& reader, LoadedCells& cells);
  Result<void> endFrame();
  Result<void> noteDecimals(std::string_view line);

  LineCursor lines_;
  std::string_view bytes_;
  std::string source_;
  const MatrixStatement& statement_;
  Layout layout_;
  std::size_t rows_ = 0;
  std::size_t frames_ = 0;
  std::size_t row_ = 0;  // of the frame being read
  bool point_ = false;
  bool comma_ = false;
  std::string spread_;  // a line of blanks, with tabs instead
};

// Rows of the first frame and how many frames there are at the most.
Result<void> MatrixReader::measure() {
  layout_ = layoutOf(bytes_);
  if (layout_.columns < 2) {
    return failure(ErrorCode::UnknownFormat,
                   fmt::format("there are no rows of numbers in this text; {}", kRemedy), source_);
  }
  LineCursor lines(bytes_);
  std::size_t rows = 0;
  while (lines.next()) {
    if (numbersIn(lines.line(), layout_.separator) >= 2) {
      if (frames_ == 0) ++rows_;
      ++rows;
    } else if (rows > 0) {
      ++frames_;
      rows = 0;
    }
    if (frames_ > 1) break;  // enough to know that there is time in it
  }
  if (rows > 0) ++frames_;
  if (layout_.columns > kMostColumns || rows_ > kMostRows) {
    return failure(ErrorCode::TooLarge,
                   fmt::format("frames of {} rows and {} columns are no pressure sensor; {}", rows_,
                               layout_.columns, kRemedy),
                   source_, lines.number());
  }
  return {};
}

// A decimal comma in one place and a point in another: one of them is something else.
Result<void> MatrixReader::noteDecimals(std::string_view line) {
  point_ = point_ || line.find('.') != std::string_view::npos;
  comma_ = comma_ || (layout_.separator != ',' && line.find(',') != std::string_view::npos);
  if (!point_ || !comma_) return {};
  return refuse(ErrorCode::Malformed,
                "numbers are written with points and with commas, so which of them is the decimal "
                "point cannot be told");
}

Result<void> MatrixReader::endFrame() {
  if (row_ == 0 || row_ == rows_) {
    row_ = 0;
    return {};
  }
  return refuse(
      ErrorCode::Truncated,
      fmt::format("the frame has {} of {} rows: the file is cut short or was edited", row_, rows_));
}

Result<void> MatrixReader::readRow(std::string_view line, RowReader& reader, LoadedCells& cells) {
  if (row_ == rows_) {
    return refuse(ErrorCode::Malformed,
                  fmt::format("the frame has more than the {} rows of the first", rows_));
  }
  if (cells.full()) {
    return refuse(ErrorCode::TooLarge,
                  "more cells are loaded than feet can load: these are no pressures of a walk");
  }
  if (row_ == 0) cells.beginFrame();
  if (auto noted = noteDecimals(line); !noted) return noted;
  if (layout_.separator == ' ') {
    spread_.clear();
    eachField(line, ' ', [&](std::string_view field) {
      if (!spread_.empty()) spread_ += '\t';
      spread_ += field;
      return true;
    });
    line = spread_;
  }
  const auto fault = reader.read(line, row_, cells);
  ++row_;
  if (!fault) return {};
  if (fault->kind == RowFault::Kind::TooFew || fault->kind == RowFault::Kind::TooMany) {
    return refuse(ErrorCode::Malformed,
                  fmt::format("the row has {} of {} numbers{}", fault->cells, layout_.columns,
                              fault->kind == RowFault::Kind::TooMany ? " or more" : ""));
  }
  return refuse(ErrorCode::Malformed,
                fmt::format("'{}' is no pressure{}", plate_text::excerpt(fault->field),
                            fault->kind == RowFault::Kind::Negative
                                ? ", which is never below zero (write 0 where nothing was measured)"
                                : ""));
}

Result<void> MatrixReader::readLines(LoadedCells& cells) {
  const double kpa =
      *kpaOfStatedUnit(*statement_.unit, *statement_.columnSpacingMm * *statement_.rowSpacingMm);
  RowReader reader(layout_.columns, layout_.separator == ' ' ? '\t' : layout_.separator,
                   kLargestPressureKpa / kpa);
  while (lines_.next()) {
    const std::string_view line = unpadded(lines_.line(), layout_.separator);
    // Inside a frame, a line of several fields that begins with a number is meant as a row.
    std::size_t fields = 0;
    bool number = false;
    eachField(line, layout_.separator, [&](std::string_view field) {
      if (fields++ == 0) number = plate_text::numberFrom(field).has_value();
      return fields < 2;
    });
    if (fields >= 2 && (number || (row_ > 0 && row_ < rows_))) {
      if (auto read = readRow(line, reader, cells); !read) return read;
    } else if (auto ended = endFrame(); !ended) {
      return ended;
    }
  }
  return endFrame();
}

Result<Annotated<std::vector<Recording>>> MatrixReader::read() {
  if (auto measured = measure(); !measured) return tl::unexpected(measured.error());
  if (auto stated = checkStatement(statement_, frames_, source_); !stated) {
    return tl::unexpected(stated.error());
  }
  LoadedCells cells(rows_, layout_.columns);
  if (auto read = readLines(cells); !read) return tl::unexpected(read.error());
  Annotated<std::vector<Recording>> result;
  Recording& recording = result.value.emplace_back();
  const double kpa =
      *kpaOfStatedUnit(*statement_.unit, *statement_.columnSpacingMm * *statement_.rowSpacingMm);
  recording.format = kMatrixTextFormat;
  recording.noiseFloorKpa = cells.smallestLoad() * kpa;
  cells.moveInto(recording, kpa);
  describeMatrix(statement_, {0, static_cast<int>(rows_) - 1},
                 {0, static_cast<int>(layout_.columns) - 1}, source_, result);
  return result;
}

}  // namespace

Result<Annotated<std::vector<Recording>>> readMatrixText(std::string_view bytes,
                                                         const std::string& sourceName,
                                                         const MatrixStatement& statement) {
  return MatrixReader(bytes, sourceName, statement).read();
}

}  // namespace podalign::ingest
