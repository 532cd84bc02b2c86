#include <algorithm>
#include <array>
#include <string>

#include "podalign/report/internal/figures.hpp"
#include "podalign/report/internal/pages.hpp"
#include "podalign/report/internal/parts.hpp"
#include "podalign/report/internal/shop.hpp"
#include "podalign/report/internal/table.hpp"
#include "podalign/report/internal/theme.hpp"

// The plan with its dates: a bar over the weeks beside each item.
namespace podalign::report::internal {
namespace {

using recommend::PlanItem;
using recommend::PlanStep;

constexpr double kBarColumn = 110.0;

// "Run 10 minutes", "Run 12 minutes" -> what is the same before and after what differs, in bytes
// that end at a blank.
struct Common {
  std::size_t before = 0;
  std::size_t after = 0;
};

Common commonOf(const std::vector<PlanStep>& steps) {
  const std::string& first = steps.front().what;
  std::size_t before = first.size();
  std::size_t after = first.size();
  for (const PlanStep& step : steps) {
    const std::string& other = step.what;
    std::size_t i = 0;
    while (i < std::min({before, first.size(), other.size()}) && first[i] == other[i]) ++i;
    before = std::min(before, i);
    std::size_t j = 0;
    while (j < std::min({after, first.size(), other.size()}) &&
           first[first.size() - 1 - j] == other[other.size() - 1 - j]) {
      ++j;
    }
    after = std::min(after, j);
  }
  while (before > 0 && first[before - 1] != ' ') --before;
  while (after > 0 && first[first.size() - after] != ' ') --after;
  return {before, after};
}

// The single days in one line: the first in full, of the others only what differs.
std::string stepsText(const std::vector<PlanStep>& steps, const Labels& labels) {
  const Common common = commonOf(steps);
  std::string text;
  for (const PlanStep& step : steps) {
    const bool first = &step == &steps.front();
    const std::string day = step.date.empty()
                                ? labels("plan.day", {{"day", std::to_string(step.day)}})
                                : labels.day(step.date);
    const bool shortened = !first && common.before + common.after < step.what.size();
    const std::string what =
        shortened ? step.what.substr(common.before, step.what.size() - common.before - common.after)
                  : step.what;
    text += (first ? "" : " \u00b7 ") + labels("plan.step", {{"day", day}, {"what", what}});
  }
  return text;
}

std::string shortWhen(const PlanItem& item, const Labels& labels) {
  if (item.fromDate.empty()) return item.when;
  if (item.toDate.empty() || item.toDate == item.fromDate) return labels.day(item.fromDate);
  return labels("date_range",
                {{"from", labels.day(item.fromDate)}, {"to", labels.day(item.toDate)}});
}

// Room for half a number at both ends.
Rect weeksWithin(const Rect& rect) {
  constexpr double kInset = 5.0;
  return {rect.x + kInset, rect.y, rect.width - 2.0 * kInset, rect.height};
}

void drawWeeks(Canvas& canvas, const Rect& whole, int weeks) {
  const Rect rect = weeksWithin(whole);
  const double each = rect.width / weeks;
  for (int week = 0; week <= weeks; week += 2) {
    canvas.label(std::to_string(week), theme::figureText(),
                 {rect.x + each * week, rect.y + rect.height / 2.0}, Align::Center);
  }
}

void drawBar(Canvas& canvas, const Rect& whole, const PlanItem& item, int weeks) {
  const Rect rect = weeksWithin(whole);
  constexpr double kHigh = 4.4;
  const double each = rect.width / weeks;
  const double middle = rect.y + rect.height / 2.0;
  for (int week = 0; week <= weeks; week += 2) {
    const double x = rect.x + each * week;
    canvas.stroke(Path::line({x, rect.y}, {x, rect.bottom()}), {theme::kHairline, 0.4, {}});
  }
  const double from = rect.x + each * std::min(item.fromWeek, weeks);
  const double to = rect.x + each * std::min(item.toWeek, weeks);
  if (to - from < each / 2.0) {
    const double r = kHigh * 0.75;
    canvas.fill(
        Path::polygon(
            {{from, middle - r}, {from + r, middle}, {from, middle + r}, {from - r, middle}}),
        item.kind == "review" ? theme::kInk : theme::kAccent);
    return;
  }
  canvas.fill(Path::rounded({from, middle - kHigh / 2.0, to - from, kHigh}, kHigh / 2.0),
              item.kind == "exercise" || item.kind == "run" ? theme::kAccent : theme::kAccentSoft);
}

// What is planned, and below it its single days.
BlockPtr whatCell(const PlanItem& item, const Labels& labels) {
  auto stack = std::make_unique<Stack>();
  stack->add(paragraph({{item.what, theme::in(theme::small(), theme::kInk)},
                        {"  " + item.rule, theme::in(theme::small(), theme::kFaint)}}));
  if (!item.steps.empty()) {
    TextStyle style = theme::small();
    style.size = 6.4;
    stack->add(paragraph(stepsText(item.steps, labels), style), 0.5);
  }
  return stack;
}

}  // namespace

void addPlan(Stack& body, const Content& content) {
  constexpr double kRow = 9.6;
  constexpr int kLeastWeeks = 6;
  constexpr int kMostWeeks = 26;
  const Labels& labels = content.labels;
  const recommend::Decision& decision = content.assessment.decision;
  const bool shop = isShop(decision);
  std::vector<const PlanItem*> items;
  if (!shop) {
    for (const PlanItem& item : decision.plan) items.push_back(&item);
  }
  for (const PlanItem& item : decision.followUp) items.push_back(&item);
  if (items.empty()) return;
  std::string year;
  if (!items.front()->fromDate.empty()) year = items.front()->fromDate.substr(0, 4);
  addSection(body, labels(shop ? "plan.title_shop" : "plan.title"),
             year.empty() ? std::string() : labels("plan.lead", {{"year", year}}));
  int weeks = kLeastWeeks;
  for (const PlanItem* item : items) weeks = std::max(weeks, item->toWeek);
  weeks = std::min(weeks + weeks % 2, kMostWeeks);
  TableStyle style;
  style.columns = {{1.0, 80.0}, {1.0, kBarColumn}, {}};
  style.gap = 10.0;
  style.padding = 1.7;
  auto table = std::make_unique<Table>(style);
  std::vector<BlockPtr> head;
  head.push_back(cell(labels("plan.when"), theme::overline()));
  head.push_back(std::make_unique<Figure>(
      kRow, [weeks](Canvas& canvas, const Rect& rect) { drawWeeks(canvas, rect, weeks); }));
  head.push_back(cell(labels("plan.what"), theme::overline()));
  table->head(std::move(head));
  for (const PlanItem* item : items) {
    TableRow row;
    row.cells.push_back(
        cell(shortWhen(*item, labels), theme::in(theme::strong(theme::small()), theme::kInk)));
    row.cells.push_back(std::make_unique<Figure>(
        kRow,
        [item, weeks](Canvas& canvas, const Rect& rect) { drawBar(canvas, rect, *item, weeks); }));
    row.cells.push_back(whatCell(*item, labels));
    table->row(std::move(row));
  }
  body.add(std::move(table), 5.0);
}

}  // namespace podalign::report::internal
