#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

/// Text as scan files hold it: any line end, any case, any amount of blanks, no locale.
namespace podalign::ingest {

[[nodiscard]] constexpr bool isBlank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}
[[nodiscard]] constexpr bool isSpace(char c) { return isBlank(c) || c == '\n'; }
[[nodiscard]] constexpr char lowered(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

[[nodiscard]] bool equalsIgnoringCase(std::string_view a, std::string_view b);
[[nodiscard]] bool startsIgnoringCase(std::string_view text, std::string_view start);
/// Position of `part` in `text`, npos when it is not there. `part` in lower case.
[[nodiscard]] std::size_t findIgnoringCase(std::string_view text, std::string_view part);
[[nodiscard]] std::string_view trimmed(std::string_view text);
/// Without a UTF-8 byte order mark.
[[nodiscard]] std::string_view withoutByteOrderMark(std::string_view text);
/// No NUL and next to no control characters: text in ASCII, UTF-8 or Latin-1.
[[nodiscard]] bool looksLikeText(std::string_view head);

/// A decimal number that fills `token`. Takes a leading +, one decimal comma, a separating comma at
/// the end, nan, inf and the Windows spellings of them; beyond the range of double: infinity or 0.
[[nodiscard]] std::optional<double> parseReal(std::string_view token);
[[nodiscard]] std::optional<std::int64_t> parseInteger(std::string_view token);

/// The lines of a text. Ends with \n, \r\n or, where there is no \n, \r.
class LineCursor {
 public:
  explicit LineCursor(std::string_view text);
  [[nodiscard]] bool atEnd() const { return rest_.empty(); }
  [[nodiscard]] std::string_view next();  ///< without its line end; Requires: not atEnd()
  [[nodiscard]] std::size_t line() const { return line_; }  ///< number of the last one, from 1
  /// True when the last line had no line end: the file stops in it.
  [[nodiscard]] bool lastWasOpen() const { return lastWasOpen_; }
  [[nodiscard]] std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
  char lineEnd_ = '\n';
  std::size_t line_ = 0;
  bool lastWasOpen_ = false;
};

/// The blank-separated tokens of one line; empty at its end.
class TokenCursor {
 public:
  explicit TokenCursor(std::string_view line) : rest_(line) {}
  [[nodiscard]] std::string_view next() {
    std::size_t begin = 0;
    while (begin < rest_.size() && isBlank(rest_[begin])) ++begin;
    std::size_t end = begin;
    while (end < rest_.size() && !isBlank(rest_[end])) ++end;
    const std::string_view token = rest_.substr(begin, end - begin);
    rest_.remove_prefix(end);
    return token;
  }
  [[nodiscard]] std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

}  // namespace podalign::ingest
