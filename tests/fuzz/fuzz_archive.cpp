#include <cstdlib>

#include "podalign/ingest/format.hpp"
#include "podalign/ingest/internal/archive.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using podalign::ingest::Format;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const Format archive : {Format::Zip, Format::Gzip}) {
    const auto inside = podalign::ingest::unpackSingleScan(bytes, archive, "fuzz");
    if (!inside && inside.error().message.empty()) std::abort();
  }
  return 0;
}
