#include "podalign/pipeline/case_file.hpp"

#include <gtest/gtest.h>

#include <string>

namespace podalign::pipeline {
namespace {

// Every key of the contract, in its own words.
constexpr const char* kWholeCase = R"(schema: podalign/case/1
subject: {id: RUNNER-7}
setting: clinic
captured: 2026-05-04T10:20:00+02:00
scans:
  - {file: left.stl,  side: left,  unit: mm, load: standing, device: "Booth 3"}
  - {file: right.stl, side: right, scale: 25.4, load: sitting}
plates:
  - {file: walk.lst, kind: walking, shod: false}
measures: {left: {FPI6: 7}, right: {FPI6: 6}}
intake:
  screen: complete
  age_years: 34
  knee_pain: left
  pain_location: [peripatellar, retropatellar]
  knees: {left: {effusion: false}}
earlier: [../2026-03/result.json]
prescription: {approved_by_clinician: true, left: {posting_deg: 4, heel_lift_mm: 0}, right: {posting_deg: 0}}
side_confirmed: true
)";

Result<Case> read(const std::string& text) { return readCase(text, "case.yaml", "folder"); }

std::string minimal(const std::string& more) { return "schema: podalign/case/1\n" + more; }

const recommend::InputEntry* find(const Case& made, const std::string& key,
                                  recommend::InputPlace place) {
  for (const auto& entry : made.answers) {
    if (entry.key == key && entry.place == place) return &entry;
  }
  return nullptr;
}

TEST(CaseFile, ReadsEveryKeyOfTheContract) {
  const auto made = read(kWholeCase);
  ASSERT_TRUE(made) << toString(made.error());
  EXPECT_EQ(made->subjectId, "RUNNER-7");
  EXPECT_EQ(made->setting, Setting::Clinic);
  EXPECT_EQ(made->captured, "2026-05-04T10:20:00+02:00");
  EXPECT_TRUE(made->sideConfirmed);
  ASSERT_EQ(made->earlier.size(), 1U);
  EXPECT_EQ(made->earlier[0], "folder/../2026-03/result.json");

  ASSERT_EQ(made->scans.size(), 2U);
  EXPECT_EQ(made->scans[0].file, "folder/left.stl");
  EXPECT_EQ(made->scans[0].side, Laterality::Left);
  EXPECT_EQ(made->scans[0].scale.unit, "mm");
  EXPECT_EQ(made->scans[0].load, anatomy::LoadState::Standing);
  EXPECT_EQ(made->scans[0].device, "Booth 3");
  EXPECT_EQ(made->scans[1].scale.millimetresPerUnit, 25.4);
  EXPECT_FALSE(made->scans[1].scale.unit);

  ASSERT_EQ(made->plates.size(), 1U);
  EXPECT_EQ(made->plates[0].kind, plantar::TrialKind::Walking);
  EXPECT_EQ(made->plates[0].shod, false);

  ASSERT_TRUE(made->prescription);
  EXPECT_TRUE(made->prescription->approvedByClinician);
  EXPECT_DOUBLE_EQ(made->prescription->feet.left->numbers.at("posting_deg").value, 4.0);
}

TEST(CaseFile, PrescriptionTakesEveryKeyWithItsLine) {
  std::string text = minimal("prescription:\n  approved_by_clinician: true\n  right:\n");
  for (const char* key : insole::numberKeys()) text += std::string("    ") + key + ": 2.5\n";
  for (const char* key : insole::wordKeys()) text += std::string("    ") + key + ": some\n";
  const auto made = read(text);
  ASSERT_TRUE(made) << toString(made.error());
  EXPECT_FALSE(made->prescription->feet.left);
  const auto& right = *made->prescription->feet.right;
  EXPECT_EQ(right.line, 4U);
  std::size_t line = 4;
  for (const char* key : insole::numberKeys()) {
    EXPECT_EQ(right.numbers.at(key).value, 2.5) << key;
    EXPECT_EQ(right.numbers.at(key).line, ++line) << key;
  }
  for (const char* key : insole::wordKeys()) EXPECT_EQ(right.words.at(key).value, "some") << key;
}

TEST(CaseFile, PrescriptionIsStrict) {
  struct Fault {
    const char* text;
    std::size_t line;
    const char* says;
  };
  for (const Fault& fault :
       {Fault{"prescription: yes\n", 2, "must be a map"},
        Fault{"prescription:\n  approved: true\n", 3, "unknown key 'approved'"},
        Fault{"prescription:\n  approved_by_clinician: yes\n", 3, "true or false"},
        Fault{"prescription:\n  approved_by_clinician: 'true'\n", 3, "true or false"},
        Fault{"prescription:\n  left: 4\n", 3, "must be a map"},
        Fault{"prescription:\n  left:\n    posting: 4\n", 4, "unknown key 'posting'"},
        Fault{"prescription:\n  left:\n    posting_deg: four\n", 4, "'posting_deg'"},
        Fault{"prescription:\n  left:\n    posting_deg: .nan\n", 4, "'posting_deg'"},
        Fault{"prescription:\n  left:\n    posting_deg: [4]\n", 4, "'posting_deg'"},
        Fault{"prescription:\n  left:\n    posting_deg:\n", 4, "'posting_deg'"},
        Fault{"prescription:\n  left:\n    shoe: [running]\n", 4, "'shoe'"}}) {
    const auto refused = read(minimal(fault.text));
    ASSERT_FALSE(refused) << fault.text;
    EXPECT_EQ(refused.error().code, ErrorCode::CaseInvalid) << fault.text;
    EXPECT_EQ(refused.error().line, fault.line) << fault.text;
    EXPECT_NE(refused.error().message.find(fault.says), std::string::npos)
        << refused.error().message;
  }
}

TEST(CaseFile, KeepsAnswersWithTheirPlaceAndLine) {
  using recommend::InputPlace;
  const auto made = read(kWholeCase);
  ASSERT_TRUE(made) << toString(made.error());
  const auto* left = find(*made, "FPI6", InputPlace::LeftFoot);
  const auto* right = find(*made, "FPI6", InputPlace::RightFoot);
  ASSERT_TRUE(left != nullptr && right != nullptr);
  EXPECT_EQ(left->values, std::vector<std::string>{"7"});
  EXPECT_EQ(right->values, std::vector<std::string>{"6"});
  EXPECT_EQ(left->line, 10U);
  const auto* places = find(*made, "pain_location", InputPlace::Person);
  ASSERT_NE(places, nullptr);
  EXPECT_TRUE(places->isList);
  EXPECT_EQ(places->values.size(), 2U);
  EXPECT_EQ(places->line, 15U);
  EXPECT_NE(find(*made, "effusion", InputPlace::LeftKnee), nullptr);
}

TEST(CaseFile, WhatIsNotStatedStaysAbsent) {
  const auto made = read(minimal("scans: [{file: a.stl}]\nplates: [{file: b.lst}]\n"));
  ASSERT_TRUE(made) << toString(made.error());
  EXPECT_FALSE(made->setting);
  EXPECT_TRUE(made->captured.empty());
  EXPECT_FALSE(made->sideConfirmed);
  EXPECT_FALSE(made->prescription);
  EXPECT_FALSE(made->scans[0].side);
  EXPECT_EQ(made->scans[0].load, anatomy::LoadState::Unknown);
  EXPECT_FALSE(made->plates[0].shod);
  EXPECT_EQ(made->plates[0].kind, plantar::TrialKind::Unknown);
}

TEST(CaseFile, AMatrixIsStatedAtItsPlate) {
  const auto made =
      read(minimal("plates: [{file: a.csv, cell_mm: [5, 8], rate_hz: 100, pressure_unit: kPa}, "
                   "{file: b.csv}]\n"));
  ASSERT_TRUE(made) << toString(made.error());
  EXPECT_EQ(made->plates[0].matrix.columnSpacingMm, 5.0);
  EXPECT_EQ(made->plates[0].matrix.rowSpacingMm, 8.0);
  EXPECT_EQ(made->plates[0].matrix.rateHz, 100.0);
  EXPECT_EQ(made->plates[0].matrix.unit, "kPa");
  EXPECT_FALSE(made->plates[1].matrix.any());
}

TEST(CaseFile, AbsolutePathsStay) {
  const auto made = read(minimal("scans: [{file: /data/a.stl}]\n"));
  ASSERT_TRUE(made);
  EXPECT_EQ(made->scans[0].file, "/data/a.stl");
}

TEST(CaseFile, ShapeOnlyScaleIsKept) {
  const auto made = read(minimal("scans: [{file: a.stl, scale: shape}]\n"));
  ASSERT_TRUE(made);
  EXPECT_TRUE(made->scans[0].scale.shapeOnly);
}

struct Refused {
  const char* name;
  const char* text;
  std::size_t line;
  const char* says;
};

class RefusedCase : public testing::TestWithParam<Refused> {};

TEST_P(RefusedCase, NamesLineAndReason) {
  const auto made = read(GetParam().text);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, ErrorCode::CaseInvalid);
  EXPECT_EQ(made.error().source, "case.yaml");
  EXPECT_EQ(made.error().line, GetParam().line) << made.error().message;
  EXPECT_NE(made.error().message.find(GetParam().says), std::string::npos) << made.error().message;
}

