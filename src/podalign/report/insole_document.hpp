#pragma once

#include <string>
#include <vector>

#include "podalign/insole/insole.hpp"
#include "podalign/insole/plan.hpp"
#include "podalign/report/assessment.hpp"
#include "podalign/report/json.hpp"
#include "podalign/report/pdf.hpp"
#include "podalign/report/pictures.hpp"
#include "podalign/report/texts.hpp"

namespace podalign::report {

/// One made insole with what it was made by.
struct MadeInsole {
  insole::InsolePlan plan;
  insole::Insole insole;
  std::size_t scan = 0;            ///< index into Assessment::scans
  std::vector<std::string> files;  ///< names of its STL and 3MF, as far as they are written
};

/// The insoles of one case: what form, prescription.json and pictures are made from.
struct InsoleDocument {
  Assessment assessment;
  std::string caseSha256;
  std::vector<MadeInsole> insoles;  ///< left before right
  std::vector<profile::ShapeConstant> constants;
  Findings findings;
};

/// `podalign/prescription/1`: what was prescribed, what it was checked against, what was made.
[[nodiscard]] std::string prescriptionJson(const InsoleDocument& document,
                                           const TextRenderer& texts,
                                           JsonLayout layout = JsonLayout::Indented);

/// The prescription form for the laboratory: values with their limits, drawings with the
/// corrections, room for the clinician's and the laboratory's signature.
/// Requires, Errors, Accuracy: as renderPdf.
[[nodiscard]] Result<std::string> renderInsoleForm(const InsoleDocument& document,
                                                   const TextRenderer& texts,
                                                   const PdfOptions& options);

/// `insole-left.png`, `insole-right.png`: from above, from the inner side with the foot on it,
/// sections across with the foot. Errors: as renderPdf.
[[nodiscard]] Result<std::vector<Picture>> renderInsolePictures(const InsoleDocument& document,
                                                                const TextRenderer& texts,
                                                                const PictureOptions& options);

}  // namespace podalign::report
