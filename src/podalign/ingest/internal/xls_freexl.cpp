#include <fcntl.h>
#include <fmt/format.h>
#include <freexl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstring>

#include "podalign/ingest/internal/xls_text.hpp"

namespace podalign::ingest {
namespace {

constexpr std::size_t kLargestWorkbook = std::size_t{64} << 20U;
constexpr std::size_t kLongestText = std::size_t{256} << 20U;
constexpr suseconds_t kProcessorMicroseconds = 800000;
constexpr rlim_t kMoreMemory = rlim_t{768} << 20U;
// Only a reader that sleeps is ended by it.
constexpr std::chrono::seconds kLongestWait{10};
constexpr std::string_view kRemedy =
    "open it in a spreadsheet program and save it as text (tab delimited), or export the "
    "measurement again";

// Behind the last line: the host program may have collected the exit status before us.
constexpr char kWhole = '\0';

enum ExitStatus { kDone = 0, kNoWorkbook = 10, kPassword = 11, kUnreadable = 12 };

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor(Descriptor&&) = delete;
  Descriptor& operator=(Descriptor&&) = delete;
  [[nodiscard]] int number() const { return number_; }
  void close() {
    if (number_ >= 0) ::close(number_);
    number_ = -1;
  }

 private:
  int number_;
};

bool writeAll(int descriptor, const char* bytes, std::size_t size) {
  while (size > 0) {
    const ssize_t written = ::write(descriptor, bytes, size);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes += written;
    size -= static_cast<std::size_t>(written);
  }
  return true;
}

// --- in the process of its own -------------------------------------------------------------------

void limitThisProcess() {
  for (const int number : {SIGPROF, SIGPIPE, SIGSEGV, SIGBUS, SIGABRT, SIGFPE}) {
    std::signal(number, SIG_DFL);
  }
  itimerval timer{};
  timer.it_value.tv_usec = kProcessorMicroseconds;
  ::setitimer(ITIMER_PROF, &timer, nullptr);
  const rlimit noCore{0, 0};
  ::setrlimit(RLIMIT_CORE, &noCore);
  std::array<char, 64> text{};
  const Descriptor file(::open("/proc/self/statm", O_RDONLY | O_CLOEXEC));
  rlim_t pages = 0;
  if (file.number() < 0 || ::read(file.number(), text.data(), text.size() - 1) <= 0) return;
  std::from_chars(text.data(), text.data() + text.size(), pages);
  const rlim_t bytes = pages * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE)) + kMoreMemory;
  const rlimit memory{bytes, bytes};
  ::setrlimit(RLIMIT_AS, &memory);
}

// Gathers what is written into large blocks.
class BlockWriter {
 public:
  explicit BlockWriter(int descriptor) : descriptor_(descriptor) {}
  void add(char c) {
    if (used_ == block_.size()) flush();
    block_[used_++] = c;
  }
  void add(std::string_view text) {
    // A line end within a cell would be a row of its own.
    for (const char c : text) add(static_cast<unsigned char>(c) < ' ' ? ' ' : c);
  }
  template <class Number>
  void addNumber(Number number) {
    std::array<char, 40> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
    add(std::string_view(text.data(), static_cast<std::size_t>(end - text.data())));
  }
  void flush() {
    if (!writeAll(descriptor_, block_.data(), used_)) ::_exit(kUnreadable);
    used_ = 0;
  }

 private:
  int descriptor_;
  std::array<char, 65536> block_{};
  std::size_t used_ = 0;
};

bool isEmpty(const FreeXL_CellValue& cell) { return cell.type == FREEXL_CELL_NULL; }

void writeCell(const FreeXL_CellValue& cell, BlockWriter& out) {
  switch (cell.type) {
    case FREEXL_CELL_INT: out.addNumber(cell.value.int_value); break;
    case FREEXL_CELL_DOUBLE: out.addNumber(cell.value.double_value); break;
    case FREEXL_CELL_TEXT:
    case FREEXL_CELL_SST_TEXT:
    case FREEXL_CELL_DATE:
    case FREEXL_CELL_DATETIME:
    case FREEXL_CELL_TIME:
      if (cell.value.text_value != nullptr) out.add(std::string_view(cell.value.text_value));
      break;
    default: break;
  }
}

