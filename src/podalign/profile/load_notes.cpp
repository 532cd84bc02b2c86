// What explains the rule base: disagreements, conflicts of the articles, regulation.
#include <set>
#include <utility>

#include "podalign/profile/internal/load_parts.hpp"

namespace podalign::profile {
namespace {

// Ids of one list; each may stand there once.
class Ids {
 public:
  Ids(MapReader& reader, std::string what) : reader_(reader), what_(std::move(what)) {}
  void add(const std::string& id, std::size_t line) {
    if (!ids_.insert(id).second) reader_.fault(line, what_ + " '" + id + "' stands here twice");
  }

 private:
  MapReader& reader_;
  std::string what_;
  std::set<std::string> ids_;
};

std::vector<std::string> readRules(MapReader& reader, const Profile& profile,
                                   std::string_view key) {
  auto rules = reader.words(key);
  for (const std::string& rule : rules) {
    if (findRule(profile, rule) != nullptr) continue;
    reader.fault(reader.lineOf(key), "rule '" + rule + "' does not exist; correct or remove it");
  }
  return rules;
}

Disagreement readDisagreement(Loading& loading, const DataNode& node, const std::string& file,
                              const Profile& profile) {
  MapReader reader(node, file, loading.faults);
  Disagreement entry;
  entry.id = reader.text("id");
  entry.text = reader.text("text");
  entry.line = node.line;
  std::string basis;
  loading.readBasis(reader, entry.sources, basis);
  entry.rules = readRules(reader, profile, "rules");
  reader.finish();
  return entry;
}

ArticleConflict readConflict(Loading& loading, const DataNode& node, const std::string& file,
                             const Profile& profile, const std::set<std::string>& claims) {
  MapReader reader(node, file, loading.faults);
  ArticleConflict conflict;
  conflict.id = reader.text("id");
  conflict.issue = reader.text("issue");
  conflict.resolution = reader.text("resolution");
  conflict.line = node.line;
  conflict.claims = reader.words("claims");
  for (const std::string& claim : conflict.claims) {
    if (claims.count(claim) == 0) {
      reader.fault(reader.lineOf("claims"), "claim '" + claim + "' is not in claims.yaml");
    }
  }
  conflict.rules = readRules(reader, profile, "rules");
  reader.finish();
  return conflict;
}

Regulation::Region readRegion(Loading& loading, const DataNode& node, const std::string& file) {
  MapReader reader(node, file, loading.faults);
  Regulation::Region region;
  region.id = reader.text("id");
  region.status = reader.text("status");
  region.criteria = reader.optionalWords("criteria");
  region.assessment = reader.optionalWords("assessment");
  region.todo = reader.optionalText("todo");
  region.line = node.line;
  reader.finish();
  return region;
}

Regulation::Hazard readHazard(Loading& loading, const DataNode& node, const std::string& file,
                              const Profile& profile) {
  MapReader reader(node, file, loading.faults);
  Regulation::Hazard hazard;
  hazard.id = reader.text("id");
  hazard.text = reader.text("text");
  hazard.rules = readRules(reader, profile, "rules");
  hazard.line = node.line;
  reader.finish();
  return hazard;
}

}  // namespace

void loadDisagreements(Loading& loading, const Profile& profile, Background& background) {
  const DataFile file = loading.read("disagreements.yaml");
  MapReader reader(file.root, file.name, loading.faults);
  readHeader(reader, "disagreements");
  Ids ids(reader, "disagreement");
  for (const DataNode* node : reader.maps("disagreements")) {
    background.disagreements.push_back(readDisagreement(loading, *node, file.name, profile));
    ids.add(background.disagreements.back().id, node->line);
  }
  std::set<std::string> claims;
  for (const ArticleClaim& claim : background.claims) claims.insert(claim.id);
  Ids conflictIds(reader, "conflict");
  for (const DataNode* node : reader.maps("article_conflicts")) {
    background.conflicts.push_back(readConflict(loading, *node, file.name, profile, claims));
    conflictIds.add(background.conflicts.back().id, node->line);
  }
  for (const DataNode* node : reader.maps("article_citation_audit")) {
    MapReader entry(*node, file.name, loading.faults);
    background.auditedReferences.push_back({entry.text("reference"), entry.text("status")});
    entry.finish();
  }
  reader.finish();
}

void loadRegulation(Loading& loading, const Profile& profile, Regulation& regulation) {
  const DataFile file = loading.read("regulatory.yaml");
  MapReader reader(file.root, file.name, loading.faults);
  readHeader(reader, "regulatory");
  Ids regions(reader, "region");
  for (const DataNode* node : reader.maps("regions")) {
    regulation.regions.push_back(readRegion(loading, *node, file.name));
    regions.add(regulation.regions.back().id, node->line);
  }
  regulation.mustDo = reader.words("must_do");
  regulation.artefacts = reader.words("artefacts");
  Ids hazards(reader, "hazard");
  for (const DataNode* node : reader.maps("hazards")) {
    regulation.hazards.push_back(readHazard(loading, *node, file.name, profile));
    hazards.add(regulation.hazards.back().id, node->line);
  }
  reader.finish();
}

}  // namespace podalign::profile
