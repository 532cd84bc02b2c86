#include "podalign/ingest/xsensor_table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "podalign/ingest/plate_text.hpp"
#include "podalign/ingest/xsensor_sensor.hpp"

// As programs that read it have it: titles in the first or second line: Frame, Date, Time, Units,
// Threshold, then for each sensor Sensor, Insole Side, Rows, Columns, what the vendor computed, and
// "S_<row>_<column>" for each sensel there is, counted from 1. The second sensor repeats the
// titles, with ".1" behind them where a script saved the table again.
namespace podalign::ingest {
namespace {

using plate_text::FieldCursor;
using plate_text::LineCursor;

constexpr double kLargestPressureKpa = 1.0e5;
constexpr std::size_t kSniffedBytes = 65536;
constexpr std::size_t kMostSensors = 8;
constexpr std::size_t kMostColumns = 20000;
constexpr long kMostRows = 512;
constexpr std::string_view kRemedy = "export the recording again from the XSENSOR software as CSV";

struct Place {
  long row = 0;
  long column = 0;
};

// "S_12_3": row 11, column 2.
std::optional<Place> placeOf(std::string_view title) {
  if (!title.starts_with("S_")) return std::nullopt;
  const std::size_t middle = title.find('_', 2);
  if (middle == std::string_view::npos) return std::nullopt;
  const auto row = plate_text::integerFrom(title.substr(2, middle - 2));
  const auto column = plate_text::integerFrom(title.substr(middle + 1));
  if (!row || !column || *row < 1 || *column < 1 || *row > kMostRows || *column > kMostRows) {
    return std::nullopt;
  }
  return Place{*row - 1, *column - 1};
}

char separatorOf(std::string_view titles) {
  for (const char separator : {';', '\t'}) {
    if (titles.find(separator) != std::string_view::npos) return separator;
  }
  return ',';
}

// What a column is for.
struct Column {
  enum class Use { Ignored, Time, Units, Threshold, Name, Value, Cell };
  Use use = Use::Ignored;
  std::size_t sensor = 0;
  std::string title;
  Place place;
};

class TableReader {
 public:
  TableReader(std::string_view bytes, const std::string& sourceName)
      : lines_(bytes), source_(sourceName) {}
  Result<Annotated<std::vector<plantar::Recording>>> read();

 private:
  tl::unexpected<Error> refuse(ErrorCode code, std::string_view what) const {
    return failure(code, fmt::format("{}; {}", what, kRemedy), source_, lines_.number());
  }
  std::string_view plainLine();
  Result<void> readTitles();
  Result<void> addColumn(std::string_view title);
  Result<void> outlineSensors();
  Result<void> readFrame(std::string_view line);
  Result<void> readValues(const std::vector<std::string_view>& fields);
  Result<void> readCells(const std::vector<std::string_view>& fields);

