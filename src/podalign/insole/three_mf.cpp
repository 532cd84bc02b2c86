#include <fmt/format.h>

#include <iterator>

#include "podalign/insole/files.hpp"
#include "podalign/insole/internal/zip.hpp"

namespace podalign::insole {
namespace {

constexpr const char* kTypes =
    R"(<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="model" ContentType="application/vnd.ms-package.3dmanufacturing-3dmodel+xml"/></Types>
)";
constexpr const char* kRelations =
    R"(<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Target="/3D/3dmodel.model" Id="rel0" Type="http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel"/></Relationships>
)";

std::string escaped(const std::string& text) {
  std::string result;
  for (const char letter : text) {
    switch (letter) {
      case '&': result += "&amp;"; break;
      case '<': result += "&lt;"; break;
      case '>': result += "&gt;"; break;
      case '"': result += "&quot;"; break;
      default: result += letter;
    }
  }
  return result;
}

std::string modelOf(const geometry::TriangleMesh& mesh, const FileFacts& facts) {
  fmt::memory_buffer text;
  const auto out = std::back_inserter(text);
  // Names of our own need a namespace; `Title` and `Application` are the specification's.
  fmt::format_to(out,
                 R"(<?xml version="1.0" encoding="UTF-8"?>
<model unit="millimeter" xml:lang="en-US" xmlns="http://schemas.microsoft.com/3dmanufacturing/core/2015/02" xmlns:p="urn:podalign:insole:1">
<metadata name="Title">insole {0}</metadata>
<metadata name="Application">podalign {1}</metadata>
<metadata name="p:Side">{0}</metadata>
<metadata name="p:CaseSha256">{2}</metadata>
<metadata name="p:Knowledge">{3}</metadata>
<resources><object id="1" type="model" name="insole {0}"><mesh><vertices>
)",
                 toString(facts.side), escaped(facts.software), escaped(facts.caseSha256),
                 escaped(facts.knowledge));
  for (const geometry::Point3& p : mesh.vertices) {
    fmt::format_to(out, "<vertex x=\"{:.4f}\" y=\"{:.4f}\" z=\"{:.4f}\"/>\n", p.x(), p.y(), p.z());
  }
  fmt::format_to(out, "</vertices><triangles>\n");
  for (const geometry::Triangle& t : mesh.triangles) {
    fmt::format_to(out, "<triangle v1=\"{}\" v2=\"{}\" v3=\"{}\"/>\n", t[0], t[1], t[2]);
  }
  fmt::format_to(out,
                 "</triangles></mesh></object></resources><build><item objectid=\"1\"/></build>"
                 "</model>\n");
  return fmt::to_string(text);
}

}  // namespace

Result<std::string> threeMfBytes(const geometry::TriangleMesh& mesh, const FileFacts& facts) {
  return zipOf({{"[Content_Types].xml", kTypes},
                {"_rels/.rels", kRelations},
                {"3D/3dmodel.model", modelOf(mesh, facts)}});
}

}  // namespace podalign::insole
