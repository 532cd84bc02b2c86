#pragma once

#include "podalign/anatomy/aligned_foot.hpp"
#include "podalign/measure/foot_error.hpp"
#include "podalign/measure/measurement.hpp"

/// One function per measure of a scan; definitions in docs/contract.md, accuracy and limits in
/// docs/dev/scans.md. All take the foot in its own frame F and give mm, deg or a ratio.
namespace podalign::measure {

/// Pternion to the foremost toe, along the foot axis.
[[nodiscard]] Measurement footLength(const anatomy::AlignedFoot& foot, const FootError& error);
/// Pternion to MTH1, along the foot axis. LANDMARK.MTH1 where the ball gives no tangent point.
[[nodiscard]] Measurement truncatedFootLength(const anatomy::AlignedFoot& foot,
                                              const FootError& error);
/// Breadth of the outline at the ball, perpendicular to the axis [ANSUR2 foot breadth].
[[nodiscard]] Measurement ballWidth(const anatomy::AlignedFoot& foot, const FootError& error);
/// MTH1 to MTH5 seen from above [ISO9407].
[[nodiscard]] Measurement ballWidthOblique(const anatomy::AlignedFoot& foot,
                                           const FootError& error);
/// Breadth at 16 % of foot length, heights 0-30 mm [Lee2014].
[[nodiscard]] Measurement heelWidth(const anatomy::AlignedFoot& foot, const FootError& error);
/// Vertical plane through MTH1 and MTH5: length of the convex hull (tape), of the section itself.
[[nodiscard]] Measurement ballGirthTape(const anatomy::AlignedFoot& foot, const FootError& error);
[[nodiscard]] Measurement ballGirthSurface(const anatomy::AlignedFoot& foot,
                                           const FootError& error);
/// Highest skin at 50 % of foot length: median of the five highest in a slab of 1 %.
[[nodiscard]] Measurement dorsumHeight50(const anatomy::AlignedFoot& foot, const FootError& error);
/// Highest underside at 35-65 % of foot length, 6-14 mm inside the medial outline.
[[nodiscard]] Measurement medialArchClearance(const anatomy::AlignedFoot& foot,
                                              const FootError& error);
/// Heel bisection (heights 10-40 mm) against leg bisection (60-100 mm, 120 where the scan has it);
/// eversion positive. Not valid below 90 mm of scan height.
[[nodiscard]] Measurement rearfootAngle(const anatomy::AlignedFoot& foot, const FootError& error);
/// The same heel bisection against the vertical.
[[nodiscard]] Measurement rearfootAngleVertical(const anatomy::AlignedFoot& foot,
                                                const FootError& error);
/// Arch Index of the sole of a scan: refused, with the reason, on a sole that was not seen.
[[nodiscard]] Measurement archIndexOfScan(const anatomy::AlignedFoot& foot);

/// Quotient of two measures; not valid where either is.
[[nodiscard]] Measurement ratio(const char* name, const Measurement& numerator,
                                const Measurement& denominator);

}  // namespace podalign::measure
