#include "podalign/report/internal/finish_pdf.hpp"

#include <exception>
#include <memory>

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

std::string rewrite(const std::string& drawn, const PdfFinish& finish) {
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
