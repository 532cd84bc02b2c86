#include "podalign/ingest/zebris_raw.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "podalign/ingest/plate_rows.hpp"
#include "podalign/ingest/plate_text.hpp"
#include "podalign/ingest/plate_vendor_check.hpp"

namespace podalign::ingest {
namespace {

using plantar::Recording;
using plate_text::FieldCursor;
using plate_text::LineCursor;

constexpr std::size_t kSniffedBytes = 65536;
constexpr double kLargestPressureKpa = 1.0e5;
constexpr double kMostCells = 4.0e6;
constexpr double kMillimetreRounding = 0.005;  // cell sizes are printed with two decimals
constexpr double kMillimetresPerMetre = 1000.0;
constexpr double kNotPrinted = std::numeric_limits<double>::quiet_NaN();
constexpr std::string_view kRemedy = "export the raw data again from the zebris software";

// "Columns\t128": the value, where the line has this key.
std::optional<std::string_view> valueOf(std::string_view line, std::string_view key) {
  if (!line.starts_with(key) || line.size() <= key.size() || line[key.size()] != '\t') {
    return std::nullopt;
  }
  return plate_text::trimmed(line.substr(key.size() + 1));
}

struct ZebrisHeader {
  std::optional<double> frequencyHz;
  std::optional<long> columns, lines, frameCount;
  std::optional<double> cellWidthMm, cellHeightMm, kilopascalsPerUnit;
  std::string unit;
  bool treadmill = false;
  std::vector<double> vendorForcesN;  // one per frame; the sum of the feet
  std::vector<double> beltWayMm;      // one per frame; NaN where it is not printed
};

class ZebrisReader {
 public:
  ZebrisReader(std::string_view bytes, const std::string& sourceName,
               const PlateReadOptions& options)
      : lines_(bytes), size_(bytes.size()), source_(sourceName), options_(options) {}
  Result<Annotated<std::vector<Recording>>> read();

 private:
  tl::unexpected<Error> refuse(ErrorCode code, const std::string& what) const {
    return failure(code, fmt::format("{}; {}", what, kRemedy), source_, lines_.number());
  }
  Result<void> readHead();
  Result<void> readForces(std::string_view titles);
  Result<void> readPlatform();
  Result<void> checkPlatform();
  Result<void> readFrames(LoadedCells& cells);
  Result<void> readFrame(LoadedCells& cells, RowReader& reader);
  void compareForces(double forceN, std::size_t frame);

