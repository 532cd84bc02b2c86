#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "podalign/report/json.hpp"

// Pieces that the JSON documents share. Private to the module: nlohmann types stop here.
namespace podalign::report::internal {

using Json = nlohmann::ordered_json;

// The digits that mean something for `unit`, so that the last bits of a processor never show.
[[nodiscard]] double rounded(double value, std::string_view unit);

// Leaves `key` out when the value is not finite.
void putNumber(Json& object, const char* key, double value, std::string_view unit);

[[nodiscard]] std::string dump(const Json& document, JsonLayout layout);
[[nodiscard]] std::string rendered(const Message& message, const TextRenderer& texts);

[[nodiscard]] Json toJson(const Finding& finding, const TextRenderer& texts);
[[nodiscard]] Json toJson(const Findings& findings, const TextRenderer& texts);
[[nodiscard]] Json toJson(std::span<const InputFile> inputs);
[[nodiscard]] Json toJson(const measure::Measurements& measures, const TextRenderer& texts);

// `pair`, `left_right`, `sitting_standing` and `repeats` of a measurement document, those that are.
void putComparison(Json& document, const ScanComparison& comparison, const TextRenderer& texts);

// `feet` and `footfalls` of a measurement document.
[[nodiscard]] Json feetJson(std::span<const ScannedFoot> scans, std::span<const InputFile> inputs,
                            const TextRenderer& texts);
[[nodiscard]] Json footfallsJson(std::span<const WalkedStep> steps,
                                 std::span<const InputFile> inputs, const TextRenderer& texts);

// `walks`: what several footfalls say together; their numbers count the footfalls of the document.
[[nodiscard]] Json walksJson(std::span<const MeasuredWalk> walks, std::span<const InputFile> inputs,
                             const TextRenderer& texts);

// `registrations`: prints on scans; `foot` and `footfall` count those of the document.
[[nodiscard]] Json registrationsJson(const Assessment& assessment, const TextRenderer& texts);

}  // namespace podalign::report::internal
