#pragma once

#include <fmt/format.h>

#include <string>
#include <vector>

#include "podalign/ingest/plate.hpp"

/// Exports of insoles and mats with sensors of their own size, made cell by cell.
namespace podalign::testing {

struct PedarFile {
  std::string sensorType = "y-1865l-1870r-pxf306-11mar2021 ";
  std::string unit = "kPa";
  std::string times =
      "total time [secs]:  0.040\ttime per frame [secs]:  0.01000\tscanning rate [Hz]:   100";
  std::vector<int> left = {};   ///< empty: all 99
  std::vector<int> right = {};  ///< empty: all 99
  int frames = 4;
  std::string end = "\n";
};

inline std::vector<int> allSensors() {
  std::vector<int> all;
  for (int sensor = 1; sensor <= 99; ++sensor) all.push_back(sensor);
  return all;
}

/// Pressure of sensor s in frame f: left s + 100 f, right 2 s + 100 f, kPa.
inline std::string pedarText(const PedarFile& file) {
  const std::vector<int> left = file.left.empty() ? allSensors() : file.left;
  const std::vector<int> right = file.right.empty() ? allSensors() : file.right;
  std::string text = "file name:  Jane_Doe_walk.sol\tdate/time  25.04.23 10.49" + file.end;
  text += "sensor type:  " + file.sensorType + file.end + file.times + file.end;
  text += "pressure values in  " + file.unit + file.end + file.end + "mask definition: " + file.end;
  const auto list = [&text](const std::vector<int>& sensors) {
    for (const int sensor : sensors) text += fmt::format("{},", sensor);
  };
  text += "left insole: ";
  list(left);
  text += file.end + "right insole: ";
  list(right);
  text += file.end + file.end + "time[secs]    ";
  for (const auto& sensors : {left, right}) {
    for (const int sensor : sensors) text += fmt::format("\t{:7}", sensor);
  }
  text += "\t" + file.end;
  for (int frame = 0; frame < file.frames; ++frame) {
    text += fmt::format("{:12.5f}", 0.01 * (frame + 1));
    for (const int s : left) text += fmt::format("\t{:7.3f}", s + 100.0 * frame);
    for (const int s : right) text += fmt::format("\t{:7.3f}", 2.0 * s + 100.0 * frame);
    text += "\t" + file.end;
  }
  return text;
}

/// Sensor s of size y has 100 + s mm2.
inline ingest::PlateReadOptions madeInsoles() {
  ingest::PlateReadOptions options;
  for (const char* size : {"x", "y", "xw"}) {
    ingest::InsoleModel& insole = options.pedarInsoles.emplace_back();
    insole.size = size;
    for (int sensor = 1; sensor <= 99; ++sensor) {
      insole.areasMm2.push_back((insole.size == "xw" ? 200.0 : 100.0) + sensor);
    }
  }
  return options;
}

}  // namespace podalign::testing
