#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "podalign/report/internal/canvas.hpp"
#include "podalign/report/internal/labels.hpp"
#include "podalign/report/pictures.hpp"

namespace podalign::report::internal {

// A picture before it is drawn: its size in points and how to fill it.
struct Sketch {
  std::string name;
  Point size;
  std::function<void(Canvas&)> draw;
};

[[nodiscard]] Result<std::vector<Picture>> drawAll(const std::vector<Sketch>& sketches,
                                                   const PictureOptions& options);

// The pictures of renderStepPictures.
[[nodiscard]] std::vector<Sketch> stepSheets(std::span<const WalkedStep> steps,
                                             const Labels& labels);

// `registration`: prints on the scans of both feet; nothing where none was laid.
[[nodiscard]] std::vector<Sketch> registrationSheets(const Assessment& assessment,
                                                     const Labels& labels);

}  // namespace podalign::report::internal
