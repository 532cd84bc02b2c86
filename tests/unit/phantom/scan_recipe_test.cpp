#include "phantom/scan_recipe.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

namespace phantom {
namespace {

ScanRecipe coarse() {
  ScanRecipe recipe;
  recipe.edgeMm = 6.0;
  return recipe;
}

TEST(ScanRecipe, CleanFootIsTheFootOfThePlainCommand) {
  const auto files = makeScan(coarse(), "a/b.ply");
  ASSERT_EQ(files.size(), 2U);
  EXPECT_EQ(files[0].name, "a/b.ply");
  EXPECT_EQ(files[1].name, "a/b.truth.json");
  const auto truth = nlohmann::json::parse(files[1].bytes);
  EXPECT_EQ(truth.at("file"), "b.ply");
  EXPECT_EQ(truth.at("pose"), "file = F, mm");
}

TEST(ScanRecipe, EveryFaultChangesTheFileAndIsNamedWhereTheTruthChanges) {
  std::set<std::string> made{makeScan(coarse(), "a.ply")[0].bytes};
  const auto differs = [&](const ScanRecipe& r, const char* named) {
    const auto files = makeScan(r, "a.ply");
    EXPECT_TRUE(made.insert(files[0].bytes).second) << named;
    EXPECT_NE(nlohmann::json::parse(files[1].bytes).at("pose").get<std::string>().find(named),
              std::string::npos)
        << named;
  };
  for (const char* sole : {"open", "shallow", "plantar"}) {
    ScanRecipe r = coarse();
    r.sole = sole;
    differs(r, sole);
  }
  for (const char* floor : {"slab", "tray"}) {
    ScanRecipe r = coarse();
    r.floor = floor;
    differs(r, floor);
  }
  ScanRecipe r = coarse();
  r.family = "loft";
  differs(r, "file = F");
  r = coarse();
  r.noiseMm = 0.5;
  differs(r, "noise of 0.5 mm");
  r = coarse();
  r.unit = "in";
  r.poseSeed = 3;
  differs(r, "written in in");
  r = coarse();
  r.legMm = 200.0;
  differs(r, "leg of 200 mm");
}

TEST(ScanRecipe, TwoFeetHaveTwoTruths) {
  ScanRecipe r = coarse();
  r.secondFootMm = 160.0;
  const auto files = makeScan(r, "pair.obj");
  ASSERT_EQ(files.size(), 3U);
  EXPECT_EQ(files[1].name, "pair.left.truth.json");
  EXPECT_EQ(nlohmann::json::parse(files[1].bytes).at("side"), "left");
  EXPECT_EQ(files[2].name, "pair.right.truth.json");
  EXPECT_EQ(nlohmann::json::parse(files[2].bytes).at("side"), "right");
}

TEST(ScanRecipe, CloudsGoIntoTheirFormatsOnly) {
  ScanRecipe r = coarse();
  r.cloudPoints = 5000;
  EXPECT_NE(makeScan(r, "c.xyz")[0].bytes.find('\n'), std::string::npos);
  EXPECT_THROW((void)makeScan(r, "c.stl"), std::runtime_error);
  EXPECT_THROW((void)makeScan(coarse(), "c.xyz"), std::runtime_error);
  EXPECT_THROW((void)makeScan(coarse(), "c.png"), std::runtime_error);
}

}  // namespace
}  // namespace phantom
