#pragma once

#include <optional>
#include <vector>

#include "podalign/anatomy/aligned_foot.hpp"
#include "podalign/geometry/mesh.hpp"

/// The print that a scanned sole would leave, as shares of small cells in the foot frame. Private
/// to measure.
namespace podalign::measure {

using geometry::Point2;

/// Shares (0-1) of square cells that a shape covers; 0 outside. Frame: foot frame F, mm.
struct ShareGrid {
  double cellMm = 2.0;
  Point2 origin_in_foot = Point2::Zero();  ///< corner of cell (0, 0)
  int columns = 0;                         ///< along x
  int rows = 0;                            ///< along y
  std::vector<float> shares;               ///< row by row

  [[nodiscard]] double areaMm2() const;
  /// Between the middles of cells, linearly.
  [[nodiscard]] double at(const Point2& p_in_foot) const;
};

/// The scan's half of a registration: the sole within one height of the ground.
struct SolePrint {
  double heightMm = 0.0;  ///< 0: the outline seen from above
  ShareGrid grid;
};

/// Heights of the underside over the ground in the cells of a grid, from heel to toes; infinite
/// where no skin looks down. (The sole map of a foot leaves its ends and borders out.)
struct Underside {
  ShareGrid grid;  ///< no share is set
  std::vector<double> heightsMm;
};
[[nodiscard]] Underside undersideOf(const anatomy::AlignedFoot& foot);

/// Skin below `heightMm`; nothing where none is.
[[nodiscard]] std::optional<SolePrint> solePrint(const Underside& underside, double heightMm);
/// The convex hull of a print.
[[nodiscard]] SolePrint hullOf(const SolePrint& print);
/// The convex hull of the foot's outline seen from above; nothing where there is none.
[[nodiscard]] std::optional<SolePrint> outlinePrint(const anatomy::AlignedFoot& foot);

/// The same shape on the other side of the foot's axis.
[[nodiscard]] ShareGrid mirrored(ShareGrid grid);
/// Blurred by a Gaussian of the given standard deviation.
[[nodiscard]] ShareGrid blurred(const ShareGrid& grid, double sigmaMm);

/// Extent along x of the cells that are covered by half or more; 0 where none is.
[[nodiscard]] double lengthOf(const ShareGrid& grid);
/// Mean extent along y of the columns of cells with x between both; 0 where none is covered.
[[nodiscard]] double breadthBetween(const ShareGrid& grid, double fromMm, double toMm);

}  // namespace podalign::measure
