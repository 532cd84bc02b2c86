#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <optional>

#include "podalign/geometry/outline.hpp"
#include "podalign/ingest/plate.hpp"
#include "podalign/measure/footfall_measures.hpp"
#include "podalign/measure/footprint_geometry.hpp"
#include "podalign/measure/walk_measures.hpp"
#include "podalign/measure/zones.hpp"
#include "podalign/plantar/footfalls.hpp"
#include "podalign/plantar/resolved_view.hpp"
#include "support/pressure_samples.hpp"

#ifdef PODALIGN_TEST_HAS_ZLIB
#include <zlib.h>
#endif

// Values: recomputed by independent readers and by the R package pressuRe 0.2.7 where it is right;
// forces checked against the vendors' own totals.
namespace podalign {
namespace {

using measure::FootfallMeasureOptions;
using measure::Measurement;
using measure::Measurements;
using measure::Status;
using plantar::Footfall;
using plantar::Recording;

double largest(const Footfall& footfall) {
  return *std::max_element(footfall.forcesN.begin(), footfall.forcesN.end());
}

plantar::FootfallOptions walking() {
  plantar::FootfallOptions options;
  options.trial = plantar::TrialKind::Walking;
  return options;
}

struct RealStep {
  Recording recording;
  Footfall footfall;
  Findings findings;
};

RealStep emedStep(const std::string& bytes) {
  auto read = ingest::readPlate(bytes, "emed_test.lst");
  auto found = plantar::findFootfalls(read->value.front(), walking());
  return {std::move(read->value.front()), std::move(found->value.front()), read->findings};
}

TEST(RealEmedWalk, EveryPrintedForceIsReproduced) {
  PODALIGN_SAMPLE(bytes, "emed_test.lst");
  const auto read = ingest::readPlate(*bytes, "emed_test.lst");
  ASSERT_TRUE(read) << toString(read.error());
  ASSERT_EQ(read->value.size(), 1U);
  const Recording& recording = read->value.front();
  EXPECT_EQ(recording.frames, 106);
  EXPECT_EQ(recording.grid.rows, 95);
  EXPECT_EQ(recording.grid.columns, 64);
  EXPECT_EQ(recording.vendorCheck, plantar::VendorCheck::Verified);
  ASSERT_EQ(read->findings.size(), 1U);
  const Message& verified = read->findings.front().message;
  EXPECT_EQ(verified.id, "PLATE.IMPORT_VERIFIED");
  // 54 rows, 22 columns and the total, on 106 frames; largest difference 0.005 N: the rounding.
  const std::vector<std::pair<std::string, std::string>> values{
      {"frames", "106"}, {"totals", "8162"}, {"max_error", "0.0050 N"}};
  EXPECT_EQ(verified.values, values);
}

TEST(RealEmedWalk, IsOneWholeRightStep) {
  PODALIGN_SAMPLE(bytes, "emed_test.lst");
  const RealStep step = emedStep(*bytes);
  const Footfall& footfall = step.footfall;
  EXPECT_EQ(footfall.side.side, Laterality::Right);
  EXPECT_GT(footfall.side.confidence, 0.9);
  EXPECT_TRUE(footfall.complete);
  EXPECT_EQ(footfall.rowDirection, -1);
  EXPECT_EQ(footfall.frames, (plantar::IndexRange{0, 105}));
  EXPECT_EQ(largest(footfall), 818.625);
  EXPECT_EQ(footfall.forcesN[61], 818.625);
}

TEST(RealEmedWalk, CentreOfPressureInTheTrimmedFrame) {
  PODALIGN_SAMPLE(bytes, "emed_test.lst");
  const RealStep step = emedStep(*bytes);
  // The trimmed frame: x right from the first printed column, y up from the last printed row.
  const double left = step.recording.columns.first * 5.0;
  const double bottom = (step.recording.rows.last + 1) * 5.0;
  const auto& first = step.footfall.cop.front();
  const auto& last = step.footfall.cop.back();
  EXPECT_NEAR(first.xMm - left, 29.172, 0.01);
  EXPECT_NEAR(bottom - first.yMm, 21.601, 0.01);
  EXPECT_TRUE(first.valid);
  EXPECT_NEAR(last.xMm - left, 41.610, 0.01);
  EXPECT_NEAR(bottom - last.yMm, 259.212, 0.01);
  EXPECT_FALSE(last.valid) << "9.1 N lie below the limit";
}

TEST(RealEmedWalk, FirstForcesAndTheCentreOfPressureAtTheLargest) {
  PODALIGN_SAMPLE(bytes, "emed_test.lst");
  const RealStep step = emedStep(*bytes);
  constexpr std::array<double, 5> kFirst{39.625, 123.25, 182.75, 205.75, 217.75};
  for (std::size_t i = 0; i < kFirst.size(); ++i) EXPECT_EQ(step.footfall.forcesN[i], kFirst[i]);
  EXPECT_NEAR(step.footfall.cop[61].xMm, 176.32959230416859, 1e-6);
  EXPECT_NEAR(step.footfall.cop[61].yMm, 300.8814322797374, 1e-6);
}

// The smallest rectangle around every cell that was ever loaded.
TEST(RealEmedWalk, ThePrintAndItsBox) {
  PODALIGN_SAMPLE(bytes, "emed_test.lst");
  const RealStep step = emedStep(*bytes);
  const std::vector<double> image = measure::printImage(step.footfall);
  EXPECT_EQ(std::count_if(image.begin(), image.end(), [](double kpa) { return kpa > 0.0; }), 506);
  const auto print = measure::makeFootprint(step.footfall, step.recording.grid, 0.0);
  ASSERT_TRUE(print);
  const auto box =
      geometry::minimumAreaRectangle(measure::outerCorners(*print, measure::Toes::Included));
  EXPECT_NEAR(box.length, 272.09, 0.005);
  EXPECT_NEAR(box.width, 98.79, 0.005);
}

TEST(RealEmedWalk, LoadingMeasures) {
  PODALIGN_SAMPLE(bytes, "emed_test.lst");
  const RealStep step = emedStep(*bytes);
  const Measurements measures =
      measure::measureFootfall(step.footfall, step.recording.grid, step.recording.framePeriod);
  EXPECT_EQ(measures.at("max_force").value, 818.625);
  EXPECT_EQ(measures.at("peak_pressure").value, 370.0);
  EXPECT_NEAR(*measures.at("force_time_integral").value, 675.58, 0.005);
  EXPECT_NEAR(*measures.at("contact_area").value, 106.5, 1e-9);
  EXPECT_NEAR(*measures.at("footprint_area").value, 126.5, 1e-9);
  EXPECT_NEAR(*measures.at("contact_time").value, 1.06, 1e-9);
}

TEST(RealEmedWalk, ArchIndexOnTheBoxAxisAndOnTheDefaultOne) {
  PODALIGN_SAMPLE(bytes, "emed_test.lst");
  const RealStep step = emedStep(*bytes);
  FootfallMeasureOptions options;
  options.axis = measure::FootprintAxis::MinimumAreaBox;
  options.areaThreshold = units::kilopascals(0.0);
  Measurements measures = measure::measureFootfall(step.footfall, step.recording.grid,
                                                   step.recording.framePeriod, options);
  EXPECT_NEAR(*measures.at("arch_index").value, 0.2367, 0.002);
  EXPECT_NEAR(*measures.at("modified_arch_index").value, 0.085, 0.002);
  EXPECT_NEAR(*measures.at("foot_progression_angle").value, 5.356, 0.001);
  measures =
      measure::measureFootfall(step.footfall, step.recording.grid, step.recording.framePeriod);
  const Measurement& index = measures.at("arch_index");
  EXPECT_EQ(index.status, Status::Ok);
  EXPECT_EQ(index.method.id, "method.arch_index.dynamic");
  // Other axes of this print at this threshold give 0.216 to 0.255.
  EXPECT_GT(*index.value, 0.205);
  EXPECT_LT(*index.value, 0.255);
}

// One real foot spans a good part of "high" to "flat" by definition alone. Another program's toe
// line gives 0.209 (main axis, 30 kPa) to 0.257 (plate axis, 0 kPa).
TEST(RealEmedWalk, TheArchIndexSaysHowFarItGoesOverAxesAndThresholds) {
  PODALIGN_SAMPLE(bytes, "emed_test.lst");
  const RealStep step = emedStep(*bytes);
  FootfallMeasureOptions options;
  options.sensitivity = measure::SensitivityChoices{
      {measure::FootprintAxis::HeelToSecondToe, measure::FootprintAxis::MinimumAreaBox,
       measure::FootprintAxis::Plate, measure::FootprintAxis::PrincipalAxis,
       measure::FootprintAxis::CopChord},
      {0.0, 10.0, 20.0, 30.0}};
  const Measurements measures = measure::measureFootfall(step.footfall, step.recording.grid,
                                                         step.recording.framePeriod, options);
  const auto& range = measures.at("arch_index").sensitivity;
  ASSERT_TRUE(range);
  EXPECT_GE(range->low, 0.209);
  EXPECT_LT(range->low, 0.22);
  EXPECT_GT(range->high, 0.24);
  EXPECT_LE(range->high, 0.257);
  EXPECT_EQ(range->from.size(), 20U);
  for (const char* name : {"modified_arch_index", "chippaux_smirak_index", "staheli_index",
                           "clarke_angle", "footprint_index", "cpei"}) {
    const measure::Measurement& index = measures.at(name);
    ASSERT_TRUE(index.sensitivity) << name;
    EXPECT_LE(index.sensitivity->low, *index.value) << name;
    EXPECT_GE(index.sensitivity->high, *index.value) << name;
    EXPECT_LT(index.sensitivity->low, index.sensitivity->high) << name;
  }
  EXPECT_FALSE(measures.at("max_force").sensitivity);
}

// A peer leaves out cells that a line cuts: its three parts of this step add up to 669.15 N s of
// 675.58. Ours leave nothing out and count nothing twice.
TEST(RealEmedWalk, ZonesLeaveNoCellOut) {
  PODALIGN_SAMPLE(bytes, "emed_test.lst");
  const RealStep step = emedStep(*bytes);
  FootfallMeasureOptions options;
  options.zones = measure::ZoneShares{0.27, 0.55, {0.30, 0.47, 0.64, 0.81}, 0.33};
  Measurements measures;
  const std::vector<measure::StepOfFoot> steps{
      {step.footfall, step.recording.grid, step.recording.framePeriod, measures}};
  measure::measureZones(steps, options);
  double impulse = 0.0;
  double peak = 0.0;
  for (std::size_t zone = 0; zone < measure::kZones; ++zone) {
    const std::string name = std::string("zones.") + toString(static_cast<measure::Zone>(zone));
    ASSERT_TRUE(measures.at(name + ".force_time_integral").value) << name;
    impulse += *measures.at(name + ".force_time_integral").value;
    peak = std::max(peak, *measures.at(name + ".peak_pressure").value);
  }
  EXPECT_NEAR(impulse, 675.58, 0.05);
  EXPECT_DOUBLE_EQ(peak, 370.0);
  // The heel's integral of the peak pressure, which the peer has as 178.6 kPa s.
  EXPECT_NEAR(*measures.at("zones.heel_medial.pressure_time_integral").value, 178.6, 1.0);
}

TEST(RealEmedWalk, CpeiNamesItsChord) {
  PODALIGN_SAMPLE(bytes, "emed_test.lst");
  const RealStep step = emedStep(*bytes);
  const Measurements measures =
      measure::measureFootfall(step.footfall, step.recording.grid, step.recording.framePeriod);
  const Measurement& index = measures.at("cpei");
  EXPECT_EQ(index.status, Status::Ok);
  EXPECT_GE(*index.value, 25.6);
  EXPECT_LE(*index.value, 26.8);
  EXPECT_EQ(index.method.id, "method.cpei.first_to_last_cop");
}

TEST(RealFScanWalk, IsSixLeftStepsOfWhichTheFirstIsCut) {
  PODALIGN_SAMPLE(bytes, "fscan_testL.asf");
  const auto read = ingest::readPlate(*bytes, "fscan_testL.asf");
  ASSERT_TRUE(read) << toString(read.error());
  const Recording& recording = read->value.front();
  EXPECT_EQ(recording.frames, 205);
  EXPECT_EQ(recording.sensor, plantar::SensorKind::InShoe);
  EXPECT_EQ(recording.markedSide, Laterality::Left);
  EXPECT_EQ(std::count(recording.active.begin(), recording.active.end(), 0), 305);
  EXPECT_TRUE(contains(read->findings, "PLATE.IMPORT_VERIFIED"));
  const auto found = plantar::findFootfalls(recording, walking());
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->findings.empty());
  ASSERT_EQ(found->value.size(), 6U);
  const Footfall& first = found->value.front();
  EXPECT_EQ(first.frames.first, 0);
  EXPECT_EQ(first.incompleteReasons, std::vector<std::string>{"PLATE.STARTS_LOADED"});
  EXPECT_NEAR(largest(first), 924.3594416, 1e-6);
  EXPECT_NEAR(first.forcesN[8], 924.3594416, 1e-6);
  for (std::size_t i = 0; i < 6; ++i) {
    EXPECT_EQ(found->value[i].side.side, Laterality::Left);
    EXPECT_EQ(found->value[i].side.source, SideSource::Declared);
    EXPECT_EQ(found->value[i].side.shapeSide, Laterality::Left);
    EXPECT_EQ(found->value[i].complete, i > 0);
    EXPECT_EQ(found->value[i].rowDirection, -1);
  }
}

TEST(RealFScanWalk, ForceAndAreaAreNotDoubled) {
  PODALIGN_SAMPLE(bytes, "fscan_testL.asf");
  const auto read = ingest::readPlate(*bytes, "fscan_testL.asf");
  const Recording& recording = read->value.front();
  const auto found = plantar::findFootfalls(recording, walking());
  double area = 0.0;
  std::vector<Measurements> all;
  for (const Footfall& footfall : found->value) {
    all.push_back(measure::measureFootfall(footfall, recording.grid, recording.framePeriod));
    area = std::max(area, *all.back().at("contact_area").value);
    for (const char* name : {"arch_index", "modified_arch_index", "cpei", "chippaux_smirak_index",
                             "staheli_index", "clarke_angle", "footprint_index"}) {
      EXPECT_EQ(all.back().at(name).status, Status::NotValid) << name;
      EXPECT_EQ(all.back().at(name).reason->id, "PLATE.IN_SHOE") << name;
    }
  }
  EXPECT_NEAR(area, 99.10, 0.005);
  const Measurement& force = all.front().at("max_force");
  EXPECT_NEAR(*force.value, 924.36, 0.005);
  EXPECT_EQ(force.status, Status::LowConfidence);
  EXPECT_EQ(force.reason->id, "PLATE.STARTS_LOADED");
  EXPECT_EQ(all.front().at("contact_time").status, Status::NotValid);
}

// 471 cells of this sensor were ever loaded (the R package says 942).
TEST(RealFScanWalk, CountsEveryLoadedCellOnce) {
  PODALIGN_SAMPLE(bytes, "fscan_testL.asf");
  const auto read = ingest::readPlate(*bytes, "fscan_testL.asf");
  const Recording& recording = read->value.front();
  int loaded = 0;
  for (std::size_t cell = 0; cell < recording.windowCells(); ++cell) {
    bool ever = false;
    for (int frame = 0; frame < recording.frames && !ever; ++frame)
      ever = recording.frame(frame)[cell] > 0.0F;
    loaded += ever ? 1 : 0;
  }
  EXPECT_EQ(loaded, 471);
}

// An old binary workbook of one selected foot.
TEST(RealRollOff, IsOneWholeRightStep) {
  PODALIGN_SAMPLE(bytes, "footscan_test.xls");
  const auto read = ingest::readPlate(*bytes, "footscan_test.xls");
  ASSERT_TRUE(read) << toString(read.error());
  ASSERT_EQ(read->value.size(), 1U);
  const Recording& recording = read->value.front();
  EXPECT_EQ(recording.frames, 329);
  EXPECT_DOUBLE_EQ(units::inSeconds(recording.framePeriod), 0.002);
  EXPECT_EQ(recording.markedSide, Laterality::Right);
  EXPECT_GE(recording.rows.first, 6);
  EXPECT_LE(recording.rows.last, 6 + 38 - 1);
  EXPECT_GE(recording.columns.first, 40);
  EXPECT_LE(recording.columns.last, 40 + 20 - 1);
  int loaded = 0;
  for (std::size_t cell = 0; cell < recording.windowCells(); ++cell) {
    int frame = 0;
    while (frame < recording.frames && !(recording.frame(frame)[cell] > 0.0F)) ++frame;
    loaded += frame < recording.frames ? 1 : 0;
  }
  EXPECT_EQ(loaded, 387);
  const auto found = plantar::findFootfalls(recording, walking());
  ASSERT_TRUE(found) << toString(found.error());
  ASSERT_EQ(found->value.size(), 1U);
  const Footfall& step = found->value.front();
  EXPECT_EQ(step.side.side, Laterality::Right);
  EXPECT_EQ(step.side.shapeSide, Laterality::Right);
  EXPECT_TRUE(step.complete);
  EXPECT_EQ(step.rowDirection, 1);
  EXPECT_NEAR(largest(step), 735.3, 1e-3);
  const Measurements measures =
      measure::measureFootfall(step, recording.grid, recording.framePeriod);
  EXPECT_NEAR(*measures.at("peak_pressure").value, 583.83, 0.005);
  EXPECT_NEAR(*measures.at("contact_area").value, 96.00, 0.005);
  // Empty frames at the end have no centre of pressure: a peer fails on them.
  for (const char* name : {"arch_index", "cpei", "foot_progression_angle"}) {
    ASSERT_TRUE(measures.at(name).value) << name;
    EXPECT_TRUE(std::isfinite(*measures.at(name).value)) << name;
  }
}

// Maxima over time of one print: shape, and neither force nor time.
TEST(RealPedcadPrint, GivesTheShapeOfThePrintAlone) {
  PODALIGN_SAMPLE(bytes, "MDwalk2.apd");
  const auto read = ingest::readPlate(*bytes, "MDwalk2.apd");
  ASSERT_TRUE(read) << toString(read.error());
  const Recording& recording = read->value.front();
  EXPECT_TRUE(recording.peakImage);
  EXPECT_EQ(recording.grid.rows, 353);
  EXPECT_EQ(recording.grid.columns, 64);
  EXPECT_EQ(recording.rows, (plantar::IndexRange{233, 264}));
  EXPECT_EQ(recording.columns, (plantar::IndexRange{8, 22}));
  EXPECT_EQ(std::count_if(recording.pressuresKpa.begin(), recording.pressuresKpa.end(),
                          [](float kpa) { return kpa > 0.0F; }),
            244);
  EXPECT_FLOAT_EQ(*std::max_element(recording.pressuresKpa.begin(), recording.pressuresKpa.end()),
                  365.0F);
  const auto found = plantar::findFootfalls(recording, walking());
  ASSERT_TRUE(found) << toString(found.error());
  ASSERT_EQ(found->value.size(), 1U);
  const Footfall& print = found->value.front();
  EXPECT_TRUE(print.complete);
  EXPECT_EQ(print.rowDirection, 1);
  EXPECT_TRUE(contains(found->findings, "PLATE.SIDE_UNSURE"));
  const Measurements measures = measure::measureFootfall(
      print, plantar::gridWithView(recording, found->value), recording.framePeriod);
  EXPECT_NEAR(*measures.at("peak_pressure").value, 365.0, 1e-3);
  EXPECT_TRUE(measures.at("arch_index").value);
  for (const char* name : {"max_force", "contact_time", "force_time_integral", "contact_area",
                           "pressure_time_integral", "cpei", "strike_index",
                           "medial_lateral_balance", "rearfoot_forefoot_ratio"}) {
    ASSERT_EQ(measures.at(name).status, Status::NotValid) << name;
    EXPECT_EQ(measures.at(name).reason->id, "PLATE.PEAK_IMAGE") << name;
  }
}

// The same print, once stated as a left and once as a right foot, is measured alike: its inner side
// is where the print shows it.
TEST(RealPedcadPrint, TheStatedSideSettlesTheView) {
  PODALIGN_SAMPLE(bytes, "MDwalk2.apd");
  const auto read = ingest::readPlate(*bytes, "MDwalk2.apd");
  const Recording& recording = read->value.front();
  std::vector<Measurements> both;
  for (const Laterality side : kBothSides) {
    plantar::FootfallOptions options = walking();
    options.declaredSide = side;
    const auto found = plantar::findFootfalls(recording, options);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->value.front().side.side, side);
    both.push_back(measure::measureFootfall(found->value.front(),
                                            plantar::gridWithView(recording, found->value),
                                            recording.framePeriod));
  }
  for (const char* name : {"arch_index", "clarke_angle", "footprint_index", "staheli_index"}) {
    ASSERT_TRUE(both[0].at(name).value && both[1].at(name).value) << name;
    EXPECT_NEAR(*both[0].at(name).value, *both[1].at(name).value, 1e-9) << name;
  }
}

