#include "podalign/plantar/footfalls.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

#include "podalign/core/contracts.hpp"
#include "podalign/plantar/internal/forces.hpp"
#include "podalign/plantar/internal/grouping.hpp"
#include "podalign/plantar/internal/in_shoe.hpp"
#include "podalign/plantar/internal/tracks.hpp"
#include "podalign/plantar/internal/walk.hpp"

namespace podalign::plantar {
namespace {

// A contact that never carries more is nobody's step.
constexpr double kLightestFootN = 20.0;
// Prints much lighter than the heaviest are noise or a hand on the plate.
constexpr double kSmallestForceShare = 0.1;

// A footfall lasts from the first to the last frame that carries more than 5 N (and the rounding
// of converted units).
constexpr double kContactForceN = 5.005;

// A clipped cell prints the sensor's upper limit, rounded.
constexpr double kClippedShare = 0.999;
constexpr double kNeverClipped = std::numeric_limits<double>::infinity();

// A cell of the recording that belongs to a print.
struct Contact {
  int frame = 0;
  std::uint32_t cell = 0;
};

Footfall emptyFootfall(const Recording& recording, const FootfallOptions& options) {
  Footfall footfall;
  footfall.sensor = recording.sensor;
  footfall.movingBelt = recording.movingBelt;
  footfall.trial = options.trial != TrialKind::Unknown ? options.trial : recording.trial;
  footfall.shod = options.shod;
  footfall.noiseFloorKpa = recording.noiseFloorKpa;
  footfall.forceTrusted = recording.vendorCheck != VendorCheck::Mismatch;
  footfall.measurement = recording.measurement;
  return footfall;
}

// From the first to the last frame in which the contacts carry load.
IndexRange loadedFrames(const Recording& recording, const std::vector<Contact>& contacts) {
  std::map<int, double> forcesN;
  const int width = recording.columns.count();
  for (const Contact& contact : contacts) {
    const int cell = static_cast<int>(contact.cell);
    const double area = recording.grid.areaOf(recording.rows.first + cell / width,
                                              recording.columns.first + cell % width);
    forcesN[contact.frame] +=
        newtons(static_cast<double>(recording.frame(contact.frame)[contact.cell]), area);
  }
  IndexRange loaded;
  for (const auto& [frame, force] : forcesN) {
    if (force <= kContactForceN) continue;
    if (loaded.count() == 0) loaded.first = frame;
    loaded.last = frame;
  }
  return loaded;
}

// Cuts one print out of the recording: all cells that it ever touched, in its loaded frames.
Footfall footfallOf(const Recording& recording, const FootfallOptions& options,
                    const std::vector<Contact>& contacts, const IndexRange& frames,
                    const std::vector<float>& residual) {
  Footfall footfall = emptyFootfall(recording, options);
  const int width = recording.columns.count();
  const auto rowOf = [&](const Contact& c) {
    return recording.rows.first + static_cast<int>(c.cell) / width;
  };
  const auto columnOf = [&](const Contact& c) {
    return recording.columns.first + static_cast<int>(c.cell) % width;
  };
  footfall.frames = frames;
  footfall.rows = {rowOf(contacts.front()), rowOf(contacts.front())};
  footfall.columns = {columnOf(contacts.front()), columnOf(contacts.front())};
  for (const Contact& contact : contacts) {
    footfall.rows.first = std::min(footfall.rows.first, rowOf(contact));
    footfall.rows.last = std::max(footfall.rows.last, rowOf(contact));
    footfall.columns.first = std::min(footfall.columns.first, columnOf(contact));
    footfall.columns.last = std::max(footfall.columns.last, columnOf(contact));
  }
  const auto rows = static_cast<std::size_t>(footfall.rows.count());
  const auto columns = static_cast<std::size_t>(footfall.columns.count());
  footfall.pressuresKpa.assign(static_cast<std::size_t>(frames.count()) * rows * columns, 0.0F);
  for (const Contact& contact : contacts) {
    if (!frames.contains(contact.frame)) continue;
    const auto frame = static_cast<std::size_t>(contact.frame - frames.first);
    const auto row = static_cast<std::size_t>(rowOf(contact) - footfall.rows.first);
    const auto column = static_cast<std::size_t>(columnOf(contact) - footfall.columns.first);
    const float measured = recording.frame(contact.frame)[contact.cell];
    footfall.pressuresKpa[(frame * rows + row) * columns + column] =
        residual.empty() ? measured : measured - residual[contact.cell];
    const double limit = kClippedShare * recording.saturationKpa.value_or(kNeverClipped);
    if (static_cast<double>(measured) >= limit) footfall.saturated = true;
  }
  addForces(footfall, recording.grid);
  return footfall;
}

double largestForce(const Footfall& footfall) {
  return *std::max_element(footfall.forcesN.begin(), footfall.forcesN.end());
}

Result<std::vector<std::vector<Contact>>> contactsOnPlate(const Recording& recording,
                                                          const FootfallOptions& options,
                                                          const std::vector<unsigned char>& ignored,
                                                          bool standing) {
  std::vector<std::vector<Contact>> prints;
  const auto add = [&](int print, int frame, std::uint32_t cell) {
    if (print == kNoPrint) return;
    if (static_cast<std::size_t>(print) >= prints.size())
      prints.resize(static_cast<std::size_t>(print) + 1);
    prints[static_cast<std::size_t>(print)].push_back({frame, cell});
  };
  if (standing) {
    const auto printOfCell = splitStandingPrints(recording, ignored, options);
    const auto contact = static_cast<float>(units::inKilopascals(options.contact));
    for (int frame = 0; frame < recording.frames; ++frame) {
      const float* pressures = recording.frame(frame);
      for (std::uint32_t cell = 0; cell < recording.windowCells(); ++cell) {
        if (pressures[cell] > contact) add(printOfCell[cell], frame, cell);
      }
    }
    return prints;
  }
  const ContactTracks tracks = followContacts(recording, options, ignored);
  const auto printOfTrack = groupIntoPrints(recording, tracks, options);
  if (!printOfTrack) return tl::unexpected(printOfTrack.error());
  for (int frame = 0; frame < recording.frames; ++frame) {
    const auto f = static_cast<std::size_t>(frame);
    for (std::size_t i = tracks.frameStarts[f]; i < tracks.frameStarts[f + 1]; ++i) {
      add((*printOfTrack)[tracks.cells[i].track], frame, tracks.cells[i].cell);
    }
  }
  return prints;
}

std::vector<std::vector<Contact>> contactsInShoe(const Recording& recording,
                                                 const FootfallOptions& options,
                                                 const std::vector<float>& residual) {
  const auto contact = static_cast<float>(units::inKilopascals(options.contact));
  std::vector<double> forces;
  std::vector<float> net(recording.windowCells());
  for (int frame = 0; frame < recording.frames; ++frame) {
    for (std::size_t i = 0; i < net.size(); ++i) net[i] = recording.frame(frame)[i] - residual[i];
    forces.push_back(forceOf(net.data(), recording));
  }
  std::vector<std::vector<Contact>> steps;
  for (const IndexRange& spell : findLoadedSpells(forces, recording.framePeriod, options)) {
    std::vector<Contact> step;
    for (int frame = spell.first; frame <= spell.last; ++frame) {
      for (std::uint32_t cell = 0; cell < recording.windowCells(); ++cell) {
        if (recording.frame(frame)[cell] - residual[cell] > contact) step.push_back({frame, cell});
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
    findings.push_back({{"PLATE.RESIDUAL_REMOVED", {{"force", fmt::format("{:.0f} N", force)}}},
                        Severity::Caution,
                        {}});
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
      standing ? std::vector<unsigned char>(recording.windowCells(), 0) : findStuckCells(recording);
  std::vector<float> residual;
  std::vector<std::vector<Contact>> prints;
  if (inShoe) {
    residual = residualLoad(recording);
    prints = contactsInShoe(recording, options, residual);
  } else {
    auto found = contactsOnPlate(recording, options, stuck, standing);
    if (!found) return tl::unexpected(found.error());
    prints = std::move(*found);
  }
  reportCells(inShoe ? std::vector<unsigned char>{} : stuck, residual, recording, result.findings);

  double heaviest = 0.0;
  for (const auto& contacts : prints) {
    const IndexRange frames = loadedFrames(recording, contacts);
    if (frames.count() == 0) continue;
    result.value.push_back(footfallOf(recording, options, contacts, frames, residual));
    heaviest = std::max(heaviest, largestForce(result.value.back()));
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
