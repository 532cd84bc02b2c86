// A person moves a point: what rests on it follows, and nothing else.
#include "podalign/pipeline/landmark_file.hpp"

#include <gtest/gtest.h>

#include <string>

#include "support/phantom_foot.hpp"
#include "support/scanned_foot.hpp"

namespace podalign::pipeline {
namespace {

using anatomy::AlignedFoot;
using anatomy::LandmarkId;
using measure::Measurements;
using measure::Status;

const AlignedFoot& foot() {
  static const AlignedFoot found =
      testing::measured(testing::toMesh(phantom::makeFoot(phantom::randomFoot(3), 3.0))).foot;
  return found;
}

LandmarkSheet sheet() { return {"foot.stl", foot().side.side, anatomy::landmarkSheet(foot())}; }

AlignedFoot edited(const LandmarkSheet& sheet) {
  const auto read = readLandmarks(writeLandmarks({sheet}), "landmarks.json");
  EXPECT_TRUE(read.has_value());
  return anatomy::withEdits(foot(), editsFor(*read, "foot.stl", foot()));
}

Error refusal(const std::string& text) {
  const auto read = readLandmarks(text, "landmarks.json");
  EXPECT_FALSE(read.has_value());
  return read ? Error{} : read.error();
}

std::string withPoints(const std::string& points) {
  return "{\"schema\": \"podalign/landmarks/1\",\n \"feet\": [{\"file\": \"a\", \"side\": "
         "\"left\",\n  \"points\": {\n" +
         points + "}}]}";
}

TEST(LandmarkFile, UneditedChangesNothing) {
  const AlignedFoot same = edited(sheet());
  const Measurements before = measure::measureFoot(foot());
  for (const auto& [name, measured] : measure::measureFoot(same)) {
    EXPECT_EQ(measured.value, before.at(name).value) << name;
    EXPECT_EQ(measured.status, before.at(name).status) << name;
  }
  EXPECT_EQ(writeLandmarks({{"foot.stl", same.side.side, anatomy::landmarkSheet(same)}}),
            writeLandmarks({sheet()}));
}

TEST(LandmarkFile, MovedMth1MovesTruncatedLengthAndWhatRestsOnIt) {
  LandmarkSheet moved = sheet();
  moved.points[LandmarkId::Mth1].position_in_foot.x() += 3.0;
  const AlignedFoot other = edited(moved);
  const Measurements before = measure::measureFoot(foot());
  const Measurements after = measure::measureFoot(other);
  EXPECT_TRUE(other.landmarks.at(LandmarkId::Mth1).setByPerson);
  EXPECT_NEAR(*after.at("truncated_foot_length").value,
              *before.at("truncated_foot_length").value + 3.0, 0.001);
  EXPECT_LT(*after.at("arch_height_index").value, *before.at("arch_height_index").value);
  for (const char* name : {"foot_length", "ball_width", "heel_width", "dorsum_height_50"}) {
    EXPECT_EQ(after.at(name).value, before.at(name).value) << name;
  }
}

TEST(LandmarkFile, NavicularSetByAPersonIsOk) {
  EXPECT_EQ(measure::measureFoot(foot()).at("navicular_height").status, Status::LowConfidence);
  LandmarkSheet set = sheet();
  set.points[LandmarkId::Navicular].setByPerson = true;
  set.points[LandmarkId::Navicular].position_in_foot.z() = 41.0;
  Measurements after = measure::measureFoot(edited(set));
  EXPECT_EQ(after.at("navicular_height").status, Status::Ok);
  EXPECT_NEAR(*after.at("navicular_height").value, 41.0, 0.001);
  EXPECT_EQ(after.at("normalised_navicular_height").status, Status::Ok);
  EXPECT_EQ(after.at("arch_angle").status, Status::LowConfidence);
  set.points[LandmarkId::MedialMalleolus].setByPerson = true;
  after = measure::measureFoot(edited(set));
  EXPECT_EQ(after.at("arch_angle").status, Status::Ok);
}

TEST(LandmarkFile, MovedPternionMovesTheFrame) {
  LandmarkSheet moved = sheet();
  moved.points[LandmarkId::Pternion].position_in_foot.x() -= 2.0;
  const AlignedFoot other = edited(moved);
  EXPECT_EQ(other.axis, anatomy::AxisKind::SetByPerson);
  const Measurements before = measure::measureFoot(foot());
  const Measurements after = measure::measureFoot(other);
  EXPECT_NEAR(*after.at("foot_length").value, *before.at("foot_length").value + 2.0, 0.01);
  EXPECT_EQ(after.at("foot_length").method.id, "method.foot_length.axis_set_by_person");
  // Read again, the file means the same foot.
  EXPECT_EQ(writeLandmarks({{"foot.stl", other.side.side, anatomy::landmarkSheet(other)}}),
            writeLandmarks({[&] {
              LandmarkSheet marked = moved;
              marked.points[LandmarkId::Pternion].setByPerson = true;
              return marked;
            }()}));
}

TEST(LandmarkFile, OtherFeetStayAsTheyAre) {
  LandmarkSheet other = sheet();
  other.side = opposite(other.side);
  other.points[LandmarkId::Mth1].position_in_foot.x() += 3.0;
  EXPECT_TRUE(editsFor({other}, "foot.stl", foot()).empty());
  other = sheet();
  other.points[LandmarkId::Mth1].position_in_foot.x() += 3.0;
  EXPECT_TRUE(editsFor({other}, "another.stl", foot()).empty());
}

TEST(LandmarkFile, FaultsAreNamedWithTheirLine) {
  const Error unknown = refusal(withPoints("\"mth2\": {\"x\": 1, \"y\": 2, \"z\": 3}"));
  EXPECT_EQ(unknown.code, ErrorCode::LandmarksInvalid);
  EXPECT_EQ(unknown.line, 4U);
  EXPECT_NE(unknown.message.find("mth2"), std::string::npos);
  EXPECT_EQ(refusal(withPoints("\"mth1\": {\"x\": 1, \"y\": 2}")).line, 4U);
  EXPECT_EQ(refusal(withPoints("\"mth1\": {\"x\": 1, \"y\": 2, \"z\": \"3\"}")).line, 4U);
  EXPECT_EQ(refusal(withPoints("\"mth1\": {\"x\": 1, \"y\": 2, \"z\": 9000}")).line, 4U);
  EXPECT_EQ(refusal(withPoints("\"mth1\": {\"x\": 1, \"y\": 2, \"z\": 3, \"w\": 4}")).line, 4U);
  EXPECT_EQ(refusal("{\"schema\": \"podalign/landmarks/2\", \"feet\": []}").code,
            ErrorCode::LandmarksInvalid);
  EXPECT_EQ(refusal("{\n\"schema\": \"podalign/landmarks/1\",\n\"feet\": [").code,
            ErrorCode::LandmarksInvalid);
}

}  // namespace
}  // namespace podalign::pipeline
