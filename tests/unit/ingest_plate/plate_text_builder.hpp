#pragma once

#include <fmt/format.h>

#include <string>
#include <vector>

/// Pressure exports written by hand for tests; shares nothing with the readers.
namespace podalign::testing {

struct EmedPage {
  int picture = 1;  ///< 0: a page of maxima over time
  int firstRow = 30;
  int firstColumn = 26;
  std::vector<std::vector<std::string>> cells;  ///< as printed
  std::vector<double> rowForces, columnForces;
  double total = 0.0;
};

inline std::string emedText(const EmedPage& page, const std::string& matrix = "64x95",
                            const std::string& end = "\n", const std::string& square = "\xB2") {
  std::string out = end + "\t\t\t\tPage 1" + end + end;
  out += "\tFile: C:\\novel\\Jane Doe\\2.dat \tMatrix: " + matrix + " " + end;
  out +=
      "\tSensor area: 0.25 cm" + square + "\tTime/picture:10.0 ms" + end + "\tMV over frames" + end;
  out += "\tSensor size: 0.500x0.500 cm" + end + "novel munich/st.paul/london" + end;
  out += "pedar is a registered trademark of novel" + end;
  out += page.picture > 0
             ? fmt::format("\tPict-No.: {}  Force[N]=sum*sensor_area in row/column", page.picture)
             : std::string("\tMPP  maximum pressure picture");
  out += end + end;
  for (std::size_t c = 0; c < page.cells.front().size(); ++c) {
    out += fmt::format("\t{}", page.firstColumn + static_cast<int>(c));
  }
  out += "\tForce" + end;
  for (std::size_t r = 0; r < page.cells.size(); ++r) {
    out += fmt::format("{}", page.firstRow + static_cast<int>(r));
    for (const std::string& cell : page.cells[r]) out += "\t" + cell;
    out += fmt::format("\t{:.2f}", page.rowForces[r]) + end;
  }
  out += "Force";
  for (const double force : page.columnForces) out += fmt::format("\t{:.2f}", force);
  return out + fmt::format("\t{:.2f}", page.total) + end + "\f" + end;
}

/// Two rows, two columns: 40 and 20 kPa above, 0 and 100 kPa below. On 0.25 cm2, 40 kPa are 1 N.
inline EmedPage smallPage(int picture) {
  return {picture, 30, 26, {{"40.00", "20.00"}, {"0.00", "100.00"}}, {1.5, 2.5}, {1.0, 3.0}, 4.0};
}

inline std::string emedFile() { return emedText(smallPage(1)) + emedText(smallPage(2)) + "\f\n"; }

struct TekscanFile {
  std::string sensor = "MATSCAN";
  std::string hardware = "116-1974-1";
  std::string units = "KPa";
  std::string rowSpacing = "5.08 mm";
  std::string columnSpacing = "5.08 mm";
  std::string area = "25.8064 mm2";
  std::string mirrorRow = "0";
  std::string mirrorColumn = "0";
  std::string extra = "";  ///< more header lines
  std::string end = "\n";
  std::string padding = "";  ///< ",,,," of a spreadsheet
  int endFrame = 2;
  std::vector<std::string> rows{"0,10,20", "B,30,0"};  ///< of both frames
  bool closed = true;
};

inline std::string tekscanText(const TekscanFile& file) {
  const std::string end = file.padding + file.end;
  std::string out =
      "DATA_TYPE MOVIE" + end + "VERSION Tekscan Pressure Measurement System 6.33" + end;
  out += "HARDWARE " + file.hardware + end + "FILENAME C:\\TEKSCAN\\Jane Doe R.fsx" + end;
  out += "SENSOR_TYPE " + file.sensor + end + "ROWS 2" + end + "COLS 3" + end;
  out += "ROW_SPACING " + file.rowSpacing + end + "COL_SPACING " + file.columnSpacing + end;
  if (!file.area.empty()) out += "SENSEL_AREA " + file.area + end;
  out += "NOISE_THRESHOLD 3" + end + "SECONDS_PER_FRAME 0.02" + end;
  out += "TIME Thursday, 16 February 2017 11:26:22 a.m." + end + file.extra;
  out += "COMMENTS:" + end + "UNITS raw ROWS 9 patient Jane Doe" + end + "ROWS 77" + end;
  out += "START_FRAME 1" + end + fmt::format("END_FRAME {}", file.endFrame) + end;
  out += "UNITS " + file.units + end + "MIRROR_ROW " + file.mirrorRow + end + "MIRROR_COL " +
         file.mirrorColumn + end;
  out += "ASCII_DATA @@" + end + end;
  for (int frame = 1; frame <= 2; ++frame) {
    out += fmt::format("Frame {}", frame) + end;
    for (const std::string& row : file.rows) out += row + end;
    out += end;
  }
  return file.closed ? out + "@@" + end : out;
}

}  // namespace podalign::testing
