#pragma once

#include <cstddef>

namespace podalign::measure {

/// 97.5 % quantile of Student's t; from 21 degrees of freedom on that of the normal distribution.
///
/// Requires: degrees >= 1.
[[nodiscard]] double studentQuantile(std::size_t degrees);

}  // namespace podalign::measure
