#pragma once

#include <string>
#include <vector>

#include "podalign/profile/expression.hpp"
#include "podalign/profile/outputs.hpp"

/// The knee chain as named links: rearfoot, tibia, femur, quadriceps line, knee cap. What was seen
/// on this runner; no angle, force or share is computed.
namespace podalign::tracking {

enum class LinkState { Present, Absent, NotAssessed };
[[nodiscard]] const char* toString(LinkState state);

struct Link {
  std::string id;
  LinkState state = LinkState::NotAssessed;
  std::vector<std::string> sources;
  std::vector<std::string> contrary;
};

/// The links of one side, in the order of the rule base. What no input shows is NotAssessed.
[[nodiscard]] std::vector<Link> findLinks(const std::vector<profile::ChainLink>& chain,
                                          const profile::Environment& environment,
                                          profile::Place place);

}  // namespace podalign::tracking
