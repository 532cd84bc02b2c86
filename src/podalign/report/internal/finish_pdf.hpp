#pragma once

#include <string>
#include <vector>

#include "podalign/core/result.hpp"
#include "podalign/report/internal/structure.hpp"
#include "podalign/report/pdf.hpp"

namespace podalign::report::internal {

struct PdfFinish {
  std::string title, subject;
  std::string language;
  bool dated = false;  // false: the date that the drawing library wrote is removed
  Point pageSize;
  const Structure& structure;
  const std::vector<Attachment>& attachments;
};

// Makes an archivable, tagged file of what Cairo drew, with QPDF, which reads the whole result
// again: a damaged one is an error, never a delivered report.
[[nodiscard]] Result<std::string> finishPdf(const std::string& drawn, const PdfFinish& finish);

}  // namespace podalign::report::internal
