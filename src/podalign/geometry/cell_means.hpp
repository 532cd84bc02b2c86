#pragma once

#include <Eigen/Core>
#include <Eigen/Geometry>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "podalign/geometry/mesh.hpp"

namespace podalign::geometry {

/// Sums up points by the cells of a grid of cubes; the mean of a cell stands for its points. For
/// surfaces far denser than the cells: these then share one cell in a hundred or fewer.
///
/// Requires: every point inside the box that the grid was made for; those in float32 at most a
///           million cells away from zero.
/// Accuracy: a point counts with its place to a millionth of a cell, in whole numbers: the means do
///           not depend on the order of the points. Coordinates in float32 keep their own digits.
class CellMeans {
 public:
  /// Four float32: one that does not count, then x, y and z.
  using Corner = float __attribute__((vector_size(16)));

  /// `cell` is widened to what makes at most a thousand cells along each side. The grid begins half
  /// a cell outside of the box: a flat underside does not lie on a border of cells.
  CellMeans(const Eigen::AlignedBox3d& box, double cell);

  /// Takes a point in and answers the number of its cell, counted in order of appearance.
  std::uint32_t add(const Point3& point) {
    const Point3 at = (point - origin_) * perQuantum_;
    const Quanta quanta{1, static_cast<std::uint32_t>(at.x()), static_cast<std::uint32_t>(at.y()),
                        static_cast<std::uint32_t>(at.z())};
    return addTo(numberOf(keyOf(quanta)), quanta);
  }
  /// The same for the three corners of a facet.
  Triangle add(const Corner& a, const Corner& b, const Corner& c) {
    const std::array<Quanta, 3> quanta{quantaOf(a), quantaOf(b), quantaOf(c)};
    const std::array<std::uint64_t, 3> keys{keyOf(quanta[0]), keyOf(quanta[1]), keyOf(quanta[2])};
    if (keys[0] == keys[1] && keys[1] == keys[2]) {
      // Facets that stand together in a file lie together in space.
      if (keys[0] != lastKey_) {
        lastKey_ = keys[0];
        lastNumber_ = numberOf(lastKey_);
      }
      addTo(lastNumber_, quanta[0] + quanta[1] + quanta[2]);
      return {lastNumber_, lastNumber_, lastNumber_};
    }
    return {addTo(numberOf(keys[0]), quanta[0]), addTo(numberOf(keys[1]), quanta[1]),
            addTo(numberOf(keys[2]), quanta[2])};
  }

  [[nodiscard]] std::size_t size() const { return sums_.size(); }
  [[nodiscard]] double cell() const { return cell_; }
  [[nodiscard]] std::vector<Point3> means() const;

 private:
  // A count and three coordinates. A cell is 2^20 quanta wide and there are a thousand of them, so
  // that three corners add up to less than 2^32.
  using Quanta = std::uint32_t __attribute__((vector_size(16)));
  using Signed = std::int32_t __attribute__((vector_size(16)));
  using Pair = std::uint64_t __attribute__((vector_size(16)));
  struct Sum {
    Pair countAndX{0, 0};
    Pair yAndZ{0, 0};
  };
  static constexpr unsigned kCellBits = 20;
  // Blocks are 8 cells wide and made when first met, so that the memory follows the surface and not
  // the space around it.
  static constexpr unsigned kBlockBits = 3;
  static constexpr std::uint32_t kInBlock = (1U << kBlockBits) - 1;
  using Block = std::array<std::uint32_t, std::size_t{1} << (3 * kBlockBits)>;

  [[nodiscard]] Quanta quantaOf(const Corner& corner) const {
    // The first of the four may be anything, and becomes the count.
    const auto at = __builtin_convertvector((corner - corner_) * scale_, Signed);
    constexpr Quanta kCoordinates{0, ~0U, ~0U, ~0U};
    constexpr Quanta kOne{1, 0, 0, 0};
    return (std::bit_cast<Quanta>(at) & kCoordinates) | kOne;
  }
  // The place of the cell: 16 bits each of y, x and z, as two shifts bring them together.
  [[nodiscard]] static std::uint64_t keyOf(const Quanta& quanta) {
    const auto cell = std::bit_cast<Pair>(Quanta(quanta >> kCellBits));
    return cell[1] | cell[0] >> 16U;
  }
  // The number of a cell, a new one where it is met for the first time.
  std::uint32_t numberOf(std::uint64_t key) {
    const auto y = static_cast<std::uint32_t>(key) & 0xFFFFU;
    const auto x = static_cast<std::uint32_t>(key) >> 16U;
    const auto z = static_cast<std::uint32_t>(key >> 32U);
    std::uint32_t& block =
        blocks_[(x >> kBlockBits) +
                columns_ * ((y >> kBlockBits) + rows_ * std::size_t{z >> kBlockBits})];
    if (block == 0) {
      numbers_.emplace_back();
      block = static_cast<std::uint32_t>(numbers_.size());
    }
    std::uint32_t& number = numbers_[block - 1][(x & kInBlock) | (y & kInBlock) << kBlockBits |
                                                (z & kInBlock) << 2 * kBlockBits];
    if (number == 0) {
      sums_.emplace_back();
      number = static_cast<std::uint32_t>(sums_.size());
    }
    return number - 1;
  }
  std::uint32_t addTo(std::uint32_t number, const Quanta& quanta) {
    constexpr Quanta kZero{0, 0, 0, 0};
    Sum& sum = sums_[number];
    const Quanta low = __builtin_shufflevector(quanta, kZero, 0, 4, 1, 5);
    const Quanta high = __builtin_shufflevector(quanta, kZero, 2, 4, 3, 5);
    sum.countAndX += std::bit_cast<Pair>(low);
    sum.yAndZ += std::bit_cast<Pair>(high);
    return number;
  }

  double cell_;
  Point3 origin_;
  double perQuantum_;
  Corner corner_;  // the origin
  Corner scale_;
  std::size_t columns_ = 0;  // of blocks
  std::size_t rows_ = 0;
  std::vector<std::uint32_t> blocks_;  // one more than the place in `numbers_`, 0: none
  std::vector<Block> numbers_;         // one more than the number of the cell, 0: empty
  std::vector<Sum> sums_;
  std::uint64_t lastKey_ = ~std::uint64_t{0};  // of no cell
  std::uint32_t lastNumber_ = 0;
};

}  // namespace podalign::geometry
