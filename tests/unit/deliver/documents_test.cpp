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
