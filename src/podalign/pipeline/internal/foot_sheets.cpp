#include "podalign/pipeline/internal/foot_sheets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace podalign::pipeline {

using profile::DataNode;

void SheetFaults::add(std::size_t line, std::string why) {
  if (!first_) first_ = Error{code_, std::move(why), source_, line};
}

void SheetFaults::allow(const DataNode& node, std::initializer_list<std::string_view> keys,
                        std::string_view what) {
  if (node.kind != DataNode::Kind::Map) {
    add(node.line, fmt::format("{}: expected keys with values", what));
    return;
  }
  for (const DataNode::Key& key : node.keys) {
    if (std::find(keys.begin(), keys.end(), key.text) != keys.end()) continue;
    add(key.line, fmt::format("'{}' is no key of {}", key.text, what));
  }
}

double SheetFaults::numberFrom(const DataNode& node) {
  const auto number = profile::numberFrom(node, source_, code_);
  if (number) return *number;
  if (!first_) first_ = number.error();
  return 0.0;
}

namespace {

std::optional<FootSheet> sheetFrom(const DataNode& node, const FootSheetKind& kind,
                                   SheetFaults& faults) {
  FootSheet sheet;
  faults.allow(node, {"file", "side", kind.values}, "a foot");
  if (const DataNode* file = node.find("file")) sheet.file = file->text;
  const DataNode* side = node.find("side");
  if (side == nullptr || (side->text != "left" && side->text != "right")) {
    faults.add(side == nullptr ? node.line : side->line,
               "expected \"side\": \"left\" or \"right\"");
  } else {
    sheet.side = side->text == "left" ? Laterality::Left : Laterality::Right;
  }
  sheet.values = node.find(kind.values);
  if (sheet.values == nullptr || sheet.values->kind != DataNode::Kind::Map) {
    faults.add(node.line, fmt::format("expected \"{}\": {} by name", kind.values, kind.inWords));
    return std::nullopt;
  }
  return sheet;
}

}  // namespace

std::vector<FootSheet> footSheets(const DataNode& root, const FootSheetKind& kind,
                                  SheetFaults& faults) {
  faults.allow(root, {"schema", "feet"}, "the file");
  const DataNode* schema = root.find("schema");
  if (schema == nullptr || schema->text != kind.schema) {
    faults.add(root.line, fmt::format("expected \"schema\": \"{}\"", kind.schema));
  }
  const DataNode* feet = root.find("feet");
  if (feet == nullptr || feet->kind != DataNode::Kind::List) {
    faults.add(root.line, "expected \"feet\": a list");
    return {};
  }
  std::vector<FootSheet> sheets;
  for (const DataNode& foot : feet->items) {
    const auto sheet = sheetFrom(foot, kind, faults);
    if (!sheet) continue;
    const bool twice = std::any_of(sheets.begin(), sheets.end(), [&](const FootSheet& other) {
      return other.file == sheet->file && other.side == sheet->side;
    });
    if (twice) {
      faults.add(foot.line,
                 fmt::format("the same foot of the same {} is given twice", kind.recordedAs));
    }
    sheets.push_back(*sheet);
  }
  return sheets;
}

std::string quoted(std::string_view text) {
  std::string json = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') json += '\\';
    if (static_cast<unsigned char>(c) < 0x20) {
      json += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      json += c;
    }
  }
  return json + '"';
}

double rounded(double value, double steps) { return std::round(value * steps) / steps + 0.0; }

}  // namespace podalign::pipeline
