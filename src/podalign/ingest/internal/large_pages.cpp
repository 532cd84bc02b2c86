#include "podalign/ingest/internal/large_pages.hpp"

#include <sys/mman.h>

#include <cstdint>

namespace podalign::ingest {

void adviseLargePages(const void* begin, std::size_t bytes) {
  constexpr std::uintptr_t kPage = 4096;
  constexpr std::uintptr_t kWorthwhile = std::uintptr_t{4} << 20U;
  if (bytes < kWorthwhile) return;
  const auto first = (reinterpret_cast<std::uintptr_t>(begin) + kPage - 1) / kPage * kPage;
  const auto last = (reinterpret_cast<std::uintptr_t>(begin) + bytes) / kPage * kPage;
  ::madvise(reinterpret_cast<void*>(first), last - first, MADV_HUGEPAGE);
}

}  // namespace podalign::ingest
