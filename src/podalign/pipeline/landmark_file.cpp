#include "podalign/pipeline/landmark_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "podalign/pipeline/internal/foot_sheets.hpp"
#include "podalign/profile/data_node.hpp"

namespace podalign::pipeline {
namespace {

using anatomy::Landmark;
using anatomy::LandmarkId;
using geometry::Point3;
using profile::DataNode;

constexpr FootSheetKind kKind{"podalign/landmarks/1", "points", "landmarks", "scan"};
constexpr double kUnmovedMm = 0.01;  // the file has three decimals
constexpr double kFarthestMm = 600.0;
constexpr double kSteps = 1000.0;

// The landmarks of one foot.
class PointsReader {
 public:
  explicit PointsReader(SheetFaults& faults) : faults_(faults) {}

  anatomy::Landmarks pointsFrom(const DataNode& points) {
    anatomy::Landmarks read;
    for (std::size_t i = 0; i < points.keys.size(); ++i) {
      const DataNode::Key& key = points.keys[i];
      const auto id = anatomy::landmarkNamed(key.text);
      if (!id) {
        faults_.add(key.line,
                    fmt::format("'{}' is no landmark; docs/contract.md lists them", key.text));
        continue;
      }
      read[*id] = pointFrom(points.items[i], key.text);
    }
    return read;
  }

 private:
  Landmark pointFrom(const DataNode& node, const std::string& name) {
    Landmark landmark;
    faults_.allow(node, {"x", "y", "z", "set_by_person", "usual_place"}, "a landmark");
    if (faults_.first()) return landmark;
    constexpr std::array<const char*, 3> kAxes{"x", "y", "z"};
    for (std::size_t i = 0; i < kAxes.size(); ++i) {
      const DataNode* coordinate = node.find(kAxes[i]);
      if (coordinate == nullptr) {
        faults_.add(node.line, fmt::format("'{}' has no {}", name, kAxes[i]));
        return landmark;
      }
      const double number = faults_.numberFrom(*coordinate);
      if (!(std::abs(number) <= kFarthestMm)) {
        faults_.add(
            coordinate->line,
            fmt::format("'{}' lies {} mm away, which is on no foot; positions are in mm in the "
                        "foot frame",
                        name, coordinate->text));
      }
      landmark.position_in_foot[static_cast<Eigen::Index>(i)] = number;
    }
    landmark.setByPerson = truth(node, "set_by_person");
    landmark.fromPrior = truth(node, "usual_place");
    return landmark;
  }

  bool truth(const DataNode& node, std::string_view key) {
    const DataNode* found = node.find(key);
    if (found == nullptr) return false;
    if (found->quoted || (found->text != "true" && found->text != "false")) {
      faults_.add(found->line, fmt::format("'{}': expected true or false", key));
    }
    return found->text == "true";
  }

  SheetFaults& faults_;
};

bool isOf(const LandmarkSheet& sheet, const std::string& file, const anatomy::AlignedFoot& foot) {
  return sheet.side == foot.side.side && (sheet.file.empty() || sheet.file == file);
}

}  // namespace

std::string writeLandmarks(const std::vector<LandmarkSheet>& sheets) {
  std::string json = fmt::format("{{\n  \"schema\": \"{}\",\n  \"feet\": [", kKind.schema);
  const char* nextFoot = "\n";
  for (const LandmarkSheet& sheet : sheets) {
    json +=
        fmt::format("{}    {{\n      \"file\": {},\n      \"side\": \"{}\",\n      \"points\": {{",
                    nextFoot, quoted(sheet.file), toString(sheet.side));
    const char* nextPoint = "\n";
    for (const auto& [id, landmark] : sheet.points) {
      const Point3& p = landmark.position_in_foot;
      json += fmt::format(
          "{}        \"{}\": {{\"x\": {:.3f}, \"y\": {:.3f}, \"z\": {:.3f}, \"set_by_person\": "
          "{}{}}}",
          nextPoint, toString(id), rounded(p.x(), kSteps), rounded(p.y(), kSteps),
          rounded(p.z(), kSteps), landmark.setByPerson,
          landmark.fromPrior ? ", \"usual_place\": true" : "");
      nextPoint = ",\n";
    }
    json += "\n      }\n    }";
    nextFoot = ",\n";
  }
  return json + "\n  ]\n}\n";
}

Result<std::vector<LandmarkSheet>> readLandmarks(std::string_view text, const std::string& source) {
  constexpr profile::DataLimits limits{.bytes = std::size_t{1} << 20U, .depth = 6, .nodes = 5000};
  const auto root = profile::readData(text, source, ErrorCode::LandmarksInvalid, limits);
  if (!root) return tl::unexpected<Error>(root.error());
  SheetFaults faults(source, ErrorCode::LandmarksInvalid);
  std::vector<LandmarkSheet> sheets;
  for (const FootSheet& foot : footSheets(*root, kKind, faults)) {
    sheets.push_back({foot.file, foot.side, PointsReader(faults).pointsFrom(*foot.values)});
  }
  if (faults.first()) return tl::unexpected<Error>(*faults.first());
  return sheets;
}

bool hasSheet(const std::vector<LandmarkSheet>& sheets, const std::string& file,
              const anatomy::AlignedFoot& foot) {
  return std::any_of(sheets.begin(), sheets.end(),
                     [&](const LandmarkSheet& sheet) { return isOf(sheet, file, foot); });
}

anatomy::LandmarkEdits editsFor(const std::vector<LandmarkSheet>& sheets, const std::string& file,
                                const anatomy::AlignedFoot& foot) {
  anatomy::LandmarkEdits edits;
  const anatomy::Landmarks& found = anatomy::landmarkSheet(foot);
  for (const LandmarkSheet& sheet : sheets) {
    if (!isOf(sheet, file, foot)) continue;
    for (const auto& [id, landmark] : sheet.points) {
      const auto before = found.find(id);
      const bool moved =
          before == found.end() ||
          (before->second.position_in_foot - landmark.position_in_foot).norm() > kUnmovedMm;
      if (landmark.setByPerson || moved) edits[id] = landmark.position_in_foot;
    }
  }
  return edits;
}

}  // namespace podalign::pipeline
