#include "podalign/ingest/matrix_statement.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "podalign/ingest/plate_text.hpp"

namespace podalign::ingest {
namespace {

constexpr double kNewtonPerMm2ToKpa = 1000.0;
// A foot presses with more than the one and less than the other somewhere; else the unit is
// doubted.
constexpr double kLowestPeakKpa = 20.0;
constexpr double kHighestPeakKpa = 3000.0;
constexpr const char* kHow =
    "State what the device's documents say: --cell 5x5 (mm, width x height), --rate 100 (Hz) and "
    "--pressure-unit kPa, or cell_mm: [5, 5], rate_hz: 100 and pressure_unit: kPa in the case "
    "file; or export the measurement in a format that states them";

}  // namespace

bool isStatedMatrix(const plantar::Recording& recording) {
  return recording.format == kMatrixTextFormat || recording.format == kNpyFormat;
}

std::optional<double> kpaOfStatedUnit(std::string_view unit, double cellAreaMm2) {
  if (plate_text::equalsIgnoringCase(unit, "N")) return kNewtonPerMm2ToKpa / cellAreaMm2;
  return plate_text::kilopascalsPer(unit);
}

Result<void> checkStatement(const MatrixStatement& statement, std::size_t frames,
                            const std::string& sourceName, std::string_view hint) {
  const auto refuse = [&](ErrorCode code, const std::string& what) {
    return failure(code, fmt::format("{}{}. {}", hint, what, kHow), sourceName);
  };
  std::vector<const char*> missing;
  if (!statement.columnSpacingMm || !statement.rowSpacingMm) missing.push_back("cell size");
  if (frames > 1 && !statement.rateHz) missing.push_back("rate");
  if (!statement.unit) missing.push_back("unit of pressure");
  if (!missing.empty()) {
    return refuse(ErrorCode::UnitNotStated,
                  fmt::format("a matrix of numbers says nothing of its {}, and nothing is guessed",
                              fmt::join(missing, ", ")));
  }
  const auto within = [](double value, double most) { return value > 0.0 && value <= most; };
  if (!within(*statement.columnSpacingMm, kLargestStatedCellMm) ||
      !within(*statement.rowSpacingMm, kLargestStatedCellMm)) {
    return refuse(ErrorCode::UnitUnsupported,
                  fmt::format("a cell of {} x {} mm is no pressure sensor's",
                              *statement.columnSpacingMm, *statement.rowSpacingMm));
  }
  if (statement.rateHz && !within(*statement.rateHz, kLargestStatedRateHz)) {
    return refuse(ErrorCode::UnitUnsupported,
                  fmt::format("{} Hz is no rate of a plate", *statement.rateHz));
  }
  if (!kpaOfStatedUnit(*statement.unit, 1.0)) {
    return refuse(ErrorCode::UnitUnsupported,
                  fmt::format("the unit '{}' is not known: kPa, N/cm2, mmHg, psi and N (for each "
                              "cell) are",
                              plate_text::excerpt(*statement.unit)));
  }
  return {};
}

void describeMatrix(const MatrixStatement& statement, plantar::IndexRange rows,
                    plantar::IndexRange columns, const std::string& sourceName,
                    Annotated<std::vector<plantar::Recording>>& result) {
  plantar::Recording& recording = result.value.front();
  recording.grid = {.rows = rows.count(),
                    .columns = columns.count(),
                    .columnSpacingMm = *statement.columnSpacingMm,
                    .rowSpacingMm = *statement.rowSpacingMm,
                    .cellAreaMm2 = *statement.columnSpacingMm * *statement.rowSpacingMm,
                    .view = plantar::GridView::Uncertain};
  recording.peakImage = recording.frames == 1;
  recording.framePeriod = units::seconds(recording.peakImage ? 1.0 : 1.0 / *statement.rateHz);
  recording.system = "matrix, as stated";
  const auto add = [&](const char* id, std::vector<std::pair<std::string, std::string>> values,
                       Severity severity) {
    result.findings.push_back({{id, std::move(values)}, severity, sourceName});
  };
  add("PLATE.MATRIX_STATED",
      {{"cell", fmt::format("{} x {} mm", *statement.columnSpacingMm, *statement.rowSpacingMm)},
       {"rate", recording.peakImage ? "one frame" : fmt::format("{} Hz", *statement.rateHz)},
       {"unit", std::string(plate_text::excerpt(*statement.unit))}},
      Severity::Note);
  const auto peak = std::max_element(recording.pressuresKpa.begin(), recording.pressuresKpa.end());
  const double peakKpa = peak == recording.pressuresKpa.end() ? 0.0 : static_cast<double>(*peak);
  if (peakKpa > 0.0 && (peakKpa < kLowestPeakKpa || peakKpa > kHighestPeakKpa)) {
    add("PLATE.UNIT_DOUBTFUL", {{"peak", fmt::format("{:.4g} kPa", peakKpa)}}, Severity::Caution);
  }
  if (recording.peakImage) {
    add("PLATE.PEAK_IMAGE", {}, Severity::Caution);
  } else {
    add("PLATE.IMPORT_UNVERIFIED", {{"frames", fmt::format("{}", recording.frames)}},
        Severity::Note);
  }
  add("PLATE.VIEW_UNSTATED", {}, Severity::Caution);
}

}  // namespace podalign::ingest