#ifdef PODALIGN_TEST_HAS_ZLIB

// The text in the only entry of a zip file (local header, deflated or stored).
std::string unzipped(const std::string& zip) {
  const auto number = [&](std::size_t at, int bytes) {
    std::size_t value = 0;
    for (int i = bytes - 1; i >= 0; --i)
      value = value * 256 + static_cast<unsigned char>(zip[at + static_cast<std::size_t>(i)]);
    return value;
  };
  const std::size_t entry = zip.find("PK\x01\x02");  // the directory holds the true sizes
  const std::size_t packed = number(entry + 20, 4);
  std::string text(number(entry + 24, 4), '\0');
  const std::size_t local = number(entry + 42, 4);
  const std::size_t data = local + 30 + number(local + 26, 2) + number(local + 28, 2);
  if (number(entry + 10, 2) == 0) return zip.substr(data, packed);
  std::string input = zip.substr(data, packed);
  z_stream stream{};
  inflateInit2(&stream, -MAX_WBITS);
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(packed);
  stream.next_out = reinterpret_cast<Bytef*>(text.data());
  stream.avail_out = static_cast<uInt>(text.size());
  inflate(&stream, Z_FINISH);
  inflateEnd(&stream);
  return text;
}

struct ExpectedStep {
  plantar::IndexRange rows, columns, frames;
  double forceN;
  Laterality side;
  bool complete;
  double peakKpa, impulseNs;
};

