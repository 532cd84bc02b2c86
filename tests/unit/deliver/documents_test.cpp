#include "podalign/deliver/documents.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "podalign/deliver/knowledge.hpp"

namespace podalign::deliver {
namespace {

namespace fs = std::filesystem;

const fs::path kDemo = fs::path(PODALIGN_SOURCE_DIR) / "scans/demo";

std::string bytesOf(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

profile::Profile knowledge() {
  auto loaded = loadKnowledge(PODALIGN_PROFILES_DIR, "en", Approval::NotAsked);
  EXPECT_TRUE(loaded) << toString(loaded.error());
  return std::move(*loaded);
}

DeliveryOptions onlyJson() {
  DeliveryOptions options;
  options.formats = {OutputFormat::Json};
  return options;
}

TEST(Documents, OfFilesInMemoryAreThoseOfFilesOnDisk) {
  const auto profile = knowledge();
  const auto onDisk = pipeline::readCaseFile(kDemo / "case.yaml");
  ASSERT_TRUE(onDisk);
  const auto expected = assessToDocuments(*onDisk, profile, onlyJson());
  ASSERT_TRUE(expected) << toString(expected.error());

  std::map<std::string, std::string> held;
  ingest::GivenFiles given;
  for (const char* name : {"left.stl", "right.stl", "walk.lst"}) {
    held[name] = bytesOf(kDemo / name);
    given[name] = held[name];
  }
  const auto inMemory = pipeline::readCase(bytesOf(kDemo / "case.yaml"), "case.yaml", "");
  ASSERT_TRUE(inMemory);
  DeliveryOptions options = onlyJson();
  options.assess.work.given = &given;
  const auto delivered = assessToDocuments(*inMemory, profile, options);
  ASSERT_TRUE(delivered) << toString(delivered.error());
  ASSERT_EQ(delivered->documents.size(), 1U);
  EXPECT_EQ(delivered->documents.front().name, kResultName);
  EXPECT_EQ(delivered->documents.front().bytes, expected->documents.front().bytes);
}

TEST(Documents, WithGivenFilesNothingIsReadFromDisk) {
  const auto theCase = pipeline::readCaseFile(kDemo / "case.yaml");
  ASSERT_TRUE(theCase);
  const ingest::GivenFiles none;
  DeliveryOptions options = onlyJson();
  options.assess.work.given = &none;
  const auto delivered = assessToDocuments(*theCase, knowledge(), options);
  ASSERT_FALSE(delivered);
  EXPECT_EQ(delivered.error().code, ErrorCode::FileNotFound);
}

TEST(Documents, AStopBetweenStagesCancels) {
  const auto theCase = pipeline::readCaseFile(kDemo / "case.yaml");
  ASSERT_TRUE(theCase);
  std::stop_source stop;
  DeliveryOptions options;
  options.assess.work.stop = stop.get_token();
  options.assess.work.progress = [&](const pipeline::ProgressStep& step) {
    if (step.stage == "progress.report") stop.request_stop();
  };
  const auto delivered = assessToDocuments(*theCase, knowledge(), options);
  ASSERT_FALSE(delivered);
  EXPECT_EQ(delivered.error().code, ErrorCode::Cancelled);
}

TEST(Documents, AStopInTheMiddleOfAScanCancels) {
  const auto theCase = pipeline::readCaseFile(kDemo / "case.yaml");
  ASSERT_TRUE(theCase);
  std::stop_source stop;
  DeliveryOptions options = onlyJson();
  options.assess.work.threads = 1;
  options.assess.work.stop = stop.get_token();
  int measured = 0;
  options.assess.work.progress = [&](const pipeline::ProgressStep& step) {
    if (step.stage == "progress.reading") stop.request_stop();
    if (step.stage == "progress.measured") ++measured;
  };
  const auto delivered = assessToDocuments(*theCase, knowledge(), options);
  ASSERT_FALSE(delivered);
  EXPECT_EQ(delivered.error().code, ErrorCode::Cancelled);
  EXPECT_EQ(measured, 0) << "the scan under way was finished all the same";
}

// The demo with the end of a case file that prescribes.
Result<pipeline::Case> prescribed(const std::string& prescription) {
  return pipeline::readCase(bytesOf(kDemo / "case.yaml") + prescription, "case.yaml", kDemo);
}

TEST(Documents, InsolesComeBesideTheReportOrAlone) {
  const auto profile = knowledge();
  const auto shape = profile::loadInsoleShape(PODALIGN_PROFILES_DIR, profile);
  ASSERT_TRUE(shape) << toString(shape.error());
  const auto theCase =
      prescribed("prescription: {approved_by_clinician: true, left: {posting_deg: 4}}\n");
  ASSERT_TRUE(theCase) << toString(theCase.error());
  DeliveryOptions options = onlyJson();
  options.insoles = InsolesAsked{&*shape, "abc", {InsoleFormat::Stl}};
  const auto both = assessToDocuments(*theCase, profile, options);
  ASSERT_TRUE(both) << toString(both.error());
  std::vector<std::string> names;
  for (const Document& document : both->documents) names.push_back(document.name);
  EXPECT_EQ(names, (std::vector<std::string>{"result.json", "insole-left.stl", kPrescriptionName}));
  EXPECT_NE(both->documents.back().bytes.find("insole-left.stl"), std::string::npos);

  options.formats.clear();
  const auto alone = assessToDocuments(*theCase, profile, options);
  ASSERT_TRUE(alone) << toString(alone.error());
  ASSERT_EQ(alone->documents.size(), 2U);
  EXPECT_EQ(alone->documents[0].bytes, both->documents[1].bytes);
  EXPECT_EQ(alone->documents[1].bytes, both->documents[2].bytes);
}

TEST(Documents, AnInsoleThatNobodyApprovedRefusesAllOfIt) {
  const auto profile = knowledge();
  const auto shape = profile::loadInsoleShape(PODALIGN_PROFILES_DIR, profile);
  ASSERT_TRUE(shape);
  const auto theCase = prescribed("prescription: {left: {posting_deg: 4}}\n");
  ASSERT_TRUE(theCase) << toString(theCase.error());
  DeliveryOptions options = onlyJson();
  int begun = 0;
  options.assess.work.progress = [&](const pipeline::ProgressStep&) { ++begun; };
  options.insoles = InsolesAsked{&*shape, "abc", {InsoleFormat::Stl}};
  const auto delivered = assessToDocuments(*theCase, profile, options);
  ASSERT_FALSE(delivered);
  EXPECT_EQ(delivered.error().message.substr(0, 19), "INSOLE.NOT_APPROVED");
  EXPECT_EQ(begun, 0) << "it was measured before it was refused";
}

TEST(Documents, ACalendarNeedsADate) {
  auto theCase = pipeline::readCaseFile(kDemo / "case.yaml");
  ASSERT_TRUE(theCase);
  theCase->captured.clear();
  DeliveryOptions options;
  options.formats = {OutputFormat::Ics};
  const auto delivered = assessToDocuments(*theCase, knowledge(), options);
  ASSERT_FALSE(delivered);
  EXPECT_EQ(delivered.error().code, ErrorCode::CaseInvalid);
}

TEST(Knowledge, IsFoundAboveAFolderOfTheBuild) {
  ::unsetenv("PODALIGN_PROFILES");
  const auto found = findProfiles(fs::path(PODALIGN_SOURCE_DIR) / "src/podalign");
  ASSERT_TRUE(found);
  EXPECT_EQ(*found, fs::path(PODALIGN_PROFILES_DIR));
  EXPECT_FALSE(findProfiles("/"));
}

}  // namespace
}  // namespace podalign::deliver
