#include <cstdlib>

#include "podalign/ingest/internal/png_depth.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kPixels = 1'000'000;
  const auto image =
      podalign::ingest::readPngDepth({reinterpret_cast<const char*>(data), size}, kPixels, "fuzz");
  const bool fits = image ? image->values.size() == image->width * image->height &&
                                image->values.size() <= kPixels
                          : !image.error().message.empty();
  if (!fits) std::abort();
  return 0;
}
