#include "podalign/ingest/pliance_asc.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

#include "podalign/ingest/plate_novel.hpp"
#include "podalign/ingest/plate_rows.hpp"
#include "podalign/ingest/plate_text.hpp"
#include "podalign/ingest/plate_vendor_check.hpp"
#include "podalign/ingest/pliance_mat.hpp"

// Seen in a real file (2023): header as pedar's with "mat type", "electrical:", "time[secs]" with
// sensor numbers that leave gaps, frames of a part of the recording, "MPP" and "MVP", the force and
// the centre of pressure of every frame of the whole recording ("-" unloaded), then the numbers
// again, "corner[cm]" and one line each for x[0], y[0] ... x[c], y[c] and area. The vendor's centre
// of pressure is turned by 180 degrees against the corners: (largest x - x, largest y - y).
namespace podalign::ingest {
namespace {

using plantar::Recording;
using plate_text::LineCursor;

constexpr double kLargestPressureKpa = 1.0e5;
constexpr double kAreaRounding = 0.00005;  // printed with four decimals
constexpr std::size_t kSniffedBytes = 65536;
constexpr double kTimeRoundingS = 2e-5;
constexpr std::string_view kRemedy =
    "export the measurement again from the pliance software, with forces and sensor geometry";

class PlianceReader {
 public:
  PlianceReader(std::string_view bytes, const std::string& sourceName)
      : lines_(bytes), source_(sourceName) {}
  Result<Annotated<std::vector<Recording>>> read();

 private:
  struct Load {
    std::size_t sensor = 0;  // index into ids_
    float kpa = 0.0F;
  };
  struct Frame {
    double timeS = 0.0;
    std::size_t firstLoad = 0;
    std::optional<double> vendorN;
    int vendorDecimals = 0;
    std::size_t vendorLine = 0;
  };
  tl::unexpected<Error> refuse(ErrorCode code, std::string_view what) const {
    return failure(code, fmt::format("{}; {}", what, kRemedy), source_, lines_.number());
  }
  Result<void> readHeader();
  Result<void> readFrames();
  Result<void> readFrame(double time, std::string_view cells);
  Result<void> readTables();
  Result<void> readForce(std::string_view line);
  Result<void> located(const Result<void>& taken) const {
    if (taken) return {};
    return refuse(taken.error().code, taken.error().message);
  }
  Result<void> placeSensors();
  Recording recording();
  VendorTotals compared() const;

