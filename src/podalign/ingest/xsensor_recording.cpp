#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "podalign/ingest/plate_vendor_check.hpp"
#include "podalign/ingest/xsensor_sensor.hpp"

// Sizes of cells are printed with two decimals (0.86 cm), which is 1 % of their area. The areas
// that the vendor counts (contact area of a frame, whole area) tell it much closer.
namespace podalign::ingest {
namespace {

using plantar::Recording;

constexpr double kAreaRoundingMm2 = 0.5;   // 0.005 cm2
constexpr double kSizeRoundingMm = 0.05;   // 0.005 cm
constexpr double kValueRounding = 0.0051;  // of peaks and means, in the unit of the file
constexpr double kSecondsPerDay = 86400.0;

struct CellSize {
  double areaMm2 = 0.0;
  double relativeError = 0.0;
};

std::optional<CellSize> cellSizeOf(const XsensorSensor& sensor) {
  std::optional<CellSize> size;
  if (sensor.widthMm && sensor.heightMm && *sensor.widthMm > 0.0 && *sensor.heightMm > 0.0) {
    size = {*sensor.widthMm * *sensor.heightMm,
            kSizeRoundingMm / *sensor.widthMm + kSizeRoundingMm / *sensor.heightMm};
  }
  for (const XsensorFrame& frame : sensor.frames) {
    const double contact = frame.stated.contactMm2.value_or(0.0);
    if (!(contact > 0.0) || frame.loaded == 0) continue;
    const double error = kAreaRoundingMm2 / contact;
    if (size && size->relativeError <= error) continue;
    size = {contact / static_cast<double>(frame.loaded), error};
  }
  if (!size || !sensor.totalMm2 || !(*sensor.totalMm2 > 0.0)) return size;
  // The whole area holds a whole number of cells, where the estimate leaves no choice between two.
  const double cells = *sensor.totalMm2 / size->areaMm2;
  if (cells * size->relativeError > 0.25 || std::round(cells) < 1.0) return size;
  return CellSize{*sensor.totalMm2 / std::round(cells), kAreaRoundingMm2 / *sensor.totalMm2};
}

// Stamps are rounded to a millisecond; their whole span is not. Midnight may lie within it.
std::optional<double> periodOf(const XsensorSensor& sensor) {
  double span = 0.0;
  for (std::size_t i = 1; i < sensor.frames.size(); ++i) {
    double step = sensor.frames[i].timeS - sensor.frames[i - 1].timeS;
    if (step < -0.5 * kSecondsPerDay) step += kSecondsPerDay;
    if (step < 0.0) return std::nullopt;
    span += step;
  }
  if (!(span > 0.0)) return std::nullopt;
  return span / static_cast<double>(sensor.frames.size() - 1);
}

// Frames that come later than they should, beyond the rounding of the stamps.
std::size_t lateFrames(const XsensorSensor& sensor, double period) {
  constexpr double kStampRoundingS = 0.0011;
  std::size_t late = 0;
  for (std::size_t i = 1; i < sensor.frames.size(); ++i) {
    const double step = sensor.frames[i].timeS - sensor.frames[i - 1].timeS;
    if (step > 1.5 * period + kStampRoundingS) ++late;
  }
  return late;
}

VendorTotals compared(const XsensorFile& file, const XsensorSensor& sensor, const CellSize& size) {
  VendorTotals totals;
  const double newtonsPerUnit = forceNewtons(file.kilopascalsPerUnit, size.areaMm2);
  for (const XsensorFrame& frame : sensor.frames) {
    const auto cells = static_cast<double>(frame.loaded);
    const auto compare = [&](double computed, double printed, int decimals, double rounding) {
      totals.compare({.computedN = computed,
                      .printedN = printed,
                      .decimals = decimals,
                      .roundingN = rounding,
                      .line = frame.line});
    };
    if (frame.stated.loadN) {
      const double force = frame.sum * newtonsPerUnit;
      // The cells are printed with two decimals, rounded to either side.
      const double rounding =
          force * size.relativeError + std::sqrt(cells) * kValueRounding * newtonsPerUnit;
      compare(force, *frame.stated.loadN, frame.stated.loadDecimals, rounding);
    }
    // Peaks and means as the force that they make.
    constexpr int kAsPrecise = 6;
    if (frame.stated.peak) {
      compare(frame.peak * newtonsPerUnit, *frame.stated.peak * newtonsPerUnit, kAsPrecise,
              kValueRounding * newtonsPerUnit);
    }
    if (frame.stated.mean && frame.loaded > 0) {
      compare(frame.sum * newtonsPerUnit, *frame.stated.mean * cells * newtonsPerUnit, kAsPrecise,
              2.0 * kValueRounding * cells * newtonsPerUnit);
    }
  }
  return totals;
}

void markActive(const XsensorSensor& sensor, Recording& recording) {
  for (std::size_t i = 0; i < recording.windowCells(); ++i) {
    const auto width = static_cast<std::size_t>(recording.columns.count());
    const std::size_t row = static_cast<std::size_t>(recording.rows.first) + i / width;
    const std::size_t column = static_cast<std::size_t>(recording.columns.first) + i % width;
    recording.active[i] =
        sensor.inside.empty()
            ? static_cast<unsigned char>(1)
            : sensor.inside[row * static_cast<std::size_t>(sensor.columns) + column];
  }
}

Recording recordingOf(const XsensorFile& file, XsensorSensor& sensor, const CellSize& size,
                      double period) {
  Recording recording;
  const bool sized = sensor.widthMm && sensor.heightMm;
  const double stretch =
      sized ? std::sqrt(size.areaMm2 / (*sensor.widthMm * *sensor.heightMm)) : 1.0;
  const double side = std::sqrt(size.areaMm2);
  recording.grid = {.rows = static_cast<int>(sensor.rows),
                    .columns = static_cast<int>(sensor.columns),
                    .columnSpacingMm = sized ? *sensor.widthMm * stretch : side,
                    .rowSpacingMm = sized ? *sensor.heightMm * stretch : side,
                    .cellAreaMm2 = size.areaMm2,
                    .view = plantar::GridView::FromAbove,
                    .placesKnown = sized};
  recording.framePeriod = units::seconds(period);
  recording.markedSide = sensor.side;
  recording.sensor = sensor.side ? plantar::SensorKind::InShoe : plantar::SensorKind::Plate;
  // Insoles have their toes in row 0.
  if (sensor.side) recording.heelToToe = plantar::Direction{0.0, -1.0};
  recording.format = "xsensor-csv";
  recording.system = sensor.side ? "XSENSOR insole" : "XSENSOR mat";
  recording.noiseFloorKpa =
      file.threshold.value_or(sensor.cells->smallestLoad()) * file.kilopascalsPerUnit;
  sensor.cells->moveInto(recording, file.kilopascalsPerUnit);
  markActive(sensor, recording);
  return recording;
}

}  // namespace

Result<Annotated<std::vector<Recording>>> xsensorRecordings(XsensorFile file,
                                                            const std::string& sourceName) {
  std::stable_sort(file.sensors.begin(), file.sensors.end(),
                   [](const XsensorSensor& a, const XsensorSensor& b) {
                     return a.side == Laterality::Left && b.side == Laterality::Right;
                   });
  Annotated<std::vector<Recording>> result;
  std::vector<VendorTotals> totals;
  for (XsensorSensor& sensor : file.sensors) {
    if (sensor.frames.size() != file.sensors.front().frames.size()) {
      return failure(ErrorCode::Truncated,
                     "the sensors do not have the same number of frames: the file is cut short");
    }
    if (sensor.frames.size() < 2) {
      return failure(ErrorCode::Truncated, "fewer than two frames, so no time between frames");
    }
    const auto size = cellSizeOf(sensor);
    if (!size) {
      return failure(ErrorCode::UnitNotStated,
                     "neither the size of the sensels nor their contact area is stated");
    }
    const auto period = periodOf(sensor);
    if (!period) {
      return failure(ErrorCode::Malformed, "the times of the frames do not go forward");
    }
    totals.push_back(compared(file, sensor, *size));
    result.value.push_back(recordingOf(file, sensor, *size, *period));
    result.value.back().vendorCheck = totals.back().outcome();
    if (const std::size_t late = lateFrames(sensor, *period)) {
      result.findings.push_back({{"PLATE.FRAMES_MISSING", {{"frames", fmt::format("{}", late)}}},
                                 Severity::Caution,
                                 sourceName});
    }
    if (!sensor.side) {
      result.findings.push_back({{"PLATE.SENSOR_TAKEN_AS_PLATE", {{"sensor", "XSENSOR"}}},
                                 Severity::Caution,
                                 sourceName});
    }
  }
  Findings vendor = vendorFindings(totals, result.value, sourceName);
  result.findings.insert(result.findings.begin(), vendor.begin(), vendor.end());
  return result;
}

}  // namespace podalign::ingest
