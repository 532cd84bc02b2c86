#include "podalign/recommend/internal/rule_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace podalign::recommend {
namespace {

using profile::Place;
using profile::Profile;
using profile::Rule;

using Values = std::vector<std::pair<std::string, std::string>>;

std::string keyOf(const Profile& profile, const RuleRun& run, const Rule& rule, Place place,
                  Audience audience) {
  const std::string key = rule.id + (audience == Audience::Runner ? ".runner" : ".clinical");
  for (const profile::TextVariant& variant : rule.variants) {
    if (profile::evaluate(variant.condition, run, place) != profile::Truth::True) continue;
    const std::string special = key + "." + variant.text;
    return profile.texts.has(special) ? special : key;
  }
  return key;
}

// Over several knees the smallest answer counts: the plan has to suit the worse knee.
std::optional<double> numberAt(const Profile& profile, const RuleRun& run,
                               const profile::TextNumber& number, Place place) {
  const profile::Field& field = profile.vocabulary.fields[number.field];
  std::vector<Place> places{place};
  if (field.scope == profile::Scope::Knee && !place.side) places = run.knees();
  std::optional<double> smallest;
  for (const Place& candidate : places) {
    const profile::Value value = run.field(number.field, candidate);
    const double* known = std::get_if<double>(&value);
    if (known != nullptr && (!smallest || *known < *smallest)) smallest = *known;
  }
  if (!smallest) return std::nullopt;
  const double scaled = *smallest * number.factor;
  return number.atMost ? std::min(scaled, *number.atMost) : scaled;
}

void addClass(const Profile& profile, const FootClasses::Foot& foot, const Rule& rule,
              Values& values) {
  std::string id;
  if (rule.classOf == "posture") id = "words.posture_look." + foot.posture.posture;
  if (rule.classOf == "pronation") id = "words.pronation." + foot.pronation;
  if (rule.classOf == "mobility") id = "words.mobility." + foot.mobility;
  if (!id.empty()) values.emplace_back("class", profile.texts.render(id));
}

// "left", "right" or both in words; nothing where no knee is the reason.
void addKnees(const Profile& profile, const RuleRun& run, const Rule& rule, Values& values) {
  if (!rule.namesKneeIf) return;
  std::vector<Laterality> sides;
  for (const Place& knee : run.knees()) {
    if (knee.side && profile::evaluate(*rule.namesKneeIf, run, knee) == profile::Truth::True) {
      sides.push_back(*knee.side);
    }
  }
  if (sides.empty()) return;
  const std::string which = sides.size() == 1 ? toString(sides.front()) : "both";
  values.emplace_back("knees", profile.texts.render("words.knees." + which));
}

std::string familiesOf(const Profile& profile, const FootClasses::Foot& foot) {
  std::string families;
  for (const auto& [id, family] : foot.posture.families) {
    families += fmt::format("{}{} {:.2f} ({})", families.empty() ? "" : ", ",
                            profile.texts.render("words.family." + id), family.score,
                            profile.texts.render("words.posture_look." + family.label));
  }
  return families;
}

// The values for the placeholders of a text; those of a foot only where it asks for them.
Values valuesAt(const Profile& profile, const RuleRun& run, const Rule& rule, Place place,
                std::string_view text) {
  const auto asks = [text](std::string_view name) {
    return text.find(name) != std::string_view::npos;
  };
  Values values;
  for (const profile::TextNumber& number : rule.numbers) {
    const auto value = numberAt(profile, run, number, place);
    if (value) values.emplace_back(number.name, shortNumber(*value, 0));
  }
  addKnees(profile, run, rule, values);
  if (!place.side) return values;
  const FootClasses::Foot& foot = run.classes().feet[*place.side];
  addClass(profile, foot, rule, values);
  if (foot.posture.score) values.emplace_back("S", fmt::format("{:.2f}", *foot.posture.score));
  if (asks("{families}")) values.emplace_back("families", familiesOf(profile, foot));
  if (asks("{confidence}")) {
    values.emplace_back("confidence",
                        profile.texts.render("words.confidence." + foot.posture.confidence));
  }
  values.emplace_back("side",
                      profile.texts.render(std::string("words.side.") + toString(*place.side)));
  values.emplace_back("other_side", profile.texts.render(std::string("words.side.") +
                                                         toString(opposite(*place.side))));
  return values;
}

bool namesTheSide(const Profile& profile, const std::string& key) {
  const auto names = profile.texts.placeholders(key);
  return std::find(names.begin(), names.end(), "side") != names.end();
}

}  // namespace

std::string shortNumber(double value, int decimals) {
  std::string text = fmt::format("{:.{}f}", value, decimals);
  if (text.find('.') == std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

std::string ruleText(const Profile& profile, const RuleRun& run, std::size_t index,
                     const std::vector<Place>& places, Audience audience) {
  const Rule& rule = profile.rules[index];
  struct Sentence {
    Place place;
    std::string key, text;
  };
  std::vector<Sentence> sentences;
  for (const Place& place : places) {
    Sentence sentence{place, keyOf(profile, run, rule, place, audience), {}};
    sentence.text = profile.texts.raw(sentence.key);
    // Most sentences have nothing to fill in.
    if (sentence.text.find('{') != std::string::npos) {
      sentence.text = profile.texts.render(
          Message{sentence.key, valuesAt(profile, run, rule, place, sentence.text)});
    }
    sentences.push_back(std::move(sentence));
  }
  const bool alike = std::all_of(sentences.begin(), sentences.end(), [&](const Sentence& s) {
    return s.text == sentences.front().text;
  });
  if (sentences.empty()) return {};
  if (alike) return sentences.front().text;
  std::string text;
  for (const Sentence& sentence : sentences) {
    if (!text.empty()) text += " ";
    const bool named = !sentence.place.side || namesTheSide(profile, sentence.key);
    text += named ? sentence.text
                  : profile.texts.render(
                        Message{std::string("words.on_") + toString(*sentence.place.side) + "_side",
                                {{"text", sentence.text}}});
  }
  return text;
}

}  // namespace podalign::recommend
