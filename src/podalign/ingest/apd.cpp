// An INI file: [General], [Customer] (never read), [Technical], [Data] with the maxima over time
// and, where it was written by RSscan's CadCam, [Data<i>] for each frame from MinIdx to MaxIdx.
// Tables are SensCountX lines of SensCountY values; -1 stands where the foot never was.
#include "podalign/ingest/apd.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "podalign/ingest/apd_header.hpp"
#include "podalign/ingest/plate_rows.hpp"
#include "podalign/ingest/plate_text.hpp"

namespace podalign::ingest {
namespace {

using plantar::Recording;
using plate_text::FieldCursor;
using plate_text::LineCursor;

constexpr std::size_t kSniffedBytes = 65536;
constexpr double kLargestPressureKpa = 1.0e5;
constexpr double kOutside = -1.0;
// Without the plate's size, cells beside the table stand for "not at the edge".
constexpr int kMargin = 1;
constexpr std::string_view kRemedy = "export the step again as .apd";

class ApdReader {
 public:
  ApdReader(std::string_view bytes, const std::string& sourceName)
      : lines_(bytes), size_(bytes.size()), source_(sourceName) {}
  Result<Annotated<std::vector<Recording>>> read();

 private:
  tl::unexpected<Error> refuse(ErrorCode code, const std::string& what) const {
    return failure(code, fmt::format("{}; {}", what, kRemedy), source_, lines_.number());
  }
  Result<void> readSection(std::string_view name);
  Result<void> readTable(std::optional<long> frame);
  Result<void> readRow(std::string_view line, std::size_t row, bool maxima);
  Result<void> checkFrames() const;
  void compareMaxima(Recording& recording, Findings& findings) const;
  Recording describe();

