#include "podalign/pipeline/scan_and_plate.hpp"

#include <fmt/format.h>

#include <cmath>

namespace podalign::pipeline {
namespace {

using measure::Measurement;
using measure::Measurements;

constexpr const char* kMeasure = "arch_index";

const Measurement* usable(const Measurements& measures) {
  const auto found = measures.find(kMeasure);
  const bool good = found != measures.end() && found->second.status == measure::Status::Ok &&
                    found->second.value.has_value();
  return good ? &found->second : nullptr;
}

std::string written(double value) { return fmt::format("{:.3f}", value); }

Finding compared(Laterality side, const Measurement& scan, const Measurement& plate) {
  const double difference = *scan.value - *plate.value;
  const double band = std::hypot(scan.error.total(), plate.error.total());
  const bool agrees = std::abs(difference) <= band;
  return {{agrees ? "SCAN_PLATE.ARCH_AGREES" : "SCAN_PLATE.ARCH_DIFFERS",
           {{"side", toString(side)},
            {"scan", written(*scan.value)},
            {"plate", written(*plate.value)},
            {"band", written(band)}}},
          agrees ? Severity::Note : Severity::Caution,
          {}};
}

}  // namespace

Findings compareScanWithPlate(std::span<const report::ScannedFoot> scans,
                              std::span<const report::WalkedStep> steps) {
  Findings findings;
  for (const report::ScannedFoot& scan : scans) {
    if (scan.foot.load != anatomy::LoadState::Standing) continue;
    const Laterality side = scan.foot.side.side;
    for (const report::WalkedStep& step : steps) {
      const bool standing = step.footfall.trial == plantar::TrialKind::Standing;
      if (!standing || step.footfall.side.side != side) continue;
      const Measurement* plate = usable(step.measures);
      if (plate == nullptr) continue;
      if (const Measurement* own = usable(scan.measures)) {
        findings.push_back(compared(side, *own, *plate));
      } else {
        findings.push_back({{"SCAN_PLATE.ARCH_FROM_PLATE",
                             {{"side", toString(side)}, {"plate", written(*plate->value)}}},
                            Severity::Note,
                            {}});
      }
    }
  }
  return findings;
}

}  // namespace podalign::pipeline
