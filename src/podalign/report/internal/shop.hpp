#pragma once

#include "podalign/report/assessment.hpp"

namespace podalign::report::internal {

// The shop's boundary, drawn a second time where documents are made: fit and comfort only.
[[nodiscard]] bool isShop(const recommend::Decision& decision);

// False for the clinical part (tracking, patterns, insole, exercise, load, gait) in the shop.
[[nodiscard]] bool mayShow(const recommend::Decision& decision,
                           const recommend::Recommendation& recommendation);

// What the measuring and the deciding side found, each sentence once.
[[nodiscard]] Findings allFindings(const Assessment& assessment);

}  // namespace podalign::report::internal
