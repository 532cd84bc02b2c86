#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <utility>

#include "podalign/anatomy/aligned_foot.hpp"
#include "podalign/plantar/recording.hpp"

/// Made-up feet and prints for tests of what is drawn from them. They look like feet, no more:
/// nothing is measured on them.
namespace podalign::testing {

struct SampleFootShape {
  double lengthMm = 262.0;
  double archMm = 12.0;  ///< clearance below the inner arch
};

namespace detail {

using geometry::Point3;

// A closed surface over a sphere's grid of angles.
template <class Surface>
void addSurface(geometry::TriangleMesh& mesh, int rings, int sectors, Surface surface) {
  const auto base = static_cast<std::uint32_t>(mesh.vertices.size());
  for (int i = 0; i <= rings; ++i) {
    for (int j = 0; j < sectors; ++j) {
      mesh.vertices.push_back(
          surface(static_cast<double>(i) / rings, 2.0 * std::numbers::pi * j / sectors));
    }
  }
  const auto at = [&](int i, int j) {
    return base + static_cast<std::uint32_t>(i * sectors + j % sectors);
  };
  for (int i = 0; i < rings; ++i) {
    for (int j = 0; j < sectors; ++j) {
      mesh.triangles.push_back({at(i, j), at(i + 1, j), at(i + 1, j + 1)});
      mesh.triangles.push_back({at(i, j), at(i + 1, j + 1), at(i, j + 1)});
    }
  }
}

inline double between(double t, std::initializer_list<std::pair<double, double>> points) {
  auto last = *points.begin();
  for (const auto& point : points) {
    if (t <= point.first) {
      const double span = point.first - last.first;
      const double u = span > 0.0 ? (t - last.first) / span : 0.0;
      const double smooth = u * u * (3.0 - 2.0 * u);
      return last.second + (point.second - last.second) * smooth;
    }
    last = point;
  }
  return last.second;
}

// Edges and heights of a 262 mm foot along its length, mm; medial positive.
inline double medialEdge(double t) {
  return between(t, {{0.0, 4.0},
                     {0.06, 24.0},
                     {0.16, 33.0},
                     {0.4, 30.0},
                     {0.72, 50.0},
                     {0.86, 46.0},
                     {0.95, 38.0}});
}
inline double lateralEdge(double t) {
  return between(t, {{0.0, -4.0},
                     {0.06, -24.0},
                     {0.16, -33.0},
                     {0.4, -39.0},
                     {0.63, -50.0},
                     {0.8, -40.0},
                     {0.95, -20.0}});
}
inline double topHeight(double t) {
  return between(t, {{0.0, 30.0},
                     {0.08, 60.0},
                     {0.3, 82.0},
                     {0.5, 66.0},
                     {0.75, 32.0},
                     {0.88, 20.0},
                     {0.95, 14.0}});
}

}  // namespace detail

inline anatomy::AlignedFoot sampleFoot(Laterality side, SampleFootShape shape = {}) {
  using detail::Point3;
  constexpr double kTemplateLength = 262.0;
  const double medial = medialSign(side);
  const double k = shape.lengthMm / kTemplateLength;
  anatomy::AlignedFoot foot;
  foot.unit = {"mm", "declared", 1.0};
  foot.side = {side, SideSource::Declared, 0.98, side};
  foot.load = anatomy::LoadState::Standing;
  foot.footLengthMm = shape.lengthMm;
  foot.scanHeightMm = 112.0;
  foot.noiseMm = 0.2;
  geometry::TriangleMesh& mesh = foot.mesh_in_foot;
  // Heel to ball: sections with a rounded top and a sole that rises below the inner arch.
  detail::addSurface(mesh, 72, 64, [&](double t, double angle) {
    const double u = std::clamp(t * 0.9, 0.0, 0.9);
    const double taper = std::sqrt(std::clamp(std::min(u / 0.03, 1.0), 0.0, 1.0)) *
                         std::sqrt(std::clamp((0.905 - u) / 0.05, 0.0, 1.0));
    const double middle = 0.5 * (detail::medialEdge(u) + detail::lateralEdge(u));
    const double half = 0.5 * (detail::medialEdge(u) - detail::lateralEdge(u));
    const double across = std::cos(angle);
    const double y = middle + half * taper * std::copysign(std::pow(std::abs(across), 0.8), across);
    const double top = detail::topHeight(u);
    const double rise = std::sin(angle);
    const double arch = shape.archMm * std::exp(-std::pow((u - 0.45) / 0.14, 2.0)) *
                        std::clamp((y - middle) / half + 0.35, 0.0, 1.2);
    const double edge = 7.0 * std::pow(std::abs(across), 6.0);
    const double z = rise >= 0.0 ? 9.0 + (top * taper - 9.0) * std::pow(rise, 1.25)
                                 : 9.0 + (9.0 - arch - edge) * -std::pow(-rise, 0.5);
    return Point3(u * kTemplateLength * k, medial * y * k, std::max(0.0, z) * k);
  });
  // Toes.
  struct Toe {
    double x, y, length, width, height;
  };
  constexpr std::array<Toe, 5> kToes{{{236.0, 30.0, 26.0, 14.0, 13.0},
                                      {240.0, 8.0, 22.0, 9.0, 10.0},
                                      {233.0, -9.0, 20.0, 8.5, 9.5},
                                      {223.0, -25.0, 19.0, 8.5, 9.0},
                                      {209.0, -38.0, 18.0, 9.0, 9.0}}};
  for (const Toe& toe : kToes) {
    detail::addSurface(mesh, 18, 24, [&](double t, double angle) {
      const double polar = std::numbers::pi * t;
      return Point3((toe.x - toe.length * std::cos(polar)) * k,
                    medial * (toe.y + toe.width * std::sin(polar) * std::cos(angle)) * k,
                    (toe.height + toe.height * std::sin(polar) * std::sin(angle)) * k);
    });
  }
  // Ankle and leg.
  detail::addSurface(mesh, 20, 40, [&](double t, double angle) {
    const double height = 45.0 + 67.0 * t;
    const double radius = 40.0 - 8.0 * t;
    return Point3((62.0 - 8.0 * t + radius * 1.1 * std::cos(angle)) * k,
                  medial * (radius * 0.8 * std::sin(angle)) * k, height * k);
  });
  const auto mark = [&](anatomy::LandmarkId id, double x, double y, double z) {
    foot.landmarks[id] = {Point3(x * k, medial * y * k, z * k), 2.0, false, false};
  };
  mark(anatomy::LandmarkId::Pternion, 0.0, 0.0, 12.0);
  mark(anatomy::LandmarkId::Toe1Tip, 261.0, 30.0, 13.0);
  mark(anatomy::LandmarkId::Toe2Tip, 262.0, 0.0, 10.0);
  mark(anatomy::LandmarkId::ForemostToe, 262.0, 30.0, 13.0);
  mark(anatomy::LandmarkId::Mth1, 189.0, 50.0, 15.0);
  mark(anatomy::LandmarkId::Mth5, 165.0, -50.0, 12.0);
  mark(anatomy::LandmarkId::HeelMedial, 42.0, 33.0, 15.0);
  mark(anatomy::LandmarkId::HeelLateral, 42.0, -33.0, 15.0);
  mark(anatomy::LandmarkId::Dorsum50, 131.0, 0.0, 66.0);
  return foot;
}

struct SampleStepOptions {
  double archLoad = 0.25;  ///< share of the midfoot's load, high in a low-arched foot
  int columnsFrom = 20;
  bool complete = true;
};

inline plantar::Grid sampleGrid() { return {95, 64, 5.0, 5.0, 25.0, plantar::GridView::FromAbove}; }

/// A step towards lower rows: toes up as the table is printed.
inline plantar::Footfall sampleStep(Laterality side, SampleStepOptions options = {}) {
  constexpr int kRows = 56;
  constexpr int kColumns = 22;
  constexpr int kFrames = 60;
  struct Pad {
    double x, y, width, height, kpa, from, to;  // medial +x, mm from the heel's back
  };
  const std::array<Pad, 8> pads{{{0.0, 34.0, 22.0, 24.0, 240.0, 0.0, 0.55},
                                 {-24.0, 95.0, 14.0, 42.0, 300.0 * options.archLoad, 0.1, 0.7},
                                 {-8.0, 110.0, 16.0, 34.0, 120.0 * options.archLoad, 0.15, 0.7},
                                 {22.0, 182.0, 14.0, 16.0, 260.0, 0.3, 0.93},
                                 {2.0, 190.0, 13.0, 15.0, 310.0, 0.28, 0.95},
                                 {-28.0, 170.0, 14.0, 18.0, 170.0, 0.2, 0.85},
                                 {26.0, 238.0, 12.0, 13.0, 280.0, 0.45, 1.0},
                                 {-2.0, 236.0, 22.0, 9.0, 90.0, 0.5, 0.97}}};
  // Seen from above with the toes up, the inner side of a left foot lies on the right.
  const double medialX = side == Laterality::Left ? 1.0 : -1.0;
  plantar::Footfall step;
  step.side = {side, SideSource::Inferred, 0.97, side};
  step.rows = {18, 18 + kRows - 1};
  step.columns = {options.columnsFrom, options.columnsFrom + kColumns - 1};
  step.frames = {12, 12 + kFrames - 1};
  step.complete = options.complete;
  if (!options.complete) step.incompleteReasons.push_back("PLATE.EDGE_ROW");
  step.rowDirection = -1;
  step.heelToToe = {0.0, -1.0};
  step.trial = plantar::TrialKind::Walking;
  step.noiseFloorKpa = 10.0;
  for (int f = 0; f < kFrames; ++f) {
    const double time = static_cast<double>(f) / (kFrames - 1);
    double force = 0.0;
    double momentX = 0.0;
    double momentY = 0.0;
    for (int r = 0; r < kRows; ++r) {
      for (int c = 0; c < kColumns; ++c) {
        const double x = medialX * ((c + 0.5) - kColumns / 2.0) * 5.0;
        const double y = (kRows - r - 0.5) * 5.0 - 8.0;
        double kpa = 0.0;
        for (const Pad& pad : pads) {
          if (time < pad.from || time > pad.to) continue;
          const double u = (time - pad.from) / (pad.to - pad.from);
          const double distance =
              std::pow((x - pad.x) / pad.width, 2.0) + std::pow((y - pad.y) / pad.height, 2.0);
          kpa += pad.kpa * std::sin(std::numbers::pi * u) * std::exp(-1.6 * distance);
        }
        const float value = kpa < 10.0 ? 0.0F : static_cast<float>(std::round(kpa / 5.0) * 5.0);
        step.pressuresKpa.push_back(value);
        const double load = static_cast<double>(value) * 0.025;
        force += load;
        momentX += load * (step.columns.first + c + 0.5) * 5.0;
        momentY += load * (step.rows.first + r + 0.5) * 5.0;
      }
    }
    step.forcesN.push_back(force);
    const bool valid = force > 20.0;
    step.cop.push_back(
        {12 + f, force > 0.0 ? momentX / force : 0.0, force > 0.0 ? momentY / force : 0.0, valid});
  }
  return step;
}

}  // namespace podalign::testing
