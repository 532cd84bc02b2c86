#include "phantom/sensor_exports.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "phantom/number_text.hpp"

namespace phantom {
namespace {

constexpr double kStrideS = 1.1;
// Sensors in each row of a pedar insole, heel first, in the middle of seven columns; each row is
// counted from the inner to the outer side of the foot.
constexpr std::array<int, 15> kPedarRows{5, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 6, 4};
constexpr int kPedarColumns = 7;

// Cells of the sensors in the order of their numbers.
std::vector<std::size_t> pedarCells(Side side) {
  std::vector<std::size_t> cells;
  for (std::size_t row = 0; row < kPedarRows.size(); ++row) {
    const int inRow = kPedarRows[row];
    for (int i = 0; i < inRow; ++i) {
      const int fromInside = i + (kPedarColumns - inRow) / 2;
      const int column = side == Side::Left ? kPedarColumns - 1 - fromInside : fromInside;
      cells.push_back((kPedarRows.size() - 1 - row) * kPedarColumns +
                      static_cast<std::size_t>(column));
    }
  }
  return cells;
}

void expectNothingBeside(const Recording& recording, const std::vector<std::size_t>& sensors) {
  for (const std::vector<double>& frame : recording.frames) {
    double all = 0.0;
    double sensed = 0.0;
    for (const double kpa : frame) all += kpa > 0.0 ? 1.0 : 0.0;
    for (const std::size_t cell : sensors) sensed += frame[cell] > 0.0 ? 1.0 : 0.0;
    if (all != sensed) throw std::invalid_argument("the foot is larger than the insole");
  }
}

std::string novelTimes(const Recording& recording) {
  const double period = recording.plate.secondsPerFrame;
  return "total time [secs]:  " + fixed(period * static_cast<double>(recording.frames.size()), 3) +
         "\ttime per frame [secs]:  " + fixed(period, 5) +
         "\tscanning rate [Hz]:   " + shortest(std::round(1.0 / period)) + "\n";
}

std::string timeOf(const Recording& recording, std::size_t frame) {
  return fixed(recording.plate.secondsPerFrame * static_cast<double>(frame + 1), 5);
}

// Mean pressure of a part of the insole.
double meanKpa(const Recording& recording, std::size_t frame, int part, int across, int along) {
  const Plate& plate = recording.plate;
  const int row = part / across;
  const int column = part % across;
  double sum = 0.0;
  int count = 0;
  for (int r = row * plate.rows / along; r < (row + 1) * plate.rows / along; ++r) {
    for (int c = column * plate.columns / across; c < (column + 1) * plate.columns / across; ++c) {
      sum += recording.frames[frame][static_cast<std::size_t>(r * plate.columns + c)];
      ++count;
    }
  }
  return count > 0 ? sum / count : 0.0;
}

}  // namespace

Walk insoleWalk(Side side, int steps, double startS, const Plate& insole) {
  StepParameters step;
  step.side = side;
  step.toeOutDeg = 0.0;
  const double length = insole.rows * insole.rowSpacingMm;
  const double behindHeelMm = 0.5 * (length - step.footLengthMm);
  std::vector<Landing> landings;
  for (int i = 0; i < steps; ++i) {
    landings.push_back({length - behindHeelMm, insole.columns * insole.columnSpacingMm / 2.0,
                        startS + kStrideS * i});
  }
  return makeWalk(std::vector<StepParameters>(landings.size(), step), landings, insole);
}

InsolePair insolePair(int steps, const Plate& insole) {
  constexpr double kFirstS = 0.15;
  InsolePair pair{insoleWalk(Side::Left, steps, kFirstS, insole),
                  insoleWalk(Side::Right, steps, kFirstS + 0.5 * kStrideS, insole)};
  const std::vector<double> empty(static_cast<std::size_t>(insole.rows * insole.columns), 0.0);
  const std::size_t frames =
      std::max(pair.left.recording.frames.size(), pair.right.recording.frames.size());
  pair.left.recording.frames.resize(frames, empty);
  pair.right.recording.frames.resize(frames, empty);
  return pair;
}

Plate pedarInsole() {
  return {static_cast<int>(kPedarRows.size()), kPedarColumns, 22.0, 18.0, 0.01, 1.0, 5.0};
}

std::string pedarText(const Recording& left, const Recording& right) {
  const std::array cells{pedarCells(Side::Left), pedarCells(Side::Right)};
  const std::array<const Recording*, 2> soles{&left, &right};
  for (std::size_t i = 0; i < soles.size(); ++i) expectNothingBeside(*soles[i], cells[i]);
  std::string list;
  std::string titles;
  for (std::size_t sensor = 1; sensor <= cells[0].size(); ++sensor) {
    list += (sensor > 1 ? "," : "") + std::to_string(sensor);
    titles += "\t" + std::to_string(sensor);
  }
  std::string out =
      "file name:  phantom.sol\tdate/time  04.05.26 10.20\nsensor type:  phantom-99l-99r\n";
  out += novelTimes(left) + "pressure values in  kPa\n\nmask definition: \nleft insole: " + list +
         "\nright insole: " + list + "\n\ntime[secs]" + titles + titles + "\t\n";
  for (std::size_t f = 0; f < left.frames.size(); ++f) {
    out += timeOf(left, f);
    for (std::size_t i = 0; i < soles.size(); ++i) {
      for (const std::size_t cell : cells[i]) out += "\t" + fixed(soles[i]->frames[f][cell], 3);
    }
    out += "\t\n";
  }
  return out;
}

Plate plianceMat(int steps) { return {40 + 62 * (steps - 1), 32, 10.0, 10.0, 0.01, 1.0, 5.0}; }

std::string plianceText(const Recording& recording) {
  const Plate& plate = recording.plate;
  constexpr double kMmPerCm = 10.0;
  const double width = plate.columnSpacingMm / kMmPerCm;
  const double height = plate.rowSpacingMm / kMmPerCm;
  const auto sensors = static_cast<std::size_t>(plate.rows * plate.columns);
  std::string numbers;
  for (std::size_t cell = 0; cell < sensors; ++cell) numbers += " " + std::to_string(cell + 1);
  std::string out = "file name: phantom.mat date/time 04.05.26 10.20\nmat type phantom\n";
  out += novelTimes(recording) + "pressure values in kPa\n\n\nelectrical:\ntime[secs]" + numbers +
         "\n";
  std::string forces;
  std::vector<double> maxima(sensors, 0.0);
  for (std::size_t f = 0; f < recording.frames.size(); ++f) {
    const std::vector<double>& frame = recording.frames[f];
    out += timeOf(recording, f);
    double sum = 0.0;
    double x = 0.0;
    double y = 0.0;
    for (std::size_t cell = 0; cell < sensors; ++cell) {
      out += " " + fixed(frame[cell], 3);
      maxima[cell] = std::max(maxima[cell], frame[cell]);
      const auto row = static_cast<double>(cell / static_cast<std::size_t>(plate.columns));
      const auto column = static_cast<double>(cell % static_cast<std::size_t>(plate.columns));
      sum += frame[cell];
      // Turned by half a turn against the corners, whose y grows upwards.
      x += frame[cell] * (plate.columns - column - 0.5) * width;
      y += frame[cell] * (row + 0.5) * height;
    }
    out += "\n";
    forces += timeOf(recording, f) + " " + fixed(sum * width * height / kMmPerCm, 3);
    forces += sum > 0.0 ? " " + fixed(x / sum, 3) + " " + fixed(y / sum, 3) : " - -";
    forces += "\n";
  }
  for (const char* name : {"MPP", "MVP"}) {
    out += name;
    for (const double kpa : maxima) out += " " + fixed(kpa, 3);
    out += "\n";
  }
  out += "\n\n time[secs] force[N] x[cm] y[cm]\n\n" + forces + "\n\nsensor" + numbers +
         "\ncorner[cm]\n";
  const auto row = [&](const std::string& key, auto valueOf) {
    out += key;
    for (int r = 0; r < plate.rows; ++r) {
      for (int c = 0; c < plate.columns; ++c) out += " " + fixed(valueOf(r, c), 4);
    }
    out += "\n";
  };
  // Upper left, lower left, lower right, upper right.
  for (std::size_t corner = 0; corner < 4; ++corner) {
    const int right = corner >= 2 ? 1 : 0;
    const int below = corner == 1 || corner == 2 ? 1 : 0;
    row("x[" + std::to_string(corner) + "]", [&](int, int c) { return (c + right) * width; });
    row("y[" + std::to_string(corner) + "]",
        [&](int r, int) { return (plate.rows - r - below) * height; });
  }
  row("x[c]", [&](int, int c) { return (c + 0.5) * width; });
  row("y[c]", [&](int r, int) { return (plate.rows - r - 0.5) * height; });
  row("area", [&](int, int) { return width * height; });
  return out;
}

std::string stapponeText(const Recording& left, const Recording& right) {
  constexpr int kAcross = 3;
  constexpr int kAlong = 4;
  constexpr double kUnloaded = 300.0;
  std::string out = "sole_id,timestamp";
  for (const char* sensor : {"accel", "gyro", "magn"}) {
    for (const char* axis : {"x", "y", "z"}) out += std::string(",") + sensor + "_" + axis;
  }
  for (int part = 1; part <= kAcross * kAlong; ++part)
    out += std::string(",pressure_") + (part < 10 ? "0" : "") + std::to_string(part);
  out += ",corrupt\n";
  for (std::size_t f = 0; f < left.frames.size(); ++f) {
    const double ms = 1000.0 * left.plate.secondsPerFrame * static_cast<double>(f);
    for (const Recording* sole : {&left, &right}) {
      out +=
          (sole == &left ? "1," : "2,") + fixed(1768494979568.0 + ms, 0) + ",0,0,9807,0,0,0,0,0,0";
      for (int part = 0; part < kAcross * kAlong; ++part)
        out += "," + fixed(kUnloaded + std::round(meanKpa(*sole, f, part, kAcross, kAlong)), 0);
      out += ",0\n";
    }
  }
  return out;
}

}  // namespace phantom
