#pragma once

#include <optional>
#include <vector>

#include "podalign/anatomy/aligned_foot.hpp"
#include "podalign/core/finding.hpp"
#include "podalign/measure/measurement.hpp"
#include "podalign/plantar/recording.hpp"

/// A print on a plate laid on the scanned sole of the same foot: turned and moved, never scaled,
/// never mirrored.
namespace podalign::measure {

/// What decides (profiles/plates.yaml).
struct RegistrationRules {
  std::vector<double> contactHeightsMm;  ///< skin below one of them is the scan's print, ascending
  double leastOverlap = 0.0;             ///< print on print, intersection over union
  double leastHullOverlap = 0.0;         ///< hull on hull, where the sole was not seen
  double otherFootMargin = 0.0;          ///< by so much less the mirrored scan has to fit
  double walkingBandMm = 0.0;  ///< how far lengths of a rolling and of a standing foot may differ
};

/// What of the scan the print lies on. Contact: skin near the ground of an authentic sole. Hull:
/// the convex hull of a sole that was filled in flat. Outline: the hull of the foot seen from
/// above.
enum class SolePart { Contact, Hull, Outline };
[[nodiscard]] const char* toString(SolePart part);

/// The same length on both, mm; `bandMm` is the half-width of the 95 % band of the difference.
struct PrintComparison {
  double printMm = 0.0;
  double scanMm = 0.0;
  double bandMm = 0.0;
  [[nodiscard]] double difference() const { return printMm - scanMm; }
  [[nodiscard]] bool agrees() const { return difference() <= bandMm && difference() >= -bandMm; }
};

/// p_in_foot = turn(turnDeg) * p_in_print + shift, where p_in_print = (x, -y) of frame P for a
/// table seen from above and (x, y) for one seen from below: both are right-handed from above.
struct PrintRegistration {
  std::optional<Message> refused;  ///< then nothing else may be used; overlaps say how poor it was
  SolePart part = SolePart::Contact;
  double contactHeightMm = 0.0;  ///< of the height that fits best; 0 for Outline
  double turnDeg = 0.0;          ///< counter-clockwise seen from above, -180 to 180
  geometry::Point2 shift_in_foot = geometry::Point2::Zero();  ///< mm
  double overlap = 0.0;                                       ///< intersection over union, 0-1
  double mirroredOverlap = 0.0;  ///< the best that the mirrored scan reaches
  double printAreaCm2 = 0.0;
  double scanAreaCm2 = 0.0;
  std::optional<PrintComparison> length;       ///< along x, toes included
  std::optional<PrintComparison> heelBreadth;  ///< mean at 14-18 % of foot length
  std::optional<PrintComparison> ballBreadth;  ///< mean at 68-74 % of foot length
};

/// A place of frame P (x by column, y by row, mm) in the foot frame.
[[nodiscard]] geometry::Point2 placeInFoot(const PrintRegistration& registration, double xMm,
                                           double yMm, plantar::GridView view);

/// Lays the print of a footfall on the scan of a foot.
///
/// Shape:    cells that reach the threshold of the area indices, against the sole within a few mm
///           of the ground; the pose of largest overlap of both, blurred, from the print's own heel
///           and toes on, coarse to fine.
/// Frame:    into foot frame F.
/// Units:    mm, deg.
/// Requires: `scanned` are the measures of `foot`; heights ascending, one or more.
/// Errors:   none; refused with the reason of the footprint indices (cut, in a shoe, on a belt),
///           SCAN_PLATE.NO_SOLE, PRINT_OF_OTHER_FOOT, PRINT_SIDE_UNSURE or PRINT_DOES_NOT_FIT.
/// Accuracy: a phantom's own sole on cells of 3-10 mm: within half a cell and 2 degrees.
/// Source:   own; rigid registration of blurred shapes by correlation.
[[nodiscard]] PrintRegistration registerPrint(const anatomy::AlignedFoot& foot,
                                              const Measurements& scanned,
                                              const plantar::Footfall& footfall,
                                              const plantar::Grid& grid,
                                              const RegistrationRules& rules);

}  // namespace podalign::measure
