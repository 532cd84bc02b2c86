#include "podalign/profile/internal/reach_leaves.hpp"

#include <algorithm>
#include <limits>

namespace podalign::profile {
namespace {

constexpr std::uint32_t kNo = 1U;
constexpr std::uint32_t kYes = 2U;

Operation contrary(Operation operation) {
  switch (operation) {
    case Operation::Less: return Operation::GreaterEqual;
    case Operation::LessEqual: return Operation::Greater;
    case Operation::Greater: return Operation::LessEqual;
    case Operation::GreaterEqual: return Operation::Less;
    case Operation::Equal: return Operation::NotEqual;
    default: return Operation::Equal;
  }
}

Operation mirrored(Operation operation) {
  switch (operation) {
    case Operation::Less: return Operation::Greater;
    case Operation::LessEqual: return Operation::GreaterEqual;
    case Operation::Greater: return Operation::Less;
    case Operation::GreaterEqual: return Operation::LessEqual;
    default: return operation;
  }
}

}  // namespace

struct Leaves::Interval {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
};

// Answered by what a variable can be, without goals of its own.
bool Leaves::isLeaf(const Goal& goal) const {
  if (goal.wanted == Wanted::NotTrue || goal.wanted == Wanted::NotFalse) return false;
  switch (nodeOf(goal).operation) {
    case Operation::Field:
    case Operation::Runtime:
    case Operation::Less:
    case Operation::LessEqual:
    case Operation::Greater:
    case Operation::GreaterEqual:
    case Operation::Equal:
    case Operation::NotEqual:
    case Operation::EqualsWord:
    case Operation::DiffersFromWord:
    case Operation::In:
    case Operation::Has: return true;
    case Operation::Known: return variableOf(child(goal, 0, goal.wanted)).has_value();
    default: return false;
  }
}

std::optional<Variable> Leaves::variableOf(const Goal& goal) const {
  const ExpressionNode& node = nodeOf(goal);
  if (node.operation == Operation::Field) {
    const Field& field = profile_.vocabulary.fields[node.reference];
    const bool perSide = field.scope != Scope::Subject || field.type == FieldType::Side;
    return Variable{Variable::Sort::Field, node.reference, perSide ? goal.side : Side{}};
  }
  if (node.operation != Operation::Runtime) return std::nullopt;
  const auto name = static_cast<RuntimeName>(node.reference);
  const bool ofPerson = name == RuntimeName::Bmi || name == RuntimeName::Asymmetry ||
                        name == RuntimeName::Escalation || name == RuntimeName::RedFlagOpen;
  return Variable{Variable::Sort::Runtime, node.reference, ofPerson ? Side{} : goal.side};
}

// The variables that a number is computed from.
std::vector<Variable> Leaves::leavesOf(const Goal& goal) const {
  if (const auto variable = variableOf(goal)) return {*variable};
  std::vector<Variable> leaves;
  if (nodeOf(goal).operation == Operation::Count) return leaves;
  for (std::size_t i = 0; i < nodeOf(goal).operands.size(); ++i) {
    const auto more = leavesOf(child(goal, i, goal.wanted));
    leaves.insert(leaves.end(), more.begin(), more.end());
  }
  return leaves;
}

Leaves::Interval Leaves::boundsOf(const Goal& goal, const AnswerSpace& space) const {
  const ExpressionNode& node = nodeOf(goal);
  if (const auto variable = variableOf(goal)) {
    const Domain domain = space.domainOf(*variable);
    return domain.isNumber ? Interval{domain.low, domain.high} : Interval{};
  }
  switch (node.operation) {
    case Operation::Number: return {node.number, node.number};
    case Operation::Count: return {0.0, static_cast<double>(node.operands.size())};
    case Operation::Add: {
      const Interval a = boundsOf(child(goal, 0, goal.wanted), space);
      const Interval b = boundsOf(child(goal, 1, goal.wanted), space);
      return {a.low + b.low, a.high + b.high};
    }
    case Operation::Subtract: {
      const Interval a = boundsOf(child(goal, 0, goal.wanted), space);
      const Interval b = boundsOf(child(goal, 1, goal.wanted), space);
      return {a.low - b.high, a.high - b.low};
    }
    case Operation::Multiply: {
      const Interval a = boundsOf(child(goal, 0, goal.wanted), space);
      const Interval b = boundsOf(child(goal, 1, goal.wanted), space);
      const auto [low, high] =
          std::minmax({a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high});
      return {low, high};
    }
    case Operation::Negate: {
      const Interval a = boundsOf(child(goal, 0, goal.wanted), space);
      return {-a.high, -a.low};
    }
    default: return {};
  }
}

// What is left of the answers where the goal is given; several where there are several ways.
std::vector<AnswerSpace> Leaves::narrowed(const Goal& goal, const AnswerSpace& space) const {
  switch (nodeOf(goal).operation) {
    case Operation::Less:
    case Operation::LessEqual:
    case Operation::Greater:
    case Operation::GreaterEqual: return compared(goal, space);
    case Operation::Equal:
    case Operation::NotEqual: return equated(goal, space);
    case Operation::EqualsWord:
    case Operation::DiffersFromWord:
    case Operation::In:
    case Operation::Has: return worded(goal, space);
    case Operation::Known: {
      const bool known = goal.wanted == Wanted::True;
      if (goal.wanted == Wanted::Unknown) return {};
      return settle(*variableOf(child(goal, 0, goal.wanted)), space, known, std::nullopt);
    }
    default: break;
  }
  if (isRuntime(goal, RuntimeName::Painful)) return painful(goal, space);
  const bool known = goal.wanted != Wanted::Unknown;
  return settle(*variableOf(goal), space, known, goal.wanted == Wanted::True ? kYes : kNo);
}

bool Leaves::isRuntime(const Goal& goal, RuntimeName name) const {
  const ExpressionNode& node = nodeOf(goal);
  return node.operation == Operation::Runtime && static_cast<RuntimeName>(node.reference) == name;
}

std::vector<AnswerSpace> Leaves::settle(const Variable& variable, const AnswerSpace& space,
                                        bool known, std::optional<std::uint32_t> words) {
  Domain domain = space.domainOf(variable);
  if (known) {
    domain.unknownAllowed = false;
    if (words) domain.words &= *words;
  } else {
    domain.knownAllowed = false;
  }
  AnswerSpace next = space;
  if (!next.narrow(variable, domain)) return {};
  return {std::move(next)};
}

// A knee hurts as the answer about the knees says.
std::vector<AnswerSpace> Leaves::painful(const Goal& goal, const AnswerSpace& space) const {
  const auto field = profile_.vocabulary.indexOf("knee_pain");
  if (!field) return {space};
  const Variable variable{Variable::Sort::Field, *field, {}};
  if (goal.wanted == Wanted::Unknown) return settle(variable, space, false, std::nullopt);
  std::vector<std::string> words{"both"};
  if (!goal.side || *goal.side == Laterality::Left) words.emplace_back("left");
  if (!goal.side || *goal.side == Laterality::Right) words.emplace_back("right");
  const std::uint32_t hurts = maskOf(variable, words);
  return settle(variable, space, true, goal.wanted == Wanted::True ? hurts : ~hurts);
}

std::uint32_t Leaves::maskOf(const Variable& variable,
                             const std::vector<std::string>& words) const {
  const auto all = profile::wordsOf(profile_, variable);
  std::uint32_t mask = 0U;
  for (std::size_t i = 0; i < all.size() && i < 32U; ++i) {
    if (std::find(words.begin(), words.end(), all[i]) != words.end()) mask |= 1U << i;
  }
  return mask;
}

std::vector<AnswerSpace> Leaves::worded(const Goal& goal, const AnswerSpace& space) const {
  const ExpressionNode& node = nodeOf(goal);
  const Goal operand = child(goal, 0, goal.wanted);
  const auto variable = variableOf(operand);
  if (!variable) return {space};
  if (isRuntime(operand, RuntimeName::Side) && !operand.side) return {space};
  const std::uint32_t mask = maskOf(*variable, node.words);
  if (goal.wanted == Wanted::Unknown) return settle(*variable, space, false, std::nullopt);
  const bool among =
      (goal.wanted == Wanted::True) != (node.operation == Operation::DiffersFromWord);
  if (isRuntime(operand, RuntimeName::Side)) {
    const std::uint32_t here = *operand.side == Laterality::Left ? 1U : 2U;
    if (((here & mask) != 0U) == among) return {space};
    return {};
  }
  if (node.operation != Operation::Has || !among) {
    return settle(*variable, space, true, among ? mask : ~mask);
  }
  // One of the words is in the set: each is a way of its own.
  std::vector<AnswerSpace> ways;
  for (std::uint32_t bit = 1U; bit != 0U && bit <= mask; bit <<= 1U) {
    if ((bit & mask) == 0U) continue;
    Domain domain = space.domainOf(*variable);
    domain.unknownAllowed = false;
    domain.members |= bit;
    AnswerSpace next = space;
    if (next.narrow(*variable, domain)) ways.push_back(std::move(next));
  }
  return ways;
}

// Every variable of a comparison is known; or one of them is not.
std::vector<AnswerSpace> Leaves::leavesKnown(const Goal& goal, const AnswerSpace& space) const {
  if (goal.wanted == Wanted::Unknown) {
    std::vector<AnswerSpace> ways;
    for (const Variable& leaf : leavesOf(goal)) {
      auto more = settle(leaf, space, false, std::nullopt);
      ways.insert(ways.end(), more.begin(), more.end());
    }
    return ways;
  }
  std::vector<AnswerSpace> ways{space};
  for (const Variable& leaf : leavesOf(goal)) {
    ways = settle(leaf, ways.front(), true, std::nullopt);
    if (ways.empty()) break;
  }
  return ways;
}

std::vector<AnswerSpace> Leaves::equated(const Goal& goal, const AnswerSpace& space) const {
  const auto left = variableOf(child(goal, 0, goal.wanted));
  if (left && !space.domainOf(*left).isNumber) return leavesKnown(goal, space);
  return compared(goal, space);
}

std::vector<AnswerSpace> Leaves::compared(const Goal& goal, const AnswerSpace& space) const {
  std::vector<AnswerSpace> ways = leavesKnown(goal, space);
  if (ways.empty() || goal.wanted == Wanted::Unknown) return ways;
  Operation operation = nodeOf(goal).operation;
  if (goal.wanted == Wanted::False) operation = contrary(operation);
  const Goal left = child(goal, 0, goal.wanted);
  const Goal right = child(goal, 1, goal.wanted);
  const Interval a = boundsOf(left, space);
  const Interval b = boundsOf(right, space);
  if (!isPossible(operation, a, b)) return {};
  // A variable beside a number is narrowed; of two variables nothing more is said.
  if (nodeOf(right).operation == Operation::Number) {
    return limited(left, operation, nodeOf(right).number, ways.front());
  }
  if (nodeOf(left).operation == Operation::Number) {
    return limited(right, mirrored(operation), nodeOf(left).number, ways.front());
  }
  return ways;
}

bool Leaves::isPossible(Operation operation, const Interval& a, const Interval& b) {
  switch (operation) {
    case Operation::Less: return a.low < b.high;
    case Operation::LessEqual: return a.low <= b.high;
    case Operation::Greater: return a.high > b.low;
    case Operation::GreaterEqual: return a.high >= b.low;
    case Operation::Equal: return a.low <= b.high && a.high >= b.low;
    default: return a.low != a.high || b.low != b.high || a.low != b.low;
  }
}

std::vector<AnswerSpace> Leaves::limited(const Goal& operand, Operation operation, double limit,
                                         const AnswerSpace& space) const {
  const auto variable = variableOf(operand);
  if (!variable) return {space};
  Domain domain = space.domainOf(*variable);
  const bool fromBelow = operation == Operation::Greater || operation == Operation::GreaterEqual ||
                         operation == Operation::Equal;
  const bool fromAbove = operation == Operation::Less || operation == Operation::LessEqual ||
                         operation == Operation::Equal;
  if (fromBelow && limit >= domain.low) {
    domain.lowOpen = operation == Operation::Greater || (domain.lowOpen && limit == domain.low);
    domain.low = limit;
  }
  if (fromAbove && limit <= domain.high) {
    domain.highOpen = operation == Operation::Less || (domain.highOpen && limit == domain.high);
    domain.high = limit;
  }
  AnswerSpace next = space;
  if (!next.narrow(*variable, domain)) return {};
  return {std::move(next)};
}

}  // namespace podalign::profile
