#include "podalign/report/internal/shop.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace podalign::report::internal {

bool isShop(const recommend::Decision& decision) { return decision.setting != "clinic"; }

bool mayShow(const recommend::Decision& decision, const recommend::Recommendation& recommendation) {
  static constexpr std::array<std::string_view, 6> kClinicOnly{
      "patellar_tracking", "differential", "insole", "adjunct", "load", "gait"};
  if (!isShop(decision)) return true;
  return std::find(kClinicOnly.begin(), kClinicOnly.end(), recommendation.category) ==
         kClinicOnly.end();
}

Findings allFindings(const Assessment& assessment) {
  Findings all;
  for (const Findings* some : {&assessment.findings, &assessment.decision.findings}) {
    for (const Finding& finding : *some) {
      if (std::find(all.begin(), all.end(), finding) == all.end()) all.push_back(finding);
    }
  }
  return all;
}

}  // namespace podalign::report::internal
