#include "podalign/ingest/pedar_asc.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "podalign/ingest/pedar_insole.hpp"
#include "podalign/ingest/plate_novel.hpp"
#include "podalign/ingest/plate_text.hpp"

// Seen in real files (2023, 100 Hz; 50 Hz): "file name:" with a person's code, "sensor type:" whose
// leading letters are the insole's size, times, "pressure values in  kPa", the sensors of each
// insole, a line "time[secs]" with sensor numbers (left, then right, each counted from 1), one line
// per frame. Neither areas nor places of the sensors are printed.
namespace podalign::ingest {
namespace {

using plantar::Recording;
using plate_text::LineCursor;

constexpr double kLargestPressureKpa = 1.0e5;
constexpr std::size_t kSniffedBytes = 65536;
constexpr std::size_t kMostFrames = 500'000;  // 83 minutes at 100 Hz
constexpr double kTimeRoundingS = 2e-5;
constexpr std::string_view kRemedy = "export the measurement again from the pedar software";

struct Insole {
  Laterality side = Laterality::Left;
  std::vector<int> sensors;
};

class PedarReader {
 public:
  PedarReader(std::string_view bytes, const std::string& sourceName,
              const PlateReadOptions& options)
      : bytes_(bytes), lines_(bytes), source_(sourceName), options_(options) {}
  Result<Annotated<std::vector<Recording>>> read();

 private:
  tl::unexpected<Error> refuse(ErrorCode code, std::string_view what) const {
    return failure(code, fmt::format("{}; {}", what, kRemedy), source_, lines_.number());
  }
  Result<void> readHeader();
  Result<void> readTitles(std::string_view line);
  Result<void> checkSensors(const std::vector<int>& sensors) const;
  Result<void> readFrames();
  Result<void> readFrame(double time, std::string_view cells);
  Recording recordingOf(const Insole& insole, std::size_t firstColumn) const;
  void addFindings(const std::vector<Recording>& recordings, Findings& findings) const;
  const InsoleModel* model() const;
  // The last word of the file, with fewer decimals than all others.
  bool isCut(std::string_view word) const {
    return word.data() + word.size() == bytes_.data() + bytes_.size() &&
           plate_text::decimalPlaces(word) != decimals_;
  }
  std::size_t statedFrames() const {
    return header_.totalS ? static_cast<std::size_t>(std::lround(*header_.totalS / periodS_)) : 0;
  }

