#include "podalign/pipeline/zone_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <span>
#include <utility>

#include "podalign/pipeline/internal/foot_sheets.hpp"
#include "podalign/profile/data_node.hpp"

namespace podalign::pipeline {
namespace {

using measure::ZoneLines;
using profile::DataNode;

constexpr FootSheetKind kKind{"podalign/zones/1", "lines", "the lines", "recording"};
constexpr double kLongestMm = 400.0;
constexpr std::size_t kMostStations = 101;

// The lines of one foot.
class LinesReader {
 public:
  explicit LinesReader(SheetFaults& faults) : faults_(faults) {}

  ZoneLines linesFrom(const DataNode& node) {
    faults_.allow(node,
                  {"length_mm", "heel_end_mm", "midfoot_end_mm", "medial_border_mm",
                   "lateral_border_mm", "rays", "hallux", "toe_line_mm"},
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
    if (faults_.first()) return lines;
    lines.medialAtHeelMm = medial[0];
    lines.medialAtToesMm = medial[1];
    lines.lateralAtHeelMm = lateral[0];
    lines.lateralAtToesMm = lateral[1];
    std::copy(rays.begin(), rays.end(), lines.rays.begin());
    check(node.line, lines);
    return lines;
  }

 private:
  void check(std::size_t line, const ZoneLines& lines) {
    const bool ordered = 0.0 < lines.heelEndMm && lines.heelEndMm < lines.midfootEndMm &&
                         lines.midfootEndMm < lines.lengthMm && lines.lengthMm <= kLongestMm;
    if (!ordered) {
      faults_.add(line,
                  fmt::format("heel_end_mm, midfoot_end_mm and length_mm have to follow each other "
                              "from 0 to at most {:g} mm",
                              kLongestMm));
    }
    const auto wide = [](double medial, double lateral) {
      return medial > lateral && std::max(std::abs(medial), std::abs(lateral)) <= kLongestMm;
    };
    if (!wide(lines.medialAtHeelMm, lines.lateralAtHeelMm) ||
        !wide(lines.medialAtToesMm, lines.lateralAtToesMm)) {
      faults_.add(
          line,
          "medial_border_mm has to lie inwards of lateral_border_mm, at the heel and at the toes "
          "(distances from the axis towards the inner side)");
    }
    double before = 0.0;
    for (const double ray : lines.rays) {
      if (!(ray > before && ray < 1.0)) {
        faults_.add(line, "rays have to be four shares of the breadth, ascending between 0 and 1");
      }
      before = ray;
    }
    if (!(lines.hallux > 0.0 && lines.hallux < 1.0)) {
      faults_.add(line, "hallux has to be a share of the breadth between 0 and 1");
    }
    for (const double at : lines.toeLineMm) {
      if (at > lines.midfootEndMm && at <= lines.lengthMm) continue;
      faults_.add(line, "toe_line_mm has to lie between midfoot_end_mm and length_mm");
    }
    if (lines.toeLineMm.size() == 1 || lines.toeLineMm.size() > kMostStations) {
      faults_.add(line,
                  fmt::format("toe_line_mm has to hold 2 to {} places from the inner side to the "
                              "outer one, or none where no toes are",
                              kMostStations));
    }
  }

  double number(const DataNode& node, std::string_view key) {
    const DataNode* found = node.find(key);
    if (found != nullptr) return faults_.numberFrom(*found);
    faults_.add(node.line, fmt::format("the lines have no '{}'", key));
    return 0.0;
  }

  std::vector<double> numbers(const DataNode& node, std::string_view key,
                              std::optional<std::size_t> count) {
    const DataNode* found = node.find(key);
    if (found == nullptr || found->kind != DataNode::Kind::List ||
        (count && found->items.size() != *count)) {
      faults_.add(found == nullptr ? node.line : found->line,
                  count ? fmt::format("expected '{}': a list of {} numbers", key, *count)
                        : fmt::format("expected '{}': a list of numbers", key));
      return {};
    }
    std::vector<double> values;
    for (const DataNode& item : found->items) values.push_back(faults_.numberFrom(item));
    return values;
  }

  SheetFaults& faults_;
};

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
  std::string json = fmt::format("{{\n  \"schema\": \"{}\",\n  \"feet\": [", kKind.schema);
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
  SheetFaults faults(source, ErrorCode::CaseInvalid);
  std::vector<ZoneSheet> sheets;
  for (const FootSheet& foot : footSheets(*root, kKind, faults)) {
    sheets.push_back({foot.file, foot.side, LinesReader(faults).linesFrom(*foot.values)});
  }
  if (faults.first()) return tl::unexpected<Error>(*faults.first());
  return sheets;
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
