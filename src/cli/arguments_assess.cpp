#include "cli/internal/options.hpp"

namespace podalign::cli {
void describeAssess(CLI::App& app, AssessArguments& into) {
  auto* caseFile = app.add_option_function<std::string>(
      "CASE", [&into](const std::string& path) { into.caseFile = path; },
      "Case file (case.yaml); - for standard input");
  for (const auto& [word, side] : sideWords()) {
    app.add_option_function<std::string>(
           "--" + word,
           [&into, side = side](const std::string& path) {
             pipeline::CaseScan scan;
             scan.file = path;
             scan.side = side;
             into.scans.push_back(scan);
           },
           "Scan of the " + word + " foot")
        ->excludes(caseFile);
  }
  app.add_option_function<std::vector<std::string>>(
         "--plate",
         [&into](const std::vector<std::string>& paths) {
           into.plates.assign(paths.begin(), paths.end());
         },
         "Pressure recording; may be given several times")
      ->allow_extra_args(false)
      ->excludes(caseFile);
  app.add_option_function<std::string>(
         "--intake", [&into](const std::string& path) { into.intake = path; },
         "Answers and values entered by hand (YAML or JSON)")
      ->excludes(caseFile);
  addSetting(app, into.setting);
  addPath(app, "--out", into.outputFolder,
          "Folder for the documents (default: podalign-out beside the case file)");
  addFormats(app, into.formats, "pdf,json,png");
  addPaper(app, into.paper);
  addSnomed(app, into.snomed);
  addInk(app, into.ink);
  addLengths(app, into.lengths);
  addLanguage(app, into.language);
  addPartial(app, into.unreadable);
  addApproval(app, into.approval);
  addJson(app, into.output);
}

void describeDecide(CLI::App& app, DecideArguments& into) {
  app.add_option_function<std::string>(
         "INPUT", [&into](const std::string& path) { into.input = path; },
         "Intake with measures (YAML or JSON), or one JSON object per line; - for standard input")
      ->required();
  addApproval(app, into.approval);
  addJson(app, into.output);
}

void describeIntake(CLI::App& app, IntakeArguments& into) {
  app.add_option_function<std::string>(
         "--html", [&into](const std::string& path) { into.page = path.empty() ? "-" : path; },
         "The questions as one page for a browser, to this file (default: standard output)")
      ->expected(0, 1)
      ->required();
  addLanguage(app, into.language);
}

}  // namespace podalign::cli
