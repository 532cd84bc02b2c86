#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "podalign/report/insole_document.hpp"
#include "podalign/report/internal/insole_figures.hpp"
#include "podalign/report/internal/parts.hpp"
#include "podalign/report/internal/render_pages.hpp"
#include "podalign/report/internal/table.hpp"
#include "podalign/report/internal/theme.hpp"

// What the laboratory gets on paper: who asks for what, within which limits, and room to sign.
namespace podalign::report {
namespace {

using namespace internal;

const MadeInsole* insoleOf(const InsoleDocument& document, Laterality side) {
  for (const MadeInsole& made : document.insoles) {
    if (made.plan.side == side) return &made;
  }
  return nullptr;
}

const insole::PlanValue* valueOf(const MadeInsole* made, const std::string& id) {
  if (made == nullptr) return nullptr;
  for (const insole::PlanValue& value : made->plan.values) {
    if (value.id == id) return &value;
  }
  return nullptr;
}

std::string plain(double value) { return fmt::format("{:g}", value); }

// Prescribed values stand out; what is usual or found stays quiet.
BlockPtr valueCell(const Content& content, const MadeInsole* made, const std::string& id) {
  const Labels& labels = content.labels;
  const insole::PlanValue* value = valueOf(made, id);
  if (value == nullptr) {
    return cell(labels("measure.absent"), theme::in(theme::body(), theme::kFaint), Align::Center);
  }
  const bool stated = value->origin == insole::ValueOrigin::Prescribed;
  auto stack = std::make_unique<Stack>();
  stack->add(paragraph(labels.withUnit(plain(value->value), value->unit),
                       stated ? theme::strong(theme::body()) : theme::body(), Align::Center));
  if (!stated) {
    stack->add(
        paragraph(labels(std::string("insole_form.origin_") + insole::toString(value->origin)),
                  theme::small(), Align::Center));
  }
  return stack;
}

BlockPtr wordCell(const Content& content, const MadeInsole* made, std::size_t index) {
  if (made == nullptr || index >= made->plan.words.size()) {
    return cell(content.labels("measure.absent"), theme::in(theme::body(), theme::kFaint),
                Align::Center);
  }
  const insole::PlanWord& word = made->plan.words[index];
  const bool stated = word.origin == insole::ValueOrigin::Prescribed;
  return cell(content.labels("insole_form.word_" + word.id + "_" + word.value),
              stated ? theme::strong(theme::body()) : theme::body(), Align::Center);
}

std::string limitsText(const Content& content, const insole::PlanValue& value) {
  const Labels& labels = content.labels;
  std::string text =
      value.low && value.high
          ? labels("insole_form.limits", {{"low", plain(*value.low)}, {"high", plain(*value.high)}})
          : std::string();
  if (!value.limitedBy.empty()) text += " (" + value.limitedBy + ")";
  if (value.provisional) text += "; " + labels("insole_form.provisional");
  if (!value.note.empty()) text += ". " + value.note;
  return text;
}

// The limits, by foot where they differ.
BlockPtr limitsCell(const Content& content, const InsoleDocument& document, const std::string& id) {
  auto stack = std::make_unique<Stack>();
  std::string first;
  for (const Laterality side : kBothSides) {
    const insole::PlanValue* value = valueOf(insoleOf(document, side), id);
    if (value == nullptr) continue;
    const std::string text = content.user(limitsText(content, *value));
    if (text == first) continue;
    const bool second = !first.empty();
    stack->add(paragraph((second ? content.labels.side(side) + ": " : "") + text, theme::small()));
    first = text;
  }
  return stack;
}

std::unique_ptr<Table> newTable(const Content& content, const std::string& last) {
  const Labels& labels = content.labels;
  TableStyle style;
  style.columns = {{1.0, 150.0}, {1.0, 74.0}, {1.0, 74.0}, {}};
  auto table = std::make_unique<Table>(style);
  std::vector<BlockPtr> head;
  head.push_back(cell(labels("insole_form.what"), theme::overline()));
  head.push_back(cell(labels("side_capital.left"), theme::overline(), Align::Center));
  head.push_back(cell(labels("side_capital.right"), theme::overline(), Align::Center));
  head.push_back(cell(last, theme::overline()));
  table->head(std::move(head));
  return table;
}

// Reliefs that nobody asked for, and where a pad would stand that is none, are left out.
bool isWorthARow(const InsoleDocument& document, const std::string& id) {
  const bool relief = id.starts_with("relief_");
  const bool behind = id == "metatarsal_pad_behind_mm";
  if (!relief && !behind) return true;
  return std::any_of(document.insoles.begin(), document.insoles.end(), [&](const MadeInsole& made) {
    const insole::PlanValue* value = valueOf(&made, id);
    const bool stated = value != nullptr && value->origin == insole::ValueOrigin::Prescribed;
    return stated || (behind && made.plan.padMm > 0.0);
  });
}

void addPrescription(Stack& body, const Content& content, const InsoleDocument& document) {
  const Labels& labels = content.labels;
  addSection(body, labels("insole_form.prescription"), labels("insole_form.prescription_lead"));
  auto table = newTable(content, labels("insole_form.limits_head"));
  const MadeInsole& any = document.insoles.front();
  for (std::size_t i = 0; i < any.plan.words.size(); ++i) {
    TableRow row;
    row.cells.push_back(cell(labels("insole_form.word_" + any.plan.words[i].id), theme::body()));
    row.cells.push_back(wordCell(content, insoleOf(document, Laterality::Left), i));
    row.cells.push_back(wordCell(content, insoleOf(document, Laterality::Right), i));
    row.cells.push_back(nullptr);
    table->row(std::move(row));
  }
  // Every value that either foot has, in the order of the rule base.
  std::vector<std::string> ids;
  for (const MadeInsole& made : document.insoles) {
    for (const insole::PlanValue& value : made.plan.values) {
      const bool listed = std::find(ids.begin(), ids.end(), value.id) != ids.end();
      if (!listed && isWorthARow(document, value.id)) ids.push_back(value.id);
    }
  }
  for (const std::string& id : ids) {
    TableRow row;
    row.cells.push_back(cell(labels("insole_form.value_" + id), theme::body()));
    row.cells.push_back(valueCell(content, insoleOf(document, Laterality::Left), id));
    row.cells.push_back(valueCell(content, insoleOf(document, Laterality::Right), id));
    row.cells.push_back(limitsCell(content, document, id));
    table->row(std::move(row));
  }
  body.add(std::move(table));
  body.add(paragraph(labels("insole_form.not_listed"), theme::small()), 4.0);
}

struct MadeRow {
  const char* key;
  const char* unit;
  double (*value)(const MadeInsole&);
};

constexpr std::array<MadeRow, 9> kMadeRows{
    {{"arch_reference", "mm", [](const MadeInsole& m) { return m.plan.archReferenceMm; }},
     {"arch", "mm", [](const MadeInsole& m) { return m.insole.made.archHeightMm; }},
     {"slope", "deg", [](const MadeInsole& m) { return m.insole.made.postingDeg; }},
     {"length", "mm", [](const MadeInsole& m) { return m.insole.made.lengthMm; }},
     {"width", "mm", [](const MadeInsole& m) { return m.insole.made.widthMm; }},
     {"height", "mm", [](const MadeInsole& m) { return m.insole.made.heightMm; }},
     {"thinnest", "mm", [](const MadeInsole& m) { return m.insole.made.thinnestMm; }},
     {"volume", "cm3", [](const MadeInsole& m) { return m.insole.made.volumeCm3; }},
     {"overhang", "cm2", [](const MadeInsole& m) { return m.insole.made.overhangCm2; }}}};

// Rounded, and never "-0.0".
double tenths(double value) {
  const double rounded = std::round(10.0 * value) / 10.0;
  return rounded == 0.0 ? 0.0 : rounded;
}

// What the height of the arch is a share of, by foot where they differ.
std::string referenceText(const Content& content, const InsoleDocument& document) {
  std::string text;
  std::string first;
  for (const MadeInsole& made : document.insoles) {
    const std::string own = content.labels(std::string("insole_form.reference_") +
                                           insole::toString(made.plan.archReference));
    if (own == first) continue;
    text += first.empty() ? own : "; " + content.labels.side(made.plan.side) + ": " + own;
    first = own;
  }
  return text;
}

void addMade(Stack& body, const Content& content, const InsoleDocument& document) {
  const Labels& labels = content.labels;
  addSection(body, labels("insole_form.made"), labels("insole_form.made_lead"));
  auto table = newTable(content, labels("insole_form.about"));
  for (const MadeRow& made : kMadeRows) {
    TableRow row;
    row.cells.push_back(cell(labels(std::string("insole_form.made_") + made.key), theme::body()));
    for (const Laterality side : kBothSides) {
      const MadeInsole* entry = insoleOf(document, side);
      row.cells.push_back(
          cell(entry == nullptr
                   ? labels("measure.absent")
                   : labels.withUnit(fmt::format("{:.1f}", tenths(made.value(*entry))), made.unit),
               theme::body(), Align::Center));
    }
    const std::string about = std::string_view(made.key) == "arch_reference"
                                  ? referenceText(content, document)
                                  : labels(std::string("insole_form.made_about_") + made.key);
    row.cells.push_back(cell(about, theme::small()));
    table->row(std::move(row));
  }
  body.add(std::move(table));
}

void addFindings(Stack& body, const Content& content, const InsoleDocument& document) {
  if (document.findings.empty()) return;
  addSection(body, content.labels("insole_form.findings"));
  for (const Finding& finding : document.findings) {
    body.add(bullet(content.user(content.labels.message(finding.message)), theme::body()), 3.0);
  }
}

// A line to write on, with what belongs there below it.
BlockPtr signatureLine(const std::string& name) {
  constexpr double kHeight = 34.0;
  return std::make_unique<Figure>(kHeight, [name](Canvas& canvas, const Rect& rect) {
    const double line = rect.bottom() - 11.0;
    canvas.stroke(Path::line({rect.x, line}, {rect.right(), line}), {theme::kMuted, 0.6, {}});
    canvas.label(name, theme::small(), {rect.x, rect.bottom() - 4.0});
  });
}

void addSignatures(Stack& body, const Content& content) {
  const Labels& labels = content.labels;
  auto block = std::make_unique<Stack>();
  block->keepTogether = true;
  addSection(*block, labels("insole_form.sign"), labels("insole_form.sign_lead"));
  for (const char* who : {"clinician", "laboratory"}) {
    auto columns = std::make_unique<Columns>(std::vector<Column>{{1.3, {}}, {1.3, {}}, {0.8, {}}},
                                             theme::kGap);
    columns->at(0).add(signatureLine(labels(std::string("insole_form.sign_") + who)));
    columns->at(1).add(signatureLine(labels("insole_form.sign_signature")));
    columns->at(2).add(signatureLine(labels("insole_form.sign_date")));
    block->add(std::move(columns), 4.0);
  }
  body.add(std::move(block), kSectionSpace);
}

void addOrigin(Stack& body, const Content& content, const InsoleDocument& document) {
  const Labels& labels = content.labels;
  const Assessment& assessment = document.assessment;
  std::string scans;
  std::string files;
  for (const MadeInsole& made : document.insoles) {
    const InputFile& input = assessment.inputs[assessment.scans[made.scan].source];
    scans += (scans.empty() ? "" : ", ") + input.file;
    for (const std::string& file : made.files) files += (files.empty() ? "" : ", ") + file;
  }
  auto columns =
      std::make_unique<Columns>(std::vector<Column>{{1.0, {}}, {1.0, {}}, {1.0, {}}}, theme::kGap);
  const auto add = [&](std::size_t column, const char* key, const std::string& value) {
    columns->at(column).add(
        fact(labels(std::string("insole_form.") + key), content.user(value), theme::body()));
  };
  add(0, "subject", assessment.subjectId);
  add(1, "scans", scans);
  add(2, "files", files.empty() ? labels("measure.absent") : files);
  body.add(std::move(columns), 8.0);
  body.add(paragraph(labels("insole_form.origin", {{"case", document.caseSha256},
                                                   {"knowledge", assessment.knowledge},
                                                   {"software", assessment.software}}),
                     theme::small()),
           6.0);
}

Chapter formChapter(const Content& content, const InsoleDocument& document) {
  const Labels& labels = content.labels;
  Chapter chapter{labels("insole_form.title"), std::make_unique<Stack>()};
  Stack& body = *chapter.body;
  body.add(headingBlock(labels("insole_form.title"), theme::title(), 1));
  body.add(paragraph(labels("insole_form.lead"), theme::body()), 4.0);
  addOrigin(body, content, document);
  addPrescription(body, content, document);
  addMade(body, content, document);
  addFindings(body, content, document);
  addSignatures(body, content);
  return chapter;
}

Chapter drawingChapter(const Content& content, const InsoleDocument& document) {
  const Labels& labels = content.labels;
  Chapter chapter{labels("insole_form.drawings"), std::make_unique<Stack>()};
  Stack& body = *chapter.body;
  for (const MadeInsole& made : document.insoles) {
    auto block = std::make_unique<Stack>();
    block->keepTogether = true;
    const std::string name = labels(std::string("insole_form.title_") + toString(made.plan.side));
    block->add(headingBlock(name, theme::heading(), 2));
    block->add(
        std::make_unique<Figure>(
            insoleSheetHeight(content.page.y),
            [&made, &document, &labels](Canvas& canvas, const Rect& rect) {
              drawInsoleSheet(canvas, rect, {made, document.assessment.scans[made.scan], labels});
            },
            labels("insole_form.drawing_alt", {{"name", name}})),
        6.0);
    body.add(std::move(block), kSectionSpace);
  }
  return chapter;
}

}  // namespace

Result<std::string> renderInsoleForm(const InsoleDocument& document, const TextRenderer& texts,
                                     const PdfOptions& options) {
  const Labels labels(texts);
  PdfOptions own = options;
  own.attachments.push_back({"prescription.json", "application/json",
                             labels("insole_form.attachment"), prescriptionJson(document, texts)});
  return renderPages(document.assessment, texts, {"insole_form.title", "insole_form.lead"}, own,
                     [&document](const Content& content, const Content&) {
                       std::vector<Chapter> chapters;
                       chapters.push_back(formChapter(content, document));
                       chapters.push_back(drawingChapter(content, document));
                       return chapters;
                     });
}

}  // namespace podalign::report
