#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "podalign/anatomy/aligned_foot.hpp"
#include "podalign/core/finding.hpp"
#include "podalign/core/result.hpp"
#include "podalign/insole/prescription.hpp"
#include "podalign/measure/measurement.hpp"
#include "podalign/profile/insole_shape.hpp"
#include "podalign/recommend/decision.hpp"

namespace podalign::insole {

/// What the height of the arch is a share of.
enum class ArchReference { Navicular, Clearance };
[[nodiscard]] const char* toString(ArchReference reference);

/// Where a value comes from: written in the prescription, usual, found by a rule of the shape.
enum class ValueOrigin { Prescribed, Usual, Derived };
[[nodiscard]] const char* toString(ValueOrigin origin);

/// One value of the plan as it is printed.
struct PlanValue {
  std::string id, unit;
  double value = 0.0;
  ValueOrigin origin = ValueOrigin::Usual;
  std::optional<double> low, high;  ///< limits of this foot
  std::string limitedBy;  ///< parameter of insole.yaml or a rule; empty: insole_shape.yaml
  bool provisional = false;
  std::string note;  ///< what insole.yaml asks of the clinician in words
};
struct PlanWord {
  std::string id, value;
  ValueOrigin origin = ValueOrigin::Usual;
};

/// A prescription with every gap filled: what is made. Positive degrees raise the inner side.
struct InsolePlan {
  Laterality side = Laterality::Left;
  double postingDeg = 0.0;  ///< total angle of the made surface under the heel
  double forefootPostingDeg = 0.0;
  double medialSkiveMm = 0.0;
  double heelLiftMm = 0.0;
  double heelCupMm = 0.0;
  double shellMm = 0.0;
  double padMm = 0.0;
  double padBehindMm = 0.0;
  double firstRayMm = 0.0;
  double reliefHeelMm = 0.0;
  std::array<double, 5> reliefHeadMm{};  ///< from the inner one
  double topCoverMm = 0.0;
  double densityShoreA = 0.0;
  std::optional<double> lengthMm;  ///< of the shoe's liner; absent: by the foot and the shoe
  std::optional<double> widthMm;
  std::string shoe, length, underside;
  ArchReference archReference = ArchReference::Clearance;
  double archReferenceMm = 0.0;
  double archHeightMm = 0.0;         ///< above the plane of the device
  std::optional<double> archApexMm;  ///< along x, where a person set the navicular
  std::vector<PlanValue> values;     ///< in the order of insole_shape.yaml
  std::vector<PlanWord> words;
  Findings findings;
};

/// What a prescription is checked against and filled up with.
struct PlanGrounds {
  const profile::InsoleShape& shape;
  const std::vector<profile::InsoleParameter>& parameters;
  const recommend::Decision& decision;
  std::optional<double> bodyMassKg;
  std::string blockedBy;  ///< rule that blocks an insole for this foot, for the message
};

/// A scan of the foot with what was measured on it.
struct ScannedSole {
  const anatomy::AlignedFoot& foot;
  const measure::Measurements& measures;
  std::optional<double> sittingNavicularMm;  ///< set by a person on a scan of the sitting person
};

/// Before anything is measured: the setting, the approval, the limits that hold for everybody.
///
/// Errors: kNotInShop, kNoPrescription, kNotApproved, kBeyondCap; CaseInvalid for a word that is
/// not one of those allowed.
[[nodiscard]] Result<void> checkPrescription(const Prescription* prescription, bool clinic,
                                             const std::string& source,
                                             const profile::InsoleShape& shape);

/// Against what the rule base says of this foot: blocked, or a lower limit of posting.
///
/// Errors: kFootBlocked, kBeyondCap.
[[nodiscard]] Result<void> checkFoot(const Prescription& prescription, Laterality side,
                                     const PlanGrounds& grounds);

/// The rule that blocks an insole for this foot; empty: none does.
[[nodiscard]] std::string blockingRule(const profile::Profile& profile,
                                       const recommend::Decision& decision, Laterality side);

/// Cautions about the two feet of one prescription: sides that differ by more than the rule base
/// gives in one step.
[[nodiscard]] Findings compareSides(const InsolePlan& left, const InsolePlan& right,
                                    const std::vector<profile::InsoleParameter>& parameters);

/// Why an insole cannot rest on this scan; empty: it can.
[[nodiscard]] std::string whyUnusable(const anatomy::AlignedFoot& foot,
                                      const measure::Measurements& measures);

/// Fills the gaps: usual values, those of the shoe, shell by body mass and posture, the height of
/// the arch. Requires: checkFoot passed, whyUnusable is empty.
///
/// Errors: kBeyondCap where the arch would rise above the sitting navicular height, or the cup
/// above what the shoe takes.
[[nodiscard]] Result<InsolePlan> makePlan(const Prescription& prescription, Laterality side,
                                          const ScannedSole& sole, const PlanGrounds& grounds);

}  // namespace podalign::insole
