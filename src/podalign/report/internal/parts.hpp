#pragma once

#include <string>
#include <vector>

#include "podalign/report/internal/block.hpp"
#include "podalign/report/internal/pages.hpp"

// Recurring pieces of a page.
namespace podalign::report::internal {

// How much a note matters; each has its own colour and its own shape.
enum class Tone { Danger, Caution, Note, Good };
[[nodiscard]] Tone toneOfLevel(const std::string& escalationLevel);
[[nodiscard]] Color inkOf(Tone tone);
[[nodiscard]] Color tintOf(Tone tone);
// Octagon, triangle, ring, disc.
void drawToneMark(Canvas& canvas, Point center, double radius, Tone tone);

constexpr double kSectionSpace = 14.0;

// A heading with a line below, kept with what follows.
[[nodiscard]] BlockPtr section(const std::string& title);
// As section, with a sentence below the line.
void addSection(Stack& body, const std::string& title, const std::string& lead = {});
[[nodiscard]] BlockPtr bullet(const std::string& text, const TextStyle& style);
[[nodiscard]] BlockPtr bullet(RichText text, const TextStyle& style);
// "Left foot" above what follows.
[[nodiscard]] BlockPtr sideTitle(const std::string& text);
// A mark, a title and blocks in a tinted frame.
[[nodiscard]] BlockPtr notice(Tone tone, const std::string& title, const TextStyle& titleStyle,
                              std::unique_ptr<Stack> content);
// As above; `size`: of the title's first words.
[[nodiscard]] BlockPtr notice(Tone tone, RichText title, double size, BlockPtr content);
// Small name above a value.
[[nodiscard]] BlockPtr fact(const std::string& name, const std::string& value,
                            const TextStyle& valueStyle);
// "262.4 | ± 1.8 mm": numbers below each other line up at `split` of the width.
[[nodiscard]] BlockPtr valueBlock(const measure::Measurement& measurement, const Labels& labels,
                                  const TextStyle& style);
// A column's head above such values.
[[nodiscard]] BlockPtr valueHead(const std::string& text);
// Draws a mark of fixed size beside a block.
[[nodiscard]] BlockPtr beside(double markWidth, Figure::Draw mark, BlockPtr block);

// "left foot", "right foot", "both feet"; empty for a rule about the person.
[[nodiscard]] std::string sidesText(const recommend::Recommendation& recommendation,
                                    const Labels& labels);
[[nodiscard]] std::string sidesKey(const recommend::Recommendation& recommendation);
// When something is planned: dates where the case has one, else weeks.
[[nodiscard]] std::string whenText(const recommend::PlanItem& item, const Labels& labels);
[[nodiscard]] const recommend::Recommendation* ruleNamed(const recommend::Decision& decision,
                                                         const std::string& rule);
[[nodiscard]] bool isEscalating(const recommend::Decision& decision, const std::string& rule);

}  // namespace podalign::report::internal