  LineCursor lines_;
  std::string source_;
  std::string scratch_;
  bool quoted_ = false;
  char separator_ = ',';
  XsensorFile file_;
  std::vector<Column> columns_;
  std::vector<XsensorStated> stated_;
  std::optional<double> timeS_;
};

Result<void> TableReader::addColumn(std::string_view title) {
  if (columns_.size() >= kMostColumns) return refuse(ErrorCode::TooLarge, "too many columns");
  if (title.size() > 2 && title[title.size() - 2] == '.' && title.back() >= '1' &&
      title.back() <= '9') {
    title.remove_suffix(2);
  }
  const auto is = [title](std::string_view name) {
    return plate_text::equalsIgnoringCase(title, name);
  };
  Column column;
  column.title = title;
  if (is("time")) column.use = Column::Use::Time;
  if (is("units")) column.use = Column::Use::Units;
  if (is("threshold")) column.use = Column::Use::Threshold;
  if (is("sensor")) {
    if (file_.sensors.size() >= kMostSensors) {
      return refuse(ErrorCode::TooLarge, "more sensors than are read from one file");
    }
    file_.sensors.emplace_back();
    column.use = Column::Use::Name;
  } else if (column.use == Column::Use::Ignored && !file_.sensors.empty()) {
    column.use = Column::Use::Value;
  }
  if (const auto place = placeOf(title)) {
    if (file_.sensors.empty()) {
      return refuse(ErrorCode::Malformed, "there is a sensel before the first column 'Sensor'");
    }
    column.use = Column::Use::Cell;
    column.place = *place;
  }
  column.sensor = file_.sensors.empty() ? 0 : file_.sensors.size() - 1;
  columns_.push_back(std::move(column));
  return {};
}

std::string_view TableReader::plainLine() {
  quoted_ = lines_.line().find('"') != std::string_view::npos;
  if (!quoted_) return lines_.line();
  scratch_ = xsensorUnquoted(lines_.line());
  return scratch_;
}

// Titles stand in the first line, or in the second behind one of remarks.
Result<void> TableReader::readTitles() {
  for (int attempt = 0; attempt < 3 && lines_.next(); ++attempt) {
    const std::string_view line = plainLine();
    if (line.find("S_") == std::string_view::npos) continue;
    separator_ = separatorOf(line);
    for (FieldCursor fields(line, quoted_ ? ';' : separator_); fields.next();) {
      if (auto added = addColumn(fields.field()); !added) return added;
    }
    return outlineSensors();
  }
  return refuse(ErrorCode::Truncated, "there is no line with the titles of the columns");
}

// As large as its outermost sensels; what is not titled lies outside.
Result<void> TableReader::outlineSensors() {
  for (const Column& column : columns_) {
    if (column.use != Column::Use::Cell) continue;
    XsensorSensor& sensor = file_.sensors[column.sensor];
    sensor.rows = std::max(sensor.rows, column.place.row + 1);
    sensor.columns = std::max(sensor.columns, column.place.column + 1);
  }
  for (XsensorSensor& sensor : file_.sensors) {
    sensor.inside.assign(static_cast<std::size_t>(sensor.rows * sensor.columns), 0);
  }
  for (const Column& column : columns_) {
    if (column.use != Column::Use::Cell) continue;
    XsensorSensor& sensor = file_.sensors[column.sensor];
    unsigned char& inside = sensor.inside[static_cast<std::size_t>(
        column.place.row * sensor.columns + column.place.column)];
    if (inside != 0) {
      return refuse(ErrorCode::Malformed,
                    fmt::format("the sensel {} is titled twice", column.title));
    }
    inside = 1;
  }
  return {};
}

Result<void> TableReader::readValues(const std::vector<std::string_view>& fields) {
  stated_.assign(file_.sensors.size(), {});
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const Column& column = columns_[i];
    const std::string_view value = fields[i];
    Result<void> taken;
    switch (column.use) {
      case Column::Use::Time: timeS_ = timeOfDayS(value); break;
      case Column::Use::Units: taken = takeXsensorUnit(value, file_); break;
      case Column::Use::Threshold: file_.threshold = plate_text::numberFrom(value); break;
      case Column::Use::Name:
        if (!file_.sensors[column.sensor].side) {
          file_.sensors[column.sensor].side = xsensorSide(value);
        }
        break;
      case Column::Use::Value: {
        // Rows and columns count the whole sensor; the titles tell the part that is there.
        const bool counts = plate_text::equalsIgnoringCase(column.title, "rows") ||
                            plate_text::equalsIgnoringCase(column.title, "columns");
        if (!counts) {
          taken = takeXsensorValue(column.title, value, file_.sensors[column.sensor],
                                   stated_[column.sensor]);
        }
        break;
      }
      case Column::Use::Cell:
      case Column::Use::Ignored: break;
    }
    if (!taken) return refuse(taken.error().code, taken.error().message);
  }
  if (file_.threshold && *file_.threshold < 0.0) file_.threshold.reset();
  if (file_.unit.empty()) return refuse(ErrorCode::UnitNotStated, "'Units' is missing");
  if (!timeS_) {
    return refuse(ErrorCode::Malformed, "'Time' holds no time of day such as 08:21:17.982");
  }
  return {};
}

Result<void> TableReader::readCells(const std::vector<std::string_view>& fields) {
  const double largest = kLargestPressureKpa / file_.kilopascalsPerUnit;
  for (std::size_t i = 0; i < file_.sensors.size(); ++i) {
    if (file_.sensors[i].rows > 0) beginXsensorFrame(file_.sensors[i], stated_[i], *timeS_);
  }
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const Column& column = columns_[i];
    if (column.use != Column::Use::Cell) continue;
    const auto value = plate_text::numberFrom(fields[i]);
    if (!value || *value < 0.0 || *value > largest) {
      return refuse(ErrorCode::Malformed,
                    fmt::format("'{}' is no pressure", plate_text::excerpt(fields[i])));
    }
    if (*value > 0.0) {
      file_.sensors[column.sensor].cells->add(static_cast<std::size_t>(column.place.row),
                                              static_cast<std::size_t>(column.place.column),
                                              static_cast<float>(*value));
    }
  }
  for (XsensorSensor& sensor : file_.sensors) {
    if (sensor.rows > 0) endXsensorFrame(sensor, lines_.number());
  }
  return {};
}

Result<void> TableReader::readFrame(std::string_view line) {
  std::vector<std::string_view> fields;
  fields.reserve(columns_.size());
  for (FieldCursor cursor(line, quoted_ ? ';' : separator_); cursor.next();) {
    if (fields.size() < columns_.size()) {
      fields.push_back(cursor.field());
    } else if (!cursor.field().empty()) {
      return refuse(ErrorCode::Malformed, "the line has more cells than there are titles");
    }
  }
  if (fields.size() < columns_.size()) {
    return refuse(ErrorCode::Truncated,
                  fmt::format("the line has {} of {} cells: the file is cut short or was edited",
                              fields.size(), columns_.size()));
  }
  if (auto read = readValues(fields); !read) return read;
  return readCells(fields);
}

Result<Annotated<std::vector<plantar::Recording>>> TableReader::read() {
  if (auto read = readTitles(); !read) return tl::unexpected(read.error());
  while (lines_.next()) {
    if (plate_text::isBlank(lines_.line(), " \t\r\f,;\"")) continue;
    if (auto read = readFrame(plainLine()); !read) return tl::unexpected(read.error());
  }
  std::erase_if(file_.sensors, [](const XsensorSensor& sensor) { return sensor.rows == 0; });
  if (file_.sensors.empty() || file_.sensors.front().frames.empty()) {
    return refuse(ErrorCode::Truncated, "the file holds no frame");
  }
  auto recordings = xsensorRecordings(std::move(file_), source_);
  if (recordings) return recordings;
  return refuse(recordings.error().code, recordings.error().message);
}

}  // namespace

bool looksLikeXsensorTable(std::string_view head) {
  head = head.substr(0, kSniffedBytes);
  const auto has = [&](std::string_view token) {
    return head.find(token) != std::string_view::npos;
  };
  return has("S_") && (has("S_1_") || has("S_2_")) && has("Sensor") &&
         (has("Average Pressure") || has("Contact Area") || has("Est. Load"));
}

Result<Annotated<std::vector<plantar::Recording>>> readXsensorTable(std::string_view bytes,
                                                                    const std::string& sourceName) {
  return TableReader(bytes, sourceName).read();
}

}  // namespace podalign::ingest
