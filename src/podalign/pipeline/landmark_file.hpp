#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "podalign/anatomy/landmark_edits.hpp"
#include "podalign/core/result.hpp"

namespace podalign::pipeline {

/// The landmarks of one foot in a landmark file (`podalign/landmarks/1`, docs/contract.md).
struct LandmarkSheet {
  std::string file;  ///< of the scan, without its folder
  Laterality side = Laterality::Left;
  anatomy::Landmarks points;  ///< in the frame found from the shape, mm
};

/// The file as a person edits it: one point per line.
[[nodiscard]] std::string writeLandmarks(const std::vector<LandmarkSheet>& sheets);

/// Errors: LandmarksInvalid with the line: unknown key or landmark, two sheets of one foot, a place
/// that is not on a foot.
[[nodiscard]] Result<std::vector<LandmarkSheet>> readLandmarks(std::string_view text,
                                                               const std::string& source);

/// Whether a sheet is of this scan and side.
[[nodiscard]] bool hasSheet(const std::vector<LandmarkSheet>& sheets, const std::string& file,
                            const anatomy::AlignedFoot& foot);

/// What a person set of this foot: points marked so, and points that lie elsewhere than they were
/// found. Nothing where no sheet is of this scan and side.
[[nodiscard]] anatomy::LandmarkEdits editsFor(const std::vector<LandmarkSheet>& sheets,
                                              const std::string& file,
                                              const anatomy::AlignedFoot& foot);

}  // namespace podalign::pipeline
