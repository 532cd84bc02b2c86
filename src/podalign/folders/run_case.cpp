#include "podalign/folders/run_case.hpp"

#include <fmt/format.h>

#include <exception>
#include <nlohmann/json.hpp>
#include <system_error>

#include "podalign/core/sha256.hpp"
#include "podalign/deliver/output_folder.hpp"
#include "podalign/ingest/file_bytes.hpp"

namespace podalign::folders {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

std::string stateOf(const fs::path& file) {
  std::error_code problem;
  const auto size = fs::file_size(file, problem);
  if (problem) return "missing";
  const auto time = fs::last_write_time(file, problem).time_since_epoch().count();
  return fmt::format("{}:{}", size, time);
}

Json errorOf(const Error& error) {
  return {{"code", static_cast<int>(error.code)},
          {"message", error.message},
          {"source", error.source},
          {"line", error.line}};
}

Result<deliver::Delivered> assessed(const CaseJob& job, const profile::Profile& knowledge,
                                    const deliver::DeliveryOptions& options) {
  try {
    auto theCase = pipeline::readCaseFile(job.caseFile);
    if (!theCase) return tl::unexpected(theCase.error());
    if (job.setting) theCase->setting = job.setting;
    return deliver::assessToDocuments(*theCase, knowledge, options);
  } catch (const std::exception& problem) {
    // One case must not end the others.
    return failure(ErrorCode::Internal,
                   std::string("internal error, nothing was recommended: ") + problem.what(),
                   job.caseFile.filename().string());
  }
}

}  // namespace

const char* toString(CaseStatus status) {
  switch (status) {
    case CaseStatus::Done: return "done";
    case CaseStatus::SideConflict: return "side_conflict";
    case CaseStatus::Refused: break;
  }
  return "refused";
}

std::string fingerprintOf(const CaseJob& job, const profile::Profile& knowledge,
                          const deliver::DeliveryOptions& options) {
  std::string told =
      fmt::format("{} {} {} {} {} {} {} {} {}", pipeline::softwareVersion(),
                  profile::versionAndHash(knowledge.manifest), options.language,
                  static_cast<int>(options.paper), static_cast<int>(options.ink),
                  static_cast<int>(options.lengths), static_cast<int>(options.snomed),
                  options.assess.keepReadable ? "partial" : "whole",
                  job.setting ? pipeline::toString(*job.setting) : "");
  for (const deliver::OutputFormat format : options.formats) {
    told += fmt::format(" {}", static_cast<int>(format));
  }
  const auto bytes = ingest::openFile(job.caseFile);
  if (bytes) told += sha256Hex(bytes->view());
  if (const auto theCase = pipeline::readCaseFile(job.caseFile)) {
    for (const auto& scan : theCase->scans) told += stateOf(scan.file) + stateOf(scan.landmarks);
    for (const auto& plate : theCase->plates) told += stateOf(plate.file) + stateOf(plate.zones);
  }
  return sha256Hex(told);
}

Result<CaseOutcome> runCase(const CaseJob& job, const profile::Profile& knowledge,
                            deliver::DeliveryOptions options) {
  auto folder = deliver::OutputFolder::make(job.outputFolder, "--out");
  if (!folder) return tl::unexpected(folder.error());
  folder->removeUnfinished();
  options.caseName = job.name;
  Json line{{"case", job.name}};
  CaseOutcome outcome;
  auto delivered = assessed(job, knowledge, options);
  if (!delivered) {
    if (delivered.error().code == ErrorCode::Cancelled) return tl::unexpected(delivered.error());
    folder->removeDocuments();
    outcome.status = CaseStatus::Refused;
    outcome.error = delivered.error();
  } else {
    if (auto written = folder->write(*delivered); !written) return tl::unexpected(written.error());
    if (delivered->sideConflict) {
      outcome.status = CaseStatus::SideConflict;
      outcome.error = delivered->sideConflict;
    }
  }
  line["status"] = toString(outcome.status);
  if (outcome.error) line["error"] = errorOf(*outcome.error);
  if (delivered && !delivered->refused.empty()) {
    for (const Error& refused : delivered->refused) line["left_out"].push_back(errorOf(refused));
  }
  if (outcome.status == CaseStatus::Done) {
    line["urgency"] = delivered->decision.escalationLevel;
    for (const Laterality side : kBothSides) {
      line["posture"][podalign::toString(side)] = delivered->decision.feet[side].posture;
    }
  }
  line["documents"] = Json::array();
  if (delivered) {
    for (const deliver::Document& document : delivered->documents) {
      line["documents"].push_back(document.name);
    }
  }
  // A name that is no UTF-8 must not end the run.
  outcome.line = line.dump(-1, ' ', false, Json::error_handler_t::replace);
  return outcome;
}

}  // namespace podalign::folders
