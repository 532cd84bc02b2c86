// The ten worked cases of the clinical specification: the intake as a person would give it, and
// what has to come out, word for word.
#include <gtest/gtest.h>

#include <cctype>

#include "case_support.hpp"

namespace podalign::testing {
namespace {

using recommend::Decision;

std::string plain(double value) {
  std::ostringstream text;
  text << value;
  return text.str();
}

void flattenFoot(const recommend::FootClass& foot, const std::string& path, Flat& flat) {
  flat[path + "/posture"] = foot.posture;
  flat[path + "/score"] = foot.score ? plain(*foot.score) : "null";
  flat[path + "/confidence"] = foot.confidence;
  flat[path + "/conflict"] = foot.conflict;
  for (const auto& [id, family] : foot.families) {
    flat[path + "/families/" + id + "/score"] = plain(family.score);
    flat[path + "/families/" + id + "/label"] = family.label;
  }
  flat[path + "/pronation"] = foot.pronation;
  flat[path + "/mobility"] = foot.mobility;
}

void flattenList(const std::vector<std::string>& list, const std::string& path, Flat& flat) {
  for (std::size_t i = 0; i < list.size(); ++i) flat[path + "/" + std::to_string(i)] = list[i];
}

void flattenInsole(const recommend::InsoleChoice& insole, const std::string& path, Flat& flat) {
  flat[path + "/gate"] = insole.gate;
  if (insole.posting) {
    flat[path + "/posting_deg/auto"] = plain(insole.posting->autoDeg);
    flat[path + "/posting_deg/clinician"] = plain(insole.posting->clinicianDeg);
  }
}

Flat flattened(const Decision& decision) {
  Flat flat;
  for (const Laterality side : kBothSides) {
    const std::string name = toString(side);
    flattenFoot(decision.feet[side], "/feet/" + name, flat);
    flat["/tracking/" + name + "/level"] = decision.tracking[side].level;
    if (decision.setting == "clinic") {
      flattenInsole(decision.insole[side], "/insole/" + name, flat);
    }
  }
  flat["/asymmetry"] = decision.asymmetry;
  flat["/escalation/level"] = decision.escalationLevel;
  flattenList(decision.differential, "/differential", flat);
  for (std::size_t i = 0; i < decision.footwear.size(); ++i) {
    const std::string path = "/footwear/" + std::to_string(i);
    flat[path + "/category"] = decision.footwear[i].category;
    flat[path + "/status"] = decision.footwear[i].status;
  }
  flattenList(decision.rulesFired, "/rules_fired", flat);
  for (std::size_t i = 0; i < decision.findings.size(); ++i) {
    flat["/findings/" + std::to_string(i)] = decision.findings[i].message.id;
  }
  return flat;
}

bool isPhrase(const std::string& path) {
  return path.starts_with("/says") || path.starts_with("/never_");
}

// What the runner reads, on paper and in the plan.
std::vector<std::string> toldRunner(const Decision& decision) {
  std::vector<std::string> texts;
  for (const auto& entry : decision.recommendations) texts.push_back(entry.textRunner);
  for (const auto& choice : decision.footwear) texts.push_back(choice.name);
  for (const Laterality side : kBothSides) {
    texts.push_back(decision.tracking[side].words);
    texts.push_back(decision.tracking[side].textRunner);
  }
  for (const auto* items : {&decision.plan, &decision.followUp}) {
    for (const auto& item : *items) texts.push_back(item.when + ": " + item.what);
  }
  return texts;
}

std::vector<std::string> toldAnybody(const Decision& decision) {
  std::vector<std::string> texts = toldRunner(decision);
  for (const auto& entry : decision.recommendations) {
    texts.push_back(entry.textClinical);
    texts.push_back(entry.textAction);
  }
  return texts;
}

std::string lowered(std::string text) {
  for (char& letter : text) {
    letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  }
  return text;
}

// The first text that holds the phrase, in whatever case of letters.
std::string saying(const std::vector<std::string>& texts, const std::string& phrase) {
  for (const std::string& text : texts) {
    if (lowered(text).find(lowered(phrase)) != std::string::npos) return text;
  }
  return {};
}

class ExampleCase : public ::testing::TestWithParam<const char*> {};

TEST_P(ExampleCase, IsDecidedExactly) {
  const std::string name = GetParam();
  const auto expected =
      profile::readData(textOfFile(caseFile(name + ".expected.yaml")), name, ErrorCode::Malformed);
  ASSERT_TRUE(expected.has_value()) << toString(expected.error());
  Flat wanted;
  flatten(*expected, "", wanted);

  const Flat actual = flattened(recommend::decide(ruleBase(), caseInputs(name)));

  for (const auto& [path, value] : wanted) {
    if (isPhrase(path)) continue;
    const auto found = actual.find(path);
    EXPECT_EQ(found == actual.end() ? "(absent)" : found->second, value) << path;
  }
  for (const auto& [path, value] : actual) {
    EXPECT_EQ(wanted.count(path), 1U) << "not expected: " << path << ": " << value;
  }
}

TEST_P(ExampleCase, SaysWhatItMustAndNotWhatItMustNot) {
  const std::string name = GetParam();
  const auto expected =
      profile::readData(textOfFile(caseFile(name + ".expected.yaml")), name, ErrorCode::Malformed);
  ASSERT_TRUE(expected.has_value()) << toString(expected.error());
  const Decision decision = recommend::decide(ruleBase(), caseInputs(name));
  const auto phrases = [&](const char* key) {
    std::vector<std::string> list;
    if (const auto* node = expected->find(key)) {
      for (const auto& item : node->items) list.push_back(item.text);
    }
    return list;
  };
  EXPECT_FALSE(phrases("says").empty());
  for (const std::string& phrase : phrases("says")) {
    EXPECT_NE(saying(toldAnybody(decision), phrase), "") << "not said: " << phrase;
  }
  for (const std::string& phrase : phrases("never_to_runner")) {
    EXPECT_EQ(saying(toldRunner(decision), phrase), "") << phrase;
  }
  for (const std::string& phrase : phrases("never_anywhere")) {
    EXPECT_EQ(saying(toldAnybody(decision), phrase), "") << phrase;
  }
}

INSTANTIATE_TEST_SUITE_P(Specification, ExampleCase,
                         ::testing::Values("case_01", "case_02", "case_05", "case_06", "case_07",
                                           "case_10", "case_12", "case_17", "case_23", "case_29"),
                         [](const auto& tested) { return std::string(tested.param); });

}  // namespace
}  // namespace podalign::testing
