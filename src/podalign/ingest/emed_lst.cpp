#include "podalign/ingest/emed_lst.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <utility>

#include "podalign/ingest/plate_emed_header.hpp"
#include "podalign/ingest/plate_text.hpp"
#include "podalign/ingest/plate_vendor_check.hpp"

namespace podalign::ingest {
namespace {

using plantar::IndexRange;
using plantar::Recording;
using plate_text::decimalPlaces;
using plate_text::FieldCursor;
using plate_text::LineCursor;

constexpr double kLargestPressureKpa = 1.0e5;
// Pages of one measurement that print different rectangles are put together in the smallest window
// that holds them all, up to this many cells for each byte of the file.
constexpr std::size_t kMostCellsPerByte = 16;
// The hardware counts in steps of 5 kPa; printed cells off this grid were rounded.
constexpr double kExactStepsPerKpa = 2.0;
constexpr std::size_t kSniffedBytes = 65536;
// As the software writes it, and what of a row is mostly made of.
constexpr std::string_view kEmptyCell = "0.00\t";
// A cell takes about so many bytes.
constexpr std::size_t kBytesPerCell = 5;

struct Page {
  EmedPageHead head;
  IndexRange rows, columns;   // 0-based
  std::size_t firstCell = 0;  // in the pool of all pages
};

// A table row or column being added up.
struct Sum {
  double pressureKpa = 0.0;
  double rounding = 0.0;  // kPa that the printed places can hide
  void add(double value, double roundedOff) {
    pressureKpa += value;
    rounding += roundedOff;
  }
  void add(const Sum& other) {
    pressureKpa += other.pressureKpa;
    rounding += other.rounding;
  }
};

// What printing may have taken off a pressure.
double roundedOff(const PlainNumber& printed) {
  const double steps = printed.value * kExactStepsPerKpa;
  const bool exact = steps == static_cast<double>(static_cast<std::int64_t>(steps));
  return exact ? 0.0 : plate_text::halfLastPlace(printed.decimals);
}

IndexRange joined(const IndexRange& a, const IndexRange& b) {
  return {std::min(a.first, b.first), std::max(a.last, b.last)};
}

// 0 where nothing is loaded.
double smallestLoad(std::span<const float> cells) {
  float step = std::numeric_limits<float>::infinity();
  for (const float kpa : cells) step = kpa > 0.0F && kpa < step ? kpa : step;
  return std::isfinite(step) ? static_cast<double>(step) : 0.0;
}

class EmedReader {
 public:
  EmedReader(std::string_view bytes, const std::string& sourceName)
      : bytes_(bytes), lines_(bytes), source_(sourceName) {}
  Result<Annotated<std::vector<Recording>>> read();

 private:
  tl::unexpected<Error> refuse(ErrorCode code, std::string message) const {
    return failure(code, std::move(message), source_, lines_.number());
  }
  tl::unexpected<Error> refuse(Error error) const {
    return refuse(error.code, std::move(error.message));
  }
  Result<void> readPages();
  Result<void> readTable();
  Result<void> readColumnNumbers();
  Result<void> readRowNumber(long number);
  Result<void> readRow(FieldCursor& fields);
  Result<void> readForceRow(FieldCursor& fields);
  Result<double> numberIn(std::string_view field, const char* what) const;
  Result<void> placeInSequence();
  void compare(const Sum& sum, double printed, int decimals);
  Result<Recording> assemble(std::size_t first, std::size_t last);

