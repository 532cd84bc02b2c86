#pragma once

#include <functional>
#include <map>
#include <string>

#include "support/sample_assessment.hpp"

/// Every kind of assessment that pages have to stand, by name.
namespace podalign::testing {

/// The sample runner, half a year later.
inline report::Assessment followUpVisit() {
  report::Assessment now = planusLeftKnee();
  report::EarlierVisit before;
  before.captured = "2025-11-03T09:00:00+01:00";
  before.sha256 = std::string(64, 'a');
  before.knowledge = now.knowledge;
  for (const report::ScannedFoot& scan : now.scans) {
    before.scans[scan.foot.side.side] = scan.measures;
  }
  before.steps = now.stepMeans;
  before.scans.left["arch_height_index"].value = 0.34;  // far from 0.2956: a change
  before.scans.left["foot_length"].value = 262.0;       // 0.4 mm: none
  before.posture = {"neutral", "neutral"};
  before.score.left = 0.4;
  now.earlier = {before};
  return now;
}

inline report::Assessment longNames() {
  report::Assessment a = planusLeftKnee();
  a.subjectId = "RUNNER-OF-THE-REGIONAL-ATHLETICS-ASSOCIATION-0000000000000001";
  for (report::InputFile& input : a.inputs) {
    input.file = "a very long name of a file that somebody gave to a scan " + input.file;
  }
  for (recommend::FootwearChoice& shoe : a.decision.footwear) {
    shoe.name = "neutral cushioned training shoe with a wide toe box for long distances";
  }
  a.decision.insole.left.gate = "total_contact";
  return a;
}

inline const std::map<std::string, std::function<report::Assessment()>>& variants() {
  static const std::map<std::string, std::function<report::Assessment()>> all{
      {"clinic", planusLeftKnee},  {"shop", shopVisit},
      {"emergency", emergency},    {"oneFoot", oneFoot},
      {"longTexts", longTexts},    {"longNames", longNames},
      {"followUp", followUpVisit}, {"nothing", [] { return report::Assessment{}; }}};
  return all;
}

}  // namespace podalign::testing
