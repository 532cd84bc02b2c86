#pragma once

#include "podalign/anatomy/align.hpp"

namespace podalign::anatomy {

/// What the file itself says of its unit.
struct FormatUnit {
  std::optional<double> millimetres;
  std::string name;
};

/// The unit of a scan whose foot is `length` units long: as the user states it, as the format
/// states it where a human foot results, else the only one in which a human foot results.
///
/// Errors: UnitAmbiguous where there is none.
/// Findings: SCAN.UNIT_INFERRED, SCAN.UNIT_IMPLAUSIBLE (the format's unit gives no human foot).
[[nodiscard]] Result<UnitDecision> chooseUnit(double length, const AlignOptions& options,
                                              const FormatUnit& stated, Findings& findings);

}  // namespace podalign::anatomy
