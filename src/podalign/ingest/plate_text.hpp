#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "podalign/ingest/internal/plain_number.hpp"

/// Scanning of text exports without copying. Private to the plate readers.
namespace podalign::ingest::plate_text {

/// Walks over lines that end in LF or CRLF; the last one may lack its end. Form feeds (page breaks
/// of printed exports) at either end of a line are not part of it.
class LineCursor {
 public:
  explicit LineCursor(std::string_view text) : text_(text) {}
  [[nodiscard]] bool next();
  [[nodiscard]] std::string_view line() const { return line_; }
  [[nodiscard]] std::size_t number() const { return number_; }  ///< 1-based
  [[nodiscard]] std::size_t begin() const { return begin_; }    ///< of the line, in the text

 private:
  std::string_view text_;
  std::string_view line_;
  std::size_t begin_ = 0;
  std::size_t position_ = 0;
  std::size_t number_ = 0;
};

[[nodiscard]] std::string_view trimmedSlowly(std::string_view text);
/// Without white space at either end. Most fields have none.
[[nodiscard]] inline std::string_view trimmed(std::string_view text) {
  const bool plain = !text.empty() && text.front() > ' ' && text.back() > ' ';
  return plain ? text : trimmedSlowly(text);
}

/// Takes the text up to the next `separator` off the front of a line; false at its end.
class FieldCursor {
 public:
  FieldCursor(std::string_view line, char separator) : line_(line), separator_(separator) {}
  [[nodiscard]] bool next() {
    if (done_) return false;
    std::size_t end = 0;  // fields are short: no call is worth it
    while (end < line_.size() && line_[end] != separator_) ++end;
    field_ = trimmed(line_.substr(0, end));
    done_ = end == line_.size();
    if (!done_) line_.remove_prefix(end + 1);
    return true;
  }
  /// Takes a field with the separator behind it where these are the next characters.
  [[nodiscard]] bool take(std::string_view fieldAndSeparator) {
    if (done_ || !line_.starts_with(fieldAndSeparator)) return false;
    line_.remove_prefix(fieldAndSeparator.size());
    return true;
  }
  /// Takes a field that is nothing but a plain number; takes nothing of any other one, for `next`.
  [[nodiscard]] std::optional<PlainNumber> nextPlain() {
    if (done_) return std::nullopt;
    const auto plain = leadingPlain(line_);
    if (!plain) return std::nullopt;
    const bool last = plain->length == line_.size();
    if (!last && line_[plain->length] != separator_) return std::nullopt;
    field_ = line_.substr(0, plain->length);
    done_ = last;
    if (!last) line_.remove_prefix(plain->length + 1);
    return plain->number;
  }
  [[nodiscard]] std::string_view field() const { return field_; }  ///< trimmed
  /// What follows the field.
  [[nodiscard]] std::string_view rest() const { return done_ ? std::string_view() : line_; }

 private:
  std::string_view line_;
  std::string_view field_;
  char separator_;
  bool done_ = false;
};

[[nodiscard]] bool isBlank(std::string_view line, std::string_view padding = " \t\r\f");
[[nodiscard]] bool equalsIgnoringCase(std::string_view a, std::string_view b);

/// A whole field as a finite decimal number; a comma is read as decimal point. Hexadecimal, "inf"
/// and "nan" are no numbers.
[[nodiscard]] std::optional<double> numberFrom(std::string_view field);
[[nodiscard]] std::optional<long> integerFrom(std::string_view field);

/// The number at the front of a text and what follows it, trimmed: "5.08 mm" -> 5.08, "mm".
struct NumberAndRest {
  double number = 0.0;
  std::string_view rest;
};
[[nodiscard]] std::optional<NumberAndRest> leadingNumber(std::string_view text);

/// Decimal places a number was printed with: "0.88" -> 2.
[[nodiscard]] int decimalPlaces(std::string_view field);
/// Half of the last of so many decimal places: what printing may have rounded off.
[[nodiscard]] double halfLastPlace(int decimals);

/// Factor from a unit to the base unit, nothing when it is not known.
[[nodiscard]] std::optional<double> millimetresPer(std::string_view lengthUnit);
[[nodiscard]] std::optional<double> squareMillimetresPer(std::string_view areaUnit);
[[nodiscard]] std::optional<double> kilopascalsPer(std::string_view pressureUnit);
[[nodiscard]] std::optional<double> secondsPer(std::string_view timeUnit);

/// The text behind the last `key` in `line`, trimmed; nothing when the key is not there.
[[nodiscard]] std::optional<std::string_view> valueAfter(std::string_view line,
                                                         std::string_view key);

/// Printable start of a field for an error message: at most 24 characters, ASCII only.
[[nodiscard]] std::string_view excerpt(std::string_view field);

}  // namespace podalign::ingest::plate_text
