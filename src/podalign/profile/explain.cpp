#include "podalign/profile/explain.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "podalign/profile/internal/explain_parts.hpp"

namespace podalign::profile {
namespace {

std::string fileOf(const Rule& rule) { return "rules/" + rule.category + ".yaml"; }

template <class T>
const T* findById(const std::vector<T>& entries, const std::string& id) {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&id](const T& entry) { return entry.id == id; });
  return found == entries.end() ? nullptr : &*found;
}

void addRules(const Profile& profile, std::vector<Part>& parts) {
  for (const Rule& rule : profile.rules) {
    parts.push_back({"rules", rule.id, profile.texts.raw(rule.id + ".when"), fileOf(rule),
                     rule.line, rule.provisional, rule.sources.size(), rule.grade});
  }
}

void addInputs(const Profile& profile, std::vector<Part>& parts) {
  for (const Field& field : profile.vocabulary.fields) {
    parts.push_back({"inputs",
                     field.id,
                     profile.texts.raw("question." + field.id),
                     "vocabulary.yaml",
                     field.line,
                     false,
                     0,
                     {}});
  }
  for (const Derived& name : profile.derived) {
    parts.push_back({"names",
                     name.id,
                     profile.texts.raw("derived." + name.id),
                     "derived.yaml",
                     name.line,
                     false,
                     0,
                     {}});
  }
}

void addOutputs(const Profile& profile, std::vector<Part>& parts) {
  for (const ChainLink& link : profile.chain) {
    parts.push_back({"links",
                     link.id,
                     profile.texts.raw("chain." + link.id + ".name"),
                     "tracking.yaml",
                     link.line,
                     false,
                     link.sources.size(),
                     {}});
  }
  for (const ShoeCategory& shoe : profile.footwear.categories) {
    parts.push_back({"shoes",
                     shoe.id,
                     profile.texts.raw("words.footwear." + shoe.id),
                     "footwear.yaml",
                     shoe.line,
                     shoe.sources.empty(),
                     shoe.sources.size(),
                     {}});
  }
  for (const SizeScale& scale : profile.footwear.scales) {
    parts.push_back({"sizes",
                     scale.id,
                     profile.texts.raw("words.size." + scale.id),
                     "footwear.yaml",
                     scale.line,
                     scale.provisional,
                     scale.sources.size(),
                     {}});
  }
  for (const InsoleParameter& parameter : profile.insoleParameters) {
    parts.push_back({"insoles",
                     parameter.id,
                     parameter.usual,
                     "insole.yaml",
                     parameter.line,
                     parameter.provisional,
                     parameter.sources.size(),
                     {}});
  }
  for (const DeviceProfile& device : profile.devices.devices) {
    parts.push_back({"devices", device.id, device.name, "devices.yaml", device.line, false, 0, {}});
  }
}

void addBackground(const Background& background, std::vector<Part>& parts) {
  for (const ArticleClaim& claim : background.claims) {
    parts.push_back({"claims", claim.id, claim.claim, "claims.yaml", claim.line, false, 0, {}});
  }
  for (const ArticleConflict& conflict : background.conflicts) {
    parts.push_back({"conflicts",
                     conflict.id,
                     conflict.issue,
                     "disagreements.yaml",
                     conflict.line,
                     false,
                     0,
                     {}});
  }
  for (const Disagreement& entry : background.disagreements) {
    parts.push_back({"disagreements",
                     entry.id,
                     entry.text,
                     "disagreements.yaml",
                     entry.line,
                     false,
                     entry.sources.size(),
                     {}});
  }
  for (const Regulation::Hazard& hazard : background.regulation.hazards) {
    parts.push_back(
        {"hazards", hazard.id, hazard.text, "regulatory.yaml", hazard.line, false, 0, {}});
  }
}

}  // namespace

void Details::add(std::string_view label, const std::string& line) {
  if (line.empty()) return;
  for (PartDetail& detail : details_) {
    if (detail.label != label) continue;
    if (!holdsWord(detail.lines, line)) detail.lines.push_back(line);
    return;
  }
  details_.push_back({std::string(label), {line}});
}

void Details::add(std::string_view label, const std::vector<std::string>& lines) {
  for (const std::string& line : lines) add(label, line);
}

bool holdsWord(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::string numberText(double value) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  return {text.data(), end};
}

