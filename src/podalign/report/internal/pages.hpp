#pragma once

#include <memory>
#include <string>
#include <vector>

#include "podalign/report/assessment.hpp"
#include "podalign/report/internal/block.hpp"
#include "podalign/report/internal/foot_view.hpp"
#include "podalign/report/internal/labels.hpp"

// What stands on the pages, as blocks; where the pages break is decided later.
namespace podalign::report::internal {

struct Content {
  const Assessment& assessment;
  const Labels& labels;
  Canvas& canvas;  // to measure and to find characters without a glyph
  SideViews& sideViews;
  Point page;                // width and height that a page has for its body
  std::string resultSha256;  // of the result document

  // Text of the user (a file name, a subject id): always printable.
  [[nodiscard]] std::string user(const std::string& text) const { return canvas.printable(text); }
};

// A part of the report; it starts on a new page or goes on where the one before it ends.
struct Chapter {
  std::string title;
  std::unique_ptr<Stack> body;
  bool startsPage = true;
};

[[nodiscard]] Chapter runnerChapter(const Content& content);
[[nodiscard]] Chapter clinicalChapter(const Content& content);
[[nodiscard]] Chapter decisionChapter(const Content& content);
[[nodiscard]] Chapter limitsChapter(const Content& content);

// Parts of clinicalChapter and decisionChapter.
void addFeet(Stack& body, const Content& content);
void addClassification(Stack& body, const Content& content);
void addMeasures(Stack& body, const Content& content);
void addComparisons(Stack& body, const Content& content);
// Loads of the ten zones, means of both feet.
void addZones(Stack& body, const Content& content);

// Every single step, so that nothing is lost between file and mean.
void addSteps(Stack& body, const Content& content);

// What was entered by hand.
void addEntered(Stack& body, const Content& content);
[[nodiscard]] bool isZoneMeasure(const std::string& name);
// How far a measure goes over the choices of its definition, and which cut-offs lie within that or
// within its band; empty where there is nothing to say.
[[nodiscard]] std::string rangeText(const Content& content, const std::string& name,
                                    const measure::Measurement* measurement);
// This visit against the earlier ones; nothing where the case names none.
void addFollowUp(Stack& body, const Content& content);
void addWalk(Stack& body, const Content& content);
void addKneeChain(Stack& body, const Content& content);
void addRecommendations(Stack& body, const Content& content);
void addFootwear(Stack& body, const Content& content);
void addInsole(Stack& body, const Content& content);
void addPlan(Stack& body, const Content& content);
void addOpenQuestions(Stack& body, const Content& content);

}  // namespace podalign::report::internal
