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

/// One line for every bar of issue 3 that is missed.
[[nodiscard]] std::vector<std::string> missedBars(const Sets& sets);

/// docs/dev/accuracy.md.
[[nodiscard]] std::string markdownPage(const Sets& sets, const std::string& publishedFile);

}  // namespace accuracy
