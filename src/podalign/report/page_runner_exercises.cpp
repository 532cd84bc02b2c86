#include <algorithm>

#include "podalign/report/internal/figure_words.hpp"
#include "podalign/report/internal/figures.hpp"
#include "podalign/report/internal/parts.hpp"
#include "podalign/report/internal/runner_page.hpp"

// Exercises with their drawings, for the runner.
namespace podalign::report::internal {
namespace {

using recommend::Recommendation;

enum class Programme { Own, Beside };

// An exercise: its drawings beside each other, and below them what to do.
void addExercise(Stack& card, const RunnerPage& page, const Recommendation& advice,
                 const std::vector<std::string>& names) {
  constexpr double kDrawing = 47.0;
  const Labels& labels = page.content.labels;
  card.add(std::make_unique<Figure>(
      page.space(kDrawing),
      [names](Canvas& canvas, const Rect& rect) {
        const double each = rect.width / static_cast<double>(names.size());
        double x = rect.x;
        for (const std::string& name : names) {
          drawExercise(canvas, {x, rect.y, each, rect.height}, name);
          x += each;
        }
      },
      exerciseWords(names, labels)));
  RichText text;
  const auto lead = [&](const std::string& words) {
    if (!words.empty()) text.push_back({words, theme::strong(page.plain())});
  };
  if (advice.sides.size() == 1) lead(labels("runner.side_first." + sidesKey(advice)));
  lead(laterThanNow(page.content, advice));
  text.push_back({advice.textRunner, page.plain()});
  card.add(paragraph(std::move(text)), page.space(3.0));
}

// Cards in rows.
std::unique_ptr<Stack> cards(const RunnerPage& page, Programme programme) {
  auto body = std::make_unique<Stack>();
  constexpr std::size_t kAcross = 6;  // drawings in one row
  struct Card {
    const Recommendation* advice;
    std::vector<std::string> names;
  };
  std::vector<std::vector<Card>> rows;
  std::size_t used = kAcross;
  for (const Recommendation* advice : adviceOf(page.content, "adjunct")) {
    std::vector<std::string> names = exercisesOf(page.content, advice->rule);
    const bool own = isProgramme(page.content, *advice) == (programme == Programme::Own);
    if (names.empty() || !own) continue;
    if (used + names.size() > kAcross) {
      rows.emplace_back();
      used = 0;
    }
    used += names.size();
    rows.back().push_back({advice, std::move(names)});
  }
  for (const std::vector<Card>& row : rows) {
    // A card with one drawing is wider than half of one with two: its text needs the room.
    constexpr double kText = 1.6;
    std::vector<Column> columns;
    std::size_t drawings = 0;
    for (const Card& card : row) {
      columns.push_back({kText + static_cast<double>(card.names.size()), {}});
      drawings += card.names.size();
    }
    if (rows.size() > 1 && drawings < kAcross) {
      columns.push_back({static_cast<double>(kAcross - drawings), {}});
    }
    auto block = std::make_unique<Columns>(columns, 8.0);
    for (std::size_t i = 0; i < row.size(); ++i) {
      addExercise(block->at(i), page, *row[i].advice, row[i].names);
    }
    BoxStyle box;
    box.fill = theme::kPanel;
    box.padding = 5.5;
    block->inBoxes(box);
    body->add(std::move(block), page.space(5.0));
  }
  return body;
}

}  // namespace

std::vector<std::string> exercisesOf(const Content& content, const std::string& rule) {
  std::vector<std::string> names;
  for (const std::string& name : drawnExercises()) {
    const std::string rules = " " + content.labels("exercise." + name + ".rules") + " ";
    if (rules.find(" " + rule + " ") != std::string::npos) names.push_back(name);
  }
  return names;
}

void addExercises(Stack& body, const RunnerPage& page) {
  auto rows = cards(page, Programme::Own);
  if (rows->empty()) return;
  addRunnerSection(body, page, page.content.labels("runner.exercises"));
  body.add(std::move(rows), page.space(5.0));
}

void addOtherExercises(Stack& body, const RunnerPage& page) {
  auto rows = cards(page, Programme::Beside);
  if (!rows->empty()) body.add(std::move(rows));
}

}  // namespace podalign::report::internal
