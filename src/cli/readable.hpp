#pragma once

#include <string>

#include "podalign/core/finding.hpp"
#include "podalign/measure/measurement.hpp"
#include "podalign/profile/text_catalogue.hpp"
#include "podalign/report/assessment.hpp"

/// Plain lines for people who use the commands at a terminal; programs read the JSON.
namespace podalign::cli {

/// `  foot_length    275.1 mm ±1.9`, one line per measure, with the reason where one is not ok: its
/// id, and its sentence where that id comes first and is not among `findings`, which are printed
/// anyway.
[[nodiscard]] std::string measureLines(const measure::Measurements& measures,
                                       const Findings& findings,
                                       const profile::TextCatalogue& texts);

/// `left.stl: stl-binary, unit m (inferred)`
[[nodiscard]] std::string inputLine(const report::InputFile& input,
                                    const profile::TextCatalogue& texts);

/// `  left foot (inferred, 98 %), standing`
[[nodiscard]] std::string footLine(const report::ScannedFoot& scan,
                                   const profile::TextCatalogue& texts);

/// `  right foot, frames 58-134: complete`
[[nodiscard]] std::string stepLine(const report::WalkedStep& step,
                                   const profile::TextCatalogue& texts);

/// `  4 footfalls together`, above what they say of the walk.
[[nodiscard]] std::string walkLine(const report::MeasuredWalk& walk,
                                   const profile::TextCatalogue& texts);
[[nodiscard]] std::string walkFootLine(Laterality side, const profile::TextCatalogue& texts);

/// What several scans say together: left minus right, each with real or within error; typical error
/// and smallest detectable change of repeats.
[[nodiscard]] std::string comparisonLines(const report::ScanComparison& comparison,
                                          const Findings& findings,
                                          const profile::TextCatalogue& texts);

/// `caution: left.stl: ...`, one line per finding.
[[nodiscard]] std::string findingLines(const Findings& findings,
                                       const profile::TextCatalogue& texts);

}  // namespace podalign::cli
