#pragma once

#include <functional>
#include <string>
#include <vector>

#include "podalign/report/internal/pages.hpp"
#include "podalign/report/pdf.hpp"

// From chapters to a finished PDF: pages, head and foot, tags. What every document of the report
// shares.
namespace podalign::report::internal {

// Keys of the texts.
struct PagesTitle {
  std::string title, subject;
  std::string watermark = {};  // empty: none
};
// From the content in the language asked for, and in the one that everything is written in.
using ChapterMaker = std::function<std::vector<Chapter>(const Content&, const Content& original)>;

// Errors: those of renderPdf.
[[nodiscard]] Result<std::string> renderPages(const Assessment& assessment,
                                              const TextRenderer& texts, const PagesTitle& title,
                                              const PdfOptions& options,
                                              const ChapterMaker& makeChapters,
                                              std::vector<PlacedText>* placed = nullptr);

}  // namespace podalign::report::internal
