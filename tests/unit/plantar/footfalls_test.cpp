#include "podalign/plantar/footfalls.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "made_walk.hpp"

namespace podalign::plantar {
namespace {

using testing::MadeFoot;
using testing::MadeWalk;

FootfallOptions walking() {
  FootfallOptions options;
  options.trial = TrialKind::Walking;
  return options;
}

FootfallOptions standing() {
  FootfallOptions options;
  options.trial = TrialKind::Standing;
  return options;
}

MadeFoot oneFoot(Laterality side) {
  return {.side = side,
          .heelXMm = 160.0,
          .heelYMm = 420.0,
          .toesDeg = 180.0,
          .firstFrame = 5,
          .frames = 70};
}

double largest(const std::vector<double>& forces) {
  return *std::max_element(forces.begin(), forces.end());
}

TEST(Footfalls, FindsOneStepWithItsForceAndPlace) {
  MadeWalk walk(95, 64, 80);
  walk.add(oneFoot(Laterality::Right));
  const auto found = findFootfalls(walk.recording, walking());
  ASSERT_TRUE(found);
  ASSERT_EQ(found->value.size(), 1U);
  EXPECT_TRUE(found->findings.empty());
  const Footfall& step = found->value.front();
  EXPECT_TRUE(step.complete);
  EXPECT_EQ(step.side.side, Laterality::Right);
  EXPECT_EQ(step.side.source, SideSource::Inferred);
  EXPECT_EQ(step.rowDirection, -1);
  EXPECT_GE(step.frames.first, 5);
  EXPECT_LE(step.frames.last, 74);
  // Every newton of the recording in those frames belongs to the step.
  for (int frame = step.frames.first; frame <= step.frames.last; ++frame) {
    double sum = 0.0;
    for (std::size_t i = 0; i < walk.recording.windowCells(); ++i) {
      sum += static_cast<double>(walk.recording.frame(frame)[i]);
    }
    EXPECT_NEAR(step.forcesN[static_cast<std::size_t>(frame - step.frames.first)], sum * 0.025,
                1e-9);
  }
}

TEST(Footfalls, ComputesTheCentreOfPressureAtCellCentresInTheFileFrame) {
  MadeWalk walk(40, 30, 3);
  for (int frame = 0; frame < 3; ++frame) {
    for (int row = 10; row < 14; ++row) {
      for (int column = 5; column < 8; ++column) walk.cell(frame, row, column) = 100.0F;
    }
  }
  walk.cell(1, 13, 7) = 400.0F;
  const auto found = findFootfalls(walk.recording, walking());
  ASSERT_TRUE(found);
  const auto& cop = found->value.front().cop;
  ASSERT_EQ(cop.size(), 3U);
  // Rows 10-13 and columns 5-7: the middle lies at row 12.0, column 6.5 times 5 mm.
  EXPECT_DOUBLE_EQ(cop[0].xMm, 32.5);
  EXPECT_DOUBLE_EQ(cop[0].yMm, 60.0);
  // 300 kPa more in the cell whose centre is (37.5, 67.5): (12 * 32.5 + 3 * 37.5) / 15.
  EXPECT_DOUBLE_EQ(cop[1].xMm, 33.5);
  EXPECT_DOUBLE_EQ(cop[1].yMm, 61.5);
  EXPECT_TRUE(cop[0].valid);
  // 12 cells of 25 mm2 at 100 kPa: 30 N.
  EXPECT_DOUBLE_EQ(found->value.front().forcesN[0], 30.0);
}

TEST(Footfalls, MarksTheCentreOfPressureInvalidBelowTenNewtons) {
  MadeWalk walk(40, 30, 3);
  for (int frame = 0; frame < 3; ++frame) {
    for (int row = 10; row < 20; ++row) walk.cell(frame, row, 8) = frame == 1 ? 200.0F : 35.0F;
  }
  const auto found = findFootfalls(walk.recording, walking());
  ASSERT_TRUE(found);
  const auto& cop = found->value.front().cop;
  EXPECT_FALSE(cop[0].valid);  // 8.75 N
  EXPECT_TRUE(cop[1].valid);   // 50 N
  EXPECT_FALSE(cop[2].valid);
}

TEST(Footfalls, EndsWhereTheForceFallsToFiveNewtons) {
  MadeWalk walk(40, 30, 5);
  const std::array<float, 5> kpa{20.0F, 25.0F, 200.0F, 25.0F,
                                 20.0F};  // 5.0, 6.25, 50 N on ten cells
  for (int frame = 0; frame < 5; ++frame) {
    for (int row = 10; row < 20; ++row)
      walk.cell(frame, row, 8) = kpa[static_cast<std::size_t>(frame)];
  }
  const auto found = findFootfalls(walk.recording, walking());
  ASSERT_TRUE(found);
  EXPECT_EQ(found->value.front().frames, (IndexRange{1, 3}));
}

class FootfallsFromEveryDirection : public ::testing::TestWithParam<std::tuple<Laterality, int>> {};

TEST_P(FootfallsFromEveryDirection, SideAndToesAreRight) {
  const auto [side, degrees] = GetParam();
  MadeWalk walk(120, 120, 80);
  MadeFoot foot{.side = side,
                .heelXMm = 300.0,
                .heelYMm = 300.0,
                .toesDeg = static_cast<double>(degrees),
                .firstFrame = 5,
                .frames = 70};
  const double angle = degrees * 3.14159265358979 / 180.0;
  foot.heelXMm -= 130.0 * std::sin(angle);
  foot.heelYMm -= 130.0 * std::cos(angle);
  walk.add(foot);
  const auto found = findFootfalls(walk.recording, walking());
  ASSERT_TRUE(found);
  ASSERT_EQ(found->value.size(), 1U);
  const Footfall& step = found->value.front();
  EXPECT_EQ(step.side.side, side);
  EXPECT_GT(step.side.confidence, 0.9);
  EXPECT_GT(step.heelToToe.x * std::sin(angle) + step.heelToToe.y * std::cos(angle), 0.95);
}

INSTANTIATE_TEST_SUITE_P(Turned, FootfallsFromEveryDirection,
                         ::testing::Combine(::testing::Values(Laterality::Left, Laterality::Right),
                                            ::testing::Values(0, 15, 90, 165, 180, 195, 270, 345)));

TEST(Footfalls, AMirroredViewSwapsTheSides) {
  MadeWalk walk(95, 64, 80);
  walk.add(oneFoot(Laterality::Right));
  walk.recording.grid.view = GridView::FromBelow;
  const auto found = findFootfalls(walk.recording, walking());
  ASSERT_TRUE(found);
  EXPECT_EQ(found->value.front().side.side, Laterality::Left);
}

TEST(Footfalls, AnUncertainViewNeverContradictsADeclaredSide) {
  MadeWalk walk(95, 64, 80);
  walk.add(oneFoot(Laterality::Right));
  walk.recording.grid.view = GridView::Uncertain;
  FootfallOptions options = walking();
  options.declaredSide = Laterality::Left;
  const auto found = findFootfalls(walk.recording, options);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->value.front().side.side, Laterality::Left);
  EXPECT_EQ(found->value.front().side.source, SideSource::Declared);
  EXPECT_TRUE(contains(found->findings, "PLATE.SIDE_DECLARED_ONLY"));
}

TEST(Footfalls, ADeclaredSideAgainstAClearShapeIsAConflict) {
  MadeWalk walk(95, 64, 80);
  walk.add(oneFoot(Laterality::Right));
  FootfallOptions options = walking();
  options.declaredSide = Laterality::Left;
  const auto found = findFootfalls(walk.recording, options);
  ASSERT_TRUE(found);
  const SideDecision& side = found->value.front().side;
  EXPECT_EQ(side.source, SideSource::Conflict);
  EXPECT_EQ(side.side, Laterality::Left);
  EXPECT_EQ(side.shapeSide, Laterality::Right);
  ASSERT_TRUE(contains(found->findings, "SIDE.CONFLICT"));
  EXPECT_EQ(found->findings.front().severity, Severity::Reject);
}

TEST(Footfalls, ADeclaredSideAgainstTheFilesOwnMarkIsAConflict) {
  MadeWalk walk(95, 64, 80);
  walk.add(oneFoot(Laterality::Right));
  walk.recording.markedSide = Laterality::Right;
  FootfallOptions options = walking();
  options.declaredSide = Laterality::Left;
  const auto found = findFootfalls(walk.recording, options);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->value.front().side.source, SideSource::Conflict);
  EXPECT_TRUE(contains(found->findings, "SIDE.CONFLICT"));
}

