#include <fmt/format.h>

#include <string_view>

#include "podalign/report/internal/pdf_parts.hpp"
#include "podalign/report/internal/qpdf_types.hpp"

namespace podalign::report::internal {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char character : text) {
    switch (character) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      default: out += character;
    }
  }
  return out;
}

// D:20260504102000+02'00 -> 2026-05-04T10:20:00+02:00
std::string xmpDate(const std::string& pdfDate) {
  constexpr std::size_t kSeconds = 16;  // D: and 14 digits
  constexpr std::size_t kZone = 22;     // and +02'00
  if (pdfDate.size() < kSeconds) return {};
  const auto digits = [&pdfDate](std::size_t from, std::size_t count) {
    return pdfDate.substr(from, count);
  };
  std::string zone = "Z";
  if (pdfDate.size() >= kZone) zone = digits(16, 3) + ":" + digits(20, 2);
  return fmt::format("{}-{}-{}T{}:{}:{}{}", digits(2, 4), digits(6, 2), digits(8, 2), digits(10, 2),
                     digits(12, 2), digits(14, 2), zone);
}

std::string element(const std::string& name, const std::string& value) {
  return value.empty() ? std::string() : fmt::format("<{0}>{1}</{0}>\n", name, escaped(value));
}

std::string alternatives(const std::string& name, const std::string& value) {
  return fmt::format("<{0}><rdf:Alt><rdf:li xml:lang=\"x-default\">{1}</rdf:li></rdf:Alt></{0}>\n",
                     name, escaped(value));
}

}  // namespace

// The same values as in the file's own dictionary: PDF/A asks for both to agree.
std::string xmpPacket(QPDF& pdf, Archival level, const PdfFinish& finish) {
  QPDFObjectHandle info = pdf.getTrailer().getKey("/Info");
  const auto said = [&info](const char* key) {
    const bool known = info.isDictionary() && info.getKey(key).isString();
    return known ? info.getKey(key).getUTF8Value() : std::string();
  };
  std::string packet =
      "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
      "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
      " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n"
      " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n";
  packet += element("pdfaid:part", level == Archival::A1b ? "1" : "3");
  packet += element("pdfaid:conformance", "B");
  packet += "<dc:format>application/pdf</dc:format>\n";
  packet += alternatives("dc:title", finish.title);
  packet += alternatives("dc:description", finish.subject);
  packet += fmt::format("<dc:language><rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag></dc:language>\n",
                        escaped(finish.language));
  packet += element("xmp:CreatorTool", said("/Creator"));
  packet += element("xmp:CreateDate", xmpDate(said("/CreationDate")));
  packet += element("pdf:Producer", said("/Producer"));
  packet += "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>\n";
  return packet;
}

}  // namespace podalign::report::internal
