// Shoes, sizes, insoles, links, devices and named conditions in words.
#include "podalign/profile/internal/explain_parts.hpp"

namespace podalign::profile {

void explainShoe(const Profile& profile, const ShoeCategory& shoe, Details& details) {
  for (const std::string& feature : profile.footwear.featureOrder) {
    const auto found = shoe.features.find(feature);
    if (found == shoe.features.end()) continue;
    details.add("features",
                profile.texts.render("words.feature." + feature) + ": " + found->second);
  }
  if (!shoe.proposed) details.add("use", profile.texts.render("profile.described_only"));
  std::vector<std::string> rules;
  for (const Rule& rule : profile.rules) {
    for (const FootwearEffect& effect : rule.footwear) {
      if (effect.category == shoe.id && !holdsWord(rules, rule.id)) rules.push_back(rule.id);
    }
  }
  details.add("rules", joined(rules));
  details.add("sources", citations(profile, shoe.sources));
  details.add("basis", shoe.basis);
}

void explainInsoleParameter(const Profile& profile, const InsoleParameter& parameter,
                            Details& details) {
  const auto limit = [&parameter](const std::optional<double>& number, const std::string& words) {
    std::string text = number ? numberText(*number) + " " + parameter.unit : std::string();
    if (!words.empty()) text += (text.empty() ? "" : ", ") + words;
    return text;
  };
  details.add("usual", parameter.usual);
  if (parameter.step) details.add("step", numberText(*parameter.step) + " " + parameter.unit);
  details.add("auto_limit", limit(parameter.autoMax, parameter.autoText));
  details.add("clinician_limit", limit(parameter.clinicianMax, parameter.clinicianText));
  details.add("rules", joined(parameter.rules));
  details.add("sources", citations(profile, parameter.sources));
  details.add("basis", parameter.basis);
  if (parameter.provisional)
    details.add("provisional", profile.texts.render("profile.provisional"));
}

void explainLink(const Profile& profile, const ChainLink& link, Details& details) {
  if (link.presentIf) details.add("present_if", link.presentIf->text);
  if (link.absentIf) details.add("absent_if", link.absentIf->text);
  details.add("strength", profile.texts.raw("chain." + link.id + ".strength"));
  details.add("contrary_words", profile.texts.raw("chain." + link.id + ".contrary"));
  details.add("sources", citations(profile, link.sources));
  details.add("contrary", citations(profile, link.contrary));
}

void explainSize(const Profile& profile, const SizeScale& scale, Details& details) {
  details.add("formula", "(" + profile.texts.render("profile.foot_length") + " + " +
                             numberText(scale.addMm) + ") / " + numberText(scale.perSizeMm) +
                             (scale.offset < 0.0 ? " - " + numberText(-scale.offset)
                                                 : " + " + numberText(scale.offset)));
  details.add("step", numberText(scale.step));
  details.add("sources", citations(profile, scale.sources));
  details.add("basis", scale.basis);
  if (scale.provisional) details.add("provisional", profile.texts.render("profile.provisional"));
}

void explainDevice(const Profile& profile, const DeviceProfile& device, Details& details) {
  details.add("matches", joined(device.matches));
  for (const auto& [kind, error] : device.errors) {
    const std::string unit = error.relative ? " (relative)" : "";
    details.add("device_errors", kind + ": device " + numberText(error.device) +
                                     ", repositioning " + numberText(error.repositioning) + unit);
    details.add("sources", citations(profile, error.sources));
  }
}

void explainName(const Profile& profile, const Derived& name, Details& details) {
  details.add("condition", name.expression.text);
  details.add("scope", profile.texts.render(std::string("profile.scope.") + toString(name.scope)));
  std::vector<std::string> rules;
  for (const Rule& rule : profile.rules) {
    std::vector<std::string> fields;
    std::vector<std::string> names;
    collectReads(profile, rule.condition, fields, names);
    if (holdsWord(names, name.id)) rules.push_back(rule.id);
  }
  details.add("rules", joined(rules));
}

}  // namespace podalign::profile
