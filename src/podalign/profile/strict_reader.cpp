#include "podalign/profile/internal/strict_reader.hpp"

#include <cmath>
#include <limits>
#include <utility>

namespace podalign::profile {
namespace {

const char* nameOf(DataNode::Kind kind) {
  switch (kind) {
    case DataNode::Kind::Null: return "nothing";
    case DataNode::Kind::Scalar: return "a value";
    case DataNode::Kind::List: return "a list";
    case DataNode::Kind::Map: return "a map";
  }
  return "";
}

std::string quoted(std::string_view key) { return "'" + std::string(key) + "'"; }

DataNode::Kind kindOf(AskedKeys::Sort sort) {
  switch (sort) {
    case AskedKeys::Sort::Words:
    case AskedKeys::Sort::Numbers:
    case AskedKeys::Sort::Maps: return DataNode::Kind::List;
    case AskedKeys::Sort::Map: return DataNode::Kind::Map;
    default: return DataNode::Kind::Scalar;
  }
}

AskedKeys::Sort sortOf(DataNode::Kind kind) {
  switch (kind) {
    case DataNode::Kind::Map: return AskedKeys::Sort::Map;
    case DataNode::Kind::List: return AskedKeys::Sort::Numbers;
    default: return AskedKeys::Sort::Text;
  }
}

std::string listOf(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

}  // namespace

void AskedKeys::ask(const Place& place, std::string_view key, std::optional<Sort> sort,
                    bool required, const std::vector<std::string>& allowed) {
  Keys& keys = paths_[place.path];
  Key& entry = keys.keys[std::string(key)];
  if (required) entry.requiredBy.insert(place.map);
  if (!required) entry.optional = true;
  if (sort) entry.sorts.insert(*sort);
  if (!allowed.empty()) entry.allowed = allowed;
}

AskedKeys::Place AskedKeys::placeOf(const DataNode* node) const {
  const auto found = places_.find(node);
  return found == places_.end() ? Place{} : found->second;
}

void Faults::add(const std::string& file, std::size_t line, std::string message) {
  add(Error{ErrorCode::ProfileInvalid, std::move(message), file, line});
}

void Faults::add(Error error) { all_.push_back(std::move(error)); }

MapReader::MapReader(const DataNode& node, const std::string& file, Faults& faults)
    : node_(node), file_(file), faults_(faults), asked_(node.keys.size(), false) {
  if (node.kind != DataNode::Kind::Map) {
    fault(node.line, std::string("expected a map, found ") + nameOf(node.kind));
  }
  if (faults_.asked == nullptr) return;
  place_ = faults_.asked->placeOf(&node);
  if (!place_.path.empty()) faults_.asked->visit(place_);
}

void MapReader::nameRoot(std::string_view kind) {
  if (faults_.asked == nullptr) return;
  faults_.asked->place(&node_, std::string(kind));
  place_ = faults_.asked->placeOf(&node_);
  faults_.asked->visit(place_);
}

const DataNode* MapReader::take(std::string_view key) {
  for (std::size_t i = 0; i < node_.keys.size(); ++i) {
    if (node_.keys[i].text != key) continue;
    asked_[i] = true;
    return &node_.items[i];
  }
  return nullptr;
}

bool MapReader::has(std::string_view key) {
  if (faults_.asked != nullptr && !place_.path.empty()) {
    faults_.asked->ask(place_, key, std::nullopt, false);
  }
  return take(key) != nullptr;
}

const DataNode* MapReader::ask(std::string_view key, Sort sort, Need need,
                               const std::vector<std::string>& allowed) {
  const DataNode* node = take(key);
  if (faults_.asked != nullptr && !place_.path.empty()) {
    faults_.asked->ask(place_, free_ ? "*" : key, sort, need == Need::Required, allowed);
    const std::string inner = place_.path + "/" + (free_ ? "*" : std::string(key));
    if (node != nullptr && sort == Sort::Map) faults_.asked->place(node, inner);
    if (node != nullptr && sort == Sort::Maps) {
      for (const DataNode& item : node->items) faults_.asked->place(&item, inner + "[]");
    }
  }
  if (node == nullptr) {
    if (need == Need::Required) fault(node_.line, "missing key " + quoted(key));
    return nullptr;
  }
  const DataNode::Kind kind = kindOf(sort);
  if (node->kind == kind) return node;
  fault(node->line, quoted(key) + ": expected " + nameOf(kind) + ", found " + nameOf(node->kind));
  return nullptr;
}

const DataNode* MapReader::required(std::string_view key, DataNode::Kind kind) {
  return ask(key, sortOf(kind), Need::Required);
}

const DataNode* MapReader::optional(std::string_view key, DataNode::Kind kind) {
  return ask(key, sortOf(kind), Need::Optional);
}

std::string MapReader::text(std::string_view key) {
  const DataNode* node = ask(key, Sort::Text, Need::Required);
  return node == nullptr ? std::string() : node->text;
}

std::string MapReader::optionalText(std::string_view key) {
  const DataNode* node = ask(key, Sort::Text, Need::Optional);
  return node == nullptr ? std::string() : node->text;
}

std::string MapReader::oneOf(std::string_view key, const std::vector<std::string>& allowed) {
  const DataNode* node = ask(key, Sort::Text, Need::Required, allowed);
  if (node == nullptr) return {};
  for (const std::string& word : allowed) {
    if (word == node->text) return word;
  }
  fault(node->line, quoted(key) + ": '" + node->text + "' is none of " + listOf(allowed) +
                        "; write one of them");
  return {};
}

double MapReader::numberOf(const DataNode* node, std::string_view key) {
  if (node == nullptr) return 0.0;
  auto value = numberFrom(*node, file_, ErrorCode::ProfileInvalid);
  if (!value) fault(node->line, quoted(key) + ": " + value.error().message);
  return value.value_or(0.0);
}

double MapReader::number(std::string_view key) {
  return numberOf(ask(key, Sort::Number, Need::Required), key);
}

std::optional<double> MapReader::optionalNumber(std::string_view key) {
  const DataNode* node = ask(key, Sort::Number, Need::Optional);
  if (node == nullptr) return std::nullopt;
  return numberOf(node, key);
}

int MapReader::integer(std::string_view key) {
  const double value = numberOf(ask(key, Sort::Integer, Need::Required), key);
  if (value != std::floor(value) || std::abs(value) > std::numeric_limits<int>::max()) {
    fault(lineOf(key), quoted(key) + ": expected a whole number");
    return 0;
  }
  return static_cast<int>(value);
}

bool MapReader::flag(std::string_view key, bool whenOmitted) {
  const DataNode* node = ask(key, Sort::Flag, Need::Optional);
  return node == nullptr ? whenOmitted : truthOf(*node, key);
}

bool MapReader::truthOf(const DataNode& node, std::string_view key) {
  if (node.quoted || (node.text != "true" && node.text != "false")) {
    fault(node.line, quoted(key) + ": expected true or false, found '" + node.text + "'");
  }
  return node.text == "true";
}

bool MapReader::requiredFlag(std::string_view key) {
  const DataNode* node = ask(key, Sort::Flag, Need::Required);
  return node != nullptr && truthOf(*node, key);
}

std::vector<std::string> MapReader::wordsOf(const DataNode& node, std::string_view key) {
  std::vector<std::string> words;
  for (const DataNode& item : node.items) {
    if (item.kind != DataNode::Kind::Scalar || item.text.empty()) {
      fault(item.line, quoted(key) + ": expected a list of words");
      continue;
    }
    for (const std::string& word : words) {
      if (word == item.text) fault(item.line, quoted(key) + ": '" + word + "' stands here twice");
    }
    words.push_back(item.text);
  }
  return words;
}

std::vector<std::string> MapReader::words(std::string_view key) {
  const DataNode* node = ask(key, Sort::Words, Need::Required);
  return node == nullptr ? std::vector<std::string>{} : wordsOf(*node, key);
}

std::vector<std::string> MapReader::optionalWords(std::string_view key) {
  const DataNode* node = ask(key, Sort::Words, Need::Optional);
  return node == nullptr ? std::vector<std::string>{} : wordsOf(*node, key);
}

std::vector<const DataNode*> MapReader::mapsOf(const DataNode& node, std::string_view key) {
  std::vector<const DataNode*> maps;
  for (const DataNode& item : node.items) {
    if (item.kind == DataNode::Kind::Map) {
      maps.push_back(&item);
    } else {
      fault(item.line, quoted(key) + ": expected a list of maps");
    }
  }
  return maps;
}

std::vector<const DataNode*> MapReader::maps(std::string_view key) {
  const DataNode* node = ask(key, Sort::Maps, Need::Required);
  return node == nullptr ? std::vector<const DataNode*>{} : mapsOf(*node, key);
}

std::vector<const DataNode*> MapReader::optionalMaps(std::string_view key) {
  const DataNode* node = ask(key, Sort::Maps, Need::Optional);
  return node == nullptr ? std::vector<const DataNode*>{} : mapsOf(*node, key);
}

std::vector<double> MapReader::numbers(std::string_view key) {
  std::vector<double> values;
  const DataNode* node = ask(key, Sort::Numbers, Need::Required);
  if (node == nullptr) return values;
  for (const DataNode& item : node->items) values.push_back(numberOf(&item, key));
  return values;
}

const std::vector<DataNode::Key>& MapReader::freeKeys() {
  free_ = true;
  if (faults_.asked != nullptr && !place_.path.empty()) faults_.asked->freeKeys(place_.path);
  return node_.keys;
}

void MapReader::finish() {
  for (std::size_t i = 0; i < asked_.size(); ++i) {
    if (!asked_[i])
      fault(node_.keys[i].line,
            "unknown key " + quoted(node_.keys[i].text) + "; remove it or correct its spelling");
  }
}

std::size_t MapReader::lineOf(std::string_view key) const {
  for (const DataNode::Key& candidate : node_.keys) {
    if (candidate.text == key) return candidate.line;
  }
  return node_.line;
}

void MapReader::fault(std::size_t line, std::string message) {
  faults_.add(file_, line, std::move(message));
}

std::vector<std::pair<std::string, double>> numbersByWord(const DataNode& node,
                                                          const std::string& file, Faults& faults) {
  std::vector<std::pair<std::string, double>> numbers;
  MapReader reader(node, file, faults);
  for (const DataNode::Key& key : reader.freeKeys()) {
    numbers.emplace_back(key.text, reader.number(key.text));
  }
  return numbers;
}

}  // namespace podalign::profile
