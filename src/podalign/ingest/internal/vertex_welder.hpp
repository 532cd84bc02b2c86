#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "podalign/geometry/mesh.hpp"

namespace podalign::ingest {

/// Gives equal points one index, in the order in which they first come; -0 equals 0.
///
/// Open addressing in one flat table. Points come in blocks: the table lies outside the caches, so
/// its lines are asked for a whole block ahead.
class VertexWelder {
 public:
  static constexpr std::size_t kBlock = 192;

  /// `vertices` receives the distinct points and must outlive this object.
  VertexWelder(std::size_t expectedVertices, std::vector<geometry::Point3>& vertices);

  /// Requires: points.size() == indices.size() <= kBlock, every coordinate finite.
  void weld(std::span<const geometry::Point3> points, std::span<std::uint32_t> indices);

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t indexPlusOne = 0;  // 0: empty
  };
  void growFor(std::size_t morePoints);
  [[nodiscard]] std::uint32_t indexOf(const geometry::Point3& point, std::uint32_t hash);

  std::vector<Slot> slots_;
  std::uint32_t mask_ = 0;
  std::vector<geometry::Point3>& vertices_;
};

}  // namespace podalign::ingest
