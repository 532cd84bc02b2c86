#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "podalign/core/laterality.hpp"
#include "podalign/profile/expression.hpp"
#include "podalign/profile/profile.hpp"
#include "podalign/recommend/decision.hpp"
#include "podalign/recommend/internal/answers.hpp"
#include "podalign/recommend/internal/foot_classes.hpp"

namespace podalign::recommend {

/// A rule whose output stands, and where.
struct StandingRule {
  std::size_t rule = 0;
  std::vector<profile::Place> places;
};

/// One run of the rules over one person, in their order. After `run` it tells what stands, what was
/// blocked and what could not be decided.
class RuleRun : public profile::Environment {
 public:
  RuleRun(const profile::Profile& profile, const RuleInputs& inputs);

  void run();

  [[nodiscard]] const std::vector<StandingRule>& standing() const { return standing_; }
  [[nodiscard]] const std::vector<BlockedRule>& blocked() const { return blocked_; }
  [[nodiscard]] const std::vector<NotEvaluableRule>& notEvaluable() const { return notEvaluable_; }
  [[nodiscard]] const FootClasses& classes() const { return classes_; }
  [[nodiscard]] const Answers& answers() const { return answers_; }
  [[nodiscard]] const std::string& escalation() const;
  [[nodiscard]] bool isTrackingHeldBack() const { return trackingBlocked_.has_value(); }
  [[nodiscard]] bool insoleHeldBack(Laterality side) const;
  /// A standing rule blocks the family for the whole person.
  [[nodiscard]] bool isFamilyBlocked(const std::string& family) const;
  /// The tracking level of a side as far as the rules have run, and the rule that gave it.
  [[nodiscard]] std::string trackingLevel(Laterality side) const;
  [[nodiscard]] std::string trackingRule(Laterality side) const;

  // profile::Environment
  [[nodiscard]] const profile::Value& field(std::size_t field, profile::Place place) const override;
  [[nodiscard]] profile::Value runtime(profile::RuntimeName name,
                                       profile::Place place) const override;
  [[nodiscard]] const profile::Expression& derived(std::size_t derived) const override;
  [[nodiscard]] bool fired(std::size_t rule) const override;
  [[nodiscard]] std::vector<profile::Place> knees() const override;
  [[nodiscard]] std::vector<std::string> missingFor(profile::RuntimeName name,
                                                    profile::Place place) const override;
  [[nodiscard]] const std::string& fieldId(std::size_t field) const override;

 private:
  // A family that a rule holds back, for the person or (insole) for some feet.
  struct Block {
    std::size_t rule = 0;
    std::string family;
    std::vector<Laterality> sides;     // both for a block of the whole person
    std::vector<std::string> missing;  // of a blocking rule that cannot be decided
  };

  void runRule(std::size_t rule);
  void runAt(std::size_t rule, profile::Place place, StandingRule& stands);
  void noteUndecided(std::size_t rule, profile::Place place);
  void takeEffect(std::size_t rule, const StandingRule& stands);
  [[nodiscard]] std::vector<profile::Place> placesOf(const profile::Rule& rule) const;
  [[nodiscard]] const Block* blockOf(const std::vector<Block>& blocks, const profile::Rule& rule,
                                     profile::Place place) const;
  [[nodiscard]] bool isHeldOpen(const profile::Rule& rule, profile::Place place) const;
  [[nodiscard]] std::vector<std::string> openMissing(const profile::Rule& rule,
                                                     profile::Place place) const;
  [[nodiscard]] bool isBlockedPerFoot(const std::string& family) const;
  [[nodiscard]] bool holds(const Block& block, const std::string& family, Laterality side) const;
  [[nodiscard]] profile::Truth insoleBlocked(Laterality side) const;
  [[nodiscard]] bool isTrackingSettled(const profile::Rule& rule, profile::Place place) const;
  void settleTracking(std::size_t rule, profile::Place place);
  [[nodiscard]] std::vector<Laterality> sidesOf(profile::Place place) const;

  const profile::Profile& profile_;
  Answers answers_;
  FootClasses classes_;
  std::vector<bool> fired_;
  std::size_t escalation_ = 0;  // index into the rising levels
  bool redFlagOpen_ = false;
  std::vector<Block> blocks_;                     // standing
  std::vector<Block> openBlocks_;                 // of blocking rules that cannot be decided
  PerSide<std::optional<std::size_t>> tracking_;  // the rule chosen, standing or blocked
  std::optional<std::string> trackingBlocked_;    // level while tracking is held back
  std::vector<StandingRule> standing_;
  std::vector<BlockedRule> blocked_;
  std::vector<NotEvaluableRule> notEvaluable_;
};

}  // namespace podalign::recommend
