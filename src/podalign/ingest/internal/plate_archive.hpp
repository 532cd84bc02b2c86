#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "podalign/core/result.hpp"
#include "podalign/ingest/format.hpp"

namespace podalign::ingest {

enum class SoleFile { OnlyPlates, Whatever };

/// The one pressure recording in a zip archive or a .gz file; nothing when there is none, so that
/// it may be asked for a scan. With `Whatever`, a file that stands alone is one, whatever it looks
/// like. At most 256 MB come of it: exports are mostly zeros and pack a hundredfold. Errors: those
/// of unpacking; UnknownFormat when it holds several.
[[nodiscard]] Result<std::optional<std::string>> unpackPlate(std::string_view bytes, Format archive,
                                                             SoleFile soleFile,
                                                             const std::string& sourceName);

/// Whether unpackPlate finds something, told by the heads of the files.
[[nodiscard]] bool holdsPlate(std::string_view bytes, Format archive, SoleFile soleFile);

}  // namespace podalign::ingest
