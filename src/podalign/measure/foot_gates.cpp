#include "podalign/measure/foot_gates.hpp"

#include <fmt/format.h>

#include <cmath>
#include <initializer_list>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "podalign/measure/imprint_gates.hpp"

namespace podalign::measure {
namespace {

using anatomy::AlignedFoot;
using anatomy::GroundKind;
using anatomy::Region;
using anatomy::SoleKind;

// Shares of a part's area: below, the part is missing or made up; between, the measure is doubtful.
constexpr double kSeenFrom = 0.50;
constexpr double kWellSeenFrom = 0.90;
constexpr double kInventedTo = 0.50;
constexpr double kHardlyInventedTo = 0.10;
// On computed feet leans err by 2 degrees and more from here on.
constexpr double kLeanNoiseMm = 0.6;

enum class Needs : unsigned {
  Nothing = 0,
  TrueSole = 1,   ///< the sole as it was, not filled in and not missing
  FineShape = 2,  ///< hollows of a few millimetres: noise buries them
  Toes = 4,       ///< toes apart
  Ground = 8,     ///< counted from the ground up
  Around = 16,    ///< the way around the foot, under the sole too
  Levels = 32,    ///< looked for at heights over the ground
  Lean = 64       ///< a slope over a few centimetres of skin, which bumps tilt
};
constexpr Needs operator|(Needs a, Needs b) {
  return static_cast<Needs>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}
constexpr bool operator&(Needs a, Needs b) {
  return (static_cast<unsigned>(a) & static_cast<unsigned>(b)) != 0;
}

struct Foundation {
  std::vector<Region> regions;
  Needs needs = Needs::Nothing;
};

const std::map<std::string, Foundation>& foundations() {
  using enum Region;
  static const std::map<std::string, Foundation> all{
      {"foot_length", {{Heel, Toes}, Needs::Nothing}},
      {"truncated_foot_length", {{Heel, Ball}, Needs::Nothing}},
      {"ball_width", {{Ball}, Needs::Nothing}},
      {"ball_width_oblique", {{Ball}, Needs::Nothing}},
      {"heel_width", {{Heel}, Needs::Around}},
      {"ball_girth_tape", {{Ball}, Needs::Around}},
      {"ball_girth_surface", {{Ball}, Needs::Nothing}},
      {"instep_girth", {{Dorsum}, Needs::Around}},
      {"heel_girth", {{Heel, Ankle}, Needs::Around}},
      {"dorsum_height_50", {{Dorsum}, Needs::Ground}},
      {"arch_height_index", {{Dorsum, Heel, Ball}, Needs::FineShape | Needs::Ground}},
      {"arch_height_ratio", {{Dorsum, Heel, Toes}, Needs::FineShape | Needs::Ground}},
      {"arch_index", {{Sole, MedialArch}, Needs::TrueSole | Needs::FineShape}},
      {"medial_arch_clearance",
       {{Sole, MedialArch}, Needs::TrueSole | Needs::FineShape | Needs::Ground}},
      {"arch_volume", {{Sole, MedialArch}, Needs::TrueSole | Needs::FineShape | Needs::Ground}},
      {"navicular_height", {{MedialArch}, Needs::FineShape | Needs::Ground}},
      {"normalised_navicular_height", {{MedialArch, Ball}, Needs::FineShape | Needs::Ground}},
      {"arch_angle", {{MedialArch, Ankle, Ball}, Needs::FineShape}},
      {"malleolar_valgus_index", {{Ankle, Heel}, Needs::Around | Needs::Lean}},
      {"hallux_angle", {{Toes, Ball, Heel}, Needs::Toes}},
      {"fifth_toe_angle", {{Toes, Ball, Heel}, Needs::Toes}},
      {"rearfoot_angle", {{Heel, Ankle}, Needs::Levels | Needs::Lean}},
      {"rearfoot_angle_vertical", {{Heel}, Needs::Levels | Needs::Lean}}};
  return all;
}

// Why the measure cannot be given at all, if so.
std::optional<Message> refusal(const AlignedFoot& foot, Needs needs) {
  if (needs & Needs::TrueSole) {
    if (foot.sole == SoleKind::Open) return Message{"SCAN.OPEN_SOLE", {}};
    if (foot.sole == SoleKind::SyntheticFlat) return Message{"SCAN.SYNTHETIC_SOLE", {}};
    if (foot.sole == SoleKind::Shallow) return Message{"MEASURE.SHALLOW_SOLE", {}};
  }
  if ((needs & Needs::FineShape) && foot.noisy) return Message{"MEASURE.NOISY", {}};
  if ((needs & Needs::Toes) && foot.toesMerged) return Message{"MEASURE.TOES_MERGED", {}};
  return std::nullopt;
}

Message about(const char* id, Region region, double share) {
  return {id,
          {{"part", anatomy::toString(region)}, {"percent", fmt::format("{:.0f}", 100.0 * share)}}};
}

Measurement refused(Measurement measured, Message reason) {
  return notValid(std::move(measured.unit), std::move(measured.method), std::move(reason));
}

// The sole's own gaps are judged by its kind; an arch that was filled in or not seen is no arch.
Measurement gatedByRegion(const AlignedFoot& foot, Region region, Measurement measured) {
  const auto view = foot.regions.find(region);
  if (view == foot.regions.end()) return measured;
  const auto& [seen, invented] = view->second;
  if (seen < kSeenFrom) {
    return refused(std::move(measured), about("MEASURE.PART_NOT_SEEN", region, seen));
  }
  if (invented > kInventedTo) {
    return refused(std::move(measured), about("MEASURE.PART_INVENTED", region, invented));
  }
  if (invented > kHardlyInventedTo) {
    return lowConfidence(std::move(measured), about("MEASURE.PART_INVENTED", region, invented));
  }
  if (seen < kWellSeenFrom) {
    return lowConfidence(std::move(measured), about("MEASURE.PART_NOT_SEEN", region, seen));
  }
  return measured;
}

// Heights over three points of a hanging foot are not heights over a floor: the method says so.
Measurement namedByGround(const AlignedFoot& foot, Measurement measured) {
  if (foot.ground == GroundKind::ThreePoints) measured.method.id += ".three_points";
  return measured;
}

}  // namespace

Measurement gated(const AlignedFoot& foot, const std::string& name, Measurement measured) {
  const auto found = foundations().find(name);
  if (found == foundations().end()) return measured;
  const Foundation& foundation = found->second;
  if (foundation.needs & Needs::Ground) measured = namedByGround(foot, std::move(measured));
  if (foot.imprint) {
    measured = gatedByImprint(foot, name, std::move(measured));
    const auto reason = refusal(foot, foundation.needs);
    if (!reason || measured.status == Status::NotValid) return measured;
    return refused(std::move(measured), *reason);
  }
  if (const auto reason = refusal(foot, foundation.needs)) {
    return refused(std::move(measured), *reason);
  }
  if ((foundation.needs & Needs::Ground) && foot.sole == SoleKind::Open) {
    measured = lowConfidence(std::move(measured), {"MEASURE.GROUND_NOT_SEEN", {}});
    if (measured.unit == "mm") {
      measured.error.processing = std::hypot(measured.error.processing, foot.groundSpreadMm);
    } else if (measured.value && foot.footLengthMm > 0.0) {
      measured.error.processing =
          std::hypot(measured.error.processing, foot.groundSpreadMm / foot.footLengthMm);
    }
  }
  const bool groundUnseen = foot.sole == SoleKind::Open && foot.ground != GroundKind::Floor;
  if ((foundation.needs & Needs::Levels) && groundUnseen) {
    measured = lowConfidence(std::move(measured), {"MEASURE.GROUND_NOT_SEEN", {}});
  }
  if ((foundation.needs & Needs::Around) && foot.sole == SoleKind::Open) {
    measured = lowConfidence(std::move(measured), {"MEASURE.OPEN_BELOW", {}});
  }
  if ((foundation.needs & Needs::Lean) && (foot.noisy || foot.noiseMm > kLeanNoiseMm)) {
    measured = lowConfidence(std::move(measured), {"MEASURE.ROUGH", {}});
  }
  for (const Region region : foundation.regions) {
    if (measured.status == Status::NotValid) return measured;
    measured = gatedByRegion(foot, region, std::move(measured));
  }
  return measured;
}

}  // namespace podalign::measure
