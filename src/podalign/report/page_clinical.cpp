#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "podalign/report/internal/figure_words.hpp"
#include "podalign/report/internal/figures.hpp"
#include "podalign/report/internal/foot_view.hpp"
#include "podalign/report/internal/pages.hpp"
#include "podalign/report/internal/parts.hpp"
#include "podalign/report/internal/shop.hpp"
#include "podalign/report/internal/table.hpp"
#include "podalign/report/internal/theme.hpp"

namespace podalign::report::internal {
namespace {

using recommend::FootClass;

void addFacts(Stack& body, const Content& content) {
  const Labels& labels = content.labels;
  const Assessment& assessment = content.assessment;
  RichText text;
  const auto add = [&](const char* name, const std::string& value) {
    text.push_back({(text.empty() ? "" : "     ") + labels(name) + "  ", theme::overline()});
    text.push_back({value, theme::strong(theme::body())});
  };
  add("fact.subject",
      assessment.subjectId.empty() ? labels("fact.not_given") : content.user(assessment.subjectId));
  add("fact.captured", assessment.captured.empty() ? labels("fact.not_given")
                                                   : labels.dateTime(assessment.captured));
  add("fact.setting", labels.word("setting", assessment.decision.setting));
  add("fact.rule_base", labels(assessment.approved ? "fact.approved" : "fact.draft"));
  body.add(paragraph(std::move(text)), 3.0);
}

void addEscalationLine(Stack& body, const Content& content) {
  const recommend::Decision& decision = content.assessment.decision;
  if (decision.escalationLevel == "none") return;
  auto inside = std::make_unique<Stack>();
  for (const std::string& rule : decision.escalationRules) {
    const recommend::Recommendation* found = ruleNamed(decision, rule);
    inside->add(bullet({{rule + "  ", theme::strong(theme::body())},
                        {found == nullptr ? std::string() : found->textClinical, theme::body()}},
                       theme::body()),
                2.5);
  }
  body.add(notice(toneOfLevel(decision.escalationLevel),
                  content.labels("escalation.title." + decision.escalationLevel),
                  theme::display(11.5), std::move(inside)),
           12.0);
}

using SideText = std::string (*)(const recommend::Decision&, Laterality, const Labels&);

void summaryRow(Table& table, const Content& content, const std::string& name, SideText text) {
  TableRow row;
  row.cells.push_back(cell(content.labels(name), theme::in(theme::body(), theme::kMuted)));
  for (const Laterality side : kBothSides) {
    row.cells.push_back(cell(text(content.assessment.decision, side, content.labels),
                             theme::strong(theme::body())));
  }
  table.row(std::move(row));
}

std::string shoesText(const Content& content) {
  const Labels& labels = content.labels;
  std::string text;
  for (const recommend::FootwearChoice& choice : content.assessment.decision.footwear) {
    // Not the decision's own name: that is in the language of the runner's page.
    const std::string name = labels.word("footwear", choice.category);
    text += (text.empty() ? "" : labels("shoes.next_feature")) +
            labels("summary.shoe",
                   {{"name", name}, {"status", labels.word("footwear_status", choice.status)}});
  }
  return text;
}

// The answer on one glance; its reasons follow.
void addSummary(Stack& body, const Content& content) {
  const Labels& labels = content.labels;
  TableStyle style;
  style.columns = {{1.0, 96.0}, {}, {}};
  style.gap = theme::kGap;
  auto table = std::make_unique<Table>(style);
  std::vector<BlockPtr> head;
  head.push_back(cell(labels("summary.title"), theme::overline()));
  head.push_back(cell(labels("head.left"), theme::overline()));
  head.push_back(cell(labels("head.right"), theme::overline()));
  table->head(std::move(head));
  summaryRow(*table, content, "class.posture",
             [](const recommend::Decision& decision, Laterality side, const Labels& words) {
               const FootClass& foot = decision.feet[side];
               return words("summary.posture",
                            {{"posture", words.word("posture_look", foot.posture)},
                             {"confidence", words.word("confidence", foot.confidence)}});
             });
  if (!isShop(content.assessment.decision)) {
    summaryRow(*table, content, "class.pronation",
               [](const recommend::Decision& decision, Laterality side, const Labels& words) {
                 return words.word("pronation", decision.feet[side].pronation);
               });
    summaryRow(*table, content, "summary.knee",
               [](const recommend::Decision& decision, Laterality side, const Labels& words) {
                 return words.word("tracking", decision.tracking[side].level);
               });
    summaryRow(*table, content, "summary.insole",
               [](const recommend::Decision& decision, Laterality side, const Labels& words) {
                 return words.word("gate", decision.insole[side].gate);
               });
  }
  body.add(std::move(table), 12.0);
  const std::string shoes = shoesText(content);
  if (shoes.empty()) return;
  auto row = std::make_unique<Columns>(std::vector<Column>{{1.0, 96.0}, {}}, theme::kGap);
  row->at(0).add(paragraph(labels("summary.shoes"), theme::in(theme::body(), theme::kMuted)));
  row->at(1).add(paragraph(shoes, theme::strong(theme::body())));
  body.add(std::move(row), 3.0);
}

std::string familiesText(const FootClass& foot, const Labels& labels) {
  std::string text;
  for (const auto& [name, family] : foot.families) {
    if (!text.empty()) text += "\n";
    text += labels("class.family", {{"family", labels.word("family", name)},
                                    {"label", labels.word("posture_look", family.label)},
                                    {"score", fmt::format("{:+.2f}", family.score)}});
  }
  return text.empty() ? labels("class.no_family") : text;
}

// The gauge shows how likely each class is; here is what else the foot may be.
std::string probabilitiesText(const FootClass& foot, const Labels& labels) {
  if (foot.classProbabilities.empty()) return labels("class.no_probability");
  if (foot.couldAlsoBe.empty()) return labels("class.no_other");
  std::vector<std::string> others;
  for (const std::string& posture : foot.couldAlsoBe) {
    others.push_back(labels.word("posture", posture));
  }
  return labels.list(others);
}

std::string scoreText(const FootClass& foot, const Labels& labels) {
  return foot.score ? fmt::format("{:+.2f}", *foot.score) : labels("class.no_score");
}

using ClassText = std::string (*)(const FootClass&, const Labels&);

void classRow(Table& table, const Content& content, const std::string& name, ClassText text) {
  TableRow row;
  row.cells.push_back(cell(content.labels(name), theme::in(theme::body(), theme::kMuted)));
  for (const Laterality side : kBothSides) {
    row.cells.push_back(
        cell(text(content.assessment.decision.feet[side], content.labels), theme::body()));
  }
  table.row(std::move(row));
}

BlockPtr gaugeCell(const Content& content, Laterality side) {
  constexpr double kHeight = 44.0;
  const FootClass& foot = content.assessment.decision.feet[side];
  const Assessment& assessment = content.assessment;
  const Labels& labels = content.labels;
  return std::make_unique<Figure>(
      kHeight,
      [&foot, &assessment, &labels](Canvas& canvas, const Rect& rect) {
        drawPostureGauge(canvas, rect, foot, assessment.postureScale, labels);
      },
      postureGaugeWords(foot, side, labels));
}

void addFootFigures(Stack& column, const Content& content, Laterality side) {
  constexpr double kSide = 78.0;
  constexpr double kSole = 182.0;
  const Labels& labels = content.labels;
  column.add(sideTitle(labels.foot(side)));
  const ScannedFoot* scan = scanOf(content.assessment, side);
  if (scan == nullptr) {
    column.add(paragraph(labels("runner.no_scan"), theme::in(theme::body(), theme::kMuted)), 4.0);
    return;
  }
  column.add(paragraph(labels("feet.load." + std::string(anatomy::toString(scan->foot.load))),
                       theme::small()),
             1.0);
  column.add(std::make_unique<Figure>(
                 kSide,
                 [scan, &labels, &views = content.sideViews](Canvas& canvas, const Rect& rect) {
                   drawSideView(canvas, rect, *scan, labels, views);
                 },
                 sideViewWords(*scan, labels)),
             5.0);
  column.add(std::make_unique<Figure>(
                 kSole,
                 [scan, &labels](Canvas& canvas, const Rect& rect) {
                   drawSoleView(canvas, rect, *scan, labels);
                 },
                 soleViewWords(*scan, labels)),
             8.0);
  const std::string sole = anatomy::toString(scan->foot.sole);
  if (scan->foot.sole != anatomy::SoleKind::Authentic) {
    column.add(paragraph(labels("feet.sole." + sole), theme::small(), Align::Center), 3.0);
  }
}

void addPressureFigures(Stack& column, const Content& content, Laterality side,
                        const PressureScale& scale) {
  constexpr double kMap = 166.0;
  const Labels& labels = content.labels;
  column.add(sideTitle(labels.foot(side)));
  const WalkedStep* step = stepOf(content.assessment, side);
  if (step == nullptr) {
    column.add(paragraph(labels("walk.no_step"), theme::in(theme::body(), theme::kMuted)), 4.0);
    return;
  }
  int count = 0;
  int complete = 0;
  for (const WalkedStep& other : content.assessment.steps) {
    if (other.footfall.side.side != side) continue;
    ++count;
    if (other.footfall.complete) ++complete;
  }
  column.add(
      paragraph(labels(step->footfall.complete ? "walk.steps" : "walk.steps_incomplete",
                       {{"count", std::to_string(count)}, {"complete", std::to_string(complete)}}),
                theme::small()),
      1.0);
  column.add(std::make_unique<Figure>(
                 kMap,
                 [step, scale, &labels](Canvas& canvas, const Rect& rect) {
                   drawPressureMap(canvas, rect, *step, scale, labels);
                 },
                 pressureMapWords(*step, labels)),
             5.0);
}

}  // namespace

void addClassification(Stack& body, const Content& content) {
  const Labels& labels = content.labels;
  addSection(body, labels("class.title"), labels("class.lead"));
  TableStyle style;
  style.columns = {{1.0, 96.0}, {}, {}};
  style.gap = theme::kGap;
  auto table = std::make_unique<Table>(style);
  std::vector<BlockPtr> head;
  head.push_back(nullptr);
  head.push_back(sideTitle(labels.foot(Laterality::Left)));
  head.push_back(sideTitle(labels.foot(Laterality::Right)));
  table->head(std::move(head));
  TableRow gauges;
  gauges.cells.push_back(cell(labels("class.gauge"), theme::in(theme::body(), theme::kMuted)));
  gauges.cells.push_back(gaugeCell(content, Laterality::Left));
  gauges.cells.push_back(gaugeCell(content, Laterality::Right));
  table->row(std::move(gauges));
  classRow(*table, content, "class.posture", [](const FootClass& foot, const Labels& words) {
    return words.word("posture", foot.posture);
  });
  classRow(*table, content, "class.score", scoreText);
  classRow(*table, content, "class.confidence", [](const FootClass& foot, const Labels& words) {
    return words.word("confidence", foot.confidence);
  });
  classRow(*table, content, "class.conflict", [](const FootClass& foot, const Labels& words) {
    return words.word("conflict", foot.conflict);
  });
  classRow(*table, content, "class.families", familiesText);
  classRow(*table, content, "class.probabilities", probabilitiesText);
  classRow(*table, content, "class.pronation", [](const FootClass& foot, const Labels& words) {
    return words.word("pronation", foot.pronation);
  });
  classRow(*table, content, "class.mobility", [](const FootClass& foot, const Labels& words) {
    return words.word("mobility", foot.mobility);
  });
  body.add(std::move(table), 5.0);
  body.add(paragraph({{labels("class.asymmetry") + "  ", theme::in(theme::body(), theme::kMuted)},
                      {labels.word("asymmetry", content.assessment.decision.asymmetry),
                       theme::strong(theme::body())}}),
           6.0);
}

void addFeet(Stack& body, const Content& content) {
  if (content.assessment.scans.empty()) return;
  const Labels& labels = content.labels;
  addSection(body, labels("feet.title"), labels("feet.lead"));
  auto columns = std::make_unique<Columns>(std::vector<Column>{{}, {}}, theme::kGap);
  addFootFigures(columns->at(0), content, Laterality::Left);
  addFootFigures(columns->at(1), content, Laterality::Right);
  columns->keepWithNext = true;
  columns->keepTogether = true;
  body.add(std::move(columns), 7.0);
  const std::vector<ScannedFoot>& scans = content.assessment.scans;
  if (std::any_of(scans.begin(), scans.end(),
                  [](const ScannedFoot& scan) { return soleSeen(scan.foot); })) {
    constexpr double kLegend = 20.0;
    body.add(
        std::make_unique<Figure>(
            kLegend,
            [&labels](Canvas& canvas, const Rect& rect) { drawHeightLegend(canvas, rect, labels); },
            labels("alt.height_legend")),
        6.0);
  }
  body.add(paragraph(labels("feet.marks"), theme::small()), 4.0);
}

void addWalk(Stack& body, const Content& content) {
  if (content.assessment.steps.empty()) return;
  const Labels& labels = content.labels;
  const PressureScale scale = pressureScale(content.assessment);
  addSection(body, labels("walk.title"), labels("walk.lead"));
  auto columns = std::make_unique<Columns>(std::vector<Column>{{}, {}}, theme::kGap);
  addPressureFigures(columns->at(0), content, Laterality::Left, scale);
  addPressureFigures(columns->at(1), content, Laterality::Right, scale);
  columns->keepWithNext = true;
  columns->keepTogether = true;
  body.add(std::move(columns), 7.0);
  constexpr double kLegend = 20.0;
  body.add(std::make_unique<Figure>(
               kLegend,
               [scale, &labels](Canvas& canvas, const Rect& rect) {
                 drawPressureLegend(canvas, rect, scale, labels);
               },
               labels("alt.pressure_legend")),
           6.0);
}

Chapter clinicalChapter(const Content& content) {
  const Labels& labels = content.labels;
  auto body = std::make_unique<Stack>();
  addEscalationLine(*body, content);
  body->add(headingBlock(labels(isShop(content.assessment.decision) ? "clinical.title_shop"
                                                                    : "clinical.title"),
                         theme::display(17.0), 1),
            content.assessment.decision.escalationLevel == "none" ? 0.0 : 16.0);
  addFacts(*body, content);
  addSummary(*body, content);
  addFollowUp(*body, content);
  addClassification(*body, content);
  const std::vector<Comparison> rows = comparisons(content.assessment);
  if (!rows.empty()) {
    addSection(*body, labels("compare.title"), labels("compare.lead"));
    body->add(std::make_unique<Figure>(
                  comparisonHeight(rows.size()),
                  [rows, &labels](Canvas& canvas, const Rect& rect) {
                    drawComparisons(canvas, rect, rows, labels);
                  },
                  comparisonWords(rows, labels)),
              6.0);
  }
  addFeet(*body, content);
  addWalk(*body, content);
  addMeasures(*body, content);
  if (!isShop(content.assessment.decision)) addKneeChain(*body, content);
  return {labels("chapter.clinical"), std::move(body)};
}

}  // namespace podalign::report::internal
