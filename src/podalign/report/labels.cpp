#include "podalign/report/internal/labels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace podalign::report::internal {
namespace {

// Digits after the point that mean something to a reader.
int decimalsOf(std::string_view unit) {
  constexpr std::array<std::pair<std::string_view, int>, 8> kDecimals{{{"ratio", 3},
                                                                       {"s", 2},
                                                                       {"N", 0},
                                                                       {"kPa", 0},
                                                                       {"points", 0},
                                                                       {"kPa s", 1},
                                                                       {"N/s", 0},
                                                                       {"mm/s", 0}}};
  for (const auto& [name, decimals] : kDecimals) {
    if (name == unit) return decimals;
  }
  return 1;
}

}  // namespace

std::optional<std::string> Labels::find(const std::string& id, const Values& values) const {
  std::string text = texts_ ? texts_({id, values}) : std::string();
  if (text.empty() || text == id) return std::nullopt;
  return text;
}

std::string Labels::operator()(const std::string& key, const Values& values) const {
  return find("report." + key, values).value_or(key);
}

std::string Labels::word(const std::string& group, const std::string& id) const {
  for (const char* owner : {"words.", "", "report."}) {
    if (auto text = find(owner + group + "." + id, {})) return *text;
  }
  std::string words = id;
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

std::string Labels::leadingWord(const std::string& group, const std::string& id) const {
  std::string text = word(group, id);
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') {
    text.front() = static_cast<char>(text.front() - 'a' + 'A');
  }
  return text;
}

std::string Labels::message(const Message& message) const {
  return find(message.id, message.values).value_or(message.id);
}

std::string Labels::field(const std::string& name) const {
  // "left.FPI6": the answer of one side.
  for (const Laterality side : kBothSides) {
    const std::string prefix = std::string(toString(side)) + ".";
    if (name.rfind(prefix, 0) != 0) continue;
    return (*this)("field_of_side",
                   {{"side", this->side(side)}, {"field", field(name.substr(prefix.size()))}});
  }
  if (auto text = find("question." + name, {})) return *text;
  return word("field", name);
}

std::string Labels::side(Laterality side) const { return (*this)(toString(side)); }

std::string Labels::foot(Laterality side) const {
  return (*this)(std::string("foot.") + toString(side));
}

std::string Labels::list(const std::vector<std::string>& words) const {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += i + 1 == words.size() ? (*this)("list.last") : (*this)("list.next");
    out += words[i];
  }
  return out;
}

bool Labels::inInches(const std::string& unit) const {
  return lengths_ == LengthUnit::Inch && unit == "mm";
}

std::string Labels::number(double value, const std::string& unit) const {
  constexpr double kMillimetresPerInch = 25.4;
  std::string text = inInches(unit) ? fmt::format("{:.2f}", value / kMillimetresPerInch)
                                    : fmt::format("{:.{}f}", value, decimalsOf(unit));
  const bool zero = text.find_first_not_of("-0.") == std::string::npos;
  if (zero && text.front() == '-') text.erase(0, 1);
  if (!text.empty() && text.front() == '-') text.replace(0, 1, "\u2212");
  return text;
}

std::string Labels::marked(std::string number) const {
  const std::size_t point = number.find('.');
  if (point != std::string::npos) number.replace(point, 1, (*this)("number.decimal"));
  return number;
}

std::string Labels::unit(const std::string& unit) const {
  const std::string shown = inInches(unit) ? "in" : unit;
  return find("report.unit." + shown, {}).value_or(shown);
}

std::string Labels::withUnit(const std::string& number, const std::string& unit) const {
  if (unit == "ratio") return number;
  const std::string shown = this->unit(unit);
  const bool apart = shown != "\u00b0";
  return number + (apart ? "\u00a0" : "") + shown;
}

std::string Labels::band(const measure::Measurement& measurement) const {
  return "\u00b1\u00a0" +
         withUnit(marked(number(measurement.error.total(), measurement.unit)), measurement.unit);
}

std::string Labels::value(const measure::Measurement& measurement) const {
  if (!measurement.value || measurement.status == measure::Status::NotValid) return {};
  return marked(number(*measurement.value, measurement.unit)) + "\u00a0" + band(measurement);
}

std::string Labels::dateRange(const std::string& from, const std::string& to) const {
  constexpr std::size_t kYear = 4;
  if (to.empty() || from == to) return dateTime(from);
  std::string first = dateTime(from);
  const std::string year = " " + from.substr(0, kYear);
  const bool sameYear = from.compare(0, kYear, to, 0, kYear) == 0;
  if (sameYear && first.size() > year.size() && first.ends_with(year)) {
    first.erase(first.size() - year.size());
  }
  return (*this)("date_range", {{"from", first}, {"to", dateTime(to)}});
}

std::string Labels::day(const std::string& iso) const {
  constexpr std::size_t kDay = 10;  // 2026-05-04
  if (iso.size() < kDay || iso[4] != '-' || iso[7] != '-') return iso;
  std::string day = iso.substr(8, 2);
  if (day.front() == '0') day.erase(0, 1);
  return (*this)("date_short", {{"day", day}, {"month", (*this)("month." + iso.substr(5, 2))}});
}

std::string Labels::dateTime(const std::string& iso) const {
  constexpr std::size_t kDay = 10;     // 2026-05-04
  constexpr std::size_t kMinute = 16;  // 2026-05-04T10:20
  if (iso.size() < kDay || iso[4] != '-' || iso[7] != '-') return iso;
  const auto digits = [&iso](std::size_t from, std::size_t count) {
    return iso.substr(from, count);
  };
  std::string day = digits(8, 2);
  if (day.front() == '0') day.erase(0, 1);
  const Values values{{"day", day},
                      {"month", (*this)("month." + digits(5, 2))},
                      {"year", digits(0, 4)},
                      {"time", iso.size() >= kMinute ? digits(11, 5) : std::string()}};
  return (*this)(iso.size() >= kMinute ? "date_time" : "date", values);
}

}  // namespace podalign::report::internal
