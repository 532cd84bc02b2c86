#include "phantom/pressure_files.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace phantom {
namespace {

std::string fixed(double value, int decimals) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value,
                                 std::chars_format::fixed, decimals);
  return {text.data(), end.ptr};
}

std::string shortest(double value) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value);
  return {text.data(), end.ptr};
}

// The vendor rounds halves up: 9.125 N is printed as 9.13.
std::string newtons(double force) {
  return fixed(std::floor(force * 100.0 + 0.5 + 1e-9) / 100.0, 2);
}

struct Rectangle {
  int top, bottom, left, right;
};

Rectangle touched(const Recording& recording) {
  const Plate& plate = recording.plate;
  Rectangle r{plate.rows, -1, plate.columns, -1};
  for (const auto& frame : recording.frames) {
    for (int row = 0; row < plate.rows; ++row) {
      for (int column = 0; column < plate.columns; ++column) {
        if (frame[static_cast<std::size_t>(row * plate.columns + column)] <= 0.0) continue;
        r = {std::min(r.top, row), std::max(r.bottom, row), std::min(r.left, column),
             std::max(r.right, column)};
      }
    }
  }
  return r;
}

void emedPage(std::string& out, const Recording& recording, const Rectangle& r, std::size_t frame,
              std::size_t measurement) {
  const Plate& plate = recording.plate;
  const double areaCm2 = plate.rowSpacingMm * plate.columnSpacingMm / 100.0;
  const std::string number = std::to_string(frame + 1);
  const std::string size =
      fixed(plate.rowSpacingMm / 10.0, 3) + "x" + fixed(plate.columnSpacingMm / 10.0, 3);
  out += "\n\t\t\t\tPage " + number + "\n\n";
  out += "\tFile: C:\\novel\\novfile\\data\\EMED\\phantom\\" + std::to_string(measurement + 1) +
         ".dat \tMatrix: " + std::to_string(plate.columns) + "x" + std::to_string(plate.rows) +
         " \n";
  out += "\tSensor area: " + fixed(areaCm2, 2) +
         " cm\xB2\tTime/picture:" + fixed(plate.secondsPerFrame * 1e3, 1) + " ms\n";
  out += "\tMV over frames\n\tSensor size: " + size + " cm\n";
  out += "\tnovel munich/st.paul/london\n\tpedar is a registered trademark of novel\n";
  out += "\tPict-No.: " + number + "  Force[N]=sum*sensor_area in row/column\n\n";
  for (int column = r.left; column <= r.right; ++column) out += "\t" + std::to_string(column + 1);
  out += "\tForce\n";
  std::vector<double> columnSums(static_cast<std::size_t>(r.right - r.left + 1), 0.0);
  double total = 0.0;
  for (int row = r.top; row <= r.bottom; ++row) {
    out += std::to_string(row + 1);
    double sum = 0.0;
    for (int column = r.left; column <= r.right; ++column) {
      const double kPa =
          recording.frames[frame][static_cast<std::size_t>(row * plate.columns + column)];
      out += "\t" + fixed(kPa, 2);
      sum += kPa;
      columnSums[static_cast<std::size_t>(column - r.left)] += kPa;
    }
    out += "\t" + newtons(sum * areaCm2 / 10.0) + "\n";
    total += sum;
  }
  out += "Force";
  for (const double sum : columnSums) out += "\t" + newtons(sum * areaCm2 / 10.0);
  out += "\t" + newtons(total * areaCm2 / 10.0) + "\n\f";
}

