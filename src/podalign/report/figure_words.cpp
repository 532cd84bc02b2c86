#include "podalign/report/internal/figure_words.hpp"

#include <fmt/format.h>

#include <array>
#include <span>

namespace podalign::report::internal {
namespace {

// "Foot length 246.7 ± 5.7 mm, ...": those that were found.
std::string valuesOf(const measure::Measurements& measures, std::span<const char* const> names,
                     const Labels& labels) {
  std::string words;
  for (const char* name : names) {
    const auto found = measures.find(name);
    if (found == measures.end()) continue;
    const std::string value = labels.value(found->second);
    if (value.empty()) continue;
    words += (words.empty() ? "" : ", ") +
             labels("alt.value", {{"name", labels.word("measure", name)}, {"value", value}});
  }
  return words.empty() ? labels("alt.no_values") : words;
}

}  // namespace

std::string sideViewWords(const ScannedFoot& scan, const Labels& labels) {
  constexpr std::array<const char*, 2> kNames{"foot_length", "dorsum_height_50"};
  return labels("alt.side_view", {{"foot", labels.foot(scan.foot.side.side)},
                                  {"values", valuesOf(scan.measures, kNames, labels)}});
}

std::string soleViewWords(const ScannedFoot& scan, const Labels& labels) {
  constexpr std::array<const char*, 3> kNames{"foot_length", "ball_width", "heel_width"};
  return labels("alt.sole_view", {{"foot", labels.foot(scan.foot.side.side)},
                                  {"values", valuesOf(scan.measures, kNames, labels)}});
}

std::string pressureMapWords(const WalkedStep& step, const Labels& labels) {
  constexpr std::array<const char*, 3> kNames{"peak_pressure", "arch_index", "cpei"};
  return labels("alt.pressure_map", {{"foot", labels.foot(step.footfall.side.side)},
                                     {"values", valuesOf(step.measures, kNames, labels)}});
}

std::string postureGaugeWords(const recommend::FootClass& foot, Laterality side,
                              const Labels& labels) {
  std::vector<std::string> likely;
  for (const auto& [posture, probability] : foot.classProbabilities) {
    if (probability < 0.005) continue;  // drawn without a number, too
    likely.push_back(
        labels("alt.share", {{"name", labels("gauge." + posture)},
                             {"percent", fmt::format("{:.0f}", probability * 100.0)}}));
  }
  const bool labelled = foot.posture != "indeterminate" && foot.score.has_value();
  const std::string named =
      labelled ? labels("gauge." + foot.posture) : std::string(labels("gauge.none"));
  return labels("alt.gauge",
                {{"foot", labels.foot(side)},
                 {"class", named},
                 {"shares", likely.empty() ? labels("gauge.no_spread") : labels.list(likely)}});
}

std::string kneeChainWords(Laterality side, const std::vector<recommend::TrackingLink>& links,
                           const Labels& labels) {
  constexpr std::array<const char*, 3> kStates{"present", "absent", "not_assessed"};
  std::string words;
  for (const recommend::TrackingLink& link : links) {
    const std::string value =
        labels.word("link_state", kStates.at(static_cast<std::size_t>(link.state)));
    words += (words.empty() ? "" : "; ") +
             labels("alt.value", {{"name", labels.message({"chain." + link.id + ".name", {}})},
                                  {"value", value}});
  }
  return labels("alt.knee_chain",
                {{"knee", labels(std::string("knee.") + toString(side))}, {"links", words}});
}

std::string comparisonWords(const std::vector<Comparison>& rows, const Labels& labels) {
  std::string words;
  for (const Comparison& row : rows) {
    const auto value = [&labels](const measure::Measurement* measurement) {
      return measurement == nullptr ? labels("alt.no_values") : labels.value(*measurement);
    };
    words += (words.empty() ? "" : "; ") +
             labels("alt.comparison_row", {{"name", labels.word("measure", row.name)},
                                           {"left", value(row.left)},
                                           {"right", value(row.right)}});
  }
  return labels("alt.comparison", {{"rows", words}});
}

std::string exerciseWords(const std::vector<std::string>& names, const Labels& labels) {
  std::vector<std::string> words;
  for (const std::string& name : names) words.push_back(labels("exercise." + name + ".name"));
  return labels("alt.exercise", {{"names", labels.list(words)}});
}

}  // namespace podalign::report::internal
