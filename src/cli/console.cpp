#include "cli/console.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace podalign::cli {
namespace {

constexpr int kBarWidth = 24;
constexpr std::string_view kClearLine = "\r\033[K";

void say(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stderr); }

// Names of files come from outside: nothing in them may steer a terminal.
std::string printable(std::string_view text) {
  std::string safe(text);
  for (char& letter : safe) {
    const auto code = static_cast<unsigned char>(letter);
    if (code < 0x20U || code == 0x7FU) letter = '?';
  }
  return safe;
}

}  // namespace

Console::Console(Talk talk)
    : talk_(talk),
      terminal_(isatty(STDERR_FILENO) == 1),
      start_(std::chrono::steady_clock::now()) {}

void Console::clearBar() {
  if (barShown_) say(kClearLine);
  barShown_ = false;
}

void Console::document(std::string_view text) {
  clearBar();
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) writeFailed_ = true;
}

void Console::message(std::string_view line) {
  if (talk_ == Talk::Quiet) return;
  clearBar();
  say(fmt::format("podalign: {}\n", printable(line)));
}

void Console::error(const Error& error) {
  clearBar();
  say(fmt::format("podalign: {}\n", printable(toString(error))));
}

void Console::progress(const pipeline::ProgressStep& step, std::string_view sentence) {
  if (talk_ == Talk::Quiet) return;
  const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start_;
  if (!terminal_) {
    say(fmt::format("podalign: {:5.1f} s  {}\n", passed.count(), printable(sentence)));
    return;
  }
  const int total = step.total > 0 ? step.total : 1;
  const int filled = kBarWidth * step.done / total;
  say(fmt::format("{}[{:#<{}}{:.<{}}] {}", kClearLine, "", filled, "", kBarWidth - filled,
                  printable(sentence)));
  barShown_ = true;
}

pipeline::WorkOptions Console::work(const profile::TextCatalogue& texts) {
  pipeline::WorkOptions options;
  options.progress = [this, &texts](const pipeline::ProgressStep& step) {
    progress(step, texts.render(Message{step.stage, {{"subject", step.subject}}}));
  };
  return options;
}

Result<void> Console::finish() {
  clearBar();
  if (std::fflush(stdout) != 0 || writeFailed_) {
    return failure(ErrorCode::WriteFailed,
                   "standard output could not be written (disk full, or nobody reads it)");
  }
  return {};
}

}  // namespace podalign::cli
