#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "podalign/profile/value.hpp"

namespace podalign::profile {

/// Where a value or a rule belongs. A foot rule also reads the knee of its side.
enum class Scope { Subject, Foot, Knee };
[[nodiscard]] const char* toString(Scope scope);

/// Bool and Side without `optional` belong to the safety screen: with `screen: complete` one that
/// is not listed is a "no".
enum class FieldType { Bool, Side, Enum, Number, Set };

struct Range {
  double low = 0.0;
  double high = 0.0;
};

/// One rule input. Its question is the text `question.<id>`.
struct Field {
  std::string id;
  FieldType type = FieldType::Bool;
  bool optional = false;  ///< stays unknown when omitted, also after a complete screen
  Scope scope = Scope::Subject;
  std::string unit;
  std::optional<Range> range;        ///< of a number, ends included
  std::vector<std::string> words;    ///< of an enumeration or set, and of a side
  std::optional<Value> whenOmitted;  ///< the value an omitted field has
  bool classifies = false;           ///< read by the classification
  bool shownOnly = false;            ///< decides nothing
  std::size_t line = 0;
};

/// Every rule input, in the order of the form.
struct Vocabulary {
  std::vector<Field> fields;
  std::map<std::string, std::size_t, std::less<>> index;

  [[nodiscard]] const Field* find(std::string_view id) const;
  [[nodiscard]] std::optional<std::size_t> indexOf(std::string_view id) const;
};

/// True for a field of the safety screen.
[[nodiscard]] bool belongsToScreen(const Field& field);

}  // namespace podalign::profile
