#pragma once

#include <vector>

#include "podalign/plantar/recording.hpp"

namespace podalign::plantar {

/// The recording's grid with its view settled. Where the format leaves it open, the shape of a
/// print says where its inner side lies; a side stated by the file or by somebody then tells from
/// where the table shows the plate. Without a stated side the shape alone stands for both.
///
/// Frame: frame P, unchanged.
[[nodiscard]] Grid gridWithView(const Recording& recording, const std::vector<Footfall>& footfalls);

}  // namespace podalign::plantar
