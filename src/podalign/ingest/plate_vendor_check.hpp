#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "podalign/core/finding.hpp"
#include "podalign/plantar/recording.hpp"

/// Comparison of recomputed forces with those the vendor printed. Private to the plate readers.
namespace podalign::ingest {

/// Force of a sum of cell pressures (kPa) over cells of one size.
[[nodiscard]] constexpr double forceNewtons(double pressureSumKpa, double cellAreaMm2) {
  return pressureSumKpa * cellAreaMm2 / 1000.0;  // 1 kPa on 1 mm2 = 0.001 N
}

struct ForceComparison {
  double computedN = 0.0;
  double printedN = 0.0;
  int decimals = 0;        ///< places the force was printed with
  double roundingN = 0.0;  ///< what rounding of the printed cells can explain
  std::size_t line = 0;
};

/// Collects comparisons of one measurement.
class VendorTotals {
 public:
  /// Within 0.005 N, or the rounding of the printed numbers where that is coarser.
  void compare(const ForceComparison& comparison);
  [[nodiscard]] std::size_t compared() const { return compared_; }
  [[nodiscard]] double largestErrorN() const { return largestErrorN_; }
  [[nodiscard]] const std::optional<ForceComparison>& firstMismatch() const { return mismatch_; }
  [[nodiscard]] plantar::VendorCheck outcome() const;

 private:
  std::size_t compared_ = 0;
  double largestErrorN_ = 0.0;
  std::optional<ForceComparison> mismatch_;
};

/// What the comparison of a whole file gave: PLATE.IMPORT_VERIFIED once for all measurements that
/// agree, PLATE.IMPORT_MISMATCH for each that does not, PLATE.IMPORT_UNVERIFIED when nothing was
/// printed to compare with.
[[nodiscard]] Findings vendorFindings(const std::vector<VendorTotals>& totals,
                                      const std::vector<plantar::Recording>& recordings,
                                      const std::string& sourceName);

}  // namespace podalign::ingest
