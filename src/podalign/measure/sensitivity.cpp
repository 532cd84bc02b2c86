#include "podalign/measure/sensitivity.hpp"

#include <algorithm>
#include <set>

#include "podalign/core/contracts.hpp"
#include "podalign/measure/arch_index.hpp"
#include "podalign/measure/cpei.hpp"
#include "podalign/measure/footprint_axis.hpp"
#include "podalign/measure/footprint_indices.hpp"

namespace podalign::measure {
namespace {

constexpr std::array<const char*, 7> kIndices{
    "arch_index",      "chippaux_smirak_index", "clarke_angle", "cpei",
    "footprint_index", "modified_arch_index",   "staheli_index"};

class Ranges {
 public:
  explicit Ranges(Measurements& measures) : measures_(measures) {
    for (const char* name : kIndices) {
      const auto found = measures_.find(name);
      if (found == measures_.end() || !found->second.value) continue;
      found->second.sensitivity = Sensitivity{*found->second.value, *found->second.value, {}};
    }
  }
  void add(const char* name, std::optional<double> value, const std::string& from) {
    const auto found = measures_.find(name);
    if (!value || found == measures_.end() || !found->second.sensitivity) return;
    Sensitivity& range = *found->second.sensitivity;
    range.low = std::min(range.low, *value);
    range.high = std::max(range.high, *value);
    if (std::find(range.from.begin(), range.from.end(), from) == range.from.end())
      range.from.push_back(from);
  }

 private:
  Measurements& measures_;
};

void addAxes(Ranges& ranges, const FootfallContext& context, const SensitivityChoices& choices,
             const std::string& threshold) {
  const Footprint& footprint = *context.footprint;
  for (const FootprintAxis way : choices.axes) {
    const auto axis = footprintAxis(footprint, context.footfall, context.grid.view, way);
    if (!axis) continue;
    const FootprintThirds thirds = thirdsOf(footprint, *axis);
    const std::string from = std::string(toString(way)) + ", " + threshold;
    if (thirds.midfootMm2 > 0.0) {
      ranges.add("arch_index", thirds.midfootMm2 / thirds.total(), from);
      ranges.add("modified_arch_index", thirds.midfootLoad / thirds.totalLoad, from);
    }
    if (const auto ratios = breadthRatiosOf(footprint, *axis)) {
      ranges.add("chippaux_smirak_index", ratios->chippauxSmirakPercent, from);
      ranges.add("staheli_index", ratios->staheli, from);
    }
  }
}

}  // namespace

void addSensitivity(Measurements& measures, const FootfallContext& context) {
  PODALIGN_EXPECTS(context.options.sensitivity.has_value());
  const SensitivityChoices& choices = *context.options.sensitivity;
  Ranges ranges(measures);
  for (const double kpa : choices.thresholdsKpa) {
    FootfallMeasureOptions options = context.options;
    options.areaThreshold = units::kilopascals(kpa);
    const FootfallContext other = atThreshold(context, options);
    if (!other.footprint) continue;
    const std::string threshold = withUnit(kpa, 0, "kPa");
    addAxes(ranges, other, choices, threshold);
    if (const auto arch = archVoidOf(other)) {
      ranges.add("clarke_angle", arch->clarkeDeg, threshold);
      ranges.add("footprint_index", arch->footprintIndex, threshold);
    }
    const auto excursions = cpeiByChord(other);
    for (const CpeiChord chord : kCpeiChords) {
      ranges.add("cpei", excursions[static_cast<std::size_t>(chord)],
                 std::string(toString(chord)) + ", " + threshold);
    }
  }
}

}  // namespace podalign::measure
