#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
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

/// A folder that no other test writes to, also when they run side by side.
class OwnFolder {
 public:
  OwnFolder()
      : path_(std::filesystem::temp_directory_path() /
              ("podalign_form_" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(path_);
  }
  ~OwnFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  OwnFolder(const OwnFolder&) = delete;
  OwnFolder& operator=(const OwnFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace podalign::testing
