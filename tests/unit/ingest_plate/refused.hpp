#pragma once

#include <gtest/gtest.h>

#include <string>

#include "podalign/core/result.hpp"

/// Texts that are damaged on purpose, and what comes of them.
namespace podalign::testing {

inline std::string replaced(std::string text, const std::string& what, const std::string& by) {
  EXPECT_NE(text.find(what), std::string::npos) << what;
  return text.replace(text.find(what), what.size(), by);
}

/// The error of a file that has to be refused: with its name, the line, and what to do.
template <class T>
Error refused(const Result<T>& read, const std::string& source) {
  EXPECT_FALSE(read);
  if (read) return {ErrorCode::Internal, "read", "", 0};
  EXPECT_EQ(read.error().source, source);
  EXPECT_GT(read.error().line, 0U) << read.error().message;
  EXPECT_NE(read.error().message.find("export"), std::string::npos) << read.error().message;
  return read.error();
}

}  // namespace podalign::testing
