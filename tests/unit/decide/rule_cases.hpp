#pragma once

#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "case_support.hpp"

namespace podalign::testing {

/// Answers by key: "age_years", "left.FPI6", "knees.right.pain_free_run_min".
using AnswerNodes = std::map<std::string, profile::DataNode>;

/// A person for whom a rule stands, and single changes after which it does not.
struct RuleCase {
  std::string rule, where;
  AnswerNodes base, with;
  std::vector<std::pair<std::string, profile::DataNode>> near;

  [[nodiscard]] AnswerNodes answers() const {
    AnswerNodes all = base;
    for (const auto& [key, node] : with) all[key] = node;
    return all;
  }
};

inline recommend::InputEntry entryOf(std::string key, const profile::DataNode& node) {
  static const std::vector<std::pair<std::string, recommend::InputPlace>> places{
      {"left.", recommend::InputPlace::LeftFoot},
      {"right.", recommend::InputPlace::RightFoot},
      {"knees.left.", recommend::InputPlace::LeftKnee},
      {"knees.right.", recommend::InputPlace::RightKnee}};
  recommend::InputEntry entry;
  for (const auto& [prefix, place] : places) {
    if (!key.starts_with(prefix)) continue;
    entry.place = place;
    key.erase(0, prefix.size());
    break;
  }
  entry.key = std::move(key);
  entry.isList = node.kind == profile::DataNode::Kind::List;
  if (!entry.isList) entry.values.push_back(node.text);
  for (const auto& item : node.items) entry.values.push_back(item.text);
  return entry;
}

/// The value `omit` takes an answer out.
inline recommend::RuleInputs inputsOf(const AnswerNodes& answers) {
  std::vector<recommend::InputEntry> entries;
  for (const auto& [key, node] : answers) {
    if (node.text != "omit") entries.push_back(entryOf(key, node));
  }
  auto inputs = recommend::readRuleInputs(ruleBase(), entries, "rule_cases");
  if (!inputs) throw std::runtime_error(toString(inputs.error()));
  return *inputs;
}

inline recommend::Decision decideAnswers(const AnswerNodes& answers) {
  return recommend::decide(ruleBase(), inputsOf(answers));
}

inline profile::DataNode ruleCaseFile(const std::string& name) {
  const std::string file = "rule_cases/" + name + ".yaml";
  auto node =
      profile::readData(textOfFile(std::string(PODALIGN_SOURCE_DIR) + "/tests/unit/decide/" + file),
                        file, ErrorCode::Malformed);
  if (!node) throw std::runtime_error(toString(node.error()));
  return *node;
}

inline AnswerNodes answersIn(const profile::DataNode& map) {
  AnswerNodes answers;
  for (std::size_t i = 0; i < map.keys.size(); ++i) answers[map.keys[i].text] = map.items[i];
  return answers;
}

inline const std::vector<RuleCase>& ruleCases() {
  static const std::vector<RuleCase> all = [] {
    const profile::DataNode bases = ruleCaseFile("bases");
    std::vector<RuleCase> cases;
    for (const char* name : {"safety", "data", "knee", "shoes", "insoles", "plan"}) {
      for (const profile::DataNode& node : ruleCaseFile(name).items) {
        RuleCase entry;
        entry.rule = node.find("rule")->text;
        entry.where = std::string(name) + ".yaml:" + std::to_string(node.line);
        entry.base = answersIn(*bases.find(node.find("base")->text));
        entry.with = answersIn(*node.find("with"));
        for (const profile::DataNode& change : node.find("near")->items) {
          if (change.keys.size() != 1) throw std::runtime_error("not one change: " + entry.where);
          entry.near.emplace_back(change.keys.front().text, change.items.front());
        }
        cases.push_back(std::move(entry));
      }
    }
    return cases;
  }();
  return all;
}

inline std::set<std::string> exceptions(const std::string& key) {
  std::set<std::string> words;
  const profile::DataNode file = ruleCaseFile("exceptions");
  for (const profile::DataNode& item : file.find(key)->items) words.insert(item.text);
  return words;
}

}  // namespace podalign::testing
