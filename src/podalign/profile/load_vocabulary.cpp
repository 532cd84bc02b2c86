#include <algorithm>
#include <set>
#include <utility>

#include "podalign/profile/internal/load_parts.hpp"

namespace podalign::profile {
namespace {

FieldType readType(MapReader& reader) {
  const std::string text = reader.oneOf("type", {"bool", "side", "enum", "number", "set"});
  if (text == "bool") return FieldType::Bool;
  if (text == "side") return FieldType::Side;
  if (text == "enum") return FieldType::Enum;
  if (text == "number") return FieldType::Number;
  if (text == "set") return FieldType::Set;
  return FieldType::Bool;
}

void readRange(MapReader& reader, Field& field) {
  const auto limits = reader.numbers("range");
  if (limits.size() != 2 || limits[0] >= limits[1]) {
    reader.fault(reader.lineOf("range"), "'range' is empty; expected [low, high]");
    return;
  }
  field.range = Range{limits[0], limits[1]};
}

void readWhenOmitted(MapReader& reader, Field& field) {
  if (field.type == FieldType::Set) {
    const auto words = reader.words("when_omitted");
    field.whenOmitted = std::set<std::string>(words.begin(), words.end());
    return;
  }
  if (field.type != FieldType::Enum) {
    reader.fault(reader.lineOf("when_omitted"), "'when_omitted' is for enum and set");
  }
  const std::string word = reader.text("when_omitted");
  if (std::find(field.words.begin(), field.words.end(), word) == field.words.end()) {
    reader.fault(reader.lineOf("when_omitted"), "'" + word + "' is not one of the words");
  }
  field.whenOmitted = word;
}

Field readField(const DataNode& node, const std::string& file, Faults& faults) {
  MapReader reader(node, file, faults);
  Field field;
  field.id = reader.text("id");
  field.line = node.line;
  field.type = readType(reader);
  field.optional = reader.flag("optional", false);
  field.scope = readScope(reader);
  field.unit = reader.optionalText("unit");
  if (field.type == FieldType::Number) readRange(reader, field);
  if (field.type == FieldType::Enum || field.type == FieldType::Set) {
    field.words = reader.words("words");
    if (field.words.empty()) reader.fault(reader.line(), "'words' is empty");
  }
  if (field.type == FieldType::Side) field.words = {"none", "left", "right", "both"};
  if (reader.has("when_omitted")) readWhenOmitted(reader, field);
  field.classifies = reader.flag("classifies", false);
  field.shownOnly = reader.flag("shown_only", false);
  reader.finish();
  return field;
}

}  // namespace

void loadVocabulary(Loading& loading, Vocabulary& vocabulary) {
  const DataFile file = loading.read("vocabulary.yaml");
  MapReader reader(file.root, file.name, loading.faults);
  readHeader(reader, "vocabulary");
  for (const DataNode* node : reader.maps("fields")) {
    Field field = readField(*node, file.name, loading.faults);
    if (!vocabulary.index.emplace(field.id, vocabulary.fields.size()).second) {
      reader.fault(node->line, "field '" + field.id + "' stands here twice");
    }
    vocabulary.fields.push_back(std::move(field));
  }
  reader.finish();
}

void loadDerived(Loading& loading, Names& names, std::vector<Derived>& derived) {
  const DataFile file = loading.read("derived.yaml");
  MapReader reader(file.root, file.name, loading.faults);
  readHeader(reader, "derived");
  for (const DataNode* node : reader.maps("derived")) {
    MapReader entry(*node, file.name, loading.faults);
    Derived name;
    name.id = entry.text("id");
    name.scope = readScope(entry);
    name.line = node->line;
    // Only names that stand above can be used: so there is no circle.
    auto parsed =
        parseExpression(entry.text("is"), names, name.scope, {file.name, entry.lineOf("is")});
    entry.finish();
    if (!parsed) {
      loading.faults.add(std::move(parsed.error()));
      continue;
    }
    name.expression = std::move(*parsed);
    if (names.vocabulary->find(name.id) != nullptr ||
        !names.derived.emplace(name.id, derived.size()).second) {
      reader.fault(node->line, "name '" + name.id + "' is taken");
      continue;
    }
    names.derivedScopes.push_back(name.scope);
    derived.push_back(std::move(name));
  }
  reader.finish();
}

}  // namespace podalign::profile
