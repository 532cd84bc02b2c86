#include "fuzz/plate_answer.hpp"
#include "podalign/ingest/pedar_asc.hpp"

namespace {

// One size with areas; every other one is not known.
podalign::Result<podalign::Annotated<std::vector<podalign::plantar::Recording>>> read(
    std::string_view bytes, const std::string& sourceName) {
  podalign::ingest::PlateReadOptions options;
  options.pedarInsoles.push_back({"y", std::vector<double>(99, 190.0)});
  return podalign::ingest::readPedar(bytes, sourceName, options);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return podalign::fuzz::answer(read, data, size);
}
