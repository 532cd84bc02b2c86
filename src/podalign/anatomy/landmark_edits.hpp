#pragma once

#include <map>
#include <optional>
#include <string_view>

#include "podalign/anatomy/aligned_foot.hpp"

namespace podalign::anatomy {

/// Points that a person set, in the frame found from the shape, mm.
using LandmarkEdits = std::map<LandmarkId, geometry::Point3>;

/// How well a person places a point they feel, mm: half-width of its 95 % band along each axis. Our
/// own, provisional.
inline constexpr double kPlacedMm = 3.0;

[[nodiscard]] std::optional<LandmarkId> landmarkNamed(std::string_view name);

/// The sheet a person edits: the landmarks in the frame found from the shape, those that a person
/// set already among them.
[[nodiscard]] const Landmarks& landmarkSheet(const AlignedFoot& foot);

/// The foot with the points of a person instead of the found ones; everything that rests on them is
/// found anew. Pternion and second toe tip define the frame: where one of them was set the foot is
/// turned into the new frame (AxisKind::SetByPerson). The foremost toe defines the foot length.
[[nodiscard]] AlignedFoot withEdits(AlignedFoot foot, const LandmarkEdits& edits);

}  // namespace podalign::anatomy
