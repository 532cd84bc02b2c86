#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include "podalign/profile/data_node.hpp"
#include "podalign/profile/profile.hpp"
#include "podalign/recommend/decide.hpp"

namespace podalign::testing {

inline const profile::Profile& ruleBase() {
  static const auto loaded = profile::loadProfile(PODALIGN_PROFILES_DIR);
  if (!loaded) throw std::runtime_error(toString(loaded.error()));
  return *loaded;
}

inline std::string textOfFile(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw std::runtime_error("cannot read " + path);
  std::stringstream text;
  text << stream.rdbuf();
  return text.str();
}

inline std::string caseFile(const std::string& name) {
  return std::string(PODALIGN_SOURCE_DIR) + "/tests/unit/decide/cases/" + name;
}

inline recommend::RuleInputs inputsFrom(const std::string& text) {
  const auto inputs = recommend::readRuleInputs(ruleBase(), text, "intake.yaml");
  if (!inputs) throw std::runtime_error(toString(inputs.error()));
  return *inputs;
}

inline recommend::RuleInputs caseInputs(const std::string& name) {
  return inputsFrom(textOfFile(std::string(PODALIGN_PROFILES_DIR) + "/examples/" + name + ".yaml"));
}

inline recommend::Decision decideText(const std::string& text) {
  return recommend::decide(ruleBase(), inputsFrom(text));
}

inline bool hasFired(const recommend::Decision& decision, const std::string& rule) {
  for (const std::string& id : decision.rulesFired) {
    if (id == rule) return true;
  }
  return false;
}

inline const recommend::Recommendation* recommendationOf(const recommend::Decision& decision,
                                                         const std::string& rule) {
  for (const auto& entry : decision.recommendations) {
    if (entry.rule == rule) return &entry;
  }
  return nullptr;
}

/// A document as "path" -> value, so that two documents can be compared line by line.
using Flat = std::map<std::string, std::string>;

inline void flatten(const profile::DataNode& node, const std::string& path, Flat& flat) {
  using Kind = profile::DataNode::Kind;
  if (node.kind == Kind::Scalar || node.kind == Kind::Null) {
    std::string text = node.kind == Kind::Null ? "null" : node.text;
    double number = 0.0;
    if (std::istringstream(text) >> number &&
        text.find_first_not_of("-+.0123456789") == std::string::npos) {
      std::ostringstream plain;
      plain << number;
      text = plain.str();
    }
    flat[path] = text;
  }
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const std::string key = node.kind == Kind::Map ? node.keys[i].text : std::to_string(i);
    flatten(node.items[i], path + "/" + key, flat);
  }
}

}  // namespace podalign::testing
