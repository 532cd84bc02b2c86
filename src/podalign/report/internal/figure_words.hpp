#pragma once

#include <string>
#include <vector>

#include "podalign/report/internal/figures.hpp"

// What the figures show, in words, for someone who does not see them: the alternative texts.
namespace podalign::report::internal {

[[nodiscard]] std::string sideViewWords(const ScannedFoot& scan, const Labels& labels);
[[nodiscard]] std::string soleViewWords(const ScannedFoot& scan, const Labels& labels);
[[nodiscard]] std::string pressureMapWords(const WalkedStep& step, const Labels& labels);
[[nodiscard]] std::string postureGaugeWords(const recommend::FootClass& foot, Laterality side,
                                            const Labels& labels);
[[nodiscard]] std::string kneeChainWords(Laterality side,
                                         const std::vector<recommend::TrackingLink>& links,
                                         const Labels& labels);
[[nodiscard]] std::string comparisonWords(const std::vector<Comparison>& rows,
                                          const Labels& labels);
[[nodiscard]] std::string exerciseWords(const std::vector<std::string>& names,
                                        const Labels& labels);

}  // namespace podalign::report::internal
