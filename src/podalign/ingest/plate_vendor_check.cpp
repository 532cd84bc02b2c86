#include "podalign/ingest/plate_vendor_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "podalign/core/contracts.hpp"
#include "podalign/ingest/plate_text.hpp"

namespace podalign::ingest {
namespace {
constexpr double kPromisedN = 0.005;
constexpr double kFloatingPointN = 1e-6;
}  // namespace

void VendorTotals::compare(const ForceComparison& comparison) {
  const double error = std::abs(comparison.computedN - comparison.printedN);
  const double printedRounding = plate_text::halfLastPlace(comparison.decimals);
  ++compared_;
  largestErrorN_ = std::max(largestErrorN_, error);
  const double allowed =
      std::max(kPromisedN, printedRounding) + comparison.roundingN + kFloatingPointN;
  if (error > allowed && !mismatch_) mismatch_ = comparison;
}

plantar::VendorCheck VendorTotals::outcome() const {
  if (mismatch_) return plantar::VendorCheck::Mismatch;
  return compared_ > 0 ? plantar::VendorCheck::Verified : plantar::VendorCheck::NotPossible;
}

Findings vendorFindings(const std::vector<VendorTotals>& totals,
                        const std::vector<plantar::Recording>& recordings,
                        const std::string& sourceName) {
  PODALIGN_EXPECTS(totals.size() == recordings.size());
  Findings findings;
  std::size_t compared = 0;
  int verifiedFrames = 0;
  int unverifiedFrames = 0;
  double largest = 0.0;
  for (std::size_t i = 0; i < totals.size(); ++i) {
    if (const auto& wrong = totals[i].firstMismatch()) {
      findings.push_back({{"PLATE.IMPORT_MISMATCH",
                           {{"measurement", fmt::format("{}", i + 1)},
                            {"line", fmt::format("{}", wrong->line)},
                            {"printed", fmt::format("{:.2f} N", wrong->printedN)},
                            {"computed", fmt::format("{:.2f} N", wrong->computedN)}}},
                          Severity::Reject,
                          sourceName});
    } else if (totals[i].compared() > 0) {
      compared += totals[i].compared();
      verifiedFrames += recordings[i].frames;
      largest = std::max(largest, totals[i].largestErrorN());
    } else {
      unverifiedFrames += recordings[i].frames;
    }
  }
  if (compared > 0) {
    findings.push_back({{"PLATE.IMPORT_VERIFIED",
                         {{"frames", fmt::format("{}", verifiedFrames)},
                          {"totals", fmt::format("{}", compared)},
                          {"max_error", fmt::format("{:.4f} N", largest)}}},
                        Severity::Note,
                        sourceName});
  }
  if (unverifiedFrames > 0) {
    findings.push_back(
        {{"PLATE.IMPORT_UNVERIFIED", {{"frames", fmt::format("{}", unverifiedFrames)}}},
         Severity::Note,
         sourceName});
  }
  return findings;
}

}  // namespace podalign::ingest
