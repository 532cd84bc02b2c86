#pragma once

#include "podalign/report/assessment.hpp"

namespace podalign::pipeline {

/// Whether several scans of one side in one state are scans of the same foot.
enum class Repeats { NotStated, OfOneFoot };

/// Left against right, and with OfOneFoot sitting against standing and repeats. Of several scans of
/// a foot the standing one stands for it, else the first; where it is not stated that they are of
/// one foot, only a single pair is compared.
[[nodiscard]] report::ScanComparison compareScans(const std::vector<report::ScannedFoot>& scans,
                                                  Repeats repeats);

}  // namespace podalign::pipeline
