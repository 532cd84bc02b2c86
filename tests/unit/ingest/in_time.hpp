#pragma once

#include <gtest/gtest.h>

#include <ctime>

namespace podalign::testing {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || !defined(NDEBUG)
inline constexpr double kSecond = 10.0;  // instrumented programs take about ten times as long
#else
inline constexpr double kSecond = 1.0;
#endif

/// What `work` answers; fails the test when that took more than a second of this process's time
/// (not of the clock's: the machine may be busy with others).
template <class Work>
auto inASecond(const Work& work) {
  const std::clock_t before = std::clock();
  auto answer = work();
  EXPECT_LT(static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC, kSecond);
  return answer;
}

}  // namespace podalign::testing
