#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>

#include "podalign/core/laterality.hpp"

namespace podalign::insole {

/// A value as somebody wrote it, with its line.
struct StatedNumber {
  double value = 0.0;
  std::size_t line = 0;
};
struct StatedWord {
  std::string value;
  std::size_t line = 0;
};

/// What is prescribed for one foot: only what was stated. Names: numberKeys, wordKeys.
struct FootPrescription {
  std::map<std::string, StatedNumber> numbers;
  std::map<std::string, StatedWord> words;
  std::size_t line = 0;
};

/// The `prescription` of a case. Only the geometry reads it; nothing proposes it.
struct Prescription {
  bool approvedByClinician = false;
  std::string source;  ///< the case file
  std::size_t line = 0;
  PerSide<std::optional<FootPrescription>> feet;
};

/// Keys of one foot, as docs/contract.md names them. Their limits are in `insole_shape.yaml`.
[[nodiscard]] std::span<const char* const> numberKeys();
[[nodiscard]] std::span<const char* const> wordKeys();

}  // namespace podalign::insole
