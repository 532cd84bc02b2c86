#include "podalign/core/laterality.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace podalign {
namespace {

// docs/contract.md, "Sides": a declared side that the shape contradicts with confidence >= 0.9 is a
// conflict; below, the declared side holds.
TEST(DecideSide, InfersFromTheShapeWhenNothingIsDeclared) {
  for (const Laterality shape : kBothSides) {
    const SideDecision decision = decideSide(std::nullopt, shape, 0.55);
    EXPECT_EQ(decision.side, shape);
    EXPECT_EQ(decision.source, SideSource::Inferred);
    EXPECT_EQ(decision.shapeSide, shape);
    EXPECT_DOUBLE_EQ(decision.confidence, 0.55);
  }
}

TEST(DecideSide, KeepsADeclaredSideThatTheShapeAgreesWith) {
  for (const Laterality side : kBothSides) {
    for (const double confidence : {0.0, 0.5, 0.9, 1.0}) {
      const SideDecision decision = decideSide(side, side, confidence);
      EXPECT_EQ(decision.side, side);
      EXPECT_EQ(decision.source, SideSource::Declared);
    }
  }
}

TEST(DecideSide, KeepsADeclaredSideAgainstADoubtfulShape) {
  const SideDecision decision =
      decideSide(Laterality::Left, Laterality::Right, std::nextafter(0.9, 0.0));
  EXPECT_EQ(decision.side, Laterality::Left);
  EXPECT_EQ(decision.source, SideSource::Declared);
  EXPECT_EQ(decision.shapeSide, Laterality::Right);
}

TEST(DecideSide, IsAConflictFromNineTenthsOn) {
  for (const Laterality declared : kBothSides) {
    for (const double confidence : {0.9, 0.95, 1.0}) {
      const SideDecision decision = decideSide(declared, opposite(declared), confidence);
      EXPECT_EQ(decision.source, SideSource::Conflict);
      EXPECT_EQ(decision.side, declared) << "the declared side is used until someone looks";
      EXPECT_EQ(decision.shapeSide, opposite(declared));
    }
  }
}

TEST(Laterality, MedialIsLeftOnARightFootAndRightOnALeftOne) {
  // y points to the subject's left: medial is +y on a right foot.
  EXPECT_EQ(medialSign(Laterality::Right), 1.0);
  EXPECT_EQ(medialSign(Laterality::Left), -1.0);
}

TEST(Laterality, NamesGoBothWays) {
  for (const Laterality side : kBothSides) {
    EXPECT_EQ(lateralityFromString(toString(side)), side);
    EXPECT_EQ(opposite(opposite(side)), side);
  }
  for (const char* text : {"", "Left", "LEFT", "l", "both", "left "}) {
    EXPECT_EQ(lateralityFromString(text), std::nullopt) << text;
  }
  EXPECT_STREQ(toString(SideSource::Declared), "declared");
  EXPECT_STREQ(toString(SideSource::Inferred), "inferred");
  EXPECT_STREQ(toString(SideSource::Conflict), "conflict");
}

TEST(PerSide, HoldsOneValueForEachFoot) {
  PerSide<int> lengths;
  lengths[Laterality::Left] = 1;
  lengths[Laterality::Right] = 2;
  const PerSide<int> copy = lengths;
  EXPECT_EQ(copy.left, 1);
  EXPECT_EQ(copy[Laterality::Right], 2);
  EXPECT_EQ(copy, lengths);
}

}  // namespace
}  // namespace podalign
