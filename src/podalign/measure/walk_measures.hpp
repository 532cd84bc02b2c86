#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "podalign/core/laterality.hpp"
#include "podalign/measure/measurement.hpp"
#include "podalign/plantar/recording.hpp"

namespace podalign::measure {

/// What several footfalls say together: one walk over the sensor, or both feet of a person who
/// stands.
struct WalkMeasures {
  std::vector<std::size_t> footfalls;  ///< indices into what was given
  plantar::TrialKind trial = plantar::TrialKind::Unknown;
  Measurements measures;                        ///< of both feet together
  PerSide<Measurements> feet;                   ///< of each foot
  PerSide<std::optional<std::size_t>> typical;  ///< complete step nearest to the means of its foot
};

/// Space and time of each walk (a `pass` of one measurement) with two footfalls or more, and the
/// load shares of standing feet.
///
/// Shape:    `footfalls` of one recording with the measures of each, in order of time.
/// Frame:    lengths along and across `Footfall::progression`, from heel to heel.
/// Units:    mm, s, %, m/s, steps/min.
/// Accuracy: error.processing holds the cells, the frames and, of means, the spread over the steps;
///           device and repositioning are added by the caller. `spread` has number and standard
///           deviation.
/// Source:   definitions in docs/contract.md.
[[nodiscard]] std::vector<WalkMeasures> measureWalks(std::span<const plantar::Footfall> footfalls,
                                                     std::span<const Measurements> measures,
                                                     const plantar::Grid& grid,
                                                     units::Duration framePeriod);

}  // namespace podalign::measure
