#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <optional>
#include <string_view>
#include <utility>

#include "podalign/recommend/internal/advice.hpp"
#include "podalign/recommend/internal/rule_text.hpp"

namespace podalign::recommend {
namespace {

using profile::Profile;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr const char* kFollowUp = "followup";
constexpr const char* kPause = "pause";
constexpr const char* kCue = "cue";
constexpr int kDaysOfWeek = 7;

std::optional<int> digits(std::string_view text) {
  int value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// The date in "2026-05-04T10:20:00+02:00"; nothing where there is none.
std::optional<sys_days> dateOf(std::string_view captured) {
  constexpr std::size_t kDateLength = 10;
  if (captured.size() < kDateLength || captured[4] != '-' || captured[7] != '-') {
    return std::nullopt;
  }
  const auto year = digits(captured.substr(0, 4));
  const auto month = digits(captured.substr(5, 2));
  const auto day = digits(captured.substr(8, 2));
  if (!year || !month || !day || *month < 0 || *day < 0) return std::nullopt;
  const year_month_day date{std::chrono::year{*year},
                            std::chrono::month{static_cast<unsigned>(*month)},
                            std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return sys_days{date};
}

std::string isoDate(sys_days day) {
  const year_month_day date{day};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

// Week 1 is the one that begins with the assessment.
std::string whenOf(const Profile& profile, const PlanItem& item, ScheduleSort sort) {
  const std::string from = std::to_string(item.fromWeek + (sort == ScheduleSort::Plan ? 1 : 0));
  const std::string to = std::to_string(item.toWeek);
  const bool dated = !item.fromDate.empty();
  if (sort == ScheduleSort::FollowUp) {
    return dated ? profile.texts.render(Message{"words.plan.on_date", {{"date", item.fromDate}}})
                 : profile.texts.render(Message{"words.plan.after_weeks", {{"week", from}}});
  }
  if (item.toWeek == 0) return profile.texts.render("words.plan.now");
  if (dated) {
    return profile.texts.render(
        Message{"words.plan.by_date", {{"from", item.fromDate}, {"to", item.toDate}}});
  }
  const char* span = from == to ? "words.plan.week" : "words.plan.weeks";
  return profile.texts.render(Message{span, {{"from", from}, {"to", to}}});
}

// Over several knees the smallest answer counts: the plan has to suit the worse knee.
std::optional<double> firstValue(const Profile& profile, const RuleRun& run,
                                 const profile::ScheduleSteps& steps) {
  if (!steps.field) return steps.start;
  const bool ofKnee = profile.vocabulary.fields[*steps.field].scope == profile::Scope::Knee;
  std::optional<double> smallest;
  for (const profile::Place& place :
       ofKnee ? run.knees() : std::vector<profile::Place>{profile::personPlace()}) {
    const profile::Value& value = run.field(*steps.field, place);
    const double* known = std::get_if<double>(&value);
    if (known != nullptr) smallest = std::min(smallest.value_or(*known), *known);
  }
  if (smallest) smallest = std::floor(*smallest);
  return smallest;
}

std::vector<PlanStep> stepsOf(const Profile& profile, const RuleRun& run,
                              const profile::ScheduleEffect& effect, int startDay,
                              const std::optional<sys_days>& start) {
  std::vector<PlanStep> steps;
  if (!effect.steps) return steps;
  const auto first = firstValue(profile, run, *effect.steps);
  if (!first) return steps;
  for (int i = 0; i < effect.steps->count; ++i) {
    const int day = startDay + effect.steps->fromDay + i * effect.steps->everyDays;
    double value = *first + i * effect.steps->add;
    if (effect.steps->atMost) value = std::min(value, *effect.steps->atMost);
    PlanStep step;
    step.day = day + 1;
    if (start) step.date = isoDate(*start + std::chrono::days{day});
    step.what =
        profile.texts.render(Message{effect.steps->text, {{"value", shortNumber(value, 0)}}});
    steps.push_back(std::move(step));
  }
  return steps;
}

struct Entry {
  const profile::Rule* rule = nullptr;
  const profile::ScheduleEffect* effect = nullptr;
};

std::vector<Entry> entriesOf(const Profile& profile, const RuleRun& run, ScheduleSort sort) {
  std::vector<Entry> entries;
  for (const StandingRule& standing : run.standing()) {
    const profile::Rule& rule = profile.rules[standing.rule];
    for (const profile::ScheduleEffect& effect :
         sort == ScheduleSort::Plan ? rule.plan : rule.followUp) {
      if (applies(effect.condition, run, standing.places)) entries.push_back({&rule, &effect});
    }
  }
  return entries;
}

// A cue for running waits until running is allowed, and for the cue before it: one at a time.
int endOfPause(const std::vector<Entry>& entries) {
  int end = 0;
  for (const Entry& entry : entries) {
    if (entry.effect->kind == kPause) end = std::max(end, entry.effect->toWeek);
  }
  return end;
}

}  // namespace

std::vector<PlanItem> findSchedule(const Profile& profile, const RuleRun& run, ScheduleSort sort,
                                   const std::string& captured) {
  const auto start = dateOf(captured);
  std::vector<PlanItem> items;
  // A check-up may come from a rule that nothing blocks, such as one of the safety rules.
  if (sort == ScheduleSort::FollowUp && run.isFamilyBlocked(kFollowUp)) return items;
  const auto entries = entriesOf(profile, run, sort);
  int nextCue = endOfPause(entries);
  for (const auto& [rule, effect] : entries) {
    PlanItem item;
    item.rule = rule->id;
    item.kind = effect->kind;
    item.fromWeek = effect->fromWeek;
    item.toWeek = effect->toWeek;
    if (effect->kind == kCue) {
      item.fromWeek += nextCue;
      item.toWeek += nextCue;
      nextCue = item.toWeek;
    }
    if (start) {
      item.fromDate = isoDate(*start + std::chrono::weeks{item.fromWeek});
      item.toDate = isoDate(*start + std::chrono::weeks{item.toWeek});
    }
    item.when = whenOf(profile, item, sort);
    item.what = profile.texts.render(effect->text);
    const int startDay = (item.fromWeek - effect->fromWeek) * kDaysOfWeek;
    item.steps = stepsOf(profile, run, *effect, startDay, start);
    items.push_back(std::move(item));
  }
  std::stable_sort(items.begin(), items.end(),
                   [](const PlanItem& a, const PlanItem& b) { return a.fromWeek < b.fromWeek; });
  return items;
}

}  // namespace podalign::recommend
