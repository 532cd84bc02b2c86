#include <algorithm>
#include <set>

#include "podalign/report/internal/parts.hpp"
#include "podalign/report/internal/runner_page.hpp"

// What the runner can do: this week, the exercises, and when to seek help.
namespace podalign::report::internal {
namespace {

using recommend::PlanItem;
using recommend::Recommendation;

const PlanItem* firstOf(const Content& content, const std::string& rule) {
  const PlanItem* first = nullptr;
  for (const PlanItem& item : content.assessment.decision.plan) {
    if (item.rule != rule) continue;
    if (first == nullptr || item.fromWeek < first->fromWeek) first = &item;
  }
  return first;
}

// Advice of one kind, one block per sentence, the first with its title. The side stands in the
// title where it is the same for all, else before what is for one side only.
std::vector<BlockPtr> sentences(const RunnerPage& page, const Topic& topic) {
  const Labels& labels = page.content.labels;
  std::set<std::string> sides;
  for (const Recommendation* advice : topic.advice) {
    if (!advice->sides.empty()) sides.insert(sidesKey(*advice));
  }
  std::vector<BlockPtr> blocks;
  for (const Recommendation* advice : topic.advice) {
    RichText text;
    const auto lead = [&](const std::string& words) {
      if (!words.empty()) text.push_back({words, theme::strong(page.plain())});
    };
    if (sides.size() > 1 && advice->sides.size() == 1) {
      lead(labels("runner.side_first." + sidesKey(*advice)));
    }
    lead(laterThanNow(page.content, *advice));
    text.push_back({advice->textRunner, page.plain()});
    auto block = std::make_unique<Stack>();
    if (blocks.empty()) {
      block->add(headingBlock(sides.size() == 1 ? labels("runner.topic_side." + *sides.begin(),
                                                         {{"topic", topic.title}})
                                                : topic.title,
                              theme::in(theme::strong(page.plain()), theme::kAccent)));
    }
    block->add(bullet(std::move(text), page.plain()), page.space(1.6));
    blocks.push_back(std::move(block));
  }
  return blocks;
}

// Where to cut a row of heights into columns so that the tallest is as short as can be: the first
// index of every column after the first.
std::vector<std::size_t> cuts(const std::vector<double>& heights, std::size_t columns) {
  const auto fits = [&](double most, std::vector<std::size_t>& at) {
    at.clear();
    double used = 0.0;
    for (std::size_t i = 0; i < heights.size(); ++i) {
      if (used > 0.0 && used + heights[i] > most) {
        at.push_back(i);
        used = 0.0;
      }
      used += heights[i];
    }
    return at.size() < columns;
  };
  constexpr double kStep = 2.0;
  double most = *std::max_element(heights.begin(), heights.end());
  std::vector<std::size_t> at;
  while (!fits(most, at)) most += kStep;
  return at;
}

bool isDrawn(const Content& content, const Recommendation& advice) {
  return !exercisesOf(content, advice.rule).empty();
}

bool isNow(const Content& content, const Recommendation& advice) {
  return laterThanNow(content, advice).empty();
}

}  // namespace

bool isProgramme(const Content& content, const Recommendation& advice) {
  const PlanItem* item = firstOf(content, advice.rule);
  return item != nullptr && item->kind != "help" && item->kind != "review";
}

std::string laterThanNow(const Content& content, const Recommendation& advice) {
  const PlanItem* first = firstOf(content, advice.rule);
  if (first == nullptr || first->fromWeek == 0) return {};
  return first->fromDate.empty()
             ? content.labels("runner.from_week", {{"week", std::to_string(first->fromWeek)}})
             : content.labels("runner.from_date", {{"date", content.labels.day(first->fromDate)}});
}

void addTopics(Stack& body, const RunnerPage& page, const std::vector<Topic>& topics,
               std::size_t columns) {
  std::vector<BlockPtr> blocks;
  std::vector<double> spaces;
  for (const Topic& topic : topics) {
    bool first = true;
    for (BlockPtr& block : sentences(page, topic)) {
      spaces.push_back(page.space(first ? 6.0 : 1.6));
      blocks.push_back(std::move(block));
      first = false;
    }
  }
  if (blocks.empty()) return;
  columns = std::min(columns, blocks.size());
  auto row = std::make_unique<Columns>(std::vector<Column>(columns), theme::kGap);
  const std::vector<Rect> rects =
      columnRects(std::vector<Column>(columns), theme::kGap, page.content.page.x);
  std::vector<double> heights;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    heights.push_back(spaces[i] + blocks[i]->height(page.content.canvas, rects[0].width));
  }
  const std::vector<std::size_t> at = cuts(heights, columns);
  std::size_t column = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (column < at.size() && i == at[column]) ++column;
    row->at(column).add(std::move(blocks[i]), spaces[i]);
  }
  body.add(std::move(row), page.space(4.0));
}

