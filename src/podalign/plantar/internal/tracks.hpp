#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "podalign/core/result.hpp"
#include "podalign/plantar/footfalls.hpp"
#include "podalign/plantar/internal/surface.hpp"
#include "podalign/plantar/recording.hpp"

/// First step of the segmentation: contact areas followed through time, rather too many than too
/// few. Private to plantar.
namespace podalign::plantar {

inline constexpr std::uint32_t kNoTrack = 0xFFFFFFFFU;

/// A cell in contact in one frame. `cell` counts row-major over the surface.
struct ContactCell {
  std::uint32_t cell = 0;
  std::uint32_t track = kNoTrack;
  float kpa = 0.0F;
};

/// Contact cells of all frames; those of frame f are [frameStarts[f], frameStarts[f + 1]).
struct ContactTracks {
  std::vector<ContactCell> cells;
  std::vector<std::size_t> frameStarts;
  std::uint32_t trackCount = 0;
  /// Pairs of tracks that touched, with how often: (lower track, higher track), ascending.
  struct Touch {
    std::uint32_t a = 0, b = 0;
    std::size_t count = 0;
  };
  std::vector<Touch> touches;
};

/// Cells stuck at one value through more than 90 % of the frames of a moving trial: 1 = stuck.
[[nodiscard]] std::vector<unsigned char> findStuckCells(const Recording& recording);

/// Follows contact areas from frame to frame. Two that touch later stay apart, so that feet that
/// touch each other can be told apart; parts of one foot are joined by the next step. Cells that
/// light up by themselves for a moment are noise and left out.
[[nodiscard]] ContactTracks followContacts(const Recording& recording, const Surface& surface,
                                           const FootfallOptions& options,
                                           const std::vector<unsigned char>& ignored);

}  // namespace podalign::plantar
