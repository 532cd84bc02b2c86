#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

namespace podalign::ingest {

enum class Wrapping { Raw, Gzip, Zlib };  ///< as a zip archive holds it; a .gz file; PNG
enum class Inflated {
  Whole,
  Stopped,  ///< by the receiver
  Cut,      ///< the packed bytes end too early
  Damaged,
  TooLong,  ///< more than `most` bytes come of it
};

/// Receives the unpacked bytes piece by piece; false ends the unpacking.
using ByteSink = std::function<bool(std::string_view)>;

/// Unpacks deflate; never more than `most` bytes and never more than a piece of them at once.
[[nodiscard]] Inflated inflateTo(std::string_view packed, Wrapping wrapping, std::size_t most,
                                 const ByteSink& sink);

}  // namespace podalign::ingest
