#pragma once

#include <string>
#include <vector>

#include "podalign/report/internal/pages.hpp"
#include "podalign/report/internal/theme.hpp"

// The sheet the runner takes home: the page in front, and what more there is on its back.
namespace podalign::report::internal {

struct RunnerPage {
  const Content& content;
  double scale = 1.0;  // of text and drawings, so that the front fits on one page

  [[nodiscard]] TextStyle plain() const {
    TextStyle style = theme::plain();
    style.size *= scale;
    style.leading = 1.36;
    return style;
  }
  [[nodiscard]] TextStyle quiet() const { return theme::in(plain(), theme::kMuted); }
  [[nodiscard]] double space(double points) const { return points * scale; }
};

// A heading with a line below, a little tighter than those of the clinical pages.
void addRunnerSection(Stack& body, const RunnerPage& page, const std::string& title,
                      const std::string& lead = {});

void addWhatWeSaw(Stack& body, const RunnerPage& page);
void addKnee(Stack& body, const RunnerPage& page);
void addThisWeek(Stack& body, const RunnerPage& page);
void addExercises(Stack& body, const RunnerPage& page);
// What may be tried beside the programme and can be drawn; without a heading.
void addOtherExercises(Stack& body, const RunnerPage& page);
void addHelp(Stack& body, const RunnerPage& page);
void addShoes(Stack& body, const RunnerPage& page);
// What is not for this week: from a later day on, or only where it helps.
void addLater(Stack& body, const RunnerPage& page);
void addCheckUps(Stack& body, const RunnerPage& page);

// The first proposed shoe whose features are known; null where none is.
[[nodiscard]] const recommend::FootwearChoice* drawnShoe(const Content& content);
void addShoeDrawing(Stack& column, const Content& content, const recommend::FootwearChoice& shoe);

using Advice = std::vector<const recommend::Recommendation*>;
// The sentences for the runner of a category, each once, without those of a red flag.
[[nodiscard]] Advice adviceOf(const Content& content, const std::string& category);
// What a rule's advice is to wait for: nothing, or the first day of its place in the plan.
[[nodiscard]] std::string laterThanNow(const Content& content,
                                       const recommend::Recommendation& advice);
// Whether advice belongs to the programme itself, not to what may be tried beside it.
[[nodiscard]] bool isProgramme(const Content& content, const recommend::Recommendation& advice);
// Advice with a drawing.
[[nodiscard]] std::vector<std::string> exercisesOf(const Content& content, const std::string& rule);

struct Topic {
  std::string title;
  Advice advice;
};
// Topics in columns of about the same height.
void addTopics(Stack& body, const RunnerPage& page, const std::vector<Topic>& topics,
               std::size_t columns);

}  // namespace podalign::report::internal
