#include <algorithm>
#include <array>
#include <set>

#include "podalign/report/internal/figures.hpp"
#include "podalign/report/internal/pages.hpp"
#include "podalign/report/internal/parts.hpp"
#include "podalign/report/internal/shop.hpp"
#include "podalign/report/internal/theme.hpp"

namespace podalign::report::internal {
namespace {

using recommend::Decision;
using recommend::Recommendation;

void addTitle(Stack& body, const Content& content) {
  const Labels& labels = content.labels;
  const Assessment& assessment = content.assessment;
  const bool shop = isShop(assessment.decision);
  body.add(headingBlock(labels(shop ? "runner.title_shop" : "runner.title"), theme::title()));
  const Labels::Values values{{"subject", content.user(assessment.subjectId)},
                              {"date", labels.dateTime(assessment.captured)}};
  const bool named = !assessment.subjectId.empty();
  const bool dated = !assessment.captured.empty();
  const char* key = named && dated ? "runner.for_on" : named ? "runner.for" : "runner.on";
  if (named || dated) {
    body.add(paragraph(labels(key, values), theme::in(theme::plain(), theme::kMuted)), 4.0);
  }
  body.add(paragraph(labels("runner.supports"), theme::small()), 1.0);
}

// First on the page and above everything: what must be looked at before anything else.
void addEscalation(Stack& body, const Content& content) {
  const Labels& labels = content.labels;
  const Decision& decision = content.assessment.decision;
  if (decision.escalationLevel == "none") return;
  auto inside = std::make_unique<Stack>();
  for (const std::string& rule : decision.escalationRules) {
    const Recommendation* recommendation = ruleNamed(decision, rule);
    if (recommendation == nullptr || recommendation->textRunner.empty()) continue;
    inside->add(bullet(recommendation->textRunner, theme::plain()), 3.0);
  }
  inside->add(paragraph(labels("escalation.after." + decision.escalationLevel),
                        theme::in(theme::plain(), theme::kMuted)),
              6.0);
  body.add(notice(toneOfLevel(decision.escalationLevel),
                  labels("escalation.title." + decision.escalationLevel), theme::display(14.0),
                  std::move(inside)));
}

// What stands in the way of using the result at all.
void addRejections(Stack& body, const Content& content) {
  auto inside = std::make_unique<Stack>();
  for (const Finding& finding : allFindings(content.assessment)) {
    const bool screen = finding.message.id == "INTAKE.SCREEN_INCOMPLETE";
    if (finding.severity != Severity::Reject && !screen) continue;
    inside->add(bullet(content.user(content.labels.message(finding.message)), theme::plain()), 3.0);
  }
  if (inside->empty()) return;
  body.add(notice(Tone::Caution, content.labels("runner.not_usable"), theme::display(11.5),
                  std::move(inside)),
           12.0);
}

void addFoot(Stack& column, const Content& content, Laterality side) {
  constexpr double kPicture = 80.0;
  constexpr double kGauge = 44.0;
  const Labels& labels = content.labels;
  const Assessment& assessment = content.assessment;
  const recommend::FootClass& foot = assessment.decision.feet[side];
  column.add(sideTitle(labels.foot(side)));
  column.add(paragraph(labels.leadingWord("posture_look", foot.posture), theme::display(13.0)),
             1.0);
  column.add(paragraph(foot.posture == "indeterminate"
                           ? labels("runner.indeterminate")
                           : labels("runner.confidence",
                                    {{"confidence", labels.word("confidence", foot.confidence)}}),
                       theme::in(theme::body(), theme::kMuted)),
             2.0);
  if (const ScannedFoot* scan = scanOf(assessment, side)) {
    column.add(std::make_unique<Figure>(kPicture,
                                        [scan, &labels](Canvas& canvas, const Rect& rect) {
                                          drawSideView(canvas, rect, *scan, labels);
                                        }),
               8.0);
  } else {
    column.add(paragraph(labels("runner.no_scan"), theme::in(theme::body(), theme::kMuted)), 8.0);
  }
  column.add(std::make_unique<Figure>(
                 kGauge,
                 [&foot, &assessment, &labels](Canvas& canvas, const Rect& rect) {
                   drawPostureGauge(canvas, rect, foot, assessment.postureScale, labels);
                 }),
             6.0);
  for (const Recommendation& recommendation : assessment.decision.recommendations) {
    const bool own = std::find(recommendation.sides.begin(), recommendation.sides.end(), side) !=
                     recommendation.sides.end();
    if (recommendation.category != "classification" || !own) continue;
    if (recommendation.textRunner.empty()) continue;
    column.add(paragraph(recommendation.textRunner, theme::plain()), 3.0);
  }
}

void addWhatWeSaw(Stack& body, const Content& content) {
  const Labels& labels = content.labels;
  addSection(body, labels("runner.saw"));
  auto columns = std::make_unique<Columns>(std::vector<Column>{{}, {}}, theme::kGap * 1.4);
  addFoot(columns->at(0), content, Laterality::Left);
  addFoot(columns->at(1), content, Laterality::Right);
  body.add(std::move(columns), 9.0);
  body.add(paragraph(labels("runner.gauge_note"), theme::small()), 6.0);
}

void addTexts(Stack& body, const Content& content, const std::set<std::string>& categories,
              std::set<std::string>& said) {
  const Decision& decision = content.assessment.decision;
  for (const Recommendation& recommendation : decision.recommendations) {
    if (!categories.contains(recommendation.category)) continue;
    if (!mayShow(decision, recommendation) || recommendation.textRunner.empty()) continue;
    if (isEscalating(decision, recommendation.rule)) continue;
    const std::string sides = sidesText(recommendation, content.labels);
    if (!said.insert(sides + recommendation.textRunner).second) continue;
    RichText text;
    if (!sides.empty()) {
      text.push_back({content.labels("runner.side_first." + sidesKey(recommendation)),
                      theme::strong(theme::plain())});
    }
    text.push_back({recommendation.textRunner, theme::plain()});
    body.add(bullet(std::move(text), theme::plain()), 3.0);
  }
}

void addKnee(Stack& body, const Content& content) {
  const Labels& labels = content.labels;
  const Decision& decision = content.assessment.decision;
  const auto withheld = [&decision](Laterality side) {
    return decision.tracking[side].level == "suppressed";
  };
  if (withheld(Laterality::Left) && withheld(Laterality::Right)) return;
  addSection(body, labels("runner.knee"));
  auto columns = std::make_unique<Columns>(std::vector<Column>{{}, {}}, theme::kGap * 1.4);
  for (const Laterality side : kBothSides) {
    const recommend::Tracking& tracking = decision.tracking[side];
    Stack& column = columns->at(side == Laterality::Left ? 0 : 1);
    column.add(sideTitle(labels(std::string("knee.") + toString(side))));
    column.add(
        paragraph(labels.leadingWord("tracking", tracking.level), theme::strong(theme::plain())),
        1.0);
    if (!tracking.textRunner.empty()) {
      column.add(paragraph(tracking.textRunner, theme::plain()), 2.0);
    }
  }
  body.add(std::move(columns), 8.0);
  std::set<std::string> said;
  auto patterns = std::make_unique<Stack>();
  addTexts(*patterns, content, {"differential"}, said);
  if (!patterns->empty()) body.add(std::move(patterns), 7.0);
  body.add(paragraph(labels("runner.knee_note"), theme::in(theme::plain(), theme::kMuted)), 7.0);
}

// Sentences of some categories in two columns, in the order of the rules.
void addTextSection(Stack& body, const Content& content, const std::string& title,
                    const std::set<std::string>& categories) {
  auto texts = std::make_unique<Stack>();
  std::set<std::string> said;
  addTexts(*texts, content, categories, said);
  if (texts->empty()) return;
  addSection(body, title);
  body.add(std::move(texts), 7.0);
}

// Sizes in a panel, three beside each other.
BlockPtr sizesBlock(const Content& content) {
  constexpr std::size_t kBesideEachOther = 3;
  const Labels& labels = content.labels;
  const recommend::ShoeSizes& sizes = content.assessment.decision.sizes;
  auto inside = std::make_unique<Stack>();
  std::unique_ptr<Columns> row;
  std::size_t index = 0;
  for (const auto& [system, size] : sizes.sizes) {
    if (index % kBesideEachOther == 0) {
      if (row) inside->add(std::move(row), 4.0);
      row = std::make_unique<Columns>(std::vector<Column>(kBesideEachOther), 6.0);
    }
    row->at(index++ % kBesideEachOther)
        .add(fact(labels.word("size", system), size, theme::strong(theme::plain())));
  }
  inside->add(std::move(row), 4.0);
  std::string note;
  if (sizes.longerFoot) {
    note = labels("shoes.longer_foot", {{"foot", labels.foot(*sizes.longerFoot)}}) + " ";
  }
  if (sizes.padOther) note += labels("shoes.pad_other") + " ";
  inside->add(paragraph(note + labels("shoes.try"), theme::small()), 4.0);
  BoxStyle box;
  box.fill = theme::kPanel;
  auto panel = std::make_unique<Box>(box, std::move(inside));
  panel->keepTogether = true;
  return panel;
}

void addShoes(Stack& body, const Content& content) {
  const Labels& labels = content.labels;
  const Decision& decision = content.assessment.decision;
  std::set<std::string> said;
  auto texts = std::make_unique<Stack>();
  addTexts(*texts, content, {"footwear"}, said);
  if (decision.footwear.empty() && texts->empty()) return;
  addSection(body, labels("runner.shoes"));
  auto columns =
      std::make_unique<Columns>(std::vector<Column>{{0.46, {}}, {0.54, {}}}, theme::kGap);
  Stack& left = columns->at(0);
  for (const recommend::FootwearChoice& choice : decision.footwear) {
    const std::string name =
        choice.name.empty() ? labels.word("footwear", choice.category) : choice.name;
    left.add(fact(labels.leadingWord("footwear_status", choice.status), name,
                  theme::strong(theme::plain())),
             5.0);
  }
  if (!decision.sizes.sizes.empty()) left.add(sizesBlock(content), 8.0);
  columns->at(1).add(std::move(texts));
  body.add(std::move(columns), 8.0);
}

void addFollowUp(Stack& body, const Content& content) {
  constexpr std::size_t kBesideEachOther = 3;
  const Labels& labels = content.labels;
  const auto& items = content.assessment.decision.followUp;
  if (items.empty()) return;
  addSection(body, labels("runner.follow_up"));
  const TextStyle date = theme::in(theme::strong(theme::plain()), theme::kAccent);
  for (std::size_t from = 0; from < items.size(); from += kBesideEachOther) {
    auto row = std::make_unique<Columns>(std::vector<Column>(kBesideEachOther), theme::kGap);
    const std::size_t end = std::min(items.size(), from + kBesideEachOther);
    for (std::size_t i = from; i < end; ++i) {
      Stack& column = row->at(i - from);
      column.add(headingBlock(whenText(items[i], labels), date));
      column.add(paragraph(items[i].what, theme::plain()), 1.0);
    }
    body.add(std::move(row), 6.0);
  }
}

// What a rule's advice is to wait for: nothing, or the first day of its place in the plan.
std::string laterThanNow(const Content& content, const Recommendation& recommendation) {
  const recommend::PlanItem* first = nullptr;
  for (const recommend::PlanItem& item : content.assessment.decision.plan) {
    if (item.rule != recommendation.rule) continue;
    if (first == nullptr || item.fromWeek < first->fromWeek) first = &item;
  }
  if (first == nullptr || first->fromWeek == 0) return {};
  return first->fromDate.empty()
             ? content.labels("runner.from_week", {{"week", std::to_string(first->fromWeek)}})
             : content.labels("runner.from_date",
                              {{"date", content.labels.dateTime(first->fromDate)}});
}

// Advice of one kind. The side stands in the title where it is the same for all, else before what
// is for one side only.
std::unique_ptr<Stack> topic(const Content& content, const std::string& category) {
  const Labels& labels = content.labels;
  const Decision& decision = content.assessment.decision;
  std::vector<const Recommendation*> advice;
  std::set<std::string> sides;
  std::set<std::string> said;
  for (const Recommendation& recommendation : decision.recommendations) {
    if (recommendation.category != category || recommendation.textRunner.empty()) continue;
    if (!mayShow(decision, recommendation) || isEscalating(decision, recommendation.rule)) continue;
    if (!said.insert(sidesKey(recommendation) + recommendation.textRunner).second) continue;
    advice.push_back(&recommendation);
    if (!recommendation.sides.empty()) sides.insert(sidesKey(recommendation));
  }
  if (advice.empty()) return nullptr;
  auto stack = std::make_unique<Stack>();
  const std::string title = labels("runner.topic." + category);
  stack->add(sideTitle(sides.size() == 1
                           ? labels("runner.topic_side." + *sides.begin(), {{"topic", title}})
                           : title));
  for (const Recommendation* recommendation : advice) {
    RichText text;
    if (sides.size() > 1 && recommendation->sides.size() == 1) {
      text.push_back({labels("runner.side_first." + sidesKey(*recommendation)),
                      theme::strong(theme::plain())});
    }
    const std::string later = laterThanNow(content, *recommendation);
    if (!later.empty()) text.push_back({later, theme::strong(theme::plain())});
    text.push_back({recommendation->textRunner, theme::plain()});
    stack->add(bullet(std::move(text), theme::plain()), 2.5);
  }
  return stack;
}

struct Topic {
  std::unique_ptr<Stack> advice;
  double height = 0.0;
  std::size_t column = 0;
};

// Puts topics into two columns of about the same height: the tallest first, each into the column
// that is shorter so far.
void balance(std::vector<Topic>& topics) {
  std::vector<Topic*> tallestFirst;
  for (Topic& topic : topics) tallestFirst.push_back(&topic);
  std::stable_sort(tallestFirst.begin(), tallestFirst.end(),
                   [](const Topic* a, const Topic* b) { return a->height > b->height; });
  std::array<double, 2> heights{};
  for (Topic* topic : tallestFirst) {
    topic->column = heights[0] <= heights[1] ? 0 : 1;
    heights[topic->column] += topic->height;
  }
}

void addWhatToDo(Stack& body, const Content& content) {
  constexpr double kSomeWidth = 240.0;  // any will do to compare heights
  std::vector<Topic> topics;
  for (const char* category : {"load", "adjunct", "gait", "insole"}) {
    if (auto advice = topic(content, category)) {
      const double height = advice->height(content.canvas, kSomeWidth);
      topics.push_back({std::move(advice), height, 0});
    }
  }
  if (topics.empty()) return;
  balance(topics);
  auto columns = std::make_unique<Columns>(std::vector<Column>{{}, {}}, theme::kGap);
  for (Topic& topic : topics) columns->at(topic.column).add(std::move(topic.advice), 9.0);
  addSection(body, content.labels("runner.week"));
  body.add(std::move(columns), 7.0);
}

void addHelp(Stack& body, const Content& content) {
  const Labels& labels = content.labels;
  addSection(body, labels("runner.help"), labels("runner.help_lead"));
  auto columns = std::make_unique<Columns>(std::vector<Column>{{}, {}}, theme::kGap);
  constexpr int kSigns = 8;
  for (int i = 0; i < kSigns; ++i) {
    Stack& column = columns->at(i < kSigns / 2 ? 0 : 1);
    column.add(bullet(labels("runner.help_" + std::to_string(i + 1)), theme::plain()), 3.0);
  }
  columns->keepTogether = true;
  body.add(std::move(columns), 6.0);
}

}  // namespace

Chapter runnerChapter(const Content& content) {
  const Labels& labels = content.labels;
  const Decision& decision = content.assessment.decision;
  const bool shop = isShop(decision);
  auto body = std::make_unique<Stack>();
  addEscalation(*body, content);
  auto head = std::make_unique<Stack>();
  addTitle(*head, content);
  body->add(std::move(head), decision.escalationLevel == "none" ? 0.0 : 18.0);
  addRejections(*body, content);
  addWhatWeSaw(*body, content);
  addTextSection(*body, content, labels("runner.note"), {"safety", "quality"});
  if (!shop) {
    addKnee(*body, content);
    addWhatToDo(*body, content);
  }
  addShoes(*body, content);
  addFollowUp(*body, content);
  addHelp(*body, content);
  return {labels("chapter.runner"), std::move(body)};
}

}  // namespace podalign::report::internal
