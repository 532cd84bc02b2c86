#include "cli/internal/options.hpp"

namespace podalign::cli {
namespace {

const std::map<std::string, InsoleFormat> kFormats{{"stl", InsoleFormat::Stl},
                                                   {"3mf", InsoleFormat::ThreeMf},
                                                   {"pdf", InsoleFormat::Pdf},
                                                   {"png", InsoleFormat::Png},
                                                   {"svg", InsoleFormat::Svg}};

}  // namespace

void describeInsole(CLI::App& app, InsoleArguments& into) {
  app.add_option_function<std::string>(
         "CASE", [&into](const std::string& path) { into.caseFile = path; },
         "Case file with an approved prescription; - for standard input")
      ->required();
  app.add_option_function<std::string>(
         "--out", [&into](const std::string& path) { into.outputFolder = path; },
         "Folder for the insoles and their form")
      ->required();
  app.add_option_function<std::vector<std::string>>(
         "--format",
         [&into](const std::vector<std::string>& words) {
           into.formats.clear();
           for (const std::string& word : words) into.formats.insert(kFormats.at(word));
         },
         "What to write beside prescription.json, with commas: stl,3mf,pdf,png,svg (default: "
         "stl,3mf,pdf,png)")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(CLI::IsMember(kFormats));
  addPaper(app, into.paper);
  addLanguage(app, into.language);
  addApproval(app, into.approval);
  addJson(app, into.output);
}

}  // namespace podalign::cli
