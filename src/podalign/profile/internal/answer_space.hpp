#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <tuple>

#include "podalign/profile/profile.hpp"

namespace podalign::profile {

/// One value that expressions read: a field or a run-time name, of the person or of one side.
struct Variable {
  enum class Sort : std::uint8_t { Field, Runtime };
  Sort sort = Sort::Field;
  std::size_t index = 0;
  std::optional<Laterality> side{};

  bool operator<(const Variable& other) const {
    return std::tie(sort, index, side) < std::tie(other.sort, other.index, other.side);
  }
};

/// What a variable can still be. Empty (`possible()` false) means: nobody can answer like that.
struct Domain {
  bool unknownAllowed = true;
  bool knownAllowed = true;
  std::uint32_t words = ~0U;   ///< of a truth value: bit 0 no, bit 1 yes
  std::uint32_t members = 0U;  ///< of a set: what it has
  double low = 0.0, high = 0.0;
  bool lowOpen = false, highOpen = false;
  bool isNumber = false, isSet = false;
  std::uint32_t all = 0U;  ///< every word there is

  [[nodiscard]] bool possible() const;
  void mustBeKnown() { unknownAllowed = false; }
  void mustBeUnknown() { knownAllowed = false; }
};

/// Answers that are still possible: the domains of all variables that were narrowed so far.
class AnswerSpace {
 public:
  explicit AnswerSpace(const Profile& profile) : profile_(&profile) {}

  [[nodiscard]] Domain domainOf(const Variable& variable) const;
  /// False when nothing is left.
  bool narrow(const Variable& variable, const Domain& domain);

 private:
  [[nodiscard]] Domain wholeField(const Field& field) const;
  [[nodiscard]] Domain wholeRuntime(const Variable& variable) const;

  const Profile* profile_;
  std::map<Variable, Domain> narrowed_;
};

/// The words a word-valued variable can have; empty for numbers and truth values.
[[nodiscard]] std::vector<std::string> wordsOf(const Profile& profile, const Variable& variable);

}  // namespace podalign::profile
