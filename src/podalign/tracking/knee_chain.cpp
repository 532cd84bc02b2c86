#include "podalign/tracking/knee_chain.hpp"

#include <optional>
#include <utility>

namespace podalign::tracking {
namespace {

bool isTrue(const std::optional<profile::Expression>& expression,
            const profile::Environment& environment, profile::Place place) {
  return expression && profile::evaluate(*expression, environment, place) == profile::Truth::True;
}

}  // namespace

const char* toString(LinkState state) {
  switch (state) {
    case LinkState::Present: return "present";
    case LinkState::Absent: return "absent";
    case LinkState::NotAssessed: break;
  }
  return "not_assessed";
}

std::vector<Link> findLinks(const std::vector<profile::ChainLink>& chain,
                            const profile::Environment& environment, profile::Place place) {
  std::vector<Link> links;
  links.reserve(chain.size());
  for (const profile::ChainLink& entry : chain) {
    Link link{entry.id, LinkState::NotAssessed, entry.sources, entry.contrary};
    if (isTrue(entry.presentIf, environment, place)) {
      link.state = LinkState::Present;
    } else if (isTrue(entry.absentIf, environment, place)) {
      link.state = LinkState::Absent;
    }
    links.push_back(std::move(link));
  }
  return links;
}

}  // namespace podalign::tracking
