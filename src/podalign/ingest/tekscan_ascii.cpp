#include "podalign/ingest/tekscan_ascii.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "podalign/ingest/plate_tekscan_header.hpp"
#include "podalign/ingest/plate_text.hpp"

namespace podalign::ingest {
namespace {

using plantar::Recording;
using plate_text::FieldCursor;
using plate_text::LineCursor;

constexpr double kLargestPressureKpa = 1.0e5;
constexpr std::size_t kSniffedBytes = 65536;
constexpr std::string_view kRemedy = "export the movie again from the Tekscan software as ASCII";

class TekscanReader {
 public:
  TekscanReader(std::string_view bytes, const std::string& sourceName)
      : bytes_(bytes), lines_(bytes), source_(sourceName) {}
  Result<Annotated<std::vector<Recording>>> read();

 private:
  tl::unexpected<Error> refuse(ErrorCode code, std::string_view what) const {
    return failure(code, fmt::format("{}; {}", what, kRemedy), source_, lines_.number());
  }
  Result<void> readHeader();
  Result<void> readFrames();
  Result<void> readRow(std::string_view line);
  void describe(Recording& recording) const;
  void addFindings(const Recording& recording, Findings& findings) const;

  std::string_view bytes_;
  LineCursor lines_;
  std::string source_;
  TekscanHeader header_;
  char separator_ = ',';
  std::size_t cellsPerFrame_ = 0;
  double kpaPerUnit_ = 1.0;
  std::vector<float> cells_;
  std::vector<unsigned char> active_;
  long frames_ = 0;
  bool ended_ = false;  // the closing @@ was seen
};

Result<void> TekscanReader::readHeader() {
  while (lines_.next()) {
    if (auto read = readTekscanHeaderLine(lines_.line(), header_); !read) {
      return failure(read.error().code, read.error().message, source_, lines_.number());
    }
    if (header_.keysSeen.empty() || header_.keysSeen.back() != "ASCII_DATA") continue;
    if (auto checked = checkTekscanHeader(header_, bytes_.size()); !checked) {
      return failure(checked.error().code, checked.error().message, source_, lines_.number());
    }
    cellsPerFrame_ = static_cast<std::size_t>(*header_.rows * *header_.columns);
    kpaPerUnit_ = tekscanKpaPerUnit(header_);
    active_.assign(cellsPerFrame_, 0);
    return {};
  }
  return refuse(ErrorCode::Truncated,
                "the header does not end with 'ASCII_DATA @@': the file is cut short");
}

Result<void> TekscanReader::readRow(std::string_view line) {
  const auto columns = static_cast<std::size_t>(*header_.columns);
  const std::size_t firstInFrame = cells_.size() % cellsPerFrame_;
  FieldCursor fields(line, separator_);
  for (std::size_t column = 0; column < columns; ++column) {
    if (!fields.next() || fields.field().empty()) {
      return refuse(ErrorCode::Truncated,
                    fmt::format("the row has {} of {} cells: the file is cut short or was edited",
                                column, columns));
    }
    const bool outside = fields.field() == "B" || fields.field() == "b";
    const auto value = outside ? std::optional(0.0) : plate_text::numberFrom(fields.field());
    const double kpa = value.value_or(-1.0) * kpaPerUnit_;
    if (!(kpa >= 0.0 && kpa <= kLargestPressureKpa)) {
      return refuse(ErrorCode::Malformed,
                    fmt::format("'{}' is no pressure", plate_text::excerpt(fields.field())));
    }
    if (!outside) active_[firstInFrame + column] = 1;
    cells_.push_back(static_cast<float>(kpa));
  }
  while (fields.next()) {
    if (!fields.field().empty()) {
      return refuse(ErrorCode::Malformed, fmt::format("the row has more than {} cells", columns));
    }
  }
  return {};
}

Result<void> TekscanReader::readFrames() {
  const auto incomplete = [&] {
    return frames_ > 0 && cells_.size() != static_cast<std::size_t>(frames_) * cellsPerFrame_;
  };
  while (!ended_ && lines_.next()) {
    const std::string_view line = lines_.line();
    if (plate_text::isBlank(line, " \t\r,;\"")) continue;
    const bool isFrame = plate_text::trimmed(line).substr(0, 6) == "Frame ";
    ended_ = plate_text::trimmed(line).substr(0, 2) == "@@";
    if ((isFrame || ended_) && incomplete()) {
      return refuse(
          ErrorCode::Truncated,
          fmt::format("frame {} has fewer than {} rows: the file is cut short or was edited",
                      frames_, *header_.rows));
    }
    if (isFrame) {
      ++frames_;
      continue;
    }
    if (ended_) break;
    if (frames_ == 0 || !incomplete()) {
      return refuse(ErrorCode::Malformed,
                    "a row outside of a frame: rows and 'Frame' lines do not fit ROWS");
    }
    // A spreadsheet of a country with decimal commas separates by semicolons.
    if (cells_.empty())
      separator_ = line.find(';') != std::string_view::npos    ? ';'
                   : line.find('\t') != std::string_view::npos ? '\t'
                                                               : ',';
    if (auto read = readRow(line); !read) return read;
  }
  if (incomplete()) {
    return refuse(ErrorCode::Truncated,
                  fmt::format("frame {} is not complete: the file is cut short", frames_));
  }
  if (frames_ == 0) return refuse(ErrorCode::Truncated, "the file holds no frame");
  return {};
}

void TekscanReader::describe(Recording& recording) const {
  const double spacingArea = *header_.columnSpacingMm * *header_.rowSpacingMm;
  const int rows = static_cast<int>(*header_.rows);
  const int columns = static_cast<int>(*header_.columns);
  recording.grid = {.rows = rows,
                    .columns = columns,
                    .columnSpacingMm = *header_.columnSpacingMm,
                    .rowSpacingMm = *header_.rowSpacingMm,
                    .cellAreaMm2 = header_.cellAreaMm2.value_or(spacingArea),
                    // Mirrored on both axes the table is turned by 180 degrees, which is no harm.
                    .view = header_.mirroredRows != header_.mirroredColumns
                                ? plantar::GridView::Uncertain
                                : plantar::GridView::FromAbove};
  recording.rows = {0, rows - 1};
  recording.columns = {0, columns - 1};
  recording.frames = static_cast<int>(frames_);
  recording.framePeriod = units::seconds(*header_.periodS);
  const bool outlined = std::find(active_.begin(), active_.end(), 0) != active_.end();
  // Sensors cut to the shape of a sole mark the cells outside; plates are rectangles.
  recording.sensor = tekscanSensorKind(header_).value_or(outlined ? plantar::SensorKind::InShoe
                                                                  : plantar::SensorKind::Plate);
  if (recording.sensor == plantar::SensorKind::InShoe)
    recording.markedSide = tekscanCuffSide(header_);
  recording.format = "tekscan-ascii";
  recording.system = fmt::format("Tekscan {}", header_.sensorType);
  recording.saturationKpa = header_.saturationKpa;
  float step = std::numeric_limits<float>::infinity();
  for (const float value : cells_) {
    if (value > 0.0F) step = std::min(step, value);
  }
  recording.noiseFloorKpa = std::isfinite(step) ? static_cast<double>(step) : 0.0;
}

void TekscanReader::addFindings(const Recording& recording, Findings& findings) const {
  const auto add = [&](std::string id, std::vector<std::pair<std::string, std::string>> values,
                       Severity severity) {
    findings.push_back({{std::move(id), std::move(values)}, severity, source_});
  };
  const std::string frames = fmt::format("{}", frames_);
  if (recording.vendorCheck == plantar::VendorCheck::NotPossible) {
    add("PLATE.IMPORT_UNVERIFIED", {{"frames", frames}}, Severity::Note);
  } else {
    const long stated = *header_.endFrame - *header_.startFrame + 1;
    const bool agrees = recording.vendorCheck == plantar::VendorCheck::Verified;
    if (agrees) {
      add("PLATE.IMPORT_VERIFIED", {{"frames", frames}, {"totals", "1"}, {"max_error", "0 frames"}},
          Severity::Note);
    } else {
      add("PLATE.IMPORT_MISMATCH",
          {{"measurement", "1"},
           {"line", fmt::format("{}", lines_.number())},
           {"printed", fmt::format("{} frames", stated)},
           {"computed", frames + " frames"}},
          Severity::Reject);
    }
  }
  if (recording.grid.view == plantar::GridView::Uncertain)
    add("PLATE.MIRRORED", {}, Severity::Caution);
  if (!tekscanSensorKind(header_)) {
    const bool inShoe = recording.sensor == plantar::SensorKind::InShoe;
    add(inShoe ? "PLATE.SENSOR_TAKEN_AS_IN_SHOE" : "PLATE.SENSOR_TAKEN_AS_PLATE",
        {{"sensor", header_.sensorType}}, Severity::Caution);
  }
}

Result<Annotated<std::vector<Recording>>> TekscanReader::read() {
  if (auto read = readHeader(); !read) return tl::unexpected(read.error());
  if (auto read = readFrames(); !read) return tl::unexpected(read.error());
  Recording recording;
  describe(recording);
  if (header_.startFrame && header_.endFrame) {
    const long stated = *header_.endFrame - *header_.startFrame + 1;
    if (!ended_ && frames_ < stated) {
      return refuse(
          ErrorCode::Truncated,
          fmt::format(
              "{} of {} frames are there and the closing '@@' is not: the file is cut short",
              frames_, stated));
    }
    recording.vendorCheck =
        stated == frames_ ? plantar::VendorCheck::Verified : plantar::VendorCheck::Mismatch;
  }
  recording.pressuresKpa = std::move(cells_);
  recording.active = std::move(active_);
  Annotated<std::vector<Recording>> result;
  addFindings(recording, result.findings);
  result.value.push_back(std::move(recording));
  return result;
}

}  // namespace

bool looksLikeTekscan(std::string_view head) {
  head = head.substr(0, kSniffedBytes);
  const auto has = [&](std::string_view token) {
    return head.find(token) != std::string_view::npos;
  };
  const int score = static_cast<int>(has("DATA_TYPE ")) + static_cast<int>(has("ASCII_DATA @@")) +
                    static_cast<int>(has("SECONDS_PER_FRAME"));
  return score >= 2;  // two of three tell it from a text that quotes one of them
}

Result<Annotated<std::vector<Recording>>> readTekscan(std::string_view bytes,
                                                      const std::string& sourceName) {
  return TekscanReader(bytes, sourceName).read();
}

}  // namespace podalign::ingest
