#include "podalign/ingest/internal/vertex_welder.hpp"

#include <array>
#include <bit>
#include <utility>

#include "podalign/core/contracts.hpp"
#include "podalign/ingest/internal/hash.hpp"
#include "podalign/ingest/internal/large_pages.hpp"

namespace podalign::ingest {
namespace {

std::uint32_t hashOf(const geometry::Point3& point) {
  return hash32({point.x(), point.y(), point.z()});
}

}  // namespace

VertexWelder::VertexWelder(std::size_t expectedVertices, std::vector<geometry::Point3>& vertices)
    : slots_(zeroedInLargePages<Slot>(std::bit_ceil(2 * expectedVertices + kBlock))),
      mask_(static_cast<std::uint32_t>(slots_.size() - 1)),
      vertices_(vertices) {}

void VertexWelder::weld(std::span<const geometry::Point3> points,
                        std::span<std::uint32_t> indices) {
  PODALIGN_EXPECTS(points.size() == indices.size() && points.size() <= kBlock);
  growFor(points.size());
  std::array<std::uint32_t, kBlock> hashes;
  for (std::size_t i = 0; i < points.size(); ++i) {
    hashes[i] = hashOf(points[i]);
    __builtin_prefetch(&slots_[hashes[i] & mask_]);
  }
  for (std::size_t i = 0; i < points.size(); ++i) {
    const Slot& slot = slots_[hashes[i] & mask_];
    if (slot.indexPlusOne != 0) __builtin_prefetch(&vertices_[slot.indexPlusOne - 1]);
  }
  for (std::size_t i = 0; i < points.size(); ++i) indices[i] = indexOf(points[i], hashes[i]);
}

std::uint32_t VertexWelder::indexOf(const geometry::Point3& point, std::uint32_t hash) {
  std::uint32_t at = hash & mask_;
  for (; slots_[at].indexPlusOne != 0; at = (at + 1) & mask_) {
    const Slot& slot = slots_[at];
    if (slot.hash == hash && vertices_[slot.indexPlusOne - 1] == point) {
      return slot.indexPlusOne - 1;
    }
  }
  vertices_.push_back(point);
  slots_[at] = {hash, static_cast<std::uint32_t>(vertices_.size())};
  return slots_[at].indexPlusOne - 1;
}

// At most two thirds full, or runs of taken slots grow long.
void VertexWelder::growFor(std::size_t morePoints) {
  if ((vertices_.size() + morePoints) * 3 <= slots_.size() * 2) return;
  std::vector<Slot> old = std::exchange(slots_, zeroedInLargePages<Slot>(slots_.size() * 2));
  mask_ = static_cast<std::uint32_t>(slots_.size() - 1);
  for (const Slot& slot : old) {
    if (slot.indexPlusOne == 0) continue;
    std::uint32_t at = slot.hash & mask_;
    while (slots_[at].indexPlusOne != 0) at = (at + 1) & mask_;
    slots_[at] = slot;
  }
}

}  // namespace podalign::ingest
