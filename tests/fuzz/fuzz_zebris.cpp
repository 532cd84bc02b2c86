#include "fuzz/plate_answer.hpp"
#include "podalign/ingest/zebris_raw.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return podalign::fuzz::answer(podalign::ingest::readZebrisRaw, data, size);
}
