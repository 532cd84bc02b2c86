#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

#include "podalign/intake/form.hpp"
#include "podalign/profile/data_node.hpp"

namespace podalign::intake {
namespace {

using profile::DataNode;
using profile::Vocabulary;

constexpr const char* kFile = "form.yaml";

// Keeps the first fault; every reader goes on, so that no check is skipped.
class Reader {
 public:
  explicit Reader(const Vocabulary& vocabulary) : vocabulary_(vocabulary) {}

  void fault(std::size_t line, const std::string& why) {
    if (!fault_) fault_ = Error{ErrorCode::ProfileInvalid, why, kFile, line};
  }
  [[nodiscard]] const std::optional<Error>& first() const { return fault_; }

  void keys(const DataNode& node, const std::set<std::string>& allowed) {
    for (const DataNode::Key& key : node.keys) {
      if (allowed.count(key.text) == 0) fault(key.line, "unknown key '" + key.text + "'");
    }
    for (const std::string& key : allowed) {
      if (node.find(key) == nullptr) fault(node.line, "'" + key + "' is missing");
    }
  }

  std::vector<const DataNode*> maps(const DataNode& node, const char* key) {
    std::vector<const DataNode*> found;
    const DataNode* list = node.find(key);
    if (list == nullptr || list->kind != DataNode::Kind::List) {
      fault(node.line, std::string("'") + key + "': expected a list");
      return found;
    }
    for (const DataNode& item : list->items) {
      if (item.kind == DataNode::Kind::Map) {
        found.push_back(&item);
      } else {
        fault(item.line, std::string("'") + key + "': expected maps");
      }
    }
    return found;
  }

  std::string text(const DataNode& node, const char* key) {
    const DataNode* value = node.find(key);
    if (value != nullptr && value->kind == DataNode::Kind::Scalar) return value->text;
    fault(node.line, std::string("'") + key + "': expected a word");
    return {};
  }

  std::vector<std::string> words(const DataNode& node, const char* key) {
    std::vector<std::string> found;
    const DataNode* list = node.find(key);
    if (list == nullptr || list->kind != DataNode::Kind::List) {
      fault(node.line, std::string("'") + key + "': expected a list of words");
      return found;
    }
    for (const DataNode& item : list->items) found.push_back(item.text);
    return found;
  }

  double number(const DataNode& node, const char* key) {
    const DataNode* value = node.find(key);
    if (value == nullptr) return 0.0;
    const auto number = profile::numberFrom(*value, kFile, ErrorCode::ProfileInvalid);
    if (!number) fault(value->line, std::string("'") + key + "': " + number.error().message);
    return number.value_or(0.0);
  }

  const profile::Field* field(std::size_t line, const std::string& id) {
    const profile::Field* found = vocabulary_.find(id);
    if (found == nullptr) fault(line, "unknown field '" + id + "'");
    return found;
  }

 private:
  const Vocabulary& vocabulary_;
  std::optional<Error> fault_;
};

FormSection readSection(Reader& reader, const DataNode& node, std::set<std::string>& seen) {
  reader.keys(node, {"id", "fields"});
  FormSection section{reader.text(node, "id"), reader.words(node, "fields")};
  for (const std::string& id : section.fields) {
    const profile::Field* field = reader.field(node.line, id);
    if (field != nullptr && field->scope != profile::Scope::Subject) {
      reader.fault(node.line, "'" + id + "' is not a question about the person");
    }
    if (!seen.insert(id).second) reader.fault(node.line, "'" + id + "' stands in two places");
  }
  return section;
}

AskedIf readAskedIf(Reader& reader, const DataNode& node) {
  reader.keys(node, {"field", "when", "is"});
  AskedIf entry{reader.text(node, "field"), reader.text(node, "when"), reader.words(node, "is")};
  const profile::Field* field = reader.field(node.line, entry.field);
  if (field != nullptr && profile::belongsToScreen(*field)) {
    reader.fault(node.line, "the safety question '" + entry.field + "' is always asked");
  }
  const profile::Field* when = reader.field(node.line, entry.when);
  for (const std::string& word : entry.answers) {
    if (when == nullptr) break;
    if (std::find(when->words.begin(), when->words.end(), word) == when->words.end()) {
      reader.fault(node.line, "'" + word + "' is no answer to '" + entry.when + "'");
    }
  }
  return entry;
}

MapPlace readPlace(Reader& reader, const DataNode& node, const Vocabulary& vocabulary) {
  reader.keys(node, {"place", "x", "y", "rx", "ry"});
  MapPlace place{reader.text(node, "place"), reader.number(node, "x"), reader.number(node, "y"),
                 reader.number(node, "rx"), reader.number(node, "ry")};
  const bool known = std::any_of(
      vocabulary.fields.begin(), vocabulary.fields.end(), [&place](const profile::Field& field) {
        return field.scope == profile::Scope::Knee && field.type == profile::FieldType::Set &&
               std::find(field.words.begin(), field.words.end(), place.place) != field.words.end();
      });
  if (!known) reader.fault(node.line, "'" + place.place + "' is no place of a knee");
  return place;
}

}  // namespace

Result<FormLayout> readFormLayout(const std::filesystem::path& profiles,
                                  const Vocabulary& vocabulary) {
  std::ifstream stream(profiles / kFile, std::ios::binary);
  if (!stream) return failure(ErrorCode::FileNotFound, "the layout of the form is missing", kFile);
  const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  const auto root = profile::readData(bytes, kFile, ErrorCode::ProfileInvalid);
  if (!root) return tl::unexpected<Error>(root.error());
  Reader reader(vocabulary);
  reader.keys(*root, {"schema", "id", "version", "min_app", "lifecycle", "reviewers", "sections",
                      "asked_if", "knee_map"});
  if (reader.text(*root, "schema") != "podalign/form/1") reader.fault(1, "not a podalign/form/1");
  FormLayout layout;
  std::set<std::string> seen;
  for (const DataNode* node : reader.maps(*root, "sections")) {
    layout.sections.push_back(readSection(reader, *node, seen));
  }
  for (const DataNode* node : reader.maps(*root, "asked_if")) {
    layout.askedIf.push_back(readAskedIf(reader, *node));
  }
  for (const DataNode* node : reader.maps(*root, "knee_map")) {
    layout.kneeMap.push_back(readPlace(reader, *node, vocabulary));
  }
  if (reader.first()) return tl::unexpected<Error>(*reader.first());
  return layout;
}

}  // namespace podalign::intake
