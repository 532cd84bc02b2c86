#include "podalign/report/insole_document.hpp"

namespace podalign::report {

Result<std::string> renderInsoleForm(const InsoleDocument& document, const TextRenderer& texts,
                                     const PdfOptions& options) {
  return renderPdf(document.assessment, texts, options);
}

}  // namespace podalign::report
