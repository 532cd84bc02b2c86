#include "podalign/pipeline/prints_on_scans.hpp"

#include <fmt/format.h>

#include <optional>

namespace podalign::pipeline {
namespace {

using measure::PrintComparison;
using measure::PrintRegistration;
using plantar::SensorKind;
using plantar::TrialKind;
using report::Assessment;
using report::RegisteredPrint;

std::optional<std::size_t> scanFor(const Assessment& assessment, Laterality side) {
  std::optional<std::size_t> chosen;
  for (std::size_t i = 0; i < assessment.scans.size(); ++i) {
    const anatomy::AlignedFoot& foot = assessment.scans[i].foot;
    if (foot.side.side != side) continue;
    if (foot.load == anatomy::LoadState::Standing) return i;
    if (!chosen) chosen = i;
  }
  return chosen;
}

std::optional<std::size_t> printFor(const Assessment& assessment, Laterality side) {
  const auto first = [&](auto&& good) -> std::optional<std::size_t> {
    for (std::size_t i = 0; i < assessment.steps.size(); ++i) {
      const plantar::Footfall& footfall = assessment.steps[i].footfall;
      if (footfall.side.side == side && good(footfall)) return i;
    }
    return std::nullopt;
  };
  const auto whole = [](const plantar::Footfall& footfall) {
    return footfall.complete && footfall.sensor == SensorKind::Plate && !footfall.shod;
  };
  const auto standing = first([&](const plantar::Footfall& footfall) {
    return footfall.trial == TrialKind::Standing && whole(footfall);
  });
  if (standing) return standing;
  for (const report::MeasuredWalk& walk : assessment.walks) {
    const auto& typical = walk.walk.typical[side];
    if (typical && whole(assessment.steps[*typical].footfall)) return typical;
  }
  if (const auto any = first(whole)) return any;
  return first([](const plantar::Footfall&) { return true; });
}

std::string millimetres(double value) { return fmt::format("{:.1f} mm", value); }

Finding sizes(const PrintRegistration& fit, Laterality side) {
  const std::string overlap = fmt::format("{:.0f}", 100.0 * fit.overlap);
  if (!fit.length || !fit.heelBreadth || !fit.ballBreadth) {
    return {{"SCAN_PLATE.PRINT_LIES_ON_OUTLINE", {{"side", toString(side)}, {"overlap", overlap}}},
            Severity::Note,
            {}};
  }
  const bool agree = fit.length->agrees() && fit.heelBreadth->agrees() && fit.ballBreadth->agrees();
  Message message{agree ? "SCAN_PLATE.PRINT_AGREES" : "SCAN_PLATE.PRINT_DIFFERS",
                  {{"side", toString(side)}, {"overlap", overlap}}};
  const auto add = [&message](const char* name, const PrintComparison& compared) {
    message.values.emplace_back(std::string("print_") + name, millimetres(compared.printMm));
    message.values.emplace_back(std::string("scan_") + name, millimetres(compared.scanMm));
    message.values.emplace_back(std::string(name) + "_band", millimetres(compared.bandMm));
  };
  add("length", *fit.length);
  add("heel", *fit.heelBreadth);
  add("ball", *fit.ballBreadth);
  return {std::move(message), agree ? Severity::Note : Severity::Caution, {}};
}

}  // namespace

Annotated<std::vector<RegisteredPrint>> layPrintsOnScans(const Assessment& assessment,
                                                         const profile::PlateSettings& plate) {
  const measure::RegistrationRules rules{plate.contactHeightsMm, plate.leastOverlap,
                                         plate.leastHullOverlap, plate.otherFootMargin,
                                         plate.walkingBandMm};
  Annotated<std::vector<RegisteredPrint>> laid;
  for (const Laterality side : kBothSides) {
    const auto scan = scanFor(assessment, side);
    const auto print = printFor(assessment, side);
    if (!scan || !print) continue;
    const report::WalkedStep& step = assessment.steps[*print];
    const report::ScannedFoot& foot = assessment.scans[*scan];
    RegisteredPrint registered{
        *scan, *print,
        measure::registerPrint(foot.foot, foot.measures, step.footfall, step.grid, rules)};
    const auto& refused = registered.fit.refused;
    if (!refused) {
      laid.findings.push_back(sizes(registered.fit, side));
    } else if (refused->id.starts_with("SCAN_PLATE.")) {
      laid.findings.push_back({*refused, Severity::Caution, {}});
    }
    laid.value.push_back(std::move(registered));
  }
  return laid;
}

}  // namespace podalign::pipeline
