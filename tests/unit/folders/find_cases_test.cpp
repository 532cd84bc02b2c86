#include "podalign/folders/find_cases.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

namespace podalign::folders {
namespace {

namespace fs = std::filesystem;

class CaseTree : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "cases.XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    top = pattern;
  }
  void TearDown() override { fs::remove_all(top); }
  void addCase(const fs::path& folder) const {
    fs::create_directories(top / folder);
    std::ofstream(top / folder / "case.yaml") << "schema: podalign/case/1\n";
  }
  fs::path top;
};

TEST_F(CaseTree, GivesEveryCaseByNameButNotWhereTheDocumentsGo) {
  addCase("b/2");
  addCase("b/1");
  addCase("a");
  addCase("out/a");
  const auto found = findCases(top, top / "out");
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 3U);
  EXPECT_EQ((*found)[0].name, "a");
  EXPECT_EQ((*found)[1].name, "b/1");
  EXPECT_EQ((*found)[2].name, "b/2");
}

TEST_F(CaseTree, ACaseAtTheTopHasAName) {
  addCase(".");
  const auto found = findCases(top, top / "out");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->front().name, "_top");
}

TEST_F(CaseTree, ALinkToAFolderAboveDoesNotGoRound) {
  addCase("a");
  fs::create_directory_symlink(top, top / "a" / "round");
  const auto found = findCases(top, top / "out");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->size(), 1U);
}

TEST_F(CaseTree, NothingToDoIsSaid) {
  const auto none = findCases(top, top / "out");
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, ErrorCode::FileNotFound);
  EXPECT_FALSE(findCases(top / "nowhere", top / "out"));
}

}  // namespace
}  // namespace podalign::folders
