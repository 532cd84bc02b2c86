#include <set>

#include "podalign/report/internal/figures.hpp"
#include "podalign/report/internal/flow.hpp"
#include "podalign/report/internal/pages.hpp"
#include "podalign/report/internal/parts.hpp"
#include "podalign/report/internal/shop.hpp"
#include "podalign/report/internal/table.hpp"
#include "podalign/report/internal/theme.hpp"

namespace podalign::report::internal {
namespace {

Tone toneOf(Severity severity) {
  switch (severity) {
    case Severity::Reject: return Tone::Danger;
    case Severity::Caution: return Tone::Caution;
    case Severity::Note: return Tone::Note;
  }
  return Tone::Note;
}

// Blocks in columns, read down one and on in the next.
BlockPtr flowing(std::vector<BlockPtr> blocks, std::size_t columns) {
  auto flow = std::make_unique<Flow>(columns, 14.0);
  for (BlockPtr& block : blocks) flow->add(std::move(block), 2.6);
  return flow;
}

void addFindings(Stack& body, const Content& content) {
  const Labels& labels = content.labels;
  const Findings findings = allFindings(content.assessment);
  if (findings.empty()) return;
  addSection(body, labels("findings.title"), labels("findings.lead"));
  std::vector<BlockPtr> notes;
  for (const Finding& finding : findings) {
    constexpr double kMark = 14.0;
    RichText text{
        {finding.message.id + "  ", theme::strong(theme::small())},
        {content.user(labels.message(finding.message)), theme::in(theme::small(), theme::kInk)}};
    if (!finding.source.empty()) {
      text.push_back({"  " + content.user(finding.source), theme::small()});
    }
    const Tone tone = toneOf(finding.severity);
    notes.push_back(beside(
        kMark,
        [tone](Canvas& canvas, const Rect& rect) {
          drawToneMark(canvas, {rect.x + 5.0, rect.y + 4.8}, 4.2, tone);
        },
        paragraph(std::move(text))));
  }
  body.add(flowing(std::move(notes), 2), 4.0);
}

void addAnswers(Stack& body, const Content& content) {
  const Labels& labels = content.labels;
  if (content.assessment.intake.empty()) return;
  addSection(body, labels("answers.title"), labels("answers.lead"));
  std::vector<BlockPtr> answers;
  for (const auto& [name, answer] : content.assessment.intake) {
    RichText text{{labels.field(name) + "  ", theme::in(theme::small(), theme::kMuted)},
                  {content.user(answer), theme::in(theme::strong(theme::small()), theme::kInk)}};
    answers.push_back(paragraph(std::move(text)));
  }
  body.add(flowing(std::move(answers), 3), 4.0);
}

std::set<std::string> usedSources(const Content& content) {
  std::set<std::string> used;
  const recommend::Decision& decision = content.assessment.decision;
  for (const recommend::Recommendation& recommendation : decision.recommendations) {
    if (!mayShow(decision, recommendation)) continue;
    used.insert(recommendation.sources.begin(), recommendation.sources.end());
    used.insert(recommendation.contrary.begin(), recommendation.contrary.end());
  }
  if (isShop(decision)) return used;
  for (const Laterality side : kBothSides) {
    for (const recommend::TrackingLink& link : decision.tracking[side].links) {
      used.insert(link.sources.begin(), link.sources.end());
    }
  }
  return used;
}

void addSources(Stack& body, const Content& content) {
  const Labels& labels = content.labels;
  const std::set<std::string> used = usedSources(content);
  std::vector<BlockPtr> cited;
  for (const std::string& id : used) {
    const auto found = content.assessment.citations.find(id);
    if (found == content.assessment.citations.end()) continue;
    TextStyle style = theme::small();
    style.size = 6.2;
    style.leading = 1.28;
    cited.push_back(paragraph(
        {{id + "  ", theme::in(theme::strong(style), theme::kInk)}, {found->second, style}}));
  }
  if (cited.empty()) return;
  addSection(body, labels("sources.title"), labels("sources.lead"));
  body.add(flowing(std::move(cited), 3), 4.0);
}

void addLimits(Stack& body, const Content& content) {
  const Labels& labels = content.labels;
  const bool shop = isShop(content.assessment.decision);
  addSection(body, labels("limits.use_title"));
  body.add(paragraph(labels(shop ? "limits.use_shop" : "limits.use"), theme::body()), 5.0);
  std::vector<BlockPtr> points;
  constexpr int kClinicLimits = 7;
  constexpr int kShopLimits = 4;
  for (int i = 1; i <= (shop ? kShopLimits : kClinicLimits); ++i) {
    const std::string key = shop ? "limits.shop_" : "limits.";
    points.push_back(
        bullet(labels(key + std::to_string(i)), theme::in(theme::small(), theme::kInk)));
  }
  body.add(flowing(std::move(points), 2), 4.0);
}

void addProvenance(Stack& body, const Content& content) {
  const Labels& labels = content.labels;
  const Assessment& assessment = content.assessment;
  addSection(body, labels("provenance.title"), labels("provenance.lead"));
  TableStyle style;
  style.columns = {{}, {1.0, 62.0}, {1.0, 74.0}, {1.0, 246.0}};
  auto table = std::make_unique<Table>(style);
  std::vector<BlockPtr> head;
  for (const char* key :
       {"provenance.file", "provenance.format", "provenance.unit", "provenance.hash"}) {
    head.push_back(cell(labels(key), theme::overline()));
  }
  table->head(std::move(head));
  const TextStyle small = theme::in(theme::small(), theme::kInk);
  TextStyle hash = small;
  hash.size = 6.0;  // 64 digits on one line
  for (const InputFile& input : assessment.inputs) {
    TableRow row;
    row.cells.push_back(cell(content.user(input.file), theme::strong(small)));
    row.cells.push_back(cell(input.format, small));
    row.cells.push_back(cell(
        labels("provenance.unit_value",
               {{"unit", input.unit}, {"source", labels.word("unit_source", input.unitSource)}}),
        small));
    row.cells.push_back(cell(input.sha256, hash));
    table->row(std::move(row));
  }
  if (!table->empty()) body.add(std::move(table), 5.0);
  constexpr double kCode = 64.0;
  auto columns =
      std::make_unique<Columns>(std::vector<Column>{{1.0, {}}, {1.0, kCode}}, theme::kGap);
  Stack& facts = columns->at(0);
  facts.add(fact(labels("provenance.software"), assessment.software, theme::strong(small)));
  facts.add(fact(labels("provenance.knowledge"), assessment.knowledge, theme::strong(small)), 3.0);
  const std::string result = content.resultSha256;
  if (!result.empty()) {
    facts.add(fact(labels("provenance.result"), result, theme::strong(small)), 3.0);
    facts.add(paragraph(labels("provenance.code"), theme::small()), 3.0);
    columns->at(1).add(std::make_unique<Figure>(kCode, [result](Canvas& canvas, const Rect& rect) {
      drawQrCode(canvas, rect, "podalign:result:sha256:" + result);
    }));
  }
  columns->keepTogether = true;
  body.add(std::move(columns), 8.0);
}

// An empty box to tick, or a line to write on.
BlockPtr tickBox(const std::string& text) {
  constexpr double kIndent = 16.0;
  return beside(
      kIndent,
      [](Canvas& canvas, const Rect& rect) {
        constexpr double kSide = 8.5;
        canvas.stroke(Path::rectangle({rect.x, rect.y + 1.5, kSide, kSide}),
                      {theme::kInk, 0.8, {}});
      },
      paragraph(text, theme::body()));
}

BlockPtr writeLine(const std::string& text) {
  constexpr double kHeight = 30.0;
  return std::make_unique<Figure>(kHeight, [text](Canvas& canvas, const Rect& rect) {
    const double y = rect.y + 20.0;
    canvas.stroke(Path::line({rect.x, y}, {rect.right(), y}), {theme::kInk, 0.6, {}});
    canvas.label(text, theme::small(), {rect.x, y + 6.5});
  });
}

BlockPtr signOff(const Content& content) {
  const Labels& labels = content.labels;
  const std::optional<SignOff>& signedOff = content.assessment.signOff;
  auto inside = std::make_unique<Stack>();
  inside->add(headingBlock(labels("sign.title"), theme::subheading(), 2));
  if (signedOff) {
    inside->add(paragraph(labels("sign.signed", {{"name", content.user(signedOff->name)},
                                                 {"date", labels.dateTime(signedOff->date)},
                                                 {"decision", content.user(signedOff->decision)}}),
                          theme::strong(theme::body())),
                4.0);
    if (!signedOff->reason.empty()) {
      inside->add(paragraph(content.user(signedOff->reason), theme::body()), 2.0);
    }
  } else {
    inside->add(paragraph(labels("sign.lead"), theme::body()), 2.0);
    auto choices = std::make_unique<Columns>(std::vector<Column>{{}, {}, {}}, theme::kGap);
    choices->at(0).add(tickBox(labels("sign.accept")));
    choices->at(1).add(tickBox(labels("sign.edit")));
    choices->at(2).add(tickBox(labels("sign.reject")));
    inside->add(std::move(choices), 8.0);
    // What was proposed, what is done instead, and why.
    TableStyle style;
    style.columns = {{0.8, {}}, {1.0, {}}, {1.2, {}}};
    style.gap = 14.0;
    style.padding = 0.5;
    auto table = std::make_unique<Table>(style);
    std::vector<BlockPtr> head;
    for (const char* key : {"sign.override_rule", "sign.override_new", "sign.reason"}) {
      head.push_back(cell(labels(key), theme::overline()));
    }
    table->head(std::move(head));
    constexpr int kLines = 4;
    constexpr double kLine = 15.0;
    for (int i = 0; i < kLines; ++i) {
      TableRow row;
      for (int column = 0; column < 3; ++column) {
        row.cells.push_back(std::make_unique<Figure>(kLine, [](Canvas&, const Rect&) {}));
      }
      table->row(std::move(row));
    }
    inside->add(std::move(table), 8.0);
    auto names = std::make_unique<Columns>(std::vector<Column>{{}, {}, {}}, theme::kGap);
    names->at(0).add(writeLine(labels("sign.name")));
    names->at(1).add(writeLine(labels("sign.date")));
    names->at(2).add(writeLine(labels("sign.signature")));
    inside->add(std::move(names), 6.0);
  }
  BoxStyle box;
  box.border = theme::kMuted;
  box.padding = 12.0;
  auto framed = std::make_unique<Box>(box, std::move(inside));
  framed->keepTogether = true;
  return framed;
}

}  // namespace

Chapter limitsChapter(const Content& content) {
  const Labels& labels = content.labels;
  auto body = std::make_unique<Stack>();
  body->add(headingBlock(labels("chapter.limits"), theme::display(17.0), 1));
  addFindings(*body, content);
  addAnswers(*body, content);
  addSources(*body, content);
  addLimits(*body, content);
  addProvenance(*body, content);
  body->add(signOff(content), 16.0);
  return {labels("chapter.limits"), std::move(body), false};
}

}  // namespace podalign::report::internal
