#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace podalign::profile {

/// A code of somebody else for what one of our own codes names.
struct ForeignCode {
  std::string of;     ///< `foot.left`
  std::string code;   ///< `22335008`
  std::string means;  ///< in their words
  std::vector<std::string> sources;
  std::string basis;      ///< where there is no source
  bool verified = false;  ///< seen in a release of the terminology itself
};

/// A terminology whose codes are given only where somebody holds its licence.
struct Terminology {
  std::string id;       ///< `snomed`
  std::string uri;      ///< as records name it
  std::string licence;  ///< what who asks for it has to hold
  std::vector<ForeignCode> codes;
};

}  // namespace podalign::profile
