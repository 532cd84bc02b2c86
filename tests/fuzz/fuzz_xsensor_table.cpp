#include "fuzz/plate_answer.hpp"
#include "podalign/ingest/xsensor_table.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return podalign::fuzz::answer(podalign::ingest::readXsensorTable, data, size);
}
