#include "accuracy/page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <map>
#include <utility>

#include "accuracy/statistics.hpp"

namespace accuracy {
namespace {

// In the unit of the measure; girths in % of their mean.
struct Bar {
  const char* measure;
  double clean, cleanLargest, degraded;
};
constexpr double kAny = 1e9;
constexpr auto kBars = std::to_array<Bar>({{"foot_length", 0.3, 1.0, 0.8},
                                           {"truncated_foot_length", 0.3, 1.0, 0.8},
                                           {"ball_width", 0.3, 1.0, 0.8},
                                           {"ball_width_oblique", 0.3, 1.0, 0.8},
                                           {"heel_width", 0.3, 1.0, 0.8},
                                           {"dorsum_height_50", 0.3, 1.0, 0.8},
                                           {"medial_arch_clearance", 0.3, 1.0, 0.8},
                                           {"ball_girth_tape", 0.6, kAny, kAny},
                                           {"ball_girth_surface", 0.6, kAny, kAny},
                                           {"instep_girth", 0.6, kAny, kAny},
                                           {"heel_girth", 0.6, kAny, kAny},
                                           {"rearfoot_angle", 0.7, kAny, 1.5},
                                           {"hallux_angle", 0.7, kAny, 1.5},
                                           {"fifth_toe_angle", 0.7, kAny, 1.5},
                                           {"arch_height_index", 0.003, kAny, 0.008}});
constexpr double kInsideFrom = 0.90;
constexpr double kInsideTo = 0.99;
constexpr double kRatioTo = 3.0;

std::map<std::string, std::string> publishedFigures(const std::string& file) {
  std::map<std::string, std::string> figures;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    const auto name = line.find(';');
    const auto source = line.rfind(';');
    if (line.empty() || line[0] == '#' || name == source) continue;
    std::string text = line.substr(name + 1, source - name - 1);
    if (source + 1 < line.size()) text += " (" + line.substr(source + 1) + ")";
    figures[line.substr(0, name)] = text;
  }
  return figures;
}

double spreadOf(const std::vector<Outcome>& repeats, const std::string& name) {
  std::vector<double> values;
  for (const Outcome& outcome : repeats) {
    const auto reading = outcome.readings.find(name);
    if (reading != outcome.readings.end() && reading->second.value) {
      values.push_back(*reading->second.value);
    }
  }
  if (values.size() < 2) return 0.0;
  double mean = 0.0;
  for (const double value : values) mean += value / static_cast<double>(values.size());
  double squares = 0.0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return std::sqrt(squares / static_cast<double>(values.size() - 1));
}

template <class Map>
std::string textOf(const Map& texts, const std::string& name) {
  const auto found = texts.find(name);
  return found == texts.end() ? std::string() : found->second;
}

}  // namespace

std::vector<Trial> repeatsOf(unsigned seed, unsigned count) {
  std::vector<Trial> trials;
  for (unsigned i = 1; i <= count; ++i) {
    Trial trial = degradedTrial(seed);
    trial.repeat = i;
    trial.pose = i;
    trials.push_back(trial);
  }
  return trials;
}

MissedBars missedBars(const Sets& sets) {
  const auto clean = summarise(sets.clean);
  const auto degraded = summarise(sets.degraded);
  const auto wide = summarise(sets.wide);
  const auto loft = summarise(sets.loft);
  MissedBars missed;
  std::vector<std::string>* list = &missed.bars;
  const auto expect = [&list](const std::string& name, const char* what, double found, double bar) {
    if (!(found <= bar)) {
      list->push_back(fmt::format("{}, {}: {:.4f}, bar {:.4f}", name, what, found, bar));
    }
  };
  for (const Bar& bar : kBars) {
    const std::string name = bar.measure;
    const Summary& c = clean.at(name);
    const double scale = name.find("girth") != std::string::npos ? 100.0 / c.meanTruth : 1.0;
    expect(name, "clean, mean", scale * c.mean, bar.clean);
    expect(name, "clean, largest", scale * c.largest, bar.cleanLargest);
    expect(name, "degraded, mean", degraded.at(name).mean, bar.degraded);
  }
  for (const auto& [family, found] :
       {std::pair{" (degraded)", &degraded}, std::pair{" (degraded in every way)", &wide},
        std::pair{" (second family, in every way)", &loft}}) {
    list = found == &degraded ? &missed.bars : &missed.harder;
    for (const auto& [name, w] : *found) {
      if (w.count == 0) continue;
      expect(name + family, "share outside the band", 1.0 - w.inside, 1.0 - kInsideFrom);
      expect(name + family, "share inside the band", w.inside, kInsideTo);
      if (w.medianBand > 0.0) {
        expect(name + family, "median band over median error", w.medianBand / w.median, kRatioTo);
      }
    }
  }
  return missed;
}

std::string markdownPage(const Sets& sets, const std::string& publishedFile) {
  const auto clean = summarise(sets.clean);
  const auto degraded = summarise(sets.degraded);
  const auto wide = summarise(sets.wide);
  const auto loft = summarise(sets.loft);
  const auto figures = publishedFigures(publishedFile);
  std::string page = fmt::format(
      "# What the measures of a scan are worth\n\n"
      "Made by `accuracy --markdown --count {}` (`tools/accuracy`); do not edit.\n\n"
      "Errors are absolute, against the truth of computed feet, in the unit of the measure. Clean: "
      "edges of 2 mm. Degraded: 0.5 mm of noise, eight holes of 5 mm, edges of 3 mm; then the "
      "share of truths within the processing band, and the median band over the median error, on "
      "feet that the bands were not fitted to. The same for scans degraded in every way (3 k to "
      "200 k triangles), and for those of a second family of shapes. Repeats: standard deviation "
      "over {} "
      "degraded scans of one foot, each in another pose. Only numbers that are shown as `ok` "
      "count: navicular height and arch angle are read with navicular and malleolus set as a "
      "person sets them, at random within 3 mm (95 %, each axis) of their place.\n\n"
      "| measure | definition | clean, mean / largest | degraded, mean / largest | inside, ratio | "
      "in every way | second family | repeats | published systems |\n"
      "|---|---|---|---|---|---|---|---|---|\n",
      sets.clean.size(), sets.repeats.size());
  for (const auto& [name, c] : clean) {
    const Summary& d = degraded.at(name);
    const Summary& w = wide.at(name);
    const Summary& l = loft.at(name);
    if (c.count == 0 || w.median <= 0.0 || d.median <= 0.0) continue;
    page += fmt::format(
        "| `{}` | {} | {:.3f} / {:.3f} | {:.3f} / {:.3f} | {:.0f} %, {:.1f} | {:.0f} %, {:.1f} | "
        "{:.0f} %, {:.1f} | {:.3f} | {} |\n",
        name, textOf(phantom::truthDefinitions(), name), c.mean, c.largest, d.mean, d.largest,
        100.0 * d.inside, d.medianBand / d.median, 100.0 * w.inside, w.medianBand / w.median,
        100.0 * l.inside, l.medianBand / l.median, spreadOf(sets.repeats, name),
        textOf(figures, name));
  }
  return page;
}

}  // namespace accuracy