  std::string_view bytes_;
  LineCursor lines_;
  std::string source_;
  const PlateReadOptions& options_;
  NovelHeader header_;
  std::vector<Insole> insoles_;
  std::size_t columns_ = 0;
  double periodS_ = 0.0;
  double firstS_ = 0.0;
  std::size_t frames_ = 0;
  int decimals_ = 0;
  std::vector<float> cells_;  // frame after frame, as printed
};

Result<void> PedarReader::readHeader() {
  while (lines_.next()) {
    if (isNovelTitleLine(lines_.line())) return readTitles(lines_.line());
    if (auto read = readNovelHeaderLine(lines_.line(), header_); !read) {
      return refuse(read.error().code, read.error().message);
    }
  }
  return refuse(ErrorCode::Truncated,
                "there is no line 'time[secs]' with the numbers of the sensors: the file is cut "
                "short");
}

Result<void> PedarReader::checkSensors(const std::vector<int>& sensors) const {
  if (sensors.back() > kPedarSensors) {
    return refuse(ErrorCode::IndexOutOfRange,
                  fmt::format("sensor {} of an insole with {}", sensors.back(), kPedarSensors));
  }
  const auto wrong = std::adjacent_find(sensors.begin(), sensors.end(),
                                        [](int before, int behind) { return behind <= before; });
  if (wrong == sensors.end()) return {};
  return refuse(ErrorCode::IndexOutOfRange,
                fmt::format("the mask definition is not in order behind sensor {}", *wrong));
}

// Columns go by the numbers that title them, never by their place: a mask leaves sensors out.
Result<void> PedarReader::readTitles(std::string_view line) {
  if (!header_.kilopascalsPerUnit) {
    return refuse(ErrorCode::UnitNotStated, "the line 'pressure values in' is missing");
  }
  const auto period = novelPeriodS(header_);
  if (!period) return refuse(period.error().code, period.error().message);
  periodS_ = *period;
  if (header_.totalS && *header_.totalS / periodS_ > static_cast<double>(kMostFrames)) {
    return refuse(ErrorCode::TooLarge, "the recording is longer than can be read here");
  }
  if (!header_.left.empty()) insoles_.push_back({Laterality::Left, header_.left});
  if (!header_.right.empty()) insoles_.push_back({Laterality::Right, header_.right});
  std::vector<int> expected;
  for (const Insole& insole : insoles_) {
    if (const auto checked = checkSensors(insole.sensors); !checked) return checked;
    expected.insert(expected.end(), insole.sensors.begin(), insole.sensors.end());
  }
  if (expected.empty()) {
    return refuse(ErrorCode::Malformed, "the mask definition names no sensor of any insole");
  }
  line.remove_prefix(line.find("]") + 1);  // behind time[secs]
  for (std::string_view word = takeWord(line); !word.empty(); word = takeWord(line)) {
    const auto number = plate_text::integerFrom(word);
    if (columns_ >= expected.size() || !number || *number != expected[columns_]) {
      return refuse(ErrorCode::Malformed,
                    fmt::format("column {} is titled '{}', which the mask definition does not "
                                "have there",
                                columns_ + 2, plate_text::excerpt(word)));
    }
    ++columns_;
  }
  if (columns_ == expected.size()) return {};
  return refuse(ErrorCode::Truncated,
                fmt::format("{} of {} columns are titled", columns_, expected.size()));
}

Result<void> PedarReader::readFrame(double time, std::string_view cells) {
  if (frames_ == 0) firstS_ = time;
  const double expected = firstS_ + static_cast<double>(frames_) * periodS_;
  if (std::abs(time - expected) > 0.5 * periodS_ + kTimeRoundingS) {
    return refuse(ErrorCode::Malformed,
                  fmt::format("the frame at {} s does not follow the one before it in time: frames "
                              "are missing or out of order",
                              time));
  }
  if (frames_ >= kMostFrames) {
    return refuse(ErrorCode::TooLarge, "the recording is longer than can be read here");
  }
  for (std::size_t column = 0; column < columns_; ++column) {
    const std::string_view word = takeWord(cells);
    if (word.empty() || isCut(word)) {
      return refuse(ErrorCode::Truncated,
                    fmt::format("the frame has {} of {} pressures: the file is cut short or was "
                                "edited",
                                column, columns_));
    }
    const auto value = plate_text::numberFrom(word);
    const double kpa = value.value_or(-1.0) * *header_.kilopascalsPerUnit;
    if (!(kpa >= 0.0 && kpa <= kLargestPressureKpa)) {
      return refuse(ErrorCode::Malformed,
                    fmt::format("'{}' is no pressure", plate_text::excerpt(word)));
    }
    if (cells_.empty()) decimals_ = plate_text::decimalPlaces(word);
    cells_.push_back(static_cast<float>(kpa));
  }
  if (!takeWord(cells).empty()) {
    return refuse(ErrorCode::Malformed,
                  fmt::format("the frame has more than {} pressures", columns_));
  }
  ++frames_;
  return {};
}

// Up to the first line that does not begin with a time: maxima over time follow in some exports.
Result<void> PedarReader::readFrames() {
  while (lines_.next()) {
    std::string_view line = lines_.line();
    if (plate_text::isBlank(line)) continue;
    const auto time = plate_text::numberFrom(takeWord(line));
    if (!time) {
      const bool summary = plate_text::trimmed(lines_.line()).starts_with("M") && frames_ > 0;
      if (summary) break;
      return refuse(ErrorCode::Malformed, "the line begins with no time");
    }
    if (auto read = readFrame(*time, line); !read) return read;
  }
  if (frames_ == 0) return refuse(ErrorCode::Truncated, "the file holds no frame");
  return {};
}

const InsoleModel* PedarReader::model() const {
  const std::string size = pedarSize(header_.sensorType);
  const auto found =
      std::find_if(options_.pedarInsoles.begin(), options_.pedarInsoles.end(),
                   [&size](const InsoleModel& insole) { return insole.size == size; });
  const bool usable = found != options_.pedarInsoles.end() &&
                      found->areasMm2.size() == static_cast<std::size_t>(kPedarSensors);
  return usable ? &*found : nullptr;
}

Recording PedarReader::recordingOf(const Insole& insole, std::size_t firstColumn) const {
  Recording recording;
  const InsoleModel* const areas = model();
  recording.grid = pedarGrid(insole.side, areas == nullptr ? nullptr : &areas->areasMm2);
  recording.rows = {0, recording.grid.rows - 1};
  recording.columns = {0, recording.grid.columns - 1};
  recording.frames = static_cast<int>(frames_);
  recording.framePeriod = units::seconds(periodS_);
  recording.sensor = plantar::SensorKind::InShoe;
  recording.markedSide = insole.side;
  recording.heelToToe = plantar::Direction{0.0, -1.0};
  recording.format = "pedar-asc";
  recording.system = "novel pedar insole";
  recording.active.assign(recording.windowCells(), 0);
  recording.pressuresKpa.assign(frames_ * recording.windowCells(), 0.0F);
  float step = std::numeric_limits<float>::infinity();
  for (std::size_t i = 0; i < insole.sensors.size(); ++i) {
    const std::size_t cell = pedarCell(insole.sensors[i], insole.side);
    recording.active[cell] = 1;
    for (std::size_t frame = 0; frame < frames_; ++frame) {
      const float kpa = cells_[frame * columns_ + firstColumn + i];
      recording.pressuresKpa[frame * recording.windowCells() + cell] = kpa;
      if (kpa > 0.0F) step = std::min(step, kpa);
    }
  }
  recording.noiseFloorKpa = std::isfinite(step) ? static_cast<double>(step) : 0.0;
  // What can be compared is how many frames there are.
  if (frames_ == statedFrames()) recording.vendorCheck = plantar::VendorCheck::Verified;
  return recording;
}

void PedarReader::addFindings(const std::vector<Recording>& recordings, Findings& findings) const {
  const auto add = [&](std::string id, std::vector<std::pair<std::string, std::string>> values,
                       Severity severity) {
    findings.push_back({{std::move(id), std::move(values)}, severity, source_});
  };
  const std::string frames = fmt::format("{}", frames_);
  if (frames_ == statedFrames()) {
    add("PLATE.IMPORT_VERIFIED", {{"frames", frames}, {"totals", "1"}, {"max_error", "0 frames"}},
        Severity::Note);
  } else {
    add("PLATE.IMPORT_UNVERIFIED", {{"frames", frames}}, Severity::Note);
  }
  if (frames_ < statedFrames()) {
    add("PLATE.PART_OF_RECORDING",
        {{"frames", frames}, {"stated", fmt::format("{}", statedFrames())}}, Severity::Caution);
  }
  const std::string size = pedarSize(header_.sensorType);
  if (recordings.front().grid.areasKnown) {
    const double total = recordings.front().grid.cellAreaMm2 * kPedarSensors / 100.0;
    add("PLATE.INSOLE_AREAS", {{"size", size}, {"total", fmt::format("{:.1f}", total)}},
        Severity::Note);
  } else {
    add("PLATE.INSOLE_SIZE_UNKNOWN", {{"size", size.empty() ? "?" : size}}, Severity::Caution);
  }
  for (const Insole& insole : insoles_) {
    const auto left = static_cast<int>(insole.sensors.size());
    if (left == kPedarSensors) continue;
    add("PLATE.SENSORS_LEFT_OUT",
        {{"side", toString(insole.side)},
         {"sensors", fmt::format("{}", left)},
         {"all", fmt::format("{}", kPedarSensors)}},
        Severity::Caution);
  }
}

Result<Annotated<std::vector<Recording>>> PedarReader::read() {
  if (auto read = readHeader(); !read) return tl::unexpected(read.error());
  if (auto read = readFrames(); !read) return tl::unexpected(read.error());
  Annotated<std::vector<Recording>> result;
  std::size_t column = 0;
  for (const Insole& insole : insoles_) {
    result.value.push_back(recordingOf(insole, column));
    column += insole.sensors.size();
  }
  addFindings(result.value, result.findings);
  return result;
}

}  // namespace

bool looksLikePedar(std::string_view head) {
  head = head.substr(0, kSniffedBytes);
  const auto has = [&](std::string_view token) {
    return head.find(token) != std::string_view::npos;
  };
  return has("scanning rate [Hz]") && (has("left insole:") || has("right insole:"));
}

Result<Annotated<std::vector<Recording>>> readPedar(std::string_view bytes,
                                                    const std::string& sourceName,
                                                    const PlateReadOptions& options) {
  return PedarReader(bytes, sourceName, options).read();
}

}  // namespace podalign::ingest