// Four steps up a walkway, each foot landing before the other has left.
MadeWalk fourSteps() {
  MadeWalk walk(400, 80, 240);
  for (int i = 0; i < 4; ++i) {
    const bool left = i % 2 == 0;
    walk.add({.side = left ? Laterality::Left : Laterality::Right,
              .heelXMm = left ? 160.0 : 240.0,
              .heelYMm = 1950.0 - 450.0 * i,
              .toesDeg = left ? 187.0 : 173.0,
              .firstFrame = 5 + 50 * i,
              .frames = 62});
  }
  return walk;
}

TEST(Footfalls, TellsFourStepsApartThroughDoubleSupport) {
  const MadeWalk walk = fourSteps();
  const auto found = findFootfalls(walk.recording, walking());
  ASSERT_TRUE(found);
  ASSERT_EQ(found->value.size(), 4U);
  EXPECT_TRUE(found->findings.empty());
  for (std::size_t i = 0; i < 4; ++i) {
    const Footfall& step = found->value[i];
    EXPECT_EQ(step.side.side, i % 2 == 0 ? Laterality::Left : Laterality::Right);
    EXPECT_TRUE(step.complete);
    EXPECT_EQ(step.rowDirection, -1);
    EXPECT_TRUE(step.progressionFromSteps);
    ASSERT_TRUE(step.progression);
    EXPECT_NEAR(step.progression->y, -1.0, 1e-3);
    EXPECT_NEAR(largest(step.forcesN), largest(found->value[0].forcesN),
                0.05 * largest(step.forcesN));
  }
}

