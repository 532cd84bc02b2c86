#include <stdexcept>

#include "podalign/report/internal/pdf_parts.hpp"
#include "podalign/report/internal/qpdf_types.hpp"

namespace podalign::report::internal {

void attach(QPDF& pdf, const std::vector<Attachment>& attachments) {
  if (attachments.empty()) return;
  QPDFObjectHandle info = pdf.getTrailer().getKey("/Info");
  const bool dated = info.isDictionary() && info.hasKey("/CreationDate");
  QPDFEmbeddedFileDocumentHelper files(pdf);
  QPDFObjectHandle associated = QPDFObjectHandle::newArray();
  for (const Attachment& attachment : attachments) {
    if (files.getEmbeddedFile(attachment.name)) {
      throw std::runtime_error("two attachments have the name '" + attachment.name + "'");
    }
    auto stream = QPDFEFStreamObjectHelper::createEFStream(pdf, attachment.bytes);
    stream.getObjectHandle().replaceStreamData(deflated(attachment.bytes),
                                               QPDFObjectHandle::newName("/FlateDecode"),
                                               QPDFObjectHandle::newNull());
    stream.setSubtype(attachment.mediaType);
    if (dated) stream.setModDate(info.getKey("/CreationDate").getUTF8Value());
    auto file = QPDFFileSpecObjectHelper::createFileSpec(pdf, attachment.name, stream);
    file.setDescription(attachment.description);
    file.getObjectHandle().replaceKey("/AFRelationship", QPDFObjectHandle::newName("/Data"));
    files.replaceEmbeddedFile(attachment.name, file);
    associated.appendItem(file.getObjectHandle());
  }
  pdf.getRoot().replaceKey("/AF", associated);
}

}  // namespace podalign::report::internal
