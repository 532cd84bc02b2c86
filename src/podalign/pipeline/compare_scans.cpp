#include "podalign/pipeline/compare_scans.hpp"

#include <map>
#include <utility>

#include "podalign/measure/pair_difference.hpp"

namespace podalign::pipeline {
namespace {

using anatomy::LoadState;
using report::ScannedFoot;

const ScannedFoot* firstOf(const std::vector<ScannedFoot>& scans, Laterality side, LoadState load) {
  for (const ScannedFoot& scan : scans) {
    if (scan.foot.side.side == side && scan.foot.load == load) return &scan;
  }
  return nullptr;
}

const ScannedFoot* standsFor(const std::vector<ScannedFoot>& scans, Laterality side) {
  if (const ScannedFoot* standing = firstOf(scans, side, LoadState::Standing)) return standing;
  for (const ScannedFoot& scan : scans) {
    if (scan.foot.side.side == side) return &scan;
  }
  return nullptr;
}

bool inConflict(const ScannedFoot& scan) { return scan.foot.side.source == SideSource::Conflict; }

std::vector<report::RepeatedScans> findRepeats(const std::vector<ScannedFoot>& scans) {
  std::map<std::pair<Laterality, LoadState>, std::vector<const measure::Measurements*>> groups;
  for (const ScannedFoot& scan : scans) {
    if (!inConflict(scan)) groups[{scan.foot.side.side, scan.foot.load}].push_back(&scan.measures);
  }
  std::vector<report::RepeatedScans> repeats;
  for (const auto& [state, group] : groups) {
    if (group.size() < 2) continue;
    repeats.push_back({state.first, state.second, measure::measureRepeatability(group)});
  }
  return repeats;
}

}  // namespace

report::ScanComparison compareScans(const std::vector<ScannedFoot>& scans, Repeats repeats) {
  report::ScanComparison comparison;
  if (repeats == Repeats::NotStated && scans.size() != 2) return comparison;
  const ScannedFoot* left = standsFor(scans, Laterality::Left);
  const ScannedFoot* right = standsFor(scans, Laterality::Right);
  if (left != nullptr && right != nullptr) {
    comparison.pair = measure::measurePair(left->foot, right->foot);
    // Feet in different states differ by the state: that is no difference between left and right.
    if (left->foot.load == right->foot.load && !inConflict(*left) && !inConflict(*right)) {
      comparison.leftRight = measure::subtract(left->measures, right->measures);
    }
  }
  if (repeats == Repeats::NotStated) return comparison;
  for (const Laterality side : kBothSides) {
    const ScannedFoot* sitting = firstOf(scans, side, LoadState::Sitting);
    const ScannedFoot* standing = firstOf(scans, side, LoadState::Standing);
    if (sitting == nullptr || standing == nullptr) continue;
    if (inConflict(*sitting) || inConflict(*standing)) continue;
    comparison.sittingStanding[side] = measure::subtract(sitting->measures, standing->measures);
  }
  comparison.repeats = findRepeats(scans);
  return comparison;
}

}  // namespace podalign::pipeline
