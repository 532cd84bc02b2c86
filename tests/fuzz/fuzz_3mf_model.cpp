// The XML of a 3MF file without the archive around it, whose checksum of everything keeps most
// changes from coming so far.
#include "fuzz/answer.hpp"
#include "podalign/ingest/internal/three_mf_model.hpp"

namespace {

podalign::Result<podalign::ingest::RawSurface> readModel(
    std::string_view xml, const std::string& source,
    const podalign::ingest::ScanReadOptions& options) {
  auto model = podalign::ingest::readThreeMfModel(xml, source, options);
  if (!model) return tl::unexpected(model.error());
  podalign::ingest::RawSurface surface;
  for (const auto& [id, object] : model->objects) {
    const auto first = static_cast<std::uint32_t>(surface.vertices.size());
    surface.vertices.insert(surface.vertices.end(), object.vertices.begin(), object.vertices.end());
    for (const auto& t : object.triangles) {
      surface.triangles.push_back({first + t[0], first + t[1], first + t[2]});
    }
  }
  surface.counts.trianglesRead = surface.triangles.size();
  return surface;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return podalign::fuzz::answer(readModel, data, size);
}
