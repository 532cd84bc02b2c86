#pragma once

#include <optional>
#include <span>
#include <vector>

#include "podalign/anatomy/aligned_foot.hpp"
#include "podalign/anatomy/border.hpp"
#include "podalign/geometry/section.hpp"
#include "podalign/measure/foot_error.hpp"

namespace podalign::measure {

/// Sections across the foot axis that several measures share, cut once: every 0.4 % of the length,
/// every 0.2 % around its middle.
struct FootSections {
  std::vector<double> xs;  ///< ascending, mm
  std::vector<geometry::Section> sections;

  struct Part {
    std::span<const double> xs;
    std::span<const geometry::Section> sections;
  };
  [[nodiscard]] Part between(double fromX, double toX) const;
  /// The section nearest to x.
  [[nodiscard]] const geometry::Section& nearest(double x) const;
};

/// Lowest surface over a column of the ground, at (x, y): its height and how it faces.
struct Column {
  double y = 0.0;
  double height = 0.0;
  double facing = 0.0;
};
/// Columns under one section, every `stepMm` in y; those over which nothing lies are left out.
[[nodiscard]] std::vector<Column> columnsUnder(const geometry::Section& section, double stepMm);

/// A foot with what its measures share.
struct FootContext {
  const anatomy::AlignedFoot& foot;
  FootError error;
  FootSections across;
  anatomy::Border medial, lateral;  ///< heights 5-25 mm

  [[nodiscard]] const anatomy::Landmark* find(anatomy::LandmarkId id) const;
};
[[nodiscard]] FootContext contextOf(const anatomy::AlignedFoot& foot);

}  // namespace podalign::measure
