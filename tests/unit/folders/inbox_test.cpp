#include "podalign/folders/inbox.hpp"

#include <gtest/gtest.h>

namespace podalign::folders {
namespace {

TEST(Inbox, NamesSaySideAndPerson) {
  const struct {
    const char* file;
    const char* stem;
    std::optional<Laterality> side;
  } cases[] = {{"anna_left.stl", "anna", Laterality::Left},
               {"anna-R.obj", "anna", Laterality::Right},
               {"L_anna.ply", "anna", Laterality::Left},
               {"2026-05-04 Meier links.stl", "2026_05_04_Meier", Laterality::Left},
               {"rechts.stl", "feet", Laterality::Right},
               {"anna.lst", "anna", std::nullopt},
               {"bright.stl", "bright", std::nullopt},
               {"cleft_lip.stl", "cleft_lip", std::nullopt}};
  for (const auto& [file, stem, side] : cases) {
    const DroppedName read = readName(file);
    EXPECT_EQ(read.stem, stem) << file;
    EXPECT_EQ(read.side, side) << file;
  }
}

TEST(Inbox, AGroupIsWholeWithBothFeetOrWithoutSides) {
  EXPECT_TRUE(groupFiles({"anna_left.stl", "anna_right.stl", "anna.lst"}).front().whole());
  EXPECT_TRUE(groupFiles({"both_feet.stl"}).front().whole());
  EXPECT_FALSE(groupFiles({"anna_left.stl"}).front().whole());
  EXPECT_FALSE(groupFiles({"anna_right.stl", "anna.lst"}).front().whole());
}

TEST(Inbox, PeopleAreKeptApart) {
  const auto groups = groupFiles({"b_left.stl", "a_left.stl", "b_right.stl", "a_right.stl"});
  ASSERT_EQ(groups.size(), 2U);
  EXPECT_EQ(groups[0].stem, "a");
  EXPECT_EQ(groups[0].files.size(), 2U);
  EXPECT_EQ(groups[1].stem, "b");
}

TEST(Inbox, UnfinishedAndForeignFilesArePassedOver) {
  for (const char* name : {".hidden.stl", "a.stl.part", "a.STL.TMP", "~$a.xls", "Thumbs.db", ""}) {
    EXPECT_TRUE(isPassedOver(name)) << name;
  }
  EXPECT_FALSE(isPassedOver("party.stl"));
  EXPECT_TRUE(groupFiles({"anna_left.stl.crdownload"}).empty());
}

}  // namespace
}  // namespace podalign::folders