INSTANTIATE_TEST_SUITE_P(
    CaseFile, RefusedCase,
    testing::Values(
        Refused{"UnknownKey", "schema: podalign/case/1\nscan: []\n", 2, "unknown key 'scan'"},
        Refused{"UnknownKeyOfScan",
                "schema: podalign/case/1\nscans:\n  - {file: a.stl, sid: left}\n", 3,
                "unknown key 'sid'"},
        Refused{"UnknownSubjectKey", "schema: podalign/case/1\nsubject: {name: Beth}\n", 2,
                "unknown key 'name'"},
        Refused{"RepeatedKey", "schema: podalign/case/1\nsetting: shop\nsetting: clinic\n", 3,
                "setting"},
        Refused{"NoSchema", "setting: shop\n", 1, "schema: podalign/case/1"},
        Refused{"OtherSchema", "schema: podalign/case/2\n", 1, "podalign/case/2"},
        Refused{"Setting", "schema: podalign/case/1\nsetting: hospital\n", 2, "clinic, shop"},
        Refused{"Side", "schema: podalign/case/1\nscans: [{file: a.stl, side: both}]\n", 2,
                "left, right"},
        Refused{"Unit", "schema: podalign/case/1\nscans: [{file: a.stl, unit: feet}]\n", 2,
                "mm, cm, m, in"},
        Refused{"UnitAndScale",
                "schema: podalign/case/1\nscans: [{file: a.stl, unit: mm, scale: 2}]\n", 2,
                "exclude each other"},
        Refused{"ScaleZero", "schema: podalign/case/1\nscans: [{file: a.stl, scale: 0}]\n", 2,
                "above 0"},
        Refused{"ScaleNotANumber", "schema: podalign/case/1\nscans: [{file: a.stl, scale: .nan}]\n",
                2, ""},
        Refused{"Load", "schema: podalign/case/1\nscans: [{file: a.stl, load: lying}]\n", 2,
                "standing"},
        Refused{"ScanWithoutFile", "schema: podalign/case/1\nscans: [{side: left}]\n", 2,
                "without 'file'"},
        Refused{"PlateWithoutFile", "schema: podalign/case/1\nplates: [{kind: walking}]\n", 2,
                "without 'file'"},
        Refused{"Kind", "schema: podalign/case/1\nplates: [{file: a.lst, kind: jumping}]\n", 2,
                "walking"},
        Refused{"Shod", "schema: podalign/case/1\nplates: [{file: a.lst, shod: maybe}]\n", 2,
                "true or false"},
        Refused{"CellNoPair", "schema: podalign/case/1\nplates: [{file: a.csv, cell_mm: 5}]\n", 2,
                "[width, height]"},
        Refused{"CellOfNothing",
                "schema: podalign/case/1\nplates: [{file: a.csv, cell_mm: [5, 0]}]\n", 2,
                "above 0"},
        Refused{"Rate", "schema: podalign/case/1\nplates: [{file: a.csv, rate_hz: -3}]\n", 2,
                "'rate_hz' must be above 0"},
        Refused{"PressureUnit",
                "schema: podalign/case/1\nplates: [{file: a.csv, pressure_unit: bar}]\n", 2,
                "N/cm2"},
        Refused{"EmptyValue", "schema: podalign/case/1\nsetting:\n", 2, "no value"},
        Refused{"ScansNoList", "schema: podalign/case/1\nscans: a.stl\n", 2, "must be a list"},
        Refused{"Date", "schema: podalign/case/1\ncaptured: 2026-02-30\n", 2, "no date"},
        Refused{"MeasuresOfNoSide", "schema: podalign/case/1\nmeasures: {FPI6: 7}\n", 2,
                "unknown key 'FPI6'"},
        Refused{"IntakeNoMap", "schema: podalign/case/1\nintake: [a]\n", 2, "must be a map"},
        Refused{"ControlCharacter", "schema: podalign/case/1\nsubject: {id: \"a\\u001b[31m\"}\n", 2,
                "control characters"},
        Refused{"AListForAScalar", "schema: podalign/case/1\nsubject: {id: [a]}\n", 2, "pseudonym"},
        Refused{"NotAMap", "- schema\n", 1, "must be a map"}),
    [](const auto& refused) { return std::string(refused.param.name); });

