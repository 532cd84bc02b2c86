#pragma once

#include "cli/arguments.hpp"
#include "cli/console.hpp"
#include "podalign/core/result.hpp"

namespace podalign::cli {

/// Exit codes of docs/contract.md.
inline constexpr int kExitDone = 0;
inline constexpr int kExitInternal = 1;
inline constexpr int kExitUsage = 2;
inline constexpr int kExitRefused = 3;

/// 1 where the program or the machine failed, 3 where the input was refused.
[[nodiscard]] int exitCodeFor(const Error& error);

/// The commands. Each writes its document to `console` and returns the exit code; an error that it
/// returns has not been told yet.
[[nodiscard]] Result<int> run(const AssessArguments& arguments, Console& console);
[[nodiscard]] Result<int> run(const MeasureArguments& arguments, Console& console);
[[nodiscard]] Result<int> run(const InspectArguments& arguments, Console& console);
[[nodiscard]] Result<int> run(const DecideArguments& arguments, Console& console);
[[nodiscard]] Result<int> run(const ProfileArguments& arguments, Console& console);
[[nodiscard]] Result<int> run(const IntakeArguments& arguments, Console& console);
[[nodiscard]] Result<int> run(const BatchArguments& arguments, Console& console);
[[nodiscard]] Result<int> run(const WatchArguments& arguments, Console& console);
[[nodiscard]] Result<int> run(const InsoleArguments& arguments, Console& console);

/// Everything from the command line to the exit code; nothing thrown gets past it.
[[nodiscard]] int runProgram(int count, const char* const* values);

}  // namespace podalign::cli