std::vector<std::string> citations(const Profile& profile,
                                   const std::vector<std::string>& sources) {
  std::vector<std::string> lines;
  for (const std::string& id : sources) {
    const auto found = profile.references.find(id);
    if (found == profile.references.end()) continue;
    const Source& source = found->second;
    std::string line = id + ": " + source.citation;
    if (!source.doi.empty()) line += ", doi:" + source.doi;
    line += " [" + source.read + ", " +
            profile.texts.render(source.verified ? "profile.verified" : "profile.not_verified") +
            "]";
    lines.push_back(std::move(line));
  }
  return lines;
}

void collectReads(const Profile& profile, const Expression& expression,
                  std::vector<std::string>& fields, std::vector<std::string>& names) {
  for (const ExpressionNode& node : expression.nodes) {
    if (node.operation == Operation::Field) {
      const std::string& id = profile.vocabulary.fields[node.reference].id;
      if (!holdsWord(fields, id)) fields.push_back(id);
    } else if (node.operation == Operation::Derived) {
      const Derived& name = profile.derived[node.reference];
      if (holdsWord(names, name.id)) continue;
      names.push_back(name.id);
      collectReads(profile, name.expression, fields, names);
    }
  }
}

const std::vector<std::string>& partKinds() {
  static const std::vector<std::string> kinds{
      "rules",   "inputs",  "names",  "measures",  "links",         "shoes",   "sizes",
      "insoles", "devices", "claims", "conflicts", "disagreements", "hazards", "sources"};
  return kinds;
}

std::vector<Part> partsOf(const Profile& profile, const Background& background) {
  std::vector<Part> parts;
  addRules(profile, parts);
  addInputs(profile, parts);
  for (const MeasureKnowledge& measure : background.measures) {
    const bool provisional =
        std::any_of(measure.cutoffs.begin(), measure.cutoffs.end(),
                    [](const PublishedValue& value) { return !value.verified; });
    parts.push_back({"measures",
                     measure.id,
                     measure.name,
                     "measures.yaml",
                     measure.line,
                     provisional,
                     measure.cutoffs.size(),
                     {}});
  }
  addOutputs(profile, parts);
  addBackground(background, parts);
  for (const auto& [id, source] : profile.references) {
    parts.push_back(
        {"sources", id, source.citation, "references.yaml", source.line, !source.verified, 0, {}});
  }
  return parts;
}

std::vector<Part> findParts(const std::vector<Part>& parts, std::string_view id) {
  std::vector<Part> found;
  for (const Part& part : parts) {
    if (part.id == id) found.push_back(part);
  }
  return found;
}

std::vector<PartDetail> explainPart(const Profile& profile, const Background& background,
                                    const Part& part) {
  Details details;
  const std::string& id = part.id;
  if (part.kind == "rules") explainRule(profile, background, *findRule(profile, id), details);
  if (part.kind == "inputs") explainField(profile, *profile.vocabulary.find(id), details);
  if (part.kind == "names") explainName(profile, *findById(profile.derived, id), details);
  if (part.kind == "measures") {
    explainMeasure(profile, *findById(background.measures, id), details);
  }
  if (part.kind == "links") explainLink(profile, *findById(profile.chain, id), details);
  if (part.kind == "shoes") {
    explainShoe(profile, *findById(profile.footwear.categories, id), details);
  }
  if (part.kind == "sizes") explainSize(profile, *findById(profile.footwear.scales, id), details);
  if (part.kind == "insoles") {
    explainInsoleParameter(profile, *findById(profile.insoleParameters, id), details);
  }
  if (part.kind == "devices") {
    explainDevice(profile, *findById(profile.devices.devices, id), details);
  }
  if (part.kind == "claims") {
    const ArticleClaim& claim = *findById(background.claims, id);
    details.add("article", claim.article);
    details.add("claim", claim.claim);
    details.add("use", joined(claim.use));
    details.add("note", claim.note);
    details.add("rules", joined(claim.implementedBy));
  }
  if (part.kind == "conflicts") {
    const ArticleConflict& conflict = *findById(background.conflicts, id);
    details.add("claims", joined(conflict.claims));
    details.add("issue", conflict.issue);
    details.add("resolution", conflict.resolution);
    details.add("rules", joined(conflict.rules));
  }
  if (part.kind == "disagreements") {
    const Disagreement& entry = *findById(background.disagreements, id);
    details.add("issue", entry.text);
    details.add("sources", citations(profile, entry.sources));
    details.add("rules", joined(entry.rules));
  }
  if (part.kind == "hazards") {
    const Regulation::Hazard& hazard = *findById(background.regulation.hazards, id);
    details.add("issue", hazard.text);
    details.add("rules", joined(hazard.rules));
  }
  if (part.kind == "sources") {
    explainSource(profile, background, profile.references.find(id)->second, details);
  }
  return details.take();
}

}  // namespace podalign::profile
