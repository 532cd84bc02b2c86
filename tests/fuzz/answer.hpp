#pragma once

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>

#include "podalign/ingest/internal/raw_surface.hpp"
#include "unit/ingest/surfaces.hpp"

namespace podalign::fuzz {

using Reader = Result<ingest::RawSurface> (*)(std::string_view, const std::string&,
                                              const ingest::ScanReadOptions&);

/// Feeds one input through a parser and the cleaning. Stops the program when the answer is neither
/// a surface that keeps its promises nor an error with a message.
inline int answer(Reader read, const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  // Half of the inputs are large enough to be thinned.
  const ingest::ScanReadOptions options{.maxTriangles = 1'000'000,
                                        .maxPoints = 1'000'000,
                                        .thinBeyond = size % 2 == 0 ? 20U : 300'000U};
  auto surface = read(bytes, "fuzz", options);
  auto scan = surface ? ingest::cleanScan(std::move(*surface), "fuzz", options)
                      : Result<Annotated<ingest::RawScan>>(tl::unexpected(surface.error()));
  const std::string defect = scan ? testing::brokenPromise(scan->value.mesh, scan->value.normals)
                                  : std::string(scan.error().message.empty() ? "no message" : "");
  if (!defect.empty()) {
    std::cerr << "broken promise: " << defect << "\n";
    std::abort();
  }
  return 0;
}

}  // namespace podalign::fuzz