void expectSteps(const std::string& zip, int direction, const std::vector<ExpectedStep>& expected) {
  const auto read = ingest::readPlate(unzipped(zip), "walk");
  ASSERT_TRUE(read) << toString(read.error());
  const Recording& recording = read->value.front();
  EXPECT_EQ(recording.format, "rsscan-plate");
  EXPECT_EQ(recording.grid.rows, 256);
  EXPECT_EQ(recording.grid.columns, 63);
  ASSERT_EQ(recording.frames, 249);
  EXPECT_NEAR(units::inSeconds(recording.framePeriod), 0.0079365, 1e-6);
  const auto found = plantar::findFootfalls(recording, walking());
  ASSERT_TRUE(found) << toString(found.error());
  EXPECT_TRUE(found->findings.empty());
  ASSERT_EQ(found->value.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const Footfall& step = found->value[i];
    EXPECT_EQ(step.rows, expected[i].rows) << i;
    EXPECT_EQ(step.columns, expected[i].columns) << i;
    EXPECT_EQ(step.frames, expected[i].frames) << i;
    EXPECT_NEAR(largest(step), expected[i].forceN, 0.01) << i;
    EXPECT_EQ(step.side.side, expected[i].side) << i;
    EXPECT_EQ(step.complete, expected[i].complete) << i;
    EXPECT_EQ(step.rowDirection, direction) << i;
    const float peak = *std::max_element(step.pressuresKpa.begin(), step.pressuresKpa.end());
    EXPECT_NEAR(static_cast<double>(peak), expected[i].peakKpa, 1e-3) << i;
    double impulse = 0.0;
    for (const double force : step.forcesN)
      impulse += force * units::inSeconds(recording.framePeriod);
    // The list counts every lit cell; those that light up by themselves for a moment are left out
    // here: a few of some tenths of a newton in each of eighty frames.
    EXPECT_NEAR(impulse, expected[i].impulseNs, 0.1) << i;
    EXPECT_LE(impulse, expected[i].impulseNs) << i;
  }
}

