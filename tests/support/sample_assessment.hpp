#pragma once

#include <string>
#include <utility>
#include <vector>

#include "podalign/report/assessment.hpp"
#include "support/sample_foot.hpp"

/// Made-up assessments for tests of documents and pages: a low-arched runner with left knee pain in
/// the clinic, and variants of it.
namespace podalign::testing {

using measure::Measurement;
using measure::Measurements;
using recommend::Decision;
using recommend::LinkState;
using recommend::Recommendation;

inline Measurement sampleMeasure(double value, const std::string& unit, double processing,
                                 double device, double repositioning, const std::string& name) {
  Measurement measured = measure::ok(value, unit, processing, {"method." + name, {}});
  measured.error.device = device;
  measured.error.repositioning = repositioning;
  return measured;
}

inline Measurements sampleScanMeasures(Laterality side) {
  const bool left = side == Laterality::Left;
  Measurements m;
  m["foot_length"] = sampleMeasure(left ? 262.4 : 261.1, "mm", 0.4, 1.5, 1.0, "foot_length");
  m["truncated_foot_length"] =
      sampleMeasure(left ? 189.8 : 190.4, "mm", 1.6, 1.5, 1.0, "truncated_foot_length");
  m["ball_width"] = sampleMeasure(left ? 101.2 : 99.6, "mm", 0.5, 1.2, 0.9, "ball_width");
  m["ball_width_oblique"] =
      sampleMeasure(left ? 104.0 : 102.3, "mm", 0.7, 1.2, 0.9, "ball_width_oblique");
  m["heel_width"] = sampleMeasure(left ? 66.8 : 66.1, "mm", 0.6, 1.2, 1.0, "heel_width");
  m["dorsum_height_50"] =
      sampleMeasure(left ? 56.1 : 58.9, "mm", 0.5, 1.0, 1.0, "dorsum_height_50");
  m["arch_height_index"] =
      sampleMeasure(left ? 0.2956 : 0.3093, "ratio", 0.004, 0.006, 0.006, "arch_height_index");
  m["rearfoot_angle"] = measure::lowConfidence(
      sampleMeasure(left ? 7.9 : 6.2, "deg", 1.2, 1.0, 2.0, "rearfoot_angle"),
      {"SCAN.TOES_NOT_SEPARATE", {}});
  m["arch_index"] =
      measure::notValid("ratio", {"method.arch_index_scan", {}}, {"SCAN.SOLE_NOT_LOADED", {}});
  return m;
}

inline Measurements sampleStepMeasures(double offset) {
  Measurements m;
  m["max_force"] = sampleMeasure(742.0 + offset, "N", 4.0, 37.0, 0.0, "max_force");
  m["peak_pressure"] = sampleMeasure(310.0 + offset, "kPa", 5.0, 15.0, 0.0, "peak_pressure");
  m["contact_area"] = sampleMeasure(118.5 + offset / 10.0, "cm2", 1.2, 1.5, 0.0, "contact_area");
  m["contact_time"] = sampleMeasure(0.69 + offset / 1000.0, "s", 0.01, 0.01, 0.0, "contact_time");
  m["arch_index"] =
      sampleMeasure(0.281 + offset / 2000.0, "ratio", 0.006, 0.004, 0.0, "arch_index");
  m["cpei"] = sampleMeasure(13.4 + offset / 10.0, "%", 0.8, 0.5, 1.9, "cpei");
  return m;
}

inline Recommendation sampleRule(std::string rule, std::string category,
                                 std::vector<Laterality> sides, std::string grade,
                                 std::vector<std::string> sources, std::string runner,
                                 std::string clinical) {
  Recommendation r;
  r.rule = std::move(rule);
  r.category = std::move(category);
  r.sides = std::move(sides);
  r.grade = std::move(grade);
  r.sources = std::move(sources);
  if (r.sources.empty()) r.basis = "expert opinion, no published source";
  r.textRunner = std::move(runner);
  r.textClinical = std::move(clinical);
  return r;
}

inline std::vector<recommend::TrackingLink> sampleLinks() {
  return {{"rearfoot",
           LinkState::Present,
           "Low-arched or rolled-in foot, or rolls in when walking.",
           "Pronated posture and kneecap pain: very limited evidence, small effect (SMD .28-.33).",
           "No association in novice runners (THIJS2008, n=102); navicular drop no risk factor "
           "(BOLING2021, n=4543).",
           {"NEAL2014", "RISKOWSKI2013"}},
          {"tibia",
           LinkState::NotAssessed,
           "Rotation of the shin bone is not measured by this tool: an examiner or motion capture "
           "has to see it.",
           "Heel eversion turns the shin bone inwards: coefficient .68 +/- .15 in vitro. Mechanism "
           "only.",
           "The height of an arch support had no effect on rotation of the shin bone.",
           {"FISCHER2018", "BARTON2012"}},
          {"femur",
           LinkState::Present,
           "Knee seen to drop inwards in the single-leg squat.",
           "Hip adduction predicted kneecap pain in women runners (NOEHREN2013).",
           "Gait retraining added nothing to education at 20 weeks (ESCULIER2018, n=69).",
           {"BARTON2012", "NOEHREN2013"}},
          {"quadriceps_line",
           LinkState::NotAssessed,
           "Not inferred from the foot. A Q angle that was entered is shown and decides nothing.",
           "The Q angle changes with foot placement alone (7-16 degrees).",
           "The Q angle is no risk factor for kneecap pain (NEAL2019, BOLING2021).",
           {"OLERUD1984"}},
          {"knee_cap",
           LinkState::Present,
           "The pain has the pattern of the kneecap joint.",
           "That rolling in presses on the kneecap joint is a theoretical model (TIBERIO1987).",
           "Alignment and maltracking were not found to be causes (ESCULIER2020).",
           {"TIBERIO1987", "NEAL2014"}}};
}

inline recommend::PlanItem samplePlan(std::string rule, int fromWeek, int toWeek,
                                      std::string fromDate, std::string toDate, std::string what) {
  recommend::PlanItem item;
  item.rule = std::move(rule);
  item.when =
      toWeek == 0 ? "now" : "weeks " + std::to_string(fromWeek) + "-" + std::to_string(toWeek);
  item.what = std::move(what);
  item.fromWeek = fromWeek;
  item.toWeek = toWeek;
  item.fromDate = std::move(fromDate);
  item.toDate = std::move(toDate);
  return item;
}

inline Decision samplePlanusDecision() {
  const std::vector<Laterality> left{Laterality::Left};
  Decision d;
  d.setting = "clinic";
  d.feet.left = {"planus",
                 1.12,
                 "high",
                 "none",
                 {{"clinical", {1.0, "planus"}},
                  {"scan_arch", {1.0, "planus"}},
                  {"footprint", {1.0, "planus"}}},
                 {{"neutral", 0.14}, {"planus", 0.71}, {"severe_planus", 0.15}},
                 "pronated",
                 "typical"};
  d.feet.right = {"neutral",
                  0.58,
                  "moderate",
                  "minor",
                  {{"clinical", {1.0, "planus"}}, {"scan_arch", {0.5, "neutral"}}},
                  {{"neutral", 0.63}, {"planus", 0.37}},
                  "neutral",
                  "typical"};
  d.asymmetry = "none";
  d.tracking.left = {"PTR2",
                     "R-PTR-03",
                     "possible, small or unconfirmed",
                     sampleLinks(),
                     "Your foot shape might play a small part in your knee pain.",
                     "Static posture only: very limited evidence, small effect."};
  d.tracking.right = {"PTR0", "", "not relevant now", {}, "", ""};
  d.differential = {"PFPS"};
  d.footwear = {
      {"neutral_cushioned",
       "first",
       "R-FW-01",
       "neutral cushioned shoe",
       {{"drop_mm", "6-10"},
        {"stack_heel_mm", "28-38"},
        {"torsional", "medium"},
        {"last", "semi-curved"}}},
      {"stability",
       "option",
       "R-FW-02",
       "mild stability shoe",
       {{"drop_mm", "8-10"},
        {"torsional", "medium-high"},
        {"midsole", "medial support: firmer medial foam, guide rails or wider medial flare"}}}};
  d.sizes.longerFoot = Laterality::Left;
  d.sizes.sizes = {
      {"mondopoint", "265"}, {"eu", "41.5"}, {"uk", "8"}, {"us_men", "9"}, {"us_women", "10.5"}};
  d.insole.left = {"prefab_trial", recommend::Posting{4.0, 6.0}, std::nullopt, "R-INS-03"};
  d.insole.right = {"prefab_trial", recommend::Posting{0.0, 0.0}, recommend::HeelLift{3.0, 6.0},
                    "R-INS-19"};
  d.plan = {
      samplePlan("R-LOAD-01", 0, 0, "2026-05-04", "2026-05-04",
                 "Run only as long as it is pain-free (5 minutes), every other day, and add a "
                 "little each time."),
      samplePlan("R-LOAD-03", 0, 0, "2026-05-04", "2026-05-04", "Swim, row or cycle instead."),
      samplePlan("R-ADJ-02", 0, 12, "2026-05-04", "2026-07-27",
                 "Strengthen thigh and hip 3 times a week for 6-12 weeks."),
      samplePlan("R-ADJ-04", 0, 12, "2026-05-04", "2026-07-27",
                 "Practise small squats and landing in front of a mirror: kneecap points forward."),
      samplePlan("R-GAIT-01", 2, 4, "2026-05-18", "2026-06-01",
                 "Take shorter, quicker steps: 172 to 180 per minute instead of 164.")};
  d.followUp = {
      samplePlan("R-FUP-01", 2, 2, "2026-05-18", "2026-05-18",
                 "Check-up: irritability, comfort of the insole, skin."),
      samplePlan("R-FUP-01", 6, 6, "2026-06-15", "2026-06-15",
                 "Check-up: go on with the insole or not."),
      samplePlan("R-FUP-01", 12, 12, "2026-07-27", "2026-07-27", "Check-up: wean and finish.")};
  d.recommendations = {
      sampleRule("R-SAF-21", "safety", {}, "S+E", {"NIELSEN2014R"},
                 "Pain that lasts or gets worse should be seen by a physiotherapist.",
                 "Persistent symptoms: full assessment; review of the diagnosis by a clinician."),
      sampleRule("R-CLS-03", "classification", left, "C", {"SCHLEESE2025"},
                 "Your left foot rolls in a little more than most when you walk.",
                 "CPEI supports, and never overturns, the static class."),
      sampleRule("R-PTR-03", "patellar_tracking", left, "C",
                 {"NEAL2014", "THIJS2008", "BOLING2021"},
                 "Your foot shape might play a small part in your knee pain.",
                 "Static posture only: very limited evidence, small effect."),
      sampleRule(
          "R-FW-01", "footwear", {}, "B", {"KNAPIK2014", "MALISOUX2020"},
          "Choose the shoe that feels best; cushioned and neutral is a good start.",
          "Comfort first; type matching does not lower the risk of injury (RR .97, n=7203)."),
      sampleRule("R-FW-02", "footwear", {}, "C", {"MALISOUX2016", "WILLEMS2021"},
                 "If it feels better at once, a mild stability shoe may be tried.",
                 "Option only with symptoms and a low-arched foot; trials disagree."),
      sampleRule("R-INS-03", "insole", left, "A-short-term-pain", {"WILLY2019", "HOSSAIN2011"},
                 "A ready-made insole may ease the pain for the first weeks.",
                 "Prefabricated, up to 6 weeks, with exercise; stop when it does not help."),
      sampleRule("R-INS-19", "insole", {Laterality::Right}, "E", {},
                 "The other shoe gets the same insole without extra support.",
                 "Pair device without correction on the side that does not meet a rule."),
      sampleRule("R-ADJ-02", "adjunct", left, "A", {"NEAL2024", "COLLINS2018", "HANSEN2023"},
                 "Strengthen thigh and hip 3 times a week for 6-12 weeks.",
                 "Knee-targeted with or without hip exercise, 3 times a week."),
      sampleRule("R-LOAD-03", "load", {}, "S", {}, "Swim, row or cycle instead.",
                 "Cross-training at pain of at most 2/10."),
      sampleRule("R-GAIT-01", "gait", left, "B", {"LENHART2014", "WILLSON2014", "TREK"},
                 "Take shorter, quicker steps: about 5-10% more per minute.",
                 "+10%: peak force at the kneecap joint -14%; caution calf."),
      sampleRule("R-OUT-01", "output", {}, "R", {"FDACDS2026"},
                 "This report supports, and does not replace, a professional.",
                 "Independent review, automation-bias notice.")};
  d.recommendations[4].contrary = {"RYAN2011", "KNAPIK2014"};
  d.recommendations[9].provisional = true;
  for (const Recommendation& r : d.recommendations) d.rulesFired.push_back(r.rule);
  d.blocked = {{"R-ADJ-07", "R-SAF-20", std::nullopt}, {"R-INS-10", "R-SAF-13", Laterality::Right}};
  d.notEvaluable = {{"R-ADJ-10", {"effusion", "patellar_instability_history"}, Laterality::Left}};
  d.missing = {"cadence_spm", "body_mass_kg", "shoe_comfort_0_10"};
  return d;
}

inline report::Assessment planusLeftKnee() {
  report::Assessment a;
  a.software = "0.1.0";
  a.knowledge = "2026.1+sha256:3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855e";
  a.setting = "clinic";
  a.subjectId = "RUNNER-7";
  a.captured = "2026-05-04T10:20:00+02:00";
  a.inputs = {
      {"left.stl", "stl-binary", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
       "mm", "declared"},
      {"right.stl", "stl-binary",
       "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752", "mm", "inferred"},
      {"walk.lst", "emed-lst", "fd61a03af4f77d870fc21e05e7e80678095c92d808cfb3b5c279ee04c74aca13",
       "kPa", "format"}};
  a.scans = {
      {0, sampleFoot(Laterality::Left, {262.0, 9.0}), sampleScanMeasures(Laterality::Left)},
      {1, sampleFoot(Laterality::Right, {261.0, 14.0}), sampleScanMeasures(Laterality::Right)}};
  for (int i = 0; i < 3; ++i) {
    for (const Laterality side : kBothSides) {
      const bool left = side == Laterality::Left;
      a.steps.push_back({2, sampleStep(side, {left ? 0.6 : 0.35, left ? 12 : 40, true}),
                         sampleGrid(), units::seconds(0.01),
                         sampleStepMeasures((left ? -9.0 : 6.0) + 4.0 * i)});
    }
  }
  a.stepMeans.left = sampleStepMeasures(-5.0);
  a.stepMeans.right = sampleStepMeasures(10.0);
  a.comparison.pair["left_right_surface_difference"] =
      sampleMeasure(1.4, "mm", 0.2, 0.4, 0.5, "left_right_surface_difference");
  a.entered = {{Laterality::Left, "FPI6", 7.0}, {Laterality::Right, "FPI6", 6.0}};
  a.intake = {{"age_years", "34"},        {"sex", "f"},
              {"knee_pain", "left"},      {"pain_location", "peripatellar"},
              {"pain_running_0_10", "4"}, {"screen", "complete"}};
  a.decision = samplePlanusDecision();
  a.findings = {
      {{"SCAN.UNIT_INFERRED", {{"unit", "mm"}, {"length", "261.1"}}}, Severity::Note, "right.stl"},
      {{"DEVICE.UNKNOWN", {}}, Severity::Caution, "left.stl"}};
  a.postureScale = {{"severe_cavus", -2.0, -1.5},
                    {"cavus", -1.5, -0.75},
                    {"neutral", -0.75, 0.75},
                    {"planus", 0.75, 1.5},
                    {"severe_planus", 1.5, 2.0}};
  a.citations = {{"NEAL2014",
                  "Neal BS et al. Foot posture as a risk factor for lower limb overuse injury: a "
                  "systematic review and meta-analysis. J Foot Ankle Res 2014;7:55"},
                 {"THIJS2008",
                  "Thijs Y et al. Gait-related intrinsic risk factors for patellofemoral pain in "
                  "novice recreational runners. Br J Sports Med 2008;42:466-471"},
                 {"KNAPIK2014",
                  "Knapik JJ et al. Injury-reduction effectiveness of prescribing running shoes on "
                  "the basis of foot arch height. J Orthop Sports Phys Ther 2014;44:805-812"}};
  return a;
}

/// A shop visit: no pain, neutral feet, scans only.
inline report::Assessment shopVisit() {
  report::Assessment a = planusLeftKnee();
  a.setting = "shop";
  Decision d;
  d.setting = "shop";
  d.feet.left = {
      "neutral",      0.0,           "moderate", "none", {{"scan_arch", {0.0, "neutral"}}}, {},
      "not_assessed", "not_assessed"};
  d.feet.right = d.feet.left;
  d.asymmetry = "none";
  d.tracking.left = {"not_in_shop", "", "", {}, "", ""};
  d.tracking.right = d.tracking.left;
  d.footwear = {{"keep_current", "first", "R-FW-14", "keep the present shoe", {}}};
  d.sizes = a.decision.sizes;
  d.recommendations = {
      sampleRule("R-FW-14", "footwear", {}, "B", {"KNAPIK2014"},
                 "Your present shoe feels good: keep it.",
                 "Comfortable shoe, no symptoms: no change."),
      sampleRule("R-FUP-02", "followup", {}, "E", {}, "Come back when you need new shoes.", "")};
  d.rulesFired = {"R-FW-14", "R-FUP-02"};
  d.followUp = {samplePlan("R-FUP-02", 52, 52, "2027-05-03", "2027-05-03",
                           "Come back when you need new shoes.")};
  a.decision = d;
  a.entered.clear();
  a.intake = {{"knee_pain", "none"}, {"screen", "complete"}};
  return a;
}

/// A red flag that suppresses all advice.
inline report::Assessment emergency() {
  report::Assessment a = planusLeftKnee();
  Decision& d = a.decision;
  d.escalationLevel = "emergency";
  d.escalationRules = {"R-SAF-01"};
  d.tracking.left = {"suppressed", "", "withheld: escalation first", {}, "", ""};
  d.tracking.right = d.tracking.left;
  d.differential.clear();
  d.footwear.clear();
  d.sizes = {};
  d.insole.left = {"blocked", std::nullopt, std::nullopt, ""};
  d.insole.right = d.insole.left;
  d.plan.clear();
  d.followUp.clear();
  d.recommendations = {
      sampleRule("R-SAF-00", "safety", {}, "R", {},
                 "This result cannot recommend shoes or insoles today. Please follow the advice in "
                 "the box first.",
                 "Escalation pre-empts corrections; device/footwear advice withheld."),
      sampleRule("R-SAF-01", "safety", {}, "R", {"GCAREKNEE", "KNEEREDFLAGS"},
                 "Go to emergency care today: a hot, red or swollen joint with feeling ill needs "
                 "checking at once.",
                 "Possible septic arthritis: same-day emergency assessment.")};
  d.rulesFired = {"R-SAF-00", "R-SAF-01"};
  d.blocked = {{"R-FW-01", "R-SAF-00", std::nullopt}, {"R-INS-03", "R-SAF-00", Laterality::Left}};
  return a;
}

/// Only the right foot was scanned, and nothing was walked.
inline report::Assessment oneFoot() {
  report::Assessment a = planusLeftKnee();
  a.scans.erase(a.scans.begin());
  a.steps.clear();
  a.stepMeans = {};
  a.comparison.pair.clear();
  a.decision.feet.left = {};
  return a;
}

/// Every text many times as long: pages must flow.
inline report::Assessment longTexts() {
  report::Assessment a = planusLeftKnee();
  const auto stretched = [](const std::string& text) {
    std::string out;
    for (int i = 0; i < 9; ++i) out += text + " ";
    return out;
  };
  for (Recommendation& r : a.decision.recommendations) {
    r.textRunner = stretched(r.textRunner);
    r.textClinical = stretched(r.textClinical);
  }
  for (recommend::TrackingLink& link : a.decision.tracking.left.links) {
    link.strength = stretched(link.strength);
  }
  for (recommend::PlanItem& item : a.decision.plan) item.what = stretched(item.what);
  a.decision.tracking.right = a.decision.tracking.left;
  a.subjectId = "W" + std::string(120, 'n');
  a.inputs[0].file = std::string(160, 'x') + ".stl";
  a.findings.push_back(
      {{"SCAN.SYNTHETIC_SOLE", {{"percent", "74"}}}, Severity::Reject, "left.stl"});
  return a;
}

}  // namespace podalign::testing
