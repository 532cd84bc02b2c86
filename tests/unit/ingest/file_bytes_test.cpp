#include "podalign/ingest/file_bytes.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <string>
#include <thread>
#include <utility>

#include "unit/ingest/surfaces.hpp"

namespace podalign::ingest {
namespace {

using testing::TemporaryFolder;

// Standard input made to come from `bytes`, and put back at the end.
class FakeStandardInput {
 public:
  explicit FakeStandardInput(const std::filesystem::path& file) : saved_(::dup(STDIN_FILENO)) {
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    ::dup2(descriptor, STDIN_FILENO);
    ::close(descriptor);
  }
  ~FakeStandardInput() {
    ::dup2(saved_, STDIN_FILENO);
    ::close(saved_);
  }
  FakeStandardInput(const FakeStandardInput&) = delete;
  FakeStandardInput& operator=(const FakeStandardInput&) = delete;

 private:
  int saved_;
};

TEST(OpenFile, HoldsTheBytesAndTheNameWithoutFolder) {
  const TemporaryFolder folder;
  const std::string bytes("solid\0\xFF foot", 12);
  const auto file = openFile(folder.write("left foot.stl", bytes));
  ASSERT_TRUE(file.has_value());
  EXPECT_EQ(file->view(), bytes);
  EXPECT_EQ(file->name(), "left foot.stl");
}

TEST(OpenFile, ReadsMoreThanOneBlock) {
  const TemporaryFolder folder;
  std::string bytes(70'000'001, 'x');
  bytes.back() = 'y';
  const auto file = openFile(folder.write("big", bytes));
  ASSERT_TRUE(file.has_value());
  EXPECT_EQ(file->view(), bytes);
}

TEST(OpenFile, NamesAMissingFile) {
  const auto file = openFile("/nowhere/left.stl");
  ASSERT_FALSE(file.has_value());
  EXPECT_EQ(file.error().code, ErrorCode::FileNotFound);
  EXPECT_EQ(file.error().source, "/nowhere/left.stl");
  EXPECT_NE(file.error().message.find("no such file"), std::string::npos);
}

TEST(OpenFile, RefusesFoldersDevicesAndPipes) {
  const TemporaryFolder folder;
  const auto directory = openFile(folder.path());
  ASSERT_FALSE(directory.has_value());
  EXPECT_EQ(directory.error().code, ErrorCode::FileUnreadable);
  EXPECT_NE(directory.error().message.find("folder"), std::string::npos);

  const auto device = openFile("/dev/zero");
  ASSERT_FALSE(device.has_value());
  EXPECT_EQ(device.error().code, ErrorCode::FileUnreadable);

  const std::filesystem::path pipe = folder.path() / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const auto fifo = openFile(pipe);  // and does not wait for a writer
  ASSERT_FALSE(fifo.has_value());
  EXPECT_EQ(fifo.error().code, ErrorCode::FileUnreadable);
  EXPECT_NE(fifo.error().message.find("not a regular file"), std::string::npos);
}

TEST(OpenFile, RefusesAnEmptyFile) {
  const TemporaryFolder folder;
  const auto file = openFile(folder.write("empty.stl", ""));
  ASSERT_FALSE(file.has_value());
  EXPECT_EQ(file.error().code, ErrorCode::FileEmpty);
}

TEST(OpenFile, RefusesAFileWithoutPermission) {
  if (::geteuid() == 0) GTEST_SKIP() << "skipped: root may read everything";
  const TemporaryFolder folder;
  const auto path = folder.write("secret.stl", "solid");
  std::filesystem::permissions(path, std::filesystem::perms::none);
  const auto file = openFile(path);
  ASSERT_FALSE(file.has_value());
  EXPECT_EQ(file.error().code, ErrorCode::FileUnreadable);
  EXPECT_NE(file.error().message.find("permission"), std::string::npos);
}

TEST(OpenFile, RefusesWhatIsTooLarge) {
  const TemporaryFolder folder;
  const auto file =
      openFile(folder.write("big.stl", std::string(1001, 'x')), {.maxFileBytes = 1000});
  ASSERT_FALSE(file.has_value());
  EXPECT_EQ(file.error().code, ErrorCode::TooLarge);
  EXPECT_NE(file.error().message.find("1,001 bytes"), std::string::npos);
}

TEST(OpenFile, SurvivesAFileThatShrinksAfterwards) {
  const TemporaryFolder folder;
  const auto path = folder.write("upload.stl", std::string(1'000'000, 'x'));
  const auto file = openFile(path);
  ASSERT_TRUE(file.has_value());
  ASSERT_EQ(::truncate(path.c_str(), 10), 0);
  EXPECT_EQ(file->view(), std::string(1'000'000, 'x'));
}

TEST(OpenFile, RefusesAFileThatIsStillBeingWritten) {
  const TemporaryFolder folder;
  const auto path = folder.write("upload.stl", std::string(30'000'000, 'x'));
  std::atomic<bool> done = false;
  std::thread upload([&] {
    std::ofstream out(path, std::ios::binary | std::ios::app);
    while (!done) out << std::string(1000, 'y') << std::flush;
  });
  // On a busy machine the other thread may sleep through one reading, not through them all.
  auto file = openFile(path);
  for (int again = 0; again < 100 && file; ++again) file = openFile(path);
  done = true;
  upload.join();
  ASSERT_FALSE(file.has_value());
  EXPECT_EQ(file.error().code, ErrorCode::FileUnreadable);
  EXPECT_NE(file.error().message.find("changed while it was being read"), std::string::npos);
  EXPECT_TRUE(openFile(path).has_value()) << "once it is whole";
}

TEST(OpenFile, ReadsStandardInputUpToACap) {
  const TemporaryFolder folder;
  std::string bytes;
  for (int i = 0; i < 500'000; ++i) bytes += std::to_string(i);
  const auto path = folder.write("input", bytes);
  {
    const FakeStandardInput input(path);
    const auto file = openFile("-");
    ASSERT_TRUE(file.has_value());
    EXPECT_EQ(file->view(), bytes);
    EXPECT_EQ(file->name(), "-");
  }
  {
    const FakeStandardInput input(path);
    const auto file = openFile("-", {.maxStandardInputBytes = 1000});
    ASSERT_FALSE(file.has_value());
    EXPECT_EQ(file.error().code, ErrorCode::TooLarge);
  }
  {
    const FakeStandardInput input(folder.write("nothing", ""));
    const auto file = openFile("-");
    ASSERT_FALSE(file.has_value());
    EXPECT_EQ(file.error().code, ErrorCode::FileEmpty);
  }
}

TEST(FileBytes, MovesWithoutCopying) {
  const TemporaryFolder folder;
  auto file = openFile(folder.write("a", "bytes"));
  ASSERT_TRUE(file.has_value());
  const char* const where = file->view().data();
  FileBytes moved = std::move(*file);
  EXPECT_EQ(moved.view().data(), where);
  FileBytes assigned;
  assigned = std::move(moved);
  EXPECT_EQ(assigned.view().data(), where);
  EXPECT_EQ(assigned.view(), "bytes");
  EXPECT_TRUE(FileBytes().view().empty());
}

}  // namespace
}  // namespace podalign::ingest
