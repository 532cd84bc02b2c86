#pragma once

#include <array>

#include "phantom/foot.hpp"
#include "phantom/probe.hpp"
#include "phantom/section_curves.hpp"

namespace phantom {

/// What the truth by section curves needs to know of a right foot, in its construction frame.
struct FootShape {
  ShapeFunction at;
  double topMm = 0.0;                     ///< cut flat here
  double lengthMm = 0.0;                  ///< about
  double widestMm = 0.0;                  ///< no skin farther from y = 0
  std::array<Eigen::Vector3d, 5> toeEnd;  ///< near each toe's foremost point
  Eigen::Vector3d navicular;              ///< inside; the landmark lies medially of it on the skin
};

/// Frame F: pternion and second toe tip, iterated until they define it themselves.
[[nodiscard]] FootFrame sectionFrame(const FootShape& shape, FootFrame guess);

/// Coarse: what calibration needs, within 0.1 mm.
enum class SectionDepth { Coarse, Fine };
/// All measures and landmarks of truthDefinitions() by integrating and searching section curves:
/// another way than findTruth's, for a second opinion on the same definitions.
[[nodiscard]] FootTruth sectionTruth(const FootShape& shape, const FootFrame& frame,
                                     SectionDepth depth);

}  // namespace phantom
