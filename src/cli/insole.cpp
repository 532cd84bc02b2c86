#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "cli/run.hpp"
#include "podalign/core/sha256.hpp"
#include "podalign/deliver/insoles.hpp"
#include "podalign/deliver/knowledge.hpp"
#include "podalign/deliver/output_folder.hpp"
#include "podalign/ingest/file_bytes.hpp"
#include "podalign/pipeline/make_insoles.hpp"
#include "podalign/profile/insole_shape.hpp"

namespace podalign::cli {
namespace {

using report::InsoleDocument;

// The case was read and refused, as against a name that was mistyped.
bool isRefusal(const Error& error) {
  return exitCodeFor(error) == kExitRefused && error.code != ErrorCode::FileNotFound;
}

// An insole of an earlier run must not be made where this run refuses it.
void removeEarlier(const std::filesystem::path& folder) {
  std::error_code ignored;
  if (!std::filesystem::is_directory(folder, ignored)) return;
  auto output = deliver::OutputFolder::make(folder, "--out");
  if (!output) return;
  for (const std::string& name : deliver::insoleNames()) output->remove(name);
}

// What was made, in a line for each foot, and what has to be known of it.
std::string summary(const InsoleDocument& document, const report::TextRenderer& texts) {
  // Without a minus before zero.
  const auto tenths = [](double value) {
    return fmt::format("{:.1f}", std::round(value * 10.0) / 10.0 + 0.0);
  };
  std::string lines;
  for (const report::MadeInsole& entry : document.insoles) {
    const std::string side = texts({std::string("words.side.") + toString(entry.plan.side), {}});
    lines += texts({"cli.insole",
                    {{"side", side},
                     {"length", tenths(entry.insole.made.lengthMm)},
                     {"width", tenths(entry.insole.made.widthMm)},
                     {"slope", tenths(entry.insole.made.postingDeg)},
                     {"arch", tenths(entry.insole.made.archHeightMm)}}}) +
             "\n";
  }
  for (const Finding& finding : document.findings) {
    lines += texts({std::string("cli.severity.") + toString(finding.severity), {}}) + ": " +
             texts(finding.message) + " [" + finding.message.id + "]\n";
  }
  return lines;
}

Result<InsoleDocument> documentOf(const InsoleArguments& arguments,
                                  const profile::Profile& knowledge, Console& console) {
  auto profiles = deliver::findProfiles();
  if (!profiles) return tl::unexpected(profiles.error());
  auto shape = profile::loadInsoleShape(*profiles, knowledge);
  if (!shape) return tl::unexpected(shape.error());
  auto bytes = ingest::openFile(arguments.caseFile);
  if (!bytes) return tl::unexpected(bytes.error());
  auto theCase = pipeline::readCase(
      bytes->view(), bytes->name(),
      arguments.caseFile == "-" ? std::filesystem::path() : arguments.caseFile.parent_path());
  if (!theCase) return tl::unexpected(theCase.error());
  pipeline::AssessOptions options;
  options.work = console.work(knowledge.texts);
  return pipeline::makeInsoles(*theCase, sha256Hex(bytes->view()), knowledge, *shape,
                               deliver::sourcesOf(knowledge), options);
}

}  // namespace

Result<int> run(const InsoleArguments& arguments, Console& console) {
  auto knowledge = deliver::loadKnowledge(arguments.language, arguments.approval);
  if (!knowledge) return tl::unexpected(knowledge.error());
  auto document = documentOf(arguments, *knowledge, console);
  if (!document) {
    if (isRefusal(document.error())) removeEarlier(arguments.outputFolder);
    return tl::unexpected(document.error());
  }
  const auto texts = report::originalsOf(deliver::rendererOf(knowledge->texts));
  console.progress({"progress.report", {}, 0, 1}, knowledge->texts.render("progress.report"));
  auto files = deliver::insoleFiles(
      *document, {.formats = arguments.formats, .paper = arguments.paper}, texts);
  if (!files) return tl::unexpected(files.error());
  auto folder = deliver::OutputFolder::make(arguments.outputFolder, "--out");
  if (!folder) return tl::unexpected(folder.error());
  removeEarlier(arguments.outputFolder);  // of a foot that is no longer prescribed for
  for (const deliver::Document& file : *files) {
    if (auto written = folder->write(file.name, file.bytes); !written) {
      return tl::unexpected(written.error());
    }
  }
  if (arguments.output == Output::Json) {
    console.document(report::prescriptionJson(*document, texts));
  } else {
    console.document(summary(*document, texts));
    console.document(folder->listing());
  }
  console.message(knowledge->texts.render("cli.done"));
  return kExitDone;
}

}  // namespace podalign::cli
