#pragma once

#include <fstream>
#include <iterator>
#include <optional>
#include <string>

#include "support/real_data.hpp"

namespace podalign::testing {

/// The bytes of a real pressure recording.
inline std::optional<std::string> pressureSample(const std::string& name) {
  const auto folder = realData();
  if (!folder) return std::nullopt;
  std::ifstream stream(*folder / "pressure" / name, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(stream), {});
}

}  // namespace podalign::testing

/// Reads a sample, or leaves the test visibly where it is not there.
#define PODALIGN_SAMPLE(variable, name)                            \
  const auto variable = ::podalign::testing::pressureSample(name); \
  if (!variable) GTEST_SKIP() << "skipped: no shared data"
