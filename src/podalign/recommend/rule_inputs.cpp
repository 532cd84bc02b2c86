#include "podalign/recommend/rule_inputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "podalign/profile/data_node.hpp"

namespace podalign::recommend {
namespace {

using profile::DataNode;
using profile::Field;
using profile::FieldType;
using profile::Scope;
using profile::Value;

constexpr std::string_view kUnknown = "unknown";

tl::unexpected<Error> refuse(const InputEntry& entry, const std::string& source,
                             const std::string& why) {
  return failure(ErrorCode::IntakeInvalid, "'" + entry.key + "': " + why, source, entry.line);
}

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

// Without trailing zeros; the same in every locale.
std::string plainNumber(double number) {
  std::string text = fmt::format("{:.6f}", number);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

bool isWordOf(const Field& field, const std::string& word) {
  return std::find(field.words.begin(), field.words.end(), word) != field.words.end();
}

Result<Value> boolFrom(const InputEntry& entry, const std::string& source) {
  const std::string& text = entry.values.front();
  if (!entry.quoted && text == "true") return Value{true};
  if (!entry.quoted && text == "false") return Value{false};
  return refuse(entry, source, "expected true, false or unknown, found '" + text + "'");
}

Result<Value> numberFrom(const Field& field, const InputEntry& entry, const std::string& source) {
  DataNode node;
  node.kind = DataNode::Kind::Scalar;
  node.text = entry.values.front();
  node.quoted = entry.quoted;
  const auto number = profile::numberFrom(node, source, ErrorCode::IntakeInvalid);
  if (!number) return refuse(entry, source, number.error().message);
  if (field.range && (*number < field.range->low || *number > field.range->high)) {
    return refuse(entry, source,
                  node.text + " is outside " + plainNumber(field.range->low) + " to " +
                      plainNumber(field.range->high) +
                      (field.unit.empty() ? "" : " " + field.unit) +
                      "; check the value and its unit");
  }
  return Value{*number};
}

Result<Value> wordFrom(const Field& field, const InputEntry& entry, const std::string& source) {
  const std::string& text = entry.values.front();
  if (isWordOf(field, text)) return Value{text};
  return refuse(entry, source, "'" + text + "' is none of " + listed(field.words));
}

Result<Value> setFrom(const Field& field, const InputEntry& entry, const std::string& source) {
  if (!entry.isList) return refuse(entry, source, "expected a list, as in [run, squat]");
  std::set<std::string> words;
  for (const std::string& word : entry.values) {
    if (!isWordOf(field, word)) {
      return refuse(entry, source, "'" + word + "' is none of " + listed(field.words));
    }
    words.insert(word);
  }
  return Value{words};
}

Result<Value> valueFrom(const Field& field, const InputEntry& entry, const std::string& source) {
  if (!entry.isList && entry.values.size() == 1 && entry.values.front() == kUnknown &&
      !isWordOf(field, std::string(kUnknown))) {
    return Value{profile::Unknown{}};
  }
  if (field.type == FieldType::Set) {
    if (!entry.isList && entry.values.front() == kUnknown) return Value{profile::Unknown{}};
    return setFrom(field, entry, source);
  }
  if (entry.isList || entry.values.size() != 1) {
    return refuse(entry, source, "expected one value, found a list");
  }
  switch (field.type) {
    case FieldType::Bool: return boolFrom(entry, source);
    case FieldType::Number: return numberFrom(field, entry, source);
    default: return wordFrom(field, entry, source);
  }
}

bool fitsPlace(const Field& field, InputPlace place) {
  switch (place) {
    case InputPlace::Person: return field.scope != Scope::Foot;
    case InputPlace::LeftFoot:
    case InputPlace::RightFoot: return field.scope == Scope::Foot;
    case InputPlace::LeftKnee:
    case InputPlace::RightKnee: return field.scope == Scope::Knee;
  }
  return false;
}

std::string placeHint(const Field& field) {
  switch (field.scope) {
    case Scope::Foot: return "belongs to a foot: put it under 'left:' or 'right:'";
    case Scope::Knee: return "belongs to a knee: put it at the top or under 'knees:'";
    case Scope::Subject: break;
  }
  return field.type == FieldType::Side ? "is given once, at the top, with none, left, right or both"
                                       : "belongs to the person: put it at the top";
}

FieldValues& valuesAt(RuleInputs& inputs, const Field& field, InputPlace place) {
  switch (place) {
    case InputPlace::LeftFoot: return inputs.feet.left;
    case InputPlace::RightFoot: return inputs.feet.right;
    case InputPlace::LeftKnee: return inputs.knees.left;
    case InputPlace::RightKnee: return inputs.knees.right;
    case InputPlace::Person: break;
  }
  return field.scope == Scope::Knee ? inputs.anyKnee : inputs.subject;
}

// Turns the tree of a document into entries.
class EntryCollector {
 public:
  explicit EntryCollector(std::string source) : source_(std::move(source)) {}

  Result<std::vector<InputEntry>> run(const DataNode& root) {
    if (root.kind != DataNode::Kind::Map) {
      return failure(ErrorCode::IntakeInvalid, "expected fields with values, as in 'age_years: 34'",
                     source_, root.line);
    }
    for (std::size_t i = 0; i < root.keys.size(); ++i) {
      const std::string& key = root.keys[i].text;
      if (key == "left") {
        nested(root, i, InputPlace::LeftFoot);
      } else if (key == "right") {
        nested(root, i, InputPlace::RightFoot);
      } else if (key == "knees") {
        knees(root.items[i]);
      } else {
        add(root, i, InputPlace::Person);
      }
    }
    if (error_) return tl::unexpected<Error>(*error_);
    return std::move(entries_);
  }

 private:
  void refuse(std::size_t line, std::string why) {
    if (!error_) error_ = Error{ErrorCode::IntakeInvalid, std::move(why), source_, line};
  }

  void nested(const DataNode& owner, std::size_t index, InputPlace place) {
    const DataNode& node = owner.items[index];
    if (node.kind != DataNode::Kind::Map) {
      refuse(owner.keys[index].line,
             "'" + owner.keys[index].text + "': expected fields with values");
      return;
    }
    for (std::size_t i = 0; i < node.keys.size(); ++i) add(node, i, place);
  }

  void knees(const DataNode& node) {
    if (node.kind != DataNode::Kind::Map) refuse(node.line, "'knees': expected left and right");
    for (std::size_t i = 0; i < node.keys.size(); ++i) {
      const std::string& side = node.keys[i].text;
      if (side == "left") {
        nested(node, i, InputPlace::LeftKnee);
      } else if (side == "right") {
        nested(node, i, InputPlace::RightKnee);
      } else {
        refuse(node.keys[i].line, "unknown key '" + side + "' under 'knees'");
      }
    }
  }

  void add(const DataNode& owner, std::size_t index, InputPlace place) {
    const DataNode& node = owner.items[index];
    InputEntry entry;
    entry.place = place;
    entry.key = owner.keys[index].text;
    entry.line = owner.keys[index].line;
    switch (node.kind) {
      case DataNode::Kind::Map:
        refuse(entry.line, "'" + entry.key + "': expected a value, found a map");
        return;
      case DataNode::Kind::Null: entry.values = {std::string(kUnknown)}; break;
      case DataNode::Kind::Scalar:
        entry.values = {node.text};
        entry.quoted = node.quoted;
        break;
      case DataNode::Kind::List:
        entry.isList = true;
        for (const DataNode& item : node.items) {
          if (item.kind != DataNode::Kind::Scalar) {
            refuse(item.line, "'" + entry.key + "': expected a list of words");
          }
          entry.values.push_back(item.text);
        }
        break;
    }
    entries_.push_back(std::move(entry));
  }

  std::string source_;
  std::vector<InputEntry> entries_;
  std::optional<Error> error_;
};

}  // namespace

Result<RuleInputs> readRuleInputs(const profile::Profile& profile,
                                  const std::vector<InputEntry>& entries,
                                  const std::string& source) {
  RuleInputs inputs;
  std::set<std::pair<InputPlace, std::string>> seen;
  for (const InputEntry& entry : entries) {
    const Field* field = profile.vocabulary.find(entry.key);
    if (field == nullptr) return refuse(entry, source, "unknown key");
    if (!fitsPlace(*field, entry.place)) return refuse(entry, source, placeHint(*field));
    if (!seen.emplace(entry.place, entry.key).second) {
      return refuse(entry, source, "is given twice");
    }
    if (entry.values.empty() && !entry.isList) return refuse(entry, source, "has no value");
    auto value = valueFrom(*field, entry, source);
    if (!value) return tl::unexpected<Error>(value.error());
    valuesAt(inputs, *field, entry.place).emplace(entry.key, std::move(*value));
  }
  return inputs;
}

Result<RuleInputs> readRuleInputs(const profile::Profile& profile, std::string_view text,
                                  const std::string& source) {
  constexpr profile::DataLimits limits{.bytes = std::size_t{1} << 20U, .depth = 4, .nodes = 5000};
  const auto root = profile::readData(text, source, ErrorCode::IntakeInvalid, limits);
  if (!root) return tl::unexpected<Error>(root.error());
  const auto entries = EntryCollector(source).run(*root);
  if (!entries) return tl::unexpected<Error>(entries.error());
  return readRuleInputs(profile, *entries, source);
}

Result<void> setFootMeasure(const profile::Profile& profile, RuleInputs& inputs, Laterality side,
                            const std::string& field, double value, const std::string& source) {
  const Field* entry = profile.vocabulary.find(field);
  if (entry == nullptr || entry->scope != Scope::Foot || entry->type != FieldType::Number) {
    return failure(ErrorCode::IntakeInvalid, "'" + field + "' is not a measure of a foot", source);
  }
  // Written so that NaN is refused, too.
  if (!(value >= entry->range->low && value <= entry->range->high)) {
    return failure(ErrorCode::IntakeInvalid,
                   "'" + field + "': " + plainNumber(value) + " is outside its range", source);
  }
  inputs.feet[side][field] = value;
  return {};
}

namespace {

std::string textOf(const Value& value) {
  if (const bool* truth = std::get_if<bool>(&value)) return *truth ? "yes" : "no";
  if (const auto* word = std::get_if<std::string>(&value)) return *word;
  if (const auto* words = std::get_if<std::set<std::string>>(&value)) {
    return listed({words->begin(), words->end()});
  }
  const double* number = std::get_if<double>(&value);
  return number == nullptr ? std::string(kUnknown) : plainNumber(*number);
}

}  // namespace

std::map<std::string, std::string> answersAsText(const RuleInputs& inputs) {
  std::map<std::string, std::string> texts;
  const auto add = [&texts](const std::string& prefix, const FieldValues& values) {
    for (const auto& [key, value] : values) texts.emplace(prefix + key, textOf(value));
  };
  add("", inputs.subject);
  add("", inputs.anyKnee);
  for (const Laterality side : kBothSides) {
    add(std::string(toString(side)) + ".", inputs.feet[side]);
    add("knees." + std::string(toString(side)) + ".", inputs.knees[side]);
  }
  return texts;
}

}  // namespace podalign::recommend
