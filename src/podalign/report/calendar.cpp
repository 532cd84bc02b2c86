#include "podalign/report/calendar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>
#include <string_view>

#include "podalign/core/sha256.hpp"
#include "podalign/report/internal/labels.hpp"

namespace podalign::report {
namespace {

using internal::Labels;
using recommend::PlanItem;
using std::chrono::sys_days;

constexpr std::size_t kLineOctets = 75;  // RFC 5545, 3.1
constexpr std::size_t kIdentifierDigits = 32;

// A line of the file: folded at 75 octets, never within a character, ended by CR LF.
void addLine(std::string& out, std::string_view line) {
  std::size_t room = kLineOctets;
  while (line.size() > room) {
    std::size_t cut = room;
    while (cut > 0 && (static_cast<unsigned char>(line[cut]) & 0xC0U) == 0x80U) --cut;
    out.append(line.substr(0, cut)).append("\r\n ");
    line.remove_prefix(cut);
    room = kLineOctets - 1;  // the space counts
  }
  out.append(line).append("\r\n");
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char letter : text) {
    if (letter == '\n') {
      out += "\\n";
    } else if (letter != '\r') {
      if (letter == '\\' || letter == ';' || letter == ',') out += '\\';
      out += letter;
    }
  }
  return out;
}

std::optional<int> numberAt(std::string_view text, std::size_t from, std::size_t count) {
  int value = 0;
  if (text.size() < from + count) return std::nullopt;
  const char* begin = text.data() + from;
  const auto [end, fault] = std::from_chars(begin, begin + count, value);
  if (fault != std::errc{} || end != begin + count || value < 0) return std::nullopt;
  return value;
}

// The day in "2026-05-04...".
std::optional<sys_days> dayOf(std::string_view iso) {
  const auto year = numberAt(iso, 0, 4);
  const auto month = numberAt(iso, 5, 2);
  const auto day = numberAt(iso, 8, 2);
  if (!year || !month || !day || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year},
                                         std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  return date.ok() ? std::optional<sys_days>(date) : std::nullopt;
}

std::string dateText(sys_days day) {
  const std::chrono::year_month_day date{day};
  return fmt::format("{:04}{:02}{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

// "+02:00" behind the time as minutes; nothing or "Z": none.
int offsetMinutes(std::string_view iso) {
  constexpr std::size_t kTimeEnds = 16;
  const std::size_t sign = iso.find_first_of("+-", kTimeEnds);
  if (sign == std::string_view::npos) return 0;
  constexpr int kMinutes = 60;
  const int minutes =
      numberAt(iso, sign + 1, 2).value_or(0) * kMinutes + numberAt(iso, sign + 4, 2).value_or(0);
  return iso[sign] == '-' ? -minutes : minutes;
}

// The moment of the assessment in universal time; midnight where it has no time.
std::string stampOf(const std::string& captured, sys_days day) {
  using std::chrono::minutes;
  const auto hour = numberAt(captured, 11, 2);
  const auto minute = numberAt(captured, 14, 2);
  constexpr std::size_t kSeconds = 16;  // ":15" behind "2026-05-04T10:20"
  const bool toTheSecond = captured.size() > kSeconds && captured[kSeconds] == ':';
  const int second = toTheSecond ? numberAt(captured, kSeconds + 1, 2).value_or(0) : 0;
  auto moment = std::chrono::sys_seconds{day};
  if (hour && minute) {
    moment += std::chrono::hours{*hour} + minutes{*minute} + std::chrono::seconds{second} -
              minutes{offsetMinutes(captured)};
  }
  const auto date = std::chrono::floor<std::chrono::days>(moment);
  const std::chrono::hh_mm_ss time{moment - date};
  return fmt::format("{}T{:02}{:02}{:02}Z", dateText(date), time.hours().count(),
                     time.minutes().count(), time.seconds().count());
}

class Calendar {
 public:
  Calendar(const Assessment& assessment, const TextRenderer& texts, sys_days day)
      : labels_(texts), stamp_(stampOf(assessment.captured, day)), owner_(assessment.captured) {
    for (const InputFile& input : assessment.inputs) owner_ += "|" + input.sha256;
    const std::string notice = labels_(assessment.approved ? "calendar.approved" : "draft_notice");
    notice_ = labels_("calendar.notice", {{"notice", notice}});
    addLine(out_, "BEGIN:VCALENDAR");
    addLine(out_, "VERSION:2.0");
    addLine(out_, "PRODID:-//Podalign//Podalign " + assessment.software + "//EN");
    addLine(out_, "CALSCALE:GREGORIAN");
  }

  void add(const PlanItem& item) {
    const std::string place = std::to_string(entries_);
    const auto from = dayOf(item.fromDate);
    const auto to = dayOf(item.toDate);
    if (!from || !to) return;
    for (const recommend::PlanStep& step : item.steps) {
      const auto day = dayOf(step.date);
      if (day)
        event(item, place + "." + std::to_string(step.day), *day, *day, step.what, item.what);
    }
    if (item.steps.empty()) event(item, place, *from, *to, item.what, {});
    ++entries_;
  }

  // Empty without an entry.
  std::string finish() {
    if (entries_ == 0) return {};
    addLine(out_, "END:VCALENDAR");
    return std::move(out_);
  }

 private:
  void event(const PlanItem& item, const std::string& place, sys_days from, sys_days to,
             const std::string& what, const std::string& more) {
    const std::string key = owner_ + "|" + item.rule + "|" + item.kind + "|" + place;
    const std::string kind = labels_.leadingWord("plan_kind", item.kind);
    // The end is the first day that no longer belongs to it.
    const sys_days end = std::max(to, from + std::chrono::days{1});
    addLine(out_, "BEGIN:VEVENT");
    addLine(out_, "UID:" + sha256Hex(key).substr(0, kIdentifierDigits) + "@podalign.invalid");
    addLine(out_, "DTSTAMP:" + stamp_);
    addLine(out_, "DTSTART;VALUE=DATE:" + dateText(from));
    addLine(out_, "DTEND;VALUE=DATE:" + dateText(end));
    addLine(out_,
            "SUMMARY:" + escaped(labels_("calendar.entry", {{"kind", kind}, {"what", what}})));
    addLine(out_, "DESCRIPTION:" + escaped(more.empty() ? notice_ : more + "\n" + notice_));
    addLine(out_, "CATEGORIES:" + escaped(kind));
    addLine(out_, "TRANSP:TRANSPARENT");
    addLine(out_, "END:VEVENT");
  }

  Labels labels_;
  std::string stamp_, owner_, notice_;
  std::string out_;
  std::size_t entries_ = 0;
};

}  // namespace

Result<std::string> calendarText(const Assessment& assessment, const TextRenderer& texts) {
  const auto day = dayOf(assessment.captured);
  if (!day) {
    return failure(ErrorCode::CaseInvalid,
                   "a calendar needs the date of the assessment; state 'captured:' in the case, as "
                   "in 2026-05-04T10:20:00+02:00",
                   "captured");
  }
  Calendar calendar(assessment, texts, *day);
  for (const PlanItem& item : assessment.decision.plan) calendar.add(item);
  for (const PlanItem& item : assessment.decision.followUp) calendar.add(item);
  return calendar.finish();
}

}  // namespace podalign::report
