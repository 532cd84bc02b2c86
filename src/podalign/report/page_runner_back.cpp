#include <algorithm>
#include <array>

#include "podalign/report/internal/figures.hpp"
#include "podalign/report/internal/parts.hpp"
#include "podalign/report/internal/runner_page.hpp"
#include "podalign/report/internal/table.hpp"

// Shoes and dates, for the runner.
namespace podalign::report::internal {
namespace {

using recommend::FootwearChoice;

// Sizes in a panel, as many beside each other as there are.
BlockPtr sizesBlock(const RunnerPage& page) {
  const Labels& labels = page.content.labels;
  const recommend::ShoeSizes& sizes = page.content.assessment.decision.sizes;
  auto inside = std::make_unique<Stack>();
  auto row = std::make_unique<Columns>(std::vector<Column>(sizes.sizes.size()), 6.0);
  std::size_t index = 0;
  for (const auto& [system, size] : sizes.sizes) {
    row->at(index++).add(
        fact(labels.word("size", system), labels.marked(size), theme::strong(page.plain())));
  }
  inside->add(std::move(row));
  std::string note;
  if (sizes.longerFoot) {
    note = labels("shoes.longer_foot", {{"foot", labels.foot(*sizes.longerFoot)}}) + " ";
  }
  if (sizes.padOther) note += labels("shoes.pad_other") + " ";
  inside->add(paragraph(note + labels("shoes.try"), theme::small()), 3.0);
  BoxStyle box;
  box.fill = theme::kPanel;
  box.padding = 8.0;
  auto panel = std::make_unique<Box>(box, std::move(inside));
  panel->keepTogether = true;
  return panel;
}

std::string nameOf(const FootwearChoice& choice, const Labels& labels) {
  return choice.name.empty() ? labels.word("footwear", choice.category) : choice.name;
}

void addChoices(Stack& column, const RunnerPage& page) {
  const Labels& labels = page.content.labels;
  for (const FootwearChoice& choice : page.content.assessment.decision.footwear) {
    column.add(paragraph({{labels.leadingWord("footwear_status", choice.status) + ":  ",
                           theme::in(page.plain(), theme::kMuted)},
                          {nameOf(choice, labels), theme::strong(page.plain())}}),
               2.0);
  }
}

void addTips(Stack& column, const RunnerPage& page) {
  const Labels& labels = page.content.labels;
  for (const recommend::Recommendation* advice : adviceOf(page.content, "footwear")) {
    RichText text;
    const std::string sides = sidesKey(*advice);
    if (!sides.empty()) {
      text.push_back({labels("runner.side_first." + sides), theme::strong(page.plain())});
    }
    text.push_back({advice->textRunner, page.plain()});
    column.add(bullet(std::move(text), page.plain()), page.space(1.6));
  }
}

}  // namespace

const FootwearChoice* drawnShoe(const Content& content) {
  for (const FootwearChoice& choice : content.assessment.decision.footwear) {
    if (choice.features.contains("drop_mm")) return &choice;
  }
  return nullptr;
}

// The drawing, and what its letters stand for on this shoe.
void addShoeDrawing(Stack& column, const Content& content, const FootwearChoice& shoe) {
  constexpr double kDrawing = 78.0;
  struct Feature {
    const char* letter;
    const char* name;
  };
  constexpr std::array<Feature, 4> kFeatures{
      {{"A", "stack_heel_mm"}, {"B", "drop_mm"}, {"C", "torsional"}, {"D", "width"}}};
  const Labels& labels = content.labels;
  column.add(paragraph(nameOf(shoe, labels), theme::in(theme::strong(theme::body()), theme::kInk)));
  column.add(std::make_unique<Figure>(
                 kDrawing, [](Canvas& canvas, const Rect& rect) { drawShoe(canvas, rect); },
                 labels("alt.shoe")),
             3.0);
  RichText text;
  for (const Feature& feature : kFeatures) {
    const auto found = shoe.features.find(feature.name);
    if (found == shoe.features.end() || found->second.empty()) continue;
    text.push_back({std::string(text.empty() ? "" : "   ") + feature.letter + "\u00a0",
                    theme::in(theme::strong(theme::small()), theme::kAccent)});
    text.push_back({labels.word("feature", feature.name) + " ", theme::small()});
    text.push_back({found->second, theme::in(theme::strong(theme::small()), theme::kInk)});
  }
  column.add(paragraph(std::move(text)), 3.0);
}

void addShoes(Stack& body, const RunnerPage& page) {
  const Labels& labels = page.content.labels;
  const recommend::Decision& decision = page.content.assessment.decision;
  const bool advice = !adviceOf(page.content, "footwear").empty();
  if (decision.footwear.empty() && !advice) return;
  addRunnerSection(body, page, labels("runner.shoes"));
  auto columns =
      std::make_unique<Columns>(std::vector<Column>{{0.5, {}}, {0.5, {}}}, theme::kGap * 1.4);
  addChoices(columns->at(0), page);
  const FootwearChoice* shoe = drawnShoe(page.content);
  if (shoe != nullptr) {
    auto drawing = std::make_unique<Stack>();
    addShoeDrawing(*drawing, page.content, *shoe);
    columns->at(0).add(std::move(drawing), 8.0);
  }
  addTips(columns->at(1), page);
  body.add(std::move(columns), page.space(5.0));
  if (!decision.sizes.sizes.empty()) body.add(sizesBlock(page), page.space(7.0));
}

void addCheckUps(Stack& body, const RunnerPage& page) {
  constexpr std::size_t kBesideEachOther = 3;
  const Labels& labels = page.content.labels;
  const auto& items = page.content.assessment.decision.followUp;
  if (items.empty()) return;
  addRunnerSection(body, page, labels("runner.follow_up"));
  const TextStyle date = theme::in(theme::strong(page.plain()), theme::kAccent);
  for (std::size_t from = 0; from < items.size(); from += kBesideEachOther) {
    auto row = std::make_unique<Columns>(std::vector<Column>(kBesideEachOther), theme::kGap);
    const std::size_t end = std::min(items.size(), from + kBesideEachOther);
    for (std::size_t i = from; i < end; ++i) {
      Stack& column = row->at(i - from);
      column.add(headingBlock(whenText(items[i], labels), date));
      column.add(paragraph(items[i].what, page.plain()), 1.0);
    }
    body.add(std::move(row), page.space(5.0));
  }
}

}  // namespace podalign::report::internal
