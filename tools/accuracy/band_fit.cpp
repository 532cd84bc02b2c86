#include "accuracy/band_fit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "accuracy/statistics.hpp"

namespace accuracy {
namespace {

using podalign::measure::ErrorCause;
using podalign::measure::ErrorCauses;
using podalign::measure::kErrorCauses;

// Errors much smaller than the usual one say nothing about the band.
constexpr double kLeastShare = 0.05;
constexpr std::size_t kFewest = 50;
constexpr std::array<double, 4> kSteps{4.0, 1.6, 1.2, 1.05};
// More of the errors inside where the band stays this near to the usual error.
constexpr double kWishedShare = 0.93;
constexpr double kMostOverMedian = 2.7;
// A cause that adds less than this to the band of nearly every scan is left out.
constexpr double kIdle = 0.05;

// Each has its share of errors inside, whatever the others do.
enum class Group { Degraded, UsuallyDegraded, SecondFamily, Clean, Coarse, Coarsest };
struct Wanted {
  Group group;
  double share;   // of its errors inside
  double weight;  // of the group, however many feet it has
};
constexpr std::array<Wanted, 6> kWanted{{{Group::Degraded, 0.93, 2.0},
                                         {Group::UsuallyDegraded, 0.92, 1.0},
                                         {Group::SecondFamily, 0.905, 1.0},
                                         {Group::Clean, 0.905, 0.1},
                                         {Group::Coarse, 0.905, 0.5},
                                         {Group::Coarsest, 0.905, 0.5}}};

constexpr double kCoarseMm = 2.5;    // edges: 20 k triangles
constexpr double kCoarsestMm = 5.0;  // 5 k triangles

Group groupOf(const Trial& trial) {
  if (trial.loft) return Group::SecondFamily;
  const std::string how = trial.how.inWords();
  if (how == degradedTrial(trial.seed).how.inWords()) return Group::UsuallyDegraded;
  if (how != "clean" || trial.soleOpen) return Group::Degraded;
  if (trial.edgeMm > kCoarsestMm) return Group::Coarsest;
  return trial.edgeMm > kCoarseMm ? Group::Coarse : Group::Clean;
}

struct Sample {
  double error = 0.0;
  ErrorCauses squares{};
  Group group = Group::Degraded;
  double weight = 1.0;
};

double bandOf(const ErrorCauses& weights, const Sample& sample) {
  double sum = 0.0;
  for (std::size_t i = 0; i < kErrorCauses; ++i) {
    sum += weights[i] * weights[i] * sample.squares[i];
  }
  return std::sqrt(sum);
}

// Pinball loss of the logarithms.
double lossOf(const ErrorCauses& weights, const std::vector<Sample>& samples, double share,
              double least) {
  double loss = 0.0;
  for (const Sample& sample : samples) {
    const double off = std::log((sample.error + least) / (bandOf(weights, sample) + least));
    loss += sample.weight * (off > 0.0 ? share * off : (share - 1.0) * off);
  }
  return loss;
}

// Each weight in turn up and down by ever smaller steps, or away, until nothing gets better.
ErrorCauses descend(ErrorCauses weights, const std::vector<Sample>& samples, double share,
                    double least, const ErrorCauses& scale) {
  double best = lossOf(weights, samples, share, least);
  for (const double step : kSteps) {
    for (bool better = true; better;) {
      better = false;
      for (std::size_t i = 0; i < kErrorCauses; ++i) {
        const double now = weights[i];
        for (const double candidate : {now * step, now / step, 0.0, 0.3 * scale[i]}) {
          if (candidate == weights[i]) continue;
          ErrorCauses tried = weights;
          tried[i] = candidate;
          const double loss = lossOf(tried, samples, share, least);
          if (loss < best - 1e-6) {
            best = loss;
            weights = tried;
            better = true;
          }
        }
      }
    }
  }
  return weights;
}

// By what all weights are multiplied so that exactly this share of the errors lies inside.
double scaleFor(const ErrorCauses& weights, const std::vector<Sample>& samples, double share) {
  std::vector<double> ratios;
  for (const Sample& sample : samples) ratios.push_back(sample.error / bandOf(weights, sample));
  if (ratios.empty()) return 0.0;
  const auto at =
      ratios.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(ratios.size() - 1));
  std::nth_element(ratios.begin(), at, ratios.end());
  return *at;
}

std::vector<Sample> ofGroup(const std::vector<Sample>& samples, Group group) {
  std::vector<Sample> of;
  for (const Sample& sample : samples) {
    if (sample.group == group) of.push_back(sample);
  }
  return of;
}

// Each group counts by its weight, whatever its size.
void weigh(std::vector<Sample>& samples) {
  for (const Wanted& wanted : kWanted) {
    const auto in = [&](const Sample& sample) { return sample.group == wanted.group; };
    const auto count = std::count_if(samples.begin(), samples.end(), in);
    for (Sample& sample : samples) {
      if (in(sample)) sample.weight = wanted.weight / static_cast<double>(count);
    }
  }
}

ErrorCauses fit(std::vector<Sample> samples) {
  weigh(samples);
  std::vector<double> errors;
  for (const Sample& sample : samples) errors.push_back(sample.error);
  const double median = medianOf(errors);
  const double least = kLeastShare * median;
  // A weight of this size lets its cause alone make a usual error.
  ErrorCauses scale{};
  for (std::size_t i = 0; i < kErrorCauses; ++i) {
    double mean = 0.0;
    for (const Sample& sample : samples) mean += std::sqrt(sample.squares[i]);
    mean /= static_cast<double>(samples.size());
    scale[i] = mean > 0.0 ? median / mean : 0.0;
  }
  ErrorCauses weights = descend(scale, samples, kWanted[0].share, least, scale);
  for (std::size_t i = 0; i < kErrorCauses; ++i) {
    std::vector<double> parts;
    for (const Sample& sample : samples) {
      parts.push_back(weights[i] * std::sqrt(sample.squares[i]) / bandOf(weights, sample));
    }
    const bool idle = std::none_of(parts.begin(), parts.end(), [](double p) { return p > kIdle; });
    if (idle) weights[i] = 0.0;
  }
  double asked = 0.0;
  for (const Wanted& wanted : kWanted) {
    asked = std::max(asked, scaleFor(weights, ofGroup(samples, wanted.group), wanted.share));
  }
  std::vector<double> bands;
  for (const Sample& sample : samples) bands.push_back(bandOf(weights, sample));
  const double widest = kMostOverMedian * median / medianOf(bands);
  const double all = std::max(asked, std::min(scaleFor(weights, samples, kWishedShare), widest));
  for (double& weight : weights) weight *= all;
  return weights;
}

}  // namespace

std::map<std::string, ErrorCauses> fitBands(const std::vector<Outcome>& outcomes) {
  std::map<std::string, std::vector<Sample>> samples;
  for (const Outcome& outcome : outcomes) {
    for (const auto& [name, reading] : outcome.readings) {
      // Doubtful ones, too: their bands are printed beside them.
      if (!reading.value) continue;
      Sample sample{std::abs(reading.error()), {}, groupOf(outcome.trial), 1.0};
      ErrorCauses causes = outcome.causes;
      causes[static_cast<std::size_t>(ErrorCause::Own)] = reading.own;
      for (std::size_t i = 0; i < kErrorCauses; ++i) sample.squares[i] = causes[i] * causes[i];
      samples[name].push_back(sample);
    }
  }
  std::map<std::string, ErrorCauses> weights;
  for (const auto& [name, of] : samples) {
    if (of.size() >= kFewest && !restsOnNavicular(name)) weights[name] = fit(of);
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
