#include "podalign/report/internal/parts.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "podalign/report/internal/theme.hpp"

namespace podalign::report::internal {

Tone toneOfLevel(const std::string& escalationLevel) {
  if (escalationLevel == "emergency" || escalationLevel == "urgent") return Tone::Danger;
  if (escalationLevel == "none") return Tone::Note;
  return Tone::Caution;
}

Color inkOf(Tone tone) {
  switch (tone) {
    case Tone::Danger: return theme::kDanger;
    case Tone::Caution: return theme::kCaution;
    case Tone::Note: return theme::kAccent;
    case Tone::Good: return theme::kGood;
  }
  return theme::kInk;
}

Color tintOf(Tone tone) {
  switch (tone) {
    case Tone::Danger: return theme::kDangerTint;
    case Tone::Caution: return theme::kCautionTint;
    case Tone::Note: return theme::kAccentTint;
    case Tone::Good: return theme::kPanel;
  }
  return theme::kPanel;
}

void drawToneMark(Canvas& canvas, Point center, double radius, Tone tone) {
  const Color ink = inkOf(tone);
  const auto polygon = [&](int corners, double turn) {
    constexpr double kTurn = 6.283185307179586;
    std::vector<Point> points;
    for (int i = 0; i < corners; ++i) {
      const double angle = turn + kTurn * i / corners;
      points.push_back({center.x + radius * std::sin(angle), center.y - radius * std::cos(angle)});
    }
    return Path::polygon(points);
  };
  const double bar = radius * 0.22;
  const auto exclamation = [&](double shift) {
    canvas.fill(
        Path::rounded({center.x - bar / 2.0, center.y - radius * 0.5 + shift, bar, radius * 0.62},
                      bar / 2.0),
        theme::kPaper);
    canvas.fill(Path::circle({center.x, center.y + radius * 0.4 + shift}, bar * 0.62),
                theme::kPaper);
  };
  switch (tone) {
    case Tone::Danger:
      canvas.fill(polygon(8, 0.39269908), ink);
      exclamation(0.0);
      break;
    case Tone::Caution:
      canvas.fill(polygon(3, 0.0), ink);
      exclamation(radius * 0.05);
      break;
    case Tone::Note:
      canvas.stroke(Path::circle(center, radius * 0.88), {ink, radius * 0.2, {}});
      canvas.fill(
          Path::rounded({center.x - bar / 2.0, center.y - radius * 0.12, bar, radius * 0.62},
                        bar / 2.0),
          ink);
      canvas.fill(Path::circle({center.x, center.y - radius * 0.42}, bar * 0.62), ink);
      break;
    case Tone::Good: canvas.fill(Path::circle(center, radius * 0.5), ink); break;
  }
}

BlockPtr section(const std::string& title) {
  auto stack = std::make_unique<Stack>();
  stack->add(headingBlock(title, theme::heading(), 2));
  stack->add(hairline(), 4.0);
  stack->keepWithNext = true;
  stack->keepTogether = true;
  return stack;
}

void addSection(Stack& body, const std::string& title, const std::string& lead) {
  body.add(section(title), kSectionSpace);
  if (!lead.empty()) {
    body.add(headingBlock(lead, theme::in(theme::body(), theme::kMuted)), 5.0);
  }
}

BlockPtr beside(double markWidth, Figure::Draw mark, BlockPtr block) {
  auto columns =
      std::make_unique<Columns>(std::vector<Column>{{1.0, markWidth}, {1.0, std::nullopt}}, 0.0);
  constexpr double kMarkHeight = 10.0;
  columns->at(0).add(std::make_unique<Figure>(kMarkHeight, std::move(mark)));
  columns->at(1).add(std::move(block));
  return columns;
}

BlockPtr bullet(RichText text, const TextStyle& style) {
  constexpr double kIndent = 11.0;
  constexpr double kRadius = 1.5;
  const double middle = style.size * style.leading / 2.0;
  BlockPtr item = beside(
      kIndent,
      [middle](Canvas& canvas, const Rect& rect) {
        canvas.fill(Path::circle({rect.x + 2.5, rect.y + middle}, kRadius), theme::kAccent);
      },
      paragraph(std::move(text)));
  item->tag = tagged({.role = Role::ListItem});
  return item;
}

BlockPtr bullet(const std::string& text, const TextStyle& style) {
  return bullet(RichText{{text, style}}, style);
}

BlockPtr notice(Tone tone, const std::string& title, const TextStyle& titleStyle,
                std::unique_ptr<Stack> content) {
  RichText head{{title, theme::in(titleStyle, inkOf(tone))}};
  return notice(tone, std::move(head), titleStyle.size, std::move(content));
}

BlockPtr notice(Tone tone, RichText title, double size, BlockPtr content) {
  constexpr double kIndent = 22.0;
  constexpr double kLeading = 1.2;
  auto inner = std::make_unique<Stack>();
  const double middle = size * kLeading / 2.0;
  const double radius = size * 0.66;
  BlockPtr head = beside(
      kIndent,
      [tone, middle, radius](Canvas& canvas, const Rect& rect) {
        drawToneMark(canvas, {rect.x + radius + 1.0, rect.y + middle}, radius, tone);
      },
      paragraph(std::move(title)));
  head->keepWithNext = true;
  inner->add(std::move(head));
  if (content) {
    auto indented =
        std::make_unique<Columns>(std::vector<Column>{{1.0, kIndent}, {1.0, std::nullopt}}, 0.0);
    indented->at(1).add(std::move(content));
    inner->add(std::move(indented), 3.0);
  }
  BoxStyle style;
  style.padding = 9.0;
  style.fill = tintOf(tone);
  style.bar = inkOf(tone);
  return std::make_unique<Box>(style, std::move(inner));
}

BlockPtr sideTitle(const std::string& text) {
  return headingBlock(text, theme::in(theme::subheading(), theme::kAccent), 3);
}

BlockPtr fact(const std::string& name, const std::string& value, const TextStyle& valueStyle) {
  auto stack = std::make_unique<Stack>();
  stack->add(headingBlock(name, theme::overline()));
  stack->add(paragraph(value, valueStyle), 1.5);
  return stack;
}

namespace {

constexpr double kValueSplit = 0.38;  // of a column of values: where numbers end

}  // namespace

BlockPtr valueBlock(const measure::Measurement& measurement, const Labels& labels,
                    const TextStyle& style) {
  const std::string number = labels.number(*measurement.value, measurement.unit);
  const std::string band = labels.band(measurement);
  const double height = style.size * style.leading;
  return std::make_unique<Figure>(height, [=](Canvas& canvas, const Rect& rect) {
    const double split = rect.x + rect.width * kValueSplit;
    const double middle = rect.y + rect.height / 2.0;
    TextStyle quiet = style;
    quiet.weight = Weight::Regular;
    canvas.label(number, style, {split, middle}, Align::Right);
    canvas.label(" " + band, quiet, {split, middle});
  });
}

BlockPtr valueHead(const std::string& text) {
  const TextStyle style = theme::overline();
  return std::make_unique<Figure>(
      style.size * style.leading, [text, style](Canvas& canvas, const Rect& rect) {
        const double split = rect.x + rect.width * kValueSplit;
        canvas.label(text, style, {split, rect.y + rect.height / 2.0}, Align::Right);
      });
}

std::string sidesText(const recommend::Recommendation& recommendation, const Labels& labels) {
  if (recommendation.sides.empty()) return {};
  if (recommendation.sides.size() > 1) return labels("sides.both");
  return labels.side(recommendation.sides.front());
}

std::string sidesKey(const recommend::Recommendation& recommendation) {
  if (recommendation.sides.empty()) return {};
  return recommendation.sides.size() > 1 ? "both" : toString(recommendation.sides.front());
}

std::string whenText(const recommend::PlanItem& item, const Labels& labels) {
  const bool now = item.fromWeek == 0 && item.toWeek == 0;
  if (item.fromDate.empty() || now) return item.when;
  return labels.dateRange(item.fromDate, item.toDate);
}

const recommend::Recommendation* ruleNamed(const recommend::Decision& decision,
                                           const std::string& rule) {
  const auto found =
      std::find_if(decision.recommendations.begin(), decision.recommendations.end(),
                   [&rule](const auto& candidate) { return candidate.rule == rule; });
  return found == decision.recommendations.end() ? nullptr : &*found;
}

bool isEscalating(const recommend::Decision& decision, const std::string& rule) {
  return std::find(decision.escalationRules.begin(), decision.escalationRules.end(), rule) !=
         decision.escalationRules.end();
}

}  // namespace podalign::report::internal
