#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "podalign/profile/explain.hpp"

namespace podalign::profile {

/// Collects what is said under one heading after the other; empty headings are left out.
class Details {
 public:
  void add(std::string_view label, const std::string& line);
  void add(std::string_view label, const std::vector<std::string>& lines);
  [[nodiscard]] std::vector<PartDetail> take() { return std::move(details_); }

 private:
  std::vector<PartDetail> details_;
};

[[nodiscard]] std::string joined(const std::vector<std::string>& words);
/// A number as short as it can be written.
[[nodiscard]] std::string numberText(double value);
/// Each source with its citation and what of it was read.
[[nodiscard]] std::vector<std::string> citations(const Profile& profile,
                                                 const std::vector<std::string>& sources);
[[nodiscard]] bool holdsWord(const std::vector<std::string>& words, std::string_view word);
/// Fields and names that an expression reads, names looked into.
void collectReads(const Profile& profile, const Expression& expression,
                  std::vector<std::string>& fields, std::vector<std::string>& names);

void explainRule(const Profile& profile, const Background& background, const Rule& rule,
                 Details& details);
void explainShoe(const Profile& profile, const ShoeCategory& shoe, Details& details);
void explainSize(const Profile& profile, const SizeScale& scale, Details& details);
void explainInsoleParameter(const Profile& profile, const InsoleParameter& parameter,
                            Details& details);
void explainLink(const Profile& profile, const ChainLink& link, Details& details);
void explainDevice(const Profile& profile, const DeviceProfile& device, Details& details);
void explainName(const Profile& profile, const Derived& name, Details& details);
void explainField(const Profile& profile, const Field& field, Details& details);
void explainMeasure(const Profile& profile, const MeasureKnowledge& measure, Details& details);
void explainSource(const Profile& profile, const Background& background, const Source& source,
                   Details& details);

}  // namespace podalign::profile
