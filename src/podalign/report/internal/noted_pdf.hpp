#pragma once

#include <vector>

#include "podalign/report/internal/canvas.hpp"
#include "podalign/report/pdf.hpp"

namespace podalign::report::internal {

// As renderPdf; every line of text is noted where it was drawn (null: nothing is noted).
[[nodiscard]] Result<std::string> renderNoted(const Assessment& assessment,
                                              const TextRenderer& texts, const PdfOptions& options,
                                              std::vector<PlacedText>* placed);

}  // namespace podalign::report::internal