TEST(RealPlateWalk, UpTheRows) {
  PODALIGN_SAMPLE(zip, "rsscan_walk_1.zip");
  expectSteps(
      *zip, 1,
      {{{0, 31}, {15, 32}, {0, 73}, 947.8, Laterality::Left, false, 847.335, 378.675},
       {{86, 117}, {33, 50}, {58, 134}, 1018.5, Laterality::Right, true, 762.085, 389.525},
       {{175, 206}, {12, 29}, {121, 200}, 810.3, Laterality::Left, true, 651.001, 338.960}});
}

TEST(RealPlateWalk, DownTheRows) {
  PODALIGN_SAMPLE(zip, "rsscan_walk_3.zip");
  expectSteps(*zip, -1,
              {{{209, 240}, {9, 29}, {0, 77}, 668.9, Laterality::Right, false, 609.668, 265.676},
               {{146, 177}, {45, 62}, {61, 151}, 1019.9, Laterality::Left, false, 718.168, 529.574},
               {{72, 104}, {18, 38}, {133, 219}, 869.9, Laterality::Right, true, 643.251, 387.020},
               {{13, 43}, {46, 62}, {201, 248}, 927.1, Laterality::Left, false, 718.168, 269.295}});
}

// The archive is unpacked by the reader itself; walks pack more than a hundredfold.
TEST(RealArchive, ReadsAsItsContents) {
  for (const char* name : {"rsscan_walk_1.zip", "RawDataGaitAnalysis.txt.zip"}) {
    PODALIGN_SAMPLE(zip, name);
    const auto packed = ingest::readPlate(*zip, name);
    const auto plain = ingest::readPlate(unzipped(*zip), name);
    ASSERT_TRUE(packed && plain) << name << (packed ? "" : toString(packed.error()));
    EXPECT_EQ(packed->value.front().pressuresKpa, plain->value.front().pressuresKpa) << name;
    EXPECT_EQ(packed->value.front().rows, plain->value.front().rows) << name;
  }
}