int writeSheet(const void* workbook, BlockWriter& out) {
  unsigned int rows = 0;
  unsigned short columns = 0;
  if (freexl_select_active_worksheet(workbook, 0) != FREEXL_OK ||
      freexl_worksheet_dimensions(workbook, &rows, &columns) != FREEXL_OK) {
    return kUnreadable;
  }
  for (unsigned int row = 0; row < rows; ++row) {
    std::size_t owed = 0;  // tabs before the next cell that holds anything
    for (unsigned short column = 0; column < columns; ++column) {
      FreeXL_CellValue cell;
      if (freexl_get_cell_value(workbook, row, column, &cell) != FREEXL_OK) return kUnreadable;
      if (!isEmpty(cell)) {
        for (; owed > 0; --owed) out.add('\t');
        writeCell(cell, out);
      }
      ++owed;
    }
    out.add('\n');
  }
  out.add(kWhole);
  out.flush();
  return kDone;
}

int convert(int workbookFile, int output) {
  limitThisProcess();
  std::array<char, 40> path{"/proc/self/fd/"};
  char* const end = path.data() + std::strlen(path.data());
  std::to_chars(end, path.data() + path.size() - 1, workbookFile);
  const void* workbook = nullptr;
  if (freexl_open(path.data(), &workbook) != FREEXL_OK) return kNoWorkbook;
  unsigned int password = 0;
  unsigned int sheets = 0;
  freexl_get_info(workbook, FREEXL_BIFF_PASSWORD, &password);
  freexl_get_info(workbook, FREEXL_BIFF_SHEET_COUNT, &sheets);
  if (password == FREEXL_BIFF_OBFUSCATED) return kPassword;
  if (sheets == 0) return kNoWorkbook;
  BlockWriter out(output);
  return writeSheet(workbook, out);
}

// --- in ours -------------------------------------------------------------------------------------

enum class End { Whole, TooLong, TooSlow };

End readAll(int descriptor, std::string& text) {
  constexpr std::size_t kBlock = 65536;
  const auto deadline = std::chrono::steady_clock::now() + kLongestWait;
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        deadline - std::chrono::steady_clock::now());
    pollfd waiting{descriptor, POLLIN, 0};
    const int ready = ::poll(&waiting, 1, static_cast<int>(std::max<long>(0, left.count())));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return End::TooSlow;
    const std::size_t before = text.size();
    if (before + kBlock > kLongestText) return End::TooLong;
    text.resize(before + kBlock);
    ssize_t got = ::read(descriptor, text.data() + before, kBlock);
    text.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    if (got == 0) return End::Whole;
    if (got < 0 && errno != EINTR) return End::TooSlow;
  }
}

tl::unexpected<Error> refuse(ErrorCode code, std::string_view what, const std::string& source) {
  return failure(code, fmt::format("{}; {}", what, kRemedy), source);
}

}  // namespace

Result<std::string> xlsAsText(std::string_view bytes, const std::string& sourceName) {
  if (bytes.size() > kLargestWorkbook) {
    return refuse(ErrorCode::TooLarge, "a workbook of more than 64 MB", sourceName);
  }
  // In memory only: nothing of a person's file is left on a disk.
  const Descriptor file(::memfd_create("workbook", MFD_CLOEXEC));
  std::array<int, 2> ends{-1, -1};
  if (file.number() < 0 || !writeAll(file.number(), bytes.data(), bytes.size()) ||
      ::pipe2(ends.data(), O_CLOEXEC) != 0) {
    return refuse(ErrorCode::Internal, "no memory to read an old Excel workbook", sourceName);
  }
  const Descriptor from(ends[0]);
  Descriptor to(ends[1]);
  const pid_t child = ::fork();
  if (child == 0) ::_exit(convert(file.number(), to.number()));
  to.close();
  if (child < 0) {
    return refuse(ErrorCode::Internal, "no process to read an old Excel workbook in", sourceName);
  }
  std::string text;
  const End end = readAll(from.number(), text);
  if (end != End::Whole) ::kill(child, SIGKILL);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (end == End::TooLong) {
    return refuse(ErrorCode::TooLarge, "the sheet holds more than 256 MB of text", sourceName);
  }
  if (end == End::Whole && !text.empty() && text.back() == kWhole) {
    text.pop_back();
    return text;
  }
  if (end == End::Whole && WIFEXITED(status)) {
    switch (WEXITSTATUS(status)) {
      case kNoWorkbook:
        return refuse(ErrorCode::Malformed,
                      "this OLE2 document is no Excel workbook that can be read", sourceName);
      case kPassword:
        return refuse(ErrorCode::UnknownFormat, "the workbook is protected by a password",
                      sourceName);
      default: break;
    }
  }
  return refuse(ErrorCode::Malformed, "the workbook is damaged", sourceName);
}

}  // namespace podalign::ingest
