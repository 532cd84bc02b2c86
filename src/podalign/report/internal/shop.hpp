#pragma once

#include "podalign/report/assessment.hpp"

// The shop's boundary, drawn a second time where documents are made: fit and comfort only.
namespace podalign::report::internal {

[[nodiscard]] bool isShop(const recommend::Decision& decision);

// False for the clinical part (tracking, patterns, insole, exercise, load, gait) in the shop.
[[nodiscard]] bool mayShow(const recommend::Decision& decision,
                           const recommend::Recommendation& recommendation);

}  // namespace podalign::report::internal
