#include "podalign/deliver/documents.hpp"

#include <array>
#include <utility>

#include "podalign/core/sha256.hpp"
#include "podalign/deliver/knowledge.hpp"
#include "podalign/deliver/measure_table.hpp"
#include "podalign/pipeline/make_insoles.hpp"
#include "podalign/report/calendar.hpp"
#include "podalign/report/json.hpp"
#include "podalign/report/pictures.hpp"

namespace podalign::deliver {
namespace {

using pipeline::AssessedCase;
using report::Assessment;

constexpr const char* kJsonType = "application/json";
constexpr const char* kFhirType = "application/fhir+json";

struct Rendering {
  const DeliveryOptions& options;
  const profile::Profile& knowledge;
  const report::TextRenderer& texts;
  Delivered& delivered;
};

Result<void> checkStop(const DeliveryOptions& options) {
  return pipeline::checkStop(options.assess.work);
}

void addTable(const Assessment& assessment, const Rendering& rendering) {
  if (!rendering.options.formats.contains(OutputFormat::Csv)) return;
  rendering.delivered.documents.push_back(
      {kTableName, "text/csv",
       measureTableHeader() + measureTable(assessment, rendering.options.caseName)});
}

void keepMeasuresOnly(AssessedCase& assessed, const Rendering& rendering) {
  Assessment& assessment = assessed.assessment;
  addTable(assessment, rendering);
  report::MeasurementDocument document;
  document.inputs = std::move(assessment.inputs);
  document.scans = std::move(assessment.scans);
  document.steps = std::move(assessment.steps);
  document.comparison = std::move(assessment.comparison);
  document.findings = std::move(assessment.findings);
  Delivered& delivered = rendering.delivered;
  delivered.sideConflict = std::move(assessed.sideConflict);
  delivered.documents.push_back(
      {kMeasurementsName, kJsonType, report::measurementsJson(document, rendering.texts)});
  delivered.outdated = {kResultName, kReportName, kCalendarName, kFhirName};
  if (!rendering.options.insoles) return;
  for (std::string& name : insoleNames()) delivered.outdated.push_back(std::move(name));
}

Result<void> addCalendar(const Assessment& assessment, const Rendering& rendering) {
  if (!rendering.options.formats.contains(OutputFormat::Ics)) return {};
  auto calendar = report::calendarText(assessment, rendering.texts);
  if (!calendar) return tl::unexpected(calendar.error());
  // A calendar without entries is none, and one of an earlier run must not stay.
  if (calendar->empty()) {
    rendering.delivered.outdated.emplace_back(kCalendarName);
  } else {
    rendering.delivered.documents.push_back({kCalendarName, "text/calendar", std::move(*calendar)});
  }
  return {};
}

// The data go with the page: whoever is handed the page alone can still compute with it.
std::vector<report::Attachment> attachmentsOf(const Delivered& delivered,
                                              const std::vector<Document>& others,
                                              const report::TextRenderer& texts) {
  const auto attached = [&texts](const Document& document) {
    return report::Attachment{document.name, document.mediaType,
                              texts({"report.attachment." + document.name, {}}), document.bytes};
  };
  std::vector<report::Attachment> attachments{
      attached({kResultName, kJsonType, delivered.resultJson})};
  for (const Document& document : others) attachments.push_back(attached(document));
  return attachments;
}

// With a bundle asked for, the PDF carries it as a file, and the bundle carries the PDF; the copy
// inside does not carry it again.
Result<void> addPdfAndBundle(const Assessment& assessment, const std::vector<Document>& others,
                             const Rendering& rendering) {
  const DeliveryOptions& options = rendering.options;
  const bool asked = options.formats.contains(OutputFormat::Pdf);
  const bool bundled = options.formats.contains(OutputFormat::Fhir);
  if (!asked && !bundled) return {};
  report::PdfOptions pdfOptions{
      .paper = options.paper,
      .language = options.language,
      .ink = options.ink,
      .lengths = options.lengths,
      .attachments = attachmentsOf(rendering.delivered, others, rendering.texts),
      .stop = options.assess.work.stop};
  exchange::FhirOptions fhir;
  if (options.snomed == SnomedCodes::Included) {
    fhir.terminologies = rendering.knowledge.terminologies;
  }
  if (bundled) {
    auto inside = exchange::fhirBundle(assessment, rendering.texts, fhir);
    if (!inside) return tl::unexpected(inside.error());
    pdfOptions.attachments.push_back(
        {kFhirName, kFhirType, rendering.texts(Message{"fhir.report", {}}), std::move(*inside)});
  }
  pdfOptions.resultSha256 = sha256Hex(rendering.delivered.resultJson);
  if (auto go = checkStop(options); !go) return go;
  auto pdf = report::renderPdf(assessment, rendering.texts, pdfOptions);
  if (!pdf) return tl::unexpected(pdf.error());
  if (auto go = checkStop(options); !go) return go;
  if (bundled) {
    fhir.reportPdf = *pdf;
    auto bundle = exchange::fhirBundle(assessment, rendering.texts, fhir);
    if (!bundle) return tl::unexpected(bundle.error());
    rendering.delivered.documents.push_back({kFhirName, kFhirType, std::move(*bundle)});
  }
  if (asked) {
    rendering.delivered.documents.push_back({kReportName, "application/pdf", std::move(*pdf)});
  }
  return {};
}

Result<void> addPictures(const Assessment& assessment, const Rendering& rendering) {
  struct Kind {
    OutputFormat asked;
    report::PictureFormat format;
    const char* mediaType;
  };
  constexpr std::array<Kind, 2> kKinds{
      {{OutputFormat::Png, report::PictureFormat::Png, "image/png"},
       {OutputFormat::Svg, report::PictureFormat::Svg, "image/svg+xml"}}};
  for (const Kind& kind : kKinds) {
    if (!rendering.options.formats.contains(kind.asked)) continue;
    if (auto go = checkStop(rendering.options); !go) return go;
    auto pictures =
        report::renderPictures(assessment, rendering.texts,
                               {.format = kind.format, .stop = rendering.options.assess.work.stop});
    if (!pictures) return tl::unexpected(pictures.error());
    for (report::Picture& picture : *pictures) {
      rendering.delivered.documents.push_back(
          {std::move(picture.name), kind.mediaType, std::move(picture.bytes)});
    }
  }
  return {};
}

// The insoles themselves; the assessment goes with them. Nothing where none are asked for.
Result<std::optional<report::InsoleDocument>> insolesAsked(const pipeline::Case& theCase,
                                                           Assessment& assessment,
                                                           const profile::Profile& knowledge,
                                                           const DeliveryOptions& options) {
  if (!options.insoles) return std::nullopt;
  auto made =
      pipeline::insolesOf(theCase, options.insoles->caseSha256, knowledge, *options.insoles->shape,
                          std::move(assessment), options.assess.work);
  if (!made) return tl::unexpected(made.error());
  return std::optional(std::move(*made));
}

Result<void> addInsoles(std::optional<report::InsoleDocument>& insoles,
                        const Rendering& rendering) {
  if (!insoles) return {};
  const DeliveryOptions& options = rendering.options;
  if (auto go = checkStop(options); !go) return go;
  auto files =
      insoleFiles(*insoles, {options.insoles->formats, options.paper, options.assess.work.stop},
                  rendering.texts);
  if (!files) return tl::unexpected(files.error());
  for (Document& file : *files) rendering.delivered.documents.push_back(std::move(file));
  return {};
}

}  // namespace

Result<Delivered> assessToDocuments(const pipeline::Case& theCase,
                                    const profile::Profile& knowledge,
                                    const DeliveryOptions& options) {
  if (options.insoles) {
    auto fits = pipeline::checkPrescription(theCase, *options.insoles->shape);
    if (!fits) return tl::unexpected(fits.error());
  }
  auto assessed = pipeline::assess(theCase, knowledge, sourcesOf(knowledge), options.assess);
  if (!assessed) return tl::unexpected(assessed.error());
  const auto texts = rendererOf(knowledge.texts);
  Delivered delivered;
  const Rendering rendering{options, knowledge, texts, delivered};
  delivered.refused = std::move(assessed->refused);
  if (assessed->sideConflict) {
    keepMeasuresOnly(*assessed, rendering);
    return delivered;
  }
  if (auto go = checkStop(options); !go) return tl::unexpected(go.error());
  auto insoles = insolesAsked(theCase, assessed->assessment, knowledge, options);
  if (!insoles) return tl::unexpected(insoles.error());
  const Assessment& assessment = *insoles ? (*insoles)->assessment : assessed->assessment;
  // The calendar first: it may be refused, and what is refused is told before long work.
  Delivered dated;
  if (auto added = addCalendar(assessment, {options, knowledge, texts, dated}); !added) {
    return tl::unexpected(added.error());
  }
  if (options.assess.work.progress) options.assess.work.progress({"progress.report", {}, 0, 1});
  delivered.resultJson = report::resultJson(assessment, texts);
  if (options.formats.contains(OutputFormat::Json)) {
    delivered.documents.push_back({kResultName, kJsonType, delivered.resultJson});
  }
  addTable(assessment, rendering);
  if (auto added = addPdfAndBundle(assessment, dated.documents, rendering); !added) {
    return tl::unexpected(added.error());
  }
  for (Document& document : dated.documents) delivered.documents.push_back(std::move(document));
  delivered.outdated = std::move(dated.outdated);
  if (auto added = addPictures(assessment, rendering); !added) return tl::unexpected(added.error());
  if (auto added = addInsoles(*insoles, rendering); !added) return tl::unexpected(added.error());
  if (auto go = checkStop(options); !go) return tl::unexpected(go.error());
  delivered.outdated.emplace_back(kMeasurementsName);  // of an earlier run that was refused
  delivered.decision = assessment.decision;
  return delivered;
}

}  // namespace podalign::deliver
