#include "podalign/folders/journal.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace podalign::folders {
namespace {

namespace fs = std::filesystem;

class JournalFile : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "journal.XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder = pattern;
    file = folder / "cases.jsonl";
  }
  void TearDown() override { fs::remove_all(folder); }
  [[nodiscard]] std::string text() const {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  fs::path folder;
  fs::path file;
};

TEST_F(JournalFile, RemembersWhatWasFinishedAndHow) {
  auto journal = Journal::open(file);
  ASSERT_TRUE(journal);
  ASSERT_TRUE(journal->append("b", R"({"case":"b"})", "f2"));
  ASSERT_TRUE(journal->append("a", R"({"case":"a"})", "f1"));
  const auto again = Journal::open(file);
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->find("a", "f1").empty());
  EXPECT_TRUE(again->find("a", "f2").empty()) << "the case has changed since";
  EXPECT_TRUE(again->find("c", "f1").empty());
}

TEST_F(JournalFile, ALineThatAKillCutOffIsNone) {
  std::ofstream(file) << R"({"case":"a","fingerprint":"f"})"
                      << "\n"
                      << R"({"case":"b","fingerprint":"f"})";  // whole, but for its line feed
  const auto journal = Journal::open(file);
  ASSERT_TRUE(journal);
  EXPECT_FALSE(journal->find("a", "f").empty());
  EXPECT_TRUE(journal->find("b", "f").empty());
}

TEST_F(JournalFile, ForgetsCasesThatAreGoneOrChangedAndSortsTheRest) {
  auto journal = Journal::open(file);
  ASSERT_TRUE(journal);
  for (const char* name : {"c", "b", "a"}) {
    ASSERT_TRUE(journal->append(name, std::string(R"({"case":")") + name + "\"}", "f"));
  }
  ASSERT_TRUE(journal->keepOnly({{"a", "f"}, {"c", "f"}, {"b", "another"}}));
  EXPECT_EQ(text(),
            "{\"case\":\"a\",\"fingerprint\":\"f\"}\n{\"case\":\"c\",\"fingerprint\":\"f\"}\n");
}

TEST_F(JournalFile, WhatIsNoLineOfOursIsLeftOut) {
  std::ofstream(file) << "garbage\n[1]\n{\"case\":7}\n\xff\xfe\n";
  const auto journal = Journal::open(file);
  ASSERT_TRUE(journal);
  EXPECT_TRUE(journal->find("garbage", "").empty());
}

}  // namespace
}  // namespace podalign::folders
