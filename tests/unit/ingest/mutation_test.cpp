// Deterministic fuzzing: every corpus file damaged in many ways. Whatever comes, the reader answers
// with a surface that keeps its promises or with an error that says something.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "podalign/ingest/scan.hpp"
#include "unit/ingest/surfaces.hpp"

namespace podalign::ingest {
namespace {

constexpr int kInputsPerReader = 20'000;

std::vector<std::string> seeds(const std::string& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(PODALIGN_CORPUS_DIR) / folder)) {
    files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::vector<std::string> bytes;
  for (const auto& file : files) bytes.push_back(testing::fileContent(file));
  return bytes;
}

class Mutator {
 public:
  Mutator(std::vector<std::string> seeds, std::uint64_t seed)
      : seeds_(std::move(seeds)), random_(seed) {}

  std::string next() {
    std::string bytes = seeds_[below(seeds_.size())];
    const std::size_t changes = 1 + below(4);
    for (std::size_t i = 0; i < changes && !bytes.empty(); ++i) change(bytes);
    return bytes;
  }

 private:
  std::size_t below(std::size_t limit) { return random_() % limit; }

  void change(std::string& bytes) {
    static constexpr std::array<std::string_view, 12> kTokens{
        "-1",
        "4294967295",
        "99999999999",
        "nan",
        "1e999",
        "\n",
        "\r",
        " ",
        "endsolid",
        "element face 3\n",
        std::string_view("\xFF\xFF\xFF\xFF", 4),
        std::string_view("\0\0\0\x80", 4)};
    // Half of them in the second half: nearly every damage to a header ends the reading there.
    const std::size_t start = below(2) * (bytes.size() / 2);
    const std::size_t at = start + below(bytes.size() - start);
    const std::size_t length = std::min(below(64) + 1, bytes.size() - at);
    switch (below(7)) {
      case 0: bytes[at] = static_cast<char>(below(256)); break;
      case 1: bytes[at] = static_cast<char>(bytes[at] ^ (1 << below(8))); break;
      case 2: bytes.erase(at, length); break;
      case 3: bytes.insert(at, bytes.substr(at, length)); break;
      case 4: bytes.insert(at, kTokens[below(kTokens.size())]); break;
      case 5: {
        const std::string_view token = kTokens[below(kTokens.size())];
        bytes.replace(at, std::min(token.size(), bytes.size() - at), token);
        break;
      }
      default: bytes.resize(at); break;
    }
  }

  std::vector<std::string> seeds_;
  std::mt19937_64 random_;
};

void expectAnswers(const std::string& folder, std::uint64_t seed) {
  Mutator mutator(seeds(folder), seed);
  int read = 0;
  for (int i = 0; i < kInputsPerReader; ++i) {
    const std::string bytes = mutator.next();
    const auto scan = readScan(bytes, "mutated");
    if (scan) {
      ++read;
      ASSERT_EQ(testing::brokenPromise(scan->value.mesh, scan->value.normals), "")
          << folder << " input " << i;
      continue;
    }
    ASSERT_FALSE(scan.error().message.empty()) << folder << " input " << i;
    ASSERT_EQ(scan.error().source, "mutated") << folder << " input " << i;
    ASSERT_NE(scan.error().code, ErrorCode::Internal) << folder << " input " << i;
  }
  // Both ways must have been taken, or the mutations are no test.
  EXPECT_GT(read, kInputsPerReader / 100);
  EXPECT_LT(read, kInputsPerReader * 9 / 10);
}

TEST(MutatedScans, StlIsAnsweredWhateverItHolds) { expectAnswers("stl", 1); }
TEST(MutatedScans, PlyIsAnsweredWhateverItHolds) { expectAnswers("ply", 2); }
TEST(MutatedScans, ObjIsAnsweredWhateverItHolds) { expectAnswers("obj", 3); }
TEST(MutatedScans, PointListsAreAnsweredWhateverTheyHold) { expectAnswers("points", 4); }
TEST(MutatedScans, OffIsAnsweredWhateverItHolds) { expectAnswers("off", 6); }
TEST(MutatedScans, GltfIsAnsweredWhateverItHolds) { expectAnswers("gltf", 7); }
TEST(MutatedScans, ThreeMfIsAnsweredWhateverItHolds) { expectAnswers("3mf", 8); }
TEST(MutatedScans, ArchivesAreAnsweredWhateverTheyHold) { expectAnswers("archive", 9); }
TEST(MutatedScans, DicomIsAnsweredWhateverItHolds) { expectAnswers("dicom", 10); }
TEST(MutatedScans, PcdIsAnsweredWhateverItHolds) { expectAnswers("pcd", 5); }

}  // namespace
}  // namespace podalign::ingest
