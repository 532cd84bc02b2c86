#include "phantom/walk_truth.hpp"

#include <algorithm>
#include <cmath>

namespace phantom {
namespace {

using Eigen::Vector2d;

constexpr double kValidForceN = 10.0;
constexpr double kValidForceShare = 0.02;
constexpr double kContactForceN = 5.0;

Vector2d placeOf(const DensePrint& print, std::size_t cell) {
  const auto columns = static_cast<std::size_t>(print.columns);
  return print.low_in_foot + print.stepMm * Vector2d(static_cast<double>(cell % columns) + 0.5,
                                                     static_cast<double>(cell / columns) + 0.5);
}

std::vector<Vector2d> pressed(const DensePrint& print, const std::vector<double>& kPa) {
  std::vector<Vector2d> points;
  for (std::size_t i = 0; i < kPa.size(); ++i)
    if (kPa[i] >= kContactKpa) points.push_back(placeOf(print, i));
  return points;
}

struct Line {
  Vector2d through, along;
  [[nodiscard]] double at(const Vector2d& p) const { return along.dot(p - through); }
  [[nodiscard]] double inward(const Vector2d& p) const {  // distance to the lateral side
    return along.y() * (p - through).x() - along.x() * (p - through).y();
  }
};

// The line that touches heel and ball on the medial (+y) side of the toeless print.
Line medialTangent(const std::vector<Vector2d>& toeless, double low, double high) {
  const double middle = 0.5 * (low + high);
  double slope = 0.0;
  Vector2d heel = Vector2d::Zero();
  Vector2d ball = Vector2d::Zero();
  for (int i = 0; i < 20; ++i) {
    double bestHeel = -1e9;
    double bestBall = -1e9;
    for (const Vector2d& p : toeless) {
      const double above = p.y() - slope * p.x();
      double& best = p.x() < middle ? bestHeel : bestBall;
      if (above <= best) continue;
      best = above;
      (p.x() < middle ? heel : ball) = p;
    }
    const double next = (ball.y() - heel.y()) / (ball.x() - heel.x());
    if (std::abs(next - slope) < 1e-12) break;
    slope = next;
  }
  return {heel, (ball - heel).normalized()};
}

// Where the path first crosses to `at` along the line; the inward distance there.
double crossing(const Line& line, const std::vector<Vector2d>& path, double at) {
  for (std::size_t i = 1; i < path.size(); ++i) {
    const double before = line.at(path[i - 1]);
    const double after = line.at(path[i]);
    if (before > at || after < at || before == after) continue;
    const double t = (at - before) / (after - before);
    return line.inward(path[i - 1] + t * (path[i] - path[i - 1]));
  }
  return line.inward(path.back());
}

double trapezoid(const std::vector<StepFrame>& course, double dt) {
  double sum = 0.0;
  for (std::size_t i = 1; i < course.size(); ++i)
    sum += 0.5 * (course[i].forceN + course[i - 1].forceN) * dt;
  return sum;
}

// Cells of the recording that belong to the step: within its own outline box, in foot coordinates.
std::vector<std::size_t> ownCells(const Plate& plate, const StepParameters& step,
                                  const StepPlace& place) {
  std::vector<std::size_t> cells;
  for (int row = 0; row < plate.rows; ++row) {
    for (int column = 0; column < plate.columns; ++column) {
      const Vector2d p =
          place.toFoot({(column + 0.5) * plate.columnSpacingMm, (row + 0.5) * plate.rowSpacingMm});
      if (p.x() > -10.0 && p.x() < step.footLengthMm + 10.0 &&
          std::abs(p.y()) < 0.62 * step.ballBreadthMm)
        cells.push_back(static_cast<std::size_t>(row * plate.columns + column));
    }
  }
  return cells;
}

}  // namespace

double archIndexOf(const DensePrint& print, const StepParameters&) {
  const auto points = pressed(print, print.toelessPeakKpa);
  double low = 1e9;
  double high = -1e9;
  for (const Vector2d& p : points) {
    low = std::min(low, p.x() - 0.5 * print.stepMm);
    high = std::max(high, p.x() + 0.5 * print.stepMm);
  }
  const double third = (high - low) / 3.0;
  double middle = 0.0;
  for (const Vector2d& p : points) {  // raster columns on a border count by their part
    const double from = std::max(p.x() - 0.5 * print.stepMm, low + third);
    const double to = std::min(p.x() + 0.5 * print.stepMm, low + 2.0 * third);
    middle += std::max(0.0, to - from) / print.stepMm;
  }
  return middle / static_cast<double>(points.size());
}

double cpeiOf(const DensePrint& print, const std::vector<Vector2d>& cop) {
  const auto all = pressed(print, print.peakKpa);
  const auto toeless = pressed(print, print.toelessPeakKpa);
  double low = 1e9;
  double high = -1e9;
  for (const Vector2d& p : toeless) {
    low = std::min(low, p.x());
    high = std::max(high, p.x());
  }
  const Line line = medialTangent(toeless, low, high);
  double from = 1e9;
  double to = -1e9;
  for (const Vector2d& p : all) {
    from = std::min(from, line.at(p));
    to = std::max(to, line.at(p));
  }
  const double at = from + 2.0 / 3.0 * (to - from);
  double near = 1e9;
  double far = -1e9;
  for (const Vector2d& p : all) {
    if (std::abs(line.at(p) - at) > 0.75 * print.stepMm) continue;
    near = std::min(near, line.inward(p));
    far = std::max(far, line.inward(p));
  }
  const double excursion = crossing(line, cop, at) - crossing(line, {cop.front(), cop.back()}, at);
  return 100.0 * excursion / (far - near + print.stepMm);
}

std::vector<Vector2d> idealCop(const Footprint& footprint) {
  constexpr int kSamples = 66;
  std::vector<std::pair<double, Vector2d>> course;
  double largest = 0.0;
  for (int i = 1; i < kSamples; ++i) {
    double force = 0.0;
    Vector2d moment = Vector2d::Zero();
    const double s = static_cast<double>(i) / kSamples;
    for (const PressZone& zone : footprint.zones()) {
      const double area = zone.radii.x() * zone.radii.y();
      const double even = area * Footprint::load(zone, {1.0 / 2.0, 0.0, 0.0}, s);
      // Second moments of 1 - r^2 over the unit circle: pi/12 each, against pi/2 of the zeroth.
      const double ahead = area * Footprint::load(zone, {0.0, 1.0 / 12.0, 0.0}, s) * zone.radii.x();
      const double medial =
          area * Footprint::load(zone, {0.0, 0.0, 1.0 / 12.0}, s) * zone.radii.y();
      force += even;
      moment += even * zone.centre_in_foot + Vector2d(ahead, medial);
    }
    if (force > 0.0) course.emplace_back(force, moment / force);
    largest = std::max(largest, force);
  }
  std::vector<Vector2d> path;
  for (const auto& [force, centre] : course)
    if (force >= kValidForceShare * largest) path.push_back(centre);
  return path;
}

StepTruth findStepTruth(const Recording& recording, const FittedStep& fitted,
                        const StepPlace& place, std::array<int, 2> window) {
  const StepParameters& step = fitted.step;
  const DensePrint& print = fitted.print;
  const Plate& plate = recording.plate;
  const double cellCm2 = plate.rowSpacingMm * plate.columnSpacingMm / 100.0;
  const auto cells = ownCells(plate, step, place);
  StepTruth truth;
  truth.side = step.side;
  truth.rows = {plate.rows, -1};
  truth.columns = {plate.columns, -1};
  std::vector<double> peak(static_cast<std::size_t>(plate.rows * plate.columns), 0.0);
  double largest = 0.0;
  for (int number = window[0]; number <= window[1]; ++number) {
    const auto f = static_cast<std::size_t>(number);
    StepFrame frame;
    frame.frame = number;
    for (const std::size_t cell : cells) {
      const double kPa = recording.frames[f][cell];
      if (kPa <= 0.0) continue;
      const int row = static_cast<int>(cell) / plate.columns;
      const int column = static_cast<int>(cell) % plate.columns;
      const double force = kPa * cellCm2 / 10.0;
      frame.forceN += force;
      frame.cop_in_plate += force * Vector2d((column + 0.5) * plate.columnSpacingMm,
                                             (row + 0.5) * plate.rowSpacingMm);
      if (kPa >= kContactKpa) frame.contactAreaCm2 += cellCm2;
      peak[cell] = std::max(peak[cell], kPa);
      truth.rows = {std::min(truth.rows[0], row), std::max(truth.rows[1], row)};
      truth.columns = {std::min(truth.columns[0], column), std::max(truth.columns[1], column)};
    }
    if (frame.forceN <= 0.0) continue;
    frame.cop_in_plate /= frame.forceN;
    largest = std::max(largest, frame.forceN);
    truth.course.push_back(frame);
  }
  const auto inContact = [](const StepFrame& frame) { return frame.forceN > kContactForceN; };
  const auto first = std::find_if(truth.course.begin(), truth.course.end(), inContact);
  const auto last = std::find_if(truth.course.rbegin(), truth.course.rend(), inContact);
  if (first != truth.course.end()) truth.frames = {first->frame, last->frame};
  const double limit = std::max(kValidForceN, kValidForceShare * largest);
  std::vector<Vector2d> cop_in_foot;
  auto& m = truth.measures;
  m["max_force"] = largest;
  m["contact_area"] = 0.0;
  for (StepFrame& frame : truth.course) {
    frame.valid = frame.forceN >= limit;
    if (frame.valid) cop_in_foot.push_back(place.toFoot(frame.cop_in_plate));
    if (frame.forceN == largest) m["frame_of_max_force"] = frame.frame;
    m["contact_area"] = std::max(m["contact_area"], frame.contactAreaCm2);
  }
  truth.complete = truth.rows[0] > 0 && truth.rows[1] < plate.rows - 1 && truth.columns[0] > 0 &&
                   truth.columns[1] < plate.columns - 1;
  m["peak_pressure"] = *std::max_element(peak.begin(), peak.end());
  m["footprint_area"] = cellCm2 * static_cast<double>(std::count_if(
                                      peak.begin(), peak.end(), [](double v) { return v > 0.0; }));
  m["force_time_integral"] = trapezoid(truth.course, plate.secondsPerFrame);
  m["contact_time"] =
      plate.secondsPerFrame * static_cast<double>(truth.frames[1] - truth.frames[0] + 1);
  m["arch_index"] = archIndexOf(print, step);
  m["cpei"] = cpeiOf(print, cop_in_foot);
  m["foot_progression_angle"] = step.toeOutDeg;
  return truth;
}

const std::map<std::string, std::string>& stepDefinitions() {
  static const std::map<std::string, std::string> definitions = {
      {"rows", "first and last row with any pressure, 0-based in the plate's own numbering"},
      {"columns", "first and last column with any pressure, 0-based in the plate's own numbering"},
      {"frames", "first and last frame with more than 5 N, 0-based within the measurement"},
      {"course",
       "per frame: force in N (sum of kPa * cell area); centre of pressure in mm, x = (column + "
       "0.5) * spacing, "
       "y = (row + 0.5) * spacing, plate numbering; valid from max(10 N, 2 % of max_force) on; "
       "contact "
       "area in cm2 of cells at or above 10 kPa"},
      {"complete",
       "no pressure in the plate's outermost rows and columns; every frame of the stance is "
       "recorded"},
      {"max_force", "largest force of a frame, N"},
      {"frame_of_max_force", "0-based frame of max_force"},
      {"peak_pressure", "largest cell, kPa"},
      {"contact_area", "largest over the frames, cells at or above 10 kPa, cm2"},
      {"footprint_area", "all cells ever above 0, cm2"},
      {"force_time_integral", "trapezoid over the frames from first to last contact, N s"},
      {"contact_time", "number of frames from first to last contact times the frame time, s"},
      {"arch_index",
       "dense (1 mm) footprint of the generator, places that reach 10 kPa, toes left out by "
       "construction: middle third "
       "over the whole by area; thirds of its length along the axis from the heel's centre to the "
       "second toe"},
      {"cpei",
       "Song 1996, %: medial tangent of heel and ball of the dense toeless footprint (10 kPa); the "
       "perpendicular to it where "
       "the distal third of the footprint (toes included) begins; on it the distance from the "
       "chord (first to last valid "
       "centre of pressure) to the path of the centres of pressure as written, over the "
       "footprint's width there; "
       "positive when the path runs lateral of the chord"},
      {"foot_progression_angle",
       "foot axis against the walking direction (towards row 0), toe-out positive, degrees"}};
  return definitions;
}

}  // namespace phantom
