#pragma once

#include <cstddef>
#include <vector>

namespace podalign::ingest {

/// Advises the system to back the bytes with large pages. Only advice: nothing fails without it.
void adviseLargePages(void* begin, std::size_t bytes);

/// Reserves room for `count` elements. Large arrays that are filled once cost more in page faults
/// than in filling; advised before their first use, they cost a fraction of that.
template <class T>
void reserveInLargePages(std::vector<T>& elements, std::size_t count) {
  elements.reserve(count);
  adviseLargePages(elements.data(), elements.capacity() * sizeof(T));
}

/// `count` elements of zero, likewise.
template <class T>
[[nodiscard]] std::vector<T> zeroedInLargePages(std::size_t count) {
  std::vector<T> elements;
  reserveInLargePages(elements, count);
  elements.resize(count);
  return elements;
}

}  // namespace podalign::ingest
