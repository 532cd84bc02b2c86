#pragma once

#include <optional>
#include <vector>

#include "podalign/anatomy/internal/patches.hpp"
#include "podalign/core/result.hpp"

namespace podalign::anatomy {

/// What counts as near a candidate plane, in shares of the scan's diagonal: 4 mm in 330 mm.
inline constexpr double kContactShare = 0.012;

/// The plane a scan stands on, and what was looked at to find it.
struct Support {
  geometry::Plane ground;             ///< all points above; normal up
  std::vector<geometry::Plane> next;  ///< the next best, to be asked where nothing stands on this
  bool noisy = false;                 ///< its lowest points are noise
  bool bowl = false;                  ///< an imprint: nothing above the sole says where the heel is
  bool onFloor = false;               ///< the ground is the floor that was taken out, or lies in it
  double diagonal = 0.0;              ///< of the scan
  geometry::Point3 middle = geometry::Point3::Zero();
  std::vector<Patch> patches;           ///< of the surface that is there
  std::size_t stride = 1;               ///< triangles for which each patch stands
  std::vector<geometry::Plane> faces;   ///< of the hull, largest first; normals into the scan
  std::vector<geometry::Point3> holes;  ///< area vectors of holes as large as a sole or a leg
};

/// The supporting plane on which most of the surface lies spread widest.
///
/// Candidates are facets of the convex hull (all points on one side), ranked by the area of the
/// surface near them times the area which that contact spans, times how much of the lower part
/// stands over the contact and how convex its shadow is: a foot with a leg that lies on its side
/// has the shadow of an L. A large hole counts as the surface missing there. Where a floor was
/// taken out, only planes along it are asked, and it is itself one of them.
///
/// Errors: NoSurface where the points lie in one plane.
[[nodiscard]] Result<Support> findSupport(const geometry::TriangleMesh& mesh_in_scan,
                                          const std::optional<geometry::Plane>& floor);

/// The same for an imprint's sole whose way up (unit vector) is known.
[[nodiscard]] Result<Support> findBowlSupport(const geometry::TriangleMesh& bowl_in_scan,
                                              const geometry::Point3& up);

}  // namespace podalign::anatomy
