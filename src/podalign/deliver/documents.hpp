#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "podalign/core/result.hpp"
#include "podalign/deliver/document.hpp"
#include "podalign/deliver/insoles.hpp"
#include "podalign/exchange/fhir_bundle.hpp"
#include "podalign/pipeline/assess.hpp"
#include "podalign/profile/insole_shape.hpp"
#include "podalign/report/pdf.hpp"

/// From a case to its finished documents, in memory: what the command line, the plugin and the
/// folders share.
namespace podalign::deliver {

enum class OutputFormat { Pdf, Json, Png, Svg, Ics, Csv, Fhir };

/// Names of the documents, as every front door writes them.
inline constexpr const char* kResultName = "result.json";
inline constexpr const char* kReportName = "report.pdf";
inline constexpr const char* kCalendarName = "plan.ics";
inline constexpr const char* kMeasurementsName = "measurements.json";
inline constexpr const char* kTableName = "measures.csv";
inline constexpr const char* kFhirName = "bundle.fhir.json";

/// SNOMED CT needs a licence of the country it is used in; own codes are always there.
enum class SnomedCodes { LeftOut, Included };

/// The insoles that a clinician prescribed in the case, beside everything else or alone.
struct InsolesAsked {
  const profile::InsoleShape* shape = nullptr;
  std::string caseSha256;  ///< of the case file
  std::set<InsoleFormat> formats;
};

struct DeliveryOptions {
  std::set<OutputFormat> formats{OutputFormat::Pdf, OutputFormat::Json, OutputFormat::Png};
  report::Paper paper = report::Paper::A4;
  report::Ink ink = report::Ink::Colour;
  report::LengthUnit lengths = report::LengthUnit::Millimetre;  ///< of the PDF
  std::string language = "en";
  SnomedCodes snomed = SnomedCodes::LeftOut;
  std::string caseName;  ///< in the table of measures
  std::optional<InsolesAsked> insoles;
  pipeline::AssessOptions assess;
};

/// What came of one case. With a side conflict there are `measurements.json` and the table alone:
/// measures stay, advice goes, because nobody may act on a foot whose side is in doubt.
struct Delivered {
  std::vector<Document> documents;
  std::vector<std::string> outdated;  ///< names that an earlier run may have left and must not stay
  std::string resultJson;             ///< empty with a side conflict
  recommend::Decision decision;
  std::optional<Error> sideConflict;
  std::vector<Error> refused;  ///< files left out under `keepReadable`
};

/// Assesses and renders.
///
/// Errors: those of pipeline::assess and of the renderers; CaseInvalid where a calendar or a
///         FHIR bundle is asked for and the case has no date; those of pipeline::makeInsoles where
///         insoles are asked for; Cancelled.
[[nodiscard]] Result<Delivered> assessToDocuments(const pipeline::Case& theCase,
                                                  const profile::Profile& knowledge,
                                                  const DeliveryOptions& options);

}  // namespace podalign::deliver
