#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "podalign/profile/expression.hpp"
#include "podalign/profile/vocabulary.hpp"

namespace podalign::profile {

/// Order, blocking and precedence of the rules.
struct Order {
  std::vector<std::string> families;  ///< every family that can be blocked
  std::vector<std::string> allAdvice;
  std::vector<std::string> blockedPerFoot;
  std::vector<std::string> unknownBlockerHolds;
  std::vector<std::string> redFlagLevels;
  std::vector<std::string> trackingOrder;    ///< rule ids
  std::vector<std::string> escalationOrder;  ///< lowest first
};

struct LiftLimits {
  double stepMm = 0.0;
  double maxMm = 0.0;
  double share = 0.0;       ///< of the leg length difference
  double halfFromMm = 0.0;  ///< from this difference on the share counts; below, one step
};

/// The values every enumerated output can have, and what is said where no rule says it.
struct Outputs {
  std::map<std::string, std::vector<std::string>> words;  ///< posture, confidence, tracking, ...
  std::map<std::string, std::string> trackingBlockedBy;   ///< rule -> level
  std::string trackingNoPain, trackingUnknown, trackingInShop;
  std::string gateNone, gateBlocked;
  std::vector<std::string> pairGates;
  LiftLimits lift;
  std::size_t differentialPrinted = 0;
  std::vector<std::string> differentialAlwaysPrinted;
  std::vector<std::string> shopNever;  ///< families that no shop rule may have
};

/// A shoe size scale: size = (length + addMm) / perSizeMm + offset, rounded up to `step`.
struct SizeScale {
  std::string id;
  double addMm = 0.0;
  double perSizeMm = 1.0;
  double offset = 0.0;
  double step = 1.0;
  bool withWidth = false;  ///< the ball width in mm follows the size
  std::optional<double> ageFrom;
  bool provisional = false;
  std::vector<std::string> sources;
  std::string basis;
  std::size_t line = 0;
};

struct ShoeCategory {
  std::string id;
  bool proposed = true;                         ///< false: described only
  std::map<std::string, std::string> features;  ///< drop_mm, stack_heel_mm, torsional, ...
  std::vector<std::string> sources;
  std::string basis;
  std::size_t line = 0;
};

struct Footwear {
  std::vector<ShoeCategory> categories;
  std::vector<std::string> featureOrder;
  std::vector<SizeScale> scales;
  double padOtherFromMm = 0.0;  ///< difference of lengths from which the shorter foot is padded
  double allowanceLowMm = 0.0, allowanceHighMm = 0.0;
};

/// One link of the knee chain. `presentIf` and `absentIf` are evaluated for the knee; where neither
/// is true the link was not assessed. Texts: `chain.<id>.name`, `.present`, `.absent`,
/// `.not_assessed`, `.strength`, `.contrary`.
struct ChainLink {
  std::string id;
  std::optional<Expression> presentIf, absentIf;
  std::vector<std::string> sources, contrary;
  std::size_t line = 0;
};

/// What would make another tracking level of a painful knee, where `condition` holds for it.
struct LevelChange {
  std::vector<std::string> to;  ///< the levels it may become
  std::string text;             ///< id of the sentence
  Expression condition;
};

struct PublishedValue {
  std::string value;
  bool verified = false;
  std::vector<std::string> sources;
  std::string basis;  ///< where `sources` is empty
  std::string how;
};

/// What is published about a measure: for pages and reports, never for the rules.
struct MeasureKnowledge {
  std::string id, name, family, unit, definition, formula, disagreement, note, licence;
  double weight = 0.0;
  std::optional<double> weightUnder16, scoredFromAge;
  std::optional<Range> range;
  std::vector<PublishedValue> cutoffs, norms, reliability, validity;
  std::size_t line = 0;
};

/// One published finding along the knee chain, with its strength.
struct ChainEvidence {
  std::string topic, finding, effect, strength, basis;
  std::string verified;  ///< true, false, or which part was
  std::vector<std::string> sources;
  std::size_t line = 0;
};

struct Source {
  std::string id, citation, doi, url, read, note;
  bool verified = false;
  std::size_t line = 0;
};

/// A statement of the articles that the product answers, and the rules that do.
struct ArticleClaim {
  std::string id, article, kind, claim, note;
  std::vector<std::string> use, implementedBy;
  std::size_t line = 0;
};

/// Something on which publications, or the articles, do not agree: shown, not hidden.
struct Disagreement {
  std::string id, text;
  std::vector<std::string> sources, rules;
  std::size_t line = 0;
};

/// Articles against one another or against the evidence, and how it is resolved here.
struct ArticleConflict {
  std::string id, issue, resolution;
  std::vector<std::string> claims, rules;
  std::size_t line = 0;
};

/// A reference as an article prints it, and what became of it when it was looked up.
struct AuditedReference {
  std::string reference, status;
};

/// What regulators ask, per region, and the hazards with the rules that answer them.
struct Regulation {
  struct Region {
    std::string id, status, todo;
    std::vector<std::string> criteria, assessment;
    std::size_t line = 0;
  };
  struct Hazard {
    std::string id, text;
    std::vector<std::string> rules;
    std::size_t line = 0;
  };
  std::vector<Region> regions;
  std::vector<std::string> mustDo, artefacts;
  std::vector<Hazard> hazards;
};

/// Safe range of one parameter of an insole. Where it is a number, `unit` says in what; a limit in
/// words (`autoText`, `clinicianText`) stands where it is none.
struct InsoleParameter {
  std::string id, unit, usual, autoText, clinicianText, basis;
  std::optional<double> step, autoMax, clinicianMax;
  bool provisional = false;
  std::vector<std::string> sources, rules;
  std::size_t line = 0;
};

}  // namespace podalign::profile
