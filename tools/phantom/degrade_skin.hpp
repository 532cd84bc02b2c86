#pragma once

#include <functional>

#include "phantom/foot.hpp"

/// How well the skin was sampled: noise that hangs together, coarse meshes, legs.
namespace phantom {

struct Bumps {
  double sdMm = 0.5;
  double wavelengthMm = 6.0;  ///< photogrammetry: 3-10 mm
};
/// Skin in waves, moved along its normals: neighbours err alike. The truth stays, give or take the
/// bumps; extremes (length, girths) lie outside the mean skin.
[[nodiscard]] Surface bumpy(const Surface& surface, const Bumps& bumps, unsigned seed);

/// Fewer, longer edges (about `edgeMm`); every vertex that is left lies where one was. Only flat
/// facets lie under the skin: by edge^2 / (8 * radius).
[[nodiscard]] Surface decimated(const Surface& surface, double edgeMm);

/// Every triangle in four; new vertices lie in the middle of an edge, put where `onto` says.
[[nodiscard]] Surface refined(const Surface& surface,
                              const std::function<Eigen::Vector3d(const Eigen::Vector3d&)>& onto);

struct Leg {
  double aboveMm = 150.0;     ///< how far the leg goes on above the cut
  double forwardLeanDeg = 0;  ///< against the vertical, from the cut upwards
  double outwardLeanDeg = 0;  ///< towards +y
  double edgeMm = 4.0;
};
/// A calf on the flat cut of a scan that ends above the ankle. All of the truth stays.
[[nodiscard]] Surface withLeg(const Surface& surface, const Leg& leg);

}  // namespace phantom
