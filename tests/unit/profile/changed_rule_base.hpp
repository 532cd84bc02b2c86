#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace podalign::profile::testing {

/// A copy of the rule base that a test may change; it is removed at the end.
class RuleBaseCopy {
 public:
  RuleBaseCopy() {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    std::string folder = "podalign_profiles_" + std::to_string(getpid()) + "_" +
                         test->test_suite_name() + "_" + test->name();
    for (char& c : folder) c = c == '/' ? '_' : c;
    directory_ = std::filesystem::temp_directory_path() / folder;
    std::filesystem::remove_all(directory_);
    std::filesystem::copy(PODALIGN_PROFILES_DIR, directory_,
                          std::filesystem::copy_options::recursive);
  }
  ~RuleBaseCopy() { std::filesystem::remove_all(directory_); }
  RuleBaseCopy(const RuleBaseCopy&) = delete;
  RuleBaseCopy& operator=(const RuleBaseCopy&) = delete;

  [[nodiscard]] const std::filesystem::path& directory() const { return directory_; }

  [[nodiscard]] std::string text(const std::string& file) const {
    std::stringstream text;
    text << std::ifstream(directory_ / file, std::ios::binary).rdbuf();
    return text.str();
  }

  /// Replaces the first `from` behind the first `after`.
  void replace(const std::string& file, const std::string& from, const std::string& to,
               const std::string& after = "") {
    std::string content = text(file);
    const std::size_t start = content.find(after);
    ASSERT_NE(start, std::string::npos) << "the test looks for text that is gone: " << after;
    const std::size_t at = content.find(from, start);
    ASSERT_NE(at, std::string::npos) << "the test looks for text that is gone: " << from;
    content.replace(at, from.size(), to);
    changedLine_ =
        1 + static_cast<std::size_t>(std::count(
                content.begin(), content.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
    write(file, content);
  }

  /// Where the last replacement begins.
  [[nodiscard]] std::size_t changedLine() const { return changedLine_; }

  void write(const std::string& file, const std::string& content) {
    std::ofstream(directory_ / file, std::ios::binary) << content;
  }

  /// The 1-based line of the first `part`; 0 where there is none.
  [[nodiscard]] std::size_t lineOf(const std::string& file, const std::string& part) const {
    std::ifstream stream(directory_ / file);
    std::string line;
    for (std::size_t number = 1; std::getline(stream, line); ++number) {
      if (line.find(part) != std::string::npos) return number;
    }
    return 0;
  }

 private:
  std::size_t changedLine_ = 0;
  std::filesystem::path directory_;
};

}  // namespace podalign::profile::testing
