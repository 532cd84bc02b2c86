#pragma once

#include <set>
#include <string>
#include <variant>

namespace podalign::profile {

/// Not asked, not measured, or answered with "unknown". Never the same as "no".
struct Unknown {
  bool operator==(const Unknown&) const = default;
};

/// A value of a rule input: a truth value, a number, a word of an enumeration (also the sides
/// none, left, right, both) or a set of words.
using Value = std::variant<Unknown, bool, double, std::string, std::set<std::string>>;

[[nodiscard]] inline bool isKnown(const Value& value) {
  return !std::holds_alternative<Unknown>(value);
}

/// Three-valued truth (Kleene).
enum class Truth { False, True, Unknown };

[[nodiscard]] Truth kleeneAnd(Truth a, Truth b);
[[nodiscard]] Truth kleeneOr(Truth a, Truth b);
[[nodiscard]] Truth kleeneNot(Truth a);

}  // namespace podalign::profile
