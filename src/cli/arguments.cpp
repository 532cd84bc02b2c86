#include "cli/arguments.hpp"

#include <CLI/CLI.hpp>
#include <map>
#include <sstream>
#include <utility>

#include "cli/run.hpp"
#include "podalign/pipeline/assess.hpp"

namespace podalign::cli {
namespace {

using anatomy::LoadState;

const std::map<std::string, Laterality> kSides{{"left", Laterality::Left},
                                               {"right", Laterality::Right}};
const std::map<std::string, LoadState> kLoads{{"standing", LoadState::Standing},
                                              {"sitting", LoadState::Sitting},
                                              {"hanging", LoadState::Hanging},
                                              {"unknown", LoadState::Unknown}};
const std::map<std::string, pipeline::Setting> kSettings{{"clinic", pipeline::Setting::Clinic},
                                                         {"shop", pipeline::Setting::Shop}};
const std::map<std::string, OutputFormat> kFormats{{"pdf", OutputFormat::Pdf},
                                                   {"json", OutputFormat::Json},
                                                   {"png", OutputFormat::Png},
                                                   {"svg", OutputFormat::Svg},
                                                   {"ics", OutputFormat::Ics}};
const std::map<std::string, report::Paper> kPapers{{"a4", report::Paper::A4},
                                                   {"letter", report::Paper::Letter}};

// A word of a fixed few as option; the words are in the help and in the message.
template <class T>
void addWord(CLI::App& app, const std::string& name, const std::map<std::string, T>& words,
             std::function<void(T)> set, const std::string& help) {
  app.add_option_function<std::string>(
         name, [&words, set = std::move(set)](const std::string& word) { set(words.at(word)); },
         help)
      ->check(CLI::IsMember(words));
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

// `--scale`: millimetres per unit, or "shape".
CLI::Option* addScale(CLI::App& app, pipeline::DeclaredScale& into) {
  return app.add_option_function<std::string>(
      "--scale",
      [&into](const std::string& text) {
        if (text == "shape") {
          into.shapeOnly = true;
          return;
        }
        double factor = 0.0;
        if (!CLI::detail::lexical_cast(text, factor) || !(factor > 0.0) ||
            factor > std::numeric_limits<double>::max()) {
          throw CLI::ValidationError("--scale", "'" + text +
                                                    "' is neither a number above 0 (millimetres "
                                                    "per unit of the file) nor 'shape'");
        }
        into.millimetresPerUnit = factor;
      },
      "Millimetres per unit of the scan; 'shape': ratios and angles only");
}

// A number above 0 and not beyond what is believed.
double numberWithin(const std::string& option, const std::string& text, double most) {
  double number = 0.0;
  if (CLI::detail::lexical_cast(text, number) && number > 0.0 && number <= most) return number;
  throw CLI::ValidationError(option, "'" + text + "' is no number above 0 and at most " +
                                         std::to_string(static_cast<int>(most)));
}

// What a matrix of numbers does not say of itself.
void addMatrix(CLI::App& app, ingest::MatrixStatement& into) {
  app.add_option_function<std::string>(
      "--cell",
      [&into](const std::string& text) {
        const std::size_t cross = text.find('x');
        if (cross == std::string::npos) {
          throw CLI::ValidationError("--cell", "'" + text + "' is not WIDTHxHEIGHT, such as 5x5");
        }
        into.columnSpacingMm =
            numberWithin("--cell", text.substr(0, cross), ingest::kLargestStatedCellMm);
        into.rowSpacingMm =
            numberWithin("--cell", text.substr(cross + 1), ingest::kLargestStatedCellMm);
      },
      "Of a pressure matrix: width x height of a cell in mm, such as 5x5");
  app.add_option_function<std::string>(
      "--rate",
      [&into](const std::string& text) {
        into.rateHz = numberWithin("--rate", text, ingest::kLargestStatedRateHz);
      },
      "Of a pressure matrix: frames per second");
  app.add_option_function<std::string>(
         "--pressure-unit", [&into](const std::string& text) { into.unit = text; },
         "Of a pressure matrix: unit of its numbers (N: force for each cell)")
      ->check(CLI::IsMember({"kPa", "N/cm2", "mmHg", "psi", "N"}));
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

void describeAssess(CLI::App& app, AssessArguments& into) {
  auto* caseFile = app.add_option_function<std::string>(
      "CASE", [&into](const std::string& path) { into.caseFile = path; },
      "Case file (case.yaml); - for standard input");
  for (const auto& [word, side] : kSides) {
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
  addWord<pipeline::Setting>(
      app, "--setting", kSettings, [&into](pipeline::Setting setting) { into.setting = setting; },
      "clinic: with advice; shop (default): fit and comfort only");
  addPath(app, "--out", into.outputFolder,
          "Folder for the documents (default: podalign-out beside the case file)");
  app.add_option_function<std::vector<std::string>>(
         "--format",
         [&into](const std::vector<std::string>& words) {
           into.formats.clear();
           for (const std::string& word : words) into.formats.insert(kFormats.at(word));
         },
         "What to write, with commas: pdf,json,png,svg,ics (default: pdf,json,png)")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(CLI::IsMember(kFormats));
  addWord<report::Paper>(
      app, "--page", kPapers, [&into](report::Paper paper) { into.paper = paper; },
      "Paper of the PDF (default: a4)");
  addLanguage(app, into.language);
  addPartial(app, into.unreadable);
  addApproval(app, into.approval);
  addJson(app, into.output);
}

void describeMeasure(CLI::App& app, MeasureArguments& into) {
  addPaths(app, "FILE", into.files, "Scans or pressure recordings; - for standard input", true);
  addWord<Laterality>(
      app, "--side", kSides, [&into](Laterality side) { into.side = side; }, "Side of the foot");
  auto* unit = app.add_option_function<std::string>(
                      "--unit", [&into](const std::string& text) { into.scale.unit = text; },
                      "Unit of the scan")
                   ->check(CLI::IsMember({"mm", "cm", "m", "in"}));
  addScale(app, into.scale)->excludes(unit);
  addWord<LoadState>(
      app, "--load", kLoads, [&into](LoadState load) { into.load = load; },
      "How the foot was loaded when it was scanned");
  app.add_option("--device", into.device, "Name of the scanner or plate");
  addMatrix(app, into.matrix);
  app.add_option_function<std::string>(
      "--landmarks", [&into](const std::string& path) { into.landmarks = path; },
      "Landmark file with points set by a person; they win over those found");
  app.add_option_function<std::string>(
      "--write-landmarks", [&into](const std::string& path) { into.writeLandmarks = path; },
      "Write the landmarks to this file, to be edited and given back with --landmarks");
  app.add_option_function<std::string>(
      "--zones", [&into](const std::string& path) { into.zones = path; },
      "Zone file with lines set by a person; they win over those found");
  app.add_option_function<std::string>(
      "--write-zones", [&into](const std::string& path) { into.writeZones = path; },
      "Write the lines between the zones to this file, to be edited and given back with --zones");
  app.add_flag_callback(
      "--repeats", [&into] { into.repeats = pipeline::Repeats::OfOneFoot; },
      "The scans of one side are repeats of one foot: typical error, smallest detectable change");
  addPath(app, "--pictures", into.pictureFolder,
          "Folder for pictures (PNG) of every scan and of the steps");
  addPartial(app, into.unreadable);
  addJson(app, into.output);
}

void describeInspect(CLI::App& app, InspectArguments& into) {
  addPaths(app, "FILE", into.files, "Scans or pressure recordings; - for standard input", true);
  addMatrix(app, into.matrix);
  addPartial(app, into.unreadable);
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

void describeProfileFolder(CLI::App& app, ProfileArguments& into) {
  addPath(app, "--profiles", into.folder, "Folder of the rule base (default: the program's own)");
  addJson(app, into.output);
}

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

void describeIntake(CLI::App& app, IntakeArguments& into) {
  app.add_option_function<std::string>(
         "--html", [&into](const std::string& path) { into.page = path.empty() ? "-" : path; },
         "The questions as one page for a browser, to this file (default: standard output)")
      ->expected(0, 1)
      ->required();
  addLanguage(app, into.language);
}

bool isEmpty(const AssessArguments& assess) {
  return !assess.caseFile && assess.scans.empty() && assess.plates.empty() && !assess.intake;
}

bool lacksSigner(const ProfileArguments& profile) {
  return profile.action == ProfileAction::Sign && !profile.withdraw &&
         (profile.reviewer.empty() || profile.role.empty() || profile.date.empty());
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
  auto* assessCommand = app.add_subcommand("assess", "From a case to report, result and pictures");
  auto* measureCommand = app.add_subcommand("measure", "Measurements of scans and recordings");
  auto* inspectCommand = app.add_subcommand("inspect", "What a file is and what can be made of it");
  auto* decideCommand = app.add_subcommand("decide", "Rules only: answers and measures to advice");
  auto* intakeCommand = app.add_subcommand("intake", "The questions, to be answered beforehand");
  auto* profileCommand = app.add_subcommand("profile", "The rule base: check, read, compare, sign");
  describeAssess(*assessCommand, assess);
  describeMeasure(*measureCommand, measure);
  describeInspect(*inspectCommand, inspect);
  describeDecide(*decideCommand, decide);
  describeProfile(*profileCommand, profile);
  describeIntake(*intakeCommand, intake);

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
  return invocation;
}

}  // namespace podalign::cli
