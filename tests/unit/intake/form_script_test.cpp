// The script of the page, run outside a browser: sample answers become a case file that is read and
// decided like any other. Needs node; without it these tests say that they were skipped.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "form_support.hpp"
#include "podalign/pipeline/case_file.hpp"
#include "podalign/recommend/decide.hpp"

namespace podalign::testing {
namespace {

using Entries = std::vector<std::pair<std::string, std::string>>;

bool hasNode() {
  static const bool found = std::system("node --version > /dev/null 2>&1") == 0;
  return found;
}

std::string contentOf(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::stringstream text;
  text << stream.rdbuf();
  return text.str();
}

std::string script() {
  const std::string open = "<script>";
  const std::size_t from = page().find(open) + open.size();
  return page().substr(from, page().find("</script>") - from);
}

// What the page would save after these answers.
std::string savedBy(const Entries& entries) {
  const OwnFolder own;
  const std::filesystem::path& folder = own.path();
  std::ofstream(folder / "form.js", std::ios::binary)
      << script() << "\nprocess.stdout.write(podalignCase.toText(" << nlohmann::json(entries).dump()
      << "));\n";
  const std::string command =
      "node '" + (folder / "form.js").string() + "' > '" + (folder / "case.yaml").string() + "'";
  EXPECT_EQ(std::system(command.c_str()), 0);
  return contentOf(folder / "case.yaml");
}

recommend::RuleInputs inputsOf(const std::string& text) {
  const auto made = pipeline::readCase(text, "case.yaml", "");
  if (!made) throw std::runtime_error(toString(made.error()) + "\n" + text);
  auto inputs = recommend::readRuleInputs(ruleBase(), made->answers, made->source);
  if (!inputs) throw std::runtime_error(toString(inputs.error()) + "\n" + text);
  if (made->setting) inputs->subject["setting"] = std::string(pipeline::toString(*made->setting));
  return *inputs;
}

// A no to every safety question.
Entries calmScreen() {
  Entries entries;
  for (const profile::Field& field : ruleBase().vocabulary.fields) {
    if (!profile::belongsToScreen(field)) continue;
    entries.emplace_back(field.id, field.type == profile::FieldType::Side ? "none" : "false");
  }
  return entries;
}

Entries runner() {
  Entries entries = calmScreen();
  const Entries more{{"_subject", "RUNNER-7"},
                     {"_captured", "2026-05-04T10:20+02:00"},
                     {"setting", "clinic"},
                     {"age_years", "34"},
                     {"sex", "f"},
                     {"diabetes", "false"},
                     {"body_mass_kg", "60,5"},
                     {"knee_pain", "left"},
                     {"knee.left.pain_location", "retropatellar"},
                     {"knee.left.pain_location", "peripatellar"},
                     {"knee.left.aggravators", "run"},
                     {"knee.left.pain_daily_life_0_10", "0"},
                     {"knee.left.pain_running_0_10", "4"},
                     {"knee.left.pain_free_run_min", "5"},
                     {"knee.left.morning_stiffness_min", "0"},
                     {"cadence_spm", ""},
                     {"asks", "drop"},
                     {"left.FPI6", "8"}};
  entries.insert(entries.end(), more.begin(), more.end());
  return entries;
}

class FormScript : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!hasNode()) GTEST_SKIP() << "skipped: no node to run the script of the page";
  }
};

TEST_F(FormScript, SavesACaseFileThatIsReadUnchanged) {
  const std::string text = savedBy(runner());
  const auto made = pipeline::readCase(text, "case.yaml", "");
  ASSERT_TRUE(made.has_value()) << toString(made.error()) << text;
  EXPECT_EQ(made->subjectId, "RUNNER-7");
  EXPECT_EQ(made->captured, "2026-05-04T10:20+02:00");
  EXPECT_EQ(made->setting, pipeline::Setting::Clinic);
  const auto inputs = inputsOf(text);
  EXPECT_EQ(inputs.subject.at("screen"), profile::Value{std::string("complete")});
  EXPECT_EQ(inputs.subject.at("body_mass_kg"), profile::Value{60.5});
  EXPECT_EQ(inputs.subject.at("hot_red_joint"), profile::Value{false});
  EXPECT_EQ(inputs.subject.count("cadence_spm"), 0U) << "what was left open is left out";
  EXPECT_EQ(inputs.knees.left.at("pain_location"),
            (profile::Value{std::set<std::string>{"peripatellar", "retropatellar"}}));
  EXPECT_EQ(inputs.feet.left.at("FPI6"), profile::Value{8.0});
}

