#pragma once

#include <optional>
#include <vector>

#include "podalign/core/finding.hpp"
#include "podalign/core/result.hpp"
#include "podalign/plantar/recording.hpp"

namespace podalign::plantar {

/// What is known about the trial from outside the file, and how contact is recognised.
/// A footfall lasts from the first to the last frame that carries more than this, N.
inline constexpr double kContactForceN = 5.0;

struct FootfallOptions {
  TrialKind trial = TrialKind::Unknown;  ///< wins over Recording::trial unless Unknown
  bool shod = false;
  std::optional<Laterality> declaredSide;  ///< only for a trial of one foot
  std::optional<units::Force> bodyWeight;  ///< makes "too light for a full step" checkable
  /// Cells above it are in contact.
  units::Pressure contact = units::kilopascals(0.0);
  /// Parts of one foot may lie this far apart in space and in time (heel, then ball).
  units::Length spaceGap = units::millimetres(15.0);
  units::Duration timeGap = units::seconds(0.030);
  /// No foot is larger than this.
  units::Length longestPrint = units::millimetres(330.0);
  units::Length widestPrint = units::millimetres(130.0);

  [[nodiscard]] Result<void> check() const;
};

/// The contacts of single feet in a recording, in order of time (standing: left before right).
///
/// Shape:    one entry per foot on the sensor; prints that lie on top of each other at different
///           times are told apart.
/// Frame:    frame P, the file's own rows and columns; nothing is rotated or mirrored.
/// Units:    as in Footfall.
/// Requires: options.check().
/// Errors:   NoFootfall when nothing on the sensor looks like a foot.
/// Accuracy: side on clean plates 100 %; a side the cues do not agree on is a finding
///           (PLATE.SIDE_UNSURE) and has a low confidence.
[[nodiscard]] Result<Annotated<std::vector<Footfall>>> findFootfalls(
    const Recording& recording, const FootfallOptions& options);

}  // namespace podalign::plantar
