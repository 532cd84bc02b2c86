#pragma once

#include <string>
#include <vector>

#include "podalign/core/result.hpp"
#include "podalign/report/assessment.hpp"
#include "podalign/report/texts.hpp"

/// The JSON documents of docs/contract.md. Keys come in a fixed order, numbers are rounded to the
/// digits that mean something (3 decimals, ratios 5), a number that is not finite is left out.
namespace podalign::report {

/// What `measure` and `inspect` found in some files.
struct MeasurementDocument {
  std::vector<InputFile> inputs;
  std::vector<ScannedFoot> scans;
  std::vector<WalkedStep> steps;
  std::vector<MeasuredWalk> walks;
  ScanComparison comparison;
  Findings findings;
};

/// Who made the document.
struct Producer {
  std::string software;   ///< version of the program
  std::string knowledge;  ///< version and hash of the rule base
  bool approved = false;  ///< a clinician signed the rule base
};

/// On one line (JSON Lines) or indented by two spaces; both end with a line feed.
enum class JsonLayout { OneLine, Indented };

/// `podalign/measurements/1`.
[[nodiscard]] std::string measurementsJson(const MeasurementDocument& document,
                                           const TextRenderer& texts,
                                           JsonLayout layout = JsonLayout::Indented);

/// `podalign/result/1`. In the shop setting every side's tracking level is `not_in_shop` and
/// `differential`, `insole` and `plan` are absent, whatever the decision holds.
[[nodiscard]] std::string resultJson(const Assessment& assessment, const TextRenderer& texts,
                                     JsonLayout layout = JsonLayout::Indented);

/// `podalign/result/1` without `measurements`: the answer of `podalign decide`.
[[nodiscard]] std::string decisionJson(const recommend::Decision& decision,
                                       const Producer& producer, const TextRenderer& texts,
                                       JsonLayout layout = JsonLayout::OneLine);

/// `podalign/error/1`.
[[nodiscard]] std::string errorJson(const Error& error, JsonLayout layout = JsonLayout::Indented);
/// The same for several errors: the first as `error`, all of them as `errors`.
/// Requires: at least one error.
[[nodiscard]] std::string errorsJson(const std::vector<Error>& errors,
                                     JsonLayout layout = JsonLayout::Indented);

}  // namespace podalign::report