TEST_F(FormScript, LeadsToADecision) {
  const auto decision = recommend::decide(ruleBase(), inputsOf(savedBy(runner())));
  EXPECT_EQ(decision.tracking.left.level, "PTR2");
  EXPECT_EQ(decision.insole.left.gate, "prefab_trial");
  EXPECT_EQ(decision.escalationLevel, "none");
}

TEST_F(FormScript, SaysCompleteOnlyWhenEverySafetyQuestionWasAnswered) {
  Entries open = runner();
  open.erase(open.begin());
  const auto partial = inputsOf(savedBy(open));
  EXPECT_EQ(partial.subject.at("screen"), profile::Value{std::string("partial")});
  Entries unsure = runner();
  unsure.front().second = "unknown";
  const auto asked = inputsOf(savedBy(unsure));
  EXPECT_EQ(asked.subject.at("screen"), profile::Value{std::string("complete")});
  EXPECT_FALSE(profile::isKnown(asked.subject.at(unsure.front().first)))
      << "not known is an answer, but never a no";
  EXPECT_EQ(inputsOf(savedBy({})).subject.at("screen"), profile::Value{std::string("partial")});
}

TEST_F(FormScript, KeepsTheKneesApartAndDropsTheOneThatDoesNotHurt) {
  Entries entries = runner();
  entries.emplace_back("knee.right.pain_location", "lateral");
  EXPECT_TRUE(inputsOf(savedBy(entries)).knees.right.empty());
  for (auto& [name, value] : entries) {
    if (name == "knee_pain") value = "both";
  }
  const auto both = inputsOf(savedBy(entries));
  EXPECT_EQ(both.knees.right.at("pain_location"),
            (profile::Value{std::set<std::string>{"lateral"}}));
  EXPECT_EQ(both.knees.left.size(), 6U);
}

TEST_F(FormScript, TakesEveryAnswerOfTheVocabulary) {
  for (const bool last : {false, true}) {
    Entries entries{{"setting", "clinic"}, {"knee_pain", "both"}};
    for (const profile::Field& field : ruleBase().vocabulary.fields) {
      if (field.id == "screen" || field.id == "setting" || field.id == "knee_pain") continue;
      std::string value = "true";
      if (!field.words.empty()) value = last ? field.words.back() : field.words.front();
      if (field.range) value = std::to_string(last ? field.range->high : field.range->low);
      for (const char* side : {"left", "right"}) {
        if (field.scope == profile::Scope::Foot)
          entries.emplace_back(std::string(side) + "." + field.id, value);
        if (field.scope == profile::Scope::Knee)
          entries.emplace_back(std::string("knee.") + side + "." + field.id, value);
      }
      if (field.scope == profile::Scope::Subject) entries.emplace_back(field.id, value);
    }
    const auto inputs = inputsOf(savedBy(entries));
    EXPECT_GT(inputs.subject.size(), 80U);
    EXPECT_GT(inputs.knees.left.size(), 10U);
    EXPECT_GT(inputs.feet.right.size(), 20U);
  }
}

TEST_F(FormScript, CannotBeMadeToWriteSomethingElse) {
  Entries entries = runner();
  for (auto& [name, value] : entries) {
    if (name == "_subject") value = "x\"}\nsetting: shop\nintake: {\\ # ";
  }
  const auto made = pipeline::readCase(savedBy(entries), "case.yaml", "");
  ASSERT_TRUE(made.has_value()) << toString(made.error());
  EXPECT_EQ(made->setting, pipeline::Setting::Clinic);
  EXPECT_NE(made->subjectId.find("setting: shop"), std::string::npos) << "it is but a name";
}

}  // namespace
}  // namespace podalign::testing
