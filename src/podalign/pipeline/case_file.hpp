#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "podalign/anatomy/aligned_foot.hpp"
#include "podalign/core/laterality.hpp"
#include "podalign/core/result.hpp"
#include "podalign/ingest/matrix_statement.hpp"
#include "podalign/insole/prescription.hpp"
#include "podalign/plantar/recording.hpp"
#include "podalign/recommend/rule_inputs.hpp"

namespace podalign::pipeline {

/// Clinic: device software with advice. Shop: fit and comfort only.
enum class Setting { Shop, Clinic };
[[nodiscard]] const char* toString(Setting setting);
[[nodiscard]] std::optional<Setting> settingFromString(std::string_view text);

/// What somebody states about the scale of a scan: at most one of the three.
struct DeclaredScale {
  std::optional<std::string> unit;           ///< mm, cm, m, in
  std::optional<double> millimetresPerUnit;  ///< finite, > 0
  bool shapeOnly = false;                    ///< ratios and angles only; no millimetre is claimed
};

struct CaseScan {
  std::filesystem::path file;  ///< as it can be opened; `-` is standard input
  std::optional<Laterality> side;
  DeclaredScale scale;
  anatomy::LoadState load = anatomy::LoadState::Unknown;
  std::string device;               ///< empty: not stated
  std::filesystem::path landmarks;  ///< edited by a person; empty: none
};

struct CasePlate {
  std::filesystem::path file;
  std::optional<Laterality> side;
  plantar::TrialKind kind = plantar::TrialKind::Unknown;
  std::optional<bool> shod;  ///< absent: not stated
  std::string device;
  ingest::MatrixStatement matrix = {};  ///< cell_mm, rate_hz, pressure_unit
  std::filesystem::path zones = {};     ///< lines set by a person; empty: none
};

/// What is to be assessed: a case file, or the same from the command line.
struct Case {
  std::string source;              ///< name for messages: the case file's, or the command line
  std::string subjectId;           ///< a pseudonym
  std::optional<Setting> setting;  ///< absent: not stated
  std::string captured;            ///< ISO 8601; empty: not stated
  std::vector<CaseScan> scans;
  std::vector<CasePlate> plates;
  /// `intake` and `measures`, for recommend::readRuleInputs: names and values are not checked here.
  std::vector<recommend::InputEntry> answers;
  /// An intake document beside the case (`--intake`); then `answers` is empty.
  std::optional<std::filesystem::path> intakeFile;
  std::vector<std::filesystem::path> earlier;
  std::optional<insole::Prescription> prescription;  ///< only the insole geometry reads it
  bool sideConfirmed = false;
};

/// Reads `case.yaml` (`podalign/case/1`, docs/contract.md). Paths become relative to `directory`.
///
/// Errors: CaseInvalid with source and line: unknown or repeated key, missing key, wrong type, word
/// that is not one of those allowed, date that does not exist, both `unit` and `scale`.
[[nodiscard]] Result<Case> readCase(std::string_view text, const std::string& source,
                                    const std::filesystem::path& directory);

/// The same from a file; `-` is standard input, with paths relative to the current folder.
/// Errors: those of ingest::openFile and of readCase.
[[nodiscard]] Result<Case> readCaseFile(const std::filesystem::path& file);

/// True for a date (`2026-05-04`) or a date with time and zone (`2026-05-04T10:20:00+02:00`) of the
/// calendar.
[[nodiscard]] bool isIsoDate(std::string_view text);

}  // namespace podalign::pipeline
