#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "podalign/core/result.hpp"
#include "podalign/ingest/format.hpp"

namespace podalign::ingest {

enum class SoleFile { OnlyPlates, Whatever };

/// Takes one unpacked recording; an error ends it.
using TakePlate = std::function<Result<void>(std::string inside)>;

/// Hands the pressure recordings in a zip archive or a .gz file to `take`, one after the other, and
/// returns how many there were; 0 when there is none, so that it may be asked for a scan. With
/// `Whatever`, a file that stands alone is one, whatever it looks like. At most 256 MB come of all
/// together: exports are mostly zeros and pack a hundredfold. Errors: those of unpacking;
/// UnknownFormat when it holds several bare matrices, of which each has to be stated by itself.
[[nodiscard]] Result<std::size_t> unpackPlates(std::string_view bytes, Format archive,
                                               SoleFile soleFile, const std::string& sourceName,
                                               const TakePlate& take);

/// Whether unpackPlates finds something, told by the heads of the files.
[[nodiscard]] bool holdsPlate(std::string_view bytes, Format archive, SoleFile soleFile);

}  // namespace podalign::ingest
