#include <utility>

#include "podalign/profile/internal/load_parts.hpp"

namespace podalign::profile {
namespace {

std::vector<Band> readBands(Loading& loading, MapReader& owner, bool labelled) {
  std::vector<Band> bands;
  const auto nodes = owner.maps("bands");
  for (const DataNode* node : nodes) {
    MapReader reader(*node, owner.file(), loading.faults);
    Band band;
    band.below = reader.optionalNumber("below");
    band.upTo = reader.optionalNumber("up_to");
    if (labelled) {
      band.label = reader.text("class");
    } else {
      band.score = reader.number("score");
    }
    reader.finish();
    const bool last = node == nodes.back();
    const int limits = (band.below ? 1 : 0) + (band.upTo ? 1 : 0);
    if (limits != (last ? 0 : 1)) {
      reader.fault(node->line, last ? "the last band has no limit: it takes the rest"
                                    : "a band needs one limit, 'below' or 'up_to'");
    }
    if (!bands.empty() && !last) {
      const Band& before = bands.back();
      const double limit = band.below.value_or(band.upTo.value_or(0.0));
      if (limit <= before.below.value_or(before.upTo.value_or(0.0))) {
        reader.fault(node->line, "bands overlap: the limits must rise");
      }
    }
    bands.push_back(std::move(band));
  }
  if (bands.empty()) owner.fault(owner.line(), "'bands' is empty");
  return bands;
}

void readAges(Loading& loading, MapReader& reader, const Vocabulary& vocabulary,
              Classification& classification) {
  const std::string measure = reader.text("measure");
  loading.checkMeasure(reader, "measure", vocabulary, measure);
  AgeBands entry;
  entry.line = reader.line();
  entry.ageFrom = reader.optionalNumber("age_from");
  entry.ageBelow = reader.optionalNumber("age_below");
  entry.provisional = reader.flag("provisional", false);
  entry.bands = readBands(loading, reader, false);
  loading.readBasis(reader, entry.sources, entry.basis);
  (void)reader.optionalText("note");
  reader.finish();
  auto& ages = classification.bands[measure];
  if (!ages.empty() &&
      (!ages.back().ageBelow || !entry.ageFrom || *ages.back().ageBelow != *entry.ageFrom)) {
    reader.fault(reader.lineOf("age_from"), "the ages of '" + measure + "' overlap or leave a gap");
  }
  if (entry.ageFrom && entry.ageBelow && *entry.ageFrom >= *entry.ageBelow) {
    reader.fault(reader.line(), "the ages of '" + measure + "' are empty");
  }
  ages.push_back(std::move(entry));
}

FamilyHalving readHalving(const DataNode& node, const std::string& file, Faults& faults) {
  MapReader reader(node, file, faults);
  FamilyHalving halving;
  halving.bmiFrom = reader.number("bmi_from");
  halving.ageFrom = reader.number("age_from");
  halving.scoreFactor = reader.number("score_factor");
  halving.weightFactor = reader.number("weight_factor");
  reader.finish();
  return halving;
}

Family readFamily(Loading& loading, const DataNode& node, const std::string& file,
                  const Classification& classification) {
  MapReader reader(node, file, loading.faults);
  Family family;
  family.id = reader.text("id");
  family.line = node.line;
  for (const DataNode* member : reader.maps("members")) {
    MapReader entry(*member, file, loading.faults);
    family.members.push_back({entry.text("measure"), entry.number("weight")});
    entry.finish();
    if (classification.bands.count(family.members.back().measure) == 0) {
      reader.fault(member->line, "'" + family.members.back().measure + "' has no bands");
    }
  }
  family.weight = reader.number("weight");
  family.weightOneMember = reader.number("weight_one_member");
  family.main = reader.requiredFlag("main");
  if (const DataNode* halved = reader.optional("halved_when", DataNode::Kind::Map)) {
    family.halving = readHalving(*halved, file, loading.faults);
  }
  std::vector<std::string> sources;
  std::string basis;
  loading.readBasis(reader, sources, basis);
  reader.finish();
  return family;
}

void readFamilyLabel(Loading& loading, MapReader& owner, Classification& classification) {
  const DataNode* node = owner.required("family_label", DataNode::Kind::Map);
  if (node == nullptr) return;
  MapReader reader(*node, owner.file(), loading.faults);
  classification.familyLabelFrom = reader.number("from");
  classification.lowLabel = reader.text("low");
  classification.middleLabel = reader.text("middle");
  classification.highLabel = reader.text("high");
  (void)reader.text("basis");
  reader.finish();
}

// The first class that fits counts: one behind a wider one is never reached.
void checkClassOrder(MapReader& reader, const std::vector<PostureClass>& before,
                     const PostureClass& entry) {
  for (const PostureClass& earlier : before) {
    const bool shadowed = (earlier.from && entry.from && *entry.from >= *earlier.from) ||
                          (earlier.to && entry.to && *entry.to <= *earlier.to);
    const bool overlaps = (earlier.from && entry.to && *entry.to >= *earlier.from) ||
                          (earlier.to && entry.from && *entry.from <= *earlier.to);
    if (shadowed) {
      reader.fault(reader.line(), "class '" + entry.id + "' is shadowed by '" + earlier.id +
                                      "' above it: nothing is left for it");
    } else if (overlaps) {
      reader.fault(reader.line(), "classes '" + entry.id + "' and '" + earlier.id + "' overlap");
    }
  }
}

void readClasses(Loading& loading, MapReader& owner, Classification& classification) {
  const auto nodes = owner.maps("classes");
  for (const DataNode* node : nodes) {
    MapReader reader(*node, owner.file(), loading.faults);
    PostureClass entry{reader.text("class"), reader.optionalNumber("from"),
                       reader.optionalNumber("to")};
    reader.finish();
    const bool limited = entry.from.has_value() != entry.to.has_value();
    if (limited == (node == nodes.back())) {
      reader.fault(node->line, "every class but the last has one limit, 'from' or 'to'");
    }
    checkClassOrder(reader, classification.classes, entry);
    classification.classes.push_back(std::move(entry));
  }
}

void readConflict(Loading& loading, MapReader& owner, Classification& classification) {
  if (const DataNode* node = owner.required("conflict", DataNode::Kind::Map)) {
    MapReader reader(*node, owner.file(), loading.faults);
    classification.moderateGapFrom = reader.number("moderate_gap_from");
    (void)reader.text("basis");
    reader.finish();
  }
  if (const DataNode* node = owner.required("confidence", DataNode::Kind::Map)) {
    MapReader reader(*node, owner.file(), loading.faults);
    auto& labels = classification.confidence;
    labels.agreeMany = reader.text("agree_many");
    labels.agreeOne = reader.text("agree_one");
    labels.minor = reader.text("minor");
    labels.moderate = reader.text("moderate");
    labels.major = reader.text("major");
    labels.nothing = reader.text("nothing");
    reader.finish();
  }
  if (const DataNode* node = owner.required("indeterminate", DataNode::Kind::Map)) {
    MapReader reader(*node, owner.file(), loading.faults);
    classification.singleFamilyWeightBelow = reader.number("single_family_weight_below");
    classification.adjudicator = reader.text("adjudicator");
    (void)reader.text("basis");
    reader.finish();
  }
}

void readDynamics(Loading& loading, MapReader& owner, Classification& classification) {
  std::vector<std::string> sources;
  std::string basis;
  if (const DataNode* node = owner.required("pronation", DataNode::Kind::Map)) {
    MapReader reader(*node, owner.file(), loading.faults);
    classification.pronationMeasure = reader.text("measure");
    classification.pronatedBelow = reader.number("pronated_below");
    classification.supinatedAbove = reader.number("supinated_above");
    (void)reader.flag("provisional", false);
    loading.readBasis(reader, sources, basis);
    reader.finish();
    if (classification.pronatedBelow >= classification.supinatedAbove) {
      reader.fault(node->line, "the bands of pronation overlap");
    }
  }
  if (const DataNode* node = owner.required("mobility", DataNode::Kind::Map)) {
    MapReader reader(*node, owner.file(), loading.faults);
    const auto limits = [&](std::string_view key, std::map<std::string, double>& into) {
      const DataNode* map = reader.required(key, DataNode::Kind::Map);
      if (map == nullptr) return;
      for (auto& [measure, limit] : numbersByWord(*map, owner.file(), loading.faults)) {
        into.emplace(measure, limit);
      }
    };
    limits("mobile_from", classification.mobileFrom);
    limits("stiff_to", classification.stiffTo);
    (void)reader.flag("provisional", false);
    loading.readBasis(reader, sources, basis);
    reader.finish();
  }
}

void readAsymmetry(Loading& loading, MapReader& owner, Classification& classification) {
  for (const DataNode* node : owner.maps("asymmetry")) {
    MapReader reader(*node, owner.file(), loading.faults);
    AsymmetryRule rule;
    rule.measure = reader.text("measure");
    rule.ageFrom = reader.optionalNumber("age_from");
    rule.provisional = reader.flag("provisional", false);
    rule.bands = readBands(loading, reader, true);
    std::vector<std::string> sources;
    std::string basis;
    loading.readBasis(reader, sources, basis);
    reader.finish();
    classification.asymmetry.push_back(std::move(rule));
  }
  if (const DataNode* node = owner.required("could_be", DataNode::Kind::Map)) {
    MapReader reader(*node, owner.file(), loading.faults);
    classification.couldBeFrom = reader.number("from");
    (void)reader.flag("provisional", false);
    std::vector<std::string> sources;
    std::string basis;
    loading.readBasis(reader, sources, basis);
    reader.finish();
  }
  for (const DataNode* node : owner.maps("default_half_widths")) {
    MapReader reader(*node, owner.file(), loading.faults);
    classification.defaultHalfWidths[reader.text("measure")] = reader.number("half_width");
    (void)reader.flag("provisional", false);
    std::vector<std::string> sources;
    std::string basis;
    loading.readBasis(reader, sources, basis);
    reader.finish();
  }
}

}  // namespace

void loadClassification(Loading& loading, const Vocabulary& vocabulary,
                        Classification& classification) {
  const DataFile file = loading.read("classification.yaml");
  MapReader reader(file.root, file.name, loading.faults);
  readHeader(reader, "classification");
  for (const DataNode* node : reader.maps("bands")) {
    MapReader entry(*node, file.name, loading.faults);
    readAges(loading, entry, vocabulary, classification);
  }
  for (const DataNode* node : reader.maps("families")) {
    classification.families.push_back(readFamily(loading, *node, file.name, classification));
  }
  readFamilyLabel(loading, reader, classification);
  readClasses(loading, reader, classification);
  readConflict(loading, reader, classification);
  if (const DataNode* node = reader.required("ignored_when", DataNode::Kind::Map)) {
    MapReader ignored(*node, file.name, loading.faults);
    for (const DataNode::Key& key : ignored.freeKeys()) {
      loading.lines["ignored_when." + key.text] = key.line;
      classification.ignoredWhen[key.text] = ignored.words(key.text);
    }
  }
  readDynamics(loading, reader, classification);
  readAsymmetry(loading, reader, classification);
  for (const char* part : {"classes", "family_label", "confidence", "asymmetry"}) {
    loading.lines[part] = reader.lineOf(part);
  }
  reader.finish();
}

}  // namespace podalign::profile
