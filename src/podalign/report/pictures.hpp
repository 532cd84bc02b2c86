#pragma once

#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "podalign/core/result.hpp"
#include "podalign/measure/footfall_measures.hpp"
#include "podalign/report/assessment.hpp"
#include "podalign/report/texts.hpp"

namespace podalign::report {

enum class PictureFormat { Png, Svg };

struct PictureOptions {
  PictureFormat format = PictureFormat::Png;
  double pixelsPerPoint = 2.0;  ///< PNG; 1 point = 1/72 inch on paper
  std::stop_token stop = {};    ///< looked at between pictures
};

/// A picture: `name` is its file name (`feet.png`).
struct Picture {
  std::string name;
  std::string bytes;
};

/// The figures of the report as pictures: `feet.png` (both feet from the inner side and from
/// below), `pressure.png` (footprints of the walk), `registration.png` (prints laid on the scans),
/// `posture.png`, in the clinic `knee.png`, and those of renderScanPictures and renderStepPictures.
/// A figure without data is left out.
///
/// Errors:   as renderPdf.
/// Accuracy: the same bytes for the same input, as renderPdf.
[[nodiscard]] Result<std::vector<Picture>> renderPictures(const Assessment& assessment,
                                                          const TextRenderer& texts,
                                                          const PictureOptions& options);

/// One picture for every scan (`scan-1-left.png` ...): from the inner and the outer side, from
/// above with its landmarks, the underside with its heights, what was seen of it, and sections.
[[nodiscard]] Result<std::vector<Picture>> renderScanPictures(std::span<const ScannedFoot> scans,
                                                              const TextRenderer& texts,
                                                              const PictureOptions& options);

/// Pictures of steps on a plate: `steps.png` (zones, centre of pressure with the phases of the
/// roll-over, force over the contact with its spread, of both feet) and `walkway-1.png` ... for
/// every recording with several prints.
[[nodiscard]] Result<std::vector<Picture>> renderStepPictures(std::span<const WalkedStep> steps,
                                                              const TextRenderer& texts,
                                                              const PictureOptions& options);

/// Whether one of the pictures above has this file name: what an earlier run may have left.
[[nodiscard]] bool isPictureName(std::string_view fileName);

}  // namespace podalign::report