  LineCursor lines_;
  std::size_t size_;
  std::string source_;
  ApdHeader header_;
  bool inCustomer_ = false;
  bool checked_ = false;
  std::optional<LoadedCells> cells_;
  std::vector<float> maxima_;       // as printed in [Data]
  std::vector<float> frameMaxima_;  // of the frames
  int decimals_ = 0;                // places of the least exact printed number
  std::size_t maximaLine_ = 0;
  std::optional<long> lastFrame_;
};

std::size_t count(long number) { return static_cast<std::size_t>(number); }

Result<void> ApdReader::readRow(std::string_view line, std::size_t row, bool maxima) {
  const auto wanted = count(*header_.values);
  const double largest = kLargestPressureKpa / header_.kpaPerValue();
  const char separator = line.find('\t') != std::string_view::npos ? '\t' : ';';
  FieldCursor fields(line, separator);
  for (std::size_t column = 0; column < wanted; ++column) {
    if (!fields.next() || fields.field().empty()) {
      return refuse(ErrorCode::Truncated,
                    fmt::format("the line has {} of {} values: the file is cut short or was edited",
                                column, wanted));
    }
    const auto value = plate_text::numberFrom(fields.field());
    if (!value || (*value < 0.0 && *value != kOutside) || *value > largest) {
      return refuse(ErrorCode::Malformed,
                    fmt::format("'{}' is no pressure", plate_text::excerpt(fields.field())));
    }
    if (!(*value > 0.0)) continue;
    decimals_ = std::max(decimals_, plate_text::decimalPlaces(fields.field()));
    const auto pressure = static_cast<float>(*value);
    float& highest = (maxima ? maxima_ : frameMaxima_)[row * wanted + column];
    highest = std::max(highest, pressure);
    if (!maxima) cells_->add(row, column, pressure);
  }
  while (fields.next()) {
    if (!fields.field().empty()) {
      return refuse(ErrorCode::Malformed, fmt::format("the line has more than {} values", wanted));
    }
  }
  return {};
}

// From behind "[Data7]" to its last line.
Result<void> ApdReader::readTable(std::optional<long> frame) {
  if (!checked_) {
    if (auto possible = checkApdHeader(header_, size_); !possible) {
      return refuse(possible.error().code, possible.error().message);
    }
    checked_ = true;
    cells_.emplace(count(*header_.lines), count(*header_.values));
    frameMaxima_.assign(count(*header_.lines * *header_.values), 0.0F);
  }
  if (!frame) {
    if (!maxima_.empty()) return refuse(ErrorCode::Malformed, "'[Data]' stands twice");
    maxima_.assign(frameMaxima_.size(), 0.0F);
    maximaLine_ = lines_.number();
  } else {
    const long expected = lastFrame_ ? *lastFrame_ + 1 : header_.firstFrame.value_or(*frame);
    if (*frame != expected) {
      return refuse(ErrorCode::Malformed,
                    fmt::format("frame {} stands where frame {} is expected", *frame, expected));
    }
    lastFrame_ = frame;
    cells_->beginFrame();
  }
  for (std::size_t row = 0; row < cells_->rows(); ++row) {
    do {
      if (!lines_.next()) {
        return refuse(ErrorCode::Truncated,
                      fmt::format("the table has {} of {} lines: the file is cut short", row,
                                  cells_->rows()));
      }
    } while (row == 0 && plate_text::isBlank(lines_.line()));
    if (auto read = readRow(lines_.line(), row, !frame); !read) return read;
  }
  return {};
}

Result<void> ApdReader::readSection(std::string_view name) {
  inCustomer_ = name == "Customer";
  constexpr std::string_view kData = "Data";
  if (!name.starts_with(kData)) return {};
  if (name == kData) return readTable(std::nullopt);
  const auto frame = plate_text::integerFrom(name.substr(kData.size()));
  if (!frame || *frame < 0) return {};
  if (!header_.dynamic()) {
    return refuse(ErrorCode::UnitNotStated, "'TimeDiff' is not stated, though there are frames");
  }
  return readTable(frame);
}

Result<void> ApdReader::checkFrames() const {
  if (!checked_) {
    return refuse(ErrorCode::Truncated, "'[Data]' is not there: the file is cut short");
  }
  if (header_.lastFrame && lastFrame_.value_or(-1) != *header_.lastFrame) {
    return refuse(ErrorCode::Truncated,
                  fmt::format("{} frames are there, up to number {} were promised: the file is cut "
                              "short",
                              cells_->frames(), *header_.lastFrame));
  }
  if (header_.dynamic() && cells_->frames() < 2) {
    return refuse(ErrorCode::Truncated, "the file holds fewer than two frames");
  }
  return {};
}

void ApdReader::compareMaxima(Recording& recording, Findings& findings) const {
  const std::string frames = fmt::format("{}", recording.frames);
  if (maxima_.empty()) {
    findings.push_back(
        {{"PLATE.IMPORT_UNVERIFIED", {{"frames", frames}}}, Severity::Note, source_});
    return;
  }
  double largest = 0.0;
  std::size_t worst = 0;
  for (std::size_t cell = 0; cell < maxima_.size(); ++cell) {
    const double difference =
        std::abs(static_cast<double>(maxima_[cell]) - static_cast<double>(frameMaxima_[cell]));
    if (difference <= largest) continue;
    largest = difference;
    worst = cell;
  }
  const double allowed = 0.5 * std::pow(10.0, -decimals_) + 1e-6;
  const bool agrees = largest <= allowed;
  recording.vendorCheck = agrees ? plantar::VendorCheck::Verified : plantar::VendorCheck::Mismatch;
  const auto kpa = [&](float value) {
    return fmt::format("{:.1f} kPa", static_cast<double>(value) * header_.kpaPerValue());
  };
  if (agrees) {
    findings.push_back(
        {{"PLATE.IMPORT_VERIFIED",
          {{"frames", frames},
           {"totals", fmt::format("{}", maxima_.size())},
           {"max_error", fmt::format("{:.4f} kPa", largest * header_.kpaPerValue())}}},
         Severity::Note,
         source_});
  } else {
    findings.push_back({{"PLATE.IMPORT_MISMATCH",
                         {{"measurement", "1"},
                          {"line", fmt::format("{}", maximaLine_ + 1 + worst / cells_->columns())},
                          {"printed", kpa(maxima_[worst])},
                          {"computed", kpa(frameMaxima_[worst])}}},
                        Severity::Reject,
                        source_});
  }
}

Recording ApdReader::describe() {
  Recording recording;
  const bool placed = header_.plateLines && header_.plateValues;
  const int margin = placed ? 0 : kMargin;
  const auto extent = [&](const std::optional<long>& plate, long table) {
    return static_cast<int>(placed ? *plate : table + 2L * kMargin);
  };
  // A start that is counted from 1 shows only where the table ends with the plate.
  const auto start = [&](const std::optional<long>& first, long table, int plate) {
    return placed ? static_cast<int>(std::min(first.value_or(0), plate - table)) : margin;
  };
  recording.grid = {.rows = extent(header_.plateLines, *header_.lines),
                    .columns = extent(header_.plateValues, *header_.values),
                    .columnSpacingMm = *header_.valueSpacing * *header_.millimetresPerUnit,
                    .rowSpacingMm = *header_.lineSpacing * *header_.millimetresPerUnit,
                    .cellAreaMm2 = header_.cellAreaMm2(),
                    .view = plantar::GridView::Uncertain};
  recording.format = "apd";
  recording.system = header_.zebris ? "zebris (pedcad)" : "RSscan (CadCam)";
  recording.markedSide = header_.side;
  recording.noiseFloorKpa = cells_->smallestLoad() * header_.kpaPerValue();
  cells_->moveInto(recording, header_.kpaPerValue());
  const auto moved = [](plantar::IndexRange range, int by) {
    return plantar::IndexRange{range.first + by, range.last + by};
  };
  recording.rows =
      moved(recording.rows, start(header_.firstLine, *header_.lines, recording.grid.rows));
  recording.columns =
      moved(recording.columns, start(header_.firstValue, *header_.values, recording.grid.columns));
  return recording;
}

Result<Annotated<std::vector<Recording>>> ApdReader::read() {
  while (lines_.next()) {
    const std::string_view line = plate_text::trimmed(lines_.line());
    Result<void> done;
    if (line.size() > 2 && line.front() == '[' && line.back() == ']') {
      done = readSection(line.substr(1, line.size() - 2));
    } else if (!inCustomer_ && !checked_) {
      done = readApdLine(line, header_);
      if (!done) return refuse(done.error().code, done.error().message);
    } else if (checked_ && !inCustomer_ && plate_text::leadingNumber(line)) {
      return refuse(ErrorCode::Malformed,
                    fmt::format("a line beyond the {} lines of the table", cells_->rows()));
    }
    if (!done) return tl::unexpected(done.error());
  }
  if (auto whole = checkFrames(); !whole) return tl::unexpected(whole.error());
  Annotated<std::vector<Recording>> result;
  const auto add = [&](const char* id, Severity severity) {
    result.findings.push_back({{id, {}}, severity, source_});
  };
  const bool peakImage = !header_.dynamic();
  if (peakImage) {
    // The maxima are the only frame there is.
    cells_->beginFrame();
    for (std::size_t cell = 0; cell < maxima_.size(); ++cell) {
      if (maxima_[cell] > 0.0F) {
        cells_->add(cell / cells_->columns(), cell % cells_->columns(), maxima_[cell]);
      }
    }
  }
  Recording& recording = result.value.emplace_back(describe());
  recording.peakImage = peakImage;
  recording.framePeriod =
      units::seconds(peakImage ? 1.0 : *header_.timeStep * *header_.secondsPerUnit);
  if (peakImage) {
    add("PLATE.PEAK_IMAGE", Severity::Caution);
  } else {
    compareMaxima(recording, result.findings);
  }
  if (!header_.plateLines || !header_.plateValues) add("PLATE.EDGE_UNKNOWN", Severity::Note);
  if (!header_.side) add("PLATE.VIEW_UNSTATED", Severity::Caution);
  return result;
}

}  // namespace

bool looksLikeApd(std::string_view head) {
  head = head.substr(0, kSniffedBytes);
  const auto has = [&](std::string_view token) {
    return head.find(token) != std::string_view::npos;
  };
  return static_cast<int>(has("[Technical]")) + static_cast<int>(has("SensCountX=")) +
             static_cast<int>(has("LDistX=")) + static_cast<int>(has("UnitPressure=")) >=
         2;
}

Result<Annotated<std::vector<Recording>>> readApd(std::string_view bytes,
                                                  const std::string& sourceName) {
  return ApdReader(bytes, sourceName).read();
}

}  // namespace podalign::ingest
