#include "podalign/ingest/internal/text.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <system_error>

#include "podalign/core/contracts.hpp"
#include "podalign/ingest/internal/plain_number.hpp"

namespace podalign::ingest {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNotANumber = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kLongestCommaNumber = 64;

bool isDigit(char c) { return c >= '0' && c <= '9'; }

// from_chars leaves the value alone beyond the range; the sign of the exponent tells which end.
double beyondRange(std::string_view token) {
  return findIgnoringCase(token, "e-") != std::string_view::npos ? 0.0 : kInfinity;
}

// What printf of old Microsoft run-time libraries made of NaN and infinity: 1.#QNAN, -1.#IND00.
std::optional<double> microsoftSpelling(std::string_view token) {
  const std::size_t hash = token.find(".#");
  if (hash == std::string_view::npos) return std::nullopt;
  const std::string_view kind = token.substr(hash + 2);
  if (startsIgnoringCase(kind, "inf")) return kInfinity;
  for (const std::string_view name : {"qnan", "snan", "ind", "nan"}) {
    if (startsIgnoringCase(kind, name)) return kNotANumber;
  }
  return std::nullopt;
}

std::optional<double> parsePoint(std::string_view token) {
  double value = 0.0;
  const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), value);
  if (error == std::errc::invalid_argument) return microsoftSpelling(token);
  if (end != token.data() + token.size()) return microsoftSpelling(token);
  return error == std::errc::result_out_of_range ? beyondRange(token) : value;
}

std::optional<double> parseComma(std::string_view token) {
  if (token.size() > kLongestCommaNumber) return std::nullopt;
  char copy[kLongestCommaNumber];
  std::replace_copy(token.begin(), token.end(), copy, ',', '.');
  return parsePoint({copy, token.size()});
}

}  // namespace

// NOLINTBEGIN(bugprone-easily-swappable-parameters): text first, then what is looked for, as in std
bool equalsIgnoringCase(std::string_view a, std::string_view b) {
  return a.size() == b.size() && startsIgnoringCase(a, b);
}

bool startsIgnoringCase(std::string_view text, std::string_view start) {
  return text.size() >= start.size() &&
         std::equal(start.begin(), start.end(), text.begin(),
                    [](char x, char y) { return lowered(x) == lowered(y); });
}

std::size_t findIgnoringCase(std::string_view text, std::string_view part) {
  const char* const end = text.data() + text.size();
  const char* const at = std::search(text.data(), end, part.data(), part.data() + part.size(),
                                     [](char x, char y) { return lowered(x) == y; });
  return at == end ? std::string_view::npos : static_cast<std::size_t>(at - text.data());
}
// NOLINTEND(bugprone-easily-swappable-parameters)

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && isSpace(text.front())) text.remove_prefix(1);
  while (!text.empty() && isSpace(text.back())) text.remove_suffix(1);
  return text;
}

std::string_view withoutByteOrderMark(std::string_view text) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (text.substr(0, kMark.size()) == kMark) text.remove_prefix(kMark.size());
  return text;
}

bool looksLikeText(std::string_view head) {
  constexpr unsigned char kFirstPrintable = 0x20;
  constexpr char kSubstitute = 0x1A;  // DOS end of file
  constexpr std::size_t kOneInThousand = 1000;
  constexpr std::size_t kBlock = 128;  // counted in a byte, many at a time
  if (head.find('\0') != std::string_view::npos) return false;
  std::size_t controls = 0;
  for (std::size_t begin = 0; begin < head.size(); begin += kBlock) {
    unsigned char inBlock = 0;
    for (const char c : head.substr(begin, kBlock)) {
      // The tab is the first white space, the carriage return the last.
      const bool space = static_cast<unsigned char>(c - '\t') <= '\r' - '\t';
      const bool control = static_cast<unsigned char>(c) < kFirstPrintable && c != kSubstitute;
      inBlock = static_cast<unsigned char>(inBlock + (control && !space ? 1 : 0));
    }
    controls += inBlock;
  }
  return controls <= head.size() / kOneInThousand;
}

std::optional<double> parseReal(std::string_view token) {
  if (token.size() > 1 && token.back() == ',') token.remove_suffix(1);
  if (token.size() > 1 && token.front() == '+' && (isDigit(token[1]) || token[1] == '.')) {
    token.remove_prefix(1);
  }
  // Nearly every coordinate of a text export; from_chars takes as long again.
  const bool negative = !token.empty() && token.front() == '-';
  if (const auto plain = plainNumber(token.substr(negative ? 1 : 0))) {
    return negative ? -*plain : *plain;
  }
  double value = 0.0;
  const char* const last = token.data() + token.size();
  const auto [end, error] = std::from_chars(token.data(), last, value);
  if (error == std::errc{} && end == last) return value;
  const bool oneComma = std::count(token.begin(), token.end(), ',') == 1;
  if (oneComma && token.find('.') == std::string_view::npos) return parseComma(token);
  return parsePoint(token);
}

std::optional<std::int64_t> parseInteger(std::string_view token) {
  if (token.size() > 1 && token.front() == '+' && isDigit(token[1])) token.remove_prefix(1);
  std::int64_t value = 0;
  const char* const last = token.data() + token.size();
  const auto [end, error] = std::from_chars(token.data(), last, value);
  if (error != std::errc{} || end != last) return std::nullopt;
  return value;
}

LineCursor::LineCursor(std::string_view text) : rest_(text) {
  constexpr std::size_t kHead = 65536;
  const std::string_view head = text.substr(0, kHead);
  const bool oldMac =
      head.find('\n') == std::string_view::npos && head.find('\r') != std::string_view::npos;
  if (oldMac) lineEnd_ = '\r';
}

std::string_view LineCursor::next() {
  PODALIGN_EXPECTS(!atEnd());
  const std::size_t end = rest_.find(lineEnd_);
  lastWasOpen_ = end == std::string_view::npos;
  std::string_view text = rest_.substr(0, end);
  rest_.remove_prefix(lastWasOpen_ ? rest_.size() : end + 1);
  if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
  ++line_;
  return text;
}

}  // namespace podalign::ingest
