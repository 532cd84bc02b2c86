// How far the measures of a scan lie from the truth of computed feet.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "accuracy/band_fit.hpp"
#include "accuracy/page.hpp"
#include "accuracy/statistics.hpp"
#include "accuracy/trial_run.hpp"

namespace {

using accuracy::Outcome;
using accuracy::Trial;

void printTable(const std::vector<Outcome>& outcomes) {
  fmt::print("{:<28}{:>5}{:>5}{:>9}{:>9}{:>9}{:>9}{:>9}{:>7}{:>7}\n", "measure", "n", "none",
             "mean", "max", "bias", "median", "band", "in %", "ratio");
  for (const auto& [name, s] : accuracy::summarise(outcomes)) {
    if (s.count == 0) continue;
    fmt::print("{:<28}{:>5}{:>5}{:>9.4f}{:>9.4f}{:>9.4f}{:>9.4f}{:>9.4f}{:>7.1f}{:>7.2f}\n", name,
               s.count, s.absent, s.mean, s.largest, s.bias, s.median, s.medianBand,
               100.0 * s.inside, s.medianBand / s.median);
  }
}

void printCsv(const std::vector<Outcome>& outcomes) {
  fmt::print("seed,edge,noise,bumps,holes,leg,open,side");
  for (std::size_t i = 0; i < podalign::measure::kErrorCauses; ++i) {
    fmt::print(",{}", toString(static_cast<podalign::measure::ErrorCause>(i)));
  }
  fmt::print(",name,truth,value,band,status\n");
  for (const Outcome& o : outcomes) {
    const Trial& t = o.trial;
    if (o.refused) fmt::print(stderr, "seed {}: {}\n", t.seed, o.refusal);
    std::string head =
        fmt::format("{},{:.3f},{:.3f},{:.3f},{},{:.1f},{},{}", t.seed,
                    std::max(t.edgeMm, t.how.edgeMm), t.how.noiseSdMm, t.how.bumps.sdMm,
                    t.how.holes.count, t.how.cutMm, t.soleOpen ? 1 : 0, o.sideRight ? 1 : 0);
    constexpr auto kOwn = static_cast<std::size_t>(podalign::measure::ErrorCause::Own);
    for (std::size_t i = 0; i < kOwn; ++i) head += fmt::format(",{:.5f}", o.causes[i]);
    for (const auto& [name, r] : o.readings) {
      if (!r.value) continue;
      fmt::print("{},{:.5f},{},{:.6f},{:.6f},{:.6f},{}\n", head, r.own, name, r.truth, *r.value,
                 r.band, static_cast<int>(r.status));
    }
    for (const auto& [name, off] : o.landmarkErrors) {
      fmt::print("{},0,{},0,{:.6f},0,0\n", head, name, off);
    }
  }
}

std::vector<Trial> trialsOf(const std::string& set, unsigned from, unsigned count) {
  std::vector<Trial> trials;
  for (unsigned seed = from; seed < from + count; ++seed) {
    trials.push_back(set == "clean"      ? accuracy::cleanTrial(seed)
                     : set == "degraded" ? accuracy::degradedTrial(seed)
                     : set == "noisy"    ? accuracy::denseDegradedTrial(seed)
                     : set == "rough"    ? accuracy::resolutionTrial(seed, 5.0e3)
                     : set == "coarse"   ? accuracy::resolutionTrial(seed, 2.0e4)
                     : set == "fine"     ? accuracy::resolutionTrial(seed, 2.0e5)
                     : set == "dense"    ? accuracy::resolutionTrial(seed, 3.0e5)
                     : set == "finest"   ? accuracy::resolutionTrial(seed, 2.0e6)
                     : set == "loft"     ? accuracy::wideLoftTrial(seed)
                                         : accuracy::wideTrial(seed));
  }
  return trials;
}

// Bands are fitted on four seeds of eight, a man's and a woman's left and right foot, and checked
// on the other four. A foot is scanned several times for the fit: feet take long to make.
constexpr unsigned kFittedFrom = 1;
constexpr unsigned kCheckedFrom = 5;
constexpr unsigned kWideDraws = 3;
constexpr unsigned kUsualDraws = 2;
constexpr unsigned kLoftDraws = 3;
constexpr unsigned kLoftShare = 4;  // one foot of the second family for so many of the first

template <class Make>
std::vector<Trial> foursOf(Make make, unsigned from, unsigned count) {
  std::vector<Trial> trials;
  for (unsigned i = 0; i < count; ++i) trials.push_back(make(from + 8 * (i / 4) + i % 4));
  return trials;
}

int printBandFit(unsigned count, unsigned jobs) {
  std::vector<Trial> trials;
  const auto add = [&trials](unsigned feet, unsigned draws, auto make) {
    for (unsigned draw = 0; draw < draws; ++draw) {
      const auto some = foursOf([&](unsigned seed) { return make(seed, draw); }, kFittedFrom, feet);
      trials.insert(trials.end(), some.begin(), some.end());
    }
  };
  add(count, kWideDraws, accuracy::wideTrial);
  add(count, kUsualDraws, accuracy::degradedTrial);
  add(count / kLoftShare, kLoftDraws, accuracy::wideLoftTrial);
  add(count / kLoftShare, 1, [](unsigned seed, unsigned) { return accuracy::cleanTrial(seed); });
  for (const double triangles : {5.0e3, 2.0e4}) {
    add(count / kLoftShare, 1,
        [&](unsigned seed, unsigned) { return accuracy::resolutionTrial(seed, triangles); });
  }
  fmt::print("{}", accuracy::bandTable(accuracy::fitBands(accuracy::runTrials(trials, jobs))));
  return 0;
}

accuracy::Sets runSets(unsigned count, unsigned jobs) {
  accuracy::Sets sets;
  sets.clean = accuracy::runTrials(trialsOf("clean", 1, count), jobs);
  sets.degraded = accuracy::runTrials(
      foursOf([](unsigned seed) { return accuracy::degradedTrial(seed); }, kCheckedFrom, count),
      jobs);
  sets.wide = accuracy::runTrials(
      foursOf([](unsigned seed) { return accuracy::wideTrial(seed); }, kCheckedFrom, count), jobs);
  sets.loft =
      accuracy::runTrials(foursOf([](unsigned seed) { return accuracy::wideLoftTrial(seed); },
                                  kCheckedFrom, count / kLoftShare),
                          jobs);
  return sets;
}

int checkBars(unsigned count, unsigned jobs) {
  const accuracy::Sets sets = runSets(count, jobs);
  const accuracy::MissedBars missed = accuracy::missedBars(sets);
  for (const std::string& line : missed.harder) fmt::print("harder scans: {}\n", line);
  for (const std::string& line : missed.bars) fmt::print("missed: {}\n", line);
  fmt::print("{} bars missed on {} feet, {} more on harder scans\n", missed.bars.size(), count,
             missed.harder.size());
  return missed.bars.empty() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Errors of scan measures against computed feet of known truth", "accuracy");
  std::string set = "clean";
  std::string published = "tools/accuracy/published.csv";
  unsigned from = 1;
  unsigned count = 100;
  unsigned jobs = 1;
  bool csv = false;
  bool check = false;
  bool fitBands = false;
  bool markdown = false;
  app.add_option("--set", set)
      ->check(CLI::IsMember({"clean", "degraded", "noisy", "wide", "coarse", "fine", "dense",
                             "finest", "rough", "loft"}));
  app.add_option("--from", from, "First seed");
  app.add_option("--count", count, "How many feet");
  app.add_option("--jobs", jobs, "Threads");
  app.add_option("--published", published, "Figures of published systems");
  app.add_flag("--csv", csv, "Every reading as CSV");
  app.add_flag("--check", check, "All sets against the bars; ends with 1 where one is missed");
  app.add_flag("--fit-bands", fitBands, "Weights of the error bands, from half of the feet");
  app.add_flag("--markdown", markdown, "The page docs/dev/accuracy.md");
  CLI11_PARSE(app, argc, argv);
  if (fitBands) return printBandFit(count, jobs);
  if (check) return checkBars(count, jobs);
  if (markdown) {
    accuracy::Sets sets = runSets(count, jobs);
    sets.repeats = accuracy::runTrials(accuracy::repeatsOf(3, 10), jobs);
    fmt::print("{}", accuracy::markdownPage(sets, published));
    return 0;
  }
  const auto outcomes = accuracy::runTrials(trialsOf(set, from, count), jobs);
  if (csv) {
    printCsv(outcomes);
  } else {
    printTable(outcomes);
  }
  return 0;
}
