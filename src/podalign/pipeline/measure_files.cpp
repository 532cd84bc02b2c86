#include "podalign/pipeline/measure_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <exception>
#include <future>
#include <iterator>
#include <mutex>
#include <string_view>
#include <thread>
#include <utility>

#include "podalign/anatomy/align.hpp"
#include "podalign/core/sha256.hpp"
#include "podalign/ingest/file_bytes.hpp"
#include "podalign/ingest/format.hpp"
#include "podalign/ingest/plate.hpp"
#include "podalign/ingest/scan.hpp"
#include "podalign/ingest/stappone_csv.hpp"
#include "podalign/measure/foot_measures.hpp"
#include "podalign/measure/footfall_measures.hpp"
#include "podalign/measure/zones.hpp"
#include "podalign/plantar/footfalls.hpp"
#include "podalign/plantar/resolved_view.hpp"

namespace podalign::pipeline {
namespace {

using report::MeasurementDocument;

// Newton per kilogram: a body's weight.
constexpr double kStandardGravity = 9.80665;

void setSource(Findings& findings, const std::string& name) {
  for (Finding& finding : findings) {
    if (finding.source.empty()) finding.source = name;
  }
}

Error named(Error error, const std::string& name) {
  if (error.source.empty()) error.source = name;
  return error;
}

void addDeviceErrors(measure::Measurements& measures, const profile::Devices& devices,
                     profile::DeviceSort sort, const std::string& device) {
  for (auto& [name, measurement] : measures) {
    if (!measurement.value) continue;
    const profile::DeviceErrorChoice choice = profile::deviceErrorFor(devices, sort, device, name);
    const double scale = choice.error.relative ? std::abs(*measurement.value) : 1.0;
    measurement.error.device = scale * choice.error.device;
    measurement.error.repositioning = scale * choice.error.repositioning;
  }
}

Finding deviceFinding(const profile::Devices& devices, profile::DeviceSort sort,
                      const std::string& device, const std::string& source) {
  const bool scanner = sort == profile::DeviceSort::Scanner;
  const profile::DeviceErrorChoice choice =
      profile::deviceErrorFor(devices, sort, device, scanner ? "foot_length" : "max_force");
  if (choice.deviceKnown) {
    return {{"DEVICE.KNOWN", {{"device", choice.deviceId}}}, Severity::Note, source};
  }
  if (!device.empty()) {
    return {{"DEVICE.NO_PUBLISHED_ERRORS", {{"device", device}}}, Severity::Note, source};
  }
  return {{"DEVICE.UNKNOWN", {{"device", choice.deviceId}}}, Severity::Note, source};
}

std::optional<double> millimetresPerUnit(const DeclaredScale& scale) {
  if (scale.millimetresPerUnit) return scale.millimetresPerUnit;
  if (!scale.unit) return std::nullopt;
  if (*scale.unit == "mm") return 1.0;
  if (*scale.unit == "cm") return 10.0;
  if (*scale.unit == "in") return 25.4;
  return 1000.0;  // m: the case reader and the command line allow no other word
}

// The points that a person set win over those that were found.
Result<void> takeEdits(const FileToMeasure& request, const std::string& name,
                       const ingest::GivenFiles* given, std::vector<anatomy::AlignedFoot>& feet) {
  if (request.landmarks.empty()) return {};
  auto file = ingest::openFile(request.landmarks, given);
  if (!file) return tl::unexpected(file.error());
  const auto sheets = readLandmarks(file->view(), file->name());
  if (!sheets) return tl::unexpected(sheets.error());
  bool any = false;
  for (anatomy::AlignedFoot& foot : feet) {
    any = any || hasSheet(*sheets, name, foot);
    foot = anatomy::withEdits(std::move(foot), editsFor(*sheets, name, foot));
  }
  if (any) return {};
  return failure(ErrorCode::LandmarksInvalid,
                 "holds no points for the " + std::string(toString(feet.front().side.side)) +
                     " foot of '" + name + "'; write a new one with --write-landmarks",
                 file->name());
}

Result<void> measureScan(const FileToMeasure& request, std::string_view bytes,
                         const std::string& name, report::InputFile& input,
                         const profile::Devices& devices, const MeasureOptions& measuring,
                         MeasurementDocument& document, ingest::FileBytes& file) {
  // Hashing takes as long as reading on a large file: side by side.
  std::future<std::string> hash = std::async(std::launch::async, [&] { return sha256Hex(bytes); });
  auto scan = ingest::readScan(bytes, name);
  input.sha256 = hash.get();
  if (!scan) return tl::unexpected(named(scan.error(), name));
  if (auto go = checkStop(measuring.work); !go) return go;
  input.format = scan->value.format;
  file = {};  // the mesh holds everything now: a large file need not stay in memory

  anatomy::AlignOptions options;
  options.millimetresPerUnit = millimetresPerUnit(request.scale);
  options.unitName = request.scale.unit.value_or("scaled");
  options.shapeOnly = request.scale.shapeOnly;
  options.declaredSide = request.side ? request.side : scan->value.side;
  options.load = request.load;
  append(document.findings, std::move(scan->findings));
  if (request.side && scan->value.side && *request.side != *scan->value.side) {
    document.findings.push_back(
        {{"SIDE.FILE_DISAGREES",
          {{"declared", toString(*request.side)}, {"file", toString(*scan->value.side)}}},
         Severity::Caution,
         {}});
  }
  anatomy::ScannedShape shape{std::move(scan->value.mesh), std::move(scan->value.normals)};
  if (scan->value.unit) {
    shape.formatMillimetres = scan->value.unit->millimetresPerUnit;
    shape.formatUnit = scan->value.unit->name;
  }
  auto aligned = anatomy::alignFeet(std::move(shape), options);
  if (!aligned) return tl::unexpected(named(aligned.error(), name));
  if (auto go = checkStop(measuring.work); !go) return go;
  input.unit = aligned->value.front().unit.unit;
  input.unitSource = aligned->value.front().unit.source;
  append(document.findings, std::move(aligned->findings));
  if (auto taken = takeEdits(request, name, measuring.work.given, aligned->value); !taken)
    return taken;
  document.findings.push_back(
      deviceFinding(devices, profile::DeviceSort::Scanner, request.device, name));
  for (anatomy::AlignedFoot& foot : aligned->value) {
    if (auto go = checkStop(measuring.work); !go) return go;
    measure::Measurements measures = measure::measureFoot(foot);
    addDeviceErrors(measures, devices, profile::DeviceSort::Scanner, request.device);
    document.scans.push_back({0, std::move(foot), std::move(measures)});
  }
  return {};
}

// Counts without calibration are shown and nothing is made of them.
Result<void> tellRawCounts(std::string_view bytes, const std::string& name,
                           report::InputFile& input, MeasurementDocument& document) {
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

ingest::PlateReadOptions plateReadOptions(const FileToMeasure& request,
                                          const profile::Devices& devices) {
  ingest::PlateReadOptions options;
  for (const profile::InsoleSensors& insole : devices.pedarInsoles) {
    options.pedarInsoles.push_back({insole.size, insole.areasMm2});
  }
  options.matrix = request.matrix;
  return options;
}

// What is stated, else what the file names.
std::string deviceOf(const FileToMeasure& request,
                     const std::vector<plantar::Recording>& recordings) {
  if (!request.device.empty() || recordings.empty()) return request.device;
  const plantar::Recording& first = recordings.front();
  return ingest::isStatedMatrix(first) ? std::string() : first.system;
}

void moveIndices(measure::WalkMeasures& walk, std::size_t by) {
  for (std::size_t& footfall : walk.footfalls) footfall += by;
  for (const Laterality side : kBothSides) {
    if (walk.typical[side]) *walk.typical[side] += by;
  }
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

void layZones(std::vector<report::WalkedStep>& walked,
              const measure::FootfallMeasureOptions& options, const measure::FootZoneLines& set) {
  std::vector<measure::StepOfFoot> steps;
  for (report::WalkedStep& step : walked) {
    steps.push_back({step.footfall, step.grid, step.framePeriod, step.measures});
  }
  const measure::FootZoneLines lines = measure::measureZones(steps, options, set);
  for (report::WalkedStep& step : walked) step.zones = lines[step.footfall.side.side];
}

Result<void> measurePlate(const FileToMeasure& request, ingest::FileBytes& file,
                          const std::string& name, report::InputFile& input,
                          const profile::Devices& devices, const MeasureOptions& options,
                          MeasurementDocument& document) {
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

// One file by itself: `source` of its scans and steps is 0 until they are joined.
Result<MeasurementDocument> measureFile(const FileToMeasure& request,
                                        const profile::Devices& devices,
                                        const MeasureOptions& options) {
  auto file = ingest::openFile(request.file, options.work.given);
  if (!file) return tl::unexpected(file.error());
  const std::string name = file->name();
  const ingest::Format format = ingest::sniffFormat(file->view());
  const bool plate = ingest::isPlateFile(file->view(), format, plateReadOptions(request, devices));
  const bool scan = !plate && ingest::isScan(format);
  const bool unwanted = (request.kind == ExpectedKind::Scan && plate) ||
                        (request.kind == ExpectedKind::Plate && scan);
  if (unwanted || (!scan && !plate)) {
    return tl::unexpected(named(ingest::explainUnsupported(format, name), name));
  }
  MeasurementDocument document;
  report::InputFile input;
  input.file = name;
  const auto done =
      scan ? measureScan(request, file->view(), name, input, devices, options, document, *file)
      : format == ingest::Format::StapponeCsv && options.rawCounts == RawCountFiles::Show
          ? tellRawCounts(file->view(), name, input, document)
          : measurePlate(request, *file, name, input, devices, options, document);
  if (!done) return tl::unexpected(done.error());
  setSource(document.findings, name);
  document.inputs.push_back(std::move(input));
  return document;
}

void join(MeasurementDocument& all, MeasurementDocument one) {
  const std::size_t source = all.inputs.size();
  for (report::ScannedFoot& scan : one.scans) {
    scan.source = source;
    all.scans.push_back(std::move(scan));
  }
  for (report::MeasuredWalk& walk : one.walks) {
    walk.source = source;
    moveIndices(walk.walk, all.steps.size());
    all.walks.push_back(std::move(walk));
  }
  for (report::WalkedStep& step : one.steps) {
    step.source = source;
    all.steps.push_back(std::move(step));
  }
  all.inputs.insert(all.inputs.end(), std::make_move_iterator(one.inputs.begin()),
                    std::make_move_iterator(one.inputs.end()));
  append(all.findings, std::move(one.findings));
}

// The same lines for all trials of a foot, unless a person set them for one.
void shareZones(MeasurementDocument& document, const std::vector<FileToMeasure>& files,
                const profile::Devices& devices, std::optional<double> bodyMassKg) {
  const auto isPlate = [&](const report::InputFile& input) { return input.unit == "kPa"; };
  const bool setByPerson = std::any_of(
      files.begin(), files.end(), [](const FileToMeasure& file) { return !file.zones.empty(); });
  if (setByPerson || std::count_if(document.inputs.begin(), document.inputs.end(), isPlate) < 2)
    return;
  layZones(document.steps, plateMeasures(devices.plate, bodyMassKg), {});
  for (report::WalkedStep& step : document.steps) {
    addDeviceErrors(step.measures, devices, profile::DeviceSort::Plate,
                    document.inputs[step.source].device);
  }
}

}  // namespace

Result<MeasuredFiles> measureFiles(const std::vector<FileToMeasure>& files,
                                   const profile::Devices& devices, const MeasureOptions& options) {
  std::vector<std::optional<Result<MeasurementDocument>>> results(files.size());
  std::atomic<std::size_t> next{0};
  std::atomic<bool> refusedOne{false};
  std::mutex telling;
  int finished = 0;
  const auto tell = [&](const char* stage, const std::filesystem::path& file, int more) {
    const std::lock_guard lock(telling);
    finished += more;
    if (!options.work.progress) return;
    options.work.progress(
        {stage, file.filename().string(), finished, static_cast<int>(files.size())});
  };
  const auto work = [&] {
    for (std::size_t i = next++; i < files.size(); i = next++) {
      if (options.work.stop.stop_requested() || (refusedOne && !options.keepReadable)) return;
      tell("progress.reading", files[i].file, 0);
      try {
        results[i] = measureFile(files[i], devices, options);
      } catch (const std::exception& problem) {
        results[i] =
            failure(ErrorCode::Internal, problem.what(), files[i].file.filename().string());
      }
      if (!*results[i]) refusedOne = true;
      if (*results[i]) tell("progress.measured", files[i].file, 1);
    }
  };
  std::vector<std::future<void>> workers;  // besides this thread
  const std::size_t cores = options.work.threads > 0
                                ? options.work.threads
                                : std::max(1U, std::thread::hardware_concurrency());
  for (std::size_t i = 1; i < std::min(cores, files.size()); ++i) {
    workers.push_back(std::async(std::launch::async, work));
  }
  work();
  for (std::future<void>& worker : workers) worker.get();
  if (auto go = checkStop(options.work); !go) return tl::unexpected(go.error());

  MeasuredFiles measured;
  for (std::optional<Result<MeasurementDocument>>& result : results) {
    if (!result) continue;  // not begun, because another file was refused
    if (!*result) {
      if (!options.keepReadable) return tl::unexpected(result->error());
      measured.refused.push_back(result->error());
      continue;
    }
    join(measured.document, std::move(**result));
  }
  if (measured.document.inputs.empty() && !measured.refused.empty()) {
    return tl::unexpected(measured.refused.front());
  }
  if (options.zones == ZonesOf::OnePerson)
    shareZones(measured.document, files, devices, options.bodyMassKg);
  measured.document.comparison = compareScans(measured.document.scans, options.repeats);
  return measured;
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

std::vector<LandmarkSheet> landmarkSheets(const MeasurementDocument& document) {
  std::vector<LandmarkSheet> sheets;
  for (const report::ScannedFoot& scan : document.scans) {
    sheets.push_back({document.inputs[scan.source].file, scan.foot.side.side,
                      anatomy::landmarkSheet(scan.foot)});
  }
  return sheets;
}

std::vector<ZoneSheet> zoneSheets(const MeasurementDocument& document) {
  std::vector<ZoneSheet> sheets;
  for (const report::WalkedStep& step : document.steps) {
    if (!step.zones) continue;
    const ZoneSheet sheet{document.inputs[step.source].file, step.footfall.side.side, *step.zones};
    const bool there = std::any_of(sheets.begin(), sheets.end(), [&](const ZoneSheet& other) {
      return other.file == sheet.file && other.side == sheet.side;
    });
    if (!there) sheets.push_back(sheet);
  }
  return sheets;
}

std::vector<FileToMeasure> filesOf(const Case& theCase) {
  std::vector<FileToMeasure> files;
  for (const CaseScan& scan : theCase.scans) {
    files.push_back({scan.file, ExpectedKind::Scan, scan.side, scan.scale, scan.load,
                     plantar::TrialKind::Unknown, std::nullopt, scan.device, scan.landmarks});
  }
  for (const CasePlate& plate : theCase.plates) {
    files.push_back({plate.file, ExpectedKind::Plate, plate.side, DeclaredScale{},
                     anatomy::LoadState::Unknown, plate.kind, plate.shod, plate.device,
                     std::filesystem::path{}, plate.matrix, plate.zones});
  }
  return files;
}

}  // namespace podalign::pipeline
