#pragma once

#include <array>
#include <string_view>

#include "podalign/profile/expression.hpp"

namespace podalign::profile {

enum class ValueKind { Bool, Number, Word, Set };

struct RuntimeEntry {
  std::string_view text;
  RuntimeName name;
  Scope scope;
  ValueKind kind;
};

inline constexpr std::array<RuntimeEntry, 15> kRuntimeNames{{
    {"painful", RuntimeName::Painful, Scope::Knee, ValueKind::Bool},
    {"side", RuntimeName::Side, Scope::Foot, ValueKind::Word},
    {"posture", RuntimeName::Posture, Scope::Foot, ValueKind::Word},
    {"score", RuntimeName::Score, Scope::Foot, ValueKind::Number},
    {"confidence", RuntimeName::Confidence, Scope::Foot, ValueKind::Word},
    {"conflict", RuntimeName::Conflict, Scope::Foot, ValueKind::Word},
    {"family_count", RuntimeName::FamilyCount, Scope::Foot, ValueKind::Number},
    {"pronation", RuntimeName::Pronation, Scope::Foot, ValueKind::Word},
    {"mobility", RuntimeName::Mobility, Scope::Foot, ValueKind::Word},
    {"tracking_level", RuntimeName::TrackingLevel, Scope::Foot, ValueKind::Word},
    {"insole_blocked", RuntimeName::InsoleBlocked, Scope::Foot, ValueKind::Bool},
    {"bmi", RuntimeName::Bmi, Scope::Subject, ValueKind::Number},
    {"asymmetry", RuntimeName::Asymmetry, Scope::Subject, ValueKind::Word},
    {"escalation", RuntimeName::Escalation, Scope::Subject, ValueKind::Word},
    {"red_flag_open", RuntimeName::RedFlagOpen, Scope::Subject, ValueKind::Bool},
}};

}  // namespace podalign::profile
