#pragma once

#include "phantom/foot.hpp"

/// Faults of meshes and files. All of the truth stays but where the words say otherwise.
namespace phantom {

struct Holes {
  int count = 10;
  double diameterMm = 5.0;
};
/// Round holes at random places of the skin; triangles go whole. Where one lies on an extreme point
/// (a toe's end), that measure misses the depth of the hole's cap.
[[nodiscard]] Surface holed(const Surface& surface, const Holes& holes, unsigned seed);
/// The same holes closed as some software does: by a fan of giant triangles.
[[nodiscard]] Surface holesBridged(const Surface& surface, const Holes& holes, unsigned seed);

/// Every triangle with three vertices of its own, as STL stores it.
[[nodiscard]] Surface unwelded(const Surface& surface);
/// A share of the triangles written twice.
[[nodiscard]] Surface facesTwice(const Surface& surface, double share, unsigned seed);
/// Triangles without area added: two equal corners, or three on a line.
[[nodiscard]] Surface withSlivers(const Surface& surface, int count, unsigned seed);
/// All triangles wound inward: the volume turns negative.
[[nodiscard]] Surface insideOut(const Surface& surface);
/// A share of the triangles wound inward.
[[nodiscard]] Surface windingMixed(const Surface& surface, double share, unsigned seed);

/// Small loose patches up to 80 mm from the skin.
[[nodiscard]] Surface withSpeckles(const Surface& surface, int count, unsigned seed);
/// Stray curved sheets, 40-80 mm wide, beside and above the foot, none below the ground.
[[nodiscard]] Surface withSheets(const Surface& surface, int count, unsigned seed);
/// Single vertices `distanceMm` away: some in no triangle, some in a splinter of their own.
[[nodiscard]] Surface withFarVertices(const Surface& surface, int count, double distanceMm,
                                      unsigned seed);
/// Fins standing 1 mm on edges near the cut, as embossed text leaves them: edges with three faces.
[[nodiscard]] Surface embossed(const Surface& surface, int edges, unsigned seed);

}  // namespace phantom
