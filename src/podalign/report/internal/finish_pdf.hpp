#pragma once

#include <string>

#include "podalign/core/result.hpp"

namespace podalign::report::internal {

struct PdfFinish {
  std::string language;
  bool dated = false;  // false: the date that the drawing library wrote is removed
};

// Adds what Cairo lacks (language, title bar, identifier from the content) with QPDF, which reads
// the whole file again: a damaged one is an error, never a delivered report.
[[nodiscard]] Result<std::string> finishPdf(const std::string& drawn, const PdfFinish& finish);

}  // namespace podalign::report::internal
