#pragma once

#include <string>
#include <string_view>

#include "podalign/core/result.hpp"
#include "podalign/ingest/format.hpp"

namespace podalign::ingest {

/// The one scan in a zip archive or a .gz file. Errors: those of unpacking; UnknownFormat when
/// there is no scan in it or more than one.
[[nodiscard]] Result<std::string> unpackSingleScan(std::string_view bytes, Format archive,
                                                   const std::string& sourceName);

}  // namespace podalign::ingest
