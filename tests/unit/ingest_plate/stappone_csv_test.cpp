#include "podalign/ingest/stappone_csv.hpp"

#include <gtest/gtest.h>

#include "podalign/ingest/plate.hpp"
#include "refused.hpp"

namespace podalign::ingest {
namespace {

using testing::replaced;

const std::string kTitles = "sole_id,timestamp,accel_x,pressure_01,pressure_02,corrupt\n";
const std::string kWalk = kTitles +
                          "1,1768494979568,-1780,357,474,0\n"
                          "2,1768494979570,-1785,300,400,0\n"
                          "1,1768494979584,-1785,366,470,0\n"
                          "2,1768494979586,-1785,310,390,0\n"
                          "1,1768494979600,-1785,9999,1,1\n";

Error errorOf(const std::string& text) {
  return testing::refused(readStappone(text, "soles.csv"), "soles.csv");
}

TEST(Stappone, CountsOfBothSolesAreShownAsWhatTheyAre) {
  const auto read = readStappone(kWalk, "soles.csv");
  ASSERT_TRUE(read) << toString(read.error());
  ASSERT_EQ(read->size(), 2U);
  const RawCounts& one = read->front();
  EXPECT_EQ(one.sole, 1);
  EXPECT_EQ(one.samples, 3U);
  EXPECT_EQ(one.corrupt, 1U);
  EXPECT_DOUBLE_EQ(units::inSeconds(one.lasted), 0.032);
  ASSERT_EQ(one.sensors.size(), 2U);
  EXPECT_EQ(one.sensors[0].lowest, 357.0);
  EXPECT_EQ(one.sensors[0].highest, 366.0) << "corrupt samples do not count";
  EXPECT_EQ(one.sensors[1].lowest, 470.0);
  EXPECT_EQ(read->back().sole, 2);
}

TEST(Stappone, NothingMakesPressuresOfCounts) {
  const auto read = readPlate(kWalk, "soles.csv");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::UnitUnsupported);
  EXPECT_NE(read.error().message.find("raw counts"), std::string::npos);
  EXPECT_NE(read.error().message.find("inspect"), std::string::npos);
}

TEST(Stappone, SeparatorsLineEndsAndPaddingDoNotMatter) {
  std::string semicolons = kWalk;
  for (char& c : semicolons) c = c == ',' ? ';' : c;
  std::string windows;
  for (const char c : kWalk) windows += c == '\n' ? ",,\r\n,,,\r\n" : std::string(1, c);
  for (const std::string& text : {semicolons, replaced(windows, "corrupt,,", "corrupt")}) {
    const auto read = readStappone(text, "soles.csv");
    ASSERT_TRUE(read) << toString(read.error());
    EXPECT_EQ(read->front().samples, 3U);
    EXPECT_EQ(read->front().sensors[0].highest, 366.0);
  }
}

TEST(Stappone, RefusesWhatIsNoSample) {
  EXPECT_EQ(errorOf(kTitles).code, ErrorCode::Truncated);
  EXPECT_EQ(errorOf(replaced(kWalk, "357", "-57")).code, ErrorCode::Malformed);
  EXPECT_EQ(errorOf(replaced(kWalk, "357", "nan")).code, ErrorCode::Malformed);
  EXPECT_EQ(errorOf(replaced(kWalk, "357", "1e30")).code, ErrorCode::Malformed);
  EXPECT_EQ(errorOf(replaced(kWalk, "357,", "")).code, ErrorCode::Truncated);
  EXPECT_EQ(errorOf(replaced(kWalk, "357,", ",")).code, ErrorCode::Truncated);
  EXPECT_EQ(errorOf(replaced(kWalk, "357,", "357,1,")).code, ErrorCode::Malformed);
  EXPECT_EQ(errorOf(replaced(kWalk, "1768494979584", "1768494979000")).code, ErrorCode::Malformed);
  EXPECT_EQ(errorOf(replaced(kWalk, "\n1,", "\n1.5,")).code, ErrorCode::Malformed);
  EXPECT_EQ(errorOf(replaced(kWalk, "\n1,", "\n-1,")).code, ErrorCode::Malformed);
  for (std::size_t kept = kWalk.size() - 4; kept > kWalk.size() - 28; --kept) {
    const ErrorCode code = errorOf(kWalk.substr(0, kept)).code;
    const bool minusAlone = kWalk[kept - 1] == '-';
    EXPECT_EQ(code, minusAlone ? ErrorCode::Malformed : ErrorCode::Truncated) << kept;
  }
}

}  // namespace
}  // namespace podalign::ingest
