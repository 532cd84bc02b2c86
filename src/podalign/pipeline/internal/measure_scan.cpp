#include "podalign/pipeline/internal/measure_scan.hpp"

#include <future>
#include <utility>

#include "podalign/anatomy/align.hpp"
#include "podalign/core/sha256.hpp"
#include "podalign/ingest/scan.hpp"
#include "podalign/measure/foot_measures.hpp"

namespace podalign::pipeline {
namespace {

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

}  // namespace

Result<ingest::HashedScan> readHashed(ingest::FileBytes file) {
  // Hashing takes as long as reading on a large file: side by side.
  std::future<std::string> hash =
      std::async(std::launch::async, [&] { return sha256Hex(file.view()); });
  auto scan = ingest::readScan(file.view(), file.name());
  std::string sha256 = hash.get();
  if (!scan) return tl::unexpected(scan.error());
  return ingest::HashedScan{std::move(*scan), std::move(sha256)};
}

Result<void> measureScan(OneFile& into, ingest::HashedScan read) {
  const FileToMeasure& request = into.request;
  const MeasureOptions& measuring = into.options;
  report::InputFile& input = into.input;
  report::MeasurementDocument& document = into.document;
  const std::string& name = input.file;
  if (auto go = checkStop(measuring.work); !go) return go;
  ingest::RawScan& scan = read.scan.value;
  input.sha256 = std::move(read.sha256);
  input.format = scan.format;

  anatomy::AlignOptions options;
  options.millimetresPerUnit = millimetresPerUnit(request.scale);
  options.unitName = request.scale.unit.value_or("scaled");
  options.shapeOnly = request.scale.shapeOnly;
  options.declaredSide = request.side ? request.side : scan.side;
  options.load = request.load;
  append(document.findings, std::move(read.scan.findings));
  if (request.side && scan.side && *request.side != *scan.side) {
    document.findings.push_back(
        {{"SIDE.FILE_DISAGREES",
          {{"declared", toString(*request.side)}, {"file", toString(*scan.side)}}},
         Severity::Caution,
         {}});
  }
  anatomy::ScannedShape shape{std::move(scan.mesh), std::move(scan.normals)};
  if (scan.unit) {
    shape.formatMillimetres = scan.unit->millimetresPerUnit;
    shape.formatUnit = scan.unit->name;
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
      deviceFinding(into.devices, profile::DeviceSort::Scanner, request.device, name));
  for (anatomy::AlignedFoot& foot : aligned->value) {
    if (auto go = checkStop(measuring.work); !go) return go;
    measure::Measurements measures = measure::measureFoot(foot);
    addDeviceErrors(measures, into.devices, profile::DeviceSort::Scanner, request.device);
    document.scans.push_back({0, std::move(foot), std::move(measures)});
  }
  return {};
}

}  // namespace podalign::pipeline