  LineCursor lines_;
  std::string source_;
  NovelHeader header_;
  double periodS_ = 0.0;
  std::vector<int> ids_;
  std::vector<Frame> frames_;
  std::vector<Load> loads_;
  PlianceCorners corners_;
  PlianceMat mat_;
  std::vector<std::size_t> cellOfColumn_;
};

Result<void> PlianceReader::readHeader() {
  while (lines_.next()) {
    std::string_view line = lines_.line();
    if (!isNovelTitleLine(line)) {
      if (auto read = readNovelHeaderLine(line, header_); !read) {
        return refuse(read.error().code, read.error().message);
      }
      continue;
    }
    if (!header_.kilopascalsPerUnit) {
      return refuse(ErrorCode::UnitNotStated, "the line 'pressure values in' is missing");
    }
    const auto period = novelPeriodS(header_);
    if (!period) return refuse(period.error().code, period.error().message);
    periodS_ = *period;
    line.remove_prefix(line.find(']') + 1);
    return located(readPlianceSensors(line, ids_));
  }
  return refuse(ErrorCode::Truncated,
                "there is no line 'time[secs]' with the numbers of the sensors: the file is cut "
                "short");
}

Result<void> PlianceReader::readFrame(double time, std::string_view cells) {
  if (!frames_.empty()) {
    const double expected = frames_.front().timeS + static_cast<double>(frames_.size()) * periodS_;
    // Stamps are rounded, and so may be the period.
    if (std::abs(time - expected) > 0.5 * periodS_ + kTimeRoundingS) {
      return refuse(ErrorCode::Malformed,
                    fmt::format("the frame at {} s does not follow the one before it in time: "
                                "frames are missing or out of order",
                                time));
    }
  }
  frames_.push_back({time, loads_.size(), std::nullopt, 0, 0});
  for (std::size_t sensor = 0; sensor < ids_.size(); ++sensor) {
    const std::string_view word = takeWord(cells);
    if (word.empty()) {
      return refuse(ErrorCode::Truncated,
                    fmt::format("the frame has {} of {} pressures: the file is cut short or was "
                                "edited",
                                sensor, ids_.size()));
    }
    if (word == "0.000") continue;
    const auto value = plate_text::numberFrom(word);
    const double kpa = value.value_or(-1.0) * *header_.kilopascalsPerUnit;
    if (!(kpa >= 0.0 && kpa <= kLargestPressureKpa)) {
      return refuse(ErrorCode::Malformed,
                    fmt::format("'{}' is no pressure", plate_text::excerpt(word)));
    }
    if (kpa > 0.0) loads_.push_back({sensor, static_cast<float>(kpa)});
  }
  if (takeWord(cells).empty()) return {};
  return refuse(ErrorCode::Malformed,
                fmt::format("the frame has more than {} pressures", ids_.size()));
}

Result<void> PlianceReader::readFrames() {
  while (lines_.next()) {
    std::string_view line = lines_.line();
    if (plate_text::isBlank(line)) continue;
    const auto time = plate_text::numberFrom(takeWord(line));
    if (!time) {
      if (!frames_.empty()) return {};
      return refuse(ErrorCode::Malformed, "the line begins with no time");
    }
    if (auto read = readFrame(*time, line); !read) return read;
  }
  return refuse(ErrorCode::Truncated,
                "the table of the sensors' corners is missing: the file is cut short");
}

// A line of the force table, for the frame whose time it has.
Result<void> PlianceReader::readForce(std::string_view line) {
  const auto time = plate_text::numberFrom(takeWord(line));
  const std::string_view word = takeWord(line);
  const auto force = plate_text::numberFrom(word);
  if (!time || !force) {
    return refuse(ErrorCode::Malformed, fmt::format("'{}' is no force", plate_text::excerpt(word)));
  }
  const double at = std::round((*time - frames_.front().timeS) / periodS_);
  if (at < 0.0 || at >= static_cast<double>(frames_.size())) return {};
  Frame& frame = frames_[static_cast<std::size_t>(at)];
  frame.vendorN = *force;
  frame.vendorDecimals = plate_text::decimalPlaces(word);
  frame.vendorLine = lines_.number();
  return {};
}

// What stands behind the frames: maxima (passed over), forces, sensors and their corners.
Result<void> PlianceReader::readTables() {
  enum class Part { None, Forces, Corners } part = Part::None;
  do {
    std::string_view line = plate_text::trimmed(lines_.line());
    if (line.empty()) continue;
    Result<void> read;
    if (isNovelTitleLine(line)) {
      part = line.find("force[N]") != std::string_view::npos ? Part::Forces : Part::None;
    } else if (line.starts_with("sensor")) {
      line.remove_prefix(std::min(line.find_first_of(" \t"), line.size()));
      read = located(readPlianceSensors(line, corners_.sensors));
      part = Part::None;
    } else if (line.starts_with("corner[")) {
      const auto unit = line.substr(7, line.find(']') - std::min<std::size_t>(7, line.find(']')));
      const auto factor = plate_text::millimetresPer(unit);
      if (!factor)
        return refuse(ErrorCode::UnitUnsupported, "the unit of the corners is not known");
      corners_.millimetresPerUnit = *factor;
      part = Part::Corners;
    } else if (part == Part::Forces) {
      read = readForce(line);
    } else if (part == Part::Corners) {
      read = located(readPlianceCorners(line, corners_));
    }
    if (!read) return read;
  } while (lines_.next());
  return placeSensors();
}

// Columns go by the numbers that title them.
Result<void> PlianceReader::placeSensors() {
  auto mat = plianceMat(corners_);
  if (!mat) return refuse(mat.error().code, mat.error().message);
  mat_ = std::move(*mat);
  std::map<int, std::size_t> cellOf;
  for (std::size_t i = 0; i < mat_.sensors.size(); ++i) cellOf[mat_.sensors[i]] = mat_.cells[i];
  for (const int id : ids_) {
    const auto found = cellOf.find(id);
    if (found == cellOf.end()) {
      return refuse(ErrorCode::IndexOutOfRange, fmt::format("sensor {} has no corners", id));
    }
    cellOfColumn_.push_back(found->second);
  }
  return {};
}

VendorTotals PlianceReader::compared() const {
  VendorTotals totals;
  for (std::size_t i = 0; i < frames_.size(); ++i) {
    if (!frames_[i].vendorN) continue;
    const std::size_t end = i + 1 < frames_.size() ? frames_[i + 1].firstLoad : loads_.size();
    double force = 0.0;
    double rounding = 0.0;
    for (std::size_t k = frames_[i].firstLoad; k < end; ++k) {
      const double area = mat_.grid.cells[cellOfColumn_[loads_[k].sensor]].areaMm2;
      const double unit = corners_.millimetresPerUnit * corners_.millimetresPerUnit;
      force += forceNewtons(static_cast<double>(loads_[k].kpa), area);
      rounding += forceNewtons(static_cast<double>(loads_[k].kpa), kAreaRounding * unit);
    }
    totals.compare({.computedN = force,
                    .printedN = *frames_[i].vendorN,
                    .decimals = frames_[i].vendorDecimals,
                    .roundingN = rounding,
                    .line = frames_[i].vendorLine});
  }
  return totals;
}

Recording PlianceReader::recording() {
  Recording recording;
  recording.grid = mat_.grid;
  recording.framePeriod = units::seconds(periodS_);
  recording.format = "pliance-asc";
  recording.system = "novel pliance mat";
  const auto columns = static_cast<std::size_t>(mat_.grid.columns);
  LoadedCells cells(static_cast<std::size_t>(mat_.grid.rows), columns);
  for (std::size_t i = 0; i < frames_.size(); ++i) {
    cells.beginFrame();
    const std::size_t end = i + 1 < frames_.size() ? frames_[i + 1].firstLoad : loads_.size();
    for (std::size_t k = frames_[i].firstLoad; k < end; ++k) {
      const std::size_t cell = cellOfColumn_[loads_[k].sensor];
      cells.add(cell / columns, cell % columns, loads_[k].kpa);
    }
  }
  recording.noiseFloorKpa = cells.smallestLoad();
  cells.moveInto(recording, 1.0);
  for (int row = recording.rows.first; row <= recording.rows.last; ++row) {
    for (int column = recording.columns.first; column <= recording.columns.last; ++column) {
      const auto at =
          static_cast<std::size_t>((row - recording.rows.first) * recording.columns.count() +
                                   column - recording.columns.first);
      recording.active[at] = recording.grid.areaOf(row, column) > 0.0 ? 1 : 0;
    }
  }
  return recording;
}

Result<Annotated<std::vector<Recording>>> PlianceReader::read() {
  if (auto read = readHeader(); !read) return tl::unexpected(read.error());
  if (auto read = readFrames(); !read) return tl::unexpected(read.error());
  if (auto read = readTables(); !read) return tl::unexpected(read.error());
  const VendorTotals totals = compared();
  Annotated<std::vector<Recording>> result;
  result.value.push_back(recording());
  result.value.front().vendorCheck = totals.outcome();
  result.findings = vendorFindings({totals}, result.value, source_);
  const double stated = header_.totalS ? std::round(*header_.totalS / periodS_) : 0.0;
  if (static_cast<double>(frames_.size()) < stated) {
    result.findings.push_back({{"PLATE.PART_OF_RECORDING",
                                {{"frames", fmt::format("{}", frames_.size())},
                                 {"stated", fmt::format("{:.0f}", stated)}}},
                               Severity::Note,
                               source_});
  }
  result.findings.push_back({{"PLATE.VIEW_NOT_STATED", {}}, Severity::Caution, source_});
  return result;
}

}  // namespace

bool looksLikePliance(std::string_view head) {
  head = head.substr(0, kSniffedBytes);
  const auto has = [&](std::string_view token) {
    return head.find(token) != std::string_view::npos;
  };
  return has("mat type") && has("scanning rate [Hz]");
}

Result<Annotated<std::vector<Recording>>> readPliance(std::string_view bytes,
                                                      const std::string& sourceName) {
  return PlianceReader(bytes, sourceName).read();
}

}  // namespace podalign::ingest