// Mean peak pressures of 104 healthy feet: whole numbers, 63 x 27, nothing said of them.
TEST(RealTemplate, IsReadOnlyAsStated) {
  PODALIGN_SAMPLE(zip, "MUN104.csv.zip");
  EXPECT_FALSE(ingest::readPlate(*zip, "MUN104.csv.zip")) << "a left and a right one";
  const std::string text = unzipped(*zip);  // the first of the two
  EXPECT_FALSE(ingest::readPlate(text, "MUN104L.csv"));
  ingest::PlateReadOptions options;
  options.matrix = {
      .columnSpacingMm = 5.0, .rowSpacingMm = 5.0, .rateHz = std::nullopt, .unit = "kPa"};
  const auto read = ingest::readPlate(text, "MUN104L.csv", options);
  ASSERT_TRUE(read) << toString(read.error());
  const Recording& recording = read->value.front();
  EXPECT_EQ(recording.grid.rows, 63);
  EXPECT_EQ(recording.grid.columns, 27);
  EXPECT_TRUE(recording.peakImage);
  const auto found = plantar::findFootfalls(recording, walking());
  ASSERT_TRUE(found) << toString(found.error());
  ASSERT_EQ(found->value.size(), 1U);
  EXPECT_EQ(found->value.front().rowDirection, 1) << "row 0 lies at the heel";
}

