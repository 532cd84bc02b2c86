// One fault at a time is put into a copy of the rule base: the check finds it and says file and
// line.
#include <algorithm>

#include "changed_rule_base.hpp"
#include "podalign/profile/check.hpp"

namespace podalign::profile {
namespace {

struct Seed {
  const char* name;
  const char* file;
  const char* from;
  const char* to;
  const char* says;
  const char* at;          // stands in the line that has to be named; empty: the line of the change
  const char* after = "";  // where the search for `from` begins
  const char* reportedIn = nullptr;  // where it is not the changed file
};

void PrintTo(const Seed& seed, std::ostream* out) { *out << seed.name; }

std::string listOf(const std::vector<Error>& faults) {
  std::string text;
  for (const Error& fault : faults) text += toString(fault) + "\n";
  return text;
}

bool isAmong(const std::vector<Error>& faults, const std::string& file, std::size_t line,
             const std::string& says) {
  return std::any_of(faults.begin(), faults.end(), [&](const Error& fault) {
    return fault.source == file && fault.line == line &&
           fault.message.find(says) != std::string::npos;
  });
}

TEST(ProfileCheck, FindsNothingInTheRuleBaseAsItIs) {
  const auto faults = checkProfile(PODALIGN_PROFILES_DIR);
  EXPECT_TRUE(faults.empty()) << listOf(faults);
}

class SeededFault : public ::testing::TestWithParam<Seed> {};

TEST_P(SeededFault, IsFoundWithFileAndLine) {
  const Seed& seed = GetParam();
  testing::RuleBaseCopy copy;
  copy.replace(seed.file, seed.from, seed.to, seed.after);
  const std::string file = seed.reportedIn == nullptr ? seed.file : seed.reportedIn;
  const std::size_t line = *seed.at == '\0' ? copy.changedLine() : copy.lineOf(file, seed.at);
  ASSERT_GT(line, 0U) << seed.at;
  const auto faults = checkProfile(copy.directory());
  EXPECT_TRUE(isAmong(faults, file, line, seed.says))
      << "wanted " << file << ":" << line << " " << seed.says << "\n"
      << listOf(faults);
}

constexpr const char* kInsole = "rules/insole.yaml";
constexpr const char* kSafety = "rules/safety.yaml";
constexpr const char* kTracking = "rules/patellar_tracking.yaml";

const Seed kSeeds[] = {
    // Form of the files.
    {"UnknownKey", kInsole, "priority: 60", "priority: 60\n    urgency: 3", "unknown key 'urgency'",
     "urgency: 3"},
    {"MissingKey", kInsole, "    scope: foot\n", "", "missing key 'scope'", "- id: R-INS-14"},
    {"MissingCondition", kSafety, "    if: calf_swelling_pain\n", "", "missing key 'if'",
     "- id: R-SAF-04"},
    {"WrongType", kInsole, "priority: 60", "priority: soon", "expected a number", "priority: soon"},
    {"NumberForAFlag", "classification.yaml", "provisional: true", "provisional: 1",
     "expected true or false", "provisional: 1"},
    {"KeyTwice", kInsole, "priority: 60", "priority: 60\n    priority: 61", "twice",
     "priority: 61"},
    {"BrokenYaml", "footwear.yaml", "sizes:\n", "sizes: [\n", "not valid YAML", "- id: mondopoint"},
    {"WrongSchema", "insole.yaml", "podalign/insole/1", "podalign/insole/9", "expected",
     "podalign/insole/9"},
    // Codes of records.
    {"CodeOfTheOtherFoot", "codes.yaml", "of: foot.right", "of: foot.left", "stands twice", "",
     "22335008"},
    {"SameCodeForBothFeet", "codes.yaml", "'7769000'", "'22335008'", "stands twice",
     "- of: foot.right"},
    {"CodeOfSomethingUnknown", "codes.yaml", "of: foot.right", "of: foot.middle", "foot.middle",
     "of: foot.middle"},
    // Names that lead nowhere.
    {"DanglingSource", kInsole, "[BURNS2006]", "[BURNS1666]", "'BURNS1666'", "BURNS1666"},
    {"DanglingSourceOfABand", "classification.yaml", "[NILSSON2012]", "[NILSSON2021]",
     "'NILSSON2021'", "NILSSON2021"},
    {"DanglingRuleOfAClaim", "claims.yaml", "implemented_by: [R-LOAD-07]",
     "implemented_by: [R-LOAD-77]", "'R-LOAD-77'", "R-LOAD-77"},
    {"DanglingRuleOfAHazard", "regulatory.yaml", "rules: [R-QA-01]", "rules: [R-QA-99]",
     "'R-QA-99'", "R-QA-99"},
    {"DanglingClaimOfAConflict", "disagreements.yaml", "[S1-14, S2-14]", "[S1-14, S9-14]",
     "'S9-14'", "S9-14"},
    {"DanglingMeasure", "classification.yaml", "measure: LAA", "measure: LAB", "'LAB'",
     "measure: LAB"},
    {"DanglingName", kInsole, "if: fixed_deformity", "if: fixed_deformities",
     "unknown name 'fixed_deformities'", "fixed_deformities"},
    {"DanglingWord", kInsole, "posture == planus", "posture == flat", "'flat'", "posture == flat"},
    {"DanglingFiredRule", "rules/footwear.yaml", "fired(R-INS-05)", "fired(R-INS-99)",
     "unknown rule 'R-INS-99'", "fired(R-INS-99)"},
    {"DanglingTextOfAPlan", kInsole, "text: R-INS-01.plan", "text: R-INS-01.plans",
     "text 'R-INS-01.plans' is missing", "- id: R-INS-01"},
    {"DanglingRuleOfTheOrder", "outputs.yaml", "tracking: [R-PTR-00,", "tracking: [R-PTR-90,",
     "'R-PTR-90'", "R-PTR-90"},
    {"DanglingRuleOfAnInsoleParameter", "insole.yaml", "rules: [R-INS-05]", "rules: [R-INS-95]",
     "'R-INS-95'", "- id: medial_arch_peak"},
    {"RuleFileThatNobodyNames", "manifest.yaml", "rules/gait.yaml, ", "", "no rule of this file",
     "# Logic only", "", "rules/gait.yaml"},
    // Twice the same id.
    {
        "RuleTwice",
        kInsole,
        "id: R-INS-00",
        "id: R-INS-14",
        "twice",
        "",
        "",
    },
    {"SourceTwice", "references.yaml", "id: FPIMANUAL", "id: REDMOND2006", "twice", "", ""},
    {"ClaimTwice", "claims.yaml", "id: S0-02", "id: S0-01", "twice", ""},
    {"MeasureTwice", "measures.yaml", "- id: AHI_SIT", "- id: AHI_STAND", "twice", ""},
    {"ShoeTwice", "footwear.yaml", "- id: rocker", "- id: trail", "twice", ""},
    {"TextTwice", "text/en/words.yaml", "words.side.left: left",
     "words.side.left: left\nR-SAF-04.runner: again", "stands in another file",
     "R-SAF-04.runner: again"},
    // Units and numbers.
    {"WrongUnit", "vocabulary.yaml", "unit: cm", "unit: mm", "its name says 'cm'",
     "- id: height_cm"},
    {"UnknownUnit", "vocabulary.yaml", "unit: points", "unit: stones", "not known", "- id: FPI6"},
    {"UnitOfAYesOrNo", "vocabulary.yaml", "- id: worsening\n    type: bool",
     "- id: worsening\n    type: bool\n    unit: kg", "only a number", "- id: worsening"},
    {"CapBelowItsStep", "outputs.yaml", "max_mm: 9", "max_mm: 2", "below its step", "max_mm: 2"},
    {"InsoleCapBelowItsStep", "insole.yaml", "clinician_max: 4", "clinician_max: 1",
     "below its step", "clinician_max: 1"},
    {"RuleBeyondTheCap", kInsole, "{auto: 6, clinician: 8}", "{auto: 6, clinician: 10}",
     "beyond its cap", "- id: R-INS-04"},
    {"AutomaticLimitAboveTheClinicians", kInsole, "{auto: 6, clinician: 6}",
     "{auto: 6, clinician: 5}", "exceeds", "{auto: 6, clinician: 5}"},
    {"BandBeyondTheRange", "classification.yaml", "{below: 0.18, score: 2}",
     "{below: -1, score: 2}", "unreachable", "measure: NNHT"},
    // Bands and classes.
    {"BandsOverlap", "classification.yaml", "{below: 0.31, score: 1}", "{below: 0.27, score: 1}",
     "bands overlap", "{below: 0.27, score: 1}"},
    {"BandsLeaveAGap", "classification.yaml", "      - {score: 2}\n    sources: [BANWELL2018",
     "      - {up_to: 12, score: 2}\n    sources: [BANWELL2018", "takes the rest", "up_to: 12"},
    {"AgesLeaveAGap", "classification.yaml", "age_from: 6\n    age_below: 9",
     "age_from: 7\n    age_below: 9", "leave a gap", "age_from: 7", "", nullptr},
    {"ClassShadowed", "classification.yaml", "{class: planus, from: 0.75}",
     "{class: planus, from: 1.75}", "shadowed", "{class: planus, from: 1.75}"},
    {"ClassesOverlap", "classification.yaml", "{class: cavus, to: -0.75}",
     "{class: cavus, to: 0.8}", "overlap", "{class: cavus, to: 0.8}"},
    // Rules that never come into play.
    {"ContradictoryCondition", kSafety, "if: calf_swelling_pain",
     "if: calf_swelling_pain and age_years < 18 and age_years >= 40", "unreachable",
     "- id: R-SAF-04"},
    {"ConditionBeyondTheRange", kSafety, "if: calf_swelling_pain",
     "if: calf_swelling_pain and age_years > 110", "unreachable", "- id: R-SAF-04"},
    {"ConditionOfAnotherSetting", kInsole, "if: fixed_deformity",
     "if: fixed_deformity and setting == shop", "unreachable", "- id: R-INS-14"},
    {"WordsThatExcludeEachOther", "rules/insole.yaml",
     "pfp and posture in {neutral, cavus, severe_cavus, indeterminate}",
     "pfp and posture == neutral and planus_confident", "unreachable", "- id: R-INS-02"},
    {"KneeThatDoesNotHurt", kTracking, "if: superomedial_only",
     "if: superomedial_only and knee_pain == none", "unreachable", "- id: R-PTR-07"},
    {"NameThatIsNeverTrue", "derived.yaml", "is: knee_pain in {left, right, both}",
     "is: knee_pain == left and knee_pain == right", "never be true", "- id: has_knee_pain"},
    {"ShadowedInTheOrder", kTracking, "if: pfp and posture in {planus, severe_planus}", "if: pfp",
     "shadowed", "- id: R-PTR-05"},
    {"ShadowedByABlocker", "rules/adjunct.yaml", "if: has_knee_pain",
     "if: has_knee_pain and calf_swelling_pain and escalation == emergency", "shadowed",
     "- id: R-ADJ-01"},
    {"ShadowedByARank", kInsole, "posture in {neutral, cavus, severe_cavus, indeterminate}",
     "posture in {neutral, cavus, severe_cavus, indeterminate, planus, severe_planus}",
     "smaller 'rank'", "- id: R-INS-01"},
    {"ShadowedVariant", "rules/load.yaml",
     "- {text: numbers, if: any_knee(known(pain_free_run_min))}",
     "- {text: numbers, if: always}\n      - {text: numbers, if: has_knee_pain}",
     "shadowed by one above", "- id: R-LOAD-01"},
    {"UnreachableShoe", "rules/footwear.yaml",
     "{category: child_flexible_fit, status: first, if: age_years < 16}",
     "{category: child_flexible_fit, status: first, if: not known(age_years)}", "unreachable",
     "- id: R-FW-01"},
    {"LinkPresentAndAbsent", "tracking.yaml", "absent_if: not pfp and not superomedial_only",
     "absent_if: painful", "overlap", "- id: knee_cap"},
    {"BlockerTooLate", kInsole, "priority: 59", "priority: 69", "runs after", "- id: R-INS-14"},
    // Texts.
    {"MissingText", "text/en/rules.yaml", "R-INS-00.runner:", "R-INS-00.walker:",
     "'R-INS-00.runner' is missing", "- id: R-INS-00", "", kInsole},
    {"UnusedText", "text/en/rules.yaml", "R-INS-00.runner:", "R-INS-00.walker:", "used by nothing",
     "R-INS-00.walker:"},
    {"MissingQuestion", "text/en/questions.yaml", "question.sex:", "question.gender:",
     "'question.sex' is missing", "- id: sex", "", "vocabulary.yaml"},
    {"TextOfAWordThatIsGone", "text/en/words.yaml",
     "words.gate.met_pad:", "words.gate.met_pads:", "used by nothing", "words.gate.met_pads:"},
    // Grounds.
    {"NeitherSourceNorBasis", kInsole, "    basis: expert opinion, no published source\n", "",
     "neither 'sources' nor 'basis'", "- id: R-INS-14"},
    {"NumberThatNobodySaw", kSafety, "sources: [KNEEREDFLAGS]", "sources: [FPIMANUAL]",
     "nobody saw the number", "- id: R-SAF-15", "- id: R-SAF-15"},
    {"BasisThatIsNone", kInsole, "basis: expert opinion, no published source", "basis: it is known",
     "has no source", "- id: R-INS-14"},
    {"ClaimOfNobody", "claims.yaml", "implemented_by: [R-LOAD-07]", "implemented_by: []",
     "implemented by no rule", "- id: S0-01"},
    {"ExclusionWithoutAReason", "claims.yaml", "    note: No bearing on foot/knee product\n", "",
     "without a reason", "- id: S0-X1"},
    {"ClaimThatItsRuleDoesNotName", "claims.yaml", "implemented_by: [R-LOAD-07]",
     "implemented_by: [R-LOAD-06]", "does not name claim", "[R-LOAD-06]"},
};

INSTANTIATE_TEST_SUITE_P(Each, SeededFault, ::testing::ValuesIn(kSeeds),
                         [](const auto& tested) { return std::string(tested.param.name); });

TEST(ProfileCheck, FindsSeveralFaultsInOneRun) {
  testing::RuleBaseCopy copy;
  copy.replace("rules/insole.yaml", "priority: 60", "priority: soon");
  copy.replace("classification.yaml", "{below: 0.31, score: 1}", "{below: 0.27, score: 1}");
  copy.replace("rules/safety.yaml", "if: calf_swelling_pain", "if: calf_swelling");
  copy.replace("vocabulary.yaml", "unit: cm", "unit: mm");
  copy.replace("claims.yaml", "id: S0-02", "id: S0-01");
  const auto faults = checkProfile(copy.directory());
  for (const auto& [file, says] : {std::pair{"rules/insole.yaml", "expected a number"},
                                   {"classification.yaml", "bands overlap"},
                                   {"rules/safety.yaml", "calf_swelling"},
                                   {"vocabulary.yaml", "its name says"},
                                   {"claims.yaml", "twice"}}) {
    EXPECT_TRUE(std::any_of(faults.begin(), faults.end(),
                            [&, file = file, says = says](const Error& fault) {
                              return fault.source == file && fault.line > 0 &&
                                     fault.message.find(says) != std::string::npos;
                            }))
        << file << " " << says << "\n"
        << listOf(faults);
  }
}

TEST(ProfileCheck, FindsAFileThatNothingReads) {
  testing::RuleBaseCopy copy;
  copy.write("shoes.yaml", "a: 1\n");
  EXPECT_TRUE(isAmong(checkProfile(copy.directory()), "shoes.yaml", 1, "no part of the rule base"));
}

TEST(ProfileCheck, OfAFolderThatIsNoneSaysWhatIsMissing) {
  const auto faults = checkProfile("/nowhere");
  ASSERT_FALSE(faults.empty());
  EXPECT_EQ(faults.front().code, ErrorCode::FileNotFound);
}

}  // namespace
}  // namespace podalign::profile
