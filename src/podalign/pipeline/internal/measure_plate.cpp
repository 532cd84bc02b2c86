#include "podalign/pipeline/internal/measure_plate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "podalign/core/sha256.hpp"
#include "podalign/ingest/format.hpp"
#include "podalign/ingest/stappone_csv.hpp"
#include "podalign/measure/footfall_measures.hpp"
#include "podalign/measure/zones.hpp"
#include "podalign/plantar/footfalls.hpp"
#include "podalign/plantar/resolved_view.hpp"

namespace podalign::pipeline {
namespace {

using report::MeasurementDocument;

// Newton per kilogram: a body's weight.
constexpr double kStandardGravity = 9.80665;

// What is stated, else what the file names.
std::string deviceOf(const FileToMeasure& request,
                     const std::vector<plantar::Recording>& recordings) {
  if (!request.device.empty() || recordings.empty()) return request.device;
  const plantar::Recording& first = recordings.front();
  return ingest::isStatedMatrix(first) ? std::string() : first.system;
}

void addSteps(const plantar::Recording& recording, std::vector<plantar::Footfall> footfalls,
              const measure::FootfallMeasureOptions& measuring, MeasurementDocument& document) {
  const plantar::Grid grid = plantar::gridWithView(recording, footfalls);
  std::vector<measure::Measurements> all;
  for (const plantar::Footfall& footfall : footfalls) {
    all.push_back(measure::measureFootfall(footfall, grid, recording.framePeriod, measuring));
  }
  for (measure::WalkMeasures& walk :
       measure::measureWalks(footfalls, all, grid, recording.framePeriod)) {
    moveIndices(walk, document.steps.size());
    document.walks.push_back({0, std::move(walk)});
  }
  for (std::size_t i = 0; i < footfalls.size(); ++i) {
    document.steps.push_back(
        {0, std::move(footfalls[i]), grid, recording.framePeriod, std::move(all[i])});
  }
}

Result<measure::FootZoneLines> zonesSetFor(const FileToMeasure& request, const std::string& name,
                                           const ingest::GivenFiles* given) {
  if (request.zones.empty()) return measure::FootZoneLines{};
  auto file = ingest::openFile(request.zones, given);
  if (!file) return tl::unexpected(file.error());
  const auto sheets = readZones(file->view(), file->name());
  if (!sheets) return tl::unexpected(sheets.error());
  measure::FootZoneLines lines = linesFor(*sheets, name);
  if (lines.left || lines.right) return lines;
  return failure(ErrorCode::CaseInvalid,
                 "holds no lines for a foot of '" + name + "'; write a new one with --write-zones",
                 file->name());
}

}  // namespace

ingest::PlateReadOptions plateReadOptions(const FileToMeasure& request,
                                          const profile::Devices& devices) {
  ingest::PlateReadOptions options;
  for (const profile::InsoleSensors& insole : devices.pedarInsoles) {
    options.pedarInsoles.push_back({insole.size, insole.areasMm2});
  }
  options.matrix = request.matrix;
  return options;
}

Result<void> tellRawCounts(OneFile& into, std::string_view bytes) {
  report::InputFile& input = into.input;
  report::MeasurementDocument& document = into.document;
  const std::string& name = input.file;
  const auto soles = ingest::readStappone(bytes, name);
  if (!soles) return tl::unexpected(named(soles.error(), name));
  input.sha256 = sha256Hex(bytes);
  input.format = ingest::toString(ingest::Format::StapponeCsv);
  input.unit = "counts";
  input.unitSource = "format";
  document.findings.push_back({{"PLATE.RAW_COUNTS", {}}, Severity::Reject, name});
  for (const ingest::RawCounts& sole : *soles) {
    const double seconds = units::inSeconds(sole.lasted);
    const double steps = static_cast<double>(sole.samples) - 1.0;
    std::string ranges;
    for (const auto& range : sole.sensors) {
      ranges +=
          fmt::format("{}{:.0f}-{:.0f}", ranges.empty() ? "" : ", ", range.lowest, range.highest);
    }
    document.findings.push_back(
        {{"PLATE.RAW_COUNTS_OF_SOLE",
          {{"sole", fmt::format("{}", sole.sole)},
           {"sensors", fmt::format("{}", sole.sensors.size())},
           {"samples", fmt::format("{}", sole.samples)},
           {"seconds", fmt::format("{:.1f}", seconds)},
           {"rate", seconds > 0.0 ? fmt::format("{:.1f}", steps / seconds) : "?"},
           {"corrupt", fmt::format("{}", sole.corrupt)},
           {"ranges", ranges}}},
         Severity::Note,
         name});
  }
  return {};
}

void moveIndices(measure::WalkMeasures& walk, std::size_t by) {
  for (std::size_t& footfall : walk.footfalls) footfall += by;
  for (const Laterality side : kBothSides) {
    if (walk.typical[side]) *walk.typical[side] += by;
  }
}

void layZones(std::vector<report::WalkedStep>& walked,
              const measure::FootfallMeasureOptions& options, const measure::FootZoneLines& set) {
  std::vector<measure::StepOfFoot> steps;
  for (report::WalkedStep& step : walked) {
    steps.push_back({step.footfall, step.grid, step.framePeriod, step.measures});
  }
  const measure::FootZoneLines lines = measure::measureZones(steps, options, set);
  for (report::WalkedStep& step : walked) step.zones = lines[step.footfall.side.side];
}

Result<void> measurePlate(OneFile& into, ingest::FileBytes& file) {
  const FileToMeasure& request = into.request;
  const profile::Devices& devices = into.devices;
  const MeasureOptions& options = into.options;
  report::InputFile& input = into.input;
  report::MeasurementDocument& document = into.document;
  const std::string& name = input.file;
  const std::optional<double> bodyMassKg = options.bodyMassKg;
  input.sha256 = sha256Hex(file.view());
  ingest::PlateReadOptions readOptions = plateReadOptions(request, devices);
  readOptions.bytesDone = [&file](std::size_t done) { file.forgetFirst(done); };
  auto recordings = ingest::readPlate(file.view(), name, readOptions);
  if (!recordings) return tl::unexpected(named(recordings.error(), name));
  if (auto go = checkStop(options.work); !go) return go;
  const auto zones = zonesSetFor(request, name, options.work.given);
  if (!zones) return tl::unexpected(zones.error());
  input.unit = "kPa";
  input.unitSource = "format";
  append(document.findings, std::move(recordings->findings));
  const std::string device = deviceOf(request, recordings->value);
  input.device = device;
  std::optional<Error> refused;  // of one recording: an insole that nobody stood on
  const measure::FootfallMeasureOptions measuring = plateMeasures(devices.plate, bodyMassKg);
  for (plantar::Recording& recording : recordings->value) {
    if (auto go = checkStop(options.work); !go) return go;
    input.format = recording.format;
    if (ingest::isStatedMatrix(recording)) {
      input.unitSource = "declared";
      // One frame of somebody who stands still is a moment, not the maxima of a step.
      if (request.trial == plantar::TrialKind::Standing) recording.peakImage = false;
    }
    plantar::FootfallOptions finding;
    finding.trial = request.trial;
    finding.shod = request.shod.value_or(false);
    // Of a pair of insoles each knows its own foot.
    const bool pair = recordings->value.size() > 1 && recording.markedSide;
    if (!pair) finding.declaredSide = request.side;
    if (bodyMassKg) finding.bodyWeight = units::newtons(*bodyMassKg * kStandardGravity);
    auto footfalls = plantar::findFootfalls(recording, finding);
    if (!footfalls) {
      refused = footfalls.error();
      continue;
    }
    setSource(footfalls->findings, name);
    append(document.findings, std::move(footfalls->findings));
    addSteps(recording, std::move(footfalls->value), measuring, document);
  }
  if (refused && document.steps.empty()) return tl::unexpected(named(*refused, name));
  if (refused) {
    document.findings.push_back({{"PLATE.PART_WITHOUT_STEPS", {}}, Severity::Caution, name});
  }
  layZones(document.steps, measuring, *zones);
  const auto addErrors = [&](measure::Measurements& measures) {
    addDeviceErrors(measures, devices, profile::DeviceSort::Plate, device);
  };
  for (report::WalkedStep& step : document.steps) addErrors(step.measures);
  for (report::MeasuredWalk& walk : document.walks) {
    addErrors(walk.walk.measures);
    for (const Laterality side : kBothSides) addErrors(walk.walk.feet[side]);
  }
  document.findings.push_back(deviceFinding(devices, profile::DeviceSort::Plate, device, name));
  return {};
}

measure::FootfallMeasureOptions plateMeasures(const profile::PlateSettings& plate,
                                              std::optional<double> bodyMassKg) {
  measure::FootfallMeasureOptions options;
  measure::ZoneShares zones{plate.heelEnd, plate.midfootEnd, {}, plate.hallux};
  std::copy(plate.rays.begin(), plate.rays.end(), zones.rays.begin());
  options.zones = zones;
  measure::SensitivityChoices choices{{}, plate.thresholdsKpa};
  for (const std::string& word : plate.axes) {
    if (const auto axis = measure::footprintAxisFromString(word)) choices.axes.push_back(*axis);
  }
  options.sensitivity = std::move(choices);
  options.phases = measure::PhaseRules{plate.zoneContactKpa, plate.zoneContactS};
  options.methodsDiffer = units::degrees(plate.methodsDifferDeg);
  if (bodyMassKg) options.bodyWeight = units::newtons(*bodyMassKg * kStandardGravity);
  return options;
}

}  // namespace podalign::pipeline
