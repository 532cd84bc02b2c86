#include "cli/readable.hpp"
#include "cli/run.hpp"
#include "podalign/core/atomic_file.hpp"
#include "podalign/deliver/output_folder.hpp"
#include "podalign/pipeline/measure_files.hpp"
#include "podalign/report/json.hpp"

namespace podalign::cli {
namespace {

using pipeline::FileToMeasure;
using report::MeasurementDocument;

enum class Detail { WhatItIs, Measures };

struct FilesRun {
  std::vector<FileToMeasure> files;
  Unreadable unreadable = Unreadable::RefuseAll;
  Output output = Output::Text;
  Detail detail = Detail::Measures;
  pipeline::Repeats repeats = pipeline::Repeats::NotStated;
  std::optional<std::filesystem::path> pictureFolder;
  std::filesystem::path landmarksOut;
  std::filesystem::path zonesOut;
};

// The lines of one file: what it is, its feet or steps, and their measures.
std::string readableFile(const MeasurementDocument& document, std::size_t source, Detail detail,
                         const profile::TextCatalogue& texts) {
  std::string text = inputLine(document.inputs[source], texts);
  const auto measures = [&](const measure::Measurements& found) {
    return detail == Detail::Measures ? measureLines(found, document.findings, texts)
                                      : std::string();
  };
  for (const report::ScannedFoot& scan : document.scans) {
    if (scan.source == source) text += footLine(scan, texts) + measures(scan.measures);
  }
  for (const report::WalkedStep& step : document.steps) {
    if (step.source == source) text += stepLine(step, texts) + measures(step.measures);
  }
  for (const report::MeasuredWalk& walk : document.walks) {
    if (walk.source != source || detail != Detail::Measures) continue;
    text += walkLine(walk, texts) + measures(walk.walk.measures);
    for (const Laterality side : kBothSides) {
      if (walk.walk.feet[side].empty()) continue;
      text += walkFootLine(side, texts) + measures(walk.walk.feet[side]);
    }
  }
  return text;
}

std::string readable(const MeasurementDocument& document, Detail detail,
                     const profile::TextCatalogue& texts) {
  std::string text;
  for (std::size_t source = 0; source < document.inputs.size(); ++source) {
    text += readableFile(document, source, detail, texts);
  }
  if (detail == Detail::Measures)
    text += comparisonLines(document.comparison, document.findings, texts);
  return text + findingLines(document.findings, texts);
}

Result<void> writePictures(const MeasurementDocument& document, const std::filesystem::path& folder,
                           const report::TextRenderer& texts) {
  auto pictures = report::renderScanPictures(document.scans, texts, {});
  if (!pictures) return tl::unexpected(pictures.error());
  auto steps = report::renderStepPictures(document.steps, texts, {});
  if (!steps) return tl::unexpected(steps.error());
  pictures->insert(pictures->end(), std::make_move_iterator(steps->begin()),
                   std::make_move_iterator(steps->end()));
  auto output = deliver::OutputFolder::make(folder, "--pictures");
  if (!output) return tl::unexpected(output.error());
  return output->write(*pictures);
}

Result<int> runOnFiles(const FilesRun& job, Console& console) {
  auto profiles = deliver::findProfiles();
  if (!profiles) return tl::unexpected(profiles.error());
  auto texts = profile::loadTexts(*profiles);
  if (!texts) return tl::unexpected(texts.error());
  auto devices = profile::loadDevices(*profiles);
  if (!devices) return tl::unexpected(devices.error());

  pipeline::MeasureOptions options;
  options.work = console.work(*texts);
  options.repeats = job.repeats;
  // Inspecting shows what a file is, be it of use or not.
  if (job.detail == Detail::WhatItIs) options.rawCounts = pipeline::RawCountFiles::Show;
  options.keepReadable = job.unreadable == Unreadable::LeaveOut;
  auto measured = pipeline::measureFiles(job.files, *devices, options);
  if (!measured) return tl::unexpected(measured.error());
  for (const Error& refused : measured->refused) console.error(refused);
  if (!job.landmarksOut.empty()) {
    auto written = writeAtomically(
        job.landmarksOut, pipeline::writeLandmarks(pipeline::landmarkSheets(measured->document)));
    if (!written) return tl::unexpected(written.error());
  }
  if (!job.zonesOut.empty()) {
    auto written = writeAtomically(job.zonesOut,
                                   pipeline::writeZones(pipeline::zoneSheets(measured->document)));
    if (!written) return tl::unexpected(written.error());
  }
  if (job.pictureFolder) {
    auto written =
        writePictures(measured->document, *job.pictureFolder, deliver::rendererOf(*texts));
    if (!written) return tl::unexpected(written.error());
  }
  console.document(job.output == Output::Json
                       ? report::measurementsJson(measured->document, deliver::rendererOf(*texts))
                       : readable(measured->document, job.detail, *texts));
  return kExitDone;
}

}  // namespace

Result<int> run(const MeasureArguments& arguments, Console& console) {
  FilesRun job;
  job.unreadable = arguments.unreadable;
  job.output = arguments.output;
  job.repeats = arguments.repeats;
  job.pictureFolder = arguments.pictureFolder;
  job.landmarksOut = arguments.writeLandmarks;
  job.zonesOut = arguments.writeZones;
  for (const auto& file : arguments.files) {
    FileToMeasure& request = job.files.emplace_back();
    request.file = file;
    request.side = arguments.side;
    request.scale = arguments.scale;
    request.load = arguments.load;
    request.device = arguments.device;
    request.matrix = arguments.matrix;
    request.landmarks = arguments.landmarks;
    request.zones = arguments.zones;
  }
  return runOnFiles(job, console);
}

// What a file is shows in what can be made of it, so the whole way is walked and the numbers are
// left out of the text.
Result<int> run(const InspectArguments& arguments, Console& console) {
  FilesRun job;
  job.unreadable = arguments.unreadable;
  job.output = arguments.output;
  job.detail = Detail::WhatItIs;
  for (const auto& file : arguments.files) {
    FileToMeasure& request = job.files.emplace_back();
    request.file = file;
    request.matrix = arguments.matrix;
  }
  return runOnFiles(job, console);
}

}  // namespace podalign::cli