void addThisWeek(Stack& body, const RunnerPage& page) {
  const Content& content = page.content;
  std::vector<Topic> topics;
  for (const char* category : {"adjunct", "load", "gait", "insole"}) {
    Topic topic{content.labels(std::string("runner.topic.") + category), {}};
    const bool choosy = std::string(category) == "adjunct";
    for (const Recommendation* advice : adviceOf(content, category)) {
      if (isDrawn(content, *advice) || !isNow(content, *advice)) continue;
      if (choosy && !isProgramme(content, *advice)) continue;
      topic.advice.push_back(advice);
    }
    topics.push_back(std::move(topic));
  }
  const bool any = std::any_of(topics.begin(), topics.end(),
                               [](const Topic& topic) { return !topic.advice.empty(); });
  if (!any) return;
  addRunnerSection(body, page, content.labels("runner.week"));
  addTopics(body, page, topics, 3);
}

void addHelp(Stack& body, const RunnerPage& page) {
  const Labels& labels = page.content.labels;
  constexpr int kSigns = 8;
  RichText title{{labels("runner.help") + ".  ",
                  theme::in(theme::display(10.4 * page.scale), theme::kCaution)},
                 {labels("runner.help_lead"), theme::strong(page.plain())}};
  auto columns = std::make_unique<Columns>(std::vector<Column>{{}, {}}, theme::kGap);
  for (int i = 0; i < kSigns; ++i) {
    Stack& column = columns->at(i < kSigns / 2 ? 0 : 1);
    column.add(bullet(labels("runner.help_" + std::to_string(i + 1)), page.plain()),
               page.space(0.6));
  }
  BlockPtr block = notice(Tone::Caution, std::move(title), 10.4 * page.scale, std::move(columns));
  block->keepTogether = true;
  body.add(std::move(block), page.space(9.0));
}

void addLater(Stack& body, const RunnerPage& page) {
  const Content& content = page.content;
  std::vector<Topic> topics;
  Topic help{content.labels("runner.topic.help"), {}};
  Topic later{content.labels("runner.topic.later"), {}};
  for (const char* category : {"adjunct", "load", "gait", "insole"}) {
    for (const Recommendation* advice : adviceOf(content, category)) {
      if (isDrawn(content, *advice)) continue;
      if (!isNow(content, *advice)) {
        later.advice.push_back(advice);
      } else if (std::string(category) == "adjunct" && !isProgramme(content, *advice)) {
        help.advice.push_back(advice);
      }
    }
  }
  auto drawn = std::make_unique<Stack>();
  addOtherExercises(*drawn, page);
  if (help.advice.empty() && later.advice.empty() && drawn->empty()) return;
  addRunnerSection(body, page, content.labels("runner.later"));
  if (!drawn->empty()) body.add(std::move(drawn), page.space(5.0));
  topics.push_back(std::move(help));
  topics.push_back(std::move(later));
  addTopics(body, page, topics, 2);
}

}  // namespace podalign::report::internal
