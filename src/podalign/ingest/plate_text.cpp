#include "podalign/ingest/plate_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

namespace podalign::ingest::plate_text {
namespace {

constexpr std::string_view kSpace = " \t\r\f\v";
constexpr std::size_t kExcerptLength = 24;

struct UnitFactor {
  std::string_view unit;
  double factor;
};

template <std::size_t N>
std::optional<double> factorOf(const std::array<UnitFactor, N>& table, std::string_view unit) {
  for (const auto& entry : table) {
    if (equalsIgnoringCase(entry.unit, unit)) return entry.factor;
  }
  return std::nullopt;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// from_chars takes neither a plus sign nor a decimal comma. Longer than this is no number here.
constexpr std::size_t kLongestNumber = 40;

std::optional<double> parseDouble(std::string_view text, std::size_t& used) {
  if (!text.empty() && text.front() == '+') return std::nullopt;
  double value = 0.0;
  std::array<char, kLongestNumber> buffer{};
  const std::size_t length = std::min(text.size(), buffer.size());
  const char* first = text.data();
  if (text.substr(0, length).find(',') != std::string_view::npos) {
    std::transform(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(length), buffer.begin(),
                   [](char c) { return c == ',' ? '.' : c; });
    first = buffer.data();
  }
  const auto [end, error] = std::from_chars(first, first + length, value);
  if (error != std::errc{} || !std::isfinite(value)) return std::nullopt;
  used = static_cast<std::size_t>(end - first);
  return value;
}

}  // namespace

bool LineCursor::next() {
  if (position_ >= text_.size()) return false;
  begin_ = position_;
  const char* start = text_.data() + position_;
  const std::size_t left = text_.size() - position_;
  const auto* end = static_cast<const char*>(std::memchr(start, '\n', left));
  const std::size_t length = end != nullptr ? static_cast<std::size_t>(end - start) : left;
  line_ = std::string_view(start, length);
  position_ += length + 1;
  ++number_;
  while (!line_.empty() && (line_.back() == '\r' || line_.back() == '\f')) line_.remove_suffix(1);
  while (!line_.empty() && line_.front() == '\f') line_.remove_prefix(1);
  return true;
}

std::string_view trimmedSlowly(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

bool isBlank(std::string_view line, std::string_view padding) {
  return line.find_first_not_of(padding) == std::string_view::npos;
}

bool equalsIgnoringCase(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

std::optional<double> numberFrom(std::string_view field) {
  if (const auto plain = plainNumber(field)) return plain;
  std::size_t used = 0;
  const auto value = parseDouble(field, used);
  if (!value || used != field.size()) return std::nullopt;
  return value;
}

std::optional<long> integerFrom(std::string_view field) {
  long value = 0;
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
  if (error != std::errc{} || end != field.data() + field.size()) return std::nullopt;
  return value;
}

std::optional<NumberAndRest> leadingNumber(std::string_view text) {
  text = trimmed(text);
  std::size_t used = 0;
  const auto value = parseDouble(text, used);
  if (!value) return std::nullopt;
  return NumberAndRest{*value, trimmed(text.substr(used))};
}

int decimalPlaces(std::string_view field) {
  const std::size_t point = field.find_first_of(".,");
  return point == std::string_view::npos ? 0 : static_cast<int>(field.size() - point - 1);
}

double halfLastPlace(int decimals) {
  static constexpr std::array<double, 7> kHalves{0.5,     0.05,     0.005,    0.0005,
                                                 0.00005, 0.000005, 0.0000005};
  if (decimals >= 0 && decimals < static_cast<int>(kHalves.size()))
    return kHalves[static_cast<std::size_t>(decimals)];
  return 0.5 * std::pow(10.0, -decimals);
}

std::optional<double> millimetresPer(std::string_view unit) {
  static constexpr std::array<UnitFactor, 10> kUnits{{{"mm", 1.0},
                                                      {"millimeters", 1.0},
                                                      {"millimetres", 1.0},
                                                      {"cm", 10.0},
                                                      {"centimeters", 10.0},
                                                      {"centimetres", 10.0},
                                                      {"in", 25.4},
                                                      {"inch", 25.4},
                                                      {"inches", 25.4},
                                                      {"m", 1000.0}}};
  return factorOf(kUnits, unit);
}

std::optional<double> squareMillimetresPer(std::string_view unit) {
  // The superscript two in Latin-1 and in UTF-8.
  static constexpr std::array<UnitFactor, 14> kUnits{{{"mm2", 1.0},
                                                      {"millimeters2", 1.0},
                                                      {"millimetres2", 1.0},
                                                      {"centimeters2", 100.0},
                                                      {"centimetres2", 100.0},
                                                      {"inches2", 645.16},
                                                      {"mm\xB2", 1.0},
                                                      {"mm\xC2\xB2", 1.0},
                                                      {"cm2", 100.0},
                                                      {"cm\xB2", 100.0},
                                                      {"cm\xC2\xB2", 100.0},
                                                      {"in2", 645.16},
                                                      {"in\xB2", 645.16},
                                                      {"in\xC2\xB2", 645.16}}};
  return factorOf(kUnits, unit);
}

std::optional<double> kilopascalsPer(std::string_view unit) {
  // Conventional millimetre of mercury and pound-force per square inch (NIST SP 811, B.8).
  static constexpr std::array<UnitFactor, 10> kUnits{{{"kPa", 1.0},
                                                      {"Pa", 0.001},
                                                      {"g/cm2", 0.0980665},
                                                      {"MPa", 1000.0},
                                                      {"PSI", 6.894757293168361},
                                                      {"mmHg", 0.133322387415},
                                                      {"N/cm2", 10.0},
                                                      {"N/cm\xB2", 10.0},
                                                      {"N/cm^2", 10.0},
                                                      {"kg/cm2", 98.0665}}};
  // Units are compared without regard to case ("KPa"); a millipascal is not a megapascal.
  if (unit == "mPa") return std::nullopt;
  return factorOf(kUnits, unit);
}

std::optional<double> secondsPer(std::string_view unit) {
  static constexpr std::array<UnitFactor, 4> kUnits{
      {{"ms", 0.001}, {"msec", 0.001}, {"s", 1.0}, {"sec", 1.0}}};
  return factorOf(kUnits, unit);
}

std::optional<std::string_view> valueAfter(std::string_view line, std::string_view key) {
  // The end of a key, mostly a colon, is rarer than its beginning.
  std::size_t end = line.rfind(key.back());
  while (end != std::string_view::npos && end + 1 >= key.size()) {
    if (line.substr(0, end + 1).ends_with(key)) return trimmed(line.substr(end + 1));
    if (end == 0) break;
    end = line.rfind(key.back(), end - 1);
  }
  return std::nullopt;
}

std::string_view excerpt(std::string_view field) {
  field = field.substr(0, kExcerptLength);
  const auto stop =
      std::find_if(field.begin(), field.end(), [](char c) { return c < ' ' || c > '~'; });
  return field.substr(0, static_cast<std::size_t>(stop - field.begin()));
}

}  // namespace podalign::ingest::plate_text
