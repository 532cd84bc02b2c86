#include <algorithm>
#include <utility>

#include "podalign/profile/internal/load_parts.hpp"

namespace podalign::profile {
namespace {

Source readSource(const DataNode& node, const std::string& file, Faults& faults) {
  MapReader reader(node, file, faults);
  Source source;
  source.id = reader.text("id");
  source.line = node.line;
  source.citation = reader.text("citation");
  source.doi = reader.optionalText("doi");
  source.url = reader.optionalText("url");
  source.read =
      reader.oneOf("read", {"none", "partial", "secondary", "abstract", "table", "fulltext"});
  source.verified = reader.requiredFlag("verified");
  source.note = reader.optionalText("note");
  reader.finish();
  return source;
}

std::vector<PublishedValue> readValues(Loading& loading, MapReader& owner, std::string_view key) {
  std::vector<PublishedValue> values;
  for (const DataNode* node : owner.optionalMaps(key)) {
    MapReader reader(*node, owner.file(), loading.faults);
    PublishedValue value;
    value.value = reader.text("value");
    value.verified = reader.requiredFlag("verified");
    value.how = reader.optionalText("how");
    loading.readBasis(reader, value.sources, value.basis);
    reader.finish();
    values.push_back(std::move(value));
  }
  return values;
}

std::optional<Range> readLimits(MapReader& reader) {
  const auto limits = reader.numbers("range");
  if (limits.size() == 2 && limits[0] < limits[1]) return Range{limits[0], limits[1]};
  reader.fault(reader.lineOf("range"), "'range': expected [low, high]");
  return std::nullopt;
}

MeasureKnowledge readMeasure(Loading& loading, const DataNode& node, const std::string& file) {
  MapReader reader(node, file, loading.faults);
  MeasureKnowledge measure;
  measure.id = reader.text("id");
  measure.name = reader.text("name");
  measure.family = reader.text("family");
  measure.unit = reader.text("unit");
  measure.line = node.line;
  if (reader.has("range")) measure.range = readLimits(reader);
  measure.definition = reader.text("definition");
  measure.formula = reader.optionalText("formula");
  measure.disagreement = reader.optionalText("disagreement");
  measure.note = reader.optionalText("note");
  measure.licence = reader.optionalText("licence");
  measure.weight = reader.number("weight");
  measure.weightUnder16 = reader.optionalNumber("weight_under_16");
  measure.scoredFromAge = reader.optionalNumber("scored_from_age");
  measure.cutoffs = readValues(loading, reader, "cutoffs");
  measure.norms = readValues(loading, reader, "norms");
  measure.reliability = readValues(loading, reader, "reliability");
  measure.validity = readValues(loading, reader, "validity");
  reader.finish();
  return measure;
}

ChainEvidence readEvidence(Loading& loading, const DataNode& node, const std::string& file) {
  MapReader reader(node, file, loading.faults);
  ChainEvidence evidence;
  evidence.topic = reader.text("topic");
  evidence.line = node.line;
  evidence.finding = reader.text("finding");
  evidence.effect = reader.text("effect");
  evidence.strength = reader.text("strength");
  evidence.verified = reader.text("verified");
  loading.readBasis(reader, evidence.sources, evidence.basis);
  reader.finish();
  return evidence;
}

ArticleClaim readClaim(const DataNode& node, const std::string& file, Faults& faults,
                       const Profile& profile) {
  MapReader reader(node, file, faults);
  ArticleClaim claim;
  claim.id = reader.text("id");
  claim.line = node.line;
  claim.article = reader.text("article");
  claim.kind = reader.text("kind");
  claim.claim = reader.text("claim");
  claim.note = reader.optionalText("note");
  claim.use = reader.words("use");
  claim.implementedBy = reader.words("implemented_by");
  reader.finish();
  for (const std::string& id : claim.implementedBy) {
    const Rule* rule = findRule(profile, id);
    if (rule == nullptr) {
      reader.fault(reader.lineOf("implemented_by"),
                   "claim '" + claim.id + "' names the unknown rule '" + id + "'");
    } else if (std::find(rule->claims.begin(), rule->claims.end(), claim.id) ==
               rule->claims.end()) {
      reader.fault(reader.lineOf("implemented_by"), "rule '" + id + "' does not name claim '" +
                                                        claim.id + "'; name it under its 'claims'");
    }
  }
  const bool excluded =
      std::find(claim.use.begin(), claim.use.end(), "excluded") != claim.use.end();
  if (!excluded && claim.implementedBy.empty()) {
    reader.fault(node.line, "claim '" + claim.id +
                                "' is implemented by no rule; name one, or say 'use: [excluded]' "
                                "with the reason as 'note'");
  }
  if (excluded && claim.note.empty()) {
    reader.fault(node.line, "claim '" + claim.id + "' is excluded without a reason; give a 'note'");
  }
  return claim;
}

void loadClaims(Loading& loading, const Profile& profile, Background& background) {
  const DataFile file = loading.read("claims.yaml");
  MapReader reader(file.root, file.name, loading.faults);
  readHeader(reader, "claims");
  std::set<std::string> ids;
  for (const DataNode* node : reader.maps("claims")) {
    background.claims.push_back(readClaim(*node, file.name, loading.faults, profile));
    const std::string& id = background.claims.back().id;
    if (!ids.insert(id).second) reader.fault(node->line, "claim '" + id + "' stands here twice");
  }
  reader.finish();
  for (const Rule& rule : profile.rules) {
    for (const std::string& claim : rule.claims) {
      if (ids.count(claim) == 0) {
        loading.faults.add("rules/" + rule.category + ".yaml", rule.line,
                           "claim '" + claim + "' is not in claims.yaml");
      }
    }
  }
}

}  // namespace

void loadSources(Loading& loading) {
  const DataFile file = loading.read("references.yaml");
  MapReader reader(file.root, file.name, loading.faults);
  readHeader(reader, "references");
  for (const DataNode* node : reader.maps("sources")) {
    Source source = readSource(*node, file.name, loading.faults);
    const std::string id = source.id;
    if (!loading.sources.emplace(id, std::move(source)).second) {
      reader.fault(node->line, "source '" + id + "' stands here twice");
    }
  }
  reader.finish();
}

std::vector<MeasureKnowledge> loadMeasureKnowledge(Loading& loading) {
  std::vector<MeasureKnowledge> known;
  const DataFile measures = loading.read("measures.yaml");
  MapReader reader(measures.root, measures.name, loading.faults);
  readHeader(reader, "measures");
  std::set<std::string> ids;
  for (const DataNode* node : reader.maps("measures")) {
    known.push_back(readMeasure(loading, *node, measures.name));
    const std::string& id = known.back().id;
    if (!ids.insert(id).second) reader.fault(node->line, "measure '" + id + "' stands here twice");
  }
  reader.finish();
  return known;
}

Background readBackground(Loading& loading, const Profile& profile) {
  Background background;
  background.measures = profile.measures;
  const DataFile tracking = loading.read("tracking.yaml");
  MapReader chain(tracking.root, tracking.name, loading.faults);
  readHeader(chain, "tracking");
  for (const DataNode* node : chain.maps("evidence")) {
    background.chainEvidence.push_back(readEvidence(loading, *node, tracking.name));
  }
  loadClaims(loading, profile, background);
  loadDisagreements(loading, profile, background);
  loadRegulation(loading, profile, background.regulation);
  return background;
}

Result<Background> loadBackground(const std::filesystem::path& directory, const Profile& profile) {
  Loading loading(directory);
  loading.sources = profile.references;
  Background background = readBackground(loading, profile);
  if (loading.faults.any()) return tl::unexpected<Error>(loading.faults.first());
  return background;
}

}  // namespace podalign::profile
