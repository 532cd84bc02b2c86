#include "podalign/profile/expression.hpp"

#include <algorithm>
#include <cmath>

namespace podalign::profile {
namespace {

// Numbers are compared after rounding, so that .1 + .2 is .3.
constexpr double kRounding = 1e6;

double rounded(double value) { return std::round(value * kRounding) / kRounding; }

Truth fromBool(bool value) { return value ? Truth::True : Truth::False; }

Truth truthOf(const Value& value) {
  if (const bool* known = std::get_if<bool>(&value)) return fromBool(*known);
  return Truth::Unknown;
}

bool holds(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

class Evaluator {
 public:
  Evaluator(const Expression& expression, const Environment& environment)
      : expression_(expression), environment_(environment) {}

  [[nodiscard]] Truth root(Place place) const { return truth(expression_.nodes.size() - 1, place); }
  [[nodiscard]] std::size_t rootNode() const { return expression_.nodes.size() - 1; }

  [[nodiscard]] Truth truth(std::size_t index, Place place) const {
    const ExpressionNode& node = expression_.nodes[index];
    switch (node.operation) {
      case Operation::And: return pair(node, place, kleeneAnd, Truth::False);
      case Operation::Or: return pair(node, place, kleeneOr, Truth::True);
      case Operation::Not: return kleeneNot(truth(node.operands[0], place));
      case Operation::Known: return fromBool(isKnown(value(node.operands[0], place)));
      case Operation::Yes: return fromBool(truth(node.operands[0], place) == Truth::True);
      case Operation::AnyFoot:
        return over(node, {sidePlace(Laterality::Left), sidePlace(Laterality::Right)}, kleeneOr,
                    Truth::False);
      case Operation::AnyKnee: return over(node, environment_.knees(), kleeneOr, Truth::False);
      case Operation::AllKnees: return over(node, environment_.knees(), kleeneAnd, Truth::True);
      case Operation::Other: return truth(node.operands[0], otherPlace(place));
      case Operation::Equal:
      case Operation::NotEqual:
      case Operation::Less:
      case Operation::LessEqual:
      case Operation::Greater:
      case Operation::GreaterEqual: return compare(node, place);
      case Operation::EqualsWord:
      case Operation::DiffersFromWord:
      case Operation::In:
      case Operation::Has: return membership(node, place);
      case Operation::Field: return truthOf(environment_.field(node.reference, place));
      case Operation::Derived:
        return evaluate(environment_.derived(node.reference), environment_, place);
      case Operation::Always: return Truth::True;
      case Operation::Fired: return fromBool(environment_.fired(node.reference));
      default: return truthOf(leaf(node, place));
    }
  }

  [[nodiscard]] Value value(std::size_t index, Place place) const {
    const ExpressionNode& node = expression_.nodes[index];
    switch (node.operation) {
      case Operation::Add:
      case Operation::Subtract:
      case Operation::Multiply:
      case Operation::Divide: return arithmetic(node, place);
      case Operation::Negate: {
        const Value operand = value(node.operands[0], place);
        const double* number = std::get_if<double>(&operand);
        return number == nullptr ? Value{Unknown{}} : Value{-*number};
      }
      case Operation::Count: return count(node, place);
      case Operation::Number:
      case Operation::Field:
      case Operation::Derived:
      case Operation::Runtime:
      case Operation::Fired:
      case Operation::Always: return leaf(node, place);
      default: break;
    }
    const Truth known = truth(index, place);
    return known == Truth::Unknown ? Value{Unknown{}} : Value{known == Truth::True};
  }

  void collectOpen(std::size_t index, Place place, std::vector<std::string>& fields) const;
  void collectAsked(std::size_t index, Place place, std::vector<std::string>& fields) const;

 private:
  static Place otherPlace(Place place) {
    if (place.side) place.side = opposite(*place.side);
    return place;
  }

  // `settled`: what decides alone, whatever the other operand is.
  Truth pair(const ExpressionNode& node, Place place, Truth (*combine)(Truth, Truth),
             Truth settled) const {
    const Truth first = truth(node.operands[0], place);
    return first == settled ? first : combine(first, truth(node.operands[1], place));
  }

  Truth over(const ExpressionNode& node, const std::vector<Place>& places,
             Truth (*combine)(Truth, Truth), Truth start) const {
    Truth result = start;
    for (const Place& place : places) result = combine(result, truth(node.operands[0], place));
    return result;
  }

  [[nodiscard]] Value leaf(const ExpressionNode& node, Place place) const {
    switch (node.operation) {
      case Operation::Always: return true;
      case Operation::Number: return node.number;
      case Operation::Field: return environment_.field(node.reference, place);
      case Operation::Runtime:
        return environment_.runtime(static_cast<RuntimeName>(node.reference), place);
      case Operation::Fired: return environment_.fired(node.reference);
      case Operation::Derived: {
        const Truth truth = evaluate(environment_.derived(node.reference), environment_, place);
        return truth == Truth::Unknown ? Value{Unknown{}} : Value{truth == Truth::True};
      }
      default: return Unknown{};
    }
  }

  [[nodiscard]] Value arithmetic(const ExpressionNode& node, Place place) const {
    const Value left = value(node.operands[0], place);
    const Value right = value(node.operands[1], place);
    const double* a = std::get_if<double>(&left);
    const double* b = std::get_if<double>(&right);
    if (a == nullptr || b == nullptr) return Unknown{};
    double result = 0.0;
    switch (node.operation) {
      case Operation::Add: result = *a + *b; break;
      case Operation::Subtract: result = *a - *b; break;
      case Operation::Multiply: result = *a * *b; break;
      default: result = *a / *b; break;
    }
    // A division by zero has no value.
    return std::isfinite(result) ? Value{result} : Value{Unknown{}};
  }

  [[nodiscard]] Value count(const ExpressionNode& node, Place place) const {
    double number = 0.0;
    for (const std::size_t operand : node.operands) {
      if (truth(operand, place) == Truth::True) number += 1.0;
    }
    return number;
  }

  [[nodiscard]] Truth compare(const ExpressionNode& node, Place place) const {
    const Value left = value(node.operands[0], place);
    const Value right = value(node.operands[1], place);
    if (!isKnown(left) || !isKnown(right)) return Truth::Unknown;
    const double* leftNumber = std::get_if<double>(&left);
    const double* rightNumber = std::get_if<double>(&right);
    if (leftNumber == nullptr || rightNumber == nullptr) {
      return fromBool((left == right) == (node.operation == Operation::Equal));
    }
    const double a = rounded(*leftNumber);
    const double b = rounded(*rightNumber);
    switch (node.operation) {
      case Operation::Equal: return fromBool(a == b);
      case Operation::NotEqual: return fromBool(a != b);
      case Operation::Less: return fromBool(a < b);
      case Operation::LessEqual: return fromBool(a <= b);
      case Operation::Greater: return fromBool(a > b);
      default: return fromBool(a >= b);
    }
  }

  [[nodiscard]] Truth membership(const ExpressionNode& node, Place place) const {
    const ExpressionNode& operand = expression_.nodes[node.operands[0]];
    // Sets are not copied to be looked into.
    if (operand.operation == Operation::Field) {
      return membership(node, environment_.field(operand.reference, place));
    }
    return membership(node, value(node.operands[0], place));
  }

  [[nodiscard]] static Truth membership(const ExpressionNode& node, const Value& operand) {
    if (const auto* word = std::get_if<std::string>(&operand)) {
      const bool among = holds(node.words, *word);
      return fromBool(among != (node.operation == Operation::DiffersFromWord));
    }
    const auto* set = std::get_if<std::set<std::string>>(&operand);
    if (set == nullptr) return Truth::Unknown;
    return fromBool(std::any_of(set->begin(), set->end(), [&node](const std::string& member) {
      return holds(node.words, member);
    }));
  }

  const Expression& expression_;
  const Environment& environment_;
};

void addOnce(std::vector<std::string>& fields, const std::string& field) {
  if (!holds(fields, field)) fields.push_back(field);
}

void addAll(std::vector<std::string>& fields, const std::vector<std::string>& more) {
  for (const std::string& field : more) addOnce(fields, field);
}

std::vector<Place> placesOf(Operation operation, const Environment& environment, Place place) {
  switch (operation) {
    case Operation::AnyFoot: return {sidePlace(Laterality::Left), sidePlace(Laterality::Right)};
    case Operation::AnyKnee:
    case Operation::AllKnees: return environment.knees();
    case Operation::Other:
      if (place.side) place.side = opposite(*place.side);
      return {place};
    default: return {place};
  }
}

// Called where the node has no known value; known operands are not the reason.
void Evaluator::collectOpen(std::size_t index, Place place,
                            std::vector<std::string>& fields) const {
  const ExpressionNode& node = expression_.nodes[index];
  switch (node.operation) {
    case Operation::Field: addOnce(fields, environment_.fieldId(node.reference)); return;
    case Operation::Runtime:
      addAll(fields, environment_.missingFor(static_cast<RuntimeName>(node.reference), place));
      return;
    case Operation::Derived:
      addAll(fields, openFields(environment_.derived(node.reference), environment_, place));
      return;
    default: break;
  }
  for (const Place& inner : placesOf(node.operation, environment_, place)) {
    for (const std::size_t operand : node.operands) {
      if (!isKnown(value(operand, inner))) collectOpen(operand, inner, fields);
    }
  }
}

// Called where the node is true.
void Evaluator::collectAsked(std::size_t index, Place place,
                             std::vector<std::string>& fields) const {
  const ExpressionNode& node = expression_.nodes[index];
  if (node.operation == Operation::Derived) {
    addAll(fields, askedFields(environment_.derived(node.reference), environment_, place));
    return;
  }
  if (node.operation == Operation::Not) {
    const std::size_t inner = node.operands[0];
    const ExpressionNode& negated = expression_.nodes[inner];
    if (negated.operation == Operation::Known) collectOpen(negated.operands[0], place, fields);
    return;
  }
  const bool passesOn = node.operation == Operation::And || node.operation == Operation::Or ||
                        node.operation == Operation::AnyFoot ||
                        node.operation == Operation::AnyKnee ||
                        node.operation == Operation::AllKnees ||
                        node.operation == Operation::Other || node.operation == Operation::Yes;
  if (!passesOn) return;
  for (const Place& inner : placesOf(node.operation, environment_, place)) {
    for (const std::size_t operand : node.operands) {
      if (truth(operand, inner) == Truth::True) collectAsked(operand, inner, fields);
    }
  }
}

}  // namespace

Truth evaluate(const Expression& expression, const Environment& environment, Place place) {
  if (expression.nodes.empty()) return Truth::Unknown;
  return Evaluator(expression, environment).root(place);
}

std::vector<std::string> openFields(const Expression& expression, const Environment& environment,
                                    Place place) {
  std::vector<std::string> fields;
  const Evaluator evaluator(expression, environment);
  if (!expression.nodes.empty() && evaluator.root(place) == Truth::Unknown) {
    evaluator.collectOpen(evaluator.rootNode(), place, fields);
  }
  return fields;
}

namespace {

// Most expressions never ask whether something is known.
bool asksWhatIsKnown(const Expression& expression, const Environment& environment) {
  return std::any_of(expression.nodes.begin(), expression.nodes.end(),
                     [&environment](const ExpressionNode& node) {
                       return node.operation == Operation::Known ||
                              (node.operation == Operation::Derived &&
                               asksWhatIsKnown(environment.derived(node.reference), environment));
                     });
}

}  // namespace

std::vector<std::string> askedFields(const Expression& expression, const Environment& environment,
                                     Place place) {
  std::vector<std::string> fields;
  if (!asksWhatIsKnown(expression, environment)) return fields;
  const Evaluator evaluator(expression, environment);
  if (!expression.nodes.empty() && evaluator.root(place) == Truth::True) {
    evaluator.collectAsked(evaluator.rootNode(), place, fields);
  }
  return fields;
}

}  // namespace podalign::profile
