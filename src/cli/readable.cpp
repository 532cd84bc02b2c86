#include "cli/readable.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "podalign/anatomy/aligned_foot.hpp"

namespace podalign::cli {
namespace {

constexpr std::size_t kNameWidth = 34;

// Decimals that the band leaves meaning for: two digits of the band.
int decimalsFor(double band) {
  if (!(band > 0.0)) return 3;
  return std::clamp(static_cast<int>(1 - std::floor(std::log10(band))), 0, 4);
}

std::string valueWithBand(const measure::Measurement& measurement) {
  const double band = measurement.error.total();
  return fmt::format("{:.{}f} {} ±{:.{}f}", *measurement.value, decimalsFor(band), measurement.unit,
                     band, decimalsFor(band));
}

std::string sideWord(Laterality side, const profile::TextCatalogue& texts) {
  return texts.render(std::string("words.side.") + toString(side));
}

std::string percent(double share) { return fmt::format("{:.0f}", 100.0 * share); }

// The sentence of a reason stands where it comes first; `told` holds those that were said.
std::string statusText(const measure::Measurement& measurement, std::set<std::string>& told,
                       const profile::TextCatalogue& texts) {
  std::string text = fmt::format("[{}", measure::toString(measurement.status));
  if (!measurement.reason) return text + "]";
  text += fmt::format(": {}]", measurement.reason->id);
  if (told.insert(measurement.reason->id).second) text += " " + texts.render(*measurement.reason);
  return text;
}

// Three or more measures that one reason stands against are told in one place.
constexpr std::size_t kFewestTogether = 3;
constexpr std::size_t kLineWidth = 100;

bool isNotGiven(const measure::Measurement& measurement) {
  return measurement.status == measure::Status::NotValid && measurement.reason.has_value();
}

// "zones.mt1.max_force" and its like: "zones.mt1.*", once.
std::string nameInList(const std::string& name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string::npos ? name : name.substr(0, dot) + ".*";
}

std::string listOf(const measure::Measurements& measures, const std::string& reason) {
  std::string text;
  std::string line = "   ";
  std::string last;
  for (const auto& [name, measurement] : measures) {
    if (!isNotGiven(measurement) || measurement.reason->id != reason) continue;
    const std::string shown = nameInList(name);
    if (shown == last) continue;
    last = shown;
    if (line.size() + shown.size() + 2 > kLineWidth) {
      text += line + "\n";
      line = "   ";
    }
    line += " " + shown;
  }
  return text + line + "\n";
}

}  // namespace

std::string measureLines(const measure::Measurements& measures, const Findings& findings,
                         const profile::TextCatalogue& texts) {
  std::string lines;
  std::set<std::string> told;
  for (const Finding& finding : findings) told.insert(finding.message.id);
  std::map<std::string, std::size_t> reasons;
  for (const auto& [name, measurement] : measures) {
    if (isNotGiven(measurement)) ++reasons[measurement.reason->id];
  }
  std::erase_if(reasons, [](const auto& reason) { return reason.second < kFewestTogether; });
  for (const auto& [name, measurement] : measures) {
    if (isNotGiven(measurement) && reasons.count(measurement.reason->id) > 0) continue;
    lines += fmt::format("  {:<{}} ", name, kNameWidth);
    if (measurement.value) lines += valueWithBand(measurement);
    if (measurement.status != measure::Status::Ok) {
      lines += (measurement.value ? "  " : "") + statusText(measurement, told, texts);
    }
    lines += "\n";
  }
  for (const auto& [name, measurement] : measures) {
    if (!isNotGiven(measurement) || reasons.erase(measurement.reason->id) == 0) continue;
    lines += "  " + statusText(measurement, told, texts) + "\n" +
             listOf(measures, measurement.reason->id);
  }
  return lines;
}

std::string inputLine(const report::InputFile& input, const profile::TextCatalogue& texts) {
  return texts.render(Message{"cli.input",
                              {{"file", input.file},
                               {"format", input.format},
                               {"unit", input.unit},
                               {"source", texts.render("cli.stated." + input.unitSource)}}}) +
         "\n";
}

std::string footLine(const report::ScannedFoot& scan, const profile::TextCatalogue& texts) {
  const anatomy::AlignedFoot& foot = scan.foot;
  return texts.render(Message{
             "cli.scanned_foot",
             {{"side", sideWord(foot.side.side, texts)},
              {"source", texts.render(std::string("cli.stated.") + toString(foot.side.source))},
              {"confidence", percent(foot.side.confidence)},
              {"load", texts.render(std::string("cli.load.") + toString(foot.load))},
              {"sole", texts.render(std::string("cli.sole.") + toString(foot.sole))}}}) +
         "\n";
}

std::string stepLine(const report::WalkedStep& step, const profile::TextCatalogue& texts) {
  const plantar::Footfall& footfall = step.footfall;
  std::string reasons;
  std::set<std::string> told;
  for (const std::string& reason : footfall.incompleteReasons) {
    if (told.insert(reason).second) reasons += (reasons.empty() ? "" : " ") + texts.render(reason);
  }
  return texts.render(Message{
             footfall.complete ? "cli.step_complete" : "cli.step_incomplete",
             {{"side", sideWord(footfall.side.side, texts)},
              {"source", texts.render(std::string("cli.stated.") + toString(footfall.side.source))},
              {"confidence", percent(footfall.side.confidence)},
              {"first", std::to_string(footfall.frames.first)},
              {"last", std::to_string(footfall.frames.last)},
              {"reasons", reasons}}}) +
         "\n";
}

std::string walkLine(const report::MeasuredWalk& walk, const profile::TextCatalogue& texts) {
  return texts.render(
             Message{"cli.walk", {{"count", std::to_string(walk.walk.footfalls.size())}}}) +
         "\n";
}

std::string walkFootLine(Laterality side, const profile::TextCatalogue& texts) {
  return texts.render(Message{"cli.walk_foot", {{"side", sideWord(side, texts)}}}) + "\n";
}

std::string findingLines(const Findings& findings, const profile::TextCatalogue& texts) {
  std::string lines;
  for (const Finding& finding : findings) {
    lines += fmt::format("{}: {}{}{} [{}]\n",
                         texts.render(std::string("cli.severity.") + toString(finding.severity)),
                         finding.source, finding.source.empty() ? "" : ": ",
                         texts.render(finding.message), finding.message.id);
  }
  return lines;
}

}  // namespace podalign::cli
