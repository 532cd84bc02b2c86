// Every way in which a rule base can be wrong, one by one: each is refused with file and line.
#include "changed_rule_base.hpp"
#include "podalign/profile/profile.hpp"

namespace podalign::profile {
namespace {

namespace fs = std::filesystem;

struct Change {
  const char* name;
  const char* file;
  const char* from;
  const char* to;
  const char* says;
  const char* reportedAt = nullptr;  // where it is not the changed file
};

void PrintTo(const Change& change, std::ostream* out) { *out << change.name; }

class ChangedRuleBase : public ::testing::TestWithParam<Change> {
 protected:
  void replace(const std::string& file, const std::string& from, const std::string& to) {
    base.replace(file, from, to);
  }

  testing::RuleBaseCopy base;
  const fs::path& directory = base.directory();
};

TEST_P(ChangedRuleBase, IsRefusedWithFileAndReason) {
  const Change& change = GetParam();
  replace(change.file, change.from, change.to);
  const auto loaded = loadProfile(directory);
  ASSERT_FALSE(loaded.has_value());
  EXPECT_EQ(loaded.error().code, ErrorCode::ProfileInvalid);
  EXPECT_EQ(loaded.error().source, change.reportedAt ? change.reportedAt : change.file)
      << toString(loaded.error());
  EXPECT_NE(loaded.error().message.find(change.says), std::string::npos)
      << toString(loaded.error());
}

const Change kChanges[] = {
    {"UnknownKey", "rules/insole.yaml", "priority: 60", "priority: 60\n    urgency: 3",
     "unknown key 'urgency'"},
    {"MissingKey", "rules/insole.yaml", "    priority: 60\n", "", "missing key 'priority'"},
    {"WrongType", "rules/insole.yaml", "priority: 60", "priority: soon", "expected a number"},
    {"FractionOfAPriority", "rules/insole.yaml", "priority: 60", "priority: 60.5", "whole number"},
    {"ListForAMap", "vocabulary.yaml", "fields:\n", "fields:\n  - [a]\n", "list of maps"},
    {"RepeatedKey", "rules/insole.yaml", "priority: 60", "priority: 60\n    priority: 61", "twice"},
    {"WrongSchema", "derived.yaml", "podalign/derived/1", "podalign/derived/2", "schema"},
    {"NewerApp", "derived.yaml", "min_app: 0.1.0", "min_app: 99.0.0", "needs version 99.0.0"},
    {"BrokenVersion", "derived.yaml", "min_app: 0.1.0", "min_app: new", "like 0.1.0"},
    {"UnknownLifecycle", "derived.yaml", "lifecycle: draft", "lifecycle: final", "lifecycle"},
    {"ApprovedByNobody", "derived.yaml", "lifecycle: draft", "lifecycle: approved",
     "nobody signed"},
    {"DanglingSource", "rules/insole.yaml", "[BURNS2006]", "[BURNS1666]", "'BURNS1666'"},
    {"DanglingContrarySource", "rules/insole.yaml", "contrary: [MATTHEWS2020]",
     "contrary: [NOBODY2020]", "'NOBODY2020'"},
    {"NeitherSourceNorBasis", "rules/insole.yaml", "    basis: expert opinion, no published source",
     "", "neither 'sources' nor 'basis'"},
    {"SourceTwice", "references.yaml", "id: FPIMANUAL", "id: REDMOND2006", "twice"},
    {"UnknownFamily", "rules/insole.yaml", "families: [insole]", "families: [insoles]",
     "unknown word 'insoles'"},
    {"UnknownBlock", "rules/insole.yaml", "blocks: [insole]", "blocks: [shoes]",
     "unknown word 'shoes'"},
    {"UnknownLevel", "rules/safety.yaml", "level: emergency", "level: panic", "'panic'"},
    {"UnknownScope", "rules/insole.yaml", "scope: foot", "scope: toe", "'toe'"},
    {"UnknownSetting", "rules/insole.yaml", "settings: [clinic]", "settings: [clinic, home]",
     "'home'"},
    {"NoSetting", "rules/insole.yaml", "settings: [clinic]", "settings: []", "empty"},
    {"UnknownFieldInExpression", "rules/insole.yaml", "if: fixed_deformity",
     "if: fixed_deformities", "unknown name 'fixed_deformities'"},
    {"UnknownWordInExpression", "rules/insole.yaml", "posture == planus", "posture == flat",
     "'flat'"},
    {"UnknownRuleInExpression", "rules/footwear.yaml", "fired(R-INS-05)", "fired(R-INS-99)",
     "unknown rule 'R-INS-99'"},
    {"RuleAskedBeforeItRan", "rules/footwear.yaml", "not fired(R-FW-14)", "not fired(R-FW-13)",
     "before that rule has run"},
    {"RuleTwice", "rules/insole.yaml", "id: R-INS-00", "id: R-INS-14", "twice"},
    {"BlockerTooLate", "rules/insole.yaml", "priority: 59", "priority: 69", "runs after"},
    {"WrongCategory", "rules/insole.yaml", "category: insole", "category: footwear",
     "the file of category"},
    {"InsoleInTheShop", "rules/insole.yaml", "settings: [clinic]", "settings: [clinic, shop]",
     "not for the shop"},
    {"TrackingInTheShop", "rules/patellar_tracking.yaml", "settings: [clinic]", "settings: [shop]",
     "not for the shop"},
    {"PlanInTheShop", "rules/footwear.yaml", "gives:\n      sizes: true",
     "gives:\n      sizes: true\n      plan:\n        - {week: 1, text: R-INS-01.plan}",
     "no tracking, differential, insole or plan"},
    {"UnknownGate", "rules/insole.yaml", "gate: total_contact", "gate: steel", "'steel'"},
    {"GateWithoutRank", "rules/insole.yaml", ", rank: 4", "", "missing key 'rank'"},
    {"LimitsTheWrongWayRound", "rules/insole.yaml", "{auto: 6, clinician: 6}",
     "{auto: 6, clinician: 5}", "exceeds"},
    {"UnknownTrackingLevel", "rules/patellar_tracking.yaml", "tracking: PTR3", "tracking: PTR9",
     "'PTR9'"},
    {"UnknownDifferential", "rules/differential.yaml", "id: ITBS", "id: CHONDROMALACIA",
     "'CHONDROMALACIA'"},
    {"UnknownCategoryOfShoe", "rules/footwear.yaml", "category: rocker",
     "category: low_drop_minimalist", "'low_drop_minimalist'"},
    {"WeeksBackwards", "rules/insole.yaml", "from_week: 6, to_week: 12",
     "from_week: 12, to_week: 6", "weeks must rise"},
    {"MissingRuleText", "text/en/rules.yaml",
     "R-INS-00.runner:", "R-INS-00.walker:", "'R-INS-00.runner'", "rules/insole.yaml"},
    {"BandsOverlap", "classification.yaml", "{below: 0.31, score: 1}", "{below: 0.27, score: 1}",
     "bands overlap"},
    {"BandsWithoutRest", "classification.yaml", "      - {score: 2}\n    sources: [BANWELL2018",
     "      - {up_to: 12, score: 2}\n    sources: [BANWELL2018", "takes the rest"},
    {"BandWithTwoLimits", "classification.yaml", "{below: 0.31, score: 1}",
     "{below: 0.31, up_to: 0.31, score: 1}", "one limit"},
    {"AgesLeaveAGap", "classification.yaml", "age_from: 6\n    age_below: 9",
     "age_from: 7\n    age_below: 9", "leave a gap"},
    {"UnknownMeasure", "classification.yaml", "measure: LAA", "measure: LAB", "'LAB'"},
    {"FamilyOfAMeasureWithoutBands", "classification.yaml", "{measure: RCSP, weight: 1}",
     "{measure: ND, weight: 1}", "has no bands"},
    {"PronationOverlaps", "classification.yaml", "supinated_above: 30", "supinated_above: 10",
     "overlap"},
    {"IgnoredWhenUnknownRule", "classification.yaml", "R-QA-04: [CPEI]", "R-QA-94: [CPEI]",
     "'R-QA-94'"},
    {"UnknownFieldType", "vocabulary.yaml", "type: number", "type: integer", "'integer'"},
    {"EmptyRange", "vocabulary.yaml", "range: [0, 110]", "range: [110, 0]", "empty"},
    {"FieldTwice", "vocabulary.yaml", "id: screen", "id: setting", "twice"},
    {"DerivedUsedBeforeItIsNamed", "derived.yaml", "is: knee_pain in {left, right, both}",
     "is: any_symptom", "unknown name 'any_symptom'"},
    {"DerivedNameTaken", "derived.yaml", "id: has_knee_pain", "id: pregnant", "taken"},
    {"NegativeError", "devices.yaml", "{device: 10, repositioning", "{device: -10, repositioning",
     "negative"},
    {"NoUnknownDevice", "devices.yaml", "unknown: true", "unknown: false", "is missing for one"},
    {"ShoeWithoutDescription", "outputs.yaml", "lower_drop, high_toe_box_wide",
     "lower_drop, low_drop_minimalist, high_toe_box_wide", "not described"},
    {"StepOfZero", "footwear.yaml", "step: 5", "step: 0", "positive"},
    {"UnknownFamilyToHold", "outputs.yaml", "unknown_blocker_holds: [insole,",
     "unknown_blocker_holds: [soles,", "'soles'"},
    {"TrackingOrderOfNoRule", "outputs.yaml", "tracking: [R-PTR-00,", "tracking: [R-PTR-90,",
     "'R-PTR-90'"},
    {"ChainWithUnknownName", "tracking.yaml", "present_if: pfp", "present_if: pfps", "'pfps'"},
};

INSTANTIATE_TEST_SUITE_P(EachFault, ChangedRuleBase, ::testing::ValuesIn(kChanges),
                         [](const auto& tested) { return std::string(tested.param.name); });

class RuleBaseFolder : public ChangedRuleBase {};

TEST_F(RuleBaseFolder, WithoutAFileIsRefused) {
  for (const char* file : {"manifest.yaml", "references.yaml", "rules/gait.yaml", "devices.yaml"}) {
    const fs::path aside = directory / "aside";
    fs::rename(directory / file, aside);
    const auto loaded = loadProfile(directory);
    ASSERT_FALSE(loaded.has_value()) << file;
    EXPECT_EQ(loaded.error().code, ErrorCode::FileNotFound);
    EXPECT_EQ(loaded.error().source, file);
    fs::rename(aside, directory / file);
  }
}

TEST_F(RuleBaseFolder, ThatIsMissingOrWithoutTheLanguageIsRefused) {
  EXPECT_EQ(loadProfile(directory / "nowhere").error().code, ErrorCode::FileNotFound);
  const auto loaded = loadProfile(directory, {.language = "tlh"});
  ASSERT_FALSE(loaded.has_value());
  EXPECT_NE(loaded.error().message.find("tlh"), std::string::npos);
}

TEST_F(RuleBaseFolder, RefusesATextInTwoFiles) {
  std::ofstream(directory / "text/en/zz.yaml")
      << "INTAKE.SCREEN_INCOMPLETE: again\nschema: podalign/text/1\nid: zz\nversion: '1'\n"
         "min_app: 0.1.0\nlifecycle: draft\nreviewers: []\n";
  const auto loaded = loadProfile(directory);
  ASSERT_FALSE(loaded.has_value());
  EXPECT_EQ(loaded.error().source, "text/en/zz.yaml");
  EXPECT_EQ(loaded.error().line, 1U);
}

TEST_F(RuleBaseFolder, PutsATranslationBeforeItsOriginalAndKeepsBoth) {
  const auto loaded = loadProfile(directory, {.language = "de"});
  ASSERT_TRUE(loaded.has_value()) << toString(loaded.error());
  const TextCatalogue& texts = loaded->texts;
  EXPECT_EQ(texts.raw("report.foot.left"), "Linker Fu\u00df");
  EXPECT_EQ(texts.raw("original.report.foot.left"), "Left foot");
  // Nobody translated the clinical pages: they stay as they were written.
  EXPECT_EQ(texts.raw("report.chapter.clinical"), "Clinical findings");
  EXPECT_FALSE(texts.has("original.report.chapter.clinical"));
  EXPECT_FALSE(loadProfile(directory)->texts.has("original.report.foot.left"));
}

TEST_F(RuleBaseFolder, RefusesATranslationOfNothingAndOneWithOtherValues) {
  replace("text/de/report.yaml", "report.foot.left:", "report.foot.middle:");
  const auto nothing = loadProfile(directory, {.language = "de"});
  ASSERT_FALSE(nothing.has_value());
  EXPECT_EQ(nothing.error().source, "text/de/report.yaml");
  EXPECT_NE(nothing.error().message.find("'report.foot.middle' translates none"),
            std::string::npos);
  replace("text/de/report.yaml", "report.foot.middle:", "report.foot.left:");
  replace("text/de/report.yaml", "'F\u00fcr {subject}'", "'F\u00fcr {person}'");
  const auto values = loadProfile(directory, {.language = "de"});
  ASSERT_FALSE(values.has_value());
  EXPECT_NE(values.error().message.find("'report.runner.for' has other values in braces"),
            std::string::npos);
}

TEST_F(RuleBaseFolder, NamesTheLineOfTheFault) {
  replace("rules/output.yaml", "id: R-OUT-03", "id: R-OUT-03\n    oops: 1");
  const auto loaded = loadProfile(directory);
  ASSERT_FALSE(loaded.has_value());
  std::ifstream file(directory / "rules/output.yaml");
  std::string line;
  std::size_t number = 0;
  while (std::getline(file, line) && line.find("oops") == std::string::npos) ++number;
  EXPECT_EQ(loaded.error().line, number + 1);
}

TEST_F(RuleBaseFolder, HasAHashOfEveryByteAndNoPath) {
  const auto here = loadProfile(PODALIGN_PROFILES_DIR);
  const auto copy = loadProfile(directory);
  ASSERT_TRUE(here && copy);
  EXPECT_EQ(here->manifest.hash, copy->manifest.hash);
  EXPECT_EQ(here->manifest.hash.size(), 64U);
  std::ofstream(directory / "measures.yaml", std::ios::app) << "# one more line\n";
  const auto changed = loadProfile(directory);
  ASSERT_TRUE(changed.has_value());
  EXPECT_NE(changed->manifest.hash, copy->manifest.hash);
  EXPECT_EQ(versionAndHash(changed->manifest), "2026.1+sha256:" + changed->manifest.hash);
}

TEST_F(RuleBaseFolder, IsNotApprovedByANameAlone) {
  const auto draft = loadProfile(directory);
  ASSERT_TRUE(draft.has_value());
  EXPECT_FALSE(isApproved(draft->manifest));
  replace("manifest.yaml", "lifecycle: draft\nreviewers: []",
          "lifecycle: approved\nreviewers: [A Clinician]");
  const auto approved = loadProfile(directory);
  ASSERT_FALSE(approved.has_value());
  EXPECT_NE(approved.error().message.find("nobody signed it"), std::string::npos);
  EXPECT_EQ(approved.error().source, "manifest.yaml");
}

TEST_F(RuleBaseFolder, RefusesBackgroundThatNamesNothing) {
  const auto loaded = loadProfile(directory);
  ASSERT_TRUE(loaded.has_value());
  replace("claims.yaml", "implemented_by: [R-LOAD-07]", "implemented_by: [R-LOAD-77]");
  const auto background = loadBackground(directory, *loaded);
  ASSERT_FALSE(background.has_value());
  EXPECT_NE(background.error().message.find("R-LOAD-77"), std::string::npos);
}

}  // namespace
}  // namespace podalign::profile
