#pragma once

#include <string>
#include <vector>

#include "podalign/core/result.hpp"
#include "podalign/report/assessment.hpp"
#include "podalign/report/texts.hpp"

namespace podalign::report {

struct PictureOptions {
  double pixelsPerPoint = 2.0;  ///< 1 point = 1/72 inch on paper
};

/// A picture in PNG format: `name` is its file name (`feet.png`).
struct Picture {
  std::string name;
  std::string png;
};

/// The figures of the report as pictures: `feet.png` (both feet from the inner side and from
/// below), `pressure.png` (footprints of the walk), `posture.png`, and in the clinic `knee.png`.
/// A figure without data is left out.
///
/// Errors:   as renderPdf.
/// Accuracy: the same bytes for the same input, as renderPdf.
[[nodiscard]] Result<std::vector<Picture>> renderPictures(const Assessment& assessment,
                                                          const TextRenderer& texts,
                                                          const PictureOptions& options);

}  // namespace podalign::report
