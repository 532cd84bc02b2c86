#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace podalign {

/// Numbered in ranges, one per module. A number, once given, keeps its meaning.
enum class ErrorCode : std::int32_t {
  // core 100-199
  Internal = 100,
  Cancelled = 101,
  // files and formats 200-299
  FileNotFound = 200,
  FileUnreadable = 201,
  FileEmpty = 202,
  UnknownFormat = 203,
  Truncated = 204,
  Malformed = 205,
  TooLarge = 206,
  IndexOutOfRange = 207,
  NoSurface = 208,
  UnitNotStated = 209,
  UnitUnsupported = 210,
  WriteFailed = 211,
  // scans: conditioning and anatomy 300-399
  UnitAmbiguous = 300,
  NotAFoot = 301,
  NoGround = 302,
  SideConflict = 303,
  FrameNotFound = 304,
  // plates 400-499
  NoFootfall = 400,
  // case files and profiles 500-599
  CaseInvalid = 500,
  ProfileInvalid = 501,
  ProfileNotApproved = 502,
  IntakeInvalid = 503,
  LandmarksInvalid = 504,
};

/// Why an input was refused. `message` says what is wrong and what to do; `source` names the file
/// (or the input), `line` the 1-based line in it, 0 where lines have no meaning.
struct Error {
  ErrorCode code = ErrorCode::Internal;
  std::string message;
  std::string source;
  std::size_t line = 0;
};

/// `source:line: error: message`, the parts that are known.
[[nodiscard]] std::string toString(const Error& error);

template <class T>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> failure(ErrorCode code, std::string message,
                                                   std::string source = {}, std::size_t line = 0) {
  return tl::unexpected<Error>(Error{code, std::move(message), std::move(source), line});
}

}  // namespace podalign
