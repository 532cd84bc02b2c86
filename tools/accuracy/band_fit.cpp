#include "accuracy/band_fit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "accuracy/statistics.hpp"
#include "phantom/dice.hpp"

namespace accuracy {
namespace {

using podalign::measure::ErrorCause;
using podalign::measure::ErrorCauses;
using podalign::measure::kErrorCauses;

constexpr std::size_t kFewest = 30;
constexpr std::array<double, 5> kSteps{1.8, 1.45, 1.25, 1.12, 1.05};
constexpr unsigned kStarts = 12;
constexpr double kNarrower = 1e-4;
constexpr double kLeastBand = 1e-9;
// Both kinds of degraded scans are to be narrow, the wider one above all.
constexpr double kOtherShare = 0.15;
// A cause that adds less than this to the band of nearly every scan is left out.
constexpr double kIdle = 0.05;

// Each has its share of errors inside, whatever the others do: a band that is right on the mean of
// all scans would be too wide on quiet ones and too narrow on bad ones. Of both kinds of degraded
// scans a little more than 90 %, as other feet are checked.
enum class Group {
  Quiet,  // the first three: degraded in every way
  Noisy,
  Bumpy,
  UsuallyDegraded,
  SecondFamily,
  Clean,
  Coarse,
  Coarsest,
  Doubtful
};
constexpr std::size_t kGroups = 9;
constexpr std::size_t kWideGroups = 3;
constexpr std::size_t kDegradedGroups = 4;
constexpr std::array<double, kGroups> kWanted{0.87, 0.87, 0.87, 0.945, 0.83,
                                              0.90, 0.90, 0.91, 0.85};
// Of scans degraded in every way together.
constexpr double kWantedWide = 0.925;
// More than that where it costs little.
constexpr std::array<double, kGroups> kWished{0.92, 0.92, 0.92, 0.95, 0.90, 0.90, 0.92, 0.94, 0.90};
constexpr double kCheapRatio = 2.65;
constexpr double kNoisyMm = 0.3;
constexpr double kBumpyMm = 0.15;

constexpr double kCoarseMm = 2.5;    // edges: 20 k triangles
constexpr double kCoarsestMm = 5.0;  // 5 k triangles

double causeOf(const Outcome& outcome, ErrorCause cause) {
  return outcome.causes[static_cast<std::size_t>(cause)];
}

Group groupOf(const Outcome& outcome) {
  const Trial& trial = outcome.trial;
  if (trial.loft) return Group::SecondFamily;
  const std::string how = trial.how.inWords();
  if (how == degradedTrial(trial.seed).how.inWords()) return Group::UsuallyDegraded;
  if (how != "clean" || trial.soleOpen) {
    if (causeOf(outcome, ErrorCause::Bumps) > kBumpyMm) return Group::Bumpy;
    return causeOf(outcome, ErrorCause::Noise) > kNoisyMm ? Group::Noisy : Group::Quiet;
  }
  if (trial.edgeMm > kCoarsestMm) return Group::Coarsest;
  return trial.edgeMm > kCoarseMm ? Group::Coarse : Group::Clean;
}

struct Sample {
  double error = 0.0;
  ErrorCauses squares{};
};
using Samples = std::array<std::vector<Sample>, kGroups>;

double bandOf(const ErrorCauses& weights, const Sample& sample) {
  double sum = 0.0;
  for (std::size_t i = 0; i < kErrorCauses; ++i) {
    sum += weights[i] * weights[i] * sample.squares[i];
  }
  return std::max(std::sqrt(sum), kLeastBand);
}

double quantileOf(std::vector<double>& values, double share) {
  const auto at =
      values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

// By what all weights are multiplied so that every group has its share of errors inside.
double scaleOf(const ErrorCauses& weights, const Samples& samples,
               const std::array<double, kGroups>& shares) {
  double scale = 0.0;
  std::vector<double> ratios;
  std::vector<double> wide;
  for (std::size_t g = 0; g < kGroups; ++g) {
    ratios.clear();
    for (const Sample& sample : samples[g]) {
      ratios.push_back(sample.error / bandOf(weights, sample));
    }
    if (g < kWideGroups) wide.insert(wide.end(), ratios.begin(), ratios.end());
    if (ratios.size() >= kFewest) scale = std::max(scale, quantileOf(ratios, shares[g]));
  }
  return wide.empty() ? scale : std::max(scale, quantileOf(wide, kWantedWide));
}

// Median band over median error of some groups together.
double ratioOf(const ErrorCauses& weights, const Samples& samples, std::size_t from,
               std::size_t to) {
  std::vector<double> errors;
  std::vector<double> bands;
  for (std::size_t g = from; g < to; ++g) {
    for (const Sample& sample : samples[g]) {
      errors.push_back(sample.error);
      bands.push_back(bandOf(weights, sample));
    }
  }
  return errors.empty() ? 0.0 : medianOf(bands) / medianOf(errors);
}

// Of the two kinds of degraded scans, once all groups have their shares.
double widthOf(const ErrorCauses& weights, const Samples& samples) {
  const double scale = scaleOf(weights, samples, kWanted);
  const double wide = scale * ratioOf(weights, samples, 0, kWideGroups);
  const double usual = scale * ratioOf(weights, samples, kWideGroups, kDegradedGroups);
  return std::max(wide, usual) + kOtherShare * std::min(wide, usual);
}

// Each weight in turn up and down by ever smaller steps, or away, until nothing gets narrower.
ErrorCauses descend(ErrorCauses weights, const Samples& samples, const ErrorCauses& usual) {
  double best = widthOf(weights, samples);
  for (const double step : kSteps) {
    for (bool better = true; better;) {
      better = false;
      for (std::size_t i = 0; i < kErrorCauses; ++i) {
        const double now = weights[i];
        for (const double candidate : {now * step, now / step, 0.0, 0.3 * usual[i]}) {
          if (candidate == weights[i]) continue;
          ErrorCauses tried = weights;
          tried[i] = candidate;
          const bool any =
              std::any_of(tried.begin(), tried.end(), [](double w) { return w > 0.0; });
          const double width = any ? widthOf(tried, samples) : best;
          if (width < best - kNarrower) {
            best = width;
            weights = tried;
            better = true;
          }
        }
      }
    }
  }
  return weights;
}

// A weight of this size lets its cause alone make a usual error.
ErrorCauses usualWeights(const Samples& samples) {
  ErrorCauses sums{};
  std::vector<double> errors;
  for (const auto& group : samples) {
    for (const Sample& sample : group) {
      errors.push_back(sample.error);
      for (std::size_t i = 0; i < kErrorCauses; ++i) sums[i] += sample.squares[i];
    }
  }
  const auto count = static_cast<double>(errors.size());
  const double median = medianOf(errors);
  ErrorCauses usual{};
  for (std::size_t i = 0; i < kErrorCauses; ++i) {
    if (sums[i] > 0.0) usual[i] = median / std::sqrt(sums[i] / count);
  }
  return usual;
}

void dropIdle(ErrorCauses& weights, const Samples& samples) {
  for (std::size_t i = 0; i < kErrorCauses; ++i) {
    const auto busy = [&](const Sample& sample) {
      return weights[i] * std::sqrt(sample.squares[i]) > kIdle * bandOf(weights, sample);
    };
    const bool any = std::any_of(samples.begin(), samples.end(), [&](const auto& group) {
      return std::any_of(group.begin(), group.end(), busy);
    });
    if (!any) weights[i] = 0.0;
  }
}

ErrorCauses fit(const Samples& samples) {
  const ErrorCauses usual = usualWeights(samples);
  phantom::Dice dice(1);
  ErrorCauses weights{};
  double narrowest = 0.0;
  for (unsigned start = 0; start < kStarts; ++start) {
    ErrorCauses from = usual;
    for (double& weight : from) weight *= std::exp(dice.uniform(-1.0, 1.0));
    const ErrorCauses found = descend(from, samples, usual);
    const double width = widthOf(found, samples);
    if (start > 0 && width >= narrowest) continue;
    narrowest = width;
    weights = found;
  }
  dropIdle(weights, samples);
  const double asked = scaleOf(weights, samples, kWanted);
  const double wished = scaleOf(weights, samples, kWished);
  const double cheap =
      kCheapRatio / std::max(ratioOf(weights, samples, 0, kWideGroups),
                             ratioOf(weights, samples, kWideGroups, kDegradedGroups));
  const double scale = std::max(asked, std::min(wished, cheap));
  for (double& weight : weights) weight *= scale;
  return weights;
}

}  // namespace

std::map<std::string, ErrorCauses> fitBands(const std::vector<Outcome>& outcomes) {
  std::map<std::string, Samples> samples;
  for (const Outcome& outcome : outcomes) {
    const Group group = groupOf(outcome);
    for (const auto& [name, reading] : outcome.readings) {
      if (!reading.value || restsOnNavicular(name)) continue;
      Sample sample{std::abs(reading.error()), {}};
      ErrorCauses causes = outcome.causes;
      causes[static_cast<std::size_t>(ErrorCause::Own)] = reading.own;
      for (std::size_t i = 0; i < kErrorCauses; ++i) sample.squares[i] = causes[i] * causes[i];
      // Doubtful ones have their bands printed beside them, too.
      const Group of = promised(reading) ? group : Group::Doubtful;
      samples[name][static_cast<std::size_t>(of)].push_back(sample);
    }
  }
  std::map<std::string, ErrorCauses> weights;
  for (const auto& [name, of] : samples) {
    const bool enough = of[static_cast<std::size_t>(Group::Quiet)].size() >= kFewest;
    if (enough) weights[name] = fit(of);
  }
  return weights;
}

std::string bandTable(const std::map<std::string, ErrorCauses>& weights) {
  std::string table;
  for (const auto& [name, of] : weights) {
    std::string row;
    for (const double weight : of) row += fmt::format("{}{:.3g}", row.empty() ? "" : ", ", weight);
    table += fmt::format("    {{\"{}\", {{{}}}}},\n", name, row);
  }
  return table;
}

}  // namespace accuracy
