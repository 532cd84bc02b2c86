#include <cstdint>
#include <string_view>

#include "podalign/ingest/format.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const podalign::ingest::Format format =
      podalign::ingest::sniffFormat({reinterpret_cast<const char*>(data), size});
  return podalign::ingest::toString(format) == nullptr ? 1 : 0;
}
