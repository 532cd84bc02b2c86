// footscan "Dynamic Roll off": a title, name and date (passed over), "Scanning speed;  for the left
// foot: 0.00 Hertz, for the right foot: 500.00 Hertz", then for each foot "Right foot data",
// "Rectangle bottom" and so on with the value in the line below, and frames of the rectangle's
// cells. A spreadsheet that saved it again may have padded the lines.
#include "podalign/ingest/rsscan_roll_off.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <optional>

#include "podalign/ingest/plate_rows.hpp"
#include "podalign/ingest/plate_text.hpp"
#include "podalign/ingest/rsscan_frame.hpp"

namespace podalign::ingest {
namespace {

using plantar::Recording;
using plate_text::LineCursor;

constexpr std::size_t kSniffedBytes = 65536;
constexpr std::size_t kMostFeet = 2;
constexpr std::string_view kRemedy = "export the Dynamic Roll off again from the footscan software";
// Stamps are printed to 0.01 ms; a stated rate that they miss by more is another one.
constexpr double kRateTolerance = 0.01;
constexpr std::array<std::size_t, 4> kPlateRows{64, 128, 192, 256};

struct Rectangle {
  std::optional<std::size_t> bottom, left, width, height;
};

struct FootSection {
  Laterality side = Laterality::Right;
  Rectangle rectangle;
  std::optional<LoadedCells> cells;
  std::optional<RowReader> reader;
  std::size_t row = 0;  // of the frame being read
  double firstMs = 0.0;
  double lastMs = 0.0;
};

// Without what a spreadsheet put at either end.
std::string_view bare(std::string_view line) {
  const std::size_t end = line.find_last_not_of(",;\t \"");
  if (end == std::string_view::npos) return {};
  return line.substr(0, end + 1).substr(line.find_first_not_of("\t \""));
}

char separatorOf(std::string_view line) {
  for (const char separator : {'\t', ';', ','}) {
    if (line.find(separator) != std::string_view::npos) return separator;
  }
  return '\t';
}

std::optional<double> hertzAfter(std::string_view line, std::string_view key) {
  const auto value = plate_text::valueAfter(line, key);
  const auto number = value ? plate_text::leadingNumber(*value) : std::nullopt;
  return number ? std::optional(number->number) : std::nullopt;
}

class RollOffReader {
 public:
  RollOffReader(std::string_view bytes, const std::string& sourceName)
      : lines_(bytes), source_(sourceName) {}
  Result<Annotated<std::vector<Recording>>> read();

 private:
  tl::unexpected<Error> refuse(ErrorCode code, const std::string& what) const {
    return failure(code, fmt::format("{}; {}", what, kRemedy), source_, lines_.number());
  }
  Result<void> readLine(std::string_view line);
  Result<void> beginFoot(Laterality side);
  Result<void> readRectangle(std::string_view key);
  Result<void> beginFrames();
  Result<void> beginFrame(double timeMs);
  Result<void> readRow(std::string_view line);
  Result<void> endFrame() const;
  Result<Recording> recordingOf(FootSection& foot, Findings& findings) const;

