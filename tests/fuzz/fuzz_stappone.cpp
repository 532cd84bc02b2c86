#include "fuzz/plate_answer.hpp"
#include "podalign/ingest/stappone_csv.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return podalign::fuzz::answer(podalign::ingest::refuseStappone, data, size);
}
