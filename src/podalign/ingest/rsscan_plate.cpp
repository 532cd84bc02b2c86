#include "podalign/ingest/rsscan_plate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "podalign/ingest/plate_rows.hpp"
#include "podalign/ingest/plate_text.hpp"
#include "podalign/ingest/rsscan_frame.hpp"

namespace podalign::ingest {
namespace {

using plantar::Recording;
using plate_text::LineCursor;

// Plates of 0.5, 1, 1.5 and 2 m: 64 rows each half metre; 63 or 64 columns across.
constexpr std::array<std::size_t, 4> kPlateRows{64, 128, 192, 256};
constexpr std::array<std::size_t, 2> kPlateColumns{63, 64};
constexpr std::size_t kSniffedBytes = 65536;
constexpr std::string_view kRemedy = "export the entire plate again from the footscan software";

std::size_t columnsOf(std::string_view row) {
  while (!row.empty() && (row.back() == '\t' || row.back() == ' ')) row.remove_suffix(1);
  return 1 + static_cast<std::size_t>(std::count(row.begin(), row.end(), '\t'));
}

class RsscanReader {
 public:
  RsscanReader(std::string_view bytes, const std::string& sourceName,
               const PlateReadOptions& options)
      : bytes_(bytes), source_(sourceName), options_(options) {}
  Result<Annotated<std::vector<Recording>>> read();

 private:
  tl::unexpected<Error> refuse(ErrorCode code, const std::string& what, std::size_t line) const {
    return failure(code, fmt::format("{}; {}", what, kRemedy), source_, line);
  }
  Result<void> findPlate();
  Result<void> readFrames(LoadedCells& cells);
  tl::unexpected<Error> refuseRow(const RowFault& fault, std::size_t line) const;