  LineCursor lines_;
  std::string source_;
  std::vector<FootSection> feet_;
  PerSide<std::optional<double>> statedHertz_;
};

Result<void> RollOffReader::beginFoot(Laterality side) {
  if (auto ended = endFrame(); !ended) return ended;
  if (feet_.size() == kMostFeet || (feet_.size() == 1 && feet_.front().side == side)) {
    return refuse(ErrorCode::Malformed, "one foot stands in the file twice");
  }
  feet_.emplace_back().side = side;
  return {};
}

// "Rectangle bottom", its value on the next line that is not empty.
Result<void> RollOffReader::readRectangle(std::string_view key) {
  if (feet_.empty()) return refuse(ErrorCode::Malformed, "a rectangle of no foot");
  Rectangle& rectangle = feet_.back().rectangle;
  std::optional<std::size_t>* into = key == "Rectangle bottom"   ? &rectangle.bottom
                                     : key == "Rectangle left"   ? &rectangle.left
                                     : key == "Rectangle width"  ? &rectangle.width
                                     : key == "Rectangle height" ? &rectangle.height
                                                                 : nullptr;
  if (into == nullptr) return {};
  while (lines_.next() && bare(lines_.line()).empty()) {
  }
  const std::string_view text = bare(lines_.line());
  const auto number = plate_text::numberFrom(text);
  if (!number || *number < 0.0 || *number > static_cast<double>(kRsscanMostRows) ||
      *number != std::floor(*number)) {
    return refuse(ErrorCode::Malformed,
                  fmt::format("'{}' is '{}', no place on a plate", key, plate_text::excerpt(text)));
  }
  *into = static_cast<std::size_t>(*number);
  return {};
}

Result<void> RollOffReader::beginFrames() {
  FootSection& foot = feet_.back();
  const Rectangle& r = foot.rectangle;
  if (!r.bottom || !r.left || !r.width || !r.height) {
    return refuse(ErrorCode::Malformed,
                  "the rectangle of the foot (bottom, left, width, height) is not complete");
  }
  if (*r.width < 1 || *r.height < 1 || *r.left + *r.width > kRsscanMostColumns ||
      *r.bottom + *r.height > kRsscanMostRows) {
    return refuse(ErrorCode::Malformed,
                  fmt::format("a rectangle of {} x {} cells, {} from the left and {} from the near "
                              "end, lies on no footscan plate (64 columns, 256 rows at the most)",
                              *r.width, *r.height, *r.left, *r.bottom));
  }
  foot.cells.emplace(*r.height, *r.width);
  foot.row = *r.height;
  return {};
}

Result<void> RollOffReader::endFrame() const {
  if (feet_.empty() || !feet_.back().cells) return {};
  const FootSection& foot = feet_.back();
  if (foot.row == foot.cells->rows()) return {};
  return refuse(ErrorCode::Truncated,
                fmt::format("frame {} has {} of {} rows: the file is cut short or was edited",
                            foot.cells->frames() - 1, foot.row, foot.cells->rows()));
}

Result<void> RollOffReader::beginFrame(double timeMs) {
  if (feet_.empty()) {
    return refuse(ErrorCode::Malformed, "a frame of no foot: 'Left foot data' is missing");
  }
  if (auto ended = endFrame(); !ended) return ended;
  FootSection& foot = feet_.back();
  if (!foot.cells) {
    if (auto begun = beginFrames(); !begun) return begun;
    foot.firstMs = timeMs;
  } else if (!(timeMs > foot.lastMs)) {
    return refuse(ErrorCode::Malformed, "the frames are not in order of time");
  }
  foot.lastMs = timeMs;
  foot.cells->beginFrame();
  foot.row = 0;
  return {};
}

Result<void> RollOffReader::readRow(std::string_view line) {
  FootSection& foot = feet_.back();
  if (foot.row == foot.cells->rows()) {
    return refuse(ErrorCode::Malformed,
                  fmt::format("a line beyond the {} rows of the frame", foot.row));
  }
  if (!foot.reader) {
    foot.reader.emplace(foot.cells->columns(), separatorOf(line), kRsscanLargestCellN);
  }
  const auto fault = foot.reader->read(line, foot.row, *foot.cells);
  ++foot.row;
  if (!fault) return {};
  if (fault->kind == RowFault::Kind::TooFew) {
    return refuse(ErrorCode::Truncated,
                  fmt::format("the row has {} of {} cells: the file is cut short or was edited",
                              fault->cells, foot.cells->columns()));
  }
  if (fault->kind == RowFault::Kind::TooMany) {
    return refuse(ErrorCode::Malformed,
                  fmt::format("the row has more than {} cells", foot.cells->columns()));
  }
  return refuse(ErrorCode::Malformed,
                fmt::format("'{}' is no force that a foot presses on a cell with",
                            plate_text::excerpt(fault->field)));
}

Result<void> RollOffReader::readLine(std::string_view line) {
  const bool inFrames = !feet_.empty() && feet_.back().cells;
  const std::string_view text = bare(line);
  if (text.empty()) return {};
  if (const auto time = rsscanFrameTimeMs(text)) return beginFrame(*time);
  if (text == "Left foot data") return beginFoot(Laterality::Left);
  if (text == "Right foot data") return beginFoot(Laterality::Right);
  if (inFrames) return readRow(line);
  if (text.starts_with("Rectangle ")) return readRectangle(text);
  if (text.starts_with("Scanning speed")) {
    const std::string_view left = text.substr(0, text.find("right foot"));
    statedHertz_[Laterality::Left] = hertzAfter(left, "left foot:");
    statedHertz_[Laterality::Right] = hertzAfter(text, "right foot:");
  }
  return {};  // title, name, date
}

Result<Recording> RollOffReader::recordingOf(FootSection& foot, Findings& findings) const {
  const std::size_t frames = foot.cells ? foot.cells->frames() : 0;
  if (frames < 2) {
    return refuse(ErrorCode::Truncated,
                  fmt::format("the {} foot has {} frames, so no time between frames",
                              toString(foot.side), frames));
  }
  const Rectangle& r = foot.rectangle;
  std::size_t plateRows = kPlateRows.back();
  for (auto rows = kPlateRows.rbegin(); rows != kPlateRows.rend(); ++rows) {
    if (*rows >= *r.bottom + *r.height) plateRows = *rows;
  }
  Recording recording;
  recording.grid = rsscanGrid(plateRows, kRsscanMostColumns);
  const double periodS = (foot.lastMs - foot.firstMs) / static_cast<double>(frames - 1) / 1000.0;
  recording.framePeriod = units::seconds(periodS);
  recording.markedSide = foot.side;
  recording.format = "rsscan-roll-off";
  recording.system = "RSscan footscan plate";
  recording.noiseFloorKpa = foot.cells->smallestLoad() * kRsscanKpaPerNewton;
  foot.cells->moveInto(recording, kRsscanKpaPerNewton);
  const auto moved = [](plantar::IndexRange range, std::size_t by) {
    return plantar::IndexRange{range.first + static_cast<int>(by),
                               range.last + static_cast<int>(by)};
  };
  recording.rows = moved(recording.rows, *r.bottom);
  recording.columns = moved(recording.columns, *r.left);
  const double stated = statedHertz_[foot.side].value_or(0.0);
  if (stated > 0.0 && std::abs(stated * periodS - 1.0) > kRateTolerance) {
    findings.push_back({{"PLATE.RATE_DIFFERS",
                         {{"stated", fmt::format("{:.2f} Hz", stated)},
                          {"stamps", fmt::format("{:.2f} Hz", 1.0 / periodS)}}},
                        Severity::Caution,
                        source_});
  }
  return recording;
}

Result<Annotated<std::vector<Recording>>> RollOffReader::read() {
  while (lines_.next()) {
    if (auto read = readLine(lines_.line()); !read) return tl::unexpected(read.error());
  }
  if (auto ended = endFrame(); !ended) return tl::unexpected(ended.error());
  if (feet_.empty()) {
    return refuse(ErrorCode::Truncated, "neither 'Left foot data' nor 'Right foot data' is there");
  }
  Annotated<std::vector<Recording>> result;
  int frames = 0;
  for (FootSection& foot : feet_) {
    auto recording = recordingOf(foot, result.findings);
    if (!recording) return tl::unexpected(recording.error());
    recording->measurement = static_cast<int>(result.value.size());
    frames += recording->frames;
    result.findings.push_back(
        {{"PLATE.RSSCAN_RECTANGLE", {{"rows", fmt::format("{}", recording->grid.rows)}}},
         Severity::Note,
         source_});
    result.value.push_back(std::move(*recording));
  }
  result.findings.push_back({{"PLATE.RSSCAN_CELLS", {}}, Severity::Note, source_});
  result.findings.push_back({{"PLATE.IMPORT_UNVERIFIED", {{"frames", fmt::format("{}", frames)}}},
                             Severity::Note,
                             source_});
  return result;
}

}  // namespace

bool looksLikeRsscanRollOff(std::string_view head) {
  head = head.substr(0, kSniffedBytes);
  const auto has = [&](std::string_view token) {
    return head.find(token) != std::string_view::npos;
  };
  return static_cast<int>(has("Dynamic Roll off")) + static_cast<int>(has("Rectangle bottom")) +
             static_cast<int>(has("t foot data")) + static_cast<int>(has("Scanning speed;")) >=
         2;
}

Result<Annotated<std::vector<Recording>>> readRsscanRollOff(std::string_view bytes,
                                                            const std::string& sourceName) {
  return RollOffReader(bytes, sourceName).read();
}

}  // namespace podalign::ingest
