#include <algorithm>
#include <array>
#include <cmath>

#include "podalign/report/internal/figures.hpp"
#include "podalign/report/internal/theme.hpp"

namespace podalign::report::internal {
namespace {

constexpr double kRowHeight = 20.5;
constexpr double kHeadHeight = 15.0;

const measure::Measurement* measureOf(const Assessment& assessment, Laterality side,
                                      const char* name) {
  const auto in = [name](const measure::Measurements& measures) -> const measure::Measurement* {
    const auto found = measures.find(name);
    const bool usable = found != measures.end() && found->second.value &&
                        found->second.status != measure::Status::NotValid;
    return usable ? &found->second : nullptr;
  };
  if (const ScannedFoot* scan = scanOf(assessment, side)) {
    if (const auto* found = in(scan->measures)) return found;
  }
  return in(assessment.stepMeans[side]);
}

// One value with its band on an axis.
void drawWhisker(Canvas& canvas, double x, double half, double y, Laterality side) {
  const Color color = side == Laterality::Left ? theme::kAccent : theme::kInk;
  const auto [low, high] = std::minmax({x - half, x + half});
  canvas.stroke(Path::line({low, y}, {high, y}), {color, 1.1, {}});
  canvas.stroke(Path::line({low, y - 2.0}, {low, y + 2.0}), {color, 1.1, {}});
  canvas.stroke(Path::line({high, y - 2.0}, {high, y + 2.0}), {color, 1.1, {}});
  constexpr double kMark = 2.6;
  if (side == Laterality::Left) {
    canvas.fill(Path::circle({x, y}, kMark), color);
  } else {
    canvas.fill(Path::rectangle({x - kMark, y - kMark, 2.0 * kMark, 2.0 * kMark}), color);
  }
}

struct Axis {
  double low = 0.0;
  double high = 1.0;
  double left = 0.0;
  double width = 1.0;
  [[nodiscard]] double at(double value) const {
    return left + (value - low) / (high - low) * width;
  }
};

Axis axisFor(const Comparison& row, double left, double width) {
  Axis axis{1e300, -1e300, left, width};
  for (const measure::Measurement* side : {row.left, row.right}) {
    const double band = side->error.total();
    axis.low = std::min(axis.low, *side->value - band);
    axis.high = std::max(axis.high, *side->value + band);
  }
  const double room = std::max((axis.high - axis.low) * 0.35, 1e-6);
  axis.low -= room;
  axis.high += room;
  return axis;
}

// The difference with its band, and below what that says.
void drawDifference(Canvas& canvas, Point at, const Comparison& row, const Labels& labels) {
  constexpr double kLine = 4.6;
  const double difference = std::abs(*row.left->value - *row.right->value);
  measure::Measurement shown;
  shown.status = measure::Status::Ok;
  shown.value = difference;
  shown.unit = row.left->unit;
  shown.error.processing = std::hypot(row.left->error.total(), row.right->error.total());
  const bool differ = difference > shown.error.processing;
  canvas.label(labels.value(shown), theme::body(), {at.x, at.y - kLine});
  canvas.label(labels(differ ? "compare.different" : "compare.same"),
               differ ? theme::in(theme::strong(theme::small()), theme::kInk) : theme::small(),
               {at.x, at.y + kLine});
}

}  // namespace

std::vector<Comparison> comparisons(const Assessment& assessment) {
  constexpr std::array<const char*, 8> kShown{
      "foot_length",       "ball_width", "heel_width", "dorsum_height_50",
      "arch_height_index", "arch_index", "cpei",       "max_force"};
  std::vector<Comparison> rows;
  for (const char* name : kShown) {
    Comparison row{name, measureOf(assessment, Laterality::Left, name),
                   measureOf(assessment, Laterality::Right, name)};
    if (row.left != nullptr && row.right != nullptr) rows.push_back(row);
  }
  return rows;
}

double comparisonHeight(std::size_t rows) {
  return kHeadHeight + kRowHeight * static_cast<double>(rows);
}

void drawComparisons(Canvas& canvas, const Rect& rect, const std::vector<Comparison>& rows,
                     const Labels& labels) {
  const double nameWidth = rect.width * 0.22;
  const double valueWidth = rect.width * 0.17;
  const double verdictWidth = rect.width * 0.2;
  const double axisLeft = rect.x + nameWidth + valueWidth + 12.0;
  const double axisWidth = rect.width - nameWidth - 2.0 * valueWidth - verdictWidth - 24.0;
  const double leftX = rect.x + nameWidth + valueWidth;
  const double rightX = axisLeft + axisWidth + 12.0 + valueWidth;
  const double verdictX = rect.right() - verdictWidth + 16.0;
  const TextStyle head = theme::overline();
  const double headY = rect.y + kHeadHeight / 2.0 - 2.0;
  canvas.label(labels("head.left"), theme::in(head, theme::kAccent), {leftX, headY}, Align::Right);
  canvas.label(labels("head.right"), theme::in(head, theme::kInk), {rightX, headY}, Align::Right);
  canvas.label(labels("compare.difference"), head, {verdictX, headY});
  double y = rect.y + kHeadHeight;
  for (const Comparison& row : rows) {
    const double middle = y + kRowHeight / 2.0;
    canvas.stroke(Path::line({rect.x, y}, {rect.right(), y}), {theme::kHairline, 0.5, {}});
    const TextBlock name =
        canvas.layOut({{labels.word("measure", row.name), theme::body()}}, nameWidth - 4.0);
    canvas.draw(name, {rect.x, middle - name.height() / 2.0});
    canvas.label(labels.value(*row.left), theme::body(), {leftX, middle}, Align::Right);
    canvas.label(labels.value(*row.right), theme::body(), {rightX, middle}, Align::Right);
    const Axis axis = axisFor(row, axisLeft, axisWidth);
    canvas.stroke(Path::line({axisLeft, middle}, {axisLeft + axisWidth, middle}),
                  {theme::kHairline, 0.8, {}});
    const double scale = axisWidth / (axis.high - axis.low);
    constexpr double kApart = 3.8;
    drawWhisker(canvas, axis.at(*row.left->value), row.left->error.total() * scale, middle - kApart,
                Laterality::Left);
    drawWhisker(canvas, axis.at(*row.right->value), row.right->error.total() * scale,
                middle + kApart, Laterality::Right);
    drawDifference(canvas, {verdictX, middle}, row, labels);
    y += kRowHeight;
  }
  canvas.stroke(Path::line({rect.x, y}, {rect.right(), y}), {theme::kHairline, 0.5, {}});
}

}  // namespace podalign::report::internal
