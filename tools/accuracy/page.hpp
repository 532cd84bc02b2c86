#pragma once

#include <string>
#include <vector>

#include "accuracy/trial_run.hpp"

namespace accuracy {

/// The trials that bars and page are made from; the same seeds in each set.
struct Sets {
  std::vector<Outcome> clean, degraded, wide;
  std::vector<Outcome> loft;     ///< degraded like `wide`, the second family of shapes
  std::vector<Outcome> repeats;  ///< one foot
};

/// The same foot in other poses, with the noise and the holes drawn anew.
[[nodiscard]] std::vector<Trial> repeatsOf(unsigned seed, unsigned count);

/// One line for everything that is missed.
struct MissedBars {
  std::vector<std::string> bars;  ///< of clean scans, and of those with noise, holes, coarse edges
  std::vector<std::string> harder;  ///< the bars of the bands, on scans degraded in every way
};
[[nodiscard]] MissedBars missedBars(const Sets& sets);

/// docs/dev/accuracy.md.
[[nodiscard]] std::string markdownPage(const Sets& sets, const std::string& publishedFile);

}  // namespace accuracy
