#include "podalign/profile/internal/reach.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>

#include "podalign/core/laterality.hpp"
#include "podalign/profile/internal/answer_space.hpp"

// A search through the ways in which an expression can get a truth value: one way after the other,
// each narrowing what the answers can still be.
namespace podalign::profile {
namespace {

constexpr std::size_t kMaxSteps = 200'000;
constexpr std::uint32_t kNo = 1U;
constexpr std::uint32_t kYes = 2U;

using Side = std::optional<Laterality>;

struct Goal {
  const Expression* expression = nullptr;
  std::size_t node = 0;
  Side side{};
  Wanted wanted = Wanted::True;
};
using Goals = std::vector<Goal>;

Wanted negated(Wanted wanted) {
  switch (wanted) {
    case Wanted::True: return Wanted::False;
    case Wanted::False: return Wanted::True;
    case Wanted::NotTrue: return Wanted::NotFalse;
    case Wanted::NotFalse: return Wanted::NotTrue;
    default: return Wanted::Unknown;
  }
}

struct Interval {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
};

Operation opposite(Operation operation) {
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

class Search {
 public:
  explicit Search(const Profile& profile) : profile_(profile) {}

  bool solve(Goals goals, AnswerSpace space) {
    while (!goals.empty()) {
      if (++steps_ > kMaxSteps) return true;
      const Goal goal = goals.back();
      goals.pop_back();
      if (isLeaf(goal)) {
        std::vector<AnswerSpace> spaces = narrowed(goal, space);
        if (spaces.empty()) return false;
        for (std::size_t i = 0; i + 1 < spaces.size(); ++i) {
          if (solve(goals, std::move(spaces[i]))) return true;
        }
        space = std::move(spaces.back());
        continue;
      }
      const std::vector<Goals> ways = waysOf(goal);
      if (ways.empty()) return false;
      for (std::size_t i = 0; i + 1 < ways.size(); ++i) {
        Goals next = goals;
        next.insert(next.end(), ways[i].begin(), ways[i].end());
        if (solve(std::move(next), space)) return true;
      }
      goals.insert(goals.end(), ways.back().begin(), ways.back().end());
    }
    return true;
  }

 private:
  const ExpressionNode& nodeOf(const Goal& goal) const { return goal.expression->nodes[goal.node]; }

  static Goal child(const Goal& goal, std::size_t operand, Wanted wanted) {
    return {goal.expression, goal.expression->nodes[goal.node].operands[operand], goal.side,
            wanted};
  }
  static Goal at(const Goal& goal, Side side) {
    Goal inner = child(goal, 0, goal.wanted);
    inner.side = side;
    return inner;
  }

  // Answered by what a variable can be, without goals of its own.
  bool isLeaf(const Goal& goal) const {
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

  // The alternatives that give the goal; none: it cannot be given.
  std::vector<Goals> waysOf(const Goal& goal) const {
    const ExpressionNode& node = nodeOf(goal);
    const Wanted wanted = goal.wanted;
    switch (node.operation) {
      case Operation::Always: return isTrueWish(wanted) ? yes() : no();
      case Operation::And: return both(goal, Wanted::True, Wanted::NotFalse);
      case Operation::Or: return both(goal, Wanted::False, Wanted::NotTrue);
      case Operation::Not: return {{child(goal, 0, negated(wanted))}};
      case Operation::Known: return knownWays(goal);
      case Operation::Yes:
        if (wanted == Wanted::Unknown) return no();
        return {{child(goal, 0, isTrueWish(wanted) ? Wanted::True : Wanted::NotTrue)}};
      case Operation::AnyFoot: return footWays(goal);
      case Operation::AnyKnee:
      case Operation::AllKnees:
        // Which knees count depends on the answers: any of them may be the only one.
        return {{at(goal, Laterality::Left)}, {at(goal, Laterality::Right)}, {at(goal, Side{})}};
      case Operation::Other: {
        Side side = goal.side;
        if (side) side = podalign::opposite(*side);
        return {{at(goal, side)}};
      }
      case Operation::Derived: {
        const Expression& inner = profile_.derived[node.reference].expression;
        return {{Goal{&inner, inner.nodes.size() - 1, goal.side, wanted}}};
      }
      case Operation::Fired: return firedWays(goal);
      default: return halves(goal);
    }
  }

  static std::vector<Goals> yes() { return {Goals{}}; }
  static std::vector<Goals> no() { return {}; }
  static bool isTrueWish(Wanted wanted) {
    return wanted == Wanted::True || wanted == Wanted::NotFalse;
  }

  // `and`: true as a whole, or not false; `or` is the same with truth and falsehood exchanged.
  static std::vector<Goals> both(const Goal& goal, Wanted whole, Wanted rest) {
    const Wanted wanted = goal.wanted;
    if (wanted == whole || wanted == rest)
      return {{child(goal, 0, wanted), child(goal, 1, wanted)}};
    if (wanted == Wanted::Unknown) {
      return {{child(goal, 0, Wanted::Unknown), child(goal, 1, rest)},
              {child(goal, 0, rest), child(goal, 1, Wanted::Unknown)}};
    }
    return {{child(goal, 0, wanted)}, {child(goal, 1, wanted)}};
  }

  std::vector<Goals> footWays(const Goal& goal) const {
    const Goal left = at(goal, Laterality::Left);
    const Goal right = at(goal, Laterality::Right);
    if (isTrueWish(goal.wanted)) return {{left}, {right}};
    if (goal.wanted != Wanted::Unknown) return {{left, right}};
    Goal otherLeft = left;
    Goal otherRight = right;
    otherLeft.wanted = otherRight.wanted = Wanted::NotTrue;
    return {{left, otherRight}, {right, otherLeft}};
  }

  std::vector<Goals> knownWays(const Goal& goal) const {
    if (goal.wanted == Wanted::Unknown) return no();
    const Goal inner = child(goal, 0, Wanted::Unknown);
    if (variableOf(inner)) return halves(goal);
    if (!isTrueWish(goal.wanted)) return {{inner}};
    return {{child(goal, 0, Wanted::True)}, {child(goal, 0, Wanted::False)}};
  }

  std::vector<Goals> firedWays(const Goal& goal) const {
    if (goal.wanted == Wanted::Unknown) return no();
    // A rule whose condition holds may still be held back.
    if (!isTrueWish(goal.wanted)) return yes();
    const Rule& rule = profile_.rules[nodeOf(goal).reference];
    if (rule.condition.nodes.empty()) return yes();
    const auto holdsAt = [&rule](Side side) {
      return Goals{Goal{&rule.condition, rule.condition.nodes.size() - 1, side, Wanted::True}};
    };
    if (rule.scope == Scope::Subject) return {holdsAt(Side{})};
    return {holdsAt(Laterality::Left), holdsAt(Laterality::Right)};
  }

  // A wish of two halves ("not true") is tried as false, then as unknown.
  static std::vector<Goals> halves(const Goal& goal) {
    Goal first = goal;
    Goal second = goal;
    first.wanted = goal.wanted == Wanted::NotTrue ? Wanted::False : Wanted::True;
    second.wanted = Wanted::Unknown;
    return {{first}, {second}};
  }

  std::optional<Variable> variableOf(const Goal& goal) const {
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
  std::vector<Variable> leavesOf(const Goal& goal) const {
    if (const auto variable = variableOf(goal)) return {*variable};
    std::vector<Variable> leaves;
    if (nodeOf(goal).operation == Operation::Count) return leaves;
    for (std::size_t i = 0; i < nodeOf(goal).operands.size(); ++i) {
      const auto more = leavesOf(child(goal, i, goal.wanted));
      leaves.insert(leaves.end(), more.begin(), more.end());
    }
    return leaves;
  }

  Interval boundsOf(const Goal& goal, const AnswerSpace& space) const {
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
  std::vector<AnswerSpace> narrowed(const Goal& goal, const AnswerSpace& space) const {
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

  bool isRuntime(const Goal& goal, RuntimeName name) const {
    const ExpressionNode& node = nodeOf(goal);
    return node.operation == Operation::Runtime && static_cast<RuntimeName>(node.reference) == name;
  }

  static std::vector<AnswerSpace> settle(const Variable& variable, const AnswerSpace& space,
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
  std::vector<AnswerSpace> painful(const Goal& goal, const AnswerSpace& space) const {
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

  std::uint32_t maskOf(const Variable& variable, const std::vector<std::string>& words) const {
    const auto all = profile::wordsOf(profile_, variable);
    std::uint32_t mask = 0U;
    for (std::size_t i = 0; i < all.size() && i < 32U; ++i) {
      if (std::find(words.begin(), words.end(), all[i]) != words.end()) mask |= 1U << i;
    }
    return mask;
  }

  std::vector<AnswerSpace> worded(const Goal& goal, const AnswerSpace& space) const {
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
  std::vector<AnswerSpace> leavesKnown(const Goal& goal, const AnswerSpace& space) const {
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

  std::vector<AnswerSpace> equated(const Goal& goal, const AnswerSpace& space) const {
    const auto left = variableOf(child(goal, 0, goal.wanted));
    if (left && !space.domainOf(*left).isNumber) return leavesKnown(goal, space);
    return compared(goal, space);
  }

  std::vector<AnswerSpace> compared(const Goal& goal, const AnswerSpace& space) const {
    std::vector<AnswerSpace> ways = leavesKnown(goal, space);
    if (ways.empty() || goal.wanted == Wanted::Unknown) return ways;
    Operation operation = nodeOf(goal).operation;
    if (goal.wanted == Wanted::False) operation = profile::opposite(operation);
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

  static bool isPossible(Operation operation, const Interval& a, const Interval& b) {
    switch (operation) {
      case Operation::Less: return a.low < b.high;
      case Operation::LessEqual: return a.low <= b.high;
      case Operation::Greater: return a.high > b.low;
      case Operation::GreaterEqual: return a.high >= b.low;
      case Operation::Equal: return a.low <= b.high && a.high >= b.low;
      default: return a.low != a.high || b.low != b.high || a.low != b.low;
    }
  }

  std::vector<AnswerSpace> limited(const Goal& operand, Operation operation, double limit,
                                   const AnswerSpace& space) const {
    const auto variable = variableOf(operand);
    if (!variable) return {space};
    Domain domain = space.domainOf(*variable);
    const bool fromBelow = operation == Operation::Greater ||
                           operation == Operation::GreaterEqual || operation == Operation::Equal;
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

  const Profile& profile_;
  std::size_t steps_ = 0;
};

}  // namespace

bool canHold(const Profile& profile, const std::vector<Demand>& demands,
             const std::set<Setting>& settings) {
  Goals goals;
  for (const Demand& demand : demands) {
    if (demand.expression->nodes.empty()) return true;
    goals.push_back(
        {demand.expression, demand.expression->nodes.size() - 1, demand.side, demand.wanted});
  }
  // What is wanted for sure is settled first: it leaves less to try for the rest.
  std::reverse(goals.begin(), goals.end());
  const auto field = profile.vocabulary.indexOf("setting");
  for (const Setting setting : settings) {
    AnswerSpace space(profile);
    if (field) {
      const Variable variable{Variable::Sort::Field, *field, {}};
      Domain domain = space.domainOf(variable);
      const auto words = wordsOf(profile, variable);
      const auto word = std::find(words.begin(), words.end(), toString(setting));
      if (word != words.end())
        domain.words = 1U << static_cast<std::uint32_t>(word - words.begin());
      if (!space.narrow(variable, domain)) continue;
    }
    if (Search(profile).solve(goals, std::move(space))) return true;
  }
  return false;
}

}  // namespace podalign::profile