TEST(Footfalls, KeepsFeetApartThatTouchEachOther) {
  // A shuffling step: the right heel comes down beside the left ball and soon touches it.
  MadeWalk walk(140, 60, 150);
  walk.add({.side = Laterality::Left,
            .heelXMm = 120.0,
            .heelYMm = 560.0,
            .firstFrame = 5,
            .frames = 70});
  walk.add({.side = Laterality::Right,
            .heelXMm = 192.0,
            .heelYMm = 400.0,
            .firstFrame = 55,
            .frames = 70});
  // The heel's contact grows from its middle, as a heel's does.
  for (int frame = 49; frame < 55; ++frame) {
    const double radius = 5.0 * (frame - 48);
    for (int row = 66; row < 82; ++row) {
      for (int column = 32; column < 46; ++column) {
        const double away = std::hypot(column * 5.0 + 2.5 - 192.0, row * 5.0 + 2.5 - 370.0);
        if (away < std::min(radius, 26.0)) walk.cell(frame, row, column) = 20.0F;
      }
    }
  }
  const auto found = findFootfalls(walk.recording, walking());
  ASSERT_TRUE(found);
  ASSERT_EQ(found->value.size(), 2U);
  for (const Footfall& step : found->value) {
    EXPECT_TRUE(step.complete);
    EXPECT_GE(step.rows.count(), 50);
    EXPECT_LE(step.rows.count(), 55);
  }
}

TEST(Footfalls, FeetThatCannotBeToldApartAreIncomplete) {
  // The right heel lands against the left ball: one contact area from its first frame on.
  MadeWalk walk(140, 60, 150);
  walk.add({.side = Laterality::Left,
            .heelXMm = 120.0,
            .heelYMm = 560.0,
            .firstFrame = 5,
            .frames = 70});
  walk.add({.side = Laterality::Right,
            .heelXMm = 185.0,
            .heelYMm = 400.0,
            .firstFrame = 55,
            .frames = 70});
  const auto found = findFootfalls(walk.recording, walking());
  ASSERT_TRUE(found);
  for (const Footfall& step : found->value) {
    EXPECT_FALSE(step.complete);
    ASSERT_FALSE(step.incompleteReasons.empty());
    EXPECT_EQ(step.incompleteReasons.front(), "PLATE.PRINTS_TOUCH");
  }
}

TEST(Footfalls, JoinsHeelAndBallOfAHighArch) {
  MadeWalk walk(95, 64, 80);
  MadeFoot foot = oneFoot(Laterality::Left);
  foot.midfootWidthMm = 0.0;
  walk.add(foot);
  const auto found = findFootfalls(walk.recording, walking());
  ASSERT_TRUE(found);
  ASSERT_EQ(found->value.size(), 1U);
  EXPECT_GE(found->value.front().rows.count(), 50);
}

