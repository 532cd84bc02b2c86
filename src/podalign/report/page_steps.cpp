#include <fmt/format.h>

#include <array>
#include <map>
#include <string>

#include "podalign/report/internal/pages.hpp"
#include "podalign/report/internal/parts.hpp"
#include "podalign/report/internal/table.hpp"
#include "podalign/report/internal/theme.hpp"

// What stands below the measures: every step, and what was entered by hand.
namespace podalign::report::internal {

using measure::Measurement;
using measure::Status;

void addSteps(Stack& body, const Content& content) {
  constexpr std::array<const char*, 6> kShown{"max_force",    "peak_pressure", "contact_area",
                                              "contact_time", "arch_index",    "cpei"};
  const Labels& labels = content.labels;
  if (content.assessment.steps.empty()) return;
  TableStyle style;
  style.columns = {{1.0, 86.0}, {}, {}, {}, {}, {1.35, {}}, {}};
  style.gap = 5.0;
  auto table = std::make_unique<Table>(style);
  std::vector<BlockPtr> head;
  head.push_back(cell(labels("measure.steps"), theme::overline()));
  for (const char* name : kShown) {
    head.push_back(cell(labels(std::string("step.") + name), theme::overline(), Align::Right));
  }
  table->head(std::move(head));
  int number = 0;
  for (const WalkedStep& step : content.assessment.steps) {
    TableRow row;
    auto title = std::make_unique<Stack>();
    title->add(paragraph(labels("measure.step", {{"number", std::to_string(++number)},
                                                 {"foot", labels.foot(step.footfall.side.side)}}),
                         theme::small()));
    if (!step.footfall.complete) {
      title->add(
          paragraph(labels("measure.step_incomplete"), theme::in(theme::small(), theme::kCaution)));
    }
    row.cells.push_back(std::move(title));
    for (const char* name : kShown) {
      const auto found = step.measures.find(name);
      const Measurement* measurement = found == step.measures.end() ? nullptr : &found->second;
      const std::string value = measurement == nullptr ? std::string() : labels.value(*measurement);
      const bool sure = measurement != nullptr && measurement->status == Status::Ok;
      row.cells.push_back(cell(value.empty() ? labels("status.not_valid") : value,
                               sure ? theme::in(theme::small(), theme::kInk)
                                    : theme::in(theme::small(), theme::kCaution),
                               Align::Right));
    }
    table->row(std::move(row));
  }
  body.add(std::move(table), 12.0);
}

void addEntered(Stack& body, const Content& content) {
  const Labels& labels = content.labels;
  if (content.assessment.entered.empty()) return;
  std::map<std::string, PerSide<std::string>> values;
  for (const EnteredValue& value : content.assessment.entered) {
    values[value.name][value.side] = fmt::format("{:g}", value.value);
  }
  TableStyle style;
  style.columns = {{1.0, 118.0}, {1.0, 92.0}, {1.0, 92.0}, {}};
  auto table = std::make_unique<Table>(style);
  std::vector<BlockPtr> head;
  head.push_back(cell(labels("measure.entered"), theme::overline()));
  head.push_back(cell(labels("head.left"), theme::overline(), Align::Center));
  head.push_back(cell(labels("head.right"), theme::overline(), Align::Center));
  head.push_back(nullptr);
  table->head(std::move(head));
  for (const auto& [name, sides] : values) {
    TableRow row;
    row.cells.push_back(cell(labels.word("measure", name), theme::body()));
    for (const Laterality side : kBothSides) {
      const bool given = !sides[side].empty();
      row.cells.push_back(
          cell(given ? labels("measure.entered_value", {{"value", sides[side]}})
                     : labels("measure.absent"),
               given ? theme::strong(theme::body()) : theme::in(theme::body(), theme::kFaint),
               Align::Center));
    }
    row.cells.push_back(cell(labels("measure.entered_note"), theme::small()));
    table->row(std::move(row));
  }
  body.add(std::move(table), 12.0);
}

}  // namespace podalign::report::internal
