#include "podalign/measure/roll_over.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "made_print.hpp"
#include "podalign/measure/footfall_measures.hpp"

namespace podalign {
namespace {

using measure::Measurement;
using measure::Status;
using measure::Zone;
using measure::ZoneCourses;

constexpr std::size_t kFrames = 100;  // of 10 ms
constexpr double kPeriodS = 0.01;

// Zones with 100 kPa and `force` from one frame to before another.
struct Loads {
  ZoneCourses courses;
  Loads() {
    for (measure::ZoneCourse& course : courses) {
      course.forcesN.assign(kFrames, 0.0);
      course.peaksKpa.assign(kFrames, 0.0);
      course.areasMm2.assign(kFrames, 0.0);
    }
  }
  Loads& on(Zone zone, std::size_t from, std::size_t to, double force = 50.0) {
    measure::ZoneCourse& course = courses[static_cast<std::size_t>(zone)];
    for (std::size_t i = from; i < to; ++i) {
      course.peaksKpa[i] = 100.0;
      course.forcesN[i] = force;
    }
    return *this;
  }
};

// Heel 0-60, heads down one after the other from frame 10 (mt5) to 30 (mt1), all to the end.
Loads heelStrike() {
  Loads loads;
  loads.on(Zone::HeelMedial, 0, 60, 90.0).on(Zone::HeelLateral, 0, 55, 30.0);
  return loads.on(Zone::Mt5, 10, 100)
      .on(Zone::Mt4, 15, 100)
      .on(Zone::Mt3, 20, 100)
      .on(Zone::Mt2, 25, 100)
      .on(Zone::Mt1, 30, 100);
}

measure::Measurements rolled(const ZoneCourses& courses,
                             measure::FootfallMeasureOptions options = {}) {
  options.phases = measure::PhaseRules{10.0, 0.03};
  const plantar::Footfall footfall = testing::printOf(testing::footPicture());
  const plantar::Grid grid = testing::gridOf5mm();
  measure::Measurements measures;
  return measure::rollOver({footfall, grid, units::seconds(kPeriodS), measures}, courses, {},
                           options);
}

TEST(RollOver, PhasesByHand) {
  const measure::Measurements measures = rolled(heelStrike().courses);
  EXPECT_NEAR(*measures.at("initial_contact_phase").value, 10.0, 1e-9);
  EXPECT_NEAR(*measures.at("forefoot_contact_phase").value, 20.0, 1e-9);
  EXPECT_NEAR(*measures.at("foot_flat_phase").value, 30.0, 1e-9);
  EXPECT_NEAR(*measures.at("forefoot_push_off_phase").value, 40.0, 1e-9);
  // One frame at both ends, independent of each other.
  EXPECT_NEAR(measures.at("foot_flat_phase").error.processing, std::sqrt(2.0), 1e-9);
  EXPECT_NEAR(*measures.at("medial_lateral_balance.initial_contact").value, 0.5, 1e-9);
  EXPECT_NEAR(*measures.at("medial_lateral_balance.forefoot_push_off").value, -0.2, 1e-9);
}

TEST(RollOver, AGlimpseIsNoContact) {
  Loads loads = heelStrike();
  loads.on(Zone::Mt1, 2, 4);  // 20 ms, the rule asks for 30
  EXPECT_NEAR(*rolled(loads.courses).at("initial_contact_phase").value, 10.0, 1e-9);
  loads.on(Zone::Mt1, 4, 5);
  EXPECT_NEAR(*rolled(loads.courses).at("initial_contact_phase").value, 2.0, 1e-9);
}

void expectRefused(const measure::Measurements& measures, const char* name, const char* reason) {
  const Measurement& measured = measures.at(name);
  EXPECT_EQ(measured.status, Status::NotValid) << name;
  EXPECT_FALSE(measured.value) << name;
  ASSERT_TRUE(measured.reason) << name;
  EXPECT_EQ(measured.reason->id, reason) << name;
}

TEST(RollOver, AForefootStrikeHasNoInitialContact) {
  Loads loads = heelStrike();
  loads.on(Zone::Mt5, 0, 10);
  const measure::Measurements measures = rolled(loads.courses);
  expectRefused(measures, "initial_contact_phase", "PLATE.FOREFOOT_FIRST");
  expectRefused(measures, "medial_lateral_balance.initial_contact", "PLATE.FOREFOOT_FIRST");
  EXPECT_NEAR(*measures.at("forefoot_contact_phase").value, 30.0, 1e-9);
}

TEST(RollOver, AFootThatIsNeverFlatSaysWhy) {
  Loads early;
  early.on(Zone::HeelMedial, 0, 20);
  for (const Zone zone : {Zone::Mt1, Zone::Mt2, Zone::Mt3, Zone::Mt4, Zone::Mt5})
    early.on(zone, 25, 100);
  expectRefused(rolled(early.courses), "foot_flat_phase", "PLATE.NO_FOOT_FLAT");
  Loads apart = heelStrike();
  apart.courses[static_cast<std::size_t>(Zone::Mt1)] =
      measure::ZoneCourse{std::vector<double>(kFrames, 0.0), std::vector<double>(kFrames, 0.0),
                          std::vector<double>(kFrames, 0.0)};
  const measure::Measurements measures = rolled(apart.courses);
  expectRefused(measures, "forefoot_contact_phase", "PLATE.NEVER_ALL_METATARSALS");
  expectRefused(measures, "foot_flat_phase", "PLATE.NEVER_ALL_METATARSALS");
  EXPECT_TRUE(measures.at("forefoot_push_off_phase").value);
}

TEST(RollOver, NothingIsEverLeftOutOrEndless) {
  const measure::Measurements measures = rolled(Loads().courses);
  for (const auto& [name, unit] : measure::rollOverNames({})) {
    ASSERT_TRUE(measures.count(name)) << name;
    expectRefused(measures, name.c_str(), "PLATE.ZONE_NOT_LOADED");
    EXPECT_EQ(measures.at(name).unit, unit) << name;
  }
}

// Thijs et al. 2008: load under MT2 and MT3, and how soon the lateral heel has its peak.
TEST(RollOver, LoadsInBodyWeightWhereTheMassIsKnown) {
  Loads loads = heelStrike();
  loads.on(Zone::HeelLateral, 12, 13, 200.0).on(Zone::Mt2, 70, 71, 140.0);
  measure::Measurements measures = rolled(loads.courses);
  EXPECT_NEAR(*measures.at("lateral_heel_time_to_peak").value, 0.12, 1e-9);
  EXPECT_NEAR(measures.at("lateral_heel_time_to_peak").error.processing, kPeriodS, 1e-9);
  EXPECT_EQ(measures.at("mt2_peak_load").unit, "N");
  EXPECT_NEAR(*measures.at("mt2_peak_load").value, 140.0, 1e-9);
  measure::FootfallMeasureOptions options;
  options.bodyWeight = units::newtons(700.0);
  measures = rolled(loads.courses, options);
  EXPECT_EQ(measures.at("mt2_peak_load").unit, "%BW");
  EXPECT_NEAR(*measures.at("mt2_peak_load").value, 20.0, 1e-9);
}

// A force that rises by 1000 N/s to 500 N, and a centre of pressure at 200 mm/s.
plantar::Footfall ramp() {
  plantar::Footfall footfall = testing::printOf(testing::footPicture());
  const std::vector<float> one = footfall.pressuresKpa;
  footfall.frames = {0, 99};
  footfall.forcesN.clear();
  footfall.cop.clear();
  footfall.pressuresKpa.clear();
  for (int frame = 0; frame < 100; ++frame) {
    footfall.pressuresKpa.insert(footfall.pressuresKpa.end(), one.begin(), one.end());
    footfall.forcesN.push_back(frame <= 50 ? 10.0 * frame : 10.0 * (100 - frame));
    footfall.cop.push_back({frame, 140.0, 250.0 - 2.0 * frame, frame >= 1});
  }
  return footfall;
}

TEST(StepCourse, LoadingRateAndSpeedOfARamp) {
  const measure::Measurements measures =
      measure::measureFootfall(ramp(), testing::gridOf5mm(), units::seconds(kPeriodS));
  EXPECT_NEAR(*measures.at("loading_rate").value, 1000.0, 1e-6);
  EXPECT_EQ(measures.at("loading_rate").status, Status::Ok);
  EXPECT_NEAR(*measures.at("cop_velocity").value, 200.0, 1e-6);
  EXPECT_NEAR(*measures.at("cop_velocity_peak").value, 200.0, 1e-6);
}

TEST(StepCourse, ARateFromTooFewFramesIsDoubtful) {
  plantar::Footfall step = ramp();
  for (std::size_t i = 0; i < step.forcesN.size(); ++i) step.forcesN[i] = i == 0 ? 5.0 : 500.0;
  const measure::Measurements measures =
      measure::measureFootfall(step, testing::gridOf5mm(), units::seconds(kPeriodS));
  EXPECT_EQ(measures.at("loading_rate").status, Status::LowConfidence);
  EXPECT_EQ(measures.at("loading_rate").reason->id, "PLATE.TOO_FEW_FRAMES");
}

}  // namespace
}  // namespace podalign
