#include "podalign/anatomy/internal/quality.hpp"

#include <fmt/format.h>

#include <cmath>

#include "podalign/anatomy/internal/invented_surface.hpp"
#include "podalign/anatomy/internal/regions.hpp"
#include "podalign/anatomy/sole.hpp"
#include "podalign/anatomy/surface_noise.hpp"

namespace podalign::anatomy {
namespace {

// White noise averages out over a region; bumps do not. Clean real scans have bumps of 0.06-0.07
// mm, photogrammetry of one of them 0.18 (docs/dev/scans.md).
constexpr double kNoisyMm = 0.8;
constexpr double kBumpyMm = 0.12;
constexpr double kBeyondWhite = 1.3;    // white noise leaves 1.0-1.1 of itself over a patch
constexpr double kInventedFrom = 0.03;  // of a part's area: less changes nothing
// A true sole, unloaded, has 7-12 % of its area on one level; loaded phantoms 23-31 %, pressed on
// glass 50 % and more. Between, the shape does not say.
constexpr double kUnloadedTo = 0.13;
constexpr double kLoadedFrom = 0.20;
constexpr double kNoDorsum = 0.3;
constexpr double kMinGroundMm = 0.2;
constexpr double kOpenGroundMm = 3.0;  // the lowest walls went with the sole, nobody knows how far

void say(Findings& findings, const char* id, Severity severity,
         std::vector<std::pair<std::string, std::string>> values) {
  findings.push_back({{id, std::move(values)}, severity, {}});
}

std::string percent(double share) { return fmt::format("{:.0f}", 100.0 * share); }

void examineNoise(AlignedFoot& foot, Findings& findings) {
  const double residual = std::hypot(foot.bumpsMm, foot.noiseLeftMm);
  const double bumps = std::sqrt(std::max(0.0, residual * residual - foot.noiseMm * foot.noiseMm));
  foot.noisy =
      foot.noiseMm > kNoisyMm || (bumps > kBumpyMm && residual > kBeyondWhite * foot.noiseMm);
  if (!foot.noisy) return;
  foot.noiseMm = std::hypot(foot.noiseMm, bumps);
  say(findings, "SCAN.NOISY", Severity::Caution, {{"noise", fmt::format("{:.2f}", foot.noiseMm)}});
}

void saySole(const AlignedFoot& foot, Findings& findings) {
  switch (foot.sole) {
    case SoleKind::Authentic: return;
    case SoleKind::Shallow: say(findings, "SCAN.SHALLOW_SOLE", Severity::Caution, {}); return;
    case SoleKind::SyntheticFlat:
      say(findings, "SCAN.SYNTHETIC_SOLE", Severity::Caution,
          {{"percent", percent(foot.flatSoleShare)}});
      return;
    case SoleKind::Open:
      say(findings, "SCAN.OPEN_SOLE", Severity::Caution, {{"percent", percent(foot.soleCoverage)}});
      return;
  }
}

void sayImprint(const Imprint& imprint, Findings& findings) {
  const bool negative = imprint.kind == ImprintKind::Negative;
  say(findings, negative ? "SCAN.FOAM_NEGATIVE" : "SCAN.FOAM_POSITIVE", Severity::Caution,
      {{"depth", fmt::format("{:.0f}", imprint.depthMm)}});
}

void examineLoad(AlignedFoot& foot, Findings& findings) {
  if (foot.sole != SoleKind::Authentic || foot.noisy || foot.imprint) return;
  if (foot.flatSoleShare < kUnloadedTo) foot.shapeLoad = LoadState::Hanging;
  if (foot.flatSoleShare > kLoadedFrom) foot.shapeLoad = LoadState::Standing;
  const bool standingButRound =
      foot.load == LoadState::Standing && foot.shapeLoad == LoadState::Hanging;
  const bool hangingButFlat =
      foot.load == LoadState::Hanging && foot.shapeLoad == LoadState::Standing;
  if (!standingButRound && !hangingButFlat) return;
  say(findings, "SCAN.LOAD_DOUBTFUL", Severity::Caution,
      {{"declared", toString(foot.load)}, {"percent", percent(foot.flatSoleShare)}});
}

}  // namespace

void examineQuality(AlignedFoot& foot, Findings& findings) {
  foot.inventedTriangle = findInventedTriangles(foot.mesh_in_foot, foot.scanHeightMm);
  SoleView sole = examineSole(foot.mesh_in_foot, foot.footLengthMm, foot.inventedTriangle);
  foot.sole = sole.kind;
  foot.flatSoleShare = sole.flatShare;
  foot.soleCoverage = sole.coverage;
  foot.soleMap = std::move(sole.map);
  saySole(foot, findings);
  examineNoise(foot, findings);
  examineLoad(foot, findings);
  foot.regions = viewRegions(foot);
  if (foot.imprint) {
    sayImprint(*foot.imprint, findings);
  } else if (foot.regions[Region::Dorsum].seen < kNoDorsum && foot.sole != SoleKind::Open) {
    say(findings, "SCAN.PLANTAR_ONLY", Severity::Caution, {});
  }
  for (const auto& [region, view] : foot.regions) {
    if (view.invented < kInventedFrom) continue;
    say(findings, "SCAN.INVENTED_SURFACE", Severity::Caution,
        {{"part", toString(region)}, {"percent", percent(view.invented)}});
  }
  foot.groundSpreadMm = std::max(kMinGroundMm, 2.0 * foot.noiseMm);
  if (foot.sole == SoleKind::Open && foot.ground != GroundKind::Floor) {
    foot.groundSpreadMm = std::max(foot.groundSpreadMm, kOpenGroundMm);
  }
}

}  // namespace podalign::anatomy
