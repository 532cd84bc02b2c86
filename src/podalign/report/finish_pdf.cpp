#include "podalign/report/internal/finish_pdf.hpp"

// QPDF asks which of its two kinds of shared pointer is meant; the standard one.
#define POINTERHOLDER_TRANSITION 4
#include <exception>
#include <memory>
#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFWriter.hh>

namespace podalign::report::internal {
namespace {

std::string rewrite(const std::string& drawn, const PdfFinish& finish) {
  QPDF pdf;
  pdf.setSuppressWarnings(true);
  pdf.processMemoryFile("report.pdf", drawn.data(), drawn.size());
  QPDFObjectHandle root = pdf.getRoot();
  root.replaceKey("/Lang", QPDFObjectHandle::newUnicodeString(finish.language));
  QPDFObjectHandle preferences = QPDFObjectHandle::newDictionary();
  preferences.replaceKey("/DisplayDocTitle", QPDFObjectHandle::newBool(true));
  root.replaceKey("/ViewerPreferences", preferences);
  QPDFObjectHandle info = pdf.getTrailer().getKey("/Info");
  if (info.isDictionary()) {
    info.removeKey("/ModDate");
    if (!finish.dated) info.removeKey("/CreationDate");
  }
  QPDFWriter writer(pdf);
  writer.setOutputMemory();
  writer.setDeterministicID(true);
  writer.setObjectStreamMode(qpdf_o_generate);
  writer.write();
  const std::shared_ptr<Buffer> buffer = writer.getBufferSharedPointer();
  return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
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
