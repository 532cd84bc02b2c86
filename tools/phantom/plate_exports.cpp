#include "phantom/plate_exports.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <functional>
#include <stdexcept>

#include "phantom/number_text.hpp"

namespace phantom {
namespace {

constexpr double kRsscanColumnMm = 5.08;
constexpr double kRsscanRowMm = 7.62;
constexpr double kKpaPerNewton = 1000.0 / (kRsscanColumnMm * kRsscanRowMm);

struct Window {
  int firstRow, rows, firstColumn, columns;
};

Window wholePlate(const Plate& plate) { return {0, plate.rows, 0, plate.columns}; }

// What the step touched and one cell around it, on the plate.
Window around(const StepTruth& step, const Plate& plate) {
  const int top = std::max(0, step.rows[0] - 1);
  const int left = std::max(0, step.columns[0] - 1);
  return {top, std::min(plate.rows, step.rows[1] + 2) - top, left,
          std::min(plate.columns, step.columns[1] + 2) - left};
}

using CellText = std::function<std::string(std::size_t cell)>;

// Rows of a window; `before` stands at the begin of each row.
void addRows(std::string& out, const Plate& plate, const Window& window, const CellText& cellText,
             const std::string& separator, const std::string& end,
             const std::function<std::string(int)>& before = {}) {
  for (int row = window.firstRow; row < window.firstRow + window.rows; ++row) {
    if (before) out += before(row);
    for (int column = window.firstColumn; column < window.firstColumn + window.columns; ++column) {
      if (column > window.firstColumn) out += separator;
      out += cellText(static_cast<std::size_t>(row * plate.columns + column));
    }
    out += end;
  }
}

void addRsscanFrames(std::string& out, const Recording& recording, const Window& window) {
  for (std::size_t f = 0; f < recording.frames.size(); ++f) {
    const double ms = 1000.0 * recording.plate.secondsPerFrame * static_cast<double>(f);
    out += "Frame " + std::to_string(f) + " (" + fixed(ms, 2) + " ms)\r\n";
    addRows(
        out, recording.plate, window,
        [&](std::size_t cell) { return fixed(recording.frames[f][cell] / kKpaPerNewton, 1); }, "\t",
        "\r\n");
    out += "\r\n";
  }
}

double forceN(const Recording& recording, std::size_t frame) {
  double kpa = 0.0;
  for (const double cell : recording.frames[frame]) kpa += cell;
  return kpa * recording.plate.rowSpacingMm * recording.plate.columnSpacingMm / 1000.0;
}

const StepTruth& onlyStep(const Walk& walk) {
  if (walk.steps.size() != 1) throw std::runtime_error("this format holds one step");
  return walk.steps.front();
}

}  // namespace

Plate rsscanPlate(int rows) {
  return {rows, 64, kRsscanRowMm, kRsscanColumnMm, 0.008, 0.1 * kKpaPerNewton, 0.8 * kKpaPerNewton};
}

Plate zebrisPlate() { return {128, 56, 8.47, 8.46, 0.01, 5.0, 5.0}; }

std::string rsscanPlateText(const Recording& recording) {
  std::string out;
  addRsscanFrames(out, recording, wholePlate(recording.plate));
  return out;
}

std::string rsscanRollOffText(const Walk& walk) {
  const StepTruth& step = onlyStep(walk);
  const Plate& plate = walk.recording.plate;
  const bool left = step.side == Side::Left;
  const std::string hertz = fixed(1.0 / plate.secondsPerFrame, 2);
  const std::string name = left ? "Left" : "Right";
  const Window window = around(step, plate);
  std::string out =
      "Dynamic Roll offfor measurement: Phantom\r\nPatient name: none\r\n"
      "Measurement done on 04-05-2026\r\nScanning speed;  for the left foot: " +
      (left ? hertz : "0.00") + " Hertz, for the right foot: " + (left ? "0.00" : hertz) +
      " Hertz\r\n\r\n" + name + " foot data\r\n\r\n" + name + " rectangle position\r\n";
  for (const auto& [key, value] :
       {std::pair{"bottom", window.firstRow}, std::pair{"left", window.firstColumn},
        std::pair{"width", window.columns}, std::pair{"height", window.rows}}) {
    out += std::string("Rectangle ") + key + "\r\n" + std::to_string(value) + "\r\n";
  }
  out += "\r\n";
  addRsscanFrames(out, walk.recording, window);
  return out;
}

std::string zebrisText(const Walk& walk) {
  const Recording& recording = walk.recording;
  const Plate& plate = recording.plate;
  const std::string hertz = fixed(1.0 / plate.secondsPerFrame, 3);
  const std::string frames = std::to_string(recording.frames.size());
  std::vector<double> right(recording.frames.size(), 0.0);
  for (const StepTruth& step : walk.steps) {
    for (const StepFrame& frame : step.course) {
      if (step.side == Side::Right) right[static_cast<std::size_t>(frame.frame)] += frame.forceN;
    }
  }
  std::string out =
      "Person\tPhantom\r\nRecord\tbarfu\xDF\r\nApplication\tstatplat\r\n\r\n"
      "Frequency,Hz\t" +
      hertz + "\r\nCount\t" + frames +
      "\r\n\r\nTime,ms\tPosition,m\tLi Kraft,N\tRe Kraft,N\tButterfly.force,N\r\n"
      "Calibr\t\t\t\t\r\n\r\n";
  for (std::size_t f = 0; f < recording.frames.size(); ++f) {
    const double all = forceN(recording, f);
    out += fixed(1000.0 * plate.secondsPerFrame * static_cast<double>(f), 0) + "\t0.000\t" +
           fixed(all - right[f], 2) + "\t" + fixed(right[f], 2) + "\tNaN\r\n";
  }
  out += "\r\nPlatform {\r\nColumns\t" + std::to_string(plate.columns) + "\r\nLines\t" +
         std::to_string(plate.rows) + "\r\nCell width,mm\t" + fixed(plate.columnSpacingMm, 2) +
         "\r\nCell height,mm\t" + fixed(plate.rowSpacingMm, 2) +
         "\r\nUnits\tN/cm^2\r\nFrame count\t" + frames + "\r\nFrequency\t" + hertz + "\r\n\r\n";
  for (std::size_t f = 0; f < recording.frames.size(); ++f) {
    out += "Frame " + std::to_string(f + 1) + " {\r\nExercise1\r\nTime, ms\t" +
           fixed(1000.0 * plate.secondsPerFrame * static_cast<double>(f), 2) + "\r\n\r\n";
    for (int column = 1; column <= plate.columns; ++column) out += "\tx" + std::to_string(column);
    out += "\r\n";
    addRows(
        out, plate, wholePlate(plate),
        [&](std::size_t cell) { return fixed(recording.frames[f][cell] / 10.0, 2); }, "\t", "\r\n",
        [](int row) { return "y" + std::to_string(row + 1) + "\t"; });
    out += "}\r\n";
  }
  return out;
}

std::string apdText(const Walk& walk, ApdKind kind) {
  const StepTruth& step = onlyStep(walk);
  const Recording& recording = walk.recording;
  const Plate& plate = recording.plate;
  const Window window = around(step, plate);
  std::vector<double> maxima(recording.frames.front().size(), 0.0);
  for (const auto& frame : recording.frames) {
    for (std::size_t i = 0; i < frame.size(); ++i) maxima[i] = std::max(maxima[i], frame[i]);
  }
  const bool frames = kind == ApdKind::Frames;
  std::string out = std::string("[General]\r\nDescription=") +
                    (frames ? "CadCam" : "pedcad Importfile") +
                    "\r\nSource=" + (frames ? "footscan" : "<<zebris>>") +
                    "\r\nUnitDistance=mm\r\nUnitPressure=N/cm2\r\n";
  if (frames) out += "UnitTime=ms\r\n";
  out += "\r\n[Customer]\r\nFirstName=P\r\nLastName=N\r\n\r\n[Technical]\r\nMaxSensorsX=" +
         std::to_string(plate.rows) + "\r\nMaxSensorsY=" + std::to_string(plate.columns) +
         "\r\nStartSensX=" + std::to_string(window.firstRow) +
         "\r\nStartSensY=" + std::to_string(window.firstColumn) +
         "\r\nSensCountX=" + std::to_string(window.rows) +
         "\r\nSensCountY=" + std::to_string(window.columns) +
         "\r\nLDistX=" + shortest(plate.rowSpacingMm) +
         "\r\nLDistY=" + shortest(plate.columnSpacingMm) + "\r\n";
  if (frames) {
    out += "MinIdx=0\r\nMaxIdx=" + std::to_string(recording.frames.size() - 1) +
           "\r\nTimeDiff=" + shortest(1000.0 * plate.secondsPerFrame) +
           "\r\nFootSide=" + (step.side == Side::Left ? "L" : "R") + "\r\n";
  }
  const auto addTable = [&](const std::string& name, const std::vector<double>& cells) {
    out += "\r\n[" + name + "]\r\n";
    addRows(
        out, plate, window,
        [&](std::size_t cell) {
          return maxima[cell] > 0.0 ? fixed(cells[cell] / 10.0, 1) : std::string("-1");
        },
        "\t", "\r\n");
  };
  addTable("Data", maxima);
  for (std::size_t f = 0; frames && f < recording.frames.size(); ++f) {
    addTable("Data" + std::to_string(f), recording.frames[f]);
  }
  return out;
}

std::string npyBytes(const Recording& recording) {
  const Plate& plate = recording.plate;
  std::string head = "{'descr': '<f4', 'fortran_order': False, 'shape': (" +
                     std::to_string(recording.frames.size()) + ", " + std::to_string(plate.rows) +
                     ", " + std::to_string(plate.columns) + "), }";
  constexpr std::size_t kBlock = 64;
  constexpr std::size_t kBefore = 10;
  while ((kBefore + head.size() + 1) % kBlock != 0) head += ' ';
  head += '\n';
  std::string out("\x93NUMPY\x01\x00", 8);
  out += static_cast<char>(head.size() % 256);
  out += static_cast<char>(head.size() / 256);
  out += head;
  for (const auto& frame : recording.frames) {
    for (const double kpa : frame) {
      const auto number = static_cast<float>(kpa);
      std::array<char, sizeof number> raw{};
      std::memcpy(raw.data(), &number, sizeof number);
      out.append(raw.begin(), raw.end());
    }
  }
  return out;
}

std::string csvText(const Recording& recording) {
  std::string out;
  for (std::size_t f = 0; f < recording.frames.size(); ++f) {
    if (f > 0) out += "\n";
    addRows(
        out, recording.plate, wholePlate(recording.plate),
        [&](std::size_t cell) { return shortest(recording.frames[f][cell]); }, ",", "\n");
  }
  return out;
}

std::string xsensorText(const Recording& left, const Recording& right) {
  constexpr double kMmHgPerKpa = 7.500615758456563;
  constexpr double kMsPerDay = 86400000.0;
  std::string out =
      "\xEF\xBB\xBF"
      "File:,\"phantom.XSN\"\nUnits:,mmHg\nThreshold:,5.00\n";
  const auto entry = [&out](const std::string& key, const std::string& value) {
    out += key + "," + value + "\n";
  };
  for (std::size_t f = 0; f < left.frames.size(); ++f) {
    const double ms = std::fmod(
        30000000.0 + 1000.0 * left.plate.secondsPerFrame * static_cast<double>(f), kMsPerDay);
    const int whole = static_cast<int>(std::lround(ms));
    std::array<char, 32> time{};
    std::snprintf(time.data(), time.size(), " %02d:%02d:%02d.%03d", whole / 3600000,
                  whole / 60000 % 60, whole / 1000 % 60, whole % 1000);
    entry("FRAME", std::to_string(f + 1));
    entry("Date", " 2026 May 04");
    entry("Time", time.data());
    for (const Recording* insole : {&left, &right}) {
      const Plate& plate = insole->plate;
      const double cellCm2 = plate.rowSpacingMm * plate.columnSpacingMm / 100.0;
      const std::vector<double>& cells = insole->frames[f];
      double sum = 0.0;
      double peak = 0.0;
      int loaded = 0;
      for (const double kPa : cells) {
        sum += kPa;
        peak = std::max(peak, kPa);
        loaded += kPa > 0.0 ? 1 : 0;
      }
      const double mean = loaded > 0 ? sum / loaded : 0.0;
      entry("SENSOR",
            std::string("HX210.11.31.M11-DFM-") + (insole == &left ? "LF" : "RF") + " S0073");
      entry("Rows", std::to_string(plate.rows));
      entry("Columns", std::to_string(plate.columns));
      entry("Sensel Width (cm)", fixed(plate.columnSpacingMm / 10.0, 2));
      entry("Sensel Height (cm)", fixed(plate.rowSpacingMm / 10.0, 2));
      entry("Average Pressure (mmHg)", fixed(mean * kMmHgPerKpa, 2));
      entry("Peak Pressure (mmHg)", fixed(peak * kMmHgPerKpa, 2));
      entry("Contact Area (cm\xC2\xB2)", fixed(loaded * cellCm2, 2));
      entry("Total Area (cm\xC2\xB2)",
            fixed(static_cast<double>(plate.rows * plate.columns) * cellCm2, 2));
      entry("Est. Load (N)", fixed(sum * cellCm2 / 10.0, 2));
      out += "SENSELS\n";
      for (int row = 0; row < plate.rows; ++row) {
        for (int column = 0; column < plate.columns; ++column) {
          const double kPa = cells[static_cast<std::size_t>(row * plate.columns + column)];
          out += (column > 0 ? "," : "") + (kPa > 0.0 ? fixed(kPa * kMmHgPerKpa, 4) : "0");
        }
        out += "\n";
      }
    }
  }
  return out;
}

}  // namespace phantom
