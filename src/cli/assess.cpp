#include "podalign/pipeline/assess.hpp"

#include <fmt/format.h>

#include <array>
#include <system_error>
#include <utility>

#include "cli/knowledge.hpp"
#include "cli/output_folder.hpp"
#include "cli/run.hpp"
#include "podalign/report/calendar.hpp"
#include "podalign/report/json.hpp"
#include "podalign/report/pictures.hpp"

namespace podalign::cli {
namespace {

using pipeline::AssessedCase;
using report::Assessment;

constexpr const char* kDefaultFolder = "podalign-out";
constexpr const char* kResult = "result.json";
constexpr const char* kCalendar = "plan.ics";
constexpr const char* kReport = "report.pdf";
constexpr const char* kMeasurements = "measurements.json";
Result<pipeline::Case> caseOf(const AssessArguments& arguments) {
  pipeline::Case made;
  if (arguments.caseFile) {
    auto read = pipeline::readCaseFile(*arguments.caseFile);
    if (!read) return read;
    made = std::move(*read);
  } else {
    made.source = "command line";
    made.scans = arguments.scans;
    for (const auto& file : arguments.plates) made.plates.emplace_back().file = file;
    made.intakeFile = arguments.intake;
  }
  if (arguments.setting) made.setting = arguments.setting;
  return made;
}

std::filesystem::path folderOf(const AssessArguments& arguments) {
  if (arguments.outputFolder) return *arguments.outputFolder;
  const bool besideCase = arguments.caseFile && *arguments.caseFile != "-";
  return besideCase ? arguments.caseFile->parent_path() / kDefaultFolder : kDefaultFolder;
}

// Measures stay, advice goes: nobody may act on a foot whose side is in doubt.
Result<int> refuseForSide(AssessedCase& assessed, OutputFolder& folder,
                          const profile::TextCatalogue& texts, Console& console) {
  Assessment& assessment = assessed.assessment;
  report::MeasurementDocument document;
  document.inputs = std::move(assessment.inputs);
  document.scans = std::move(assessment.scans);
  document.steps = std::move(assessment.steps);
  document.comparison = std::move(assessment.comparison);
  document.findings = std::move(assessment.findings);
  const std::string json = report::measurementsJson(document, rendererOf(texts));
  if (auto written = folder.write(kMeasurements, json); !written) {
    return tl::unexpected(written.error());
  }
  // What an earlier run may have left must not be left standing.
  folder.remove(kResult);
  folder.remove(kReport);
  folder.remove(kCalendar);
  folder.removePictures();
  console.message(texts.render("cli.side_conflict_only_measures"));
  return tl::unexpected(*assessed.sideConflict);
}

Result<void> writePictures(const Assessment& assessment, const AssessArguments& arguments,
                           const report::TextRenderer& texts, OutputFolder& folder) {
  constexpr std::array<std::pair<OutputFormat, report::PictureFormat>, 2> kKinds{
      {{OutputFormat::Png, report::PictureFormat::Png},
       {OutputFormat::Svg, report::PictureFormat::Svg}}};
  for (const auto& [asked, format] : kKinds) {
    if (!arguments.formats.contains(asked)) continue;
    auto pictures = report::renderPictures(assessment, texts, {.format = format});
    if (!pictures) return tl::unexpected(pictures.error());
    if (auto written = folder.write(*pictures); !written) return written;
  }
  return {};
}

Result<void> writeDocuments(const Assessment& assessment, const std::string& json,
                            const AssessArguments& arguments, const report::TextRenderer& texts,
                            OutputFolder& folder) {
  if (arguments.formats.contains(OutputFormat::Json)) {
    if (auto written = folder.write(kResult, json); !written) return written;
  }
  if (arguments.formats.contains(OutputFormat::Pdf)) {
    auto pdf = report::renderPdf(assessment, texts,
                                 {.paper = arguments.paper, .language = arguments.language});
    if (!pdf) return tl::unexpected(pdf.error());
    if (auto written = folder.write(kReport, *pdf); !written) return written;
  }
  if (arguments.formats.contains(OutputFormat::Ics)) {
    auto calendar = report::calendarText(assessment, texts);
    if (!calendar) return tl::unexpected(calendar.error());
    // A calendar without entries is none, and one of an earlier run must not stay.
    if (calendar->empty()) folder.remove(kCalendar);
    if (!calendar->empty()) {
      if (auto written = folder.write(kCalendar, *calendar); !written) return written;
    }
  }
  return writePictures(assessment, arguments, texts, folder);
}

// What matters most, in a few lines: urgency first, then the feet.
std::string summary(const recommend::Decision& decision, const profile::TextCatalogue& texts) {
  std::string lines;
  if (decision.escalationLevel != "none") {
    lines += texts.render(
        Message{"cli.escalation",
                {{"level", texts.render("words.escalation." + decision.escalationLevel)}}});
    lines += "\n";
  }
  for (const Laterality side : kBothSides) {
    const recommend::FootClass& foot = decision.feet[side];
    const std::string sideWord = texts.render(std::string("words.side.") + toString(side));
    lines += texts.render(
        Message{"cli.foot",
                {{"side", sideWord},
                 {"posture", texts.render("words.posture." + foot.posture)},
                 {"confidence", texts.render("words.confidence." + foot.confidence)}}});
    lines += "\n";
  }
  return lines;
}

}  // namespace

Result<int> run(const AssessArguments& arguments, Console& console) {
  auto theCase = caseOf(arguments);
  if (!theCase) return tl::unexpected(theCase.error());
  auto knowledge = loadKnowledge(arguments.language, arguments.approval);
  if (!knowledge) return tl::unexpected(knowledge.error());
  const std::map<std::string, profile::Source> sources(knowledge->references.begin(),
                                                       knowledge->references.end());

  pipeline::AssessOptions options;
  options.work = console.work(knowledge->texts);
  options.keepReadable = arguments.unreadable == Unreadable::LeaveOut;
  auto assessed = pipeline::assess(*theCase, *knowledge, sources, options);
  if (!assessed) return tl::unexpected(assessed.error());
  for (const Error& refused : assessed->refused) console.error(refused);

  // Before anything is written: a refused run leaves nothing half.
  if (arguments.formats.contains(OutputFormat::Ics) && !assessed->sideConflict) {
    auto dated = report::calendarText(assessed->assessment, rendererOf(knowledge->texts));
    if (!dated) return tl::unexpected(dated.error());
  }
  auto folder = OutputFolder::make(folderOf(arguments), "--out");
  if (!folder) return tl::unexpected(folder.error());
  if (assessed->sideConflict) return refuseForSide(*assessed, *folder, knowledge->texts, console);

  console.progress({"progress.report", {}, 0, 1}, knowledge->texts.render("progress.report"));
  const auto texts = rendererOf(knowledge->texts);
  const std::string json = report::resultJson(assessed->assessment, texts);
  auto written = writeDocuments(assessed->assessment, json, arguments, texts, *folder);
  if (!written) return tl::unexpected(written.error());
  folder->remove(kMeasurements);  // of an earlier run that was refused
  if (arguments.output == Output::Json) {
    console.document(json);
  } else {
    console.document(summary(assessed->assessment.decision, knowledge->texts));
    console.document(folder->listing());
  }
  console.message(knowledge->texts.render("cli.done"));
  return kExitDone;
}

}  // namespace podalign::cli
