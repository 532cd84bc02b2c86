#include "cli/internal/options.hpp"

namespace podalign::cli {
namespace {

const std::map<std::string, pipeline::Setting> kSettings{{"clinic", pipeline::Setting::Clinic},
                                                         {"shop", pipeline::Setting::Shop}};
const std::map<std::string, OutputFormat> kFormats{
    {"pdf", OutputFormat::Pdf},  {"json", OutputFormat::Json}, {"png", OutputFormat::Png},
    {"svg", OutputFormat::Svg},  {"ics", OutputFormat::Ics},   {"csv", OutputFormat::Csv},
    {"fhir", OutputFormat::Fhir}};
const std::map<std::string, report::Paper> kPapers{{"a4", report::Paper::A4},
                                                   {"letter", report::Paper::Letter}};

}  // namespace

const std::map<std::string, Laterality>& sideWords() {
  static const std::map<std::string, Laterality> words{{"left", Laterality::Left},
                                                       {"right", Laterality::Right}};
  return words;
}

void addPath(CLI::App& app, const std::string& name, std::optional<std::filesystem::path>& into,
             const std::string& help) {
  app.add_option_function<std::string>(
      name, [&into](const std::string& path) { into = path; }, help);
}

void addPaths(CLI::App& app, const std::string& name, std::vector<std::filesystem::path>& into,
              const std::string& help, bool required) {
  app.add_option_function<std::vector<std::string>>(
         name,
         [&into](const std::vector<std::string>& paths) {
           into.assign(paths.begin(), paths.end());
         },
         help)
      ->required(required);
}

void addJson(CLI::App& app, Output& into) {
  app.add_flag_callback(
      "--json", [&into] { into = Output::Json; },
      "Write the document as JSON to standard output, and nothing else");
}

void addPartial(CLI::App& app, Unreadable& into) {
  app.add_flag_callback(
      "--partial", [&into] { into = Unreadable::LeaveOut; },
      "Leave refused files out instead of refusing the run");
}

void addApproval(CLI::App& app, Approval& into) {
  app.add_flag_callback(
      "--require-approved", [&into] { into = Approval::Required; },
      "Refuse to advise with a rule base that no clinician approved");
}

void addLanguage(CLI::App& app, std::string& into) {
  app.add_option("--lang", into, "Language of the texts (default: en)")
      ->check(CLI::Validator(
          [](const std::string& text) {
            const bool plain = !text.empty() && text.find_first_not_of(
                                                    "abcdefghijklmnopqrstuvwxyz"
                                                    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                                    "-") == std::string::npos;
            return plain ? std::string() : "'" + text + "' is no language code";
          },
          "CODE"));
}

void addFormats(CLI::App& app, std::set<OutputFormat>& into, const std::string& byDefault) {
  app.add_option_function<std::vector<std::string>>(
         "--format",
         [&into](const std::vector<std::string>& words) {
           into.clear();
           for (const std::string& word : words) into.insert(kFormats.at(word));
         },
         "What to write, with commas: pdf,json,png,svg,ics,csv,fhir (default: " + byDefault + ")")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(CLI::IsMember(kFormats));
}

void addSnomed(CLI::App& app, deliver::SnomedCodes& into) {
  app.add_flag_callback(
      "--snomed", [&into] { into = deliver::SnomedCodes::Included; },
      "SNOMED CT codes in the FHIR bundle: you hold the licence that your country asks for");
}

void addPaper(CLI::App& app, report::Paper& into) {
  addWord<report::Paper>(
      app, "--page", kPapers, [&into](report::Paper paper) { into = paper; },
      "Paper of the PDF (default: a4)");
}

void addInk(CLI::App& app, report::Ink& into) {
  app.add_flag_function(
      "--grey", [&into](std::int64_t) { into = report::Ink::Grey; },
      "The PDF in shades of grey, for printers without colour");
}

void addLengths(CLI::App& app, report::LengthUnit& into) {
  app.add_flag_function(
      "--inches", [&into](std::int64_t) { into = report::LengthUnit::Inch; },
      "Lengths in the PDF in inches; all other documents hold millimetres");
}

void addSetting(CLI::App& app, std::optional<pipeline::Setting>& into) {
  addWord<pipeline::Setting>(
      app, "--setting", kSettings, [&into](pipeline::Setting setting) { into = setting; },
      "clinic: with advice; shop (default): fit and comfort only");
}

}  // namespace podalign::cli
