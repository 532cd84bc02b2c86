#include <fmt/format.h>

#include "podalign/report/internal/pages.hpp"
#include "podalign/report/internal/table.hpp"
#include "podalign/report/internal/theme.hpp"

// What several scans of one person say together.
namespace podalign::report::internal {
namespace {

std::unique_ptr<Table> comparisonTable(const Labels& labels, const std::string& title,
                                       const std::vector<std::string>& heads) {
  TableStyle style;
  style.columns = {{1.0, 190.0}};
  style.columns.resize(1 + heads.size());
  auto table = std::make_unique<Table>(style);
  std::vector<BlockPtr> head;
  head.push_back(cell(title, theme::overline()));
  for (const std::string& text : heads) {
    head.push_back(cell(labels(text), theme::overline(), Align::Right));
  }
  table->head(std::move(head));
  return table;
}

std::string withUnit(double value, const std::string& unit, const Labels& labels) {
  return labels.withUnit(labels.number(value, unit), unit);
}

// A difference within its error is not one: it stands there in grey.
void addDifferences(Stack& body, const Labels& labels, const std::string& title,
                    const measure::Differences& differences) {
  if (differences.empty()) return;
  auto table = comparisonTable(labels, title,
                               {"comparison.difference", "comparison.error", "comparison.verdict"});
  for (const auto& [name, difference] : differences) {
    const TextStyle style =
        difference.real() ? theme::strong(theme::body()) : theme::in(theme::body(), theme::kMuted);
    TableRow row;
    row.cells.push_back(cell(labels.word("measure", name), theme::body()));
    row.cells.push_back(
        cell(withUnit(difference.value, difference.unit, labels), style, Align::Right));
    row.cells.push_back(cell("± " + withUnit(difference.error, difference.unit, labels),
                             theme::in(theme::body(), theme::kMuted), Align::Right));
    row.cells.push_back(
        cell(labels(difference.real() ? "comparison.real" : "comparison.within_error"), style,
             Align::Right));
    table->row(std::move(row));
  }
  body.add(std::move(table), 12.0);
}

void addRepeats(Stack& body, const Labels& labels, const RepeatedScans& repeats) {
  if (repeats.measures.empty()) return;
  const std::string load = std::string("feet.load.") + anatomy::toString(repeats.load);
  auto table = comparisonTable(
      labels,
      labels("comparison.repeats", {{"foot", labels.foot(repeats.side)}, {"load", labels(load)}}),
      {"comparison.scans", "comparison.mean", "comparison.typical_error", "comparison.change"});
  for (const auto& [name, repeated] : repeats.measures) {
    TableRow row;
    row.cells.push_back(cell(labels.word("measure", name), theme::body()));
    row.cells.push_back(cell(fmt::format("{}", repeated.scans), theme::body(), Align::Right));
    row.cells.push_back(
        cell(withUnit(repeated.mean, repeated.unit, labels), theme::body(), Align::Right));
    row.cells.push_back(
        cell(labels("comparison.error_range",
                    {{"value", withUnit(repeated.typicalError, repeated.unit, labels)},
                     {"low", labels.number(repeated.typicalErrorLow, repeated.unit)},
                     {"high", labels.number(repeated.typicalErrorHigh, repeated.unit)}}),
             theme::body(), Align::Right));
    row.cells.push_back(cell(withUnit(repeated.smallestDetectableChange, repeated.unit, labels),
                             theme::strong(theme::body()), Align::Right));
    table->row(std::move(row));
  }
  body.add(std::move(table), 12.0);
}

}  // namespace

void addComparisons(Stack& body, const Content& content) {
  const Labels& labels = content.labels;
  const ScanComparison& comparison = content.assessment.comparison;
  // Left minus right stands in the table of the measures; where there is no scan of a foot,
  // nowhere.
  for (const Laterality side : kBothSides) {
    addDifferences(body, labels,
                   labels("comparison.sitting_standing", {{"foot", labels.foot(side)}}),
                   comparison.sittingStanding[side]);
  }
  for (const RepeatedScans& repeats : comparison.repeats) addRepeats(body, labels, repeats);
}

}  // namespace podalign::report::internal
