#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "podalign/report/internal/finish_pdf.hpp"

class QPDF;

// What finishPdf adds to a file, each part by itself. All may throw what QPDF throws.
namespace podalign::report::internal {

enum class Archival { A1b, A3b };

// Tags, alternative texts and links in place of Cairo's own. Throws std::runtime_error where the
// drawn pages and the structure do not go together.
void writeTags(QPDF& pdf, const Structure& structure, Point pageSize);

// What PDF/A asks for: metadata, output intent, complete fonts, no transparency groups.
void writeArchival(QPDF& pdf, Archival level, const PdfFinish& finish);
// The XMP packet for what the file's own dictionary says.
[[nodiscard]] std::string xmpPacket(QPDF& pdf, Archival level, const PdfFinish& finish);
// sRGB as an ICC profile (version 2.1, without a date).
[[nodiscard]] std::string srgbProfile();

// Zlib data, for a stream with the filter FlateDecode.
[[nodiscard]] std::string deflated(std::string_view bytes);

void attach(QPDF& pdf, const std::vector<Attachment>& attachments);

}  // namespace podalign::report::internal
