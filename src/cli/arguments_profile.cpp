#include "cli/internal/options.hpp"

namespace podalign::cli {
namespace {

void describeProfileFolder(CLI::App& app, ProfileArguments& into) {
  addPath(app, "--profiles", into.folder, "Folder of the rule base (default: the program's own)");
  addJson(app, into.output);
}

}  // namespace

void describeProfile(CLI::App& app, ProfileArguments& into) {
  app.require_subcommand(1);
  const auto add = [&](const char* name, ProfileAction action, const char* help) {
    auto* command = app.add_subcommand(name, help);
    command->callback([&into, action] { into.action = action; });
    return command;
  };
  describeProfileFolder(*add("check", ProfileAction::Check, "Everything that is wrong with it"),
                        into);
  auto* list = add("list", ProfileAction::List, "What is in it, as a table");
  list->add_option("KIND", into.kind, "Only this kind: rules, measures, sources, ...");
  describeProfileFolder(*list, into);
  auto* show = add("show", ProfileAction::Show, "One part of it in plain words");
  show->add_option("ID", into.id, "Rule, measure, question, category, source, claim, ...")
      ->required();
  describeProfileFolder(*show, into);
  auto* diff = add("diff", ProfileAction::Diff, "What differs, and what would change for cases");
  const auto addFolder = [diff](const char* name, std::filesystem::path& folder) {
    diff->add_option_function<std::string>(
            name, [&folder](const std::string& path) { folder = path; }, "Folder of a rule base")
        ->required();
  };
  addFolder("A", into.before);
  addFolder("B", into.after);
  addPaths(*diff, "--cases", into.cases, "Intakes to decide by both (default: the examples of B)",
           false);
  addJson(*diff, into.output);
  auto* sign = add("sign", ProfileAction::Sign, "A clinician approves it as it is now");
  auto* withdraw = sign->add_flag("--withdraw", into.withdraw, "Make it a draft again");
  sign->add_option("--reviewer", into.reviewer, "Name of the clinician")->excludes(withdraw);
  sign->add_option("--role", into.role, "Profession and place")->excludes(withdraw);
  sign->add_option("--date", into.date, "Day of the approval, YYYY-MM-DD")->excludes(withdraw);
  describeProfileFolder(*sign, into);
}

}  // namespace podalign::cli
