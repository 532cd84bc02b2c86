#include "cli/run.hpp"

#include <cstdio>
#include <exception>
#include <new>

#include "podalign/report/json.hpp"

namespace podalign::cli {
namespace {

Output outputOf(const Command& command) {
  return std::visit([](const auto& arguments) { return arguments.output; }, command);
}

// A line for people, and for programs the error document.
int tell(const Error& error, Output output, Console& console) {
  console.error(error);
  if (output == Output::Json) console.document(report::errorJson(error));
  return exitCodeFor(error);
}

Result<int> runCommand(const Command& command, Console& console) {
  try {
    return std::visit([&](const auto& arguments) { return run(arguments, console); }, command);
  } catch (const std::bad_alloc&) {
    return failure(ErrorCode::Internal, "not enough memory for this input");
  } catch (const std::exception& problem) {
    return failure(ErrorCode::Internal,
                   std::string("internal error, nothing was recommended: ") + problem.what());
  }
}

}  // namespace

int exitCodeFor(const Error& error) {
  switch (error.code) {
    case ErrorCode::Internal:
    case ErrorCode::Cancelled:
    case ErrorCode::WriteFailed: return kExitInternal;
    default: return kExitRefused;
  }
}

int runProgram(int count, const char* const* values) {
  try {
    const auto parsed = parseArguments(count, values);
    if (const auto* end = std::get_if<ParseEnd>(&parsed)) {
      std::fputs(end->text.c_str(), end->exitCode == kExitDone ? stdout : stderr);
      return end->exitCode;
    }
    const auto& invocation = std::get<Invocation>(parsed);
    Console console(invocation.talk);
    const auto done = runCommand(invocation.command, console);
    int code = done ? *done : tell(done.error(), outputOf(invocation.command), console);
    if (auto flushed = console.finish(); !flushed) {
      console.error(flushed.error());
      code = kExitInternal;
    }
    return code;
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "podalign: error: %s\n", problem.what());
    return kExitInternal;
  }
}

}  // namespace podalign::cli
