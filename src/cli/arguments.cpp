#include "cli/arguments.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <sstream>
#include <string>
#include <utility>

#include "cli/internal/options.hpp"
#include "cli/run.hpp"
#include "podalign/pipeline/assess.hpp"

namespace podalign::cli {
namespace {

bool isEmpty(const AssessArguments& assess) {
  return !assess.caseFile && assess.scans.empty() && assess.plates.empty() && !assess.intake;
}

bool lacksSigner(const ProfileArguments& profile) {
  return profile.action == ProfileAction::Sign && !profile.withdraw &&
         (profile.reviewer.empty() || profile.role.empty() || profile.date.empty());
}

// What to say where the first word is no command; nothing where it is one.
std::string unknownCommand(const CLI::App& app, int count, const char* const* values) {
  const auto* const end = values + count;
  const auto* const word = std::find_if(std::min(values + 1, end), end, [](const char* value) {
    return *value != '\0' && *value != '-';
  });
  if (word == end) return {};
  std::string names;
  for (const CLI::App* command : app.get_subcommands({})) {
    if (command->get_name() == *word) return {};
    names += " " + command->get_name();
  }
  return "'" + std::string(*word) + "' is no command. Commands:" + names +
         "\nRun with --help for more information.\n";
}

}  // namespace

std::variant<Invocation, ParseEnd> parseArguments(int count, const char* const* values) {
  CLI::App app("Decision support for the foot, insole and footwear workflow.", "podalign");
  app.set_version_flag("--version", "podalign " + pipeline::softwareVersion());
  app.require_subcommand(1);
  app.fallthrough();  // `--quiet` may also stand behind the command
  Invocation invocation;
  app.add_flag_callback(
      "-q,--quiet", [&] { invocation.talk = Talk::Quiet; },
      "Say nothing but errors on standard error");

  AssessArguments assess;
  MeasureArguments measure;
  InspectArguments inspect;
  DecideArguments decide;
  ProfileArguments profile;
  IntakeArguments intake;
  BatchArguments batch;
  WatchArguments watch;
  InsoleArguments insole;
  auto* assessCommand = app.add_subcommand("assess", "From a case to report, result and pictures");
  auto* measureCommand = app.add_subcommand("measure", "Measurements of scans and recordings");
  auto* inspectCommand = app.add_subcommand("inspect", "What a file is and what can be made of it");
  auto* decideCommand = app.add_subcommand("decide", "Rules only: answers and measures to advice");
  auto* intakeCommand = app.add_subcommand("intake", "The questions, to be answered beforehand");
  auto* batchCommand = app.add_subcommand("batch", "Every case of a folder, on all cores");
  auto* watchCommand = app.add_subcommand("watch", "Assess what is dropped into a folder");
  auto* insoleCommand =
      app.add_subcommand("insole", "An approved prescription to STL, 3MF and a form");
  auto* profileCommand = app.add_subcommand("profile", "The rule base: check, read, compare, sign");
  describeAssess(*assessCommand, assess);
  describeMeasure(*measureCommand, measure);
  describeInspect(*inspectCommand, inspect);
  describeDecide(*decideCommand, decide);
  describeProfile(*profileCommand, profile);
  describeIntake(*intakeCommand, intake);
  describeBatch(*batchCommand, batch);
  describeWatch(*watchCommand, watch);
  describeInsole(*insoleCommand, insole);

  if (std::string unknown = unknownCommand(app, count, values); !unknown.empty()) {
    return ParseEnd{kExitUsage, std::move(unknown)};
  }
  try {
    app.parse(count, values);
    if (assessCommand->parsed() && isEmpty(assess)) {
      throw CLI::RequiredError("CASE, or --left, --right, --plate or --intake");
    }
    if (lacksSigner(profile)) throw CLI::RequiredError("--reviewer, --role and --date");
  } catch (const CLI::ParseError& problem) {
    std::ostringstream out;
    std::ostringstream err;
    const bool wrong = app.exit(problem, out, err) != 0;
    return ParseEnd{wrong ? kExitUsage : kExitDone, wrong ? err.str() : out.str()};
  }
  if (assessCommand->parsed()) invocation.command = std::move(assess);
  if (measureCommand->parsed()) invocation.command = std::move(measure);
  if (inspectCommand->parsed()) invocation.command = std::move(inspect);
  if (decideCommand->parsed()) invocation.command = std::move(decide);
  if (profileCommand->parsed()) invocation.command = std::move(profile);
  if (intakeCommand->parsed()) invocation.command = std::move(intake);
  if (batchCommand->parsed()) invocation.command = std::move(batch);
  if (watchCommand->parsed()) invocation.command = std::move(watch);
  if (insoleCommand->parsed()) invocation.command = std::move(insole);
  return invocation;
}

}  // namespace podalign::cli