TEST(CaseFile, RefusesMoreFilesThanOneCaseHas) {
  std::string text = minimal("scans:\n");
  for (int i = 0; i < 65; ++i) text += "  - {file: a.stl}\n";
  const auto made = read(text);
  ASSERT_FALSE(made);
  EXPECT_NE(made.error().message.find("at most 64"), std::string::npos);
}

TEST(CaseFile, MissingFileIsSaid) {
  const auto made = readCaseFile("/nowhere/case.yaml");
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, ErrorCode::FileNotFound);
}

TEST(IsoDate, KnowsTheCalendar) {
  for (const char* good :
       {"2026-05-04", "2024-02-29", "2000-02-29", "2026-12-31T23:59", "2026-05-04T10:20:00",
        "2026-05-04T10:20:00Z", "2026-05-04T10:20:00+02:00", "2026-05-04T10:20-03:30"}) {
    EXPECT_TRUE(isIsoDate(good)) << good;
  }
  for (const char* bad : {"", "2026", "2026-5-4", "2026-13-01", "2026-00-10", "2026-02-29",
                          "1900-02-29", "2026-04-31", "2026-05-04 10:20", "2026-05-04T24:00",
                          "2026-05-04T10:60", "2026-05-04T10:20:61", "2026-05-04T10:20:00+0200",
                          "2026-05-04T10:20:00Zx", "2026/05/04", "04.05.2026", "2026-05-04T"}) {
    EXPECT_FALSE(isIsoDate(bad)) << bad;
  }
}

}  // namespace
}  // namespace podalign::pipeline
