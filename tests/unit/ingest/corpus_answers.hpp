#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "podalign/core/result.hpp"

/// What the reader has to answer to the files of tests/corpus.
namespace podalign::testing {

struct Refused {
  std::string file;
  ErrorCode code;
  std::vector<std::string> says;  ///< what is wrong, where, what to do
  std::size_t line = 0;
};

struct Accepted {
  std::string file;
  std::string format;
  std::vector<std::string> findings;
  std::size_t triangles = 12;
  std::size_t vertices = 8;
};

[[nodiscard]] const std::vector<Refused>& refusedClouds();
[[nodiscard]] const std::vector<Accepted>& acceptedClouds();
[[nodiscard]] const std::vector<Refused>& refusedScenes();
[[nodiscard]] const std::vector<Accepted>& acceptedScenes();
[[nodiscard]] const std::vector<Refused>& refusedPacked();
[[nodiscard]] const std::vector<Accepted>& acceptedPacked();
[[nodiscard]] const std::vector<Refused>& refusedDepth();

}  // namespace podalign::testing
