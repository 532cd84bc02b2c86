#include "podalign/core/atomic_file.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace podalign {
namespace {

namespace fs = std::filesystem;

class AtomicFile : public ::testing::Test {
 protected:
  AtomicFile() {
    std::string name = (fs::temp_directory_path() / "podalign-core-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~AtomicFile() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  static std::string content(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    return bytes.str();
  }
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> found;
    for (const auto& entry : fs::directory_iterator(folder_)) {
      found.push_back(entry.path().filename().string());
    }
    return found;
  }
  fs::path folder_;
};

// Fails every write beyond `bytes` with EFBIG, as a full disk fails it with ENOSPC.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  void (*handler_)(int);
  rlimit before_{};
};

TEST_F(AtomicFile, WritesExactlyTheBytesAndNothingBesides) {
  std::string bytes("a\0b\xFF\n", 5);
  bytes.append(3'000'000, 'x');
  ASSERT_TRUE(writeAtomically(folder_ / "report.pdf", bytes).has_value());
  EXPECT_EQ(content(folder_ / "report.pdf"), bytes);
  EXPECT_EQ(names(), std::vector<std::string>{"report.pdf"});
}

TEST_F(AtomicFile, WritesAnEmptyFile) {
  ASSERT_TRUE(writeAtomically(folder_ / "empty", "").has_value());
  EXPECT_TRUE(fs::exists(folder_ / "empty"));
  EXPECT_EQ(fs::file_size(folder_ / "empty"), 0U);
}

TEST_F(AtomicFile, ReplacesWhatWasThere) {
  ASSERT_TRUE(writeAtomically(folder_ / "result.json", "a long first version").has_value());
  ASSERT_TRUE(writeAtomically(folder_ / "result.json", "second").has_value());
  EXPECT_EQ(content(folder_ / "result.json"), "second");
}

TEST_F(AtomicFile, KeepsTheOldFileWhenTheNewOneDoesNotFit) {
  const fs::path file = folder_ / "result.json";
  ASSERT_TRUE(writeAtomically(file, "old and whole").has_value());
  const FileSizeLimit limit(1000);
  const Result<void> written = writeAtomically(file, std::string(5000, 'x'));
  ASSERT_FALSE(written.has_value());
  EXPECT_EQ(written.error().code, ErrorCode::WriteFailed);
  EXPECT_EQ(written.error().source, file.string());
  EXPECT_NE(written.error().message.find("cannot write"), std::string::npos);
  EXPECT_EQ(content(file), "old and whole");
  EXPECT_EQ(names(), std::vector<std::string>{"result.json"}) << "no part file may stay";
}

TEST_F(AtomicFile, SaysWhyAFolderThatIsNotThereCannotBeWrittenTo) {
  const Result<void> written = writeAtomically(folder_ / "missing" / "report.pdf", "x");
  ASSERT_FALSE(written.has_value());
  EXPECT_EQ(written.error().code, ErrorCode::WriteFailed);
  EXPECT_NE(written.error().message.find("No such file or directory"), std::string::npos);
  EXPECT_NE(written.error().message.find("--out"), std::string::npos) << "what to do";
}

TEST_F(AtomicFile, DoesNotReplaceAFolder) {
  fs::create_directory(folder_ / "report.pdf");
  const Result<void> written = writeAtomically(folder_ / "report.pdf", "x");
  ASSERT_FALSE(written.has_value());
  EXPECT_EQ(written.error().code, ErrorCode::WriteFailed);
  EXPECT_EQ(names(), std::vector<std::string>{"report.pdf"});
}

}  // namespace
}  // namespace podalign
