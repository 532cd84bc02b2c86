#include <algorithm>
#include <set>

#include "podalign/report/internal/figure_words.hpp"
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

std::vector<Laterality> sidesWithLinks(const Content& content) {
  std::vector<Laterality> sides;
  for (const Laterality side : kBothSides) {
    if (!content.assessment.decision.tracking[side].links.empty()) sides.push_back(side);
  }
  return sides;
}

void addLevel(Stack& column, const Content& content, Laterality side) {
  const Labels& labels = content.labels;
  const Tracking& tracking = content.assessment.decision.tracking[side];
  column.add(sideTitle(labels(std::string("knee.") + toString(side))));
  column.add(
      paragraph({{tracking.level + "  ", theme::in(theme::strong(theme::body()), theme::kMuted)},
                 {labels.word("tracking", tracking.level), theme::strong(theme::body())}}),
      1.0);
  if (!tracking.textClinical.empty()) {
    column.add(paragraph(tracking.rule.empty()
                             ? tracking.textClinical
                             : labels("knee.rule_text",
                                      {{"rule", tracking.rule}, {"text", tracking.textClinical}}),
                         theme::body()),
               1.5);
  }
  if (tracking.changes.empty()) return;
  column.add(paragraph(labels("knee.changes"), theme::overline()), 4.0);
  for (const recommend::TrackingChange& change : tracking.changes) {
    column.add(
        bullet(labels("knee.change", {{"levels", labels.list(change.to)}, {"text", change.text}}),
               theme::body()),
        1.5);
  }
}

void addDrawing(Stack& column, const Content& content, Laterality side) {
  constexpr double kDrawing = 160.0;
  const std::vector<TrackingLink>& links = content.assessment.decision.tracking[side].links;
  if (links.empty()) return;
  const Labels& labels = content.labels;
  column.add(std::make_unique<Figure>(
      kDrawing,
      [&links, side, &labels](Canvas& canvas, const Rect& rect) {
        constexpr double kWidth = 132.0;
        const double width = std::min(kWidth, rect.width);
        const Rect middle{rect.center().x - width / 2.0, rect.y, width, rect.height};
        drawKneeChain(canvas, middle, side, links, labels);
      },
      kneeChainWords(side, links, labels)));
}

BlockPtr linkName(const TrackingLink& link, int number, const Labels& labels) {
  constexpr double kMark = 19.0;
  const LinkState state = link.state;
  return beside(
      kMark,
      [state, number](Canvas& canvas, const Rect& rect) {
        drawLinkMark(canvas, {rect.x + 6.4, rect.y + 5.6}, 5.6, state, number);
      },
      paragraph(labels.message({"chain." + link.id + ".name", {}}), theme::strong(theme::body())));
}

// What was seen on this side.
BlockPtr seenCell(const TrackingLink& link, const Labels& labels) {
  auto stack = std::make_unique<Stack>();
  stack->add(
      paragraph(labels.word("link_state", idOf(link.state)),
                theme::in(theme::strong(theme::body()),
                          link.state == LinkState::Present ? theme::kAccent : theme::kMuted)));
  if (!link.seen.empty()) {
    stack->add(paragraph(link.seen, theme::in(theme::small(), theme::kInk)), 1.0);
  }
  return stack;
}

void addLabelled(RichText& text, const std::string& label, const std::string& words) {
  if (words.empty()) return;
  text.push_back({(text.empty() ? "" : "  ") + label + "  ",
                  theme::in(theme::strong(theme::small()), theme::kMuted)});
  text.push_back({words, theme::in(theme::small(), theme::kInk)});
}

// What is published, once where it is the same for both sides.
BlockPtr evidenceCell(const std::vector<const TrackingLink*>& links, const Labels& labels) {
  auto stack = std::make_unique<Stack>();
  std::set<std::string> said;
  for (const TrackingLink* link : links) {
    if (!said.insert(link->strength + "|" + link->contrary).second) continue;
    RichText text;
    addLabelled(text, labels("knee.strength"), link->strength);
    addLabelled(text, labels("knee.contrary"), link->contrary);
    std::string sources;
    for (const std::string& source : link->sources) {
      sources += (sources.empty() ? "" : ", ") + source;
    }
    addLabelled(text, labels("knee.sources"), sources);
    stack->add(paragraph(std::move(text)), 1.5);
  }
  return stack;
}

const TrackingLink* linkOf(const Tracking& tracking, const std::string& id) {
  const auto found = std::find_if(tracking.links.begin(), tracking.links.end(),
                                  [&id](const TrackingLink& link) { return link.id == id; });
  return found == tracking.links.end() ? nullptr : &*found;
}

std::unique_ptr<Table> linkTable(const Content& content, const std::vector<Laterality>& sides) {
  const Labels& labels = content.labels;
  TableStyle style;
  style.columns = {{1.0, 76.0}};
  style.gap = 9.0;
  std::vector<BlockPtr> head;
  head.push_back(cell(labels("knee.link"), theme::overline()));
  for (const Laterality side : sides) {
    style.columns.push_back({1.0, 88.0});
    head.push_back(cell(labels(std::string("head.") + toString(side)), theme::overline()));
  }
  style.columns.push_back({});
  head.push_back(cell(labels("knee.evidence"), theme::overline()));
  auto table = std::make_unique<Table>(style);
  table->head(std::move(head));
  int number = 1;
  for (const TrackingLink& first : content.assessment.decision.tracking[sides.front()].links) {
    TableRow row;
    row.cells.push_back(linkName(first, number++, labels));
    std::vector<const TrackingLink*> links;
    for (const Laterality side : sides) {
      const TrackingLink* link = linkOf(content.assessment.decision.tracking[side], first.id);
      row.cells.push_back(link == nullptr ? nullptr : seenCell(*link, labels));
      if (link != nullptr) links.push_back(link);
    }
    row.cells.push_back(evidenceCell(links, labels));
    table->row(std::move(row));
  }
  return table;
}

}  // namespace

void addKneeChain(Stack& body, const Content& content) {
  const Labels& labels = content.labels;
  addSection(body, labels("knee.title"), labels("knee.lead"));
  auto legs = std::make_unique<Columns>(std::vector<Column>{{}, {}}, theme::kGap);
  auto drawings = std::make_unique<Columns>(std::vector<Column>{{}, {}}, theme::kGap);
  for (const Laterality side : kBothSides) {
    const std::size_t column = side == Laterality::Left ? 0 : 1;
    addLevel(legs->at(column), content, side);
    addDrawing(drawings->at(column), content, side);
  }
  const std::vector<Laterality> sides = sidesWithLinks(content);
  legs->keepWithNext = !sides.empty();
  body.add(std::move(legs), 8.0);
  if (sides.empty()) return;
  body.add(std::move(drawings), 8.0);
  body.add(paragraph(labels("knee.legend"), theme::small()), 4.0);
  body.add(linkTable(content, sides), 8.0);
}

}  // namespace podalign::report::internal
