#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>
#include <string_view>
#include <utility>

#include "podalign/recommend/internal/advice.hpp"

namespace podalign::recommend {
namespace {

using profile::Profile;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr const char* kFollowUp = "followup";

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

std::string whenOf(const Profile& profile, const PlanItem& item, ScheduleSort sort) {
  const std::string from = std::to_string(item.fromWeek);
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
  return profile.texts.render(Message{"words.plan.weeks", {{"from", from}, {"to", to}}});
}

}  // namespace

std::vector<PlanItem> findSchedule(const Profile& profile, const RuleRun& run, ScheduleSort sort,
                                   const std::string& captured) {
  const auto start = dateOf(captured);
  std::vector<PlanItem> items;
  // A check-up may come from a rule that nothing blocks, such as one of the safety rules.
  if (sort == ScheduleSort::FollowUp && run.isFamilyBlocked(kFollowUp)) return items;
  for (const StandingRule& standing : run.standing()) {
    const profile::Rule& rule = profile.rules[standing.rule];
    const auto& effects = sort == ScheduleSort::Plan ? rule.plan : rule.followUp;
    for (const profile::ScheduleEffect& effect : effects) {
      if (!applies(effect.condition, run, standing.places)) continue;
      PlanItem item;
      item.rule = rule.id;
      item.fromWeek = effect.fromWeek;
      item.toWeek = effect.toWeek;
      if (start) {
        item.fromDate = isoDate(*start + std::chrono::weeks{effect.fromWeek});
        item.toDate = isoDate(*start + std::chrono::weeks{effect.toWeek});
      }
      item.when = whenOf(profile, item, sort);
      item.what = profile.texts.render(effect.text);
      items.push_back(std::move(item));
    }
  }
  std::stable_sort(items.begin(), items.end(),
                   [](const PlanItem& a, const PlanItem& b) { return a.fromWeek < b.fromWeek; });
  return items;
}

}  // namespace podalign::recommend
