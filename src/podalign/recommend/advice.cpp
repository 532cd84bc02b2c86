#include "podalign/recommend/internal/advice.hpp"

#include <algorithm>
#include <utility>

#include "podalign/recommend/internal/rule_text.hpp"
#include "podalign/tracking/knee_chain.hpp"

namespace podalign::recommend {
namespace {

using profile::Place;
using profile::Profile;
using profile::Rule;

void addFields(std::vector<bool>& wanted, const Profile& profile,
               const std::vector<std::string>& fields) {
  for (const std::string& field : fields) {
    const auto index = profile.vocabulary.indexOf(field);
    if (index) wanted[*index] = true;
  }
}

LinkState stateOf(tracking::LinkState state) {
  switch (state) {
    case tracking::LinkState::Present: return LinkState::Present;
    case tracking::LinkState::Absent: return LinkState::Absent;
    case tracking::LinkState::NotAssessed: break;
  }
  return LinkState::NotAssessed;
}

std::vector<TrackingLink> linksOf(const Profile& profile, const RuleRun& run, Laterality side) {
  std::vector<TrackingLink> links;
  for (const tracking::Link& link :
       tracking::findLinks(profile.chain, run, profile::sidePlace(side))) {
    const std::string key = "chain." + link.id;
    TrackingLink entry;
    entry.id = link.id;
    entry.state = stateOf(link.state);
    entry.seen = profile.texts.render(key + "." + tracking::toString(link.state));
    entry.strength = profile.texts.render(key + ".strength");
    entry.contrary = profile.texts.render(key + ".contrary");
    entry.sources = link.sources;
    entry.sources.insert(entry.sources.end(), link.contrary.begin(), link.contrary.end());
    links.push_back(std::move(entry));
  }
  return links;
}

std::vector<TrackingChange> changesOf(const Profile& profile, const RuleRun& run, Laterality side) {
  std::vector<TrackingChange> changes;
  for (const profile::LevelChange& change : profile.levelChanges) {
    const auto truth = profile::evaluate(change.condition, run, profile::sidePlace(side));
    if (truth != profile::Truth::True) continue;
    changes.push_back({change.to, profile.texts.render(change.text)});
  }
  return changes;
}

}  // namespace

bool applies(const std::optional<profile::Expression>& condition, const RuleRun& run,
             const std::vector<Place>& places) {
  if (!condition) return true;
  return std::any_of(places.begin(), places.end(), [&](const Place& place) {
    return profile::evaluate(*condition, run, place) == profile::Truth::True;
  });
}

std::vector<std::string> findDifferential(const Profile& profile, const RuleRun& run) {
  std::vector<std::string> hints;
  for (const StandingRule& standing : run.standing()) {
    for (const profile::DifferentialEffect& effect : profile.rules[standing.rule].differential) {
      if (applies(effect.condition, run, standing.places) &&
          std::find(hints.begin(), hints.end(), effect.id) == hints.end()) {
        hints.push_back(effect.id);
      }
    }
  }
  return hints;
}

std::vector<FootwearChoice> chooseFootwear(const Profile& profile, const RuleRun& run) {
  std::vector<FootwearChoice> choices;
  for (const StandingRule& standing : run.standing()) {
    const Rule& rule = profile.rules[standing.rule];
    for (const profile::FootwearEffect& effect : rule.footwear) {
      const bool known = std::any_of(
          choices.begin(), choices.end(),
          [&effect](const FootwearChoice& choice) { return choice.category == effect.category; });
      if (known || !applies(effect.condition, run, standing.places)) continue;
      FootwearChoice choice{effect.category,
                            effect.status,
                            rule.id,
                            profile.texts.render("words.footwear." + effect.category),
                            {}};
      for (const profile::ShoeCategory& category : profile.footwear.categories) {
        if (category.id == effect.category) choice.features = category.features;
      }
      choices.push_back(std::move(choice));
    }
  }
  return choices;
}

Tracking findTracking(const Profile& profile, const RuleRun& run, Laterality side) {
  Tracking tracking;
  tracking.level = run.trackingLevel(side);
  tracking.rule = run.trackingRule(side);
  tracking.words = profile.texts.render("words.tracking." + tracking.level);
  if (run.answers().setting() == profile::Setting::Shop || run.isTrackingHeldBack()) {
    return tracking;
  }
  tracking.links = linksOf(profile, run, side);
  tracking.changes = changesOf(profile, run, side);
  for (const StandingRule& standing : run.standing()) {
    if (profile.rules[standing.rule].id != tracking.rule) continue;
    std::vector<Place> places;
    for (const Place& place : standing.places) {
      if (!place.side || *place.side == side) places.push_back(place);
    }
    tracking.textRunner = ruleText(profile, run, standing.rule, places, Audience::Runner);
    tracking.textClinical = ruleText(profile, run, standing.rule, places, Audience::Clinical);
  }
  return tracking;
}

Recommendation explainRule(const Profile& profile, const RuleRun& run,
                           const StandingRule& standing) {
  const Rule& rule = profile.rules[standing.rule];
  Recommendation entry;
  entry.rule = rule.id;
  entry.category = rule.category;
  for (const Place& place : standing.places) {
    if (place.side) entry.sides.push_back(*place.side);
  }
  entry.grade = rule.grade;
  entry.sources = rule.sources;
  entry.contrary = rule.contrary;
  entry.basis = rule.basis;
  entry.provisional = rule.provisional;
  entry.textRunner = ruleText(profile, run, standing.rule, standing.places, Audience::Runner);
  entry.textClinical = ruleText(profile, run, standing.rule, standing.places, Audience::Clinical);
  entry.textAction = profile.texts.render(rule.id + ".action");
  return entry;
}

std::vector<std::string> findMissing(const Profile& profile, const RuleRun& run) {
  std::vector<bool> wanted(profile.vocabulary.fields.size(), false);
  for (const NotEvaluableRule& entry : run.notEvaluable()) {
    addFields(wanted, profile, entry.missing);
  }
  for (const StandingRule& standing : run.standing()) {
    for (const Place& place : standing.places) {
      addFields(wanted, profile,
                profile::askedFields(profile.rules[standing.rule].condition, run, place));
    }
  }
  const std::string& adjudicator = profile.classification.adjudicator;
  const auto index = profile.vocabulary.indexOf(adjudicator);
  for (const Laterality side : kBothSides) {
    const bool open = run.classes().feet[side].posture.posture == "indeterminate";
    if (open && index && !profile::isKnown(run.field(*index, profile::sidePlace(side)))) {
      wanted[*index] = true;
    }
  }
  std::vector<std::string> missing;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i]) missing.push_back(profile.vocabulary.fields[i].id);
  }
  return missing;
}

}  // namespace podalign::recommend