TEST(RealTreadmillWalk, EveryForceOfTheVendorIsReproduced) {
  PODALIGN_SAMPLE(zip, "RawDataGaitAnalysis.txt.zip");
  const auto read = ingest::readPlate(unzipped(*zip), "gait.txt");
  ASSERT_TRUE(read) << toString(read.error());
  const Recording& recording = read->value.front();
  EXPECT_EQ(recording.format, "zebris-raw");
  EXPECT_EQ(recording.frames, 1472);
  EXPECT_EQ(recording.grid.columns, 128);
  EXPECT_EQ(recording.grid.rows, 56);
  EXPECT_DOUBLE_EQ(units::inSeconds(recording.framePeriod), 0.01);
  EXPECT_EQ(recording.vendorCheck, plantar::VendorCheck::Verified);
  ASSERT_EQ(read->findings.size(), 1U);
  EXPECT_EQ(read->findings.front().message.id, "PLATE.IMPORT_VERIFIED");
  double largestN = 0.0;
  for (int frame = 0; frame < recording.frames; ++frame) {
    double kpa = 0.0;
    for (std::size_t cell = 0; cell < recording.windowCells(); ++cell) {
      kpa += static_cast<double>(recording.frame(frame)[cell]);
    }
    largestN = std::max(largestN, kpa * recording.grid.cellAreaMm2 / 1000.0);
  }
  EXPECT_NEAR(largestN, 696.856545, 1e-3);
}

