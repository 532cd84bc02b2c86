#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "podalign/core/finding.hpp"
#include "podalign/core/result.hpp"
#include "podalign/ingest/format.hpp"
#include "podalign/ingest/matrix_statement.hpp"
#include "podalign/plantar/recording.hpp"

namespace podalign::ingest {

/// A pressure export recognised by its content.
struct PlateKind {
  std::string format;  ///< "emed-lst", "tekscan-ascii", "pedar-asc", ...
};

/// The sensors of one size of insole. The files name the size only.
struct InsoleModel {
  std::string size;              ///< "y", "xw"
  std::vector<double> areasMm2;  ///< one for each sensor, number 1 first
};

/// What has to be known from outside the file.
struct PlateReadOptions {
  std::vector<InsoleModel> pedarInsoles = {};  ///< from the rule base
  MatrixStatement matrix = {};                 ///< of a file that says nothing of itself
  /// Told how many of the first bytes are not looked at any more, again and again, and of all of
  /// them before the cells are laid out: a large text need not stay in memory beside them. Readers
  /// of small files may not call it.
  std::function<void(std::size_t)> bytesDone = {};
};

/// Looks at the first bytes (64 KB are enough); nothing when it is no known plate export.
[[nodiscard]] std::optional<PlateKind> findPlateKind(std::string_view head);

/// Whether readPlate is the reader of this file: a plate export, an array, a zip or gzip archive
/// with one of them inside; any text, once a matrix is stated.
[[nodiscard]] bool isPlateFile(std::string_view bytes, const PlateReadOptions& options);
/// The same where sniffFormat was asked before.
[[nodiscard]] bool isPlateFile(std::string_view bytes, Format format,
                               const PlateReadOptions& options);

/// Reads a pressure-plate or in-shoe export, also out of an archive or an old workbook, chosen by
/// content, never by its name.
///
/// Shape:    one recording per measurement in the file (emed: Pict-No starts again at 1), one per
///           foot of a pair of insoles, left before right.
/// Frame:    P, the file's own order of rows and columns.
/// Units:    kPa, mm, s; converted from what the file states, never inferred. What a matrix of
/// numbers
///           does not say has to be stated (`options.matrix`); what is stated of a file that says
///           it itself is not used: PLATE.STATEMENT_UNUSED.
/// Requires: `bytes` is the whole file; `sourceName` is for messages only and is not interpreted.
/// Errors:   UnknownFormat, FileEmpty, Truncated, Malformed, TooLarge, UnitNotStated,
///           UnitUnsupported, each with line and remedy.
/// Accuracy: as printed; the vendor's own totals are recomputed: PLATE.IMPORT_VERIFIED or
///           PLATE.IMPORT_MISMATCH.
/// Privacy:  patient, file, comment and time entries of the header never leave the reader.
[[nodiscard]] Result<Annotated<std::vector<plantar::Recording>>> readPlate(
    std::string_view bytes, const std::string& sourceName, const PlateReadOptions& options = {});

}  // namespace podalign::ingest