// The toes of a foot that has left scrape over the plate on their way forward.
TEST(Footfalls, ADraggedFootKeepsItsPrint) {
  MadeWalk walk(160, 64, 110);
  MadeFoot foot = oneFoot(Laterality::Right);
  foot.heelYMm = 760.0;
  walk.add(foot);
  const auto clean = findFootfalls(walk.recording, walking());
  ASSERT_TRUE(clean);
  const Footfall& print = clean->value.front();
  ASSERT_TRUE(print.complete);
  for (int frame = foot.firstFrame + foot.frames - 3; frame < 100; ++frame) {
    const int ahead = print.rows.first + 4 - (frame - foot.firstFrame - foot.frames + 3);
    for (int row = ahead; row < ahead + 5; ++row) {
      for (int column = 30; column < 36; ++column)
        walk.cell(frame, row, column) = std::max(walk.cell(frame, row, column), 15.0F);
    }
  }
  const auto found = findFootfalls(walk.recording, walking());
  ASSERT_TRUE(found);
  ASSERT_EQ(found->value.size(), 1U);
  EXPECT_TRUE(contains(found->findings, "PLATE.DRAG_LEFT_OUT"));
  EXPECT_TRUE(found->value.front().complete);
  EXPECT_EQ(found->value.front().rows.last, print.rows.last);
  EXPECT_NEAR(found->value.front().rows.first, print.rows.first, 2);
  EXPECT_NEAR(found->value.front().frames.last, print.frames.last, 6);
  EXPECT_EQ(found->value.front().side.side, Laterality::Right);
}

TEST(Footfalls, TellsPrintsApartThatLieOnTopOfEachOther) {
  MadeWalk walk(95, 64, 200);
  MadeFoot foot = oneFoot(Laterality::Right);
  walk.add(foot);
  foot.firstFrame = 120;
  walk.add(foot);
  const auto found = findFootfalls(walk.recording, walking());
  ASSERT_TRUE(found);
  ASSERT_EQ(found->value.size(), 2U);
  EXPECT_LT(found->value[0].frames.last, found->value[1].frames.first);
}

TEST(Footfalls, AStepBeyondTheEdgeIsIncomplete) {
  MadeWalk walk(95, 64, 80);
  MadeFoot foot = oneFoot(Laterality::Right);
  foot.heelYMm = 200.0;
  walk.add(foot);
  auto found = findFootfalls(walk.recording, walking());
  ASSERT_TRUE(found);
  EXPECT_FALSE(found->value.front().complete);
  EXPECT_EQ(found->value.front().incompleteReasons, std::vector<std::string>{"PLATE.EDGE_ROW"});
  MadeWalk aside(95, 64, 80);
  foot = oneFoot(Laterality::Right);
  foot.heelXMm = 20.0;
  aside.add(foot);
  found = findFootfalls(aside.recording, walking());
  ASSERT_TRUE(found);
  EXPECT_EQ(found->value.front().incompleteReasons, std::vector<std::string>{"PLATE.EDGE_COLUMN"});
}

TEST(Footfalls, AStepCutInTimeIsIncomplete) {
  MadeWalk walk(95, 64, 80);
  MadeFoot foot = oneFoot(Laterality::Right);
  foot.firstFrame = -20;
  walk.add(foot);
  auto found = findFootfalls(walk.recording, walking());
  ASSERT_TRUE(found);
  EXPECT_EQ(found->value.front().incompleteReasons,
            std::vector<std::string>{"PLATE.STARTS_LOADED"});
  MadeWalk late(95, 64, 80);
  foot.firstFrame = 40;
  late.add(foot);
  found = findFootfalls(late.recording, walking());
  ASSERT_TRUE(found);
  EXPECT_EQ(found->value.front().incompleteReasons, std::vector<std::string>{"PLATE.ENDS_LOADED"});
}

TEST(Footfalls, AStepTooLightForTheBodyIsIncomplete) {
  MadeWalk walk(95, 64, 80);
  walk.add(oneFoot(Laterality::Right));
  FootfallOptions options = walking();
  options.bodyWeight = units::newtons(5000.0);
  const auto found = findFootfalls(walk.recording, options);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->value.front().incompleteReasons, std::vector<std::string>{"PLATE.TOO_LIGHT"});
}

