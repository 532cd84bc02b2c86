#pragma once

#include <string>
#include <vector>

#include "phantom/walk.hpp"

namespace phantom {

/// novel emed "emascii" text: Latin-1, LF, tabs, one page per frame with the rectangle that the
/// trial touched, margins of force, a form feed after each page and one more at the end. Several
/// measurements follow each other, Page and Pict-No starting at 1 again.
[[nodiscard]] std::string emedText(const std::vector<Recording>& measurements);

struct TekscanOptions {
  enum class Sensor { Mat, InShoe };
  Sensor sensor = Sensor::Mat;
  Side side = Side::Left;  ///< of the insole; a mat has none
  std::string fileName = "phantom";
  const char* lineEnd = "\r\n";
};

/// Tekscan ASCII movie (.asf). In-shoe cells outside the insole are written as B.
[[nodiscard]] std::string tekscanText(const Recording& recording, const TekscanOptions& options);

}  // namespace phantom
