#include "podalign/pipeline/zone_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <span>
#include <utility>

#include "podalign/profile/data_node.hpp"

namespace podalign::pipeline {
namespace {

using measure::ZoneLines;
using profile::DataNode;

constexpr std::string_view kSchema = "podalign/zones/1";
constexpr double kLongestMm = 400.0;
constexpr std::size_t kMostStations = 101;

// Reads one file; the first fault is kept.
class Reader {
 public:
  explicit Reader(std::string source) : source_(std::move(source)) {}

  Result<std::vector<ZoneSheet>> run(const DataNode& root) {
    std::vector<ZoneSheet> sheets;
    allow<2>(root, {"schema", "feet"}, "the file");
    const DataNode* schema = root.find("schema");
    if (schema == nullptr || schema->text != kSchema) {
      fault(root.line, fmt::format("expected \"schema\": \"{}\"", kSchema));
    }
    const DataNode* feet = root.find("feet");
    if (feet == nullptr || feet->kind != DataNode::Kind::List) {
      fault(root.line, "expected \"feet\": a list");
    } else {
      for (const DataNode& foot : feet->items) sheets.push_back(sheetFrom(foot));
    }
    for (std::size_t i = 0; i < sheets.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (sheets[i].file == sheets[j].file && sheets[i].side == sheets[j].side) {
          fault(feet->items[i].line, "the same foot of the same recording is given twice");
        }
      }
    }
    if (error_) return tl::unexpected<Error>(*error_);
    return sheets;
  }

 private:
  void fault(std::size_t line, std::string why) {
    if (!error_) error_ = Error{ErrorCode::CaseInvalid, std::move(why), source_, line};
  }

  template <std::size_t n>
  void allow(const DataNode& node, const std::array<std::string_view, n>& keys, const char* what) {
    if (node.kind != DataNode::Kind::Map) {
      fault(node.line, fmt::format("{}: expected keys with values", what));
      return;
    }
    for (const DataNode::Key& key : node.keys) {
      if (std::find(keys.begin(), keys.end(), key.text) != keys.end()) continue;
      fault(key.line, fmt::format("'{}' is no key of {}", key.text, what));
    }
  }

  ZoneSheet sheetFrom(const DataNode& node) {
    ZoneSheet sheet;
    allow<3>(node, {"file", "side", "lines"}, "a foot");
    const DataNode* file = node.find("file");
    const DataNode* side = node.find("side");
    const DataNode* lines = node.find("lines");
    if (file != nullptr) sheet.file = file->text;
    if (side == nullptr || (side->text != "left" && side->text != "right")) {
      fault(side == nullptr ? node.line : side->line, "expected \"side\": \"left\" or \"right\"");
    } else {
      sheet.side = side->text == "left" ? Laterality::Left : Laterality::Right;
    }
    if (lines == nullptr || lines->kind != DataNode::Kind::Map) {
      fault(node.line, "expected \"lines\": the lines by name");
      return sheet;
    }
    sheet.lines = linesFrom(*lines);
    return sheet;
  }

  ZoneLines linesFrom(const DataNode& node) {
    allow<8>(node,
             {"length_mm", "heel_end_mm", "midfoot_end_mm", "medial_border_mm", "lateral_border_mm",
              "rays", "hallux", "toe_line_mm"},
             "the lines");
    ZoneLines lines;
    lines.lengthMm = number(node, "length_mm");
    lines.heelEndMm = number(node, "heel_end_mm");
    lines.midfootEndMm = number(node, "midfoot_end_mm");
    const std::vector<double> medial = numbers(node, "medial_border_mm", 2);
    const std::vector<double> lateral = numbers(node, "lateral_border_mm", 2);
    const std::vector<double> rays = numbers(node, "rays", lines.rays.size());
    lines.hallux = number(node, "hallux");
    lines.toeLineMm = numbers(node, "toe_line_mm", std::nullopt);
    if (error_) return lines;
    lines.medialAtHeelMm = medial[0];
    lines.medialAtToesMm = medial[1];
    lines.lateralAtHeelMm = lateral[0];
    lines.lateralAtToesMm = lateral[1];
    std::copy(rays.begin(), rays.end(), lines.rays.begin());
    check(node.line, lines);
    return lines;
  }

