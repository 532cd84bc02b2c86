#include <gtest/gtest.h>

#include "cli/run.hpp"

namespace podalign::cli {
namespace {

TEST(ExitCode, RefusedInputIsThree) {
  for (const ErrorCode code :
       {ErrorCode::FileNotFound,    ErrorCode::FileUnreadable,     ErrorCode::FileEmpty,
        ErrorCode::UnknownFormat,   ErrorCode::Truncated,          ErrorCode::Malformed,
        ErrorCode::TooLarge,        ErrorCode::IndexOutOfRange,    ErrorCode::NoSurface,
        ErrorCode::UnitNotStated,   ErrorCode::UnitUnsupported,    ErrorCode::UnitAmbiguous,
        ErrorCode::NotAFoot,        ErrorCode::NoGround,           ErrorCode::SideConflict,
        ErrorCode::FrameNotFound,   ErrorCode::NoFootfall,         ErrorCode::CaseInvalid,
        ErrorCode::ProfileInvalid,  ErrorCode::ProfileNotApproved, ErrorCode::IntakeInvalid,
        ErrorCode::LandmarksInvalid}) {
    EXPECT_EQ(exitCodeFor(Error{code, "", "", 0}), 3) << static_cast<int>(code);
  }
}

TEST(ExitCode, FailureOfProgramOrMachineIsOne) {
  for (const ErrorCode code : {ErrorCode::Internal, ErrorCode::Cancelled, ErrorCode::WriteFailed}) {
    EXPECT_EQ(exitCodeFor(Error{code, "", "", 0}), 1) << static_cast<int>(code);
  }
}

}  // namespace
}  // namespace podalign::cli
