#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "podalign/core/finding.hpp"
#include "podalign/core/result.hpp"
#include "podalign/plantar/recording.hpp"

namespace podalign::ingest {

/// What somebody states about a matrix of numbers that says nothing of itself. Nothing of it has a
/// default.
struct MatrixStatement {
  std::optional<double> columnSpacingMm;  ///< width of a cell: between columns
  std::optional<double> rowSpacingMm;     ///< height of a cell: between rows
  std::optional<double> rateHz;           ///< not needed for a single frame
  std::optional<std::string> unit;        ///< kPa, N/cm2, mmHg, psi; N: force for each cell

  [[nodiscard]] bool any() const { return columnSpacingMm || rowSpacingMm || rateHz || unit; }
};

/// Largest cell and rate that are believed, mm and Hz.
inline constexpr double kLargestStatedCellMm = 100.0;
inline constexpr double kLargestStatedRateHz = 10000.0;

/// Formats of recordings that are read as stated.
inline constexpr const char* kMatrixTextFormat = "matrix-text";
inline constexpr const char* kNpyFormat = "npy";
[[nodiscard]] bool isStatedMatrix(const plantar::Recording& recording);

/// Kilopascal for one of the unit's, on a cell of this area; nothing for a unit that is not read.
[[nodiscard]] std::optional<double> kpaOfStatedUnit(std::string_view unit, double cellAreaMm2);

/// Nothing when everything that `frames` frames need is stated and possible.
/// Errors: UnitNotStated, UnitUnsupported; the message says what to state. `hint` is put before it.
[[nodiscard]] Result<void> checkStatement(const MatrixStatement& statement, std::size_t frames,
                                          const std::string& sourceName,
                                          std::string_view hint = {});

/// Everything of a recording that the statement says, and what has to be said about it:
/// PLATE.MATRIX_STATED, PLATE.PEAK_IMAGE (one frame), PLATE.VIEW_UNSTATED, PLATE.UNIT_DOUBTFUL,
/// PLATE.IMPORT_UNVERIFIED. Requires: checkStatement; cells are in the recording, in kPa.
void describeMatrix(const MatrixStatement& statement, plantar::IndexRange rows,
                    plantar::IndexRange columns, const std::string& sourceName,
                    Annotated<std::vector<plantar::Recording>>& result);

}  // namespace podalign::ingest
