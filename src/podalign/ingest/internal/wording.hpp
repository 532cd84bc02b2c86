#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace podalign::ingest {

/// `638684` as `638,684`, for messages.
[[nodiscard]] std::string grouped(std::size_t number);

/// `1 triangle`, `638,684 triangles`.
[[nodiscard]] std::string counted(std::size_t number, const std::string& singular,
                                  const std::string& plural);

/// A piece of an unknown file in quotes: shortened, everything but plain ASCII replaced by `?`.
[[nodiscard]] std::string inQuotes(std::string_view piece);

}  // namespace podalign::ingest
