#include "podalign/profile/internal/answer_space.hpp"

#include "podalign/profile/internal/runtime_names.hpp"

namespace podalign::profile {
namespace {

constexpr std::uint32_t kNoAndYes = 3U;
// Wider than any person; only a limit beyond it makes a rule unreachable.
constexpr double kLargestBmi = 2000.0;
constexpr double kLargestScore = 2.0;
constexpr double kMostFamilies = 16.0;

std::uint32_t maskOf(std::size_t count) {
  return count >= 32U ? ~0U : (1U << static_cast<std::uint32_t>(count)) - 1U;
}

// The classes of a foot and the state of the run are always known; what is computed from answers
// may not be.
bool isAlwaysKnown(const Variable& variable) {
  switch (static_cast<RuntimeName>(variable.index)) {
    case RuntimeName::Painful:
    case RuntimeName::Score:
    case RuntimeName::InsoleBlocked:
    case RuntimeName::Bmi: return false;
    case RuntimeName::Asymmetry:
    case RuntimeName::Escalation:
    case RuntimeName::RedFlagOpen: return true;
    default: return variable.side.has_value();  // "the" knee has no foot
  }
}

}  // namespace

bool Domain::possible() const {
  if (unknownAllowed) return true;
  if (!knownAllowed) return false;
  if (isNumber) return low < high || (low == high && !lowOpen && !highOpen);
  return (words & all) != 0U && (members & ~words) == 0U;
}

Domain AnswerSpace::wholeField(const Field& field) const {
  Domain domain;
  domain.unknownAllowed = !field.whenOmitted.has_value();
  switch (field.type) {
    case FieldType::Bool:
    case FieldType::Side: domain.all = kNoAndYes; break;
    case FieldType::Number:
      domain.isNumber = true;
      if (field.range) {
        domain.low = field.range->low;
        domain.high = field.range->high;
      }
      break;
    case FieldType::Set:
      domain.isSet = true;
      domain.all = maskOf(field.words.size());
      break;
    case FieldType::Enum: domain.all = maskOf(field.words.size()); break;
  }
  domain.words = domain.all;
  return domain;
}

Domain AnswerSpace::wholeRuntime(const Variable& variable) const {
  const auto name = static_cast<RuntimeName>(variable.index);
  Domain domain;
  for (const RuntimeEntry& entry : kRuntimeNames) {
    if (entry.name != name) continue;
    domain.isNumber = entry.kind == ValueKind::Number;
    domain.all =
        entry.kind == ValueKind::Bool ? kNoAndYes : maskOf(wordsOf(*profile_, variable).size());
  }
  domain.words = domain.all;
  if (isAlwaysKnown(variable)) domain.unknownAllowed = false;
  if (name == RuntimeName::Bmi) domain.high = kLargestBmi;
  if (name == RuntimeName::FamilyCount) domain.high = kMostFamilies;
  if (name == RuntimeName::Score) {
    domain.low = -kLargestScore;
    domain.high = kLargestScore;
  }
  return domain;
}

Domain AnswerSpace::domainOf(const Variable& variable) const {
  const auto found = narrowed_.find(variable);
  if (found != narrowed_.end()) return found->second;
  if (variable.sort == Variable::Sort::Runtime) {
    return wholeRuntime(variable);
  }
  return wholeField(profile_->vocabulary.fields[variable.index]);
}

bool AnswerSpace::narrow(const Variable& variable, const Domain& domain) {
  narrowed_[variable] = domain;
  return domain.possible();
}

std::vector<std::string> wordsOf(const Profile& profile, const Variable& variable) {
  if (variable.sort == Variable::Sort::Field) {
    return profile.vocabulary.fields[variable.index].words;
  }
  const auto group = [&profile](const char* name) {
    const auto found = profile.outputs.words.find(name);
    return found == profile.outputs.words.end() ? std::vector<std::string>{} : found->second;
  };
  switch (static_cast<RuntimeName>(variable.index)) {
    case RuntimeName::Side: return {"left", "right"};
    case RuntimeName::Posture: return group("posture");
    case RuntimeName::Confidence: return group("confidence");
    case RuntimeName::Conflict: return group("conflict");
    case RuntimeName::Pronation: return group("pronation");
    case RuntimeName::Mobility: return group("mobility");
    case RuntimeName::TrackingLevel: return group("tracking");
    case RuntimeName::Asymmetry: return group("asymmetry");
    case RuntimeName::Escalation: return profile.order.escalationOrder;
    default: return {};
  }
}

}  // namespace podalign::profile
