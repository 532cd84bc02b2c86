#include "podalign/anatomy/internal/unit_choice.hpp"

#include <fmt/format.h>

#include <array>

namespace podalign::anatomy {
namespace {

// docs/dev/scans.md: from a small child's to the longest recorded adult foot after leg crop.
constexpr double kMinFootMm = 180.0;
constexpr double kMaxFootMm = 330.0;
// A stated unit may also be a toddler's or a giant's: only what no human foot can be is doubted.
constexpr double kMinStatedFootMm = 90.0;
constexpr double kMaxStatedFootMm = 400.0;

struct NamedUnit {
  const char* name;
  double millimetres;
};
constexpr std::array<NamedUnit, 4> kUnits{{{"mm", 1.0}, {"cm", 10.0}, {"in", 25.4}, {"m", 1000.0}}};

}  // namespace

Result<UnitDecision> chooseUnit(double length, const AlignOptions& options,
                                const FormatUnit& stated, Findings& findings) {
  if (options.shapeOnly) return UnitDecision{"shape", "declared", 0.0};
  if (options.millimetresPerUnit) {
    return UnitDecision{options.unitName, "declared", *options.millimetresPerUnit};
  }
  const double statedFoot = length * stated.millimetres.value_or(0.0);
  if (statedFoot >= kMinStatedFootMm && statedFoot <= kMaxStatedFootMm) {
    return UnitDecision{stated.name, "format", *stated.millimetres};
  }
  for (const NamedUnit& unit : kUnits) {
    const double foot = length * unit.millimetres;
    if (foot < kMinFootMm || foot > kMaxFootMm) continue;
    const std::string footText = fmt::format("{:.0f}", foot);
    if (stated.millimetres) {
      findings.push_back({{"SCAN.UNIT_IMPLAUSIBLE",
                           {{"stated", stated.name},
                            {"stated_length", fmt::format("{:.4g}", statedFoot)},
                            {"unit", unit.name},
                            {"length", footText}}},
                          Severity::Caution,
                          {}});
    } else {
      findings.push_back({{"SCAN.UNIT_INFERRED", {{"unit", unit.name}, {"length", footText}}},
                          Severity::Note,
                          {}});
    }
    return UnitDecision{unit.name, "inferred", unit.millimetres};
  }
  const std::string inStated =
      stated.millimetres ? fmt::format(" (the file says {}: {:.4g} mm)", stated.name, statedFoot)
                         : std::string();
  return failure(
      ErrorCode::UnitAmbiguous,
      fmt::format("the foot is {:.4g} units long{}: in no unit (mm, cm, in, m) that is a "
                  "foot of {:.0f}-{:.0f} mm. State it with --unit or --scale, or use --scale "
                  "shape for ratios and angles only.",
                  length, inStated, kMinFootMm, kMaxFootMm));
}

}  // namespace podalign::anatomy
