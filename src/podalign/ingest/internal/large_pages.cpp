#include "podalign/ingest/internal/large_pages.hpp"

#include <sys/mman.h>

#include <cstdint>

namespace podalign::ingest {

void adviseLargePages(void* begin, std::size_t bytes) {
  constexpr std::uintptr_t kPage = 4096;
  constexpr std::uintptr_t kWorthwhile = std::uintptr_t{4} << 20U;
  if (bytes < kWorthwhile) return;
  // Whole pages only; the rest of the first and the last one may belong to others.
  const std::uintptr_t skipped = (kPage - reinterpret_cast<std::uintptr_t>(begin) % kPage) % kPage;
  ::madvise(static_cast<char*>(begin) + skipped, (bytes - skipped) / kPage * kPage, MADV_HUGEPAGE);
}

}  // namespace podalign::ingest
