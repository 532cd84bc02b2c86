#include "podalign/pipeline/make_insoles.hpp"

#include <cstdlib>
#include <optional>
#include <utility>

#include "podalign/core/contracts.hpp"
#include "podalign/insole/refusal.hpp"

namespace podalign::pipeline {
namespace {

using report::Assessment;
using report::InsoleDocument;

std::optional<double> bodyMass(const Assessment& assessment) {
  const auto mass = assessment.intake.find("body_mass_kg");
  if (mass == assessment.intake.end()) return std::nullopt;
  const double value = std::strtod(mass->second.c_str(), nullptr);
  return value > 0.0 ? std::optional(value) : std::nullopt;
}

// The scan of this foot to build on: one of the standing person first. Errors: kNoUsableScan.
Result<std::size_t> findScan(const Assessment& assessment, Laterality side,
                             const insole::Prescription& prescription) {
  std::optional<std::size_t> best;
  std::string why;
  for (std::size_t i = 0; i < assessment.scans.size(); ++i) {
    const report::ScannedFoot& scan = assessment.scans[i];
    if (scan.foot.side.side != side) continue;
    const std::string problem = insole::whyUnusable(scan.foot, scan.measures);
    if (!problem.empty()) {
      why += (why.empty() ? "" : "; ") + assessment.inputs[scan.source].file + ": " + problem;
      continue;
    }
    const bool standing = scan.foot.load == anatomy::LoadState::Standing;
    if (!best || (standing && assessment.scans[*best].foot.load != anatomy::LoadState::Standing)) {
      best = i;
    }
  }
  if (best) return *best;
  return failure(insole::kNoUsableScan,
                 std::string("INSOLE.NO_USABLE_SCAN: there is no scan of the ") + toString(side) +
                     " foot that an insole can be built on" +
                     (why.empty() ? "" : " (" + why + ")") +
                     ". Scan the foot with its sole; no insole was made.",
                 prescription.source, prescription.feet[side]->line);
}

// The navicular height of the sitting person, where a person set the place.
std::optional<double> sittingNavicular(const Assessment& assessment, Laterality side) {
  for (const report::ScannedFoot& scan : assessment.scans) {
    if (scan.foot.side.side != side || scan.foot.load != anatomy::LoadState::Sitting) continue;
    const auto found = scan.measures.find("navicular_height");
    if (found != scan.measures.end() && found->second.status == measure::Status::Ok) {
      return found->second.value;
    }
  }
  return std::nullopt;
}

}  // namespace

Result<void> checkPrescription(const Case& theCase, const profile::InsoleShape& shape) {
  const bool clinic = theCase.setting == Setting::Clinic;
  return insole::checkPrescription(theCase.prescription ? &*theCase.prescription : nullptr, clinic,
                                   theCase.source, shape);
}

Result<InsoleDocument> insolesOf(const Case& theCase, const std::string& caseSha256,
                                 const profile::Profile& profile, const profile::InsoleShape& shape,
                                 Assessment assessed, const WorkOptions& work) {
  PODALIGN_EXPECTS(theCase.prescription.has_value());
  const insole::Prescription* prescription = &*theCase.prescription;
  InsoleDocument document;
  document.assessment = std::move(assessed);
  document.caseSha256 = caseSha256;
  document.constants = shape.printedConstants;
  const Assessment& assessment = document.assessment;
  const auto groundsOf = [&](Laterality side) {
    return insole::PlanGrounds{shape, profile.insoleParameters, assessment.decision,
                               bodyMass(assessment),
                               insole::blockingRule(profile, assessment.decision, side)};
  };
  // Every refusal comes before anything is built.
  for (const Laterality side : kBothSides) {
    if (!prescription->feet[side]) continue;
    auto allowed = insole::checkFoot(*prescription, side, groundsOf(side));
    if (!allowed) return tl::unexpected(allowed.error());
  }
  for (const Laterality side : kBothSides) {
    if (!prescription->feet[side]) continue;
    if (auto go = checkStop(work); !go) return tl::unexpected(go.error());
    auto scan = findScan(assessment, side, *prescription);
    if (!scan) return tl::unexpected(scan.error());
    const report::ScannedFoot& scanned = assessment.scans[*scan];
    const insole::ScannedSole sole{scanned.foot, scanned.measures,
                                   sittingNavicular(assessment, side)};
    auto plan = insole::makePlan(*prescription, side, sole, groundsOf(side));
    if (!plan) return tl::unexpected(plan.error());
    auto made = insole::makeInsole(scanned.foot, *plan, shape);
    if (!made) return tl::unexpected(made.error());
    append(document.findings, plan->findings);
    append(document.findings, made->findings);
    document.insoles.push_back({std::move(*plan), std::move(*made), *scan, {}});
  }
  if (document.insoles.size() == 2) {
    append(document.findings,
           insole::compareSides(document.insoles[0].plan, document.insoles[1].plan,
                                profile.insoleParameters));
  }
  return document;
}

Result<InsoleDocument> makeInsoles(const Case& theCase, const std::string& caseSha256,
                                   const profile::Profile& profile,
                                   const profile::InsoleShape& shape,
                                   const std::map<std::string, profile::Source>& sources,
                                   const AssessOptions& options) {
  if (auto fits = checkPrescription(theCase, shape); !fits) return tl::unexpected(fits.error());
  auto assessed = assess(theCase, profile, sources, options);
  if (!assessed) return tl::unexpected(assessed.error());
  if (assessed->sideConflict) return tl::unexpected(*assessed->sideConflict);
  return insolesOf(theCase, caseSha256, profile, shape, std::move(assessed->assessment),
                   options.work);
}

}  // namespace podalign::pipeline