TEST(Footfalls, StandingFeetAreLeftAndRightAndComplete) {
  MadeWalk walk(70, 64, 4);
  for (const Laterality side : kBothSides) {
    walk.add({.side = side,
              .heelXMm = side == Laterality::Left ? 100.0 : 210.0,
              .heelYMm = 310.0,
              .firstFrame = 0,
              .frames = 4},
             true);
  }
  const auto found = findFootfalls(walk.recording, standing());
  ASSERT_TRUE(found);
  ASSERT_EQ(found->value.size(), 2U);
  EXPECT_EQ(found->value[0].side.side, Laterality::Left);
  EXPECT_EQ(found->value[1].side.side, Laterality::Right);
  for (const Footfall& foot : found->value) {
    EXPECT_TRUE(foot.complete);
    EXPECT_EQ(foot.rowDirection, -1);
    EXPECT_FALSE(foot.progression);
  }
}

TEST(Footfalls, StandingHighArchesStayOneFootEach) {
  MadeWalk walk(70, 64, 2);
  for (const Laterality side : kBothSides) {
    walk.add({.side = side,
              .heelXMm = side == Laterality::Left ? 100.0 : 210.0,
              .heelYMm = 310.0,
              .firstFrame = 0,
              .frames = 2,
              .midfootWidthMm = 0.0},
             true);
  }
  const auto found = findFootfalls(walk.recording, standing());
  ASSERT_TRUE(found);
  ASSERT_EQ(found->value.size(), 2U);
  EXPECT_GE(found->value[0].rows.count(), 50);
}

TEST(Footfalls, ACellThatNeverChangesIsLeftOutAndReported) {
  MadeWalk walk(95, 64, 80);
  walk.add(oneFoot(Laterality::Right));
  for (int frame = 0; frame < 80; ++frame) walk.cell(frame, 3, 3) = 120.0F;
  const auto found = findFootfalls(walk.recording, walking());
  ASSERT_TRUE(found);
  ASSERT_EQ(found->value.size(), 1U);
  EXPECT_TRUE(contains(found->findings, "PLATE.STUCK_CELLS"));
  EXPECT_GT(found->value.front().rows.first, 10);
}

TEST(Footfalls, SplitsAnInShoeStreamAndTakesTheResidualLoadOff) {
  MadeWalk walk(60, 25, 200);
  for (int i = 0; i < 2; ++i) {
    walk.add({.side = Laterality::Left,
              .heelXMm = 60.0,
              .heelYMm = 285.0,
              .firstFrame = 20 + 90 * i,
              .frames = 70});
  }
  MadeWalk biased = walk;
  for (float& kpa : biased.recording.pressuresKpa) kpa += 10.0F;
  walk.recording.sensor = biased.recording.sensor = SensorKind::InShoe;
  walk.recording.markedSide = biased.recording.markedSide = Laterality::Left;
  const auto clean = findFootfalls(walk.recording, walking());
  const auto found = findFootfalls(biased.recording, walking());
  ASSERT_TRUE(clean);
  ASSERT_TRUE(found);
  ASSERT_EQ(found->value.size(), 2U);
  EXPECT_FALSE(contains(clean->findings, "PLATE.RESIDUAL_REMOVED"));
  EXPECT_TRUE(contains(found->findings, "PLATE.RESIDUAL_REMOVED"));
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_TRUE(found->value[i].complete);
    EXPECT_EQ(found->value[i].side.side, Laterality::Left);
    EXPECT_NEAR(largest(found->value[i].forcesN), largest(clean->value[i].forcesN), 1e-3);
  }
}

TEST(Footfalls, AnAbsurdWayOfABeltIsNotTakenBack) {
  MadeWalk walk(95, 64, 80);
  walk.add(oneFoot(Laterality::Right));
  walk.recording.movingBelt = true;
  for (int frame = 0; frame < 80; ++frame)
    walk.recording.beltWayMm.push_back(frame == 40 ? 1.0e12 : 0.0);
  const auto found = findFootfalls(walk.recording, walking());
  ASSERT_TRUE(found);
  ASSERT_EQ(found->value.size(), 1U);
  EXPECT_TRUE(found->value.front().movingBelt);
  EXPECT_FALSE(found->value.front().onBelt);
  // The same belt at rest is a plate.
  walk.recording.beltWayMm.assign(80, 350.0);
  const auto still = findFootfalls(walk.recording, walking());
  ASSERT_TRUE(still);
  EXPECT_TRUE(still->value.front().onBelt);
  EXPECT_TRUE(still->value.front().complete);
  EXPECT_EQ(still->value.front().columns, found->value.front().columns);
}

