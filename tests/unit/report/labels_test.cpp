#include "podalign/report/internal/labels.hpp"

#include <gtest/gtest.h>

#include "support/text_files.hpp"

namespace podalign::report::internal {
namespace {

class LabelsTest : public ::testing::Test {
 protected:
  TextRenderer texts = testing::textRenderer();
  Labels labels{texts};
};

TEST_F(LabelsTest, WriteNumbersInTheDecimalsOfTheUnit) {
  EXPECT_EQ(labels.number(275.149, "mm"), "275.1");
  EXPECT_EQ(labels.number(0.29561, "ratio"), "0.296");
  EXPECT_EQ(labels.number(818.625, "N"), "819");
  EXPECT_EQ(labels.number(-3.26, "deg"), "\u22123.3");
  EXPECT_EQ(labels.number(-0.04, "mm"), "0.0");
}

TEST_F(LabelsTest, WriteLengthsInInchesWhereAskedTo) {
  const Labels inches(texts, LengthUnit::Inch);
  measure::Measurement length;
  length.value = 254.0;
  length.unit = "mm";
  length.status = measure::Status::Ok;
  length.error.processing = 2.54;
  EXPECT_EQ(inches.value(length), "10.00\u00a0\u00b1\u00a00.10\u00a0in");
  EXPECT_EQ(inches.number(12.0, "mm/s"), "12");
  EXPECT_EQ(inches.unit("deg"), labels.unit("deg"));
}

TEST_F(LabelsTest, ShowAnIdThatTheCatalogueDoesNotHold) {
  EXPECT_EQ(labels("no.such.key"), "no.such.key");
  EXPECT_EQ(labels.word("measure", "new_measure"), "new measure");
  EXPECT_EQ(labels.message({"NO.SUCH_FINDING", {}}), "NO.SUCH_FINDING");
}

TEST_F(LabelsTest, TakeACatalogueThatAnswersWithTheIdAsNotHoldingIt) {
  const TextRenderer echo = [](const Message& message) { return message.id; };
  EXPECT_EQ(Labels(echo).word("posture", "severe_planus"), "severe planus");
}

TEST_F(LabelsTest, WriteDates) {
  EXPECT_EQ(labels.dateTime("2026-05-04T10:20:00+02:00"), "4 May 2026, 10:20");
  EXPECT_EQ(labels.dateTime("2026-12-24"), "24 December 2026");
  EXPECT_EQ(labels.dateTime("yesterday"), "yesterday");
  EXPECT_EQ(labels.dateTime(""), "");
}

TEST_F(LabelsTest, NameTheFieldOfASide) {
  EXPECT_EQ(labels.field("left.some_field"), "some field (left)");
  EXPECT_EQ(labels.field("knee_pain"), "Does a knee hurt? Which one?");
}

TEST_F(LabelsTest, GiveNoValueForWhatIsNotValid) {
  const auto refused = measure::notValid("mm", {"method.x", {}}, {"SCAN.OPEN_SOLE", {}});
  EXPECT_EQ(labels.value(refused), "");
}

}  // namespace
}  // namespace podalign::report::internal
