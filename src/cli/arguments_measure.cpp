#include <limits>

#include "cli/internal/options.hpp"

namespace podalign::cli {
namespace {

using anatomy::LoadState;

const std::map<std::string, LoadState> kLoads{{"standing", LoadState::Standing},
                                              {"sitting", LoadState::Sitting},
                                              {"hanging", LoadState::Hanging},
                                              {"unknown", LoadState::Unknown}};

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

}  // namespace

void describeMeasure(CLI::App& app, MeasureArguments& into) {
  addPaths(app, "FILE", into.files, "Scans or pressure recordings; - for standard input", true);
  addWord<Laterality>(
      app, "--side", sideWords(), [&into](Laterality side) { into.side = side; },
      "Side of the foot");
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

}  // namespace podalign::cli
