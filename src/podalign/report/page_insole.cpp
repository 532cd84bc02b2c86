#include <fmt/format.h>

#include <array>
#include <string>

#include "podalign/report/internal/figures.hpp"
#include "podalign/report/internal/pages.hpp"
#include "podalign/report/internal/parts.hpp"
#include "podalign/report/internal/table.hpp"
#include "podalign/report/internal/theme.hpp"

// The proposal for the insoles, and the form on which a professional prescribes them to a
// laboratory: what is proposed stands there as the most that may be set, the rest is to be written.
namespace podalign::report::internal {
namespace {

using recommend::InsoleChoice;

std::string plainNumber(double value) { return fmt::format("{:g}", value); }

void addProposal(Stack& column, const Content& content, Laterality side) {
  constexpr double kDrawing = 62.0;
  const Labels& labels = content.labels;
  const InsoleChoice& insole = content.assessment.decision.insole[side];
  column.add(paragraph(
      {{labels.foot(side) + "   ", theme::in(theme::strong(theme::body()), theme::kAccent)},
       {labels.leadingWord("gate", insole.gate), theme::display(10.5)}}));
  if (!insole.rule.empty()) {
    column.add(paragraph(labels("insole.rule", {{"rule", insole.rule}}), theme::small()));
  }
  const bool device = insole.posting || insole.heelLift;
  if (!device) return;
  column.add(std::make_unique<Figure>(kDrawing,
                                      [&insole, side, &labels](Canvas& canvas, const Rect& rect) {
                                        drawInsole(canvas, rect, side, insole, labels);
                                      }),
             4.0);
}

BlockPtr lineCell(const std::string& proposed) {
  constexpr double kHeight = 12.0;
  return std::make_unique<Figure>(kHeight, [proposed](Canvas& canvas, const Rect& rect) {
    canvas.stroke(Path::line({rect.x, rect.bottom() - 1.0}, {rect.right(), rect.bottom() - 1.0}),
                  {theme::kMuted, 0.5, {}});
    if (!proposed.empty()) {
      canvas.label(proposed, theme::small(), {rect.right(), rect.bottom() - 6.0}, Align::Right);
    }
  });
}

std::string most(const InsoleChoice& insole, const std::string& field, const Labels& labels) {
  if (field == "posting" && insole.posting) {
    return labels("insole.most_deg", {{"value", plainNumber(insole.posting->clinicianDeg)}});
  }
  if (field == "heel_lift" && insole.heelLift) {
    return labels("insole.most_mm", {{"value", plainNumber(insole.heelLift->limitMm)}});
  }
  return {};
}

// One line per part of the device, both feet beside each other.
void addForm(Stack& body, const Content& content) {
  constexpr std::array<const char*, 12> kFields{
      "device",       "length",   "width",     "posting", "forefoot_posting", "arch",
      "medial_skive", "heel_cup", "heel_lift", "met_pad", "cut_outs",         "cover"};
  const Labels& labels = content.labels;
  TableStyle style;
  style.columns = {{1.0, 164.0}, {}, {}};
  style.gap = 14.0;
  style.padding = 1.0;
  auto table = std::make_unique<Table>(style);
  std::vector<BlockPtr> head;
  head.push_back(cell(labels("insole.form_title"), theme::overline()));
  head.push_back(cell(labels("head.left"), theme::overline()));
  head.push_back(cell(labels("head.right"), theme::overline()));
  table->head(std::move(head));
  for (const char* field : kFields) {
    TableRow row;
    row.ruled = false;
    row.cells.push_back(
        cell(labels(std::string("insole.form.") + field), theme::in(theme::small(), theme::kInk)));
    for (const Laterality side : kBothSides) {
      row.cells.push_back(lineCell(most(content.assessment.decision.insole[side], field, labels)));
    }
    table->row(std::move(row));
  }
  table->keepTogether = true;
  body.add(std::move(table), 8.0);
  body.add(paragraph(labels("insole.form_note"), theme::small()), 4.0);
}

bool isDevice(const InsoleChoice& insole) { return insole.posting || insole.heelLift; }

void addLimits(Stack& column, const Content& content, Laterality side) {
  const Labels& labels = content.labels;
  const InsoleChoice& insole = content.assessment.decision.insole[side];
  if (insole.posting) {
    column.add(fact(labels("insole.posting"),
                    labels("insole.posting_value",
                           {{"auto", plainNumber(insole.posting->autoDeg)},
                            {"clinician", plainNumber(insole.posting->clinicianDeg)}}),
                    theme::strong(theme::body())),
               3.0);
  }
  if (insole.heelLift) {
    column.add(fact(labels("insole.lift"),
                    labels("insole.lift_value", {{"start", plainNumber(insole.heelLift->startMm)},
                                                 {"limit", plainNumber(insole.heelLift->limitMm)}}),
                    theme::strong(theme::body())),
               3.0);
  }
}

}  // namespace

void addInsole(Stack& body, const Content& content) {
  const Labels& labels = content.labels;
  const PerSide<InsoleChoice>& insole = content.assessment.decision.insole;
  addSection(body, labels("insole.title"), labels("insole.lead"));
  auto columns = std::make_unique<Columns>(std::vector<Column>{{}, {}}, theme::kGap * 1.4);
  for (const Laterality side : kBothSides) {
    Stack& column = columns->at(side == Laterality::Left ? 0 : 1);
    addProposal(column, content, side);
    addLimits(column, content, side);
  }
  columns->keepTogether = true;
  body.add(std::move(columns), 6.0);
  if (isDevice(insole.left) || isDevice(insole.right)) addForm(body, content);
}

}  // namespace podalign::report::internal
