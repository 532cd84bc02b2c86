// The JSON Schemas and the loader know the same keys: the schemas follow from what the loader asks,
// and the files that the loader accepts fulfil them.
#include "podalign/profile/schema.hpp"

#include <nlohmann/json.hpp>
#include <set>

#include "changed_rule_base.hpp"
#include "podalign/profile/data_node.hpp"

namespace podalign::profile {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

std::string textOf(const fs::path& file) {
  std::stringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

bool isOf(const std::string& type, const DataNode& node) {
  using Kind = DataNode::Kind;
  if (type == "object") return node.kind == Kind::Map;
  if (type == "array") return node.kind == Kind::List;
  if (node.kind == Kind::Null) return type == "string";
  if (node.kind != Kind::Scalar) return false;
  const bool truth = !node.quoted && (node.text == "true" || node.text == "false");
  if (type == "boolean") return truth;
  if (type == "string") return true;
  const auto number = numberFrom(node, "", ErrorCode::ProfileInvalid);
  return number.has_value() && (type == "number" || node.text.find('.') == std::string::npos);
}

// The part of JSON Schema that the schemas use.
void validate(const Json& schema, const DataNode& node, const std::string& at,
              std::vector<std::string>& faults) {
  if (schema.contains("type")) {
    const Json types = schema["type"].is_array() ? schema["type"] : Json::array({schema["type"]});
    bool fits = false;
    for (const Json& type : types) fits = fits || isOf(type, node);
    if (!fits) faults.push_back(at + ": another type");
  }
  if (schema.contains("const") && node.text != schema["const"]) faults.push_back(at + ": const");
  if (schema.contains("enum")) {
    bool fits = false;
    for (const Json& word : schema["enum"]) fits = fits || word == node.text;
    if (!fits) faults.push_back(at + ": not one of the words");
  }
  if (node.kind == DataNode::Kind::List && schema.contains("items")) {
    for (const DataNode& item : node.items) validate(schema["items"], item, at + "[]", faults);
  }
  if (node.kind != DataNode::Kind::Map) return;
  for (const Json& key : schema.value("required", Json::array())) {
    if (node.find(key.get<std::string>()) == nullptr) {
      faults.push_back(at + ": misses " + key.get<std::string>());
    }
  }
  const Json properties = schema.value("properties", Json::object());
  const Json others = schema.value("additionalProperties", Json(true));
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    const std::string& key = node.keys[i].text;
    if (properties.contains(key)) {
      validate(properties[key], node.items[i], at + "/" + key, faults);
    } else if (others.is_object()) {
      validate(others, node.items[i], at + "/" + key, faults);
    } else if (!others.get<bool>()) {
      faults.push_back(at + ": unknown key " + key);
    }
  }
}

std::vector<std::string> faultsOf(const std::string& text) {
  const auto root = readData(text, "file", ErrorCode::ProfileInvalid);
  if (!root || root->find("schema") == nullptr) return {"unreadable"};
  const std::string id = root->find("schema")->text;  // podalign/<kind>/1
  const std::string kind = id.substr(9, id.size() - 11);
  const std::string schema = textOf(fs::path(PODALIGN_PROFILES_DIR) / "schema" / (kind + ".json"));
  if (schema.empty()) return {"no schema for " + kind};
  std::vector<std::string> faults;
  validate(Json::parse(schema), *root, kind, faults);
  return faults;
}

TEST(Schema, IsWhatTheLoaderAsks) {
  const auto schemas = schemasOf(PODALIGN_PROFILES_DIR);
  ASSERT_TRUE(schemas.has_value()) << toString(schemas.error());
  std::set<std::string> committed;
  for (const auto& entry : fs::directory_iterator(fs::path(PODALIGN_PROFILES_DIR) / "schema")) {
    committed.insert(entry.path().stem().string());
  }
  for (const auto& [kind, text] : *schemas) {
    EXPECT_EQ(committed.erase(kind), 1U) << kind;
    EXPECT_EQ(textOf(fs::path(PODALIGN_PROFILES_DIR) / "schema" / (kind + ".json")), text)
        << "write it anew: rulebase PROJECT (tools/rulebase)";
    const Json schema = Json::parse(text);
    EXPECT_EQ(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    EXPECT_EQ(schema["$id"], "podalign/" + kind + "/1");
  }
  EXPECT_TRUE(committed.empty()) << *committed.begin();
}

TEST(Schema, IsFulfilledByEveryFile) {
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(PODALIGN_PROFILES_DIR)) {
    const std::string text = textOf(entry.path());
    if (entry.path().extension() != ".yaml" || text.find("\nschema: ") == std::string::npos)
      continue;
    if (text.find("schema: podalign/form/") != std::string::npos) continue;  // of the intake module
    const auto faults = faultsOf(text);
    EXPECT_TRUE(faults.empty()) << entry.path() << " " << (faults.empty() ? "" : faults.front());
    ++files;
  }
  EXPECT_GE(files, 40U);
}

// What the loader refuses for its form, the schema refuses, too.
TEST(Schema, FindsTheFaultsOfFormThatTheLoaderFinds) {
  struct Fault {
    const char* file;
    const char* from;
    const char* to;
    const char* says;
  };
  for (const Fault& fault :
       {Fault{"rules/insole.yaml", "priority: 60", "priority: 60\n    urgency: 3", "unknown key"},
        Fault{"rules/insole.yaml", "    scope: foot\n", "", "misses scope"},
        Fault{"rules/insole.yaml", "priority: 60", "priority: soon", "another type"},
        Fault{"rules/insole.yaml", "priority: 60", "priority: 60.5", "another type"},
        Fault{"rules/insole.yaml", "scope: foot", "scope: toe", "not one of"},
        Fault{"rules/insole.yaml", "families: [insole]", "families: insole", "another type"},
        Fault{"insole.yaml", "podalign/insole/1", "podalign/rules/1", "const"},
        Fault{"classification.yaml", "provisional: true", "provisional: 1", "another type"},
        Fault{"references.yaml", "read: abstract", "read: twice", "not one of"},
        Fault{"vocabulary.yaml", "range: [0, 110]", "range: [0, old]", "another type"},
        Fault{"text/en/words.yaml", "words.side.left: left", "words.side.left: [left]",
              "another type"}}) {
    testing::RuleBaseCopy copy;
    copy.replace(fault.file, fault.from, fault.to);
    const auto faults = faultsOf(copy.text(fault.file));
    ASSERT_FALSE(faults.empty()) << fault.to;
    const bool wrongKind = std::string(fault.says) == "const";
    EXPECT_TRUE(wrongKind || faults.front().find(fault.says) != std::string::npos)
        << faults.front() << " for " << fault.to;
  }
}

TEST(Schema, OfARuleBaseWithFaultsIsRefused) { EXPECT_FALSE(schemasOf("/nowhere").has_value()); }

}  // namespace
}  // namespace podalign::profile
