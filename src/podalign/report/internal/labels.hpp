#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "podalign/core/laterality.hpp"
#include "podalign/measure/measurement.hpp"
#include "podalign/report/paper.hpp"
#include "podalign/report/texts.hpp"

namespace podalign::report::internal {

// The words of the report: `report.*` keys of the text catalogue (and the values in words that the
// rule base shares, `words.*`), and numbers as people read them.
class Labels {
 public:
  using Values = std::vector<std::pair<std::string, std::string>>;
  explicit Labels(const TextRenderer& texts, LengthUnit lengths = LengthUnit::Millimetre)
      : texts_(texts), lengths_(lengths) {}

  // `report.<key>`; the key itself where the catalogue does not hold it.
  [[nodiscard]] std::string operator()(const std::string& key, const Values& values = {}) const;
  // `words.<group>.<id>`, else `<group>.<id>`, else `report.<group>.<id>`, else the id with blanks
  // for underscores: ids are data, and a new one must not stop a report.
  [[nodiscard]] std::string word(const std::string& group, const std::string& id) const;
  // As word, to stand at the beginning of a line.
  [[nodiscard]] std::string leadingWord(const std::string& group, const std::string& id) const;
  [[nodiscard]] std::string message(const Message& message) const;
  // The question behind an intake field.
  [[nodiscard]] std::string field(const std::string& name) const;
  // "left", "right"; "left foot"; "Left foot".
  [[nodiscard]] std::string side(Laterality side) const;
  [[nodiscard]] std::string foot(Laterality side) const;
  // Words in a row: "a, b and c".
  [[nodiscard]] std::string list(const std::vector<std::string>& words) const;

  // "275.1", in the decimals of the unit; of mm in the unit of lengths.
  [[nodiscard]] std::string number(double value, const std::string& unit) const;
  // "11.5" -> "11,5": with the mark that the language puts between whole and part.
  [[nodiscard]] std::string marked(std::string number) const;
  // "± 1.9 mm"
  [[nodiscard]] std::string band(const measure::Measurement& measurement) const;
  // "275.1 ± 1.9 mm"; empty for a measure without a value.
  [[nodiscard]] std::string value(const measure::Measurement& measurement) const;
  [[nodiscard]] std::string unit(const std::string& unit) const;
  // "275.1 mm", "17.3°", "0.294": a ratio has none.
  [[nodiscard]] std::string withUnit(const std::string& number, const std::string& unit) const;
  // "4 May to 18 May 2026"; one date where both are the same.
  [[nodiscard]] std::string dateRange(const std::string& from, const std::string& to) const;
  // "2026-05-04" -> "4 May": where the year is said beside it.
  [[nodiscard]] std::string day(const std::string& iso) const;
  // "2026-05-04T10:20:00+02:00" -> "4 May 2026, 10:20"
  [[nodiscard]] std::string dateTime(const std::string& iso) const;

 private:
  [[nodiscard]] std::optional<std::string> find(const std::string& id, const Values& values) const;
  // Whether values in `unit` are printed in inches.
  [[nodiscard]] bool inInches(const std::string& unit) const;

  const TextRenderer& texts_;
  LengthUnit lengths_;
};

}  // namespace podalign::report::internal
