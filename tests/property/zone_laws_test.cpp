#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "podalign/measure/zones.hpp"
#include "support/phantom_walk.hpp"

// What holds of the zones of every print: they share it out without rest, a mirrored print has
// mirrored zones, a turned one the same, and the parts of a foot lie in the zones named after them.
namespace podalign {
namespace {

using measure::StepOfFoot;
using measure::Zone;

measure::FootfallMeasureOptions withZones() {
  measure::FootfallMeasureOptions options;
  options.zones = measure::ZoneShares{0.27, 0.55, {0.30, 0.47, 0.64, 0.81}, 0.33};
  return options;
}

struct Walked {
  plantar::Recording recording;
  plantar::Footfall step;
  measure::Measurements measures;
  phantom::Landing landing;
};

Walked walked(const phantom::FittedStep& foot, const testing::SensorFaults& faults,
              phantom::Landing landing = {423.1, 162.4, 0.0}) {
  phantom::Plate plate;
  testing::SensorFaults all = faults;
  all.emptyFrames = 2;
  Walked walk;
  walk.landing = landing;
  walk.recording = testing::recordingOf(phantom::makeWalk({foot}, {landing}, plate).recording, all);
  plantar::FootfallOptions options;
  options.trial = plantar::TrialKind::Walking;
  auto found = plantar::findFootfalls(walk.recording, options);
  walk.step = std::move(found->value.front());
  return walk;
}

void measureZonesOf(std::vector<Walked>& walks) {
  std::vector<StepOfFoot> steps;
  for (Walked& walk : walks) {
    steps.push_back({walk.step, walk.recording.grid, walk.recording.framePeriod, walk.measures});
  }
  measure::measureZones(steps, withZones());
}

std::vector<phantom::FittedStep> feet(int count) {
  std::mt19937 random(77);
  std::vector<phantom::FittedStep> all;
  for (int i = 0; i < count; ++i) all.push_back(phantom::fitStep(testing::randomStep(random)));
  return all;
}

measure::ZoneMask maskOf(Walked& walk) {
  const std::vector<StepOfFoot> steps{
      {walk.step, walk.recording.grid, walk.recording.framePeriod, walk.measures}};
  const auto lines = measure::findZoneLines(steps, walk.step.side.side, withZones());
  return *measure::maskOf(walk.step, walk.recording.grid, *lines);
}

TEST(ZoneLaws, ForcesOfTheZonesAddUpInEveryFrame) {
  for (const phantom::FittedStep& foot : feet(4)) {
    Walked walk = walked(foot, {true, 2, false, 0, 3});
    const measure::ZoneMask mask = maskOf(walk);
    const measure::ZoneCourses courses = coursesOf(walk.step, walk.recording.grid, mask);
    for (std::size_t frame = 0; frame < walk.step.forcesN.size(); ++frame) {
      double sum = 0.0;
      for (const measure::ZoneCourse& course : courses) sum += course.forcesN[frame];
      ASSERT_NEAR(sum, walk.step.forcesN[frame], 1e-6) << frame;
    }
    std::map<std::size_t, double> shares;
    std::map<std::size_t, int> owners;
    for (const measure::ZoneCell& cell : mask.cells) {
      shares[cell.cell] += cell.share;
      owners[cell.cell] += cell.most ? 1 : 0;
    }
    for (const auto& [cell, share] : shares) ASSERT_NEAR(share, 1.0, 1e-12);
    for (const auto& [cell, zones] : owners) ASSERT_EQ(zones, 1);
  }
}

void expectSame(const measure::Measurements& one, const measure::Measurements& other) {
  ASSERT_EQ(one.size(), other.size());
  for (const auto& [name, measured] : one) {
    const measure::Measurement& twin = other.at(name);
    ASSERT_EQ(measured.value.has_value(), twin.value.has_value()) << name;
    if (!measured.value) continue;
    EXPECT_NEAR(*measured.value, *twin.value, 1e-6 * std::abs(*measured.value) + 1e-9) << name;
    EXPECT_NEAR(measured.error.processing, twin.error.processing, 1e-6 + 1e-6 * *measured.value);
    EXPECT_NEAR(*measured.confidence, *twin.confidence, 1e-9) << name;
  }
}

Walked mirrored(Walked walk) {
  plantar::Recording& recording = walk.recording;
  const int columns = recording.columns.count();
  for (auto row = recording.pressuresKpa.begin(); row != recording.pressuresKpa.end();
       row += columns) {
    std::reverse(row, row + columns);
  }
  plantar::FootfallOptions options;
  options.trial = plantar::TrialKind::Walking;
  walk.step = plantar::findFootfalls(recording, options)->value.front();
  return walk;
}

TEST(ZoneLaws, AMirroredPrintHasMirroredZones) {
  for (const phantom::FittedStep& foot : feet(4)) {
    std::vector<Walked> one{walked(foot, {true, 1, false, 0, 5})};
    std::vector<Walked> other{mirrored(one.front())};
    ASSERT_NE(one.front().step.side.side, other.front().step.side.side);
    measureZonesOf(one);
    measureZonesOf(other);
    expectSame(one.front().measures, other.front().measures);
  }
}

TEST(ZoneLaws, APrintTurnedRoundHasTheSameZones) {
  for (const phantom::FittedStep& foot : feet(4)) {
    std::vector<Walked> one{walked(foot, {false, 0, false, 0, 5})};
    std::vector<Walked> other{walked(foot, {false, 0, true, 0, 5})};
    measureZonesOf(one);
    measureZonesOf(other);
    expectSame(one.front().measures, other.front().measures);
  }
}

// The zone that has most of the cell at a point of the foot.
Zone zoneUnder(const Walked& walk, const measure::ZoneMask& mask, const phantom::FittedStep& foot,
               const Eigen::Vector2d& p_in_foot) {
  constexpr double kRadians = 3.14159265358979323846 / 180.0;
  const bool left = foot.step.side == phantom::Side::Left;
  const double turn = (left ? 1.0 : -1.0) * foot.step.toeOutDeg * kRadians;
  const double side = left ? -p_in_foot.y() : p_in_foot.y();
  const double forward = std::cos(turn) * p_in_foot.x() - std::sin(turn) * side;
  const double across = std::sin(turn) * p_in_foot.x() + std::cos(turn) * side;
  const int row = static_cast<int>((walk.landing.heelRowMm - forward) / 5.0);
  const int column = static_cast<int>((walk.landing.heelColumnMm - across) / 5.0);
  const auto cell = static_cast<std::size_t>(
      (row - walk.step.rows.first) * walk.step.columns.count() + column - walk.step.columns.first);
  for (const measure::ZoneCell& part : mask.cells) {
    if (part.cell == cell && part.most) return part.zone;
  }
  ADD_FAILURE() << "no load under the middle of a part of the foot";
  return Zone::Midfoot;
}

// The phantom presses with a heel, a lateral column, five metatarsal heads and five toes.
TEST(ZoneLaws, PartsOfTheFootLieInTheirZones) {
  constexpr std::array<Zone, 12> kExpected{
      Zone::HeelMedial, Zone::Midfoot, Zone::Mt5,  Zone::Mt4,  Zone::Mt3,  Zone::Mt2,
      Zone::Mt1,        Zone::Hallux,  Zone::Toes, Zone::Toes, Zone::Toes, Zone::Toes};
  for (const phantom::FittedStep& foot : feet(6)) {
    Walked walk = walked(foot, {});
    ASSERT_EQ(walk.step.side.side, testing::sideOf(foot.step.side));
    const measure::ZoneMask mask = maskOf(walk);
    const auto& parts = foot.footprint.zones();
    ASSERT_EQ(parts.size(), kExpected.size());
    for (std::size_t i = 1; i < parts.size(); ++i) {
      EXPECT_EQ(toString(zoneUnder(walk, mask, foot, parts[i].centre_in_foot)),
                std::string(toString(kExpected[i])))
          << "part " << i;
    }
    const Eigen::Vector2d inner(0.0, 0.4 * parts[0].radii.y());
    EXPECT_EQ(zoneUnder(walk, mask, foot, parts[0].centre_in_foot + inner), Zone::HeelMedial);
    EXPECT_EQ(zoneUnder(walk, mask, foot, parts[0].centre_in_foot - inner), Zone::HeelLateral);
  }
}

TEST(ZoneLaws, StepsOfAFootShareTheirLines) {
  const phantom::FittedStep foot = feet(1).front();
  std::vector<Walked> walks{walked(foot, {true, 0, false, 0, 1}),
                            walked(foot, {true, 0, true, 0, 2}, {426.0, 158.0, 0.0}),
                            walked(foot, {true, 2, false, 0, 3}, {421.7, 166.6, 0.0})};
  measureZonesOf(walks);
  for (const Walked& walk : walks) {
    const measure::Measurement& force = walk.measures.at("zones.mt2.max_force");
    ASSERT_TRUE(force.value);
    const auto lines = std::find_if(force.method.values.begin(), force.method.values.end(),
                                    [](const auto& value) { return value.first == "lines_of"; });
    ASSERT_NE(lines, force.method.values.end());
    EXPECT_EQ(lines->second, "3");
    // The same foot in another place on the cells, within what the lines are known to.
    EXPECT_NEAR(*force.value, *walks.front().measures.at("zones.mt2.max_force").value,
                2.0 * force.error.processing);
  }
}

// A peer's centre of pressure and indices become NaN when empty frames follow the step.
TEST(ZoneLaws, EmptyFramesBeforeAndAfterChangeNothing) {
  const phantom::FittedStep foot = feet(1).front();
  const phantom::Walk made = phantom::makeWalk({foot}, {{423.1, 162.4, 0.0}}, phantom::Plate{});
  measure::Measurements first;
  for (const int empty : {1, 40}) {
    const plantar::Recording recording =
        testing::recordingOf(made.recording, {false, 0, false, empty, 1});
    plantar::FootfallOptions options;
    options.trial = plantar::TrialKind::Walking;
    const plantar::Footfall step = plantar::findFootfalls(recording, options)->value.front();
    measure::Measurements measures =
        measure::measureFootfall(step, recording.grid, recording.framePeriod, withZones());
    const std::vector<StepOfFoot> steps{{step, recording.grid, recording.framePeriod, measures}};
    measure::measureZones(steps, withZones());
    if (first.empty()) first = measures;
    ASSERT_EQ(measures.size(), first.size());
    for (const auto& [name, measured] : measures) {
      EXPECT_EQ(measured.value, first.at(name).value) << name;
      EXPECT_TRUE(!measured.value || std::isfinite(*measured.value)) << name;
    }
  }
}

// A high arch: heel and ball are apart. A peer gives -inf for the midfoot of such a print, an Arch
// Index near 0 and a CPEI above 100 % without a word.
TEST(ZoneLaws, AHighArchSaysThatItsMidfootDidNotTouch) {
  const phantom::FittedStep foot = feet(1).front();
  Walked walk = walked(foot, {});
  const measure::ZoneMask mask = maskOf(walk);
  const auto cells = static_cast<std::size_t>(walk.step.rows.count() * walk.step.columns.count());
  for (const measure::ZoneCell& cell : mask.cells) {
    if (cell.zone != Zone::Midfoot) continue;
    for (std::size_t frame = 0; frame < walk.step.forcesN.size(); ++frame) {
      walk.step.pressuresKpa[frame * cells + cell.cell] = 0.0F;
    }
  }
  walk.measures = measure::measureFootfall(walk.step, walk.recording.grid,
                                           walk.recording.framePeriod, withZones());
  std::vector<Walked> walks{std::move(walk)};
  measureZonesOf(walks);
  const measure::Measurements& measures = walks.front().measures;
  for (const char* name : {"zones.midfoot.peak_pressure", "zones.midfoot.contact_time"}) {
    EXPECT_EQ(measures.at(name).status, measure::Status::NotValid) << name;
    EXPECT_FALSE(measures.at(name).value) << name;
    ASSERT_TRUE(measures.at(name).reason) << name;
    EXPECT_EQ(measures.at(name).reason->id, "PLATE.ZONE_NOT_LOADED") << name;
  }
  EXPECT_TRUE(measures.at("zones.mt3.peak_pressure").value);
  EXPECT_TRUE(measures.at("zones.heel_lateral.max_force").value);
  EXPECT_NE(measures.at("arch_index").status, measure::Status::Ok);
  EXPECT_EQ(measures.at("arch_index").reason->id, "PLATE.NO_MIDFOOT_CONTACT");
  EXPECT_EQ(measures.at("staheli_index").reason->id, "PLATE.NO_MIDFOOT_CONTACT");
  for (const auto& [name, measured] : measures) {
    EXPECT_TRUE(!measured.value || std::isfinite(*measured.value)) << name;
    EXPECT_TRUE(measured.status == measure::Status::Ok || measured.reason) << name;
  }
  walks.front().step.complete = false;
  walks.front().step.incompleteReasons = {"PLATE.EDGE_ROW"};
  measureZonesOf(walks);
  EXPECT_EQ(measures.at("zones.mt3.max_force").reason->id, "PLATE.EDGE_ROW");
}

}  // namespace
}  // namespace podalign
