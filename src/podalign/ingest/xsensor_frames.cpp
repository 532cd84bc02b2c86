#include "podalign/ingest/xsensor_frames.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "podalign/ingest/plate_text.hpp"
#include "podalign/ingest/xsensor_sensor.hpp"

// Seen in a real file (2022, saved again by a spreadsheet: a byte order mark, every line padded
// with commas to 20 columns, a blank line behind every line): "Units:,mmHg", "Threshold:,51.72",
// then for each frame "FRAME,1464", date, "Time, 08:21:17.982", and for each insole "SENSOR,...-LF
// S0073", its size, what the vendor computed, "SENSELS" and rows, toes first. "GROUP" blocks repeat
// parts of the same cells. Another export ("PRO 7 REV 1") has the same keys with colons and quoted
// values, whose decimals may be commas.
namespace podalign::ingest {
namespace {

using plate_text::LineCursor;

constexpr double kLargestPressureKpa = 1.0e5;
constexpr std::size_t kSniffedBytes = 65536;
constexpr std::size_t kMostSensors = 8;
constexpr std::string_view kRemedy = "export the recording again from the XSENSOR software as CSV";
constexpr std::string_view kPadding = " \t\r\f,;\"";

class XsensorReader {
 public:
  XsensorReader(std::string_view bytes, const std::string& sourceName)
      : lines_(bytes), size_(bytes.size()), source_(sourceName) {}
  Result<Annotated<std::vector<plantar::Recording>>> read();

 private:
  tl::unexpected<Error> refuse(ErrorCode code, std::string_view what) const {
    return failure(code, fmt::format("{}; {}", what, kRemedy), source_, lines_.number());
  }
  Result<void> placed(const Result<void>& taken) const {
    if (taken) return {};
    return refuse(taken.error().code, taken.error().message);
  }
  bool nextLine();
  Result<void> readLine();
  Result<void> beginSensor(std::string_view name);
  Result<void> readCells();

