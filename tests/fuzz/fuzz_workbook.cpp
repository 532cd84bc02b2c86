#include "fuzz/plate_answer.hpp"
#include "podalign/ingest/plate.hpp"

// Old workbooks, which a library reads in a process of its own, and archives of recordings.
namespace {
podalign::Result<podalign::Annotated<std::vector<podalign::plantar::Recording>>> readAny(
    std::string_view bytes, const std::string& name) {
  return podalign::ingest::readPlate(bytes, name);
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return podalign::fuzz::answer(readAny, data, size);
}
