#include "podalign/measure/footfall_measures.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "made_print.hpp"

namespace podalign::measure {
namespace {

using plantar::Footfall;
using plantar::SensorKind;
using plantar::TrialKind;
using testing::footPicture;
using testing::gridOf5mm;
using testing::mirrored;
using testing::printOf;

constexpr units::Duration kPeriod = units::seconds(0.01);

FootfallMeasureOptions onThePlateAxis() {
  FootfallMeasureOptions options;
  options.axis = FootprintAxis::Plate;
  return options;
}

Measurements measured(const Footfall& footfall, const FootfallMeasureOptions& options = {}) {
  return measureFootfall(footfall, gridOf5mm(), kPeriod, options);
}

double valueOf(const Measurements& measures, const std::string& name) {
  const Measurement& found = measures.at(name);
  EXPECT_TRUE(found.value) << name << (found.reason ? " " + found.reason->id : "");
  return found.value.value_or(std::nan(""));
}

// Four frames of 2 x 2 cells: every loading measure by hand.
Footfall fourFrames() {
  Footfall step = printOf({"##", "##"});
  step.frames = {7, 10};
  step.pressuresKpa = {0, 40, 0, 0, 80, 40, 120, 0, 200, 40, 40, 120, 0, 0, 0, 80};
  step.forcesN = {1.0, 6.0, 10.0, 2.0};  // kPa x 25 mm2 / 1000
  step.cop.assign(4, {});
  return step;
}

TEST(FootfallMeasures, LoadingOfFourFramesByHand) {
  const Measurements measures = measured(fourFrames());
  EXPECT_DOUBLE_EQ(valueOf(measures, "max_force"), 10.0);
  EXPECT_DOUBLE_EQ(valueOf(measures, "peak_pressure"), 200.0);
  EXPECT_DOUBLE_EQ(valueOf(measures, "contact_time"), 0.04);
  EXPECT_DOUBLE_EQ(valueOf(measures, "force_time_integral"), 0.01 * (3.5 + 8.0 + 6.0));
  EXPECT_DOUBLE_EQ(valueOf(measures, "pressure_time_integral"), 0.01 * (80.0 + 160.0 + 140.0));
  EXPECT_DOUBLE_EQ(valueOf(measures, "contact_area"), 1.0);
  EXPECT_DOUBLE_EQ(valueOf(measures, "footprint_area"), 1.0);
  EXPECT_EQ(measures.at("max_force").unit, "N");
  EXPECT_EQ(measures.at("force_time_integral").unit, "N s");
  EXPECT_EQ(measures.at("contact_area").unit, "cm2");
}

TEST(FootfallMeasures, CellsOfTheirOwnAreaCountByIt) {
  Footfall step = fourFrames();
  plantar::Grid grid = gridOf5mm();
  grid.cells.assign(static_cast<std::size_t>(grid.rows * grid.columns), {0.0, 0.0, 25.0});
  grid.cells[grid.indexOf(step.rows.first, step.columns.first)].areaMm2 = 150.0;
  const Measurements measures = measureFootfall(step, grid, kPeriod, {});
  // Third frame: all four cells, one of 150 and three of 25 mm2.
  EXPECT_DOUBLE_EQ(valueOf(measures, "contact_area"), 2.25);
  EXPECT_DOUBLE_EQ(valueOf(measures, "footprint_area"), 2.25);
}

TEST(FootfallMeasures, WithoutTheAreaOfTheCellsPressuresAreGivenAndForcesAreNot) {
  plantar::Grid grid = gridOf5mm();
  grid.areasKnown = false;
  const Measurements measures = measureFootfall(fourFrames(), grid, kPeriod, {});
  EXPECT_DOUBLE_EQ(valueOf(measures, "peak_pressure"), 200.0);
  EXPECT_DOUBLE_EQ(valueOf(measures, "pressure_time_integral"), 0.01 * (80.0 + 160.0 + 140.0));
  EXPECT_DOUBLE_EQ(valueOf(measures, "contact_time"), 0.04);
  for (const char* name : {"max_force", "force_time_integral", "contact_area", "footprint_area"}) {
    EXPECT_EQ(measures.at(name).status, Status::NotValid) << name;
    ASSERT_TRUE(measures.at(name).reason) << name;
    EXPECT_EQ(measures.at(name).reason->id, "PLATE.AREAS_UNKNOWN") << name;
  }
}

TEST(FootfallMeasures, EveryMeasureOfAWholeStepHasAMethodAndABand) {
  Footfall step = printOf(footPicture());
  step.cop = {{0, 120.0, 150.0, true}};
  for (const auto& [name, measurement] : measured(step)) {
    EXPECT_EQ(measurement.method.id.rfind("method." + name, 0), 0U) << name;
    EXPECT_EQ(measurement.value.has_value(), measurement.status != Status::NotValid) << name;
    EXPECT_EQ(measurement.reason.has_value(), measurement.status != Status::Ok) << name;
    if (measurement.value) {
      EXPECT_TRUE(std::isfinite(*measurement.value)) << name;
      EXPECT_TRUE(std::isfinite(measurement.error.total())) << name;
    }
  }
}

TEST(ArchIndex, IsTheMiddleThirdOverTheToelessPrint) {
  const Measurement index = measured(printOf(footPicture()), onThePlateAxis()).at("arch_index");
  EXPECT_EQ(index.status, Status::Ok);
  EXPECT_NEAR(*index.value, 18.0 / 102.0, 1e-12);
  EXPECT_GT(index.error.processing, 0.0);
  EXPECT_EQ(index.method.id, "method.arch_index.other_axis.dynamic");
}

TEST(ArchIndex, ByLoadUsesTheSameThirds) {
  Footfall step = printOf(footPicture());
  // Twice the pressure under the midfoot: 36 / (36 + 36 + 48).
  for (std::size_t row = 10; row < 16; ++row) {
    for (std::size_t column = 0; column < 8; ++column) step.pressuresKpa[row * 8 + column] *= 2.0F;
  }
  const Measurements measures = measured(step, onThePlateAxis());
  EXPECT_NEAR(valueOf(measures, "modified_arch_index"), 36.0 / 120.0, 1e-12);
  EXPECT_NEAR(valueOf(measures, "arch_index"), 18.0 / 102.0, 1e-12);
}

TEST(ArchIndex, IsTheSameOnBothFeet) {
  const double right = valueOf(measured(printOf(footPicture())), "arch_index");
  const double left =
      valueOf(measured(printOf(mirrored(footPicture()), 100.0F, Laterality::Left)), "arch_index");
  EXPECT_NEAR(left, right, 1e-12);
}

TEST(ArchIndex, CutsCellsByAreaAtTheThirds) {
  // One row less under the ball: thirds of 17 rows end inside cells.
  auto picture = footPicture();
  picture.erase(picture.begin() + 4);
  const double third = 17.0 / 3.0;
  const double heel = 6.0 * third;
  const double midfoot = 6.0 * (6.0 - third) + 3.0 * (2.0 * third - 6.0);
  const double all = 36.0 + 18.0 + 40.0;
  ASSERT_LT(heel, 36.0);
  EXPECT_NEAR(valueOf(measured(printOf(picture), onThePlateAxis()), "arch_index"), midfoot / all,
              1e-12);
}

TEST(ArchIndex, ThresholdLeavesLightCellsOut) {
  Footfall step = printOf(footPicture());
  for (std::size_t row = 10; row < 16; ++row) step.pressuresKpa[row * 8 + 4] = 9.0F;
  EXPECT_NEAR(valueOf(measured(step, onThePlateAxis()), "arch_index"), 12.0 / 96.0, 1e-12);
  FootfallMeasureOptions all = onThePlateAxis();
  all.areaThreshold = units::kilopascals(0.0);
  EXPECT_NEAR(valueOf(measured(step, all), "arch_index"), 18.0 / 102.0, 1e-12);
}

TEST(ArchIndex, TheDefaultAxisRunsFromTheHeelToTheSecondToe) {
  const Measurement index = measured(printOf(footPicture())).at("arch_index");
  EXPECT_EQ(index.method.id, "method.arch_index.dynamic");
  Footfall standing = printOf(footPicture());
  standing.trial = TrialKind::Standing;
  EXPECT_EQ(measured(standing).at("arch_index").method.id, "method.arch_index.static");
}

TEST(ArchIndex, AnInterruptedMidfootIsNeverPassedOverInSilence) {
  auto picture = footPicture();
  picture[12] = picture[13] = "........";
  const Measurement index = measured(printOf(picture), onThePlateAxis()).at("arch_index");
  EXPECT_EQ(index.status, Status::LowConfidence);
  EXPECT_EQ(index.reason->id, "PLATE.NO_MIDFOOT_CONTACT");
  for (int row = 10; row < 16; ++row) picture[static_cast<std::size_t>(row)] = "........";
  const Measurement none = measured(printOf(picture), onThePlateAxis()).at("arch_index");
  EXPECT_EQ(none.status, Status::NotValid);
  EXPECT_EQ(none.reason->id, "PLATE.NO_MIDFOOT_CONTACT");
}

TEST(ArchIndex, APrintWithoutToesIsMeasuredWholeAndSaysSo) {
  auto picture = footPicture();
  picture.erase(picture.begin(), picture.begin() + 4);
  const Measurement index = measured(printOf(picture), onThePlateAxis()).at("arch_index");
  EXPECT_NEAR(*index.value, 18.0 / 102.0, 1e-12);
  EXPECT_EQ(index.status, Status::LowConfidence);
  EXPECT_EQ(index.reason->id, "PLATE.TOES_NOT_SEPARATED");
}

// A bar of 12 x 52 cells with a centre of pressure that bends by 15 mm where the line lies.
Footfall bar(Laterality side, double bendMm) {
  const std::vector<std::string> picture(52, std::string(12, '#'));
  Footfall step = printOf(picture, 100.0F, side);
  // Columns 20-31: 100 to 160 mm; rows 10-61: 50 to 310 mm, heel at 310.
  const double lineY = 310.0 - 260.0 * 2.0 / 3.0;
  const double lateral = side == Laterality::Right ? 1.0 : -1.0;
  step.frames = {0, 4};
  const std::vector<float> one = step.pressuresKpa;
  for (int i = 0; i < 4; ++i)
    step.pressuresKpa.insert(step.pressuresKpa.end(), one.begin(), one.end());
  step.forcesN.assign(5, 500.0);
  step.cop = {{0, 130.0, 300.0, true},
              {1, 130.0 + lateral * bendMm, lineY + 40.0, true},
              {2, 130.0 + lateral * bendMm, lineY - 10.0, true},
              {3, 130.0, 60.0, true},
              {4, 130.0, 60.0, false}};
  return step;
}

TEST(Cpei, IsTheExcursionOverTheBreadthAtTwoThirds) {
  for (const Laterality side : kBothSides) {
    for (const double bend : {15.0, 0.0, -9.0}) {
      const Measurement index = measured(bar(side, bend)).at("cpei");
      ASSERT_EQ(index.status, Status::Ok) << index.reason->id;
      EXPECT_NEAR(*index.value, 100.0 * bend / 60.0, 1e-9) << toString(side);
      EXPECT_EQ(index.unit, "%");
      EXPECT_EQ(index.method.id, "method.cpei.first_to_last_cop");
    }
  }
}

TEST(Cpei, NamesTheOtherChord) {
  FootfallMeasureOptions options;
  options.chord = CpeiChord::LongestHullEdge;
  const Measurement index = measured(bar(Laterality::Right, 15.0), options).at("cpei");
  EXPECT_EQ(index.method.id, "method.cpei.longest_hull_edge");
  EXPECT_NEAR(*index.value, 25.0, 1e-9);
}

TEST(Cpei, ACentreOfPressureThatDoesNotRollOverGivesNone) {
  Footfall step = bar(Laterality::Right, 15.0);
  step.cop[2].valid = step.cop[3].valid = step.cop[4].valid = false;
  EXPECT_EQ(measured(step).at("cpei").reason->id, "PLATE.COP_NO_CROSSING");
  step = bar(Laterality::Right, 15.0);
  step.cop[1].yMm = 60.0;  // forth, back and forth again, 15 mm apart
  step.cop[2].yMm = 280.0;
  EXPECT_EQ(measured(step).at("cpei").reason->id, "PLATE.COP_CROSSES_OFTEN");
  step = bar(Laterality::Right, 90.0);
  EXPECT_EQ(measured(step).at("cpei").reason->id, "PLATE.COP_OUTSIDE_PRINT");
}

struct Expected {
  const char* name;
  Status status;
};

void expectStatus(const Footfall& step, const std::vector<Expected>& expected,
                  const std::string& reason) {
  const Measurements measures = measured(step);
  for (const Expected& each : expected) {
    const Measurement& found = measures.at(each.name);
    EXPECT_EQ(found.status, each.status) << each.name;
    ASSERT_TRUE(found.reason) << each.name;
    EXPECT_EQ(found.reason->id, reason) << each.name;
  }
}

constexpr auto kNone = Status::NotValid;

TEST(FootfallMeasures, SensorsInAShoeGiveNoFootprintIndex) {
  Footfall step = bar(Laterality::Right, 15.0);
  step.sensor = SensorKind::InShoe;
  expectStatus(step,
               {{"arch_index", kNone},
                {"modified_arch_index", kNone},
                {"cpei", kNone},
                {"chippaux_smirak_index", kNone},
                {"staheli_index", kNone},
                {"clarke_angle", kNone},
                {"footprint_index", kNone},
                {"foot_progression_angle", kNone},
                {"strike_index", kNone}},
               "PLATE.IN_SHOE");
  EXPECT_EQ(measured(step).at("max_force").status, Status::Ok);
  EXPECT_EQ(measured(step).at("contact_time").status, Status::Ok);
}

TEST(FootfallMeasures, ShoesOnAPlateGiveNoFootprintIndex) {
  Footfall step = bar(Laterality::Right, 15.0);
  step.shod = true;
  expectStatus(step, {{"arch_index", kNone}, {"cpei", kNone}}, "PLATE.SHOD");
  EXPECT_EQ(measured(step).at("max_force").status, Status::Ok);
}

TEST(FootfallMeasures, AnIncompleteStepKeepsItsForceWithLowConfidence) {
  Footfall step = bar(Laterality::Right, 15.0);
  step.complete = false;
  step.incompleteReasons = {"PLATE.STARTS_LOADED"};
  expectStatus(step,
               {{"max_force", Status::LowConfidence},
                {"peak_pressure", Status::LowConfidence},
                {"contact_area", Status::LowConfidence},
                {"contact_time", kNone},
                {"force_time_integral", kNone},
                {"pressure_time_integral", kNone},
                {"footprint_area", kNone},
                {"arch_index", kNone},
                {"cpei", kNone}},
               "PLATE.STARTS_LOADED");
  EXPECT_DOUBLE_EQ(valueOf(measured(step), "max_force"), 500.0);
}

TEST(FootfallMeasures, StandingHasNoTimeAndNoRollOver) {
  Footfall step = bar(Laterality::Right, 15.0);
  step.trial = TrialKind::Standing;
  expectStatus(step,
               {{"contact_time", kNone},
                {"force_time_integral", kNone},
                {"cpei", kNone},
                {"strike_index", kNone}},
               "PLATE.STANDING");
}

TEST(FootfallMeasures, AFileThatContradictsItselfGivesNoPressure) {
  Footfall step = bar(Laterality::Right, 15.0);
  step.forceTrusted = false;
  expectStatus(step,
               {{"max_force", kNone},
                {"peak_pressure", kNone},
                {"force_time_integral", kNone},
                {"cpei", kNone},
                {"modified_arch_index", kNone}},
               "PLATE.IMPORT_MISMATCH_MEASURE");
}

TEST(FootfallMeasures, AClippedSensorLowersConfidence) {
  Footfall step = bar(Laterality::Right, 15.0);
  step.saturated = true;
  expectStatus(step,
               {{"max_force", Status::LowConfidence},
                {"peak_pressure", Status::LowConfidence},
                {"force_time_integral", Status::LowConfidence}},
               "PLATE.SATURATED");
}

TEST(FootProgressionAngle, IsPositiveToeOutOnBothFeet) {
  for (const Laterality side : kBothSides) {
    Footfall step =
        printOf(side == Laterality::Right ? footPicture() : mirrored(footPicture()), 100.0F, side);
    const double straight = valueOf(measured(step, onThePlateAxis()), "foot_progression_angle");
    EXPECT_NEAR(straight, 0.0, 1e-9);
    // The walk goes 10 degrees towards the inner side of the foot: the foot points outwards.
    const double inwards = side == Laterality::Right ? -1.0 : 1.0;
    const double angle = 10.0 * units::kRadiansPerDegree;
    step.progression = plantar::Direction{inwards * std::sin(angle), -std::cos(angle)};
    EXPECT_NEAR(valueOf(measured(step, onThePlateAxis()), "foot_progression_angle"), 10.0, 1e-9);
  }
}

TEST(StrikeIndex, IsTheFirstCentreOfPressureAlongThePrint) {
  const Measurements measures = measured(bar(Laterality::Right, 0.0), onThePlateAxis());
  EXPECT_NEAR(valueOf(measures, "strike_index"), 10.0 / 260.0, 1e-9);
}

TEST(MedialLateralBalance, IsPositiveWhereTheInnerSideCarriesMore) {
  for (const Laterality side : kBothSides) {
    Footfall step = bar(side, 0.0);
    const double even = valueOf(measured(step), "medial_lateral_balance");
    const std::size_t inner = side == Laterality::Right ? 0 : 11;
    for (std::size_t i = inner; i < step.pressuresKpa.size(); i += 12) step.pressuresKpa[i] *= 3.0F;
    EXPECT_GT(valueOf(measured(step), "medial_lateral_balance"), even + 0.1);
  }
}

TEST(RearfootForefootRatio, ComparesTheImpulses) {
  Footfall step = bar(Laterality::Right, 0.0);
  // Rear 27 % of 260 mm: 70.2 mm, rows 48-61 by their centres; front 45 %: rows 10-33 by theirs.
  const double ratio = valueOf(measured(step), "rearfoot_forefoot_ratio");
  EXPECT_NEAR(ratio, 14.0 / 23.0, 1e-9);
}

TEST(FootfallMeasures, MisuseIsAContractViolation) {
  Footfall step = bar(Laterality::Right, 0.0);
  step.forcesN.pop_back();
  EXPECT_ANY_THROW((void)measured(step));
}

}  // namespace
}  // namespace podalign::measure
