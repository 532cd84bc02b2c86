#include "podalign/report/internal/figures.hpp"
#include "podalign/report/internal/pages.hpp"
#include "podalign/report/internal/parts.hpp"
#include "podalign/report/internal/table.hpp"
#include "podalign/report/internal/theme.hpp"

namespace podalign::report::internal {
namespace {

using recommend::LinkState;
using recommend::Tracking;
using recommend::TrackingLink;

const char* idOf(LinkState state) {
  switch (state) {
    case LinkState::Present: return "present";
    case LinkState::Absent: return "absent";
    case LinkState::NotAssessed: return "not_assessed";
  }
  return "not_assessed";
}

std::string sourcesText(const std::vector<std::string>& sources) {
  std::string text;
  for (const std::string& source : sources) text += (text.empty() ? "" : ", ") + source;
  return text;
}

void labelled(Stack& stack, const std::string& label, const std::string& text) {
  if (text.empty()) return;
  stack.add(paragraph({{label + "  ", theme::in(theme::strong(theme::small()), theme::kMuted)},
                       {text, theme::in(theme::small(), theme::kInk)}}),
            1.5);
}

BlockPtr linkBlock(const TrackingLink& link, int number, const Labels& labels) {
  constexpr double kMark = 19.0;
  auto stack = std::make_unique<Stack>();
  BlockPtr head = paragraph(
      {{labels.message({"chain." + link.id + ".name", {}}) + "  ", theme::strong(theme::body())},
       {labels.word("link_state", idOf(link.state)),
        theme::in(theme::body(), link.state == LinkState::Present ? theme::kAccent
                                                                  : theme::kMuted)}});
  head->keepWithNext = true;
  stack->add(std::move(head));
  if (!link.seen.empty()) {
    stack->add(paragraph(link.seen, theme::in(theme::small(), theme::kInk)), 1.0);
  }
  labelled(*stack, labels("knee.strength"), link.strength);
  labelled(*stack, labels("knee.contrary"), link.contrary);
  labelled(*stack, labels("knee.sources"), sourcesText(link.sources));
  const LinkState state = link.state;
  return beside(
      kMark,
      [state, number](Canvas& canvas, const Rect& rect) {
        drawLinkMark(canvas, {rect.x + 6.4, rect.y + 6.0}, 6.0, state, number);
      },
      std::move(stack));
}

void addSide(Stack& body, const Content& content, Laterality side) {
  constexpr double kDrawing = 268.0;
  const Labels& labels = content.labels;
  const Tracking& tracking = content.assessment.decision.tracking[side];
  auto head = std::make_unique<Stack>();
  head->add(paragraph({{labels(std::string("knee.") + toString(side)) + "  ",
                        theme::in(theme::subheading(), theme::kAccent)},
                       {tracking.level + "  ", theme::in(theme::subheading(), theme::kMuted)},
                       {tracking.words.empty() ? labels.word("tracking", tracking.level)
                                               : tracking.words,
                        theme::subheading()}}));
  if (!tracking.textClinical.empty()) {
    head->add(paragraph(tracking.rule.empty()
                            ? tracking.textClinical
                            : labels("knee.rule_text", {{"rule", tracking.rule},
                                                        {"text", tracking.textClinical}}),
                        theme::body()),
              2.0);
  }
  head->keepWithNext = !tracking.links.empty();
  body.add(std::move(head), 9.0);
  if (tracking.links.empty()) return;
  auto columns =
      std::make_unique<Columns>(std::vector<Column>{{1.0, 150.0}, {}}, theme::kGap);
  const std::vector<TrackingLink>& links = tracking.links;
  columns->at(0).add(std::make_unique<Figure>(
      kDrawing, [&links, side, &labels](Canvas& canvas, const Rect& rect) {
        drawKneeChain(canvas, rect, side, links, labels);
      }));
  int number = 1;
  for (const TrackingLink& link : links) {
    columns->at(1).add(linkBlock(link, number++, labels), 8.0);
  }
  body.add(std::move(columns), 8.0);
}

}  // namespace

void addKneeChain(Stack& body, const Content& content) {
  const Labels& labels = content.labels;
  addSection(body, labels("knee.title"), labels("knee.lead"));
  addSide(body, content, Laterality::Left);
  addSide(body, content, Laterality::Right);
  body.add(paragraph(labels("knee.legend"), theme::small()), 6.0);
}

}  // namespace podalign::report::internal
