#include "podalign/profile/internal/reach.hpp"

#include <algorithm>
#include <string>

#include "podalign/core/laterality.hpp"
#include "podalign/profile/internal/answer_space.hpp"
#include "podalign/profile/internal/reach_leaves.hpp"

// A search through the ways in which an expression can get a truth value: one way after the other,
// each narrowing what the answers can still be.
namespace podalign::profile {
namespace {

constexpr std::size_t kMaxSteps = 200'000;

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

class Search {
 public:
  explicit Search(const Profile& profile) : profile_(profile), leaves_(profile) {}

  bool solve(Goals goals, AnswerSpace space) {
    while (!goals.empty()) {
      if (++steps_ > kMaxSteps) return true;
      const Goal goal = goals.back();
      goals.pop_back();
      if (leaves_.isLeaf(goal)) {
        std::vector<AnswerSpace> spaces = leaves_.narrowed(goal, space);
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
  static Goal at(const Goal& goal, Side side) {
    Goal inner = child(goal, 0, goal.wanted);
    inner.side = side;
    return inner;
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
    if (leaves_.variableOf(inner)) return halves(goal);
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

  const Profile& profile_;
  Leaves leaves_;
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