// The vendor's own force of each foot, frame by frame: columns 3 and 4 of the force table.
std::vector<std::array<double, 2>> vendorForces(const std::string& text) {
  std::vector<std::array<double, 2>> forces;
  std::size_t at = text.find("Calibr");
  while (forces.size() < 1472) {
    at = text.find('\n', at) + 1;
    if (std::isdigit(static_cast<unsigned char>(text[at])) == 0) continue;
    double time = 0.0;
    double way = 0.0;
    std::array<double, 2> feet{};
    if (std::sscanf(text.substr(at, 80).c_str(), "%lf\t%lf\t%lf\t%lf", &time, &way, feet.data(),
                    feet.data() + 1) == 4) {
      forces.push_back(feet);
    }
  }
  return forces;
}

// Where the vendor's table has recognised a foot, its force and ours differ by the rounding of the
// cell's printed size alone.
TEST(RealTreadmillWalk, ForcesAreTheVendorsWithinTheRoundingOfACell) {
  PODALIGN_SAMPLE(zip, "RawDataGaitAnalysis.txt.zip");
  const std::string text = unzipped(*zip);
  const auto read = ingest::readPlate(text, "gait.txt");
  ASSERT_TRUE(read) << toString(read.error());
  const Recording& recording = read->value.front();
  const auto vendor = vendorForces(text);
  std::vector<double> ratios;
  for (int frame = 0; frame < recording.frames; ++frame) {
    double kpa = 0.0;
    for (std::size_t cell = 0; cell < recording.windowCells(); ++cell)
      kpa += static_cast<double>(recording.frame(frame)[cell]);
    const auto& feet = vendor[static_cast<std::size_t>(frame)];
    const double ratio =
        kpa * recording.grid.cellAreaMm2 / 1000.0 / std::max(feet[0] + feet[1], 1e-9);
    if (std::abs(ratio - 1.0) < 0.001) ratios.push_back(ratio);
  }
  EXPECT_GE(ratios.size(), 1299U);
  EXPECT_GT(*std::min_element(ratios.begin(), ratios.end()), 0.99937);
  EXPECT_LT(*std::max_element(ratios.begin(), ratios.end()), 0.99997);
}

TEST(RealTreadmillWalk, EveryStepStandsOnItsBeltAndHasTheVendorsSideAndForce) {
  PODALIGN_SAMPLE(zip, "RawDataGaitAnalysis.txt.zip");
  const std::string text = unzipped(*zip);
  const auto read = ingest::readPlate(text, "gait.txt");
  ASSERT_TRUE(read) << toString(read.error());
  const Recording& recording = read->value.front();
  ASSERT_EQ(recording.beltWayMm.size(), 1472U);
  // 4 km/h over 14.71 s.
  EXPECT_NEAR(recording.beltWayMm.back() - recording.beltWayMm.front(), 4000.0 / 3.6 * 14.71, 80.0);
  const auto found = plantar::findFootfalls(recording, walking());
  ASSERT_TRUE(found) << toString(found.error());
  EXPECT_TRUE(found->findings.empty());
  ASSERT_EQ(found->value.size(), 27U);
  const auto vendor = vendorForces(text);
  double worstN = 0.0;
  int compared = 0;
  for (std::size_t i = 0; i < found->value.size(); ++i) {
    const Footfall& step = found->value[i];
    EXPECT_EQ(step.side.side, i % 2 == 0 ? Laterality::Right : Laterality::Left) << i;
    EXPECT_TRUE(step.onBelt);
    EXPECT_GT(step.heelToToe.x, 0.95);
    ASSERT_TRUE(step.progression);
    EXPECT_GT(step.progression->x, 0.99);
    // 0.68 s, as this person walks at this speed; the first and the last are cut.
    if (i > 0 && i < 26) {
      EXPECT_NEAR(step.frames.count(), 68, 6) << i;
    }
    EXPECT_LE(step.columns.count() * 8.47, 265.0) << i;
    const std::size_t foot = step.side.side == Laterality::Left ? 0 : 1;
    for (int k = 0; k < step.frames.count(); ++k) {
      const double printed = vendor[static_cast<std::size_t>(step.frames.first + k)][foot];
      if (printed < 20.0) continue;  // before the software has recognised the foot
      const double foundN = step.forcesN[static_cast<std::size_t>(k)];
      worstN = std::max(worstN, std::abs(foundN - printed));
      ++compared;
    }
  }
  EXPECT_GT(compared, 1500);
  EXPECT_LT(worstN, 1.0);
}

