#include "podalign/recommend/internal/answers.hpp"

#include <set>

namespace podalign::recommend {
namespace {

using profile::Field;
using profile::FieldType;
using profile::Place;
using profile::Scope;
using profile::Unknown;
using profile::Value;

constexpr std::string_view kMass = "body_mass_kg";
constexpr std::string_view kHeight = "height_cm";
constexpr std::string_view kKneePain = "knee_pain";
constexpr double kCentimetresPerMetre = 100.0;

const std::array<Place, 4> kPlaces{profile::personPlace(), profile::sidePlace(Laterality::Left),
                                   profile::sidePlace(Laterality::Right), profile::flatKneePlace()};

std::size_t rowOf(Place place) {
  if (place.side) return *place.side == Laterality::Left ? 1 : 2;
  return place.flatKnee ? 3 : 0;
}

bool isWord(const Value& value, std::string_view word) {
  const auto* text = std::get_if<std::string>(&value);
  return text != nullptr && *text == word;
}

bool includes(const Value& sides, Laterality side) {
  return isWord(sides, toString(side)) || isWord(sides, "both");
}

// A list that is empty, or that says nothing but "unknown", was not answered.
bool saysNothing(const Value& value) {
  const auto* words = std::get_if<std::set<std::string>>(&value);
  if (words == nullptr) return false;
  return words->empty() || (words->size() == 1 && *words->begin() == "unknown");
}

}  // namespace

Answers::Answers(const profile::Profile& profile, const RuleInputs& inputs)
    : profile_(profile), inputs_(inputs) {
  const auto early = [this](std::string_view id) {
    const Field* field = profile_.vocabulary.find(id);
    return field == nullptr ? Value{Unknown{}} : found(inputs_.subject, *field);
  };
  screenComplete_ = isWord(early("screen"), "complete");
  kneePain_ = early(kKneePain);
  for (auto& values : table_) values.reserve(profile_.vocabulary.fields.size());
  for (const Field& field : profile_.vocabulary.fields) {
    // An answer about the person is looked up once: it is the same at every place.
    if (field.scope == Scope::Subject && field.type != FieldType::Side) {
      const Value value = found(inputs_.subject, field);
      for (auto& values : table_) values.push_back(value);
      continue;
    }
    for (const Place& place : kPlaces) {
      table_.at(rowOf(place)).push_back(valueAt(field, place));
    }
  }
  const auto mass = number(kMass);
  const auto height = number(kHeight);
  if (mass && height && *height > 0.0) {
    const double metres = *height / kCentimetresPerMetre;
    bmi_ = *mass / (metres * metres);
  }
}

const Value& Answers::at(std::size_t field, Place place) const {
  return table_.at(rowOf(place)).at(field);
}

Value Answers::omitted(const Field& field) const {
  if (field.whenOmitted) return *field.whenOmitted;
  if (!screenComplete_ || !profile::belongsToScreen(field)) return Unknown{};
  return field.type == FieldType::Side ? Value{std::string("none")} : Value{false};
}

Value Answers::found(const FieldValues& values, const Field& field) const {
  const auto entry = values.find(field.id);
  if (entry == values.end()) return omitted(field);
  if (profile::isKnown(entry->second) && !saysNothing(entry->second)) return entry->second;
  return field.whenOmitted ? *field.whenOmitted : Value{Unknown{}};
}

Value Answers::kneeValue(const Field& field, Place place) const {
  if (place.side) {
    const FieldValues& own = inputs_.knees[*place.side];
    if (own.count(field.id) != 0) return found(own, field);
    // Flat answers are about the painful knees; where none hurts, about both.
    const bool about = !profile::isKnown(kneePain_) || isWord(kneePain_, "none") ||
                       includes(kneePain_, *place.side);
    if (!about) return Unknown{};
  }
  return found(inputs_.anyKnee, field);
}

Value Answers::valueAt(const Field& field, Place place) const {
  if (field.scope == Scope::Knee) return kneeValue(field, place);
  if (field.scope == Scope::Foot) {
    return place.side ? found(inputs_.feet[*place.side], field) : Value{Unknown{}};
  }
  const Value value = found(inputs_.subject, field);
  if (field.type != FieldType::Side || !profile::isKnown(value)) return value;
  return place.side ? includes(value, *place.side) : !isWord(value, "none");
}

const Value& Answers::subject(std::string_view id) const {
  static const Value unknown = Unknown{};
  const auto index = profile_.vocabulary.indexOf(id);
  return index ? at(*index, profile::personPlace()) : unknown;
}

std::optional<double> Answers::number(std::string_view id) const {
  const Value& value = subject(id);
  const double* number = std::get_if<double>(&value);
  return number == nullptr ? std::nullopt : std::optional<double>(*number);
}

std::vector<std::string> Answers::missingForBmi() const {
  std::vector<std::string> missing;
  for (const std::string_view id : {kMass, kHeight}) {
    if (!number(id)) missing.emplace_back(id);
  }
  return missing;
}

Value Answers::painful(Place place) const {
  if (!profile::isKnown(kneePain_)) return Unknown{};
  return place.side ? includes(kneePain_, *place.side) : !isWord(kneePain_, "none");
}

std::vector<Place> Answers::kneesOfRules() const {
  std::vector<Place> knees;
  for (const Laterality side : kBothSides) {
    if (!profile::isKnown(kneePain_) || includes(kneePain_, side)) {
      knees.push_back(profile::sidePlace(side));
    }
  }
  return knees;
}

std::vector<Place> Answers::knees() const {
  std::vector<Place> knees = kneesOfRules();
  if (!knees.empty()) return knees;
  knees.push_back(profile::flatKneePlace());
  // An answer about one knee is not lost because the knee is said not to hurt.
  for (const Laterality side : kBothSides) {
    if (!inputs_.knees[side].empty()) knees.push_back(profile::sidePlace(side));
  }
  return knees;
}

profile::Setting Answers::setting() const {
  return isWord(subject("setting"), "clinic") ? profile::Setting::Clinic : profile::Setting::Shop;
}

}  // namespace podalign::recommend
