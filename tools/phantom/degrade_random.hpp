#pragma once

#include <Eigen/Geometry>
#include <string>

#include "phantom/degrade_mesh.hpp"
#include "phantom/degrade_skin.hpp"

/// A clinic's day of imperfect scans: everything here leaves every true measure true.
namespace phantom {

/// What happens to a scan. Zero or absent: it does not happen.
struct Degradation {
  unsigned seed = 0;
  double edgeMm = 0.0;     ///< decimated to such edges
  double noiseSdMm = 0.0;  ///< white, on every coordinate
  Bumps bumps{0.0, 6.0};   ///< noise that hangs together
  Holes holes{0, 5.0};
  double cutMm = 0.0;       ///< leg cut flat at this height
  Leg leg{0.0};             ///< or continued
  int slivers = 0;          ///< number of triangles without area
  double twiceShare = 0.0;  ///< triangles written twice
  int speckles = 0;
  bool unwelded = false;
  bool shuffled = false;
  Eigen::Isometry3d file_from_foot = Eigen::Isometry3d::Identity();  ///< any turn, any place
  /// In words, for a table or a failed test.
  [[nodiscard]] std::string inWords() const;
};

/// Noise 0-1 mm (white or bumps of 3-10 mm), edges up to 5 mm, up to 12 holes of 3-6 mm, leg cut
/// from 102 mm up or continued by up to 300 mm, and the lesser faults, each with its own chance.
[[nodiscard]] Degradation randomDegradation(unsigned seed);

/// The scan as the file would hold it: `clean` in the pose and with the faults of `how`.
[[nodiscard]] Surface degraded(const Surface& clean, const Degradation& how);

}  // namespace phantom
