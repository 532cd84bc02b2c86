#include "phantom/samples.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace phantom {
namespace {

namespace fs = std::filesystem;

const fs::path kScans = fs::path(PODALIGN_SOURCE_DIR) / "scans";

std::string contentOf(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

void expectCommitted(const fs::path& folder, const std::vector<SampleFile>& files) {
  for (const SampleFile& file : files) {
    // Not EXPECT_EQ: a megabyte of bytes is no message.
    EXPECT_TRUE(contentOf(folder / file.name) == file.bytes)
        << (folder / file.name) << " is not what tools/make_samples makes";
  }
}

TEST(Samples, CommittedFilesAreWhatTheSeedMakes) {
  expectCommitted(kScans / "demo", demoSample(7));
  expectCommitted(kScans / "shop", shopSample(7));
}

TEST(Samples, StayUnderTheirLimit) {
  std::uintmax_t bytes = 0;
  for (const auto& entry : fs::recursive_directory_iterator(kScans)) {
    // What somebody assessed beside a sample is no sample.
    const bool made = entry.path().string().find("podalign-out") != std::string::npos;
    if (entry.is_regular_file() && !made) bytes += entry.file_size();
  }
  EXPECT_LT(bytes, 4'500'000U);
}

// Truth must not be made by what it is to judge.
TEST(Phantom, IncludesNothingOfTheProduct) {
  for (const auto& entry :
       fs::directory_iterator(fs::path(PODALIGN_SOURCE_DIR) / "tools" / "phantom"))
    EXPECT_EQ(contentOf(entry.path()).find("#include \"podalign"), std::string::npos)
        << entry.path();
}

}  // namespace
}  // namespace phantom
