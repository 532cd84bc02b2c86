#include "podalign/plantar/footfalls.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "podalign/core/contracts.hpp"
#include "podalign/plantar/internal/contacts.hpp"
#include "podalign/plantar/internal/forces.hpp"
#include "podalign/plantar/internal/in_shoe.hpp"
#include "podalign/plantar/internal/tracks.hpp"
#include "podalign/plantar/internal/walk.hpp"

namespace podalign::plantar {
namespace {

// A contact that never carries more is nobody's step.
constexpr double kLightestFootN = 20.0;
// Prints much lighter than the heaviest are noise or a hand on the plate.
constexpr double kSmallestForceShare = 0.1;

double largestForce(const Footfall& footfall) {
  return *std::max_element(footfall.forcesN.begin(), footfall.forcesN.end());
}

std::vector<std::vector<Contact>> contactsInShoe(const Recording& recording,
                                                 const FootfallOptions& options,
                                                 const std::vector<float>& residual) {
  const auto contact = static_cast<float>(units::inKilopascals(options.contact));
  const float limit = clippedKpa(recording);
  std::vector<double> forces;
  std::vector<float> net(recording.windowCells());
  for (int frame = 0; frame < recording.frames; ++frame) {
    for (std::size_t i = 0; i < net.size(); ++i) {
      net[i] = std::max(0.0F, recording.frame(frame)[i] - residual[i]);
    }
    forces.push_back(forceOf(net.data(), recording));
  }
  std::vector<std::vector<Contact>> steps;
  for (const IndexRange& spell : findLoadedSpells(forces, recording.framePeriod, options)) {
    std::vector<Contact> step;
    for (int frame = spell.first; frame <= spell.last; ++frame) {
      for (std::uint32_t cell = 0; cell < recording.windowCells(); ++cell) {
        const float measured = recording.frame(frame)[cell];
        if (measured - residual[cell] > contact) {
          step.push_back({frame, cell, measured - residual[cell], measured >= limit});
        }
      }
    }
    if (!step.empty()) steps.push_back(std::move(step));
  }
  return steps;
}

void reportCells(const std::vector<unsigned char>& stuck, const std::vector<float>& residual,
                 const Recording& recording, Findings& findings) {
  const auto count = std::count(stuck.begin(), stuck.end(), 1);
  if (count > 0) {
    findings.push_back(
        {{"PLATE.STUCK_CELLS", {{"cells", fmt::format("{}", count)}}}, Severity::Caution, {}});
  }
  const double force = residual.empty() ? 0.0 : forceOf(residual.data(), recording);
  if (force > 0.0) {
    // Without areas there is no force to speak of: the largest pressure of a cell.
    const float largest = *std::max_element(residual.begin(), residual.end());
    const std::string load = recording.grid.areasKnown ? fmt::format("{:.0f} N", force)
                                                       : fmt::format("{:.0f} kPa", largest);
    findings.push_back({{"PLATE.RESIDUAL_REMOVED", {{"force", load}}}, Severity::Caution, {}});
  }
}

}  // namespace

Result<void> FootfallOptions::check() const {
  const auto refuse = [](const char* what) { return failure(ErrorCode::CaseInvalid, what); };
  if (!(units::inKilopascals(contact) >= 0.0))
    return refuse("the contact pressure is negative; give 0 kPa or more");
  if (!(units::inMillimetres(spaceGap) >= 0.0) || !(units::inSeconds(timeGap) >= 0.0)) {
    return refuse("a gap is negative; give 0 or more");
  }
  if (!(units::inMillimetres(longestPrint) > 0.0) || !(units::inMillimetres(widestPrint) > 0.0)) {
    return refuse("the largest print has no size; give its length and width in mm");
  }
  return {};
}

Result<Annotated<std::vector<Footfall>>> findFootfalls(const Recording& recording,
                                                       const FootfallOptions& options) {
  if (auto checked = options.check(); !checked) return tl::unexpected(checked.error());
  PODALIGN_EXPECTS(recording.frames >= 0 && units::inSeconds(recording.framePeriod) > 0.0);
  PODALIGN_EXPECTS(recording.pressuresKpa.size() ==
                   static_cast<std::size_t>(recording.frames) * recording.windowCells());
  const bool inShoe = recording.sensor == SensorKind::InShoe;
  const TrialKind trial = options.trial != TrialKind::Unknown ? options.trial : recording.trial;
  const bool standing = trial == TrialKind::Standing;
  Annotated<std::vector<Footfall>> result;

  const auto stuck =
      standing || recording.peakImage  // every cell of a single frame shows one value
          ? std::vector<unsigned char>(recording.windowCells(), 0)
          : findStuckCells(recording);
  const Surface surface = surfaceOf(recording);
  std::vector<float> residual;
  std::vector<std::vector<Contact>> prints;
  if (inShoe) {
    residual = residualLoad(recording);
    prints = contactsInShoe(recording, options, residual);
  } else {
    auto found = contactsOnPlate(recording, surface, options, stuck, trial);
    if (!found) return tl::unexpected(found.error());
    prints = std::move(*found);
  }
  reportCells(inShoe ? std::vector<unsigned char>{} : stuck, residual, recording, result.findings);

  double heaviest = 0.0;
  std::vector<int> draggedFrom;
  for (const auto& contacts : prints) {
    CutPrint print = footfallOf(recording, surface, options, contacts);
    if (print.footfall.frames.count() == 0) continue;
    heaviest = std::max(heaviest, largestForce(print.footfall));
    if (print.dragged) draggedFrom.push_back(print.footfall.frames.first);
    result.value.push_back(std::move(print.footfall));
  }
  std::erase_if(result.value, [&](const Footfall& footfall) {
    return largestForce(footfall) < std::max(kLightestFootN, kSmallestForceShare * heaviest);
  });
  if (result.value.empty()) {
    return failure(
        ErrorCode::NoFootfall,
        fmt::format(
            "no contact in {} frames carries {} N; check that a foot was recorded and export again",
            recording.frames, kLightestFootN));
  }
  std::stable_sort(
      result.value.begin(), result.value.end(),
      [](const Footfall& a, const Footfall& b) { return a.frames.first < b.frames.first; });
  for (const int frame : draggedFrom) {
    result.findings.push_back(
        {{"PLATE.DRAG_LEFT_OUT", {{"frame", fmt::format("{}", frame)}}}, Severity::Caution, {}});
  }
  findDirections(result.value, recording, result.findings);
  findIncomplete(result.value, recording, options);
  findSides(result.value, recording, options, result.findings);
  findIncomplete(result.value, recording, options);  // again: lengths compare feet of one side
  if (standing) {
    std::stable_sort(result.value.begin(), result.value.end(),
                     [](const Footfall& a, const Footfall& b) {
                       return a.side.side == Laterality::Left && b.side.side == Laterality::Right;
                     });
  }
  findProgression(result.value, recording);
  return result;
}

}  // namespace podalign::plantar