TEST(RealTreadmillWalk, SpeedAndTimesAreThoseOfTheTreadmill) {
  PODALIGN_SAMPLE(zip, "RawDataGaitAnalysis.txt.zip");
  const auto read = ingest::readPlate(unzipped(*zip), "gait.txt");
  ASSERT_TRUE(read) << toString(read.error());
  const Recording& recording = read->value.front();
  const auto found = plantar::findFootfalls(recording, walking());
  ASSERT_TRUE(found);
  std::vector<Measurements> steps;
  for (const Footfall& step : found->value)
    steps.push_back(measure::measureFootfall(step, recording.grid, recording.framePeriod));
  const auto walks =
      measure::measureWalks(found->value, steps, recording.grid, recording.framePeriod);
  ASSERT_EQ(walks.size(), 1U);
  const Measurements& walk = walks.front().measures;
  EXPECT_NEAR(*walk.at("walking_speed").value, 4.0 / 3.6, 0.01);  // "4 km/h" in the file's name
  // From the vendor's own first contacts: left at frames 38 and 1386, twelve strides.
  EXPECT_NEAR(*walk.at("stride_time").value, (1386 - 38) * 0.01 / 12.0, 0.005);
  EXPECT_NEAR(*walk.at("stride_length").value, *walk.at("stride_time").value * 4000.0 / 3.6, 10.0);
  EXPECT_GT(*walk.at("step_width").value, 0.0);
  for (const Laterality side : kBothSides) {
    const Measurements& foot = walks.front().feet[side];
    EXPECT_EQ(foot.at("stance_time").spread->steps, side == Laterality::Left ? 13U : 12U);
    ASSERT_TRUE(walks.front().typical[side]);
    EXPECT_TRUE(found->value[*walks.front().typical[side]].complete);
  }
}

// How fast the rear edge of the heel moves in the first third of the stance, mm/s: mean over whole
// steps of the slope of a line through the edge.
double heelDrift(const Recording& recording) {
  const auto found = plantar::findFootfalls(recording, walking());
  double sum = 0.0;
  int steps = 0;
  for (const Footfall& step : found->value) {
    if (step.frames.count() < 60 || step.frames.count() > 76) continue;
    double n = 0.0, t = 0.0, x = 0.0, tt = 0.0, tx = 0.0;
    for (int frame = step.frames.count() / 10; frame < step.frames.count() / 3; ++frame) {
      int rear = step.columns.count();
      for (int row = 0; row < step.rows.count(); ++row) {
        for (int column = 0; column < rear; ++column) {
          if (step.frame(frame)[row * step.columns.count() + column] > 30.0F) rear = column;
        }
      }
      const double time = frame * 0.01;
      const double edge = rear * 8.47;
      n += 1.0, t += time, x += edge, tt += time * time, tx += time * edge;
    }
    sum += (n * tx - t * x) / (n * tt - t * t);
    ++steps;
  }
  return sum / steps;
}

// The sign and the speed of the belt: with the way as printed a heel on the ground stays where it
// is; any other way moves it.
TEST(RealTreadmillWalk, AHeelStaysPutWithTheWayThatIsPrinted) {
  PODALIGN_SAMPLE(zip, "RawDataGaitAnalysis.txt.zip");
  auto read = ingest::readPlate(unzipped(*zip), "gait.txt");
  ASSERT_TRUE(read) << toString(read.error());
  Recording& recording = read->value.front();
  const std::vector<double> way = recording.beltWayMm;
  const auto driftAt = [&](double factor) {
    for (std::size_t i = 0; i < way.size(); ++i) recording.beltWayMm[i] = factor * way[i];
    return heelDrift(recording);
  };
  const double speed = (way.back() - way.front()) / 14.71;
  EXPECT_NEAR(driftAt(1.0), 0.0, 0.05 * speed);
  EXPECT_NEAR(driftAt(0.9), -0.1 * speed, 0.05 * speed);
  EXPECT_NEAR(driftAt(1.1), 0.1 * speed, 0.05 * speed);
  EXPECT_LT(driftAt(-1.0), -1.5 * speed);
}

#endif

}  // namespace
}  // namespace podalign
