#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "cli/readable.hpp"

namespace podalign::cli {
namespace {

constexpr std::size_t kNameWidth = 34;

// Two digits of the error.
std::string number(double value, double error) {
  const int decimals =
      error > 0.0 ? std::clamp(static_cast<int>(1 - std::floor(std::log10(error))), 0, 4) : 3;
  const double unit = std::pow(10.0, -decimals);
  const double shown = std::abs(value) < 0.5 * unit ? 0.0 : value;  // no "-0"
  return fmt::format("{:.{}f}", shown, decimals);
}

std::string differenceLines(const measure::Differences& differences,
                            const profile::TextCatalogue& texts) {
  std::string lines;
  for (const auto& [name, difference] : differences) {
    lines += fmt::format("  {:<{}} {} {} ±{}  [{}]\n", name, kNameWidth,
                         number(difference.value, difference.error), difference.unit,
                         number(difference.error, difference.error),
                         texts.render(difference.real() ? "cli.real" : "cli.within_error"));
  }
  return lines;
}

std::string repeatLines(const report::RepeatedScans& repeats, const profile::TextCatalogue& texts) {
  std::string lines =
      texts.render(Message{
          "cli.repeats",
          {{"side", texts.render(std::string("words.side.") + toString(repeats.side))},
           {"load", texts.render(std::string("cli.load.") + anatomy::toString(repeats.load))}}}) +
      "\n";
  for (const auto& [name, repeated] : repeats.measures) {
    const double error = repeated.typicalError;
    lines += fmt::format(
        "  {:<{}} {}\n", name, kNameWidth,
        texts.render(Message{"cli.repeated",
                             {{"scans", std::to_string(repeated.scans)},
                              {"mean", number(repeated.mean, error)},
                              {"unit", repeated.unit},
                              {"error", number(error, error)},
                              {"low", number(repeated.typicalErrorLow, error)},
                              {"high", number(repeated.typicalErrorHigh, error)},
                              {"change", number(repeated.smallestDetectableChange, error)}}}));
  }
  return lines;
}

}  // namespace

std::string comparisonLines(const report::ScanComparison& comparison, const Findings& findings,
                            const profile::TextCatalogue& texts) {
  std::string lines;
  if (!comparison.pair.empty() || !comparison.leftRight.empty()) {
    lines += texts.render("cli.pair") + "\n" + measureLines(comparison.pair, findings, texts) +
             differenceLines(comparison.leftRight, texts);
  }
  for (const report::RepeatedScans& repeats : comparison.repeats) {
    lines += repeatLines(repeats, texts);
  }
  return lines;
}

}  // namespace podalign::cli
