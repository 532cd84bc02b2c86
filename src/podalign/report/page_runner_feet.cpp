#include <algorithm>

#include "podalign/report/internal/figure_words.hpp"
#include "podalign/report/internal/figures.hpp"
#include "podalign/report/internal/parts.hpp"
#include "podalign/report/internal/runner_page.hpp"
#include "podalign/report/internal/shop.hpp"

// What was seen and what it may mean, for the runner.
namespace podalign::report::internal {
namespace {

using recommend::Recommendation;

std::string inOneLine(std::string text) {
  for (std::size_t at = text.find(' '); at != std::string::npos; at = text.find(' ', at)) {
    text.replace(at, 1, "\u00a0");
  }
  return text;
}

void addFoot(Stack& column, const RunnerPage& page, Laterality side) {
  constexpr double kPicture = 66.0;
  constexpr double kGauge = 42.0;
  const Labels& labels = page.content.labels;
  SideViews& views = page.content.sideViews;
  const Assessment& assessment = page.content.assessment;
  const recommend::FootClass& foot = assessment.decision.feet[side];
  const bool named = foot.posture != "indeterminate";
  RichText name{
      {labels.foot(side) + "   ", theme::in(theme::strong(page.plain()), theme::kAccent)},
      {labels.leadingWord("posture_look", foot.posture), theme::display(12.0 * page.scale)}};
  if (named) {
    const std::string confidence =
        labels("runner.confidence", {{"confidence", labels.word("confidence", foot.confidence)}});
    name.push_back({"   " + inOneLine(confidence), theme::small()});
  }
  column.add(paragraph(std::move(name)));
  if (!named) column.add(paragraph(labels("runner.indeterminate"), page.quiet()));
  if (const ScannedFoot* scan = scanOf(assessment, side)) {
    column.add(std::make_unique<Figure>(
                   page.space(kPicture),
                   [scan, &labels, &views](Canvas& canvas, const Rect& rect) {
                     drawSideView(canvas, rect, *scan, labels, views);
                   },
                   sideViewWords(*scan, labels)),
               page.space(5.0));
  } else {
    column.add(paragraph(labels("runner.no_scan"), page.quiet()), 6.0);
  }
  column.add(std::make_unique<Figure>(
                 kGauge,
                 [&foot, &assessment, &labels](Canvas& canvas, const Rect& rect) {
                   drawPostureGauge(canvas, rect, foot, assessment.postureScale, labels);
                 },
                 postureGaugeWords(foot, side, labels)),
             page.space(3.0));
  std::string said;
  for (const Recommendation* advice : adviceOf(page.content, "classification")) {
    if (std::find(advice->sides.begin(), advice->sides.end(), side) == advice->sides.end())
      continue;
    said += (said.empty() ? "" : " ") + advice->textRunner;
  }
  if (!said.empty()) column.add(paragraph(said, page.plain()), page.space(5.0));
}

// Sentences one after the other; the side stands before what is for one side only.
RichText runIn(const Advice& advice, const RunnerPage& page) {
  RichText text;
  std::string sides;
  for (const Recommendation* one : advice) {
    const std::string own = sidesKey(*one);
    if (!own.empty() && own != sides) {
      text.push_back({page.content.labels("runner.side_first." + own),
                      theme::in(theme::strong(page.plain()), theme::kInk)});
    }
    sides = own;
    text.push_back({one->textRunner + " ", page.plain()});
  }
  return text;
}

}  // namespace

void addWhatWeSaw(Stack& body, const RunnerPage& page) {
  const Labels& labels = page.content.labels;
  addRunnerSection(body, page, labels("runner.saw"));
  auto columns = std::make_unique<Columns>(std::vector<Column>{{}, {}}, theme::kGap * 1.4);
  addFoot(columns->at(0), page, Laterality::Left);
  addFoot(columns->at(1), page, Laterality::Right);
  body.add(std::move(columns), page.space(5.0));
  body.add(paragraph(labels("runner.gauge_note"), theme::small()), page.space(2.0));
}

void addKnee(Stack& body, const RunnerPage& page) {
  const Labels& labels = page.content.labels;
  addRunnerSection(body, page, labels("runner.knee"));
  for (const Laterality side : kBothSides) {
    const recommend::Tracking& tracking = page.content.assessment.decision.tracking[side];
    RichText text{
        {labels(std::string("knee.") + toString(side)) + "   ",
         theme::in(theme::strong(page.plain()), theme::kAccent)},
        {labels.leadingWord("tracking", tracking.level) + ".  ", theme::strong(page.plain())}};
    if (!tracking.textRunner.empty()) text.push_back({tracking.textRunner, page.plain()});
    body.add(paragraph(std::move(text)), page.space(4.0));
  }
  const Advice patterns = adviceOf(page.content, "differential");
  if (!patterns.empty()) body.add(paragraph(runIn(patterns, page)), page.space(4.0));
  body.add(paragraph(labels("runner.knee_note"), page.quiet()), page.space(4.0));
}

}  // namespace podalign::report::internal
