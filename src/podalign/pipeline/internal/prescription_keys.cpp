#include "podalign/pipeline/internal/prescription_keys.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace podalign::pipeline {
namespace {

using profile::DataNode;

tl::unexpected<Error> refuse(const std::string& source, std::size_t line, std::string message) {
  return failure(ErrorCode::CaseInvalid, std::move(message), source, line);
}

bool contains(std::span<const char* const> keys, const std::string& key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

Result<void> readValue(const DataNode::Key& key, const DataNode& node, const std::string& source,
                       insole::FootPrescription& foot) {
  if (contains(insole::numberKeys(), key.text)) {
    const auto number = profile::numberFrom(node, source, ErrorCode::CaseInvalid);
    if (!number) {
      return refuse(source, key.line,
                    fmt::format("'{}' of the prescription must be a number; leave the key out "
                                "where nothing is prescribed",
                                key.text));
    }
    foot.numbers[key.text] = {*number, key.line};
    return {};
  }
  if (contains(insole::wordKeys(), key.text)) {
    if (node.kind != DataNode::Kind::Scalar || node.text.empty()) {
      return refuse(source, key.line,
                    fmt::format("'{}' of the prescription must be a word", key.text));
    }
    foot.words[key.text] = {node.text, key.line};
    return {};
  }
  return refuse(
      source, key.line,
      fmt::format("unknown key '{}' in the prescription of a foot; possible are: {}, {}", key.text,
                  fmt::join(insole::numberKeys(), ", "), fmt::join(insole::wordKeys(), ", ")));
}

Result<insole::FootPrescription> readFoot(const DataNode::Key& key, const DataNode& node,
                                          const std::string& source) {
  if (node.kind != DataNode::Kind::Map) {
    return refuse(source, key.line,
                  fmt::format("'{}' of the prescription must be a map of keys and values; leave "
                              "it out where this foot gets no insole",
                              key.text));
  }
  insole::FootPrescription foot;
  foot.line = key.line;
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    auto done = readValue(node.keys[i], node.items[i], source, foot);
    if (!done) return tl::unexpected(done.error());
  }
  return foot;
}

}  // namespace

Result<insole::Prescription> readPrescription(const DataNode& node, const std::string& source) {
  if (node.kind != DataNode::Kind::Map) {
    return refuse(source, node.line, "'prescription' must be a map of keys and values");
  }
  insole::Prescription made;
  made.source = source;
  made.line = node.line;
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    const DataNode::Key& key = node.keys[i];
    const DataNode& value = node.items[i];
    if (const auto side = lateralityFromString(key.text); side) {
      auto foot = readFoot(key, value, source);
      if (!foot) return tl::unexpected(foot.error());
      made.feet[*side] = std::move(*foot);
    } else if (key.text == "approved_by_clinician") {
      const bool plain = value.kind == DataNode::Kind::Scalar && !value.quoted;
      if (!plain || (value.text != "true" && value.text != "false")) {
        return refuse(source, key.line, "expected true or false");
      }
      made.approvedByClinician = value.text == "true";
    } else {
      return refuse(source, key.line,
                    fmt::format("unknown key '{}' in 'prescription'; possible are: "
                                "approved_by_clinician, left, right",
                                key.text));
    }
  }
  return made;
}

}  // namespace podalign::pipeline
