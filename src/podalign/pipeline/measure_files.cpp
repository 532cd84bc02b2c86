#include "podalign/pipeline/measure_files.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <future>
#include <iterator>
#include <mutex>
#include <thread>
#include <utility>

#include "podalign/ingest/dense_stl.hpp"
#include "podalign/ingest/file_bytes.hpp"
#include "podalign/ingest/format.hpp"
#include "podalign/ingest/plate.hpp"
#include "podalign/pipeline/internal/measure_plate.hpp"
#include "podalign/pipeline/internal/measure_scan.hpp"
#include "podalign/pipeline/internal/one_file.hpp"

namespace podalign::pipeline {
namespace {

using report::MeasurementDocument;

Result<void> measureOpened(OneFile& into) {
  const FileToMeasure& request = into.request;
  const std::string& name = into.input.file;
  auto file = ingest::openFile(request.file, into.options.work.given);
  if (!file) return tl::unexpected(file.error());
  const ingest::Format format = ingest::sniffFormat(file->view());
  const bool plate =
      ingest::isPlateFile(file->view(), format, plateReadOptions(request, into.devices));
  const bool scan = !plate && ingest::isScan(format);
  const bool unwanted = (request.kind == ExpectedKind::Scan && plate) ||
                        (request.kind == ExpectedKind::Plate && scan);
  if (unwanted || (!scan && !plate)) {
    return tl::unexpected(named(ingest::explainUnsupported(format, name), name));
  }
  if (scan) {
    auto read = readHashed(std::move(*file));
    if (!read) return tl::unexpected(named(read.error(), name));
    return measureScan(into, std::move(*read));
  }
  if (format == ingest::Format::StapponeCsv && into.options.rawCounts == RawCountFiles::Show) {
    return tellRawCounts(into, file->view());
  }
  return measurePlate(into, *file);
}

// One file by itself: `source` of its scans and steps is 0 until they are joined.
Result<MeasurementDocument> measureFile(const FileToMeasure& request,
                                        const profile::Devices& devices,
                                        const MeasureOptions& options) {
  OneFile into{request, devices, options, {}, {}};
  into.input.file = request.file.filename().string();
  Result<std::optional<ingest::HashedScan>> dense = std::nullopt;
  // What a host gave stands in memory already.
  if (options.work.given == nullptr && request.kind != ExpectedKind::Plate) {
    dense = ingest::readDenseStl(request.file);
  }
  if (!dense) return tl::unexpected(dense.error());
  const auto done = *dense ? measureScan(into, std::move(**dense)) : measureOpened(into);
  if (!done) return tl::unexpected(done.error());
  setSource(into.document.findings, into.input.file);
  into.document.inputs.push_back(std::move(into.input));
  return std::move(into.document);
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
