#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "podalign/core/result.hpp"
#include "podalign/ingest/matrix_statement.hpp"
#include "podalign/measure/footfall_measures.hpp"
#include "podalign/pipeline/case_file.hpp"
#include "podalign/pipeline/compare_scans.hpp"
#include "podalign/pipeline/landmark_file.hpp"
#include "podalign/pipeline/progress.hpp"
#include "podalign/pipeline/zone_file.hpp"
#include "podalign/profile/devices.hpp"
#include "podalign/report/json.hpp"

namespace podalign::pipeline {

/// What a file has to be. Any: whatever its content says.
enum class ExpectedKind { Any, Scan, Plate };

/// One file to measure with what is stated about it. What concerns the other kind of file is not
/// looked at.
struct FileToMeasure {
  std::filesystem::path file;
  ExpectedKind kind = ExpectedKind::Any;
  std::optional<Laterality> side;
  DeclaredScale scale;                                     ///< scans
  anatomy::LoadState load = anatomy::LoadState::Unknown;   ///< scans
  plantar::TrialKind trial = plantar::TrialKind::Unknown;  ///< plates
  std::optional<bool> shod;                                ///< plates
  std::string device;
  std::filesystem::path landmarks = {};  ///< scans: points set by a person; empty: none
  ingest::MatrixStatement matrix = {};   ///< plates: of a file that says nothing of itself
  std::filesystem::path zones = {};      ///< plates: lines set by a person; empty: none
};

/// Whose steps share the lines between their zones.
enum class ZonesOf { EachFile, OnePerson };

/// What becomes of exports of sensors without calibration: counts cannot be measured, but shown.
enum class RawCountFiles { Refuse, Show };

struct MeasureOptions {
  WorkOptions work;
  std::optional<double> bodyMassKg;  ///< tells a full step from a light one
  Repeats repeats = Repeats::NotStated;
  bool keepReadable = false;  ///< leave refused files out instead of refusing all
  RawCountFiles rawCounts = RawCountFiles::Refuse;
  ZonesOf zones = ZonesOf::EachFile;
};

struct MeasuredFiles {
  report::MeasurementDocument document;
  std::vector<Error> refused;  ///< only with `keepReadable`
};

/// From files to measurements: read, condition, find the foot or the steps, measure, add the
/// device's errors. Files are worked on side by side; the result is in the order given.
///
/// Errors: those of the readers and of anatomy, with the file's name; Cancelled.
[[nodiscard]] Result<MeasuredFiles> measureFiles(const std::vector<FileToMeasure>& files,
                                                 const profile::Devices& devices,
                                                 const MeasureOptions& options);

/// How steps are measured: zones, phases and ranges of the rule base.
[[nodiscard]] measure::FootfallMeasureOptions plateMeasures(const profile::PlateSettings& plate,
                                                            std::optional<double> bodyMassKg);

/// Every scanned foot's landmarks, as a landmark file holds them.
[[nodiscard]] std::vector<LandmarkSheet> landmarkSheets(
    const report::MeasurementDocument& document);

/// The lines between the zones of every foot of every recording, as a zone file holds them.
[[nodiscard]] std::vector<ZoneSheet> zoneSheets(const report::MeasurementDocument& document);

/// The case's scans and plates as files to measure.
[[nodiscard]] std::vector<FileToMeasure> filesOf(const Case& theCase);

}  // namespace podalign::pipeline
