#include "podalign/core/atomic_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

namespace podalign {
namespace {

tl::unexpected<Error> writeFailure(const std::filesystem::path& file, const std::string& detail) {
  return failure(ErrorCode::WriteFailed,
                 "cannot write: " + detail + ". Choose a folder that you may write to with --out.",
                 file.string());
}

}  // namespace

Result<void> writeAtomically(const std::filesystem::path& file, std::string_view bytes) {
  const std::string beside = file.string() + ".part" + std::to_string(::getpid());
  const int descriptor = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (descriptor < 0) return writeFailure(file, std::strerror(errno));
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t step = ::write(descriptor, bytes.data() + done, bytes.size() - done);
    if (step < 0 && errno == EINTR) continue;
    if (step <= 0) {
      const std::string reason = std::strerror(errno);
      ::close(descriptor);
      ::unlink(beside.c_str());
      return writeFailure(file, reason);
    }
    done += static_cast<std::size_t>(step);
  }
  const bool flushed = ::fsync(descriptor) == 0;
  const bool closed = ::close(descriptor) == 0;
  if (!flushed || !closed || std::rename(beside.c_str(), file.c_str()) != 0) {
    const std::string reason = std::strerror(errno);
    ::unlink(beside.c_str());
    return writeFailure(file, reason);
  }
  return {};
}

}  // namespace podalign
