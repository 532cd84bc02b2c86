#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "podalign/report/internal/flow.hpp"
#include "podalign/report/internal/pages.hpp"
#include "podalign/report/internal/parts.hpp"
#include "podalign/report/internal/shop.hpp"
#include "podalign/report/internal/table.hpp"
#include "podalign/report/internal/theme.hpp"

namespace podalign::report::internal {
namespace {

using recommend::Decision;
using recommend::InsoleChoice;
using recommend::Recommendation;

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

// The answers that are open by the names they have in the files, and below them the questions.
std::string askedText(const std::vector<std::string>& fields, const Labels& labels) {
  std::string text = joined(fields);
  for (const std::string& field : fields) {
    text += (&field == &fields.front() ? "\n" : " \u00b7 ") + labels.field(field);
  }
  return text;
}

// What a recommendation rests on: its sources, or the words that there are none.
std::string basisText(const Recommendation& recommendation, const Labels& labels) {
  if (!recommendation.sources.empty()) return joined(recommendation.sources);
  return recommendation.basis.empty() ? labels("decision.no_source") : recommendation.basis;
}

// A rule in full: what it says, how well it is founded, what it rests on and what disagrees.
BlockPtr ruleCard(const Recommendation& recommendation, const Labels& labels) {
  auto stack = std::make_unique<Stack>();
  const TextStyle strong = theme::in(theme::strong(theme::small()), theme::kInk);
  const TextStyle text = theme::in(theme::small(), theme::kInk);
  RichText name{{recommendation.rule, strong},
                {"   " + labels("decision.grade_value", {{"grade", recommendation.grade}}),
                 theme::in(strong, theme::kMuted)}};
  const std::string sides = sidesText(recommendation, labels);
  if (!sides.empty()) name.push_back({"   " + sides, theme::in(strong, theme::kAccent)});
  BlockPtr head = paragraph(std::move(name));
  const auto said = [](const std::string& words) { return !words.empty() && words != "-"; };
  head->keepWithNext = true;
  stack->add(std::move(head));
  if (said(recommendation.textAction)) stack->add(paragraph(recommendation.textAction, strong));
  if (said(recommendation.textClinical)) stack->add(paragraph(recommendation.textClinical, text));
  TextStyle quiet = theme::small();
  quiet.size = 6.4;
  RichText basis{{basisText(recommendation, labels), quiet}};
  if (!recommendation.contrary.empty()) {
    basis.push_back({"  " + labels("decision.contrary") + " ",
                     theme::in(theme::strong(quiet), theme::kCaution)});
    basis.push_back({joined(recommendation.contrary), theme::in(quiet, theme::kInk)});
  }
  if (recommendation.provisional) {
    basis.push_back({"  " + labels("decision.provisional"), theme::in(quiet, theme::kCaution)});
  }
  stack->add(paragraph(std::move(basis)), 0.5);
  return stack;
}

void addRecommendationCards(Flow& flow, const Content& content) {
  const Decision& decision = content.assessment.decision;
  std::vector<std::string> categories;  // in the order in which they first appear
  for (const Recommendation& recommendation : decision.recommendations) {
    if (!mayShow(decision, recommendation)) continue;
    if (std::find(categories.begin(), categories.end(), recommendation.category) ==
        categories.end()) {
      categories.push_back(recommendation.category);
    }
  }
  for (const std::string& category : categories) {
    flow.add(headingBlock(content.labels.leadingWord("category", category),
                          theme::in(theme::strong(theme::body()), theme::kAccent)),
             8.0);
    bool first = true;
    for (const Recommendation& recommendation : decision.recommendations) {
      if (recommendation.category != category) continue;
      flow.add(ruleCard(recommendation, content.labels), first ? 1.5 : 5.0);
      first = false;
    }
  }
}

std::string gradesNote(const Content& content) {
  const Labels& labels = content.labels;
  std::set<std::string> grades;
  for (const Recommendation& recommendation : content.assessment.decision.recommendations) {
    if (mayShow(content.assessment.decision, recommendation)) grades.insert(recommendation.grade);
  }
  std::string text;
  for (const std::string& grade : grades) {
    text += (text.empty() ? "" : "   ") +
            labels("decision.grade_meaning",
                   {{"grade", grade}, {"meaning", labels.word("grade", grade)}});
  }
  return text;
}

void addSimpleRow(Table& table, std::vector<std::string> texts) {
  TableRow row;
  bool first = true;
  for (std::string& text : texts) {
    row.cells.push_back(cell(text, first ? theme::strong(theme::body()) : theme::body()));
    first = false;
  }
  table.row(std::move(row));
}

std::unique_ptr<Table> tableWithHead(const std::vector<Column>& columns,
                                     const std::vector<std::string>& heads) {
  TableStyle style;
  style.columns = columns;
  auto table = std::make_unique<Table>(style);
  std::vector<BlockPtr> cells;
  for (const std::string& head : heads) cells.push_back(cell(head, theme::overline()));
  table->head(std::move(cells));
  return table;
}

std::string sideText(const std::optional<Laterality>& side, const Labels& labels) {
  return side ? labels.side(*side) : labels("sides.person");
}

}  // namespace

void addRecommendations(Stack& body, const Content& content) {
  const Labels& labels = content.labels;
  addSection(body, labels("decision.title"), labels("decision.lead"));
  auto flow = std::make_unique<Flow>(2, theme::kGap);
  addRecommendationCards(*flow, content);
  if (flow->empty()) {
    body.add(paragraph(labels("decision.none"), theme::body()), 5.0);
    return;
  }
  body.add(std::move(flow), 5.0);
  body.add(paragraph(gradesNote(content), theme::small()), 6.0);
}

void addFootwear(Stack& body, const Content& content) {
  const Labels& labels = content.labels;
  const Decision& decision = content.assessment.decision;
  if (decision.footwear.empty() && decision.sizes.sizes.empty()) return;
  addSection(body, labels("shoes.title"), labels("shoes.lead"));
  if (!decision.footwear.empty()) {
    auto table =
        tableWithHead({{1.0, 56.0}, {1.0, 118.0}, {}},
                      {labels("shoes.status"), labels("shoes.category"), labels("shoes.features")});
    for (const recommend::FootwearChoice& choice : decision.footwear) {
      std::string features;
      for (const auto& [name, value] : choice.features) {
        // What a category is for is said by the rule that chose it.
        if (value == "-" || value.empty() || name == "for") continue;
        features +=
            (features.empty() ? "" : labels("shoes.next_feature")) +
            labels("shoes.feature", {{"name", labels.word("feature", name)}, {"value", value}});
      }
      const std::string name = labels.word("footwear", choice.category);
      TableRow row;
      row.cells.push_back(
          cell(labels.leadingWord("footwear_status", choice.status), theme::body()));
      auto what = std::make_unique<Stack>();
      what->add(paragraph(name, theme::strong(theme::body())));
      what->add(paragraph(choice.rule, theme::small()), 1.0);
      row.cells.push_back(std::move(what));
      row.cells.push_back(cell(features, theme::small()));
      table->row(std::move(row));
    }
    body.add(std::move(table), 5.0);
  }
  if (!decision.sizes.sizes.empty()) {
    auto columns = std::make_unique<Columns>(std::vector<Column>(decision.sizes.sizes.size() + 1),
                                             theme::kGap);
    std::size_t index = 0;
    columns->at(index++).add(fact(labels("shoes.fitted_to"),
                                  decision.sizes.longerFoot
                                      ? labels.foot(*decision.sizes.longerFoot)
                                      : labels("shoes.feet_equal"),
                                  theme::strong(theme::body())));
    for (const auto& [system, size] : decision.sizes.sizes) {
      columns->at(index++).add(
          fact(labels.word("size", system), size, theme::strong(theme::body())));
    }
    body.add(std::move(columns), 8.0);
    if (decision.sizes.padOther) {
      body.add(paragraph(labels("shoes.pad_other"), theme::small()), 3.0);
    }
    if (decision.sizes.provisional) {
      body.add(paragraph(labels("shoes.provisional"), theme::small()), 3.0);
    }
  }
}

void addOpenQuestions(Stack& body, const Content& content) {
  const Labels& labels = content.labels;
  const Decision& decision = content.assessment.decision;
  if (!decision.blocked.empty()) {
    addSection(body, labels("open.blocked"), labels("open.blocked_lead"));
    auto table = tableWithHead({{1.0, 90.0}, {1.0, 90.0}, {}},
                               {labels("decision.rule"), labels("open.by"), labels("open.side")});
    for (const recommend::BlockedRule& rule : decision.blocked) {
      addSimpleRow(*table, {rule.rule, rule.by, sideText(rule.side, labels)});
    }
    body.add(std::move(table), 5.0);
  }
  if (!decision.notEvaluable.empty()) {
    addSection(body, labels("open.not_evaluable"), labels("open.not_evaluable_lead"));
    auto table =
        tableWithHead({{1.0, 90.0}, {1.0, 70.0}, {}},
                      {labels("decision.rule"), labels("open.side"), labels("open.missing")});
    for (std::size_t i = 0; i < decision.notEvaluable.size(); ++i) {
      const recommend::NotEvaluableRule& rule = decision.notEvaluable[i];
      const bool pair = i + 1 < decision.notEvaluable.size() &&
                        decision.notEvaluable[i + 1].rule == rule.rule &&
                        decision.notEvaluable[i + 1].missing == rule.missing;
      if (pair) ++i;  // left and right for the same reason
      addSimpleRow(*table, {rule.rule, pair ? labels("sides.both") : sideText(rule.side, labels),
                            askedText(rule.missing, labels)});
    }
    body.add(std::move(table), 5.0);
  }
  if (!decision.missing.empty()) {
    addSection(body, labels("open.missing_title"), labels("open.missing_lead"));
    auto columns = std::make_unique<Columns>(std::vector<Column>{{}, {}}, theme::kGap);
    const std::size_t half = (decision.missing.size() + 1) / 2;
    for (std::size_t i = 0; i < decision.missing.size(); ++i) {
      columns->at(i < half ? 0 : 1)
          .add(bullet(labels.field(decision.missing[i]), theme::body()), 2.5);
    }
    body.add(std::move(columns), 5.0);
  }
}

Chapter decisionChapter(const Content& content) {
  const Labels& labels = content.labels;
  const Decision& decision = content.assessment.decision;
  auto body = std::make_unique<Stack>();
  body->add(headingBlock(labels("chapter.decision"), theme::display(17.0), 1));
  if (!isShop(decision)) {
    if (!decision.differential.empty()) {
      std::vector<std::string> patterns;
      for (const std::string& pattern : decision.differential) {
        patterns.push_back(labels.word("differential", pattern));
      }
      body->add(paragraph({{labels("pattern.title") + "  ", theme::strong(theme::body())},
                           {labels.list(patterns) + ".  ", theme::body()},
                           {labels("pattern.lead"), theme::small()}}),
                4.0);
    }
    addPlan(*body, content);
    addInsole(*body, content);
    addFootwear(*body, content);
  } else {
    addFootwear(*body, content);
    addPlan(*body, content);
  }
  addRecommendations(*body, content);
  addOpenQuestions(*body, content);
  return {labels("chapter.decision"), std::move(body), false};
}

}  // namespace podalign::report::internal