  std::string_view bytes_;
  std::string source_;
  const PlateReadOptions& options_;
  std::size_t rows_ = 0;
  std::size_t columns_ = 0;
  double firstMs_ = 0.0;
  double lastMs_ = 0.0;
  std::size_t lines_ = 0;
};

// The first frame tells how large the plate is.
Result<void> RsscanReader::findPlate() {
  LineCursor lines(bytes_);
  bool inFrame = false;
  while (lines.next()) {
    if (rsscanFrameTimeMs(lines.line())) {
      if (inFrame) break;
      inFrame = true;
    } else if (inFrame) {
      if (plate_text::isBlank(lines.line())) {
        if (rows_ == 0) continue;
        break;
      }
      if (rows_ == 0) columns_ = columnsOf(lines.line());
      ++rows_;
    }
  }
  if (!inFrame) return refuse(ErrorCode::Truncated, "the file holds no frame", lines.number());
  const bool rows = std::find(kPlateRows.begin(), kPlateRows.end(), rows_) != kPlateRows.end();
  const bool columns =
      std::find(kPlateColumns.begin(), kPlateColumns.end(), columns_) != kPlateColumns.end();
  if (rows && columns) return {};
  return refuse(ErrorCode::Malformed,
                fmt::format("the first frame has {} rows of {} cells, which is no footscan plate "
                            "(64, 128, 192 or 256 rows of 63 or 64 cells)",
                            rows_, columns_),
                lines.number());
}

tl::unexpected<Error> RsscanReader::refuseRow(const RowFault& fault, std::size_t line) const {
  switch (fault.kind) {
    case RowFault::Kind::TooFew:
      return refuse(ErrorCode::Truncated,
                    fmt::format("the row has {} of {} cells: the file is cut short or was edited",
                                fault.cells, columns_),
                    line);
    case RowFault::Kind::TooMany:
      return refuse(ErrorCode::Malformed, fmt::format("the row has more than {} cells", columns_),
                    line);
    default:
      return refuse(ErrorCode::Malformed,
                    fmt::format("'{}' is no force that a foot presses on a cell with",
                                plate_text::excerpt(fault.field)),
                    line);
  }
}

Result<void> RsscanReader::readFrames(LoadedCells& cells) {
  LineCursor lines(bytes_);
  RowReader reader(columns_, '\t', kRsscanLargestCellN);
  std::size_t row = rows_;  // before the first frame nothing is expected
  const auto cutShort = [&] {
    return refuse(ErrorCode::Truncated,
                  fmt::format("frame {} has {} of {} rows: the file is cut short or was edited",
                              cells.frames() - 1, row, rows_),
                  lines.number());
  };
  while (lines.next()) {
    const std::string_view line = lines.line();
    if (!line.empty() && line.front() == 'F') {
      if (const auto time = rsscanFrameTimeMs(line)) {
        if (cells.frames() > 0 && row < rows_) return cutShort();
        if (cells.frames() > 0 && !(*time > lastMs_)) {
          return refuse(ErrorCode::Malformed, "the frames are not in order of time",
                        lines.number());
        }
        (cells.frames() == 0 ? firstMs_ : lastMs_) = *time;
        if (cells.frames() == 0) lastMs_ = *time;
        if (cells.full()) {
          return refuse(
              ErrorCode::TooLarge,
              "more cells are loaded than feet can load: these are no pressures of a walk",
              lines.number());
        }
        cells.beginFrame();
        if (options_.bytesDone) options_.bytesDone(lines.begin());
        row = 0;
        continue;
      }
    }
    if (plate_text::isBlank(line)) continue;
    if (row == rows_) {
      if (cells.frames() == 0) continue;  // a header before the first frame
      return refuse(ErrorCode::Malformed,
                    fmt::format("a row beyond the {} rows of the plate", rows_), lines.number());
    }
    if (const auto fault = reader.read(line, row, cells)) return refuseRow(*fault, lines.number());
    ++row;
  }
  lines_ = lines.number();
  if (row < rows_) return cutShort();
  return {};
}

Result<Annotated<std::vector<Recording>>> RsscanReader::read() {
  if (auto found = findPlate(); !found) return tl::unexpected(found.error());
  LoadedCells cells(rows_, columns_);
  if (auto read = readFrames(cells); !read) return tl::unexpected(read.error());
  if (cells.frames() < 2) {
    return refuse(ErrorCode::Truncated, "the file holds one frame only, so no time between frames",
                  lines_);
  }
  Annotated<std::vector<Recording>> result;
  Recording& recording = result.value.emplace_back();
  recording.grid = rsscanGrid(rows_, columns_);
  // The stamps are rounded to 0.01 ms; their whole span is not.
  const double frames = static_cast<double>(cells.frames());
  recording.framePeriod = units::seconds((lastMs_ - firstMs_) / (frames - 1.0) / 1000.0);
  recording.format = "rsscan-plate";
  recording.system = "RSscan footscan plate";
  recording.noiseFloorKpa = cells.smallestLoad() * kRsscanKpaPerNewton;
  if (options_.bytesDone) options_.bytesDone(bytes_.size());
  cells.moveInto(recording, kRsscanKpaPerNewton);
  result.findings.push_back({{"PLATE.RSSCAN_CELLS", {}}, Severity::Note, source_});
  result.findings.push_back(
      {{"PLATE.IMPORT_UNVERIFIED", {{"frames", fmt::format("{}", recording.frames)}}},
       Severity::Note,
       source_});
  return result;
}

}  // namespace

bool looksLikeRsscanPlate(std::string_view head) {
  LineCursor lines(head.substr(0, kSniffedBytes));
  while (lines.next()) {
    if (!rsscanFrameTimeMs(lines.line())) continue;
    while (lines.next() && plate_text::isBlank(lines.line())) {
    }
    return columnsOf(lines.line()) >= kPlateColumns.front() &&
           columnsOf(lines.line()) <= kPlateColumns.back();
  }
  return false;
}

Result<Annotated<std::vector<Recording>>> readRsscanPlate(std::string_view bytes,
                                                          const std::string& sourceName) {
  return readRsscanPlate(bytes, sourceName, PlateReadOptions{});
}

Result<Annotated<std::vector<Recording>>> readRsscanPlate(std::string_view bytes,
                                                          const std::string& sourceName,
                                                          const PlateReadOptions& options) {
  return RsscanReader(bytes, sourceName, options).read();
}

}  // namespace podalign::ingest
