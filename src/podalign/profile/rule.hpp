#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "podalign/profile/expression.hpp"

namespace podalign::profile {

/// Where the product runs. In the shop it is fit and comfort only.
enum class Setting { Clinic, Shop };
[[nodiscard]] const char* toString(Setting setting);

struct PostingLimits {
  double autoDeg = 0.0;
  double clinicianDeg = 0.0;
};

struct InsoleEffect {
  std::string gate;  ///< empty where the rule gives no gate
  std::optional<PostingLimits> posting;
  std::optional<int> rank;       ///< the smallest of a foot counts
  std::optional<double> capDeg;  ///< upper limit of both posting limits
  bool pair = false;             ///< the device of the other foot, without added degrees
  std::optional<double> liftStartMm;
};

struct FootwearEffect {
  std::string category, status;
  std::optional<Expression> condition;
};

struct DifferentialEffect {
  std::string id;
  std::optional<Expression> condition;
};

/// Single days of something that grows: minutes of running, hours of wearing. The first value is
/// `start`, or the answer `field`, rounded down; over several knees the smallest counts.
struct ScheduleSteps {
  std::string text;  ///< with `{value}`
  int fromDay = 0;   ///< after the assessment
  int everyDays = 1;
  int count = 1;
  double start = 0.0;
  std::optional<std::size_t> field;
  double add = 0.0;
  std::optional<double> atMost;
};

/// Something to do in some weeks after the assessment. Its sentence is the text `text`.
struct ScheduleEffect {
  int fromWeek = 0;
  int toWeek = 0;
  std::string text;
  std::string kind;  ///< run, pause, load, exercise, help, cue, insole, note, review
  std::optional<Expression> condition;
  std::optional<ScheduleSteps> steps;
};

/// A number for a placeholder of the rule's texts: an answer times a factor, limited, rounded to
/// whole numbers. Over several knees the smallest counts.
struct TextNumber {
  std::string name;
  std::size_t field = 0;
  double factor = 1.0;
  std::optional<double> atMost;
};

/// A wording for a special case: where `condition` holds, `<id>.runner.<text>` replaces the runner
/// text (and `<id>.clinical.<text>` the clinical one, where there is such a text).
struct TextVariant {
  std::string text;
  Expression condition;
};

/// One rule: logic only. Its wording is in the text catalogue: `<id>.when` (the condition in
/// words), `<id>.action`, `<id>.runner`, `<id>.clinical`.
struct Rule {
  std::string id;
  std::string category;
  int priority = 0;
  Scope scope = Scope::Subject;
  std::set<Setting> settings;
  Expression condition;
  std::string level = "none";       ///< of escalation
  std::vector<std::string> blocks;  ///< families, `all_advice` spelled out
  std::vector<std::string> families;
  std::string tracking;  ///< level it gives, or empty
  std::vector<DifferentialEffect> differential;
  std::vector<FootwearEffect> footwear;
  std::optional<InsoleEffect> insole;
  std::vector<ScheduleEffect> plan, followUp;
  std::vector<std::string> findings;  ///< ids of findings it raises
  bool sizes = false;                 ///< gives the shoe sizes
  bool ruinsSize = false;             ///< length and width of that foot give no size
  std::string classOf;                ///< output behind `{class}`: posture, pronation, mobility
  std::vector<TextVariant> variants;  ///< the first that holds counts
  std::vector<TextNumber> numbers;
  std::optional<Expression> namesKneeIf;  ///< the knees behind `{knees}` of a rule of the person
  std::string grade;
  std::vector<std::string> sources, contrary;
  std::string basis;                ///< "expert opinion, no published source" or a convention
  std::vector<std::string> claims;  ///< article claims it implements
  bool provisional = false;         ///< uses a number that nobody verified at its source
  std::size_t line = 0;
};

}  // namespace podalign::profile
