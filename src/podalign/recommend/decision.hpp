#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "podalign/core/finding.hpp"
#include "podalign/core/laterality.hpp"

/// What the rule base says, as plain data. Identifiers (classes, levels, categories, gates) are
/// those of `profiles/outputs.yaml`; they are data, so they are strings here.
namespace podalign::recommend {

struct FamilyScore {
  double score = 0.0;
  std::string label;
  bool operator==(const FamilyScore&) const = default;
};

/// The classes of one foot. Static posture and dynamic pronation never convert into one another.
struct FootClass {
  std::string posture = "indeterminate";
  std::optional<double> score;  ///< rounded to 2 decimals; absent when nothing was scored
  std::string confidence = "none";
  std::string conflict = "none";
  std::map<std::string, FamilyScore> families;
  std::map<std::string, double> classProbabilities;  ///< empty where no error bands were given
  std::string pronation = "not_assessed";
  std::string mobility = "not_assessed";
  std::vector<std::string> couldAlsoBe = {};  ///< classes within the error, likeliest first
};

enum class LinkState { Present, Absent, NotAssessed };

/// One link of the knee chain: what was seen on this runner, how strong the published link is.
struct TrackingLink {
  std::string id;  ///< rearfoot, tibia, femur, quadriceps_line, knee_cap
  LinkState state = LinkState::NotAssessed;
  std::string seen;      ///< what was seen, or what would have to be assessed
  std::string strength;  ///< published strength with population and design
  std::string contrary;  ///< what contradicts it
  std::vector<std::string> sources;
};

/// What would make another level of it: an answer or an examination that is still open, or one
/// that turns out otherwise.
struct TrackingChange {
  std::vector<std::string> to;
  std::string text;
};

struct Tracking {
  std::string level;                ///< PTR0..PTR3, PTRX, suppressed, not_in_shop
  std::string rule;                 ///< empty where no rule stands
  std::string words;                ///< the level in words
  std::vector<TrackingLink> links;  ///< empty in the shop
  std::string textRunner, textClinical;
  std::vector<TrackingChange> changes = {};  ///< of a painful knee
};

struct FootwearChoice {
  std::string category;
  std::string status;  ///< first, option, clinician_option
  std::string rule;
  std::string name;                             ///< the category in words
  std::map<std::string, std::string> features;  ///< drop_mm, stack_heel_mm, torsional, ...
};

struct Posting {
  double autoDeg = 0.0;
  double clinicianDeg = 0.0;
};

struct HeelLift {
  double startMm = 0.0;
  double limitMm = 0.0;
};

struct InsoleChoice {
  std::string gate = "none";
  std::optional<Posting> posting;
  std::optional<HeelLift> heelLift;
  std::string rule;
};

/// A rule that stands, in the form that people read. `sides` is empty for a rule about the person.
struct Recommendation {
  std::string rule;
  std::string category;  ///< safety, quality, classification, patellar_tracking, ...
  std::vector<Laterality> sides;
  std::string grade;                  ///< A, B, C, E, S, R or a combination
  std::vector<std::string> sources;   ///< source ids
  std::vector<std::string> contrary;  ///< source ids that disagree
  std::string basis;  ///< "expert opinion, no published source" where sources is empty
  std::string textRunner, textClinical;  ///< placeholders filled in; empty: print nothing
  std::string textAction;                ///< what is to be done, for clinicians
  bool provisional = false;              ///< uses a number that nobody verified at its source
};

struct BlockedRule {
  std::string rule, by;
  std::optional<Laterality> side;
  bool operator==(const BlockedRule&) const = default;
};

struct NotEvaluableRule {
  std::string rule;
  std::vector<std::string> missing;
  std::optional<Laterality> side;
  bool operator==(const NotEvaluableRule&) const = default;
};

/// One day of a plan that grows step by step.
struct PlanStep {
  int day = 1;  ///< 1 is the day of the assessment
  std::string date;
  std::string what;
};

struct PlanItem {
  std::string rule;
  std::string when;  ///< "weeks 1-2", or dates where the case has `captured`
  std::string what;
  int fromWeek = 0;  ///< after the assessment
  int toWeek = 0;
  std::string fromDate, toDate;  ///< ISO 8601; empty without `captured`
  std::string kind = {};         ///< run, pause, load, exercise, help, cue, insole, note, review
  std::vector<PlanStep> steps = {};
};

struct ShoeSizes {
  std::optional<Laterality> longerFoot;      ///< absent where the lengths are equal
  std::map<std::string, std::string> sizes;  ///< mondopoint ("280/104"), eu, uk, us_men, us_women
  std::optional<double> lengthMm;            ///< of the foot the size is for
  std::optional<double> widthMm;             ///< the larger ball width
  bool padOther = false;                     ///< the shorter foot needs padding
  bool provisional = false;
};

struct Decision {
  std::string setting = "shop";
  PerSide<FootClass> feet;
  std::string asymmetry = "not_assessed";
  std::string escalationLevel = "none";
  std::vector<std::string> escalationRules;
  PerSide<Tracking> tracking;
  std::vector<std::string> differential;
  std::vector<FootwearChoice> footwear;
  ShoeSizes sizes;
  PerSide<InsoleChoice> insole;
  std::vector<PlanItem> plan, followUp;
  std::vector<std::string> rulesFired;
  std::vector<BlockedRule> blocked;
  std::vector<NotEvaluableRule> notEvaluable;
  std::vector<Recommendation> recommendations;  ///< same order as rulesFired
  std::vector<std::string> missing;             ///< intake fields that would change the result
  Findings findings;
};

}  // namespace podalign::recommend
