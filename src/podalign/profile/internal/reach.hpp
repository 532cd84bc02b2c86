#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <vector>

#include "podalign/profile/profile.hpp"

namespace podalign::profile {

/// What an expression is asked to be at one place.
enum class Wanted { True, False, Unknown, NotTrue, NotFalse };

struct Demand {
  const Expression* expression = nullptr;
  std::optional<Laterality> side;  ///< none: the person
  Wanted wanted = Wanted::True;
};

/// Whether some answers fulfil all demands at once in one of the settings. "No" is a proof (over
/// the words and ranges of the vocabulary); "yes" may be too kind: values that come to be while the
/// rules run count as free, and a search that takes too long ends with yes.
[[nodiscard]] bool canHold(const Profile& profile, const std::vector<Demand>& demands,
                           const std::set<Setting>& settings);

}  // namespace podalign::profile