// The insole's outline in cells: share of the breadth that is sensor, from toes to heel.
bool onInsole(const Plate& plate, int row, int column, Side side) {
  struct Edge {
    double at, medial, lateral;
  };
  static constexpr std::array<Edge, 7> kOutline = {{{0.0, 0.62, 0.40},
                                                    {0.05, 0.84, 0.22},
                                                    {0.22, 0.98, 0.04},
                                                    {0.35, 0.96, 0.0},
                                                    {0.62, 0.86, 0.10},
                                                    {0.90, 0.84, 0.18},
                                                    {1.0, 0.62, 0.40}}};
  const double along = (row + 0.5) / plate.rows;
  const double rightward = (column + 0.5) / plate.columns;
  const double medialward = side == Side::Left ? rightward : 1.0 - rightward;
  std::size_t i = 1;
  while (i + 1 < kOutline.size() && kOutline[i].at < along) ++i;
  const Edge& a = kOutline[i - 1];
  const Edge& b = kOutline[i];
  const double t = (along - a.at) / (b.at - a.at);
  return medialward >= a.lateral + t * (b.lateral - a.lateral) &&
         medialward <= a.medial + t * (b.medial - a.medial);
}

}  // namespace

std::string emedText(const std::vector<Recording>& measurements) {
  std::string out;
  for (std::size_t m = 0; m < measurements.size(); ++m) {
    const Rectangle r = touched(measurements[m]);
    for (std::size_t f = 0; f < measurements[m].frames.size(); ++f)
      emedPage(out, measurements[m], r, f, m);
  }
  return out + "\n\f";
}

std::string tekscanText(const Recording& recording, const TekscanOptions& options) {
  const Plate& plate = recording.plate;
  const bool shoe = options.sensor == TekscanOptions::Sensor::InShoe;
  const bool left = options.side == Side::Left;
  const std::string file =
      "C:\\TEKSCAN\\MOVIES\\" + options.fileName + (shoe ? (left ? "L.fsx" : "R.fsx") : ".fsx");
  std::string out;
  const std::string end = options.lineEnd;
  const auto line = [&](const std::string& text) { out += text + end; };
  line("DATA_TYPE MOVIE");
  line("VERSION Tekscan Pressure Measurement System 6.33");
  line(std::string("HARDWARE 116-1974") + (shoe ? (left ? "-1" : "-2") : ""));
  line("MAP_VERSION 6.5");
  line("HW_TYPE 4");
  line("FILENAME " + file);
  line(std::string("SENSOR_TYPE ") + (shoe ? "FSCAN" : "HRMAT"));
  line("ROWS " + std::to_string(plate.rows));
  line("COLS " + std::to_string(plate.columns));
  line("ROW_SPACING " + shortest(plate.rowSpacingMm) + " mm");
  line("COL_SPACING " + shortest(plate.columnSpacingMm) + " mm");
  line("SENSEL_AREA " + fixed(plate.rowSpacingMm * plate.columnSpacingMm, 4) + " mm2");
  line("NOISE_THRESHOLD 3");
  line("SECONDS_PER_FRAME " + shortest(plate.secondsPerFrame));
  line("MICRO_SECOND 0");
  line("TIME Monday, 4 May 2026 10:20:00 a.m.");
  line("SATURATION_PRESSURE 1514.73 KPa ");
  line("CALIBRATION_MODE_1 Walk");
  line("CALIBRATION_INFO " + file);
  line("SENSITIVITY Custom");
  line("COMMENTS:");
  line("phantom walk");
  line("START_FRAME 1");
  line("END_FRAME " + std::to_string(recording.frames.size()));
  line("UNITS KPa");
  line("MIRROR_ROW 0");
  line("MIRROR_COL 0");
  line("ASCII_DATA @@");
  line("");
  for (std::size_t f = 0; f < recording.frames.size(); ++f) {
    line("Frame " + std::to_string(f + 1));
    for (int row = 0; row < plate.rows; ++row) {
      for (int column = 0; column < plate.columns; ++column) {
        if (column > 0) out += ',';
        const double kPa =
            recording.frames[f][static_cast<std::size_t>(row * plate.columns + column)];
        out +=
            shoe && kPa == 0.0 && !onInsole(plate, row, column, options.side) ? "B" : shortest(kPa);
      }
      out += end;
    }
    line("");
  }
  return out + "@@" + end;
}

}  // namespace phantom
