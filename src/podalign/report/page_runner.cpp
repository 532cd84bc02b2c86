#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "podalign/report/internal/figures.hpp"
#include "podalign/report/internal/parts.hpp"
#include "podalign/report/internal/runner_page.hpp"
#include "podalign/report/internal/shop.hpp"

namespace podalign::report::internal {
namespace {

using recommend::Decision;
using recommend::Recommendation;

void addTitle(Stack& body, const Content& content) {
  const Labels& labels = content.labels;
  const Assessment& assessment = content.assessment;
  const bool shop = isShop(assessment.decision);
  body.add(headingBlock(labels(shop ? "runner.title_shop" : "runner.title"), theme::title(), 1));
  const Labels::Values values{{"subject", content.user(assessment.subjectId)},
                              {"date", labels.dateTime(assessment.captured)}};
  const bool named = !assessment.subjectId.empty();
  const bool dated = !assessment.captured.empty();
  const char* key = named && dated ? "runner.for_on" : named ? "runner.for" : "runner.on";
  RichText line;
  if (named || dated) {
    line.push_back({labels(key, values) + ".  ", theme::in(theme::small(), theme::kInk)});
  }
  line.push_back({labels("runner.supports"), theme::small()});
  body.add(paragraph(std::move(line)), 1.0);
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
           9.0);
}

// Sentences of the categories that are for nobody's foot in particular.
void addNotes(Stack& body, const RunnerPage& page) {
  auto texts = std::make_unique<Stack>();
  for (const char* category : {"safety", "quality"}) {
    for (const Recommendation* advice : adviceOf(page.content, category)) {
      texts->add(bullet(advice->textRunner, page.plain()), 2.0);
    }
  }
  if (texts->empty()) return;
  addRunnerSection(body, page, page.content.labels("runner.note"));
  body.add(std::move(texts), page.space(5.0));
}

bool isWithheld(const Decision& decision) {
  return decision.tracking.left.level == "suppressed" &&
         decision.tracking.right.level == "suppressed";
}

enum class HelpPlace { AtEnd, BeforeAdvice };

std::unique_ptr<Stack> front(const RunnerPage& page, HelpPlace help) {
  const Decision& decision = page.content.assessment.decision;
  auto body = std::make_unique<Stack>();
  addEscalation(*body, page.content);
  auto head = std::make_unique<Stack>();
  addTitle(*head, page.content);
  body->add(std::move(head), decision.escalationLevel == "none" ? 0.0 : 14.0);
  addRejections(*body, page.content);
  addWhatWeSaw(*body, page);
  addNotes(*body, page);
  if (help == HelpPlace::BeforeAdvice) addHelp(*body, page);
  if (!isShop(decision)) {
    if (!isWithheld(decision)) addKnee(*body, page);
    addThisWeek(*body, page);
    addExercises(*body, page);
  } else {
    addShoes(*body, page);
    addCheckUps(*body, page);
  }
  if (help == HelpPlace::AtEnd) addHelp(*body, page);
  return body;
}

// The largest type in which the front fits on its page; over two pages where it fits in none.
std::unique_ptr<Stack> fittedFront(const Content& content) {
  constexpr std::array<double, 6> kScales{1.06, 1.0, 0.95, 0.91, 0.88, 0.85};
  double largest = kScales.front();
  for (const double scale : kScales) {
    if (scale > largest) continue;
    auto body = front({content, scale}, HelpPlace::AtEnd);
    const double height = body->height(content.canvas, content.page.x);
    if (height <= content.page.y) return body;
    // Text takes at the least the square of its size: what cannot fit either is not laid out.
    largest = scale * std::sqrt(content.page.y / height);
  }
  // When to seek help stands on the first page at any rate.
  constexpr double kOverTwoPages = 0.95;
  return front({content, kOverTwoPages}, HelpPlace::BeforeAdvice);
}

}  // namespace

void addRunnerSection(Stack& body, const RunnerPage& page, const std::string& title,
                      const std::string& lead) {
  auto stack = std::make_unique<Stack>();
  TextStyle style = theme::heading();
  style.size = 12.2 * std::min(1.0, page.scale);
  stack->add(headingBlock(title, style, 2));
  stack->add(hairline(), 2.0);
  if (!lead.empty()) stack->add(paragraph(lead, page.quiet()), 3.0);
  stack->keepWithNext = true;
  stack->keepTogether = true;
  body.add(std::move(stack), page.space(11.0));
}

Advice adviceOf(const Content& content, const std::string& category) {
  const Decision& decision = content.assessment.decision;
  Advice advice;
  std::set<std::string> said;
  for (const Recommendation& recommendation : decision.recommendations) {
    if (recommendation.category != category || recommendation.textRunner.empty()) continue;
    if (!mayShow(decision, recommendation) || isEscalating(decision, recommendation.rule)) continue;
    if (!said.insert(sidesKey(recommendation) + recommendation.textRunner).second) continue;
    advice.push_back(&recommendation);
  }
  return advice;
}

Chapter runnerChapter(const Content& content) {
  Chapter chapter{content.labels("chapter.runner"), fittedFront(content)};
  const double front = chapter.body->height(content.canvas, content.page.x);
  if (isShop(content.assessment.decision)) return chapter;
  auto back = std::make_unique<Stack>();
  const RunnerPage page{content, 1.0};
  addShoes(*back, page);
  addLater(*back, page);
  addCheckUps(*back, page);
  if (back->empty()) return chapter;
  // Behind a front of one page its own, unless both have room on one.
  constexpr double kGap = 14.0;
  const double both = front + kGap + back->height(content.canvas, content.page.x);
  back->startsPage = front <= content.page.y && both > content.page.y;
  chapter.body->add(std::move(back), kGap);
  return chapter;
}

}  // namespace podalign::report::internal
