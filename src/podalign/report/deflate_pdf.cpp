#include <libdeflate.h>

#include <memory>
#include <new>

#include "podalign/report/internal/pdf_parts.hpp"

namespace podalign::report::internal {

std::string deflated(std::string_view bytes) {
  constexpr int kLevel = 4;  // as small as zlib's usual 6 within a few percent
  struct Release {
    void operator()(libdeflate_compressor* compressor) const {
      libdeflate_free_compressor(compressor);
    }
  };
  const std::unique_ptr<libdeflate_compressor, Release> compressor(
      libdeflate_alloc_compressor(kLevel));
  if (!compressor) throw std::bad_alloc();
  std::string out(libdeflate_zlib_compress_bound(compressor.get(), bytes.size()), '\0');
  out.resize(libdeflate_zlib_compress(compressor.get(), bytes.data(), bytes.size(), out.data(),
                                      out.size()));
  return out;
}

}  // namespace podalign::report::internal