  LineCursor lines_;
  std::size_t size_;
  std::string source_;
  std::string scratch_;
  std::string_view line_;
  char separator_ = ',';
  bool quoted_ = false;
  XsensorFile file_;
  XsensorSensor* sensor_ = nullptr;  // none within a GROUP
  XsensorStated stated_;
  std::optional<double> timeS_;
};

// The next line that is more than padding.
bool XsensorReader::nextLine() {
  while (lines_.next()) {
    line_ = lines_.line();
    if (plate_text::isBlank(line_, kPadding)) continue;
    quoted_ = line_.find('"') != std::string_view::npos;
    if (quoted_) {
      scratch_ = xsensorUnquoted(line_);
      line_ = scratch_;
    }
    return true;
  }
  return false;
}

Result<void> XsensorReader::beginSensor(std::string_view name) {
  if (name.empty()) return refuse(ErrorCode::Malformed, "a sensor without a name");
  const auto found =
      std::find_if(file_.sensors.begin(), file_.sensors.end(),
                   [name](const XsensorSensor& sensor) { return sensor.name == name; });
  stated_ = {};
  if (found != file_.sensors.end()) {
    sensor_ = &*found;
    return {};
  }
  if (file_.sensors.size() >= kMostSensors) {
    return refuse(ErrorCode::TooLarge, "more sensors than are read from one file");
  }
  file_.sensors.emplace_back();
  sensor_ = &file_.sensors.back();
  sensor_->name = name;
  sensor_->side = xsensorSide(name);
  return {};
}

Result<void> XsensorReader::readCells() {
  if (file_.unit.empty()) return refuse(ErrorCode::UnitNotStated, "'Units' is missing");
  if (!timeS_) return refuse(ErrorCode::UnitNotStated, "the time of the frame is not stated");
  if (sensor_->rows == 0 || sensor_->columns == 0) {
    return refuse(ErrorCode::Malformed, "'Rows' or 'Columns' is missing");
  }
  // Every cell takes two bytes of the file at the least.
  if (2 * static_cast<std::size_t>(sensor_->rows * sensor_->columns) > size_) {
    return refuse(ErrorCode::Truncated, "the sensor has more cells than the file can hold");
  }
  beginXsensorFrame(*sensor_, stated_, *timeS_);
  const auto columns = static_cast<std::size_t>(sensor_->columns);
  const double largest = kLargestPressureKpa / file_.kilopascalsPerUnit;
  RowReader plain(columns, separator_, largest);
  RowReader quoted(columns, ';', largest);
  for (long row = 0; row < sensor_->rows; ++row) {
    if (!nextLine()) {
      return refuse(ErrorCode::Truncated, fmt::format("the frame has {} of {} rows: the file is "
                                                      "cut short",
                                                      row, sensor_->rows));
    }
    RowReader& reader = quoted_ ? quoted : plain;
    const auto fault = reader.read(line_, static_cast<std::size_t>(row), *sensor_->cells);
    if (!fault) continue;
    if (fault->kind == RowFault::Kind::TooFew || fault->kind == RowFault::Kind::TooMany) {
      return refuse(ErrorCode::Truncated,
                    fmt::format("the row has {} cells, {} were promised: the file is cut short or "
                                "was edited",
                                fault->cells, columns));
    }
    return refuse(ErrorCode::Malformed,
                  fmt::format("'{}' is no pressure", plate_text::excerpt(fault->field)));
  }
  endXsensorFrame(*sensor_, lines_.number());
  return {};
}

Result<void> XsensorReader::readLine() {
  const std::size_t end = std::min(line_.find_first_of(",;\t"), line_.size());
  const char separator = end < line_.size() ? line_[end] : ',';
  std::string_view key = plate_text::trimmed(line_.substr(0, end));
  if (key.ends_with(':')) key.remove_suffix(1);
  std::string_view value = line_.substr(std::min(end + 1, line_.size()));
  if (!quoted_) separator_ = separator;
  // Behind the value there is padding only; a comma within it is one of decimals elsewhere.
  const std::size_t padding = separator == ',' ? value.find(',') : value.find(separator);
  value = plate_text::trimmed(value.substr(0, padding));
  const auto is = [key](std::string_view name) {
    return plate_text::equalsIgnoringCase(key, name);
  };
  if (is("units")) return placed(takeXsensorUnit(value, file_));
  if (is("threshold")) {
    file_.threshold = plate_text::numberFrom(value);
    if (file_.threshold && *file_.threshold >= 0.0) return {};
    return refuse(ErrorCode::Malformed, "'Threshold' is no number");
  }
  if (is("frame")) {
    sensor_ = nullptr;
    return {};
  }
  if (is("time")) {
    timeS_ = timeOfDayS(value);
    if (timeS_) return {};
    return refuse(ErrorCode::Malformed, fmt::format("'{}' is no time of day such as 08:21:17.982",
                                                    plate_text::excerpt(value)));
  }
  if (is("sensor")) return beginSensor(value);
  if (is("group")) sensor_ = nullptr;
  if (sensor_ == nullptr) return {};
  if (is("sensels")) return readCells();
  return placed(takeXsensorValue(key, value, *sensor_, stated_));
}

Result<Annotated<std::vector<plantar::Recording>>> XsensorReader::read() {
  while (nextLine()) {
    if (auto read = readLine(); !read) return tl::unexpected(read.error());
  }
  std::erase_if(file_.sensors, [](const XsensorSensor& sensor) { return sensor.rows == 0; });
  if (file_.sensors.empty()) return refuse(ErrorCode::Truncated, "the file holds no sensor");
  auto recordings = xsensorRecordings(std::move(file_), source_);
  if (recordings) return recordings;
  return refuse(recordings.error().code, recordings.error().message);
}

}  // namespace

bool looksLikeXsensorFrames(std::string_view head) {
  head = head.substr(0, kSniffedBytes);
  const auto has = [&](std::string_view token) {
    return head.find(token) != std::string_view::npos;
  };
  const int score = static_cast<int>(has("Sensel Width")) +
                    static_cast<int>(has("\nSENSELS") || has("\nSensels")) +
                    static_cast<int>(has("\nFRAME,") || has("\nFrame:")) +
                    static_cast<int>(has("COP Row"));
  return score >= 2 && !has("S_1_");
}

Result<Annotated<std::vector<plantar::Recording>>> readXsensorFrames(
    std::string_view bytes, const std::string& sourceName) {
  return XsensorReader(bytes, sourceName).read();
}

}  // namespace podalign::ingest
