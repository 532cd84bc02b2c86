#pragma once

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "podalign/intake/form.hpp"

namespace podalign::testing {

inline const profile::Profile& ruleBase() {
  static const auto loaded = profile::loadProfile(PODALIGN_PROFILES_DIR);
  if (!loaded) throw std::runtime_error(toString(loaded.error()));
  return *loaded;
}

inline const intake::FormLayout& layout() {
  static const auto read = intake::readFormLayout(PODALIGN_PROFILES_DIR, ruleBase().vocabulary);
  if (!read) throw std::runtime_error(toString(read.error()));
  return *read;
}

inline const std::string& page() {
  static const std::string text = intake::formPage(ruleBase(), layout());
  return text;
}

}  // namespace podalign::testing