  LineCursor lines_;
  std::size_t size_;
  std::string source_;
  const PlateReadOptions& options_;
  ZebrisHeader header_;
  std::vector<ForceComparison> comparisons_;
};

Result<void> ZebrisReader::readHead() {
  while (lines_.next()) {
    const std::string_view line = lines_.line();
    if (line.starts_with("Platform {")) return readPlatform();
    if (const auto application = valueOf(line, "Application")) {
      header_.treadmill = *application == "trplatf";
    }
    if (const auto frequency = valueOf(line, "Frequency,Hz")) {
      header_.frequencyHz = plate_text::numberFrom(*frequency);
    }
    if (line.starts_with("Time,ms\t")) {
      if (auto read = readForces(line); !read) return read;
    }
  }
  return refuse(
      ErrorCode::Truncated,
      "there is no 'Platform {': the pressures were not exported or the file is cut short");
}

// The force table: every column whose title ends in ",N", but the resultant of the butterfly; and
// how far the belt has come.
Result<void> ZebrisReader::readForces(std::string_view titles) {
  std::vector<bool> isForce;
  std::optional<std::size_t> position;
  double millimetres = 0.0;
  for (FieldCursor fields(titles, '\t'); fields.next();) {
    const std::string_view title = fields.field();
    if (title == "Position,m" || title == "Position,mm") {
      position = isForce.size();
      millimetres = title.ends_with("mm") ? 1.0 : kMillimetresPerMetre;
    }
    isForce.push_back(title.ends_with(",N") && title.find("utterfly") == std::string_view::npos);
  }
  bool begun = false;
  while (lines_.next()) {
    const std::string_view line = lines_.line();
    FieldCursor fields(line, '\t');
    const bool numeric = fields.next() && plate_text::numberFrom(fields.field()).has_value();
    if (!numeric) {
      if (begun) return {};
      if (line.starts_with("Platform {")) return readPlatform();
      continue;  // the line of calibrations, blank lines
    }
    begun = true;
    double sum = 0.0;
    for (std::size_t column = 1; fields.next() && column < isForce.size(); ++column) {
      if (isForce[column]) sum += plate_text::numberFrom(fields.field()).value_or(0.0);
      if (column == position) {
        const double way = plate_text::numberFrom(fields.field()).value_or(kNotPrinted);
        header_.beltWayMm.push_back(way * millimetres);
      }
    }
    header_.vendorForcesN.push_back(sum);
  }
  return {};
}

Result<void> ZebrisReader::readPlatform() {
  while (lines_.next()) {
    const std::string_view line = lines_.line();
    if (plate_text::isBlank(line)) return checkPlatform();
    if (const auto value = valueOf(line, "Columns")) {
      header_.columns = plate_text::integerFrom(*value);
    }
    if (const auto value = valueOf(line, "Lines")) header_.lines = plate_text::integerFrom(*value);
    if (const auto value = valueOf(line, "Cell width,mm")) {
      header_.cellWidthMm = plate_text::numberFrom(*value);
    }
    if (const auto value = valueOf(line, "Cell height,mm")) {
      header_.cellHeightMm = plate_text::numberFrom(*value);
    }
    if (const auto value = valueOf(line, "Units")) {
      header_.unit = *value;
      header_.kilopascalsPerUnit = plate_text::kilopascalsPer(*value);
    }
    if (const auto value = valueOf(line, "Frame count")) {
      header_.frameCount = plate_text::integerFrom(*value);
    }
    if (const auto value = valueOf(line, "Frequency")) {
      header_.frequencyHz = plate_text::numberFrom(*value);
    }
  }
  return refuse(ErrorCode::Truncated, "the head of the platform does not end");
}

Result<void> ZebrisReader::checkPlatform() {
  const auto missing = [&](const char* key) {
    return refuse(ErrorCode::Malformed, fmt::format("'{}' is missing or no number", key));
  };
  if (!header_.columns || *header_.columns < 1) return missing("Columns");
  if (!header_.lines || *header_.lines < 1) return missing("Lines");
  if (!header_.cellWidthMm || !(*header_.cellWidthMm > 0.0)) return missing("Cell width,mm");
  if (!header_.cellHeightMm || !(*header_.cellHeightMm > 0.0)) return missing("Cell height,mm");
  if (!header_.frequencyHz || !(*header_.frequencyHz > 0.0)) return missing("Frequency");
  if (header_.unit.empty()) {
    return refuse(ErrorCode::UnitNotStated, "the unit of the pressures is not stated");
  }
  if (!header_.kilopascalsPerUnit) {
    return refuse(ErrorCode::UnitUnsupported,
                  fmt::format("the unit '{}' is no unit of pressure that is known here",
                              plate_text::excerpt(header_.unit)));
  }
  // Every cell takes two bytes of the file at the least.
  const double cells = static_cast<double>(*header_.columns) * static_cast<double>(*header_.lines);
  if (cells > kMostCells || 2.0 * cells > static_cast<double>(size_)) {
    return refuse(ErrorCode::Malformed,
                  fmt::format("{} columns and {} lines are more than the file can hold",
                              *header_.columns, *header_.lines));
  }
  return {};
}

void ZebrisReader::compareForces(double forceN, std::size_t frame) {
  if (frame >= header_.vendorForcesN.size() || !(header_.vendorForcesN[frame] > 0.0)) return;
  const double shareOfSize =
      kMillimetreRounding / *header_.cellWidthMm + kMillimetreRounding / *header_.cellHeightMm;
  comparisons_.push_back({.computedN = forceN,
                          .printedN = header_.vendorForcesN[frame],
                          .decimals = 1,
                          .roundingN = forceN * shareOfSize,
                          .line = lines_.number()});
}

// One frame, from behind its "Frame N {" to its "}".
Result<void> ZebrisReader::readFrame(LoadedCells& cells, RowReader& reader) {
  if (cells.full()) {
    return refuse(ErrorCode::TooLarge,
                  "more cells are loaded than feet can load: these are no pressures of a walk");
  }
  cells.beginFrame();
  std::size_t row = 0;
  while (lines_.next()) {
    const std::string_view line = lines_.line();
    if (line.empty()) continue;
    if (line.front() == '}') {
      if (row == cells.rows()) return {};
      return refuse(ErrorCode::Truncated,
                    fmt::format("frame {} has {} of {} lines", cells.frames(), row, cells.rows()));
    }
    if (line.front() != 'y') continue;
    if (row == cells.rows()) {
      return refuse(ErrorCode::Malformed,
                    fmt::format("frame {} has more than {} lines", cells.frames(), cells.rows()));
    }
    const std::size_t start = line.find('\t');
    const std::string_view text =
        start == std::string_view::npos ? std::string_view() : line.substr(start + 1);
    if (const auto fault = reader.read(text, row, cells)) {
      if (fault->kind == RowFault::Kind::TooFew || fault->kind == RowFault::Kind::TooMany) {
        return refuse(ErrorCode::Truncated,
                      fmt::format("the line has {} cells, {} were promised: the file is cut short "
                                  "or was edited",
                                  fault->cells, cells.columns()));
      }
      return refuse(ErrorCode::Malformed,
                    fmt::format("'{}' is no pressure", plate_text::excerpt(fault->field)));
    }
    ++row;
  }
  return refuse(ErrorCode::Truncated,
                fmt::format("frame {} does not end: the file is cut short", cells.frames()));
}

Result<void> ZebrisReader::readFrames(LoadedCells& cells) {
  RowReader reader(cells.columns(), '\t', kLargestPressureKpa / *header_.kilopascalsPerUnit);
  const double newtonsPerUnit =
      forceNewtons(*header_.kilopascalsPerUnit, *header_.cellWidthMm * *header_.cellHeightMm);
  while (lines_.next()) {
    if (!lines_.line().starts_with("Frame ")) continue;
    if (options_.bytesDone) options_.bytesDone(lines_.begin());
    if (auto read = readFrame(cells, reader); !read) return read;
    compareForces(cells.sumOfFrame() * newtonsPerUnit, cells.frames() - 1);
  }
  if (cells.frames() == 0) return refuse(ErrorCode::Truncated, "the file holds no frame");
  if (header_.frameCount && static_cast<long>(cells.frames()) != *header_.frameCount) {
    return refuse(ErrorCode::Truncated,
                  fmt::format("{} of {} frames are there: the file is cut short", cells.frames(),
                              *header_.frameCount));
  }
  return {};
}

// The software counts a foot from when it has recognised it, so the first and the last frames of a
// recording print less than was measured. From the first frame that agrees to the last one all
// have to.
VendorTotals totalsOf(const std::vector<ForceComparison>& comparisons) {
  const auto agrees = [](const ForceComparison& comparison) {
    VendorTotals one;
    one.compare(comparison);
    return one.outcome() == plantar::VendorCheck::Verified;
  };
  auto first = std::find_if(comparisons.begin(), comparisons.end(), agrees);
  auto last = std::find_if(comparisons.rbegin(), comparisons.rend(), agrees).base();
  if (first == comparisons.end()) {
    first = comparisons.begin();
    last = comparisons.end();
  }
  VendorTotals totals;
  for (; first != last; ++first) totals.compare(*first);
  return totals;
}

Result<Annotated<std::vector<Recording>>> ZebrisReader::read() {
  if (auto read = readHead(); !read) return tl::unexpected(read.error());
  LoadedCells cells(static_cast<std::size_t>(*header_.lines),
                    static_cast<std::size_t>(*header_.columns));
  if (auto read = readFrames(cells); !read) return tl::unexpected(read.error());
  Annotated<std::vector<Recording>> result;
  Recording& recording = result.value.emplace_back();
  recording.grid = {.rows = static_cast<int>(*header_.lines),
                    .columns = static_cast<int>(*header_.columns),
                    .columnSpacingMm = *header_.cellWidthMm,
                    .rowSpacingMm = *header_.cellHeightMm,
                    .cellAreaMm2 = *header_.cellWidthMm * *header_.cellHeightMm,
                    // x forward to the right of the table, y to the walker's left but downwards.
                    .view = plantar::GridView::FromBelow};
  recording.framePeriod = units::seconds(1.0 / *header_.frequencyHz);
  recording.movingBelt = header_.treadmill;
  const std::vector<double>& way = header_.beltWayMm;
  const bool stated =
      way.size() == cells.frames() &&
      std::all_of(way.begin(), way.end(), [](double at) { return std::isfinite(at); });
  if (header_.treadmill && stated) recording.beltWayMm = way;
  recording.format = "zebris-raw";
  recording.system = header_.treadmill ? "zebris treadmill" : "zebris platform";
  recording.noiseFloorKpa = cells.smallestLoad() * *header_.kilopascalsPerUnit;
  if (options_.bytesDone) options_.bytesDone(size_);
  cells.moveInto(recording, *header_.kilopascalsPerUnit);
  const VendorTotals totals = totalsOf(comparisons_);
  recording.vendorCheck = totals.outcome();
  result.findings = vendorFindings({totals}, result.value, source_);
  return result;
}

}  // namespace

bool looksLikeZebrisRaw(std::string_view head) {
  head = head.substr(0, kSniffedBytes);
  const auto has = [&](std::string_view token) {
    return head.find(token) != std::string_view::npos;
  };
  const int score = static_cast<int>(has("Platform {")) + static_cast<int>(has("Cell width,mm")) +
                    static_cast<int>(has("Application\t")) +
                    static_cast<int>(has("Frequency,Hz\t")) + static_cast<int>(has("Time,ms\t"));
  return score >= 2 && head.find("DATA_TYPE ") == std::string_view::npos;
}

Result<Annotated<std::vector<Recording>>> readZebrisRaw(std::string_view bytes,
                                                        const std::string& sourceName) {
  return readZebrisRaw(bytes, sourceName, PlateReadOptions{});
}

Result<Annotated<std::vector<Recording>>> readZebrisRaw(std::string_view bytes,
                                                        const std::string& sourceName,
                                                        const PlateReadOptions& options) {
  return ZebrisReader(bytes, sourceName, options).read();
}

}  // namespace podalign::ingest
