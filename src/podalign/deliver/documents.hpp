#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "podalign/core/result.hpp"
#include "podalign/exchange/fhir_bundle.hpp"
#include "podalign/pipeline/assess.hpp"
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

struct DeliveryOptions {
  std::set<OutputFormat> formats{OutputFormat::Pdf, OutputFormat::Json, OutputFormat::Png};
  report::Paper paper = report::Paper::A4;
  report::Ink ink = report::Ink::Colour;
  std::string language = "en";
  exchange::SnomedCodes snomed = exchange::SnomedCodes::LeftOut;
  std::string caseName;  ///< in the table of measures
  pipeline::AssessOptions assess;
};

struct Document {
  std::string name;       ///< `report.pdf`, `feet.png`
  std::string mediaType;  ///< `application/pdf`
  std::string bytes;
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
///         FHIR bundle is asked for and the case has no date; Cancelled.
[[nodiscard]] Result<Delivered> assessToDocuments(const pipeline::Case& theCase,
                                                  const profile::Profile& knowledge,
                                                  const DeliveryOptions& options);

}  // namespace podalign::deliver
