#pragma once

#include <optional>
#include <string_view>

#include "podalign/ingest/scan.hpp"

namespace podalign::ingest {

/// The unit of this short name (`um`, `mm`, `cm`, `m`, `in`, `ft`), any case.
[[nodiscard]] std::optional<StatedUnit> statedUnit(std::string_view name);

}  // namespace podalign::ingest
