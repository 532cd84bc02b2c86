#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

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

 private:
  std::string_view text_;
  std::string_view line_;
  std::size_t position_ = 0;
  std::size_t number_ = 0;
};

/// Takes the text up to the next `separator` off the front of a line; false at its end.
class FieldCursor {
 public:
  FieldCursor(std::string_view line, char separator) : line_(line), separator_(separator) {}
  [[nodiscard]] bool next();
  [[nodiscard]] std::string_view field() const { return field_; }  ///< trimmed

 private:
  std::string_view line_;
  std::string_view field_;
  char separator_;
  bool done_ = false;
};

[[nodiscard]] std::string_view trimmed(std::string_view text);
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
