#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "podalign/core/laterality.hpp"
#include "podalign/profile/internal/answer_space.hpp"
#include "podalign/profile/internal/reach.hpp"

namespace podalign::profile {

using Side = std::optional<Laterality>;

/// What one node of an expression is asked to be, at one place.
struct Goal {
  const Expression* expression = nullptr;
  std::size_t node = 0;
  Side side{};
  Wanted wanted = Wanted::True;
};
using Goals = std::vector<Goal>;

[[nodiscard]] inline const ExpressionNode& nodeOf(const Goal& goal) {
  return goal.expression->nodes[goal.node];
}

[[nodiscard]] inline Goal child(const Goal& goal, std::size_t operand, Wanted wanted) {
  return {goal.expression, nodeOf(goal).operands[operand], goal.side, wanted};
}

/// The ends of a search: goals that are given by what variables can be, without goals of their own.
class Leaves {
 public:
  explicit Leaves(const Profile& profile) : profile_(profile) {}

  [[nodiscard]] bool isLeaf(const Goal& goal) const;
  /// The variable that the node reads; nothing for everything else.
  [[nodiscard]] std::optional<Variable> variableOf(const Goal& goal) const;
  /// What is left of the answers where the goal is given; several where there are several ways,
  /// none where it cannot be given. Requires: a leaf.
  [[nodiscard]] std::vector<AnswerSpace> narrowed(const Goal& goal, const AnswerSpace& space) const;

 private:
  struct Interval;
  [[nodiscard]] std::vector<Variable> leavesOf(const Goal& goal) const;
  [[nodiscard]] Interval boundsOf(const Goal& goal, const AnswerSpace& space) const;
  [[nodiscard]] bool isRuntime(const Goal& goal, RuntimeName name) const;
  [[nodiscard]] static std::vector<AnswerSpace> settle(const Variable& variable,
                                                       const AnswerSpace& space, bool known,
                                                       std::optional<std::uint32_t> words);
  [[nodiscard]] std::vector<AnswerSpace> painful(const Goal& goal, const AnswerSpace& space) const;
  [[nodiscard]] std::vector<AnswerSpace> worded(const Goal& goal, const AnswerSpace& space) const;
  [[nodiscard]] std::vector<AnswerSpace> leavesKnown(const Goal& goal,
                                                     const AnswerSpace& space) const;
  [[nodiscard]] std::vector<AnswerSpace> equated(const Goal& goal, const AnswerSpace& space) const;
  [[nodiscard]] std::vector<AnswerSpace> compared(const Goal& goal, const AnswerSpace& space) const;
  [[nodiscard]] static bool isPossible(Operation operation, const Interval& a, const Interval& b);
  [[nodiscard]] std::vector<AnswerSpace> limited(const Goal& operand, Operation operation,
                                                 double limit, const AnswerSpace& space) const;
  [[nodiscard]] std::uint32_t maskOf(const Variable& variable,
                                     const std::vector<std::string>& words) const;

  const Profile& profile_;
};

}  // namespace podalign::profile
