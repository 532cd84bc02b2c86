// What a rule or a limit rests on: where no number was seen at its source, that is said.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "podalign/profile/internal/load_parts.hpp"

namespace podalign::profile {
namespace {

// The beginnings of a basis that is no publication.
constexpr std::array<std::string_view, 2> kNoSource{"expert opinion", "convention"};

struct Ground {
  const std::vector<std::string>& sources;
  const std::string& basis;
  bool provisional = false;
};

void checkGround(Loading& loading, const FilePlace& place, const std::string& id,
                 const Ground& ground) {
  const auto isVerified = [&loading](const std::string& source) {
    const auto found = loading.sources.find(source);
    return found == loading.sources.end() || found->second.verified;
  };
  if (ground.sources.empty()) {
    const bool said = ground.basis.empty() ||
                      std::any_of(kNoSource.begin(), kNoSource.end(), [&ground](auto beginning) {
                        return ground.basis.starts_with(beginning);
                      });
    if (!said) {
      loading.faults.add(place.file, place.line,
                         "'" + id +
                             "' has no source; its 'basis' begins with 'expert opinion, no "
                             "published source' or 'convention, not evidence'");
    }
  } else if (!ground.provisional &&
             std::none_of(ground.sources.begin(), ground.sources.end(), isVerified)) {
    loading.faults.add(place.file, place.line,
                       "'" + id +
                           "' rests only on sources at which nobody saw the number; mark it "
                           "'provisional: true' or cite one that was read");
  }
}

}  // namespace

void checkGrounds(Loading& loading, const Profile& profile) {
  for (const Rule& rule : profile.rules) {
    checkGround(loading, {"rules/" + rule.category + ".yaml", rule.line}, rule.id,
                {rule.sources, rule.basis, rule.provisional});
  }
  for (const auto& [measure, ages] : profile.classification.bands) {
    for (const AgeBands& entry : ages) {
      checkGround(loading, {"classification.yaml", entry.line}, measure,
                  {entry.sources, entry.basis, entry.provisional});
    }
  }
  for (const SizeScale& scale : profile.footwear.scales) {
    checkGround(loading, {"footwear.yaml", scale.line}, scale.id,
                {scale.sources, scale.basis, scale.provisional});
  }
  for (const InsoleParameter& parameter : profile.insoleParameters) {
    checkGround(loading, {"insole.yaml", parameter.line}, parameter.id,
                {parameter.sources, parameter.basis, parameter.provisional});
  }
}

}  // namespace podalign::profile
