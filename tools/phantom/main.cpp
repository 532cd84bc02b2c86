#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <string>

#include "phantom/foot_command.hpp"
#include "phantom/plate_exports.hpp"
#include "phantom/pressure_files.hpp"
#include "phantom/samples.hpp"
#include "phantom/sensor_exports.hpp"
#include "phantom/truth_files.hpp"
#include "phantom/walk_layout.hpp"

namespace {

void save(const std::filesystem::path& file, const std::string& bytes) {
  if (file.has_parent_path()) std::filesystem::create_directories(file.parent_path());
  std::ofstream out(file, std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out) throw std::runtime_error(file.string() + ": cannot be written");
  std::printf("%s (%zu bytes)\n", file.string().c_str(), bytes.size());
}

void saveAll(const std::filesystem::path& folder, const std::vector<phantom::SampleFile>& files) {
  for (const auto& file : files) save(folder / file.name, file.bytes);
}

void saveScan(const std::filesystem::path& file, const phantom::ScanRecipe& recipe) {
  for (const auto& made : phantom::makeScan(recipe, file.string())) save(made.name, made.bytes);
}

// A walk over a mat: left, right, left ... 620 mm apart; or one insole of every second step.
phantom::Walk matWalk(int steps) {
  phantom::Plate mat;
  mat.rowSpacingMm = mat.columnSpacingMm = 5.08;
  mat.rows = 60 + 122 * (steps - 1);
  mat.columns = 88;
  mat.quantumKpa = 1.0;
  mat.floorKpa = 5.0;
  std::vector<phantom::StepParameters> all;
  std::vector<phantom::Landing> landings;
  for (int i = 0; i < steps; ++i) {
    phantom::StepParameters step;
    step.side = i % 2 == 0 ? phantom::Side::Left : phantom::Side::Right;
    all.push_back(step);
    const double length = mat.rows * mat.rowSpacingMm;
    landings.push_back({length - 25.0 - 620.0 * i, i % 2 == 0 ? 175.0 : 270.0, 0.05 + 0.55 * i});
  }
  return phantom::makeWalk(all, landings, mat);
}

phantom::Walk shoeWalk(phantom::Side side, int steps) {
  phantom::Plate insole{60, 21, 5.08, 5.08, 0.01, 1.0, 5.0};
  phantom::StepParameters step;
  step.side = side;
  step.toeOutDeg = 0.0;
  std::vector<phantom::Landing> landings;
  for (int i = 0; i < steps; ++i) landings.push_back({278.0, 53.3, 0.1 + 1.1 * i});
  return phantom::makeWalk(std::vector<phantom::StepParameters>(landings.size(), step), landings,
                           insole);
}

bool isInsolePair(const std::string& format) {
  return format == "xsensor" || format == "pedar" || format == "stappone";
}

void savePair(const std::filesystem::path& file, const std::string& format, int steps) {
  const phantom::Plate insole =
      format == "pedar" ? phantom::pedarInsole() : phantom::Plate{31, 11, 8.6, 8.6, 0.01, 1.0, 5.0};
  const phantom::InsolePair pair = phantom::insolePair(std::max(steps, 2), insole);
  const auto textOf = format == "pedar"      ? phantom::pedarText
                      : format == "stappone" ? phantom::stapponeText
                                             : phantom::xsensorText;
  save(file, textOf(pair.left.recording, pair.right.recording));
  std::filesystem::path truth = file;
  save(truth.replace_extension(".truth.json"),
       phantom::walkTruthJson({pair.left, pair.right}, file.filename().string()));
}

void saveTekscan(const std::filesystem::path& file, const std::string& kind, int steps) {
  phantom::TekscanOptions options;
  options.fileName = file.stem().string();
  phantom::Walk walk;
  if (kind == "mat") {
    walk = matWalk(steps);
  } else {
    options.sensor = phantom::TekscanOptions::Sensor::InShoe;
    options.side = kind == "left" ? phantom::Side::Left : phantom::Side::Right;
    walk = shoeWalk(options.side, steps);
  }
  save(file, phantom::tekscanText(walk.recording, options));
  std::filesystem::path truth = file;
  save(truth.replace_extension(".truth.json"),
       phantom::walkTruthJson({walk}, file.filename().string()));
}

phantom::Plate longPlate(int steps) {
  return {80 + 124 * (steps - 1), 64, 5.0, 5.0, 0.01, 1.0, 5.0};
}

// One walk in one format; formats of one selected foot get one step.
void saveWalk(const std::filesystem::path& file, const std::string& format, int steps) {
  if (isInsolePair(format)) return savePair(file, format, steps);
  using phantom::Layout;
  const bool oneStep = format == "rsscan-roll-off" || format == "apd" || format == "pedcad";
  const bool rsscan = format == "rsscan" || format == "rsscan-roll-off";
  const int count = oneStep ? 1 : steps;
  const phantom::Plate plate = rsscan ? phantom::rsscanPlate(count > 1 ? 256 : 64)
                               : format == "zebris" || format == "pedcad" ? phantom::zebrisPlate()
                               : format == "pliance" ? phantom::plianceMat(count)
                                                     : longPlate(count);
  const Layout layout = rsscan                                  ? Layout::RowsReversed
                        : format == "zebris"                    ? Layout::ForwardIsColumns
                        : format == "apd" || format == "pedcad" ? Layout::HalfTurn
                                                                : Layout::AsMade;
  const phantom::Walk walk = phantom::laidOut(phantom::walkOver(plate, count), layout);
  const auto bytes = [&] {
    if (format == "rsscan") return phantom::rsscanPlateText(walk.recording);
    if (format == "rsscan-roll-off") return phantom::rsscanRollOffText(walk);
    if (format == "zebris") return phantom::zebrisText(walk);
    if (format == "apd") return phantom::apdText(walk, phantom::ApdKind::Frames);
    if (format == "pedcad") return phantom::apdText(walk, phantom::ApdKind::Maxima);
    if (format == "npy") return phantom::npyBytes(walk.recording);
    if (format == "emed") return phantom::emedText({walk.recording});
    if (format == "pliance") return phantom::plianceText(walk.recording);
    return phantom::csvText(walk.recording);
  };
  save(file, bytes());
  std::filesystem::path truth = file;
  save(truth.replace_extension(".truth.json"),
       phantom::walkTruthJson({walk}, file.filename().string()));
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Sample feet and walks whose truth is known by construction"};
  app.require_subcommand(1);
  std::filesystem::path out;
  unsigned seed = 7;
  phantom::ScanRecipe recipe;
  int steps = 4;
  std::string kind = "mat";
  auto* demo =
      app.add_subcommand("demo", "The clinic sample: a pronated runner (scans, walk, case)");
  demo->add_option("folder", out)->required();
  demo->add_option("--seed", seed);
  auto* shop = app.add_subcommand("shop", "The shop sample: a neutral pair");
  shop->add_option("folder", out)->required();
  shop->add_option("--seed", seed);
  auto* foot = app.add_subcommand(
      "foot",
      "One random foot as .stl, .ply or .obj (a cloud as .xyz or .ply), with its truth. Faults add "
      "up; the truth is the clean foot's, and its `pose` names the faults");
  foot->add_option("file", out)->required();
  phantom::addFootOptions(*foot, recipe);
  auto* tekscan = app.add_subcommand("tekscan", "A walk as Tekscan ASCII, with its truth");
  tekscan->add_option("file", out)->required();
  tekscan->add_option("--sensor", kind, "mat, or the left or right insole")
      ->check(CLI::IsMember({"mat", "left", "right"}));
  tekscan->add_option("--steps", steps)->check(CLI::Range(1, 20));
  std::string format;
  int walked = 3;
  auto* walk = app.add_subcommand(
      "walk", "A walk over a plate in one of its formats, with its truth in the file's layout");
  walk->add_option("file", out)->required();
  walk->add_option(
          "--format", format,
          "npy and csv say nothing of themselves: kPa, 5 x 5 mm, 100 Hz; rsscan-roll-off, "
          "apd and pedcad hold one step; xsensor, pedar and stappone are a pair of insoles, "
          "two steps of each foot at the least")
      ->required()
      ->check(CLI::IsMember({"emed", "rsscan", "rsscan-roll-off", "zebris", "apd", "pedcad", "npy",
                             "csv", "xsensor", "pedar", "pliance", "stappone"}));
  walk->add_option("--steps", walked, "One to three")->check(CLI::Range(1, 3));
  CLI11_PARSE(app, argc, argv);
  try {
    if (*demo) saveAll(out, phantom::demoSample(seed));
    if (*shop) saveAll(out, phantom::shopSample(seed));
    if (*foot) saveScan(out, recipe);
    if (*tekscan) saveTekscan(out, kind, steps);
    if (*walk) saveWalk(out, format, format == "zebris" ? std::min(walked, 2) : walked);
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "phantom: %s\n", failure.what());
    return 1;
  }
  return 0;
}
