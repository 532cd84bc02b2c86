#include "podalign/ingest/stappone_csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "podalign/ingest/plate_text.hpp"

// Seen in a real file (2026): "sole_id,timestamp,accel_x,...,magn_z,pressure_01,...,pressure_12,
// corrupt", one line per sample and sole, time in milliseconds, counts of 12 sensors around 200 to
// 600 with and without load.
namespace podalign::ingest {
namespace {

using plate_text::FieldCursor;
using plate_text::LineCursor;

constexpr std::size_t kSniffedBytes = 65536;
constexpr std::size_t kMostColumns = 256;
constexpr std::size_t kMostSoles = 8;
constexpr double kLargestCount = 1.0e9;
constexpr std::string_view kRemedy = "export the recording again from the insole's software";

struct Titles {
  std::optional<std::size_t> sole, time, corrupt;
  std::vector<std::size_t> sensors;
  std::size_t columns = 0;
};

struct Stream {
  RawCounts counts;
  double firstMs = 0.0;
  double lastMs = 0.0;
};

class StapponeReader {
 public:
  StapponeReader(std::string_view bytes, const std::string& sourceName)
      : lines_(bytes), source_(sourceName) {}
  Result<std::vector<RawCounts>> read();

 private:
  tl::unexpected<Error> refuse(ErrorCode code, std::string_view what) const {
    return failure(code, fmt::format("{}; {}", what, kRemedy), source_, lines_.number());
  }
  Result<void> readTitles();
  Result<void> readSample(std::string_view line);
  Result<void> addSample(const std::vector<double>& values);

  LineCursor lines_;
  std::string source_;
  char separator_ = ',';
  Titles titles_;
  std::map<long, Stream> streams_;
};

Result<void> StapponeReader::readTitles() {
  if (!lines_.next()) return refuse(ErrorCode::Truncated, "there is no line of titles");
  const std::string_view line = lines_.line();
  const std::size_t end = line.find_first_of(",;\t");
  if (end != std::string_view::npos) separator_ = line[end];
  for (FieldCursor fields(line, separator_); fields.next(); ++titles_.columns) {
    if (titles_.columns >= kMostColumns) return refuse(ErrorCode::TooLarge, "too many columns");
    const std::string_view title = fields.field();
    if (title == "sole_id") titles_.sole = titles_.columns;
    if (title == "timestamp") titles_.time = titles_.columns;
    if (title == "corrupt") titles_.corrupt = titles_.columns;
    if (title.starts_with("pressure_")) titles_.sensors.push_back(titles_.columns);
  }
  if (titles_.sole && titles_.time && !titles_.sensors.empty()) return {};
  return refuse(ErrorCode::Malformed, "a title of sole_id, timestamp or pressure_01 is missing");
}

Result<void> StapponeReader::readSample(std::string_view line) {
  std::vector<double> values;
  for (FieldCursor fields(line, separator_); fields.next();) {
    if (values.size() == titles_.columns && fields.field().empty()) continue;
    const auto value = plate_text::numberFrom(fields.field());
    if (!value) {
      return refuse(fields.field().empty() ? ErrorCode::Truncated : ErrorCode::Malformed,
                    fmt::format("'{}' is no number", plate_text::excerpt(fields.field())));
    }
    if (values.size() == titles_.columns) {
      return refuse(ErrorCode::Malformed, "the line has more cells than there are titles");
    }
    values.push_back(*value);
  }
  if (values.size() == titles_.columns) return addSample(values);
  return refuse(ErrorCode::Truncated,
                fmt::format("the line has {} of {} cells: the file is cut short or was edited",
                            values.size(), titles_.columns));
}

Result<void> StapponeReader::addSample(const std::vector<double>& values) {
  const double sole = values[*titles_.sole];
  const double time = values[*titles_.time];
  if (!(sole >= 0.0 && sole <= 1000.0) || sole != static_cast<double>(static_cast<long>(sole))) {
    return refuse(ErrorCode::Malformed, "sole_id is no number of a sole");
  }
  Stream& stream = streams_[static_cast<long>(sole)];
  if (streams_.size() > kMostSoles) return refuse(ErrorCode::TooLarge, "too many soles");
  RawCounts& counts = stream.counts;
  if (counts.samples == 0) {
    counts.sole = static_cast<long>(sole);
    stream.firstMs = time;
  } else if (time < stream.lastMs) {
    return refuse(ErrorCode::Malformed, "the samples are not in order of time");
  }
  stream.lastMs = time;
  ++counts.samples;
  if (titles_.corrupt && values[*titles_.corrupt] != 0.0) {
    ++counts.corrupt;
    return {};
  }
  const bool first = counts.sensors.empty();
  counts.sensors.resize(titles_.sensors.size());
  for (std::size_t i = 0; i < titles_.sensors.size(); ++i) {
    const double value = values[titles_.sensors[i]];
    if (!(value >= 0.0 && value <= kLargestCount)) {
      return refuse(ErrorCode::Malformed, "a count is negative or larger than any sensor's");
    }
    RawCounts::Range& range = counts.sensors[i];
    range.lowest = first ? value : std::min(range.lowest, value);
    range.highest = first ? value : std::max(range.highest, value);
  }
  return {};
}

Result<std::vector<RawCounts>> StapponeReader::read() {
  if (auto read = readTitles(); !read) return tl::unexpected(read.error());
  while (lines_.next()) {
    if (plate_text::isBlank(lines_.line(), " \t\r\f,;")) continue;
    if (auto read = readSample(lines_.line()); !read) return tl::unexpected(read.error());
  }
  if (streams_.empty()) return refuse(ErrorCode::Truncated, "the file holds no sample");
  std::vector<RawCounts> soles;
  for (auto& [number, stream] : streams_) {
    stream.counts.lasted = units::seconds((stream.lastMs - stream.firstMs) / 1000.0);
    soles.push_back(std::move(stream.counts));
  }
  return soles;
}

}  // namespace

bool looksLikeStappone(std::string_view head) {
  head = head.substr(0, kSniffedBytes);
  const std::string_view titles = head.substr(0, head.find('\n'));
  return titles.find("sole_id") != std::string_view::npos &&
         titles.find("timestamp") != std::string_view::npos &&
         titles.find("pressure_") != std::string_view::npos;
}

Result<std::vector<RawCounts>> readStappone(std::string_view bytes, const std::string& sourceName) {
  return StapponeReader(bytes, sourceName).read();
}

Result<Annotated<std::vector<plantar::Recording>>> refuseStappone(std::string_view bytes,
                                                                  const std::string& sourceName) {
  if (auto read = readStappone(bytes, sourceName); !read) return tl::unexpected(read.error());
  return failure(ErrorCode::UnitUnsupported,
                 "the file holds raw counts of the sensors, which are no pressures, and no "
                 "calibration: nothing in kPa or N can be computed. Look at it with 'inspect', or "
                 "export pressures",
                 sourceName, 1);
}

}  // namespace podalign::ingest
