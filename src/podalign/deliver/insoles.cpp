#include "podalign/deliver/insoles.hpp"

#include <array>
#include <utility>

#include "podalign/insole/files.hpp"

namespace podalign::deliver {
namespace {

constexpr std::array<const char*, 4> kEndings{".stl", ".3mf", ".png", ".svg"};

// The solids of one foot, and their names for the form.
Result<void> addSolids(const report::InsoleDocument& document, report::MadeInsole& entry,
                       const std::set<InsoleFormat>& formats, std::vector<Document>& files) {
  const Laterality side = entry.plan.side;
  const insole::FileFacts facts{side, document.caseSha256, document.assessment.software,
                                document.assessment.knowledge};
  entry.files.clear();
  if (formats.contains(InsoleFormat::Stl)) {
    entry.files.push_back(insoleName(side, ".stl"));
    files.push_back(
        {entry.files.back(), "model/stl", insole::stlBytes(entry.insole.mesh_in_foot, facts)});
  }
  if (formats.contains(InsoleFormat::ThreeMf)) {
    auto bytes = insole::threeMfBytes(entry.insole.mesh_in_foot, facts);
    if (!bytes) return tl::unexpected(bytes.error());
    entry.files.push_back(insoleName(side, ".3mf"));
    files.push_back({entry.files.back(), "model/3mf", std::move(*bytes)});
  }
  return {};
}

Result<void> addPictures(const report::InsoleDocument& document, const InsoleFileOptions& options,
                         const report::TextRenderer& texts, std::vector<Document>& files) {
  struct Kind {
    InsoleFormat asked;
    report::PictureFormat format;
    const char* mediaType;
  };
  constexpr std::array<Kind, 2> kKinds{
      {{InsoleFormat::Png, report::PictureFormat::Png, "image/png"},
       {InsoleFormat::Svg, report::PictureFormat::Svg, "image/svg+xml"}}};
  for (const Kind& kind : kKinds) {
    if (!options.formats.contains(kind.asked)) continue;
    auto pictures = report::renderInsolePictures(document, texts,
                                                 {.format = kind.format, .stop = options.stop});
    if (!pictures) return tl::unexpected(pictures.error());
    for (report::Picture& picture : *pictures) {
      files.push_back({std::move(picture.name), kind.mediaType, std::move(picture.bytes)});
    }
  }
  return {};
}

}  // namespace

std::string insoleName(Laterality side, const char* ending) {
  return std::string("insole-") + toString(side) + ending;
}

std::vector<std::string> insoleNames() {
  std::vector<std::string> names{kPrescriptionName, kFormName};
  for (const Laterality side : kBothSides) {
    for (const char* ending : kEndings) names.push_back(insoleName(side, ending));
  }
  return names;
}

Result<std::vector<Document>> insoleFiles(report::InsoleDocument& document,
                                          const InsoleFileOptions& options,
                                          const report::TextRenderer& texts) {
  // Nothing of it is translated: not half of it either.
  const report::TextRenderer originals = report::originalsOf(texts);
  std::vector<Document> files;
  for (report::MadeInsole& entry : document.insoles) {
    auto added = addSolids(document, entry, options.formats, files);
    if (!added) return tl::unexpected(added.error());
  }
  files.push_back(
      {kPrescriptionName, "application/json", report::prescriptionJson(document, originals)});
  if (options.formats.contains(InsoleFormat::Pdf)) {
    auto form = report::renderInsoleForm(
        document, originals,
        {.paper = options.paper, .language = report::kOriginalLanguage, .stop = options.stop});
    if (!form) return tl::unexpected(form.error());
    files.push_back({kFormName, "application/pdf", std::move(*form)});
  }
  auto added = addPictures(document, options, originals, files);
  if (!added) return tl::unexpected(added.error());
  return files;
}

}  // namespace podalign::deliver
