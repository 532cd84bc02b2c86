#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "podalign/recommend/internal/advice.hpp"
#include "podalign/recommend/internal/rule_text.hpp"

namespace podalign::recommend {
namespace {

using profile::Profile;
using profile::Value;

// Rounding up must not turn 280.0000001 into the next size.
constexpr double kSlack = 1e-6;

std::optional<double> numberAt(const Profile& profile, const RuleRun& run, const char* id,
                               Laterality side) {
  const auto index = profile.vocabulary.indexOf(id);
  if (!index) return std::nullopt;
  const Value value = run.field(*index, profile::sidePlace(side));
  const double* number = std::get_if<double>(&value);
  return number == nullptr ? std::nullopt : std::optional<double>(*number);
}

// A scan that a quality rule rules out gives no size.
bool isRuledOut(const Profile& profile, const RuleRun& run, Laterality side) {
  return std::any_of(
      run.standing().begin(), run.standing().end(), [&](const StandingRule& standing) {
        return profile.rules[standing.rule].ruinsSize &&
               std::any_of(standing.places.begin(), standing.places.end(),
                           [side](const profile::Place& place) { return place.side == side; });
      });
}

std::string sizeText(const profile::SizeScale& scale, double lengthMm) {
  const double exact = (lengthMm + scale.addMm) / scale.perSizeMm + scale.offset;
  return shortNumber(std::ceil(exact / scale.step - kSlack) * scale.step, 1);
}

}  // namespace

ShoeSizes findSizes(const Profile& profile, const RuleRun& run) {
  ShoeSizes sizes;
  const bool given =
      std::any_of(run.standing().begin(), run.standing().end(),
                  [&](const StandingRule& standing) { return profile.rules[standing.rule].sizes; });
  if (!given) return sizes;
  PerSide<std::optional<double>> lengths;
  for (const Laterality side : kBothSides) {
    if (isRuledOut(profile, run, side)) continue;
    lengths[side] = numberAt(profile, run, "foot_length_mm", side);
    const auto width = numberAt(profile, run, "ball_width_mm", side);
    if (lengths[side]) sizes.lengthMm = std::max(sizes.lengthMm.value_or(0.0), *lengths[side]);
    if (width) sizes.widthMm = std::max(sizes.widthMm.value_or(0.0), *width);
  }
  if (!sizes.lengthMm) return {};
  if (lengths.left && lengths.right) {
    const double difference = *lengths.left - *lengths.right;
    if (difference != 0.0) {
      sizes.longerFoot = difference > 0.0 ? Laterality::Left : Laterality::Right;
    }
    sizes.padOther = std::abs(difference) >= profile.footwear.padOtherFromMm;
  }
  const auto age = run.answers().number("age_years");
  for (const profile::SizeScale& scale : profile.footwear.scales) {
    if (scale.ageFrom && (!age || *age < *scale.ageFrom)) continue;
    std::string text = sizeText(scale, *sizes.lengthMm);
    if (scale.withWidth && sizes.widthMm) text += "/" + shortNumber(*sizes.widthMm, 0);
    sizes.sizes.emplace(scale.id, std::move(text));
    sizes.provisional = sizes.provisional || scale.provisional;
  }
  return sizes;
}

}  // namespace podalign::recommend
