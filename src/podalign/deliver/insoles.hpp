#pragma once

#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include "podalign/core/laterality.hpp"
#include "podalign/core/result.hpp"
#include "podalign/deliver/document.hpp"
#include "podalign/report/insole_document.hpp"

namespace podalign::deliver {

enum class InsoleFormat { Stl, ThreeMf, Pdf, Png, Svg };

/// Names of the documents of insoles, as every front door writes them.
inline constexpr const char* kPrescriptionName = "prescription.json";
inline constexpr const char* kFormName = "prescription.pdf";
/// `insole-left.stl`.
[[nodiscard]] std::string insoleName(Laterality side, const char* ending);
/// Every name that a case with insoles may have.
[[nodiscard]] std::vector<std::string> insoleNames();

struct InsoleFileOptions {
  std::set<InsoleFormat> formats{InsoleFormat::Stl, InsoleFormat::ThreeMf, InsoleFormat::Pdf,
                                 InsoleFormat::Png};
  report::Paper paper = report::Paper::A4;
  std::stop_token stop = {};
};

/// Everything that is written of insoles: `prescription.json` always, the rest as asked for. The
/// names of the solids are noted in `document`, which form and JSON tell. In the language that
/// everything is written in (report::originalsOf), as nothing of it is translated.
///
/// Errors: those of the renderers.
[[nodiscard]] Result<std::vector<Document>> insoleFiles(report::InsoleDocument& document,
                                                        const InsoleFileOptions& options,
                                                        const report::TextRenderer& texts);

}  // namespace podalign::deliver