TEST(Footfalls, AnEmptyPlateIsRefused) {
  MadeWalk walk(20, 20, 10);
  const auto found = findFootfalls(walk.recording, walking());
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, ErrorCode::NoFootfall);
}

TEST(Footfalls, NoiseIsRefusedQuickly) {
  MadeWalk walk(200, 200, 40);
  unsigned state = 1;
  for (float& kpa : walk.recording.pressuresKpa) {
    state = state * 1664525U + 1013904223U;
    if ((state >> 16U) % 12U == 0U) kpa = 5.0F;
  }
  const auto found = findFootfalls(walk.recording, walking());
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, ErrorCode::NoFootfall);
}

TEST(Footfalls, ImpossibleOptionsAreRefused) {
  MadeWalk walk(20, 20, 10);
  FootfallOptions options;
  options.longestPrint = units::millimetres(-1.0);
  EXPECT_FALSE(findFootfalls(walk.recording, options));
  options = {};
  options.timeGap = units::seconds(-1.0);
  EXPECT_FALSE(findFootfalls(walk.recording, options));
  options = {};
  options.contact = units::kilopascals(-1.0);
  EXPECT_FALSE(findFootfalls(walk.recording, options));
}

// The walk's grid, told cell by cell.
Grid toldByCell(Grid grid) {
  for (int row = 0; row < grid.rows; ++row) {
    for (int column = 0; column < grid.columns; ++column) {
      grid.cells.push_back({(column + 0.5) * grid.columnSpacingMm, (row + 0.5) * grid.rowSpacingMm,
                            grid.cellAreaMm2});
    }
  }
  return grid;
}

TEST(Footfalls, AGridToldCellByCellGivesTheSameForcesAndCentresOfPressure) {
  MadeWalk walk(95, 64, 80);
  walk.add(oneFoot(Laterality::Right));
  const auto regular = findFootfalls(walk.recording, walking());
  walk.recording.grid = toldByCell(walk.recording.grid);
  const auto told = findFootfalls(walk.recording, walking());
  ASSERT_TRUE(regular);
  ASSERT_TRUE(told);
  const Footfall& a = regular->value.front();
  const Footfall& b = told->value.front();
  EXPECT_EQ(a.frames, b.frames);
  EXPECT_EQ(a.side.side, b.side.side);
  ASSERT_EQ(a.forcesN.size(), b.forcesN.size());
  for (std::size_t i = 0; i < a.forcesN.size(); ++i) {
    EXPECT_NEAR(a.forcesN[i], b.forcesN[i], 1e-9);
    EXPECT_NEAR(a.cop[i].xMm, b.cop[i].xMm, 1e-9);
    EXPECT_NEAR(a.cop[i].yMm, b.cop[i].yMm, 1e-9);
    EXPECT_EQ(a.cop[i].valid, b.cop[i].valid);
  }
}

TEST(Footfalls, CellsOfTheirOwnAreaAndPlaceCarryTheirOwnForce) {
  MadeWalk walk(40, 30, 3);
  for (int frame = 0; frame < 3; ++frame) {
    for (int column = 5; column < 9; ++column) walk.cell(frame, 10, column) = 100.0F;
  }
  Grid& grid = walk.recording.grid = toldByCell(walk.recording.grid);
  // 200, 300, 400 and 100 mm2, the last one 30 mm farther: 20 + 30 + 40 + 10 N.
  for (int i = 0; i < 4; ++i) {
    const double areas[] = {200.0, 300.0, 400.0, 100.0};
    grid.cells[grid.indexOf(10, 5 + i)].areaMm2 = areas[i];
  }
  grid.cells[grid.indexOf(10, 8)].xMm += 30.0;
  const auto found = findFootfalls(walk.recording, walking());
  ASSERT_TRUE(found);
  const Footfall& step = found->value.front();
  EXPECT_NEAR(step.forcesN.front(), 100.0, 1e-9);
  EXPECT_NEAR(step.cop.front().xMm, 0.2 * 27.5 + 0.3 * 32.5 + 0.4 * 37.5 + 0.1 * 72.5, 1e-9);
  EXPECT_TRUE(step.cop.front().valid);
  // Rows and columns alone are no places.
  grid.placesKnown = false;
  EXPECT_FALSE(findFootfalls(walk.recording, walking())->value.front().cop.front().valid);
}

}  // namespace
}  // namespace podalign::plantar
