#pragma once

#include <cstdint>
#include <vector>

#include "podalign/core/result.hpp"
#include "podalign/plantar/footfalls.hpp"
#include "podalign/plantar/internal/surface.hpp"
#include "podalign/plantar/recording.hpp"

/// The contacts of one foot among those of a recording. Private to plantar.
namespace podalign::plantar {

/// A cell of the surface that belongs to a print, with its load, in one frame.
struct Contact {
  int frame = 0;
  std::uint32_t cell = 0;
  float kpa = 0.0F;
  bool clipped = false;  ///< reached the sensor's upper limit
};

/// From where on a pressure is clipped.
[[nodiscard]] float clippedKpa(const Recording& recording);

/// Contacts of each print on a plate or belt, ascending by frame.
/// Errors:   NoFootfall when there are too many separate areas for a recording of feet.
[[nodiscard]] Result<std::vector<std::vector<Contact>>> contactsOnPlate(
    const Recording& recording, const Surface& surface, const FootfallOptions& options,
    const std::vector<unsigned char>& ignored, TrialKind trial);

/// A print, and whether light contact beyond it was left out: a foot that is dragged over the
/// plate.
struct CutPrint {
  Footfall footfall;
  bool dragged = false;
};

/// Cuts one print out of the recording: all cells that it ever touched, in the frames in which it
/// carries load. Empty `frames` where it never does.
[[nodiscard]] CutPrint footfallOf(const Recording& recording, const Surface& surface,
                                  const FootfallOptions& options,
                                  const std::vector<Contact>& contacts);

}  // namespace podalign::plantar
