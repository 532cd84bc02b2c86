#include <filesystem>
#include <fstream>

#include "form_support.hpp"

namespace podalign::testing {
namespace {

const std::string kHead =
    "schema: podalign/form/1\nid: form\nversion: '1'\nmin_app: 0.1.0\nlifecycle: draft\n"
    "reviewers: []\n";
const std::string kSections = "sections:\n  - {id: person, fields: [age_years]}\n";
const std::string kAsked = "asked_if: []\n";
const std::string kMap = "knee_map: []\n";

Result<intake::FormLayout> read(const std::string& text) {
  const OwnFolder folder;
  std::ofstream(folder.path() / "form.yaml", std::ios::binary) << text;
  return intake::readFormLayout(folder.path(), ruleBase().vocabulary);
}

TEST(FormLayout, OfTheRuleBaseIsRead) {
  EXPECT_GE(layout().sections.size(), 5U);
  EXPECT_EQ(layout().sections.front().id, "red_flags");
  EXPECT_FALSE(layout().kneeMap.empty());
}

TEST(FormLayout, OfAMinimumIsEnough) {
  const auto made = read(kHead + kSections + kAsked + kMap);
  ASSERT_TRUE(made.has_value()) << toString(made.error());
  EXPECT_EQ(made->sections.size(), 1U);
}

struct Fault {
  std::string text;
  std::size_t line;
  const char* says;
};

TEST(FormLayout, IsRefusedWithTheLineOfTheFault) {
  const Fault faults[] = {
      {kHead + kSections + kAsked + kMap + "colour: red\n", 11, "unknown key 'colour'"},
      {kHead + kAsked + kMap, 1, "'sections'"},
      {kHead + "sections:\n  - {id: person, fields: [shoe_colour]}\n" + kAsked + kMap, 8,
       "unknown field 'shoe_colour'"},
      {kHead + "sections:\n  - {id: a, fields: [sex]}\n  - {id: b, fields: [sex]}\n" + kAsked +
           kMap,
       9, "two places"},
      {kHead + "sections:\n  - {id: a, fields: [FPI6]}\n" + kAsked + kMap, 8, "about the person"},
      {kHead + kSections + "asked_if:\n  - {field: limp, when: knee_pain, is: [left]}\n" + kMap, 10,
       "always asked"},
      {kHead + kSections + "asked_if:\n  - {field: shoe_km, when: knee_pain, is: [up]}\n" + kMap,
       10, "no answer"},
      {kHead + kSections + kAsked + "knee_map:\n  - {place: elbow, x: 1, y: 1, rx: 1, ry: 1}\n", 11,
       "no place"},
      {kHead + kSections + kAsked + "knee_map:\n  - {place: lateral, x: far, y: 1, rx: 1, ry: 1}\n",
       11, "'x'"}};
  for (const Fault& fault : faults) {
    const auto refused = read(fault.text);
    ASSERT_FALSE(refused.has_value()) << fault.text;
    EXPECT_EQ(refused.error().code, ErrorCode::ProfileInvalid);
    EXPECT_EQ(refused.error().line, fault.line) << refused.error().message;
    EXPECT_NE(refused.error().message.find(fault.says), std::string::npos)
        << refused.error().message;
  }
}

}  // namespace
}  // namespace podalign::testing
