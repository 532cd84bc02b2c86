#include <algorithm>

#include "podalign/profile/internal/load_parts.hpp"

namespace podalign::profile {
namespace {

ForeignCode readCode(Loading& loading, const DataNode& node, const std::string& file) {
  MapReader reader(node, file, loading.faults);
  ForeignCode code;
  code.of = reader.oneOf("of", {"foot.left", "foot.right"});
  code.code = reader.text("code");
  code.means = reader.text("means");
  code.verified = reader.requiredFlag("verified");
  loading.readBasis(reader, code.sources, code.basis);
  reader.finish();
  return code;
}

}  // namespace

void loadCodes(Loading& loading, std::vector<Terminology>& terminologies) {
  const DataFile file = loading.read("codes.yaml");
  MapReader reader(file.root, file.name, loading.faults);
  readHeader(reader, "codes");
  for (const DataNode* node : reader.maps("terminologies")) {
    MapReader entry(*node, file.name, loading.faults);
    Terminology& terminology = terminologies.emplace_back();
    terminology.id = entry.text("id");
    terminology.uri = entry.text("uri");
    terminology.licence = entry.text("licence");
    for (const DataNode* code : entry.maps("codes")) {
      ForeignCode read = readCode(loading, *code, file.name);
      // Two codes for one thing, or one for two: somebody would be coded as the other foot.
      const bool clashes = std::any_of(
          terminology.codes.begin(), terminology.codes.end(),
          [&](const ForeignCode& other) { return other.of == read.of || other.code == read.code; });
      if (clashes) {
        entry.fault(code->line, "'" + read.of + "' or its code stands twice in '" + terminology.id +
                                    "'; each thing has one code of its own");
      }
      terminology.codes.push_back(std::move(read));
    }
    entry.finish();
  }
  reader.finish();
}

}  // namespace podalign::profile