  std::string_view bytes_;
  LineCursor lines_;
  std::string source_;
  Page page_;  // the one being read
  bool forcePrinted_ = false;
  // Most rows of a plate carry nothing and repeat each other byte for byte behind their number.
  std::string_view emptyRow_;
  std::optional<ForceComparison> emptyRowForce_;
  std::vector<Sum> columnSums_;
  std::vector<float> cells_;  // of all frames, one after another
  std::vector<Page> frames_;
  std::vector<std::size_t> measurementStarts_;  // indices into frames_
  std::vector<VendorTotals> totals_;            // one per measurement
  int summaries_ = 0;
};

// A line of column numbers: an empty corner, then an integer.
bool startsTable(std::string_view line) {
  if (line.empty() || line.front() != '\t') return false;
  FieldCursor fields(line, '\t');
  (void)fields.next();
  return fields.next() && plate_text::integerFrom(fields.field()).has_value();
}

Result<double> EmedReader::numberIn(std::string_view field, const char* what) const {
  if (field.empty()) return 0.0;  // an empty cell was not loaded
  const auto value = plate_text::numberFrom(field);
  if (!value || *value < 0.0 || *value > kLargestPressureKpa) {
    return refuse(ErrorCode::Malformed,
                  fmt::format("'{}' is no {}; {}", plate_text::excerpt(field), what, kEmedRemedy));
  }
  return *value;
}

void EmedReader::compare(const Sum& sum, double printed, int decimals) {
  const double area = *page_.head.header.cellAreaMm2;
  totals_.back().compare({.computedN = forceNewtons(sum.pressureKpa, area),
                          .printedN = printed,
                          .decimals = decimals,
                          .roundingN = forceNewtons(sum.rounding, area),
                          .line = lines_.number()});
}

Result<void> EmedReader::readColumnNumbers() {
  FieldCursor fields(lines_.line(), '\t');
  (void)fields.next();
  const int most = *page_.head.header.columns;
  long first = 0;
  long last = 0;
  forcePrinted_ = false;
  while (fields.next() && !forcePrinted_) {
    if (fields.field().empty()) continue;
    forcePrinted_ = fields.field() == "Force";
    if (forcePrinted_) break;
    const auto number = plate_text::integerFrom(fields.field());
    if (!number || *number < 1 || *number > most || (last != 0 && *number != last + 1)) {
      return refuse(ErrorCode::IndexOutOfRange,
                    fmt::format("column '{}' after column {} of a plate with {} columns; {}",
                                plate_text::excerpt(fields.field()), last, most, kEmedRemedy));
    }
    if (last == 0) first = *number;
    last = *number;
  }
  page_.columns = {static_cast<int>(first) - 1, static_cast<int>(last) - 1};
  columnSums_.assign(static_cast<std::size_t>(page_.columns.count()), Sum{});
  emptyRow_ = {};
  return {};
}

Result<void> EmedReader::readRowNumber(long number) {
  const int most = *page_.head.header.rows;
  const bool isFirst = page_.rows.count() == 0;
  if (number < 1 || number > most || (!isFirst && number != page_.rows.last + 2)) {
    return refuse(ErrorCode::IndexOutOfRange,
                  fmt::format("row {} after row {} of a plate with {} rows; {}", number,
                              page_.rows.last + 1, most, kEmedRemedy));
  }
  if (isFirst) page_.rows.first = static_cast<int>(number) - 1;
  page_.rows.last = static_cast<int>(number) - 1;
  return {};
}

Result<void> EmedReader::readRow(FieldCursor& fields) {
  const std::string_view text = fields.rest();
  if (!emptyRow_.empty() && text == emptyRow_) {
    cells_.resize(cells_.size() + columnSums_.size(), 0.0F);
    if (emptyRowForce_) compare(Sum{}, emptyRowForce_->printedN, emptyRowForce_->decimals);
    return {};
  }
  Sum sum;
  bool empty = true;
  for (Sum& columnSum : columnSums_) {
    if (fields.take(kEmptyCell)) {
      cells_.push_back(0.0F);
      continue;
    }
    auto plain = fields.nextPlain();
    if (!plain && !fields.next()) {
      return refuse(ErrorCode::Truncated,
                    fmt::format("the row has fewer than {} cells: the file is cut short or was "
                                "edited; {}",
                                columnSums_.size(), kEmedRemedy));
    }
    if (!plain || plain->value > kLargestPressureKpa) {
      const auto value = numberIn(fields.field(), "pressure in kPa");
      if (!value) return tl::unexpected(value.error());
      plain = PlainNumber{*value, decimalPlaces(fields.field())};
    }
    cells_.push_back(static_cast<float>(plain->value));
    if (plain->value == 0.0) continue;
    empty = false;
    const double rounding = roundedOff(*plain);
    sum.add(plain->value, rounding);
    columnSum.add(plain->value, rounding);
  }
  std::optional<ForceComparison> printed;
  if (forcePrinted_ && fields.next() && !fields.field().empty()) {
    const auto force = numberIn(fields.field(), "force in N");
    if (!force) return tl::unexpected(force.error());
    printed = ForceComparison{.printedN = *force, .decimals = decimalPlaces(fields.field())};
    compare(sum, printed->printedN, printed->decimals);
  }
  if (empty) {
    emptyRow_ = text;
    emptyRowForce_ = printed;
  }
  return {};
}

Result<void> EmedReader::readForceRow(FieldCursor& fields) {
  Sum total;
  for (std::size_t column = 0; column <= columnSums_.size(); ++column) {
    if (!fields.next()) {
      return refuse(ErrorCode::Truncated,
                    fmt::format("the row of forces has fewer than {} entries: the file is cut "
                                "short or was edited; {}",
                                columnSums_.size() + 1, kEmedRemedy));
    }
    const bool isTotal = column == columnSums_.size();
    const Sum& sum = isTotal ? total : columnSums_[column];
    const auto force = numberIn(fields.field(), "force in N");
    if (!force) return tl::unexpected(force.error());
    if (!fields.field().empty()) compare(sum, *force, decimalPlaces(fields.field()));
    if (!isTotal) total.add(columnSums_[column]);
  }
  return {};
}

// Frames follow each other by number; a number that does not rise starts another measurement.
Result<void> EmedReader::placeInSequence() {
  const long picture = *page_.head.picture;
  if (frames_.empty() || picture <= *frames_.back().head.picture) {
    measurementStarts_.push_back(frames_.size());
    totals_.emplace_back();
    return {};
  }
  const EmedPageHead& previous = frames_.back().head;
  if (picture != *previous.picture + 1) {
    return refuse(ErrorCode::Malformed,
                  fmt::format("picture {} follows picture {}: frames are missing; {}", picture,
                              *previous.picture, kEmedRemedy));
  }
  if (!(previous.header == page_.head.header)) {
    return refuse(ErrorCode::Malformed,
                  fmt::format("the plate or the time per picture changes within a measurement; {}",
                              kEmedRemedy));
  }
  return {};
}

// From the line of column numbers to the row of forces, or to the first line that is no row.
Result<void> EmedReader::readTable() {
  if (auto checked = checkEmedHeader(page_.head.header); !checked) return refuse(checked.error());
  if (auto placed = placeInSequence(); !placed) return placed;
  if (auto read = readColumnNumbers(); !read) return read;
  page_.firstCell = cells_.size();
  bool forcesSeen = false;
  while (!forcesSeen && lines_.next()) {
    FieldCursor fields(lines_.line(), '\t');
    (void)fields.next();
    forcesSeen = fields.field() == "Force";
    const auto number = plate_text::integerFrom(fields.field());
    if (!forcesSeen && !number) break;
    auto read = forcesSeen ? readForceRow(fields) : readRowNumber(*number);
    if (read && !forcesSeen) read = readRow(fields);
    if (!read) return read;
  }
  if (page_.rows.count() == 0 || (forcePrinted_ && !forcesSeen)) {
    return refuse(ErrorCode::Truncated,
                  fmt::format("the table of picture {} is not complete: the file is cut short; {}",
                              *page_.head.picture, kEmedRemedy));
  }
  frames_.push_back(page_);
  return {};
}

Result<void> EmedReader::readPages() {
  cells_.reserve(bytes_.size() / kBytesPerCell);
  while (lines_.next()) {
    const bool table = startsTable(lines_.line());
    if (table && page_.head.picture) {
      if (auto read = readTable(); !read) return read;
      page_ = Page{.head = {.header = page_.head.header, .picture = {}, .summary = false},
                   .rows = {},
                   .columns = {},
                   .firstCell = 0};
      continue;
    }
    if (table && !page_.head.summary) {
      return refuse(ErrorCode::Malformed,
                    fmt::format("a table without 'Pict-No.' above it; {}", kEmedRemedy));
    }
    if (table) {
      ++summaries_;
      page_.head.summary = false;
      while (lines_.next() && lines_.line().find("Matrix:") == std::string_view::npos) {
      }
    }
    if (auto read = readEmedHeaderLine(lines_.line(), page_.head); !read) {
      return refuse(read.error());
    }
  }
  if (page_.head.picture) {
    return refuse(ErrorCode::Truncated,
                  fmt::format("picture {} has no table: the file is cut short; {}",
                              *page_.head.picture, kEmedRemedy));
  }
  if (frames_.empty()) {
    return refuse(ErrorCode::Truncated, fmt::format("the file holds no frame; {}", kEmedRemedy));
  }
  return {};
}

Result<Recording> EmedReader::assemble(std::size_t first, std::size_t last) {
  Recording recording;
  recording.rows = frames_[first].rows;
  recording.columns = frames_[first].columns;
  for (std::size_t i = first; i < last; ++i) {
    recording.rows = joined(recording.rows, frames_[i].rows);
    recording.columns = joined(recording.columns, frames_[i].columns);
  }
  const std::size_t cells = recording.windowCells();
  if (cells * (last - first) > kMostCellsPerByte * bytes_.size()) {
    return refuse(
        ErrorCode::TooLarge,
        fmt::format("the pages of measurement {} print parts of the plate too far apart; {}",
                    measurementStarts_.size(), kEmedRemedy));
  }
  const EmedHeader& header = frames_[first].head.header;
  recording.grid = {.rows = *header.rows,
                    .columns = *header.columns,
                    .columnSpacingMm = *header.columnSpacingMm,
                    .rowSpacingMm = *header.rowSpacingMm,
                    .cellAreaMm2 = *header.cellAreaMm2,
                    .view = plantar::GridView::FromAbove};
  recording.frames = static_cast<int>(last - first);
  recording.framePeriod = units::seconds(*header.periodS);
  recording.format = "emed-lst";
  recording.system = "novel emed";
  recording.active.assign(cells, 1);
  const bool alike =
      std::all_of(frames_.begin() + static_cast<std::ptrdiff_t>(first),
                  frames_.begin() + static_cast<std::ptrdiff_t>(last), [&](const Page& page) {
                    return page.rows == recording.rows && page.columns == recording.columns;
                  });
  const auto end = last < frames_.size() ? frames_[last].firstCell : cells_.size();
  recording.noiseFloorKpa = smallestLoad(
      std::span(cells_).subspan(frames_[first].firstCell, end - frames_[first].firstCell));
  if (alike && last - first == frames_.size()) {
    recording.pressuresKpa = std::move(cells_);
    return recording;
  }
  recording.pressuresKpa.assign(cells * (last - first), 0.0F);
  const auto width = static_cast<std::size_t>(recording.columns.count());
  for (std::size_t i = first; i < last; ++i) {
    const Page& page = frames_[i];
    const float* from = cells_.data() + page.firstCell;
    const auto pageWidth = static_cast<std::size_t>(page.columns.count());
    for (int row = page.rows.first; row <= page.rows.last; ++row, from += pageWidth) {
      float* to = recording.pressuresKpa.data() + (i - first) * cells +
                  static_cast<std::size_t>(row - recording.rows.first) * width +
                  static_cast<std::size_t>(page.columns.first - recording.columns.first);
      std::copy(from, from + pageWidth, to);
    }
  }
  return recording;
}

Result<Annotated<std::vector<Recording>>> EmedReader::read() {
  if (auto read = readPages(); !read) return tl::unexpected(read.error());
  Annotated<std::vector<Recording>> result;
  for (std::size_t i = 0; i < measurementStarts_.size(); ++i) {
    const std::size_t last =
        i + 1 < measurementStarts_.size() ? measurementStarts_[i + 1] : frames_.size();
    auto recording = assemble(measurementStarts_[i], last);
    if (!recording) return tl::unexpected(recording.error());
    recording->measurement = static_cast<int>(i);
    recording->vendorCheck = totals_[i].outcome();
    result.value.push_back(std::move(*recording));
  }
  result.findings = vendorFindings(totals_, result.value, source_);
  if (summaries_ > 0) {
    result.findings.push_back(
        {{"PLATE.SUMMARY_PAGES_SKIPPED", {{"pages", fmt::format("{}", summaries_)}}},
         Severity::Note,
         source_});
  }
  return result;
}

}  // namespace

bool looksLikeEmed(std::string_view head) {
  head = head.substr(0, kSniffedBytes);
  const auto has = [&](std::string_view token) {
    return head.find(token) != std::string_view::npos;
  };
  const int score = static_cast<int>(has("Pict-No.:")) + static_cast<int>(has("Time/picture:")) +
                    static_cast<int>(has("Matrix:"));
  return score >= 2;  // a damaged header is still told apart, and its damage named
}

Result<Annotated<std::vector<Recording>>> readEmed(std::string_view bytes,
                                                   const std::string& sourceName) {
  return EmedReader(bytes, sourceName).read();
}

}  // namespace podalign::ingest