  void check(std::size_t line, const ZoneLines& lines) {
    const bool ordered = 0.0 < lines.heelEndMm && lines.heelEndMm < lines.midfootEndMm &&
                         lines.midfootEndMm < lines.lengthMm && lines.lengthMm <= kLongestMm;
    if (!ordered) {
      fault(line, fmt::format("heel_end_mm, midfoot_end_mm and length_mm have to follow each other "
                              "from 0 to at most {:g} mm",
                              kLongestMm));
    }
    const auto wide = [](double medial, double lateral) {
      return medial > lateral && std::max(std::abs(medial), std::abs(lateral)) <= kLongestMm;
    };
    if (!wide(lines.medialAtHeelMm, lines.lateralAtHeelMm) ||
        !wide(lines.medialAtToesMm, lines.lateralAtToesMm)) {
      fault(line,
            "medial_border_mm has to lie inwards of lateral_border_mm, at the heel and at the toes "
            "(distances from the axis towards the inner side)");
    }
    double before = 0.0;
    for (const double ray : lines.rays) {
      if (!(ray > before && ray < 1.0)) {
        fault(line, "rays have to be four shares of the breadth, ascending between 0 and 1");
      }
      before = ray;
    }
    if (!(lines.hallux > 0.0 && lines.hallux < 1.0)) {
      fault(line, "hallux has to be a share of the breadth between 0 and 1");
    }
    for (const double at : lines.toeLineMm) {
      if (at > lines.midfootEndMm && at <= lines.lengthMm) continue;
      fault(line, "toe_line_mm has to lie between midfoot_end_mm and length_mm");
    }
    if (lines.toeLineMm.size() == 1 || lines.toeLineMm.size() > kMostStations) {
      fault(line, fmt::format("toe_line_mm has to hold 2 to {} places from the inner side to the "
                              "outer one, or none where no toes are",
                              kMostStations));
    }
  }

  double numberFrom(const DataNode& node) {
    const auto number = profile::numberFrom(node, source_, ErrorCode::CaseInvalid);
    if (number) return *number;
    if (!error_) error_ = number.error();
    return 0.0;
  }

  double number(const DataNode& node, std::string_view key) {
    const DataNode* found = node.find(key);
    if (found != nullptr) return numberFrom(*found);
    fault(node.line, fmt::format("the lines have no '{}'", key));
    return 0.0;
  }

  std::vector<double> numbers(const DataNode& node, std::string_view key,
                              std::optional<std::size_t> count) {
    const DataNode* found = node.find(key);
    if (found == nullptr || found->kind != DataNode::Kind::List ||
        (count && found->items.size() != *count)) {
      fault(found == nullptr ? node.line : found->line,
            count ? fmt::format("expected '{}': a list of {} numbers", key, *count)
                  : fmt::format("expected '{}': a list of numbers", key));
      return {};
    }
    std::vector<double> values;
    for (const DataNode& item : found->items) values.push_back(numberFrom(item));
    return values;
  }

  std::string source_;
  std::optional<Error> error_;
};

std::string quoted(const std::string& text) {
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

// Without a minus before zero.
double rounded(double value, double steps) { return std::round(value * steps) / steps + 0.0; }

std::string listed(std::span<const double> values, int decimals) {
  std::string text;
  for (const double value : values) {
    text += fmt::format("{}{:.{}f}", text.empty() ? "" : ", ",
                        rounded(value, std::pow(10.0, decimals)), decimals);
  }
  return "[" + text + "]";
}

}  // namespace

std::string writeZones(const std::vector<ZoneSheet>& sheets) {
  std::string json = fmt::format("{{\n  \"schema\": \"{}\",\n  \"feet\": [", kSchema);
  const char* next = "\n";
  for (const ZoneSheet& sheet : sheets) {
    const ZoneLines& lines = sheet.lines;
    json +=
        fmt::format("{}    {{\n      \"file\": {},\n      \"side\": \"{}\",\n      \"lines\": {{\n",
                    next, quoted(sheet.file), toString(sheet.side));
    json += fmt::format(
        "        \"length_mm\": {:.2f},\n        \"heel_end_mm\": {:.2f},\n"
        "        \"midfoot_end_mm\": {:.2f},\n",
        lines.lengthMm, lines.heelEndMm, lines.midfootEndMm);
    json += fmt::format("        \"medial_border_mm\": {},\n        \"lateral_border_mm\": {},\n",
                        listed(std::array{lines.medialAtHeelMm, lines.medialAtToesMm}, 2),
                        listed(std::array{lines.lateralAtHeelMm, lines.lateralAtToesMm}, 2));
    json += fmt::format(
        "        \"rays\": {},\n        \"hallux\": {:.4f},\n        \"toe_line_mm\": {}\n"
        "      }}\n    }}",
        listed(lines.rays, 4), lines.hallux, listed(lines.toeLineMm, 2));
    next = ",\n";
  }
  return json + "\n  ]\n}\n";
}

Result<std::vector<ZoneSheet>> readZones(std::string_view text, const std::string& source) {
  constexpr profile::DataLimits limits{.bytes = std::size_t{1} << 20U, .depth = 6, .nodes = 5000};
  const auto root = profile::readData(text, source, ErrorCode::CaseInvalid, limits);
  if (!root) return tl::unexpected<Error>(root.error());
  return Reader(source).run(*root);
}

measure::FootZoneLines linesFor(const std::vector<ZoneSheet>& sheets, const std::string& file) {
  measure::FootZoneLines lines;
  for (const bool byName : {false, true}) {  // what names the file wins
    for (const ZoneSheet& sheet : sheets) {
      if (byName ? sheet.file == file : sheet.file.empty()) lines[sheet.side] = sheet.lines;
    }
  }
  return lines;
}

}  // namespace podalign::pipeline
