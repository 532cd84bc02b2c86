#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "podalign/core/result.hpp"
#include "podalign/report/assessment.hpp"
#include "podalign/report/paper.hpp"
#include "podalign/report/texts.hpp"

namespace podalign::report {

/// A file inside the PDF, as it would be beside it.
struct Attachment {
  std::string name;         ///< file name, without a folder
  std::string mediaType;    ///< application/json
  std::string description;  ///< for people
  std::string bytes;
};

struct PdfOptions {
  Paper paper = Paper::A4;
  std::string language = "en";  ///< BCP 47 tag of the texts, for screen readers
  Ink ink = Ink::Colour;
  LengthUnit lengths = LengthUnit::Millimetre;
  std::vector<Attachment> attachments = {};
  std::string resultSha256 = {};  ///< of result.json, printed and as a QR code; empty: left out
  std::stop_token stop = {};      ///< looked at between pages
};

/// The report: a page for the runner in plain language, then the clinical pages; in the shop
/// setting fit and comfort only. Vector drawings, embedded fonts, bookmarks, tags for screen
/// readers. Archivable: PDF/A-1b without attachments, PDF/A-3b with them (the first part of the
/// standard allows none).
///
/// Requires: every `report.*` key of the catalogue; a key it does not hold is printed as it is.
/// Errors:   Internal when the drawing library fails or the file does not survive QPDF's check, or
///           when a sentence of the catalogue needs a character that no installed font has (file
///           names and other text of the user show such a character as its code instead).
/// Accuracy: the same bytes for the same assessment, options, texts, fonts and libraries; the
///           date is that of `captured`, never the clock.
[[nodiscard]] Result<std::string> renderPdf(const Assessment& assessment, const TextRenderer& texts,
                                            const PdfOptions& options);

}  // namespace podalign::report
