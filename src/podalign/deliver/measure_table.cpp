#include "podalign/deliver/measure_table.hpp"

#include <fmt/format.h>

#include <string_view>

namespace podalign::deliver {
namespace {

using measure::Measurement;
using measure::Measurements;

// What the lines of one foot or step have in common.
struct RowStart {
  std::string what;  ///< scan, step, mean, pair, entered
  std::string file;
  std::string side;
  std::string state;  ///< load of a scan, kind of a trial
  std::size_t number = 0;
};

std::string cell(std::string_view text) {
  if (text.empty()) return {};
  std::string safe(text);
  if (std::string_view("=+-@\t\r").find(safe.front()) != std::string_view::npos) {
    safe.insert(safe.begin(), '\'');
  }
  if (safe.find_first_of(",\"\r\n") == std::string::npos) return safe;
  std::string quoted = "\"";
  for (const char letter : safe) {
    if (letter == '"') quoted += '"';
    quoted += letter;
  }
  return quoted + '"';
}

// As in the JSON documents: 3 decimals, ratios 5; no zeros at the end.
std::string number(double value, const std::string& unit) {
  std::string text = unit == "ratio" ? fmt::format("{:.5f}", value) : fmt::format("{:.3f}", value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text == "-0" ? "0" : text;
}

class Table {
 public:
  explicit Table(std::string start) : start_(std::move(start)) {}

  void add(const RowStart& row, const std::string& name, const Measurement& measurement) {
    const bool known = measurement.value.has_value();
    line(row, name, known ? number(*measurement.value, measurement.unit) : std::string(),
         measurement.unit,
         known ? number(measurement.error.total(), measurement.unit) : std::string(),
         measure::toString(measurement.status),
         measurement.reason ? measurement.reason->id : std::string());
  }
  void add(const RowStart& row, const Measurements& measures) {
    for (const auto& [name, measurement] : measures) add(row, name, measurement);
  }
  void addEntered(const report::EnteredValue& entered) {
    line({"entered", {}, toString(entered.side), {}, 0}, entered.name, number(entered.value, {}),
         {}, {}, "entered", {});
  }
  [[nodiscard]] std::string text() && { return std::move(text_); }

 private:
  // NOLINTNEXTLINE(bugprone-easily-swappable-parameters): the cells in their order
  void line(const RowStart& row, const std::string& name, const std::string& value,
            const std::string& unit, const std::string& error, const std::string& status,
            const std::string& reason) {
    text_ += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{}\n", start_, row.what, cell(row.file),
                         row.side, row.state,
                         row.number > 0 ? fmt::format("{}", row.number) : std::string(), cell(name),
                         value, unit, error, status, reason);
  }

  std::string start_;
  std::string text_;
};

}  // namespace

std::string measureTableHeader() {
  return "case,subject,of,file,side,state,number,measure,value,unit,error,status,reason\n";
}

std::string measureTable(const report::Assessment& assessment, const std::string& caseName) {
  Table table(cell(caseName) + "," + cell(assessment.subjectId));
  std::size_t scans = 0;
  for (const report::ScannedFoot& scan : assessment.scans) {
    table.add({"scan", assessment.inputs[scan.source].file, toString(scan.foot.side.side),
               anatomy::toString(scan.foot.load), ++scans},
              scan.measures);
  }
  std::size_t steps = 0;
  for (const report::WalkedStep& step : assessment.steps) {
    table.add({"step", assessment.inputs[step.source].file, toString(step.footfall.side.side),
               plantar::toString(step.footfall.trial), ++steps},
              step.measures);
  }
  for (const Laterality side : kBothSides) {
    table.add({"mean", {}, toString(side), {}, 0}, assessment.stepMeans[side]);
  }
  table.add({"pair", {}, {}, {}, 0}, assessment.comparison.pair);
  for (const report::EnteredValue& entered : assessment.entered) table.addEntered(entered);
  return std::move(table).text();
}

}  // namespace podalign::deliver
