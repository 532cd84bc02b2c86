#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "podalign/core/laterality.hpp"
#include "podalign/geometry/mesh.hpp"
#include "podalign/plantar/recording.hpp"

/// The print that a footfall left, as cells of real size, with toes told from the sole.
namespace podalign::measure {

using geometry::Point2;

/// One cell of the sensor in contact: a rectangle around `centre`.
struct FootprintCell {
  Point2 centre = Point2::Zero();
  double kpa = 0.0;  ///< largest over time; mean over time in a standing trial
  bool toe = false;
};

enum class ToeLine {
  Found,    ///< runs through a valley between ball and toes
  Unclear,  ///< toes and ball run together; drawn where the load is least
  NoToes    ///< no toe touched the plate
};
[[nodiscard]] const char* toString(ToeLine line);

/// A print seen from above, right-handed, millimetres: X by column, Y up the table of a recording
/// seen from above (down where it is seen from below).
struct Footprint {
  Laterality side = Laterality::Left;
  bool dynamic = true;
  double thresholdKpa = 0.0;
  double cellWidthMm = 0.0;   ///< along X
  double cellHeightMm = 0.0;  ///< along Y
  double cellAreaMm2 = 0.0;
  std::vector<FootprintCell> cells;
  Point2 heelToToe = Point2::UnitX();  ///< rough direction of the toes, unit length
  ToeLine toeLine = ToeLine::NoToes;
  std::vector<Point2> toePath;  ///< the line behind the toes, from the medial side on; or empty
  Point2 heelCentre = Point2::Zero();
  Point2 secondToe = Point2::Zero();
  bool secondToeSeen = false;  ///< otherwise the second metatarsal head stands for it
};

/// Extent along a direction, of cells with their corners.
struct Extent {
  double low = 0.0;
  double high = 0.0;
  [[nodiscard]] double length() const { return high - low; }
};

/// Frame P to the footprint's frame.
[[nodiscard]] Point2 planPoint(double xMm, double yMm, plantar::GridView view);
[[nodiscard]] Point2 planDirection(const plantar::Direction& direction, plantar::GridView view);

/// Pressure of every cell of the footfall, kPa: largest over time; mean over time in a standing
/// trial. All frames are gone through once for it.
[[nodiscard]] std::vector<double> printImage(const plantar::Footfall& footfall);

/// Cells that reach `thresholdKpa` beside another that does; nothing when too few for a foot.
/// `image` is that of the footfall.
[[nodiscard]] std::optional<Footprint> makeFootprint(const plantar::Footfall& footfall,
                                                     const plantar::Grid& grid,
                                                     const std::vector<double>& image,
                                                     double thresholdKpa);
[[nodiscard]] std::optional<Footprint> makeFootprint(const plantar::Footfall& footfall,
                                                     const plantar::Grid& grid,
                                                     double thresholdKpa);

/// Left-hand normal of a direction.
[[nodiscard]] inline Point2 leftNormal(const Point2& direction) {
  return {-direction.y(), direction.x()};
}
/// Unit vector towards the inner side of the foot.
[[nodiscard]] Point2 medialNormal(const Footprint& footprint, const Point2& direction);

enum class Toes { Included, Excluded };

[[nodiscard]] Extent extentAlong(const Footprint& footprint, const Point2& direction, Toes toes);

/// Area (mm2) and load (sum of kPa x mm2) of the part of the print between two lines across
/// `direction`; cells are cut by area.
struct BandSum {
  double areaMm2 = 0.0;
  double load = 0.0;
};
[[nodiscard]] BandSum sumBetween(const Footprint& footprint, const Point2& direction,
                                 const Extent& band, Toes toes);
/// The same for bands that lie beside each other: one more border than `sums`, which are added to.
void sumBands(const Footprint& footprint, const Point2& direction, std::span<const double> borders,
              std::span<BandSum> sums, Toes toes);

/// Extent of the print on the line across `direction` at `at`: from the outermost cell it cuts to
/// the other, along leftNormal(direction); nothing where the line meets no cell.
[[nodiscard]] std::optional<Extent> extentOnLine(const Footprint& footprint,
                                                 const Point2& direction, double at, Toes toes);

/// The same for many lines across one direction. Borrows the footprint.
class Crosscuts {
 public:
  Crosscuts(const Footprint& footprint, const Point2& direction, Toes toes);
  [[nodiscard]] std::optional<Extent> at(double at) const;

 private:
  struct Place {
    double along = 0.0;
    double across = 0.0;
  };
  [[nodiscard]] std::size_t stripOf(double along) const;
  void widen(Extent& extent, const Place& cell, double at) const;

  const Footprint& footprint_;
  Point2 direction_, across_;
  double half_ = 0.0;
  double low_ = 0.0;
  double stripsPerMm_ = 0.0;
  std::vector<Place> cells_;              ///< strip by strip along the direction
  std::vector<std::size_t> stripStarts_;  ///< in `cells_`; one more at the end
};

/// Corners of the outermost cells of every line of cells: all that a hull can touch.
[[nodiscard]] std::vector<Point2> outerCorners(const Footprint& footprint, Toes toes);

/// Marks the toes and finds the second one; called by makeFootprint.
void findToes(Footprint& footprint);

}  // namespace podalign::measure
