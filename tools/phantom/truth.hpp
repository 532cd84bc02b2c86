#pragma once

#include "phantom/probe.hpp"

namespace phantom {

/// Frame F of the field's foot, iterated from a first guess until pternion and second toe tip
/// define it themselves.
[[nodiscard]] FootFrame findFrame(const FootField& field, FootFrame guess);

enum class TruthDepth { Calibration, Full };

/// Every true measure and landmark of the field's foot, as a right foot in frame F.
[[nodiscard]] FootTruth findTruth(const FootField& field, const FootFrame& frame, TruthDepth depth);

}  // namespace phantom
