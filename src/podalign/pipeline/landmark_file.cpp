#include "podalign/pipeline/landmark_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "podalign/profile/data_node.hpp"

namespace podalign::pipeline {
namespace {

using anatomy::Landmark;
using anatomy::LandmarkId;
using geometry::Point3;
using profile::DataNode;

constexpr std::string_view kSchema = "podalign/landmarks/1";
constexpr double kUnmovedMm = 0.01;  // the file has three decimals
constexpr double kFarthestMm = 600.0;

// Reads one file; the first fault is kept.
class Reader {
 public:
  explicit Reader(std::string source) : source_(std::move(source)) {}

  Result<std::vector<LandmarkSheet>> run(const DataNode& root) {
    std::vector<LandmarkSheet> sheets;
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
          fault(feet->items[i].line, "the same foot of the same scan is given twice");
        }
      }
    }
    if (error_) return tl::unexpected<Error>(*error_);
    return sheets;
  }

 private:
  void fault(std::size_t line, std::string why) {
    if (!error_) error_ = Error{ErrorCode::LandmarksInvalid, std::move(why), source_, line};
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

  LandmarkSheet sheetFrom(const DataNode& node) {
    LandmarkSheet sheet;
    allow<3>(node, {"file", "side", "points"}, "a foot");
    const DataNode* file = node.find("file");
    const DataNode* side = node.find("side");
    const DataNode* points = node.find("points");
    if (file != nullptr) sheet.file = file->text;
    if (side == nullptr || (side->text != "left" && side->text != "right")) {
      fault(side == nullptr ? node.line : side->line, "expected \"side\": \"left\" or \"right\"");
    } else {
      sheet.side = side->text == "left" ? Laterality::Left : Laterality::Right;
    }
    if (points == nullptr || points->kind != DataNode::Kind::Map) {
      fault(node.line, "expected \"points\": landmarks by name");
      return sheet;
    }
    for (std::size_t i = 0; i < points->keys.size(); ++i) {
      const DataNode::Key& key = points->keys[i];
      const auto id = anatomy::landmarkNamed(key.text);
      if (!id) {
        fault(key.line, fmt::format("'{}' is no landmark; docs/contract.md lists them", key.text));
        continue;
      }
      sheet.points[*id] = pointFrom(points->items[i], key.text);
    }
    return sheet;
  }

  Landmark pointFrom(const DataNode& node, const std::string& name) {
    Landmark landmark;
    allow<5>(node, {"x", "y", "z", "set_by_person", "usual_place"}, "a landmark");
    if (error_) return landmark;
    constexpr std::array<const char*, 3> kAxes{"x", "y", "z"};
    for (std::size_t i = 0; i < kAxes.size(); ++i) {
      const DataNode* coordinate = node.find(kAxes[i]);
      if (coordinate == nullptr) {
        fault(node.line, fmt::format("'{}' has no {}", name, kAxes[i]));
        return landmark;
      }
      const auto number = profile::numberFrom(*coordinate, source_, ErrorCode::LandmarksInvalid);
      if (!number) {
        if (!error_) error_ = number.error();
        return landmark;
      }
      if (!(std::abs(*number) <= kFarthestMm)) {
        fault(coordinate->line,
              fmt::format("'{}' lies {} mm away, which is on no foot; positions are in mm in the "
                          "foot frame",
                          name, coordinate->text));
      }
      landmark.position_in_foot[static_cast<Eigen::Index>(i)] = *number;
    }
    landmark.setByPerson = truth(node, "set_by_person");
    landmark.fromPrior = truth(node, "usual_place");
    return landmark;
  }

  bool truth(const DataNode& node, std::string_view key) {
    const DataNode* found = node.find(key);
    if (found == nullptr) return false;
    if (found->quoted || (found->text != "true" && found->text != "false")) {
      fault(found->line, fmt::format("'{}': expected true or false", key));
    }
    return found->text == "true";
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

bool isOf(const LandmarkSheet& sheet, const std::string& file, const anatomy::AlignedFoot& foot) {
  return sheet.side == foot.side.side && (sheet.file.empty() || sheet.file == file);
}

// Without a minus before zero.
double rounded(double value) { return std::round(value * 1000.0) / 1000.0 + 0.0; }

}  // namespace

std::string writeLandmarks(const std::vector<LandmarkSheet>& sheets) {
  std::string json = fmt::format("{{\n  \"schema\": \"{}\",\n  \"feet\": [", kSchema);
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
          nextPoint, toString(id), rounded(p.x()), rounded(p.y()), rounded(p.z()),
          landmark.setByPerson, landmark.fromPrior ? ", \"usual_place\": true" : "");
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
  return Reader(source).run(*root);
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
