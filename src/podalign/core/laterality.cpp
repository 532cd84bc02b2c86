#include "podalign/core/laterality.hpp"

namespace podalign {
namespace {
// docs/contract.md, "Sides": from this confidence on, the shape contradicts a declared side.
constexpr double kConflictConfidence = 0.9;
}  // namespace

std::optional<Laterality> lateralityFromString(std::string_view text) {
  if (text == "left") return Laterality::Left;
  if (text == "right") return Laterality::Right;
  return std::nullopt;
}

const char* toString(SideSource source) {
  switch (source) {
    case SideSource::Declared: return "declared";
    case SideSource::Inferred: return "inferred";
    case SideSource::Conflict: return "conflict";
  }
  return "conflict";
}

SideDecision decideSide(std::optional<Laterality> declared, Laterality shapeSide,
                        double confidence) {
  if (!declared) return {shapeSide, SideSource::Inferred, confidence, shapeSide};
  const bool contradicted = *declared != shapeSide && confidence >= kConflictConfidence;
  return {*declared, contradicted ? SideSource::Conflict : SideSource::Declared, confidence,
          shapeSide};
}

}  // namespace podalign
