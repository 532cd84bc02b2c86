#include "podalign/report/internal/finish_pdf.hpp"

#include <charconv>
#include <exception>
#include <memory>
#include <string_view>

#include "podalign/report/internal/pdf_parts.hpp"
#include "podalign/report/internal/qpdf_types.hpp"

namespace podalign::report::internal {
namespace {

std::string written(QPDF& pdf, Archival level) {
  QPDFWriter writer(pdf);
  writer.setOutputMemory();
  writer.setDeterministicID(true);
  writer.setNewlineBeforeEndstream(true);
  const bool first = level == Archival::A1b;  // of PDF 1.4, which knows no object streams
  writer.setObjectStreamMode(first ? qpdf_o_disable : qpdf_o_generate);
  if (!first) writer.setMinimumPDFVersion("1.7");
  writer.write();
  const std::shared_ptr<Buffer> buffer = writer.getBufferSharedPointer();
  return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

// Cairo writes a structure of its own, one object for every stretch of content, that writeTags()
// replaces. Struck off the list of objects, it is not read either.
std::string withoutStructure(std::string drawn) {
  constexpr std::string_view kList = "\nxref\n0 ";
  constexpr std::string_view kElement = " 0 obj\n<< /Type /StructElem";
  constexpr std::size_t kEntry = 20;   // bytes: "0000000015 00000 n \n"
  constexpr std::size_t kDigits = 10;  // of an offset
  constexpr std::size_t kState = 17;
  const std::size_t list = drawn.rfind(kList);
  if (list == std::string::npos) return drawn;
  const std::size_t first = drawn.find('\n', list + kList.size()) + 1;
  for (std::size_t at = first; at + kEntry <= drawn.size() && drawn[at] != 't'; at += kEntry) {
    if (drawn[at + kState] != 'n') continue;
    std::size_t offset = 0;
    std::from_chars(drawn.data() + at, drawn.data() + at + kDigits, offset);
    const std::size_t body = drawn.find(' ', offset);
    if (body == std::string::npos) continue;
    if (drawn.compare(body, kElement.size(), kElement) == 0) drawn[at + kState] = 'f';
  }
  return drawn;
}

std::string rewrite(const std::string& fromCairo, const PdfFinish& finish) {
  const std::string drawn = withoutStructure(fromCairo);
  QPDF pdf;
  pdf.setSuppressWarnings(true);
  pdf.processMemoryFile("report.pdf", drawn.data(), drawn.size());
  QPDFObjectHandle info = pdf.getTrailer().getKey("/Info");
  if (info.isDictionary()) {
    info.removeKey("/ModDate");
    const std::string date = info.getKey("/CreationDate").getUTF8Value();
    if (!finish.dated) {
      info.removeKey("/CreationDate");
    } else if (date.rfind("D:", 0) != 0) {  // which Cairo leaves out
      info.replaceKey("/CreationDate", QPDFObjectHandle::newString("D:" + date));
    }
  }
  // The first part of the standard allows no attachment, only the third one of any kind.
  const Archival level = finish.attachments.empty() ? Archival::A1b : Archival::A3b;
  writeTags(pdf, finish.structure, finish.pageSize);
  writeArchival(pdf, level, finish);
  attach(pdf, finish.attachments);
  return written(pdf, level);
}

}  // namespace

Result<std::string> finishPdf(const std::string& drawn, const PdfFinish& finish) {
  try {
    std::string finished = rewrite(drawn, finish);
    QPDF check;
    check.setSuppressWarnings(true);
    check.processMemoryFile("report.pdf", finished.data(), finished.size());
    const bool pages = !check.getAllPages().empty();
    if (!pages || check.anyWarnings()) {
      return failure(ErrorCode::Internal, "the report did not survive its own check");
    }
    return finished;
  } catch (const std::exception& error) {
    return failure(ErrorCode::Internal,
                   std::string("the report could not be finished: ") + error.what());
  }
}

}  // namespace podalign::report::internal
