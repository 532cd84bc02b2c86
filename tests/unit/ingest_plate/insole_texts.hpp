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

struct XsensorMade {
  std::string unit = "mmHg";
  int frames = 4;
  bool colons = false;  ///< the lay-out with colons and quoted values
  bool padded = false;  ///< as a spreadsheet saves it again
  bool groups = true;
  std::string width = "0.86";
  double loadFactor = 1.0;  ///< what the vendor's load is off by
  std::string end = "\n";
};

inline constexpr double kXsensorCellMm2 = 74.1234;

/// Insoles of 5 x 3 cells of 74.1234 mm2. Frame f: cells (1, 1) and (4, 2) of the left insole hold
/// 100 + f and 50, cell (2, 0) of the right one 200 + f, in the unit of the file.
inline std::string xsensorText(const XsensorMade& made) {
  std::string text;
  const auto line = [&](const std::string& content) {
    text += content + (made.padded ? ",,,,," : "") + made.end;
    if (made.padded) text += ",,,,,," + made.end;
  };
  const auto entry = [&](const std::string& key, const std::string& value) {
    line(made.colons ? key + ":,\"" + value + "\"" : key + "," + value);
  };
  const auto number = [&](double value) {
    std::string printed = fmt::format("{:.2f}", value);
    if (made.colons) printed.replace(printed.find('.'), 1, ",");
    return printed;
  };
  if (!made.colons) line("File:,\"C:\\Jane Doe.XSN\"");
  if (made.colons) entry("Units", made.unit);
  if (!made.colons) line("Units:," + made.unit);
  line(made.colons ? "Threshold:,\"5,00\"" : "Threshold:,5.00");
  for (int frame = 0; frame < made.frames; ++frame) {
    entry(made.colons ? "Frame" : "FRAME", std::to_string(1464 + frame));
    entry("Date", made.colons ? "16.08.2022" : " 2022 Aug 16");
    entry("Time", fmt::format("{}23:59:59.{}", made.colons ? "" : " ", 960 + 10 * frame));
    for (const char* foot : {"LF", "RF"}) {
      const bool left = foot == std::string("LF");
      std::vector<std::vector<double>> cells(5, std::vector<double>(3, 0.0));
      if (left) cells[1][1] = 100.0 + frame;
      if (left) cells[4][2] = 50.0;
      if (!left) cells[2][0] = 200.0 + frame;
      const double sum = left ? 150.0 + frame : 200.0 + frame;
      const double kpa = sum * (made.unit == "mmHg" ? 0.133322387415 : 1.0);
      entry(made.colons ? "Sensor" : "SENSOR", fmt::format("HX210.11.31.M11-DFM-{} S0073", foot));
      entry("Rows", "5");
      entry("Columns", "3");
      entry("Sensel Width (cm)", made.width);
      entry("Sensel Height (cm)", made.width);
      entry("Average Pressure (" + made.unit + ")", number(left ? sum / 2.0 : sum));
      entry("Peak Pressure (" + made.unit + ")", number(left ? 100.0 + frame : sum));
      entry("Contact Area (cm\xC2\xB2)", number((left ? 2 : 1) * kXsensorCellMm2 / 100.0));
      entry("Total Area (cm\xC2\xB2)", number(13 * kXsensorCellMm2 / 100.0));
      entry("Est. Load (N)", number(made.loadFactor * kpa * kXsensorCellMm2 / 1000.0));
      if (made.colons) entry("COP Row", "1,5");
      line(made.colons ? "Sensels:" : "SENSELS");
      for (const auto& row : cells) {
        std::string printed;
        for (const double cell : row) {
          printed += printed.empty() ? "" : ",";
          printed += made.colons ? "\"" + number(cell) + "\"" : fmt::format("{:g}", cell);
        }
        line(printed);
      }
    }
    if (!made.groups) continue;
    entry("GROUP", "1");
    line("Name,Left Heel");
    line("Cells,4");
    line("Est. Load (N),999");
    line("SENSELS");
    line("1,2,3,4");
  }
  return text;
}

