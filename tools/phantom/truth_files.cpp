#include "phantom/truth_files.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

namespace phantom {
namespace {

using nlohmann::ordered_json;

double rounded(double value) { return std::round(value * 1e4) / 1e4 + 0.0; }

const char* nameOf(Side side) { return side == Side::Left ? "left" : "right"; }

ordered_json stepJson(const StepTruth& step) {
  ordered_json json;
  json["side"] = nameOf(step.side);
  json["complete"] = step.complete;
  json["rows"] = step.rows;
  json["columns"] = step.columns;
  json["frames"] = step.frames;
  for (const auto& [name, value] : step.measures) json["measures"][name] = rounded(value);
  ordered_json course = ordered_json::array();
  for (const StepFrame& f : step.course)
    course.push_back({f.frame, rounded(f.forceN), rounded(f.cop_in_plate.x()),
                      rounded(f.cop_in_plate.y()), f.valid, rounded(f.contactAreaCm2)});
  json["course"] = course;
  return json;
}

// One frame per line: a table a person can read.
std::string withShortRows(const std::string& text) {
  std::string out;
  int depth = 0;
  bool inCourse = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.compare(i, 9, "\"course\":") == 0 && text.find('[', i) == i + 10) inCourse = true;
    if (inCourse && text[i] == '[') ++depth;
    if (inCourse && text[i] == ']' && --depth == 0) inCourse = false;
    const bool blank = text[i] == '\n' || text[i] == ' ';
    if (inCourse && depth == 2 && blank) continue;
    out += text[i];
  }
  return out;
}

}  // namespace

std::string footTruthJson(const PhantomFoot& foot, const std::string& file,
                          const std::string& pose) {
  ordered_json json;
  json["schema"] = "podalign/phantom-foot/1";
  json["file"] = file;
  json["side"] = nameOf(foot.truth.side);
  json["frame"] =
      "foot frame F: right-handed, origin at the pternion on the ground, x heel to toe along the "
      "axis from "
      "pternion to the tip of the second toe, y to the subject's left, z up; mm";
  json["pose"] = pose;
  const auto& definitions = truthDefinitions();
  for (const auto& [name, value] : foot.truth.measures)
    json["measures"][name] = {{"value", rounded(value)}, {"definition", definitions.at(name)}};
  for (const auto& [name, p] : foot.truth.landmarks_in_foot)
    json["landmarks"][name] = {{"position", {rounded(p.x()), rounded(p.y()), rounded(p.z())}},
                               {"definition", definitions.at(name)}};
  return json.dump(1) + "\n";
}

std::string walkTruthJson(const std::vector<Walk>& measurements, const std::string& file) {
  ordered_json json;
  json["schema"] = "podalign/phantom-walk/1";
  json["file"] = file;
  json["definitions"] = stepDefinitions();
  json["course_columns"] = {"frame",    "force N", "cop x mm",
                            "cop y mm", "valid",   "contact area cm2"};
  for (const Walk& walk : measurements) {
    ordered_json measurement;
    measurement["frames"] = walk.recording.frames.size();
    measurement["seconds_per_frame"] = walk.recording.plate.secondsPerFrame;
    for (const StepTruth& step : walk.steps) measurement["steps"].push_back(stepJson(step));
    json["measurements"].push_back(measurement);
  }
  return withShortRows(json.dump(1)) + "\n";
}

}  // namespace phantom
