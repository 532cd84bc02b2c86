// Insoles of a hundred random feet with random prescriptions: what every one of them keeps.
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <numbers>
#include <random>

#include "phantom/loft.hpp"
#include "support/made_insole.hpp"
#include "support/phantom_foot.hpp"
#include "support/solid_checks.hpp"

namespace podalign {
namespace {

using testing::HeightsOfMesh;
using testing::insoleShape;
using testing::madeInsole;
using testing::MeasuredFoot;
using testing::Numbers;
using testing::PlannedInsole;
using testing::Words;

constexpr unsigned kFeet = 100;
constexpr double kEdgeMm = 4.0;

const MeasuredFoot& footOf(unsigned seed) {
  static std::map<unsigned, MeasuredFoot> feet;
  const auto found = feet.find(seed);
  if (found != feet.end()) return found->second;
  const phantom::PhantomFoot foot =
      seed % 2 == 0 ? phantom::makeFoot(phantom::randomFoot(seed), kEdgeMm)
                    : phantom::makeLoftFoot(phantom::randomLoftFoot(seed), kEdgeMm);
  anatomy::AlignOptions options;
  options.millimetresPerUnit = 1.0;
  options.declaredSide = testing::sideOf(foot);
  options.load = anatomy::LoadState::Standing;
  return feet.emplace(seed, testing::measured(testing::toMesh(foot), options)).first->second;
}

// A few feet cannot carry an insole (no clearance measured): they are counted, not hidden.
bool isUsable(const MeasuredFoot& foot) {
  return insole::whyUnusable(foot.foot, foot.measures).empty();
}

struct Asked {
  Numbers numbers;
  Words words;
};

// Anywhere within the limits; what may be left out is left out half the time.
Asked randomPrescription(unsigned seed) {
  std::mt19937 random(seed);
  const auto draw = [&random](double low, double high) {
    constexpr double kSteps = 4294967295.0;
    return low + (high - low) * (static_cast<double>(random()) / kSteps);
  };
  Asked asked;
  for (const profile::PrescriptionField& field : insoleShape().fields) {
    const bool leftOut = random() % 2 == 0;
    const double value = draw(field.low, field.high);
    // Of the shoe, which has to fit the foot: shape_test.cpp.
    if (field.id == "insole_length_mm" || field.id == "insole_width_mm") continue;
    if (!leftOut) asked.numbers[field.id] = value;
  }
  for (const profile::PrescriptionWord& word : insoleShape().words) {
    asked.words[word.id] = word.values[random() % word.values.size()];
  }
  const profile::ShoeRoom& shoe = *insoleShape().findShoe(asked.words["shoe"]);
  if (asked.numbers.count("heel_cup_mm") > 0) {
    asked.numbers["heel_cup_mm"] = std::min(asked.numbers["heel_cup_mm"], shoe.heelCupHigh);
  }
  return asked;
}

std::string described(unsigned seed, const Asked& asked) {
  std::string text = "foot " + std::to_string(seed);
  for (const auto& [id, value] : asked.numbers) text += " " + id + "=" + std::to_string(value);
  for (const auto& [id, value] : asked.words) text += " " + id + "=" + value;
  return text;
}

TEST(InsoleLaws, AreBodiesThatCanBePrinted) {
  unsigned made = 0;
  for (unsigned seed = 0; seed < kFeet; ++seed) {
    const MeasuredFoot& foot = footOf(seed);
    if (!isUsable(foot)) continue;
    const Asked asked = randomPrescription(seed);
    const PlannedInsole insole = madeInsole(foot, asked.numbers, asked.words);
    const geometry::TriangleMesh& mesh = insole.insole.mesh_in_foot;
    ++made;
    EXPECT_EQ(testing::openOrTwisted(mesh), "") << described(seed, asked);
    EXPECT_GT(testing::volumeOf(mesh), 0.0) << described(seed, asked);
    EXPECT_EQ(testing::selfIntersections(mesh), 0) << described(seed, asked);
    EXPECT_GE(testing::thinnestOf(HeightsOfMesh(mesh), 3), insoleShape().constants.minThicknessMm)
        << described(seed, asked);
  }
  EXPECT_GE(made, 95U);
}

// Slope over the level middle of the heel, from the mesh alone: half of the heel's own width.
double slopeOf(const MeasuredFoot& foot, const geometry::TriangleMesh& mesh) {
  const HeightsOfMesh heights(mesh);
  const double length = foot.foot.footLengthMm;
  double n = 0.0;
  double sumY = 0.0;
  double sumZ = 0.0;
  double sumYy = 0.0;
  double sumYz = 0.0;
  for (int column = heights.columnAt(0.10 * length); column <= heights.columnAt(0.17 * length);
       ++column) {
    int first = 0;
    int last = heights.rows() - 1;
    while (!heights.holds(column, first)) ++first;
    while (!heights.holds(column, last)) --last;
    const int third = (last - first) / 3;
    for (int row = first + third; row <= last - third; ++row) {
      const double y = heights.y(row);
      const double z = heights.top(column, row);
      n += 1.0;
      sumY += y;
      sumZ += z;
      sumYy += y * y;
      sumYz += y * z;
    }
  }
  const double slope = (n * sumYz - sumY * sumZ) / (n * sumYy - sumY * sumY);
  return medialSign(foot.foot.side.side) * std::atan(slope) * 180.0 / std::numbers::pi;
}

TEST(InsoleLaws, PostingIsMeasuredBackAndRaisesTheInnerSide) {
  PerSide<int> feet;
  double worst = 0.0;
  for (unsigned seed = 0; seed < kFeet; ++seed) {
    const MeasuredFoot& foot = footOf(seed);
    if (!isUsable(foot)) continue;
    Asked asked = randomPrescription(1000 + seed);
    // What changes the heel's surface itself; the posting is that of the rest.
    asked.numbers.erase("medial_skive_mm");
    asked.numbers.erase("relief_heel_mm");
    const double posting = -4.0 + 12.0 * static_cast<double>(seed % 25) / 24.0;
    asked.numbers["posting_deg"] = posting;
    const PlannedInsole insole = madeInsole(foot, asked.numbers, asked.words);
    const double back = slopeOf(foot, insole.insole.mesh_in_foot);
    EXPECT_NEAR(back, posting, 0.2) << described(seed, asked);
    EXPECT_NEAR(insole.insole.made.postingDeg, posting, 0.2) << described(seed, asked);
    worst = std::max(worst, std::abs(back - posting));
    ++feet[foot.foot.side.side];
  }
  RecordProperty("worst_deg", std::to_string(worst));
  EXPECT_GT(feet.left, 30);
  EXPECT_GT(feet.right, 30);
}

// Highest of the upper surface where the clearance of a foot is defined (35-65 % of the length,
// 6-14 mm inside the foot's inner border below 60 mm), above the level of heel and ball.
double archOf(const MeasuredFoot& foot, const geometry::TriangleMesh& mesh) {
  const HeightsOfMesh heights(mesh);
  const double length = foot.foot.footLengthMm;
  const double medial = medialSign(foot.foot.side.side);
  const profile::InsoleConstants& k = insoleShape().constants;
  const double heel = heights.top(heights.columnAt(0.13 * length), heights.rowAt(0.0));
  const double ball = heights.top(heights.columnAt(0.75 * length), heights.rowAt(0.0));
  double best = 0.0;
  for (int column = heights.columnAt(0.35 * length) + 1; column < heights.columnAt(0.65 * length);
       column += 2) {
    // The inner border of the foot: where its edges pass through the plane of this column.
    double border = -1e9;
    const auto& vertices = foot.foot.mesh_in_foot.vertices;
    for (const geometry::Triangle& triangle : foot.foot.mesh_in_foot.triangles) {
      for (std::size_t i = 0; i < 3; ++i) {
        const geometry::Point3& a = vertices[triangle.at(i)];
        const geometry::Point3& b = vertices[triangle.at((i + 1) % 3)];
        if ((a.x() < heights.x(column)) == (b.x() < heights.x(column))) continue;
        const geometry::Point3 p = a + (b - a) * (heights.x(column) - a.x()) / (b.x() - a.x());
        if (p.z() <= 60.0) border = std::max(border, medial * p.y());
      }
    }
    const double x = heights.x(column);
    const double t = std::clamp((x / length - k.cupEnd) / (k.archEnd - k.cupEnd), 0.0, 1.0);
    const double level = heel + (ball - heel) * t;
    for (double inner = 6.0; inner <= 14.0; inner += 0.5) {
      best = std::max(best, heights.topBetween(column, medial * (border - inner)) - level);
    }
  }
  return best;
}

TEST(InsoleLaws, ArchIsAsHighAsPrescribed) {
  unsigned limited = 0;
  unsigned checked = 0;
  for (unsigned seed = 0; seed < kFeet; ++seed) {
    const MeasuredFoot& foot = footOf(seed);
    if (!isUsable(foot)) continue;
    const double share = 40.0 + 40.0 * static_cast<double>(seed % 9) / 8.0;
    const PlannedInsole insole = madeInsole(
        foot, {{"arch_share_pct", share}, {"top_cover_mm", 0}, {"heel_lift_mm", 3.0 * (seed % 3)}});
    if (contains(insole.insole.findings, "INSOLE.ARCH_LIMITED")) {
      ++limited;
      continue;
    }
    ++checked;
    const double asked = foot.value("medial_arch_clearance") * share / 100.0;
    EXPECT_NEAR(insole.insole.made.archHeightMm, asked, 0.2) << "foot " << seed;
    EXPECT_NEAR(archOf(foot, insole.insole.mesh_in_foot), asked, 0.2) << "foot " << seed;
  }
  EXPECT_GT(checked, 90U);
  EXPECT_LT(limited, 8U);
}

TEST(InsoleLaws, MirroredFootGivesTheMirroredInsole) {
  for (unsigned seed = 0; seed < kFeet; seed += 9) {
    const MeasuredFoot& foot = footOf(seed);
    if (!isUsable(foot)) continue;
    const Asked asked = randomPrescription(2000 + seed);
    const PlannedInsole own = madeInsole(foot, asked.numbers, asked.words);
    const PlannedInsole other = madeInsole(testing::mirrored(foot), asked.numbers, asked.words);
    EXPECT_NE(own.insole.side, other.insole.side);
    const auto& a = own.insole.mesh_in_foot;
    const auto& b = other.insole.mesh_in_foot;
    ASSERT_EQ(a.vertices.size(), b.vertices.size());
    ASSERT_EQ(a.triangles.size(), b.triangles.size());
    double largest = 0.0;
    for (std::size_t i = 0; i < a.vertices.size(); ++i) {
      const geometry::Point3 turned(b.vertices[i].x(), -b.vertices[i].y(), b.vertices[i].z());
      largest = std::max(largest, (a.vertices[i] - turned).norm());
    }
    EXPECT_EQ(largest, 0.0) << described(seed, asked);
    EXPECT_EQ(testing::openOrTwisted(b), "");
    EXPECT_GT(testing::volumeOf(b), 0.0);
  }
}

TEST(InsoleLaws, SameInputGivesTheSameBody) {
  const Asked asked = randomPrescription(7);
  const PlannedInsole a = madeInsole(footOf(3), asked.numbers, asked.words);
  const PlannedInsole b = madeInsole(footOf(3), asked.numbers, asked.words);
  EXPECT_EQ(a.insole.mesh_in_foot.vertices, b.insole.mesh_in_foot.vertices);
  EXPECT_EQ(a.insole.mesh_in_foot.triangles, b.insole.mesh_in_foot.triangles);
}

}  // namespace
}  // namespace podalign
