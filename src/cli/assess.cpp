#include <utility>

#include "cli/run.hpp"
#include "podalign/deliver/documents.hpp"
#include "podalign/deliver/knowledge.hpp"
#include "podalign/deliver/output_folder.hpp"

namespace podalign::cli {
namespace {

constexpr const char* kDefaultFolder = "podalign-out";

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
  const auto theCase = caseOf(arguments);
  if (!theCase) return tl::unexpected(theCase.error());
  const auto knowledge = deliver::loadKnowledge(arguments.language, arguments.approval);
  if (!knowledge) return tl::unexpected(knowledge.error());

  deliver::DeliveryOptions options;
  options.formats = arguments.formats;
  options.paper = arguments.paper;
  options.ink = arguments.ink;
  options.lengths = arguments.lengths;
  options.language = arguments.language;
  options.snomed = arguments.snomed;
  options.assess.work = console.work(knowledge->texts);
  options.assess.keepReadable = arguments.unreadable == Unreadable::LeaveOut;
  const auto delivered = deliver::assessToDocuments(*theCase, *knowledge, options);
  if (!delivered) return tl::unexpected(delivered.error());
  for (const Error& refused : delivered->refused) console.error(refused);

  // Nothing is written before everything is made: a refused run leaves nothing half.
  auto folder = deliver::OutputFolder::make(folderOf(arguments), "--out");
  if (!folder) return tl::unexpected(folder.error());
  if (auto written = folder->write(*delivered); !written) return tl::unexpected(written.error());
  if (delivered->sideConflict) {
    console.message(knowledge->texts.render("cli.side_conflict_only_measures"));
    return tl::unexpected(*delivered->sideConflict);
  }
  if (arguments.output == Output::Json) {
    console.document(delivered->resultJson);
  } else {
    console.document(summary(delivered->decision, knowledge->texts));
    console.document(folder->listing());
  }
  console.message(knowledge->texts.render("cli.done"));
  return kExitDone;
}

}  // namespace podalign::cli
