#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "podalign/core/finding.hpp"
#include "podalign/core/result.hpp"
#include "podalign/ingest/matrix_statement.hpp"
#include "podalign/plantar/recording.hpp"

namespace podalign::ingest {

/// Reads any text of rows of numbers (CSV, TSV, columns) as a matrix over time. As readPlate.
///
/// Shape:    frames end at blank lines, at lines of text and at lines with a single number; all
/// have
///           the same number of rows. The separator is the one of tab, semicolon, comma and blanks
///           that makes most lines equally long; with another separator a comma is a decimal point.
///           One frame alone is one picture without time (Recording::peakImage).
/// Units:    those that are stated; nothing is inferred.
/// Errors:   UnitNotStated, Malformed (rows of different length, both kinds of decimals, negative
///           or absurd values), Truncated, UnknownFormat (no rows of numbers).
[[nodiscard]] Result<Annotated<std::vector<plantar::Recording>>> readMatrixText(
    std::string_view bytes, const std::string& sourceName, const MatrixStatement& statement);

}  // namespace podalign::ingest
