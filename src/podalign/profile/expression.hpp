#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "podalign/core/laterality.hpp"
#include "podalign/core/result.hpp"
#include "podalign/profile/value.hpp"
#include "podalign/profile/vocabulary.hpp"

/// The rule language: typed, total and three-valued. It is parsed once, with every name resolved
/// and every word checked; evaluating it cannot fail.
namespace podalign::profile {

/// Values that come to be while the rules run.
enum class RuntimeName : std::uint8_t {
  Painful,
  Side,
  Posture,
  Score,
  Confidence,
  Conflict,
  FamilyCount,
  Pronation,
  Mobility,
  TrackingLevel,
  InsoleBlocked,
  Bmi,
  Asymmetry,
  Escalation,
  RedFlagOpen,
};

enum class Operation : std::uint8_t {
  Always,
  Number,
  Field,
  Derived,
  Runtime,
  Fired,
  And,
  Or,
  Not,
  Equal,
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  EqualsWord,
  DiffersFromWord,
  In,
  Has,
  Add,
  Subtract,
  Multiply,
  Divide,
  Negate,
  Known,
  Yes,
  AnyFoot,
  AnyKnee,
  AllKnees,
  Other,
  Count,
};

struct ExpressionNode {
  Operation operation = Operation::Always;
  double number = 0.0;             ///< Number
  std::size_t reference = 0;       ///< Field, Derived, Runtime, Fired: an index
  std::vector<std::string> words;  ///< EqualsWord, DiffersFromWord, In, Has
  std::vector<std::size_t> operands;
};

/// A parsed expression; its last node is the root.
struct Expression {
  std::string text;
  Scope scope = Scope::Subject;
  std::vector<ExpressionNode> nodes;
};

/// A named expression.
struct Derived {
  std::string id;
  Scope scope = Scope::Subject;
  Expression expression;
  std::size_t line = 0;
};

/// Everything a name in an expression can stand for.
struct Names {
  const Vocabulary* vocabulary = nullptr;
  std::map<std::string, std::size_t, std::less<>> derived;  ///< index into the derived names
  std::vector<Scope> derivedScopes;
  std::map<std::string, std::size_t, std::less<>> rules;  ///< index into the rules
  std::map<RuntimeName, std::vector<std::string>> words;  ///< of the enumerated run-time names
};

struct ExpressionSource {
  std::string file;
  std::size_t line = 0;
};

/// Errors: ProfileInvalid: unknown name, rule or word, a value of the wrong type, a name of another
/// scope, wrong number of arguments, trailing text.
[[nodiscard]] Result<Expression> parseExpression(std::string_view text, const Names& names,
                                                 Scope scope, const ExpressionSource& source);

/// Where an expression is evaluated: for the person, for one side (foot and knee), or, when no
/// knee hurts, for "the knee" with the flat answers.
struct Place {
  std::optional<Laterality> side;
  bool flatKnee = false;
};
[[nodiscard]] inline Place personPlace() { return {}; }
[[nodiscard]] inline Place sidePlace(Laterality side) { return {.side = side, .flatKnee = false}; }
[[nodiscard]] inline Place flatKneePlace() { return {.side = std::nullopt, .flatKnee = true}; }

/// Supplies the values while an expression is evaluated.
class Environment {
 public:
  Environment() = default;
  Environment(const Environment&) = default;
  Environment(Environment&&) = default;
  Environment& operator=(const Environment&) = default;
  Environment& operator=(Environment&&) = default;
  virtual ~Environment() = default;

  [[nodiscard]] virtual const Value& field(std::size_t field, Place place) const = 0;
  [[nodiscard]] virtual Value runtime(RuntimeName name, Place place) const = 0;
  [[nodiscard]] virtual const Expression& derived(std::size_t derived) const = 0;
  [[nodiscard]] virtual bool fired(std::size_t rule) const = 0;
  /// The knees over which any_knee and all_knees run.
  [[nodiscard]] virtual std::vector<Place> knees() const = 0;
  /// Fields whose absence makes the run-time name unknown.
  [[nodiscard]] virtual std::vector<std::string> missingFor(RuntimeName name,
                                                            Place place) const = 0;
  [[nodiscard]] virtual const std::string& fieldId(std::size_t field) const = 0;
};

[[nodiscard]] Truth evaluate(const Expression& expression, const Environment& environment,
                             Place place);

/// The unknown fields that keep an undecided expression open, in the order of the text.
[[nodiscard]] std::vector<std::string> openFields(const Expression& expression,
                                                  const Environment& environment, Place place);

/// The unknown fields because of which a true expression is true (`not known(x)`).
[[nodiscard]] std::vector<std::string> askedFields(const Expression& expression,
                                                   const Environment& environment, Place place);

}  // namespace podalign::profile
