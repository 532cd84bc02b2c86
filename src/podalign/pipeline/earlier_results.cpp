#include "podalign/pipeline/earlier_results.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "podalign/core/sha256.hpp"

namespace podalign::pipeline {
namespace {

using Json = nlohmann::json;
using report::EarlierVisit;

constexpr std::size_t kLargest = std::size_t{64} << 20U;
constexpr int kDeepest = 64;
constexpr std::size_t kDay = 10;  // 2026-05-04

Json parsed(std::string_view text) {
  const Json::parser_callback_t notTooDeep = [](int depth, Json::parse_event_t, Json&) {
    return depth <= kDeepest;
  };
  return Json::parse(text, notTooDeep, /*allow_exceptions=*/false);
}

std::string textOf(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<double> numberOf(const Json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_number()) return std::nullopt;
  const double value = found->get<double>();
  return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

const Json& child(const Json& object, const char* key) {
  static const Json kNothing = Json::object();
  const auto found = object.is_object() ? object.find(key) : object.end();
  return found == object.end() ? kNothing : *found;
}

// Only what is ok, with its band: nothing else is compared.
measure::Measurements measuresOf(const Json& document) {
  measure::Measurements measures;
  if (!document.is_object()) return measures;
  for (const auto& [name, entry] : document.items()) {
    if (!entry.is_object() || textOf(entry, "status") != "ok") continue;
    const auto value = numberOf(entry, "value");
    const auto error = numberOf(entry, "error");
    if (!value || !error || *error < 0.0) continue;
    measures[name] = measure::ok(*value, textOf(entry, "unit"), *error, {"", {}});
  }
  return measures;
}

EarlierVisit visitOf(const Json& result) {
  EarlierVisit visit;
  visit.captured = textOf(result, "captured");
  visit.knowledge = textOf(child(result, "produced_by"), "knowledge");
  const Json& measurements = child(result, "measurements");
  const Json& scans = child(measurements, "feet");
  for (const Laterality side : kBothSides) {
    const char* name = toString(side);
    for (const Json& scan : scans) {
      if (!scan.is_object() || textOf(scan, "side") != name) continue;
      // The standing scan stands for the foot, as on the pages of that visit.
      if (!visit.scans[side].empty() && textOf(scan, "load") != "standing") continue;
      visit.scans[side] = measuresOf(child(scan, "measures"));
    }
    visit.steps[side] = measuresOf(child(child(measurements, "step_means"), name));
    const Json& foot = child(child(result, "feet"), name);
    visit.posture[side] = textOf(foot, "posture");
    visit.score[side] = numberOf(foot, "score");
  }
  return visit;
}

Result<EarlierVisit> readOne(const std::filesystem::path& file, const Case& theCase,
                             const ingest::GivenFiles* given) {
  auto bytes = ingest::openFile(file, given);
  if (!bytes) return tl::unexpected(bytes.error());
  const std::string source = file.filename().string();
  if (bytes->view().size() > kLargest) {
    return failure(ErrorCode::TooLarge, "an earlier result of more than 64 MB is none of ours",
                   source);
  }
  const Json result = parsed(bytes->view());
  if (!result.is_object() || textOf(result, "schema") != "podalign/result/1") {
    return failure(ErrorCode::Malformed,
                   "this is no result of Podalign ('podalign/result/1'). Name a result.json under "
                   "'earlier', or leave the line out",
                   source);
  }
  const std::string subject = textOf(child(result, "subject"), "id").empty()
                                  ? textOf(result, "subject")
                                  : textOf(child(result, "subject"), "id");
  if (subject != theCase.subjectId) {
    return failure(ErrorCode::CaseInvalid,
                   "this earlier result is of another subject than the case. Only results of one "
                   "person are compared: take it out, or correct 'subject'",
                   source);
  }
  EarlierVisit visit = visitOf(result);
  visit.sha256 = sha256Hex(bytes->view());
  const bool dated = visit.captured.size() >= kDay && theCase.captured.size() >= kDay;
  if (!dated) {
    return failure(ErrorCode::CaseInvalid,
                   "the case or this earlier result has no date, so it cannot be said which came "
                   "first. State 'captured' in both",
                   source);
  }
  // Dates alone: two visits on one day are no follow-up.
  if (visit.captured.substr(0, kDay) >= theCase.captured.substr(0, kDay)) {
    return failure(ErrorCode::CaseInvalid,
                   "this earlier result is not older than the case (" + visit.captured +
                       "). Correct 'captured', or take it out of 'earlier'",
                   source);
  }
  return visit;
}

}  // namespace

Result<std::vector<EarlierVisit>> readEarlierResults(const Case& theCase,
                                                     const ingest::GivenFiles* given) {
  std::vector<EarlierVisit> visits;
  for (const std::filesystem::path& file : theCase.earlier) {
    auto visit = readOne(file, theCase, given);
    if (!visit) return tl::unexpected(visit.error());
    visits.push_back(std::move(*visit));
  }
  std::stable_sort(visits.begin(), visits.end(),
                   [](const auto& a, const auto& b) { return a.captured < b.captured; });
  return visits;
}

}  // namespace podalign::pipeline