/// The same sensors with one line per frame; cell (0, 0) of either insole does not exist.
inline std::string xsensorTable(int frames, bool saved = false) {
  std::string text = "Frame,Date,Time,Units,Threshold";
  for (int sensor = 0; sensor < 2; ++sensor) {
    const std::string end = saved && sensor == 1 ? ".1" : "";
    for (const char* title : {"Sensor", "Insole Side", "Rows", "Columns", "Average Pressure (PSI)",
                              "Peak Pressure (PSI)", "Contact Area (cm\xC2\xB2)",
                              "Total Area (cm\xC2\xB2)", "Est. Load (lbf)"}) {
      text += "," + std::string(title) + end;
    }
    for (int cell = 1; cell < 15; ++cell) {
      text += fmt::format(",S_{}_{}", cell / 3 + 1, cell % 3 + 1) + end;
    }
  }
  text += "\n";
  for (int frame = 0; frame < frames; ++frame) {
    text += fmt::format("{},2022 Aug 16,08:21:17.{},PSI,0.5", frame, 960 + 10 * frame);
    for (const bool left : {true, false}) {
      const double sum = left ? 150.0 + frame : 200.0 + frame;
      const double load = sum * 6.894757293168361 * kXsensorCellMm2 / 1000.0 / 4.4482216152605;
      text +=
          fmt::format(",HX210 S0073,{},5,3,{:.2f},{:.2f},{:.2f},{:.2f},{:.2f}",
                      left ? "Left" : "Right", left ? sum / 2.0 : sum, left ? 100.0 + frame : sum,
                      (left ? 2 : 1) * kXsensorCellMm2 / 100.0, 14 * kXsensorCellMm2 / 100.0, load);
      for (int cell = 1; cell < 15; ++cell) {
        double value = 0.0;
        if (left && cell == 4) value = 100.0 + frame;
        if (left && cell == 14) value = 50.0;
        if (!left && cell == 6) value = 200.0 + frame;
        text += fmt::format(",{:g}", value);
      }
    }
    text += "\n";
  }
  return text;
}

struct PlianceFile {
  std::string unit = "kPa";
  int frames = 4;            ///< exported, from the third of six on
  double forceFactor = 1.0;  ///< what the vendor's force is off by
  bool slanted = false;      ///< the upper row is moved to the right by a third of a sensor
  std::string end = "\n";
};

/// Sensors 5, 6, 37 and 38, two beside each other in two rows: 37 and 5 above, 1 x 2 cm, 38 and 6
/// below, 1 x 1 cm. Frame f: 10 + f kPa on 5, 20 on 6, 0 on 37, 40 on 38.
inline std::string plianceText(const PlianceFile& file) {
  std::string text = "file name: Jane_Doe_R.mat date/time 17.06.23 15.21" + file.end;
  text += "mat type s2160_001" + file.end;
  text += "total times [secs]: 0.060 time per frame [secs]: 0.01000 scanning rate [Hz]: 100";
  text += file.end + "pressure values in " + file.unit + file.end + file.end + file.end;
  text += "electrical:" + file.end + "time[secs]       5       6      37      38" + file.end;
  for (int f = 0; f < file.frames; ++f) {
    text += fmt::format("    {:.5f}  {:.3f}  20.000   0.000  40.000", 0.03 + 0.01 * f, 10.0 + f);
    text += file.end;
  }
  text += "        MPP  10.000  20.000   0.000  40.000" + file.end;
  text += "        MVP  10.000  20.000   0.000  40.000" + file.end + file.end + file.end;
  text += " time[secs] force[N]   x[cm]   y[cm]" + file.end + file.end;
  for (int f = -2; f < file.frames; ++f) {
    const double newtons = f < 0 ? 0.0 : ((10.0 + f) * 2.0 + 20.0 + 40.0) / 10.0;
    text += fmt::format("    {:.5f}   {:.3f}  {}", 0.03 + 0.01 * f, file.forceFactor * newtons,
                        f < 0 ? "-       -" : "1.000   1.500");
    text += file.end;
  }
  const double move = file.slanted ? 0.3 : 0.0;
  text += file.end + file.end + "sensor        6       37       38        5" + file.end;
  text += "corner[cm]" + file.end;
  const auto row = [&](const std::string& key, double s6, double s37, double s38, double s5) {
    text += fmt::format("{} {:8.4f} {:8.4f} {:8.4f} {:8.4f}", key, s6, s37, s38, s5) + file.end;
  };
  row("x[0]", 1.0, 0.0 + move, 0.0, 1.0 + move);
  row("y[0]", 1.0, 3.0, 1.0, 3.0);
  row("x[1]", 1.0, 0.0 + move, 0.0, 1.0 + move);
  row("y[1]", 0.0, 1.0, 0.0, 1.0);
  row("x[2]", 2.0, 1.0 + move, 1.0, 2.0 + move);
  row("y[2]", 0.0, 1.0, 0.0, 1.0);
  row("x[3]", 2.0, 1.0 + move, 1.0, 2.0 + move);
  row("y[3]", 1.0, 3.0, 1.0, 3.0);
  row("x[c]", 1.5, 0.5 + move, 0.5, 1.5 + move);
  row("y[c]", 0.5, 2.0, 0.5, 2.0);
  row("area", 1.0, 2.0, 1.0, 2.0);
  return text;
}

}  // namespace podalign::testing
