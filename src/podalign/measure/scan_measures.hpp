#pragma once

#include "podalign/measure/foot_context.hpp"
#include "podalign/measure/measurement.hpp"

/// One function per measure of a scan; definitions in docs/contract.md, accuracy and limits in
/// docs/dev/scans.md and docs/dev/accuracy.md. All take the foot in its own frame F. They say what
/// the shape gives; whether the scan allows it is judged in foot_gates.hpp.
namespace podalign::measure {

/// All of them, whether the scan allows them or not; error.processing is what each measure says of
/// itself.
[[nodiscard]] Measurements measureUngated(const FootContext& context);

/// Pternion to the foremost toe, along the foot axis.
[[nodiscard]] Measurement footLength(const FootContext& context);
/// Pternion to MTH1, along the foot axis.
[[nodiscard]] Measurement truncatedFootLength(const FootContext& context);
/// Breadth of the outline at the ball, perpendicular to the axis [ANSUR2 foot breadth].
[[nodiscard]] Measurement ballWidth(const FootContext& context);
/// MTH1 to MTH5 seen from above [ISO9407].
[[nodiscard]] Measurement ballWidthOblique(const FootContext& context);
/// Breadth at 16 % of foot length, heights 0-30 mm [Lee2014].
[[nodiscard]] Measurement heelWidth(const FootContext& context);
/// Vertical plane through MTH1 and MTH5: length of the convex hull (tape), of the section itself.
struct BallGirths {
  Measurement tape, surface;
};
[[nodiscard]] BallGirths ballGirths(const FootContext& context);
/// Convex hull of the section across the axis at 55 % of foot length.
[[nodiscard]] Measurement instepGirth(const FootContext& context);
/// Convex hull of the section through the back corner of the heel and the instep crease.
[[nodiscard]] Measurement heelGirth(const FootContext& context);
/// Highest skin at 50 % of foot length: median of the five highest in a slab of 1 %.
[[nodiscard]] Measurement dorsumHeight50(const FootContext& context);
/// Highest underside at 35-65 % of foot length, 6-14 mm inside the medial outline.
[[nodiscard]] Measurement medialArchClearance(const FootContext& context);
/// Between ground and what looks down, in the middle third of foot length, cm3.
[[nodiscard]] Measurement archVolume(const FootContext& context);
/// Of the navicular tuberosity over the ground; low confidence unless a person set it.
[[nodiscard]] Measurement navicularHeight(const FootContext& context);
/// At the navicular between medial malleolus and MTH1, seen from the side; low confidence unless a
/// person set both.
[[nodiscard]] Measurement archAngle(const FootContext& context);
/// Offset of the middle of the malleoli from the line of the hindfoot, medial positive, in % of
/// their distance [SONG2018].
[[nodiscard]] Measurement malleolarValgusIndex(const FootContext& context);
/// Big toe against the medial tangent, fifth toe against the lateral one; towards the middle of the
/// foot positive.
[[nodiscard]] Measurement halluxAngle(const FootContext& context);
[[nodiscard]] Measurement fifthToeAngle(const FootContext& context);
/// Heel bisection (heights 10-40 mm) against leg bisection (60-100 mm, 120 where the scan has it);
/// eversion positive. Not valid below 90 mm of scan height.
[[nodiscard]] Measurement rearfootAngle(const FootContext& context);
/// The same heel bisection against the vertical.
[[nodiscard]] Measurement rearfootAngleVertical(const FootContext& context);
/// Arch Index of the sole of a scan: refused, with the reason, on a sole that was not seen.
[[nodiscard]] Measurement archIndexOfScan(const FootContext& context);

/// Quotient of two measures; not valid where either is.
[[nodiscard]] Measurement ratio(const char* name, const Measurement& numerator,
                                const Measurement& denominator);

}  // namespace podalign::measure
