#include "fuzz/plate_answer.hpp"
#include "podalign/ingest/matrix_text.hpp"
#include "podalign/ingest/npy.hpp"
#include "podalign/ingest/plate.hpp"

// Text and arrays, bare and out of archives, of which everything is stated.
namespace {
podalign::Result<podalign::Annotated<std::vector<podalign::plantar::Recording>>> readStated(
    std::string_view bytes, const std::string& name) {
  podalign::ingest::PlateReadOptions options;
  options.matrix = {.columnSpacingMm = 5.0, .rowSpacingMm = 5.0, .rateHz = 100.0, .unit = "N/cm2"};
  if (!bytes.empty() && bytes.front() != '\x93') {
    return podalign::ingest::readMatrixText(bytes, name, options.matrix);
  }
  return podalign::ingest::readNpy(bytes, name, options.matrix);
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return podalign::fuzz::answer(readStated, data, size);
}
