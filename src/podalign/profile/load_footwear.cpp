#include <algorithm>
#include <optional>
#include <utility>

#include "podalign/profile/internal/load_parts.hpp"

namespace podalign::profile {
namespace {

ShoeCategory readCategory(Loading& loading, const DataNode& node, const std::string& file,
                          const std::vector<std::string>& features) {
  MapReader reader(node, file, loading.faults);
  ShoeCategory category;
  category.id = reader.text("id");
  category.proposed = reader.flag("proposed", true);
  if (const DataNode* map = reader.required("features", DataNode::Kind::Map)) {
    MapReader entries(*map, file, loading.faults);
    for (const std::string& feature : features) {
      const std::string text = entries.optionalText(feature);
      if (!text.empty()) category.features.emplace(feature, text);
    }
    entries.finish();
  }
  category.line = node.line;
  loading.readBasis(reader, category.sources, category.basis);
  reader.finish();
  return category;
}

SizeScale readScale(Loading& loading, const DataNode& node, const std::string& file) {
  MapReader reader(node, file, loading.faults);
  SizeScale scale;
  scale.id = reader.text("id");
  scale.line = node.line;
  scale.addMm = reader.number("add_mm");
  scale.perSizeMm = reader.number("per_size_mm");
  scale.offset = reader.number("offset");
  scale.step = reader.number("step");
  scale.withWidth = reader.flag("with_width", false);
  scale.ageFrom = reader.optionalNumber("age_from");
  (void)reader.optionalText("note");
  loading.readBasis(reader, scale.sources, scale.basis);
  reader.finish();
  if (scale.perSizeMm <= 0.0 || scale.step <= 0.0) {
    reader.fault(node.line, "'per_size_mm' and 'step' must be positive");
  }
  return scale;
}

void readSizes(Loading& loading, MapReader& owner, Footwear& footwear) {
  const DataNode* node = owner.required("sizes", DataNode::Kind::Map);
  if (node == nullptr) return;
  MapReader reader(*node, owner.file(), loading.faults);
  for (const DataNode* scale : reader.maps("scales")) {
    footwear.scales.push_back(readScale(loading, *scale, owner.file()));
  }
  footwear.padOtherFromMm = reader.number("pad_other_from_mm");
  const auto allowance = reader.numbers("allowance_mm");
  if (allowance.size() == 2) {
    footwear.allowanceLowMm = allowance[0];
    footwear.allowanceHighMm = allowance[1];
  }
  if (footwear.allowanceLowMm <= 0.0 || footwear.allowanceHighMm < footwear.allowanceLowMm) {
    reader.fault(reader.lineOf("allowance_mm"), "'allowance_mm': expected [low, high] in mm");
  }
  const bool provisional = reader.flag("provisional", false);
  for (SizeScale& scale : footwear.scales) scale.provisional = provisional;
  std::vector<std::string> sources;
  std::string basis;
  loading.readBasis(reader, sources, basis);
  reader.finish();
}

std::optional<Expression> readCondition(Loading& loading, MapReader& reader, const Names& names,
                                        std::string_view key) {
  if (!reader.has(key)) return std::nullopt;
  auto parsed =
      parseExpression(reader.text(key), names, Scope::Knee, {reader.file(), reader.lineOf(key)});
  if (parsed) return std::move(*parsed);
  loading.faults.add(std::move(parsed.error()));
  return std::nullopt;
}

}  // namespace

void loadFootwear(Loading& loading, Footwear& footwear) {
  const DataFile file = loading.read("footwear.yaml");
  MapReader reader(file.root, file.name, loading.faults);
  readHeader(reader, "footwear");
  footwear.featureOrder = reader.words("feature_order");
  loading.lines["feature_order"] = reader.lineOf("feature_order");
  std::set<std::string> ids;
  for (const DataNode* node : reader.maps("categories")) {
    footwear.categories.push_back(readCategory(loading, *node, file.name, footwear.featureOrder));
    const std::string& id = footwear.categories.back().id;
    if (!ids.insert(id).second) reader.fault(node->line, "category '" + id + "' stands here twice");
  }
  readSizes(loading, reader, footwear);
  reader.finish();
}

void loadChain(Loading& loading, const Names& names, const Outputs& outputs,
               std::vector<ChainLink>& chain, std::vector<LevelChange>& changes) {
  const DataFile file = loading.read("tracking.yaml");
  MapReader reader(file.root, file.name, loading.faults);
  readHeader(reader, "tracking");
  for (const DataNode* node : reader.maps("links")) {
    MapReader entry(*node, file.name, loading.faults);
    ChainLink link;
    link.id = entry.text("id");
    link.line = node->line;
    link.presentIf = readCondition(loading, entry, names, "present_if");
    link.absentIf = readCondition(loading, entry, names, "absent_if");
    link.sources = entry.words("sources");
    link.contrary = entry.words("contrary");
    loading.checkSources(entry, "sources", link.sources);
    loading.checkSources(entry, "contrary", link.contrary);
    entry.finish();
    chain.push_back(std::move(link));
  }
  for (const DataNode* node : reader.maps("level_changes")) {
    MapReader entry(*node, file.name, loading.faults);
    LevelChange change;
    change.to = entry.words("to");
    change.text = entry.text("text");
    change.condition = readCondition(loading, entry, names, "if").value_or(Expression{});
    const auto& levels = outputs.words.at("tracking");
    for (const std::string& level : change.to) {
      if (std::find(levels.begin(), levels.end(), level) != levels.end()) continue;
      entry.fault(entry.lineOf("to"), "'to': unknown level '" + level + "'");
    }
    entry.finish();
    changes.push_back(std::move(change));
  }
  // Read by loadBackground; here it only has to be there.
  (void)reader.maps("evidence");
  reader.finish();
}

}  // namespace podalign::profile
