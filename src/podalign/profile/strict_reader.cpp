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

}  // namespace

void Faults::add(const std::string& file, std::size_t line, std::string message) {
  add(Error{ErrorCode::ProfileInvalid, std::move(message), file, line});
}

void Faults::add(Error error) {
  if (!first_) first_ = std::move(error);
}

MapReader::MapReader(const DataNode& node, const std::string& file, Faults& faults)
    : node_(node), file_(file), faults_(faults), asked_(node.keys.size(), false) {
  if (node.kind != DataNode::Kind::Map) {
    fault(node.line, std::string("expected a map, found ") + nameOf(node.kind));
  }
}

const DataNode* MapReader::take(std::string_view key) {
  for (std::size_t i = 0; i < node_.keys.size(); ++i) {
    if (node_.keys[i].text != key) continue;
    asked_[i] = true;
    return &node_.items[i];
  }
  return nullptr;
}

bool MapReader::has(std::string_view key) { return take(key) != nullptr; }

const DataNode* MapReader::required(std::string_view key, DataNode::Kind kind) {
  const DataNode* node = optional(key, kind);
  if (node == nullptr) fault(node_.line, "missing key " + quoted(key));
  return node;
}

const DataNode* MapReader::optional(std::string_view key, DataNode::Kind kind) {
  const DataNode* node = take(key);
  if (node == nullptr || node->kind == kind) return node;
  fault(node->line, quoted(key) + ": expected " + nameOf(kind) + ", found " + nameOf(node->kind));
  return nullptr;
}

std::string MapReader::text(std::string_view key) {
  const DataNode* node = required(key, DataNode::Kind::Scalar);
  return node == nullptr ? std::string() : node->text;
}

std::string MapReader::optionalText(std::string_view key) {
  const DataNode* node = optional(key, DataNode::Kind::Scalar);
  return node == nullptr ? std::string() : node->text;
}

double MapReader::number(std::string_view key) {
  const auto value = optionalNumber(key);
  if (!value) fault(node_.line, "missing key " + quoted(key));
  return value.value_or(0.0);
}

std::optional<double> MapReader::optionalNumber(std::string_view key) {
  const DataNode* node = optional(key, DataNode::Kind::Scalar);
  if (node == nullptr) return std::nullopt;
  auto value = numberFrom(*node, file_, ErrorCode::ProfileInvalid);
  if (!value) {
    fault(node->line, quoted(key) + ": " + value.error().message);
    return 0.0;
  }
  return *value;
}

int MapReader::integer(std::string_view key) {
  const double value = number(key);
  if (value != std::floor(value) || std::abs(value) > std::numeric_limits<int>::max()) {
    fault(lineOf(key), quoted(key) + ": expected a whole number");
    return 0;
  }
  return static_cast<int>(value);
}

bool MapReader::flag(std::string_view key, bool whenOmitted) {
  const DataNode* node = optional(key, DataNode::Kind::Scalar);
  if (node == nullptr) return whenOmitted;
  if (node->quoted || (node->text != "true" && node->text != "false")) {
    fault(node->line, quoted(key) + ": expected true or false, found '" + node->text + "'");
  }
  return node->text == "true";
}

bool MapReader::requiredFlag(std::string_view key) {
  if (!has(key)) fault(node_.line, "missing key " + quoted(key));
  return flag(key, false);
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
  const DataNode* node = required(key, DataNode::Kind::List);
  return node == nullptr ? std::vector<std::string>{} : wordsOf(*node, key);
}

std::vector<std::string> MapReader::optionalWords(std::string_view key) {
  const DataNode* node = optional(key, DataNode::Kind::List);
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
  const DataNode* node = required(key, DataNode::Kind::List);
  return node == nullptr ? std::vector<const DataNode*>{} : mapsOf(*node, key);
}

std::vector<const DataNode*> MapReader::optionalMaps(std::string_view key) {
  const DataNode* node = optional(key, DataNode::Kind::List);
  return node == nullptr ? std::vector<const DataNode*>{} : mapsOf(*node, key);
}

void MapReader::finish() {
  for (std::size_t i = 0; i < asked_.size(); ++i) {
    if (!asked_[i]) fault(node_.keys[i].line, "unknown key " + quoted(node_.keys[i].text));
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
  for (const DataNode::Key& key : node.keys)
    numbers.emplace_back(key.text, reader.number(key.text));
  return numbers;
}

}  // namespace podalign::profile
