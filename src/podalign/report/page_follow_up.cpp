#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "podalign/measure/difference.hpp"
#include "podalign/report/internal/figures.hpp"
#include "podalign/report/internal/pages.hpp"
#include "podalign/report/internal/parts.hpp"
#include "podalign/report/internal/table.hpp"
#include "podalign/report/internal/theme.hpp"

// This visit laid over the earlier ones. A change below the smallest detectable change (the band of
// the difference) is no change and stands in grey.
namespace podalign::report::internal {
namespace {

using measure::Difference;
using measure::Measurement;
using measure::Measurements;

// The measures of one foot at every visit, oldest first; null where a visit has none.
struct Course {
  std::vector<const Measurement*> earlier;
  const Measurement* now = nullptr;
  std::optional<Difference> change;  // now minus the latest earlier one
};

const Measurement* find(const Measurements& measures, const std::string& name) {
  const auto found = measures.find(name);
  const bool usable =
      found != measures.end() && found->second.value && found->second.status == measure::Status::Ok;
  return usable ? &found->second : nullptr;
}

enum class From { Scan, Steps };

Course courseOf(const Assessment& assessment, Laterality side, const std::string& name, From from) {
  Course course;
  const Measurements* now = nullptr;
  if (from == From::Steps) {
    now = &assessment.stepMeans[side];
  } else if (const ScannedFoot* scan = scanOf(assessment, side)) {
    now = &scan->measures;
  }
  if (now != nullptr) course.now = find(*now, name);
  for (const EarlierVisit& visit : assessment.earlier) {
    const auto& before = from == From::Steps ? visit.steps[side] : visit.scans[side];
    const Measurement* found = find(before, name);
    const bool comparable =
        found != nullptr && course.now != nullptr && found->unit == course.now->unit;
    course.earlier.push_back(comparable ? found : nullptr);
  }
  for (const Measurement* before : course.earlier) {
    if (before == nullptr) continue;
    course.change = Difference{*course.now->value - *before->value, course.now->unit,
                               std::hypot(course.now->error.total(), before->error.total())};
  }
  return course;
}

void drawCourse(Canvas& canvas, const Rect& rect, const Course& course) {
  if (course.now == nullptr) return;
  double low = *course.now->value - course.now->error.total();
  double high = *course.now->value + course.now->error.total();
  for (const Measurement* before : course.earlier) {
    if (before == nullptr) continue;
    low = std::min(low, *before->value - before->error.total());
    high = std::max(high, *before->value + before->error.total());
  }
  const double span = std::max(high - low, 1e-9);
  constexpr double kInset = 5.0;
  const auto at = [&](double value) {
    return rect.x + kInset + (value - low) / span * (rect.width - 2.0 * kInset);
  };
  constexpr double kMark = 2.4;
  const double middle = rect.y + rect.height / 2.0;
  canvas.stroke(Path::line({rect.x, middle}, {rect.right(), middle}), {theme::kHairline, 0.5, {}});
  const auto band = [&](const Measurement& m, double y, Color color) {
    canvas.stroke(
        Path::line({at(*m.value - m.error.total()), y}, {at(*m.value + m.error.total()), y}),
        {color, 0.9, {}});
  };
  for (const Measurement* before : course.earlier) {
    if (before == nullptr) continue;
    band(*before, middle - 2.6, theme::kFaint);
    const Path ring = Path::circle({at(*before->value), middle - 2.6}, kMark);
    canvas.fill(ring, theme::kPaper);
    canvas.stroke(ring, {theme::kFaint, 0.9, {}});
  }
  const bool changed = course.change && course.change->real();
  const Color ink = changed ? theme::kAccent : theme::kFaint;
  band(*course.now, middle + 2.6, ink);
  canvas.fill(Path::circle({at(*course.now->value), middle + 2.6}, kMark), ink);
}

BlockPtr changeCell(const Course& course, const Labels& labels) {
  if (!course.change)
    return cell(labels("measure.absent"), theme::in(theme::small(), theme::kFaint));
  const Difference& change = *course.change;
  const std::string number = labels.number(change.value, change.unit);
  const bool zero = number.find_first_not_of("0.") == std::string::npos;
  const std::string sign = change.value > 0.0 && !zero ? "+" : "";
  const std::string text = sign + number + " \u00b1\u00a0" +
                           labels.withUnit(labels.number(change.error, change.unit), change.unit);
  return cell(text, change.real() ? theme::in(theme::strong(theme::small()), theme::kInk)
                                  : theme::in(theme::small(), theme::kFaint));
}

void addRow(Table& table, const Content& content, const std::string& name, From from) {
  constexpr double kStrip = 13.0;
  PerSide<Course> courses;
  bool any = false;
  for (const Laterality side : kBothSides) {
    courses[side] = courseOf(content.assessment, side, name, from);
    any = any || courses[side].change.has_value();
  }
  if (!any) return;
  const bool grey = !(courses.left.change && courses.left.change->real()) &&
                    !(courses.right.change && courses.right.change->real());
  TableRow row;
  row.cells.push_back(cell(content.labels.word("measure", name),
                           theme::in(theme::small(), grey ? theme::kFaint : theme::kInk)));
  for (const Laterality side : kBothSides) {
    const Course course = courses[side];
    row.cells.push_back(std::make_unique<Figure>(
        kStrip, [course](Canvas& canvas, const Rect& rect) { drawCourse(canvas, rect, course); }));
    row.cells.push_back(changeCell(course, content.labels));
  }
  table.row(std::move(row));
}

std::string postureText(const Content& content, Laterality side) {
  const Labels& labels = content.labels;
  const EarlierVisit& before = content.assessment.earlier.back();
  const auto said = [&labels](const std::string& posture, const std::optional<double>& score) {
    const std::string word = labels.word("posture_look", posture);
    return score ? labels("follow.scored",
                          {{"posture", word}, {"score", fmt::format("{:+.2f}", *score)}})
                 : word;
  };
  const recommend::FootClass& now = content.assessment.decision.feet[side];
  return labels("follow.from_to", {{"before", before.posture[side].empty()
                                                  ? labels("measure.absent")
                                                  : said(before.posture[side], before.score[side])},
                                   {"now", said(now.posture, now.score)}});
}

}  // namespace

void addFollowUp(Stack& body, const Content& content) {
  constexpr std::array<const char*, 14> kScan{
      "foot_length",       "ball_width",     "ball_width_oblique",    "heel_width",
      "ball_girth_tape",   "instep_girth",   "dorsum_height_50",      "arch_height_index",
      "arch_height_ratio", "arch_volume",    "medial_arch_clearance", "rearfoot_angle",
      "hallux_angle",      "fifth_toe_angle"};
  constexpr std::array<const char*, 8> kSteps{
      "arch_index",          "cpei",         "max_force",    "peak_pressure",
      "force_time_integral", "contact_area", "contact_time", "medial_lateral_balance"};
  const Labels& labels = content.labels;
  const Assessment& assessment = content.assessment;
  if (assessment.earlier.empty()) return;
  std::vector<std::string> dates;
  for (const EarlierVisit& visit : assessment.earlier) {
    dates.push_back(labels.dateTime(visit.captured.substr(0, 10)));
  }
  addSection(body, labels("follow.title"), labels("follow.lead", {{"dates", labels.list(dates)}}));
  auto feet = std::make_unique<Columns>(std::vector<Column>{{}, {}}, theme::kGap);
  for (const Laterality side : kBothSides) {
    feet->at(side == Laterality::Left ? 0 : 1)
        .add(fact(labels.foot(side), postureText(content, side), theme::strong(theme::body())));
  }
  body.add(std::move(feet), 6.0);
  TableStyle style;
  style.columns = {{1.0, 124.0}, {}, {1.0, 78.0}, {}, {1.0, 78.0}};
  style.padding = 1.0;
  auto table = std::make_unique<Table>(style);
  std::vector<BlockPtr> head;
  head.push_back(cell(labels("measure.name"), theme::overline()));
  for (const char* key : {"head.left", "follow.change", "head.right", "follow.change"}) {
    head.push_back(cell(labels(key), theme::overline()));
  }
  table->head(std::move(head));
  for (const char* name : kScan) addRow(*table, content, name, From::Scan);
  for (const char* name : kSteps) addRow(*table, content, name, From::Steps);
  if (table->empty()) {
    body.add(paragraph(labels("follow.nothing"), theme::body()), 6.0);
    return;
  }
  body.add(std::move(table), 6.0);
  const bool otherRules = std::any_of(
      assessment.earlier.begin(), assessment.earlier.end(),
      [&](const EarlierVisit& visit) { return visit.knowledge != assessment.knowledge; });
  if (otherRules) body.add(paragraph(labels("follow.other_rules"), theme::small()), 3.0);
}

}  // namespace podalign::report::internal
