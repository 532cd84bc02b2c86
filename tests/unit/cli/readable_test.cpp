#include "cli/readable.hpp"

#include <gtest/gtest.h>

namespace podalign::cli {
namespace {

profile::TextCatalogue texts() {
  return profile::TextCatalogue({{"cli.severity.caution", "caution"},
                                 {"SCAN.FAR", "the scan is {far} away"},
                                 {"cli.input", "{file}: {format}, {unit} ({source})"},
                                 {"cli.stated.inferred", "inferred"}});
}

measure::Measurement measured(double value, double band) {
  return measure::ok(value, "mm", band, Message{"method.x", {}});
}

TEST(Readable, NumbersHaveBandAndUnitWithMeaningfulDigits) {
  EXPECT_NE(
      measureLines({{"foot_length", measured(275.1234, 1.93)}}, {}, texts()).find("foot_length"),
      std::string::npos);
  EXPECT_NE(measureLines({{"a", measured(275.1234, 1.93)}}, {}, texts()).find("275.1 mm ±1.9\n"),
            std::string::npos);
  EXPECT_NE(
      measureLines({{"a", measured(0.33412, 0.0061)}}, {}, texts()).find("0.3341 mm ±0.0061\n"),
      std::string::npos);
  EXPECT_NE(measureLines({{"a", measured(818.625, 42.0)}}, {}, texts()).find("819 mm ±42\n"),
            std::string::npos);
}

TEST(Readable, WhatIsNotValidShowsItsReasonAndNoNumber) {
  const auto line = measureLines(
      {{"arch_index",
        measure::notValid("ratio", {"method.x", {}}, {"SCAN.FAR", {{"far", "very"}}})}},
      {}, texts());
  EXPECT_NE(line.find("[not_valid: SCAN.FAR] the scan is very away"), std::string::npos) << line;
  EXPECT_EQ(line.find("±"), std::string::npos);
}

TEST(Readable, WhatOneReasonStandsAgainstIsToldOnce) {
  const measure::Measurement far =
      measure::notValid("N", {"method.x", {}}, {"SCAN.FAR", {{"far", "very"}}});
  const auto lines = measureLines({{"a", far},
                                   {"length", measured(275.1234, 1.93)},
                                   {"zones.mt1.force", far},
                                   {"zones.mt1.peak", far},
                                   {"zones.mt2.force", far}},
                                  {}, texts());
  EXPECT_EQ(lines,
            "  length                             275.1 mm ±1.9\n"
            "  [not_valid: SCAN.FAR] the scan is very away\n"
            "    a zones.mt1.* zones.mt2.*\n");
}

TEST(Readable, LowConfidenceShowsNumberAndReason) {
  const auto line = measureLines(
      {{"f", measure::lowConfidence(measured(10.0, 1.0), {"SCAN.FAR", {{"far", "1 m"}}})}}, {},
      texts());
  EXPECT_NE(line.find("10.0 mm ±1.0  [low_confidence: SCAN.FAR] the scan is 1 m away"),
            std::string::npos)
      << line;
}

TEST(Readable, ASentenceThatStandsAmongTheFindingsIsNotRepeated) {
  const Message far{"SCAN.FAR", {{"far", "very"}}};
  const auto line = measureLines({{"a", measure::notValid("ratio", {"method.x", {}}, far)}},
                                 {{far, Severity::Note, "a.stl"}}, texts());
  EXPECT_NE(line.find("[not_valid: SCAN.FAR]\n"), std::string::npos) << line;
}

TEST(Readable, FindingsNameSeverityFileAndId) {
  EXPECT_EQ(findingLines({{{"SCAN.FAR", {{"far", "1 m"}}}, Severity::Caution, "a.stl"}}, texts()),
            "caution: a.stl: the scan is 1 m away [SCAN.FAR]\n");
}

TEST(Readable, InputNamesFormatAndUnit) {
  EXPECT_EQ(inputLine({"a.stl", "stl-binary", "00", "m", "inferred"}, texts()),
            "a.stl: stl-binary, m (inferred)\n");
}

}  // namespace
}  // namespace podalign::cli
