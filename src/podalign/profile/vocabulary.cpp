#include "podalign/profile/vocabulary.hpp"

namespace podalign::profile {

const char* toString(Scope scope) {
  switch (scope) {
    case Scope::Subject: return "subject";
    case Scope::Foot: return "foot";
    case Scope::Knee: return "knee";
  }
  return "";
}

std::optional<std::size_t> Vocabulary::indexOf(std::string_view id) const {
  const auto found = index.find(id);
  if (found == index.end()) return std::nullopt;
  return found->second;
}

const Field* Vocabulary::find(std::string_view id) const {
  const auto found = indexOf(id);
  return found ? &fields[*found] : nullptr;
}

bool belongsToScreen(const Field& field) {
  return !field.optional && (field.type == FieldType::Bool || field.type == FieldType::Side);
}

}  // namespace podalign::profile
