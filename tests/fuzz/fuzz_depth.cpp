#include "fuzz/answer.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return podalign::fuzz::answer(podalign::ingest::readDepthImages, data, size);
}
