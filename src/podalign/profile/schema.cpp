#include "podalign/profile/schema.hpp"

#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "podalign/profile/internal/load_parts.hpp"

namespace podalign::profile {
namespace {

using Json = nlohmann::ordered_json;
using Sort = AskedKeys::Sort;

class SchemaWriter {
 public:
  SchemaWriter(const AskedKeys& asked, const TextCatalogue& texts) : asked_(asked), texts_(texts) {}

  Json file(const std::string& kind) const {
    const std::string id = "podalign/" + kind + "/1";
    Json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"$id", id}};
    if (texts_.has("schema.file." + kind)) schema["title"] = texts_.raw("schema.file." + kind);
    Json body = map(kind);
    if (body.contains("properties") && body["properties"].contains("schema")) {
      body["properties"]["schema"]["const"] = id;
    }
    schema.update(body);
    return schema;
  }

 private:
  Json map(const std::string& path) const {
    Json schema{{"type", "object"}};
    const auto found = asked_.paths().find(path);
    if (found == asked_.paths().end()) return schema;
    const AskedKeys::Keys& keys = found->second;
    Json required = Json::array();
    Json properties = Json::object();
    Json others = false;
    for (const auto& [name, key] : keys.keys) {
      Json value = valueOf(path + "/" + name, name, key);
      if (name == "*") {
        others = std::move(value);
        continue;
      }
      properties[name] = std::move(value);
      if (!key.optional && key.requiredBy == keys.visits) required.push_back(name);
    }
    if (!properties.empty()) schema["properties"] = std::move(properties);
    if (!required.empty()) schema["required"] = std::move(required);
    schema["additionalProperties"] = std::move(others);
    return schema;
  }

  Json valueOf(const std::string& path, const std::string& name, const AskedKeys::Key& key) const {
    Json value = Json::object();
    if (texts_.has("schema." + name)) value["description"] = texts_.raw("schema." + name);
    Json types = Json::array();
    for (const Sort sort : key.sorts) {
      switch (sort) {
        case Sort::Text: types.push_back("string"); break;
        case Sort::Number: types.push_back("number"); break;
        case Sort::Integer: types.push_back("integer"); break;
        case Sort::Flag: types.push_back("boolean"); break;
        case Sort::Map:
          value.update(map(path));
          types.push_back("object");
          break;
        case Sort::Words:
          types.push_back("array");
          value["items"] = Json{{"type", "string"}};
          value["uniqueItems"] = true;
          break;
        case Sort::Numbers:
          types.push_back("array");
          value["items"] = Json{{"type", "number"}};
          break;
        case Sort::Maps:
          types.push_back("array");
          value["items"] = map(path + "[]");
          break;
      }
    }
    if (types.size() == 1) value["type"] = types.front();
    if (types.size() > 1) value["type"] = std::move(types);
    if (!key.allowed.empty()) value["enum"] = key.allowed;
    return value;
  }

  const AskedKeys& asked_;
  const TextCatalogue& texts_;
};

}  // namespace

Result<std::map<std::string, std::string>> schemasOf(const std::filesystem::path& directory) {
  Loading loading(directory);
  AskedKeys asked;
  loading.faults.asked = &asked;
  const Profile profile = readProfile(loading, {});
  (void)readBackground(loading, profile);
  (void)readInsoleShape(loading, profile);
  if (loading.faults.any()) return tl::unexpected<Error>(loading.faults.first());
  std::map<std::string, std::string> schemas;
  const SchemaWriter writer(asked, profile.texts);
  for (const auto& [path, keys] : asked.paths()) {
    if (path.find('/') != std::string::npos) continue;
    schemas[path] = writer.file(path).dump(2) + "\n";
  }
  return schemas;
}

}  // namespace podalign::profile
