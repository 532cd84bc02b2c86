#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "podalign/core/finding.hpp"
#include "podalign/core/result.hpp"
#include "podalign/ingest/matrix_statement.hpp"
#include "podalign/plantar/recording.hpp"

namespace podalign::ingest {

/// Reads a NumPy array (.npy, versions 1 to 3) as a matrix over time. As readPlate.
///
/// Shape:    (frames, rows, columns) or (rows, columns); unsigned and signed whole numbers of 8 to
///           64 bits and floating point of 32 and 64, of either byte order, in C or Fortran order.
/// Units:    those that are stated; the array says nothing. A shape as StepUP-P150 publishes it
///           (frames, 720, 240) is said (PLATE.STEPUP_SHAPE), not acted on.
/// Errors:   UnitNotStated, Malformed, Truncated, TooLarge, UnknownFormat (another element type).
[[nodiscard]] Result<Annotated<std::vector<plantar::Recording>>> readNpy(
    std::string_view bytes, const std::string& sourceName, const MatrixStatement& statement);

}  // namespace podalign::ingest
