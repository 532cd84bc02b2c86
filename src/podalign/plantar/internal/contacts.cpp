#include "podalign/plantar/internal/contacts.hpp"

#include <algorithm>
#include <limits>
#include <optional>

#include "podalign/plantar/internal/forces.hpp"
#include "podalign/plantar/internal/grouping.hpp"
#include "podalign/plantar/internal/tracks.hpp"

namespace podalign::plantar {
namespace {

// Rounding of converted units.
constexpr double kForceRoundingN = 0.005;
// A foot that is dragged carries less than this share of the step's largest load.
constexpr double kDragShare = 0.05;
// A clipped cell prints the sensor's upper limit, rounded.
constexpr double kClippedShare = 0.999;
constexpr double kNeverClipped = std::numeric_limits<double>::infinity();

Footfall emptyFootfall(const Recording& recording, const Surface& surface,
                       const FootfallOptions& options) {
  Footfall footfall;
  footfall.sensor = recording.sensor;
  footfall.onBelt = !surface.shifts.empty();
  footfall.peakImage = recording.peakImage;
  footfall.movingBelt = recording.movingBelt && !footfall.onBelt;
  footfall.trial = options.trial != TrialKind::Unknown ? options.trial : recording.trial;
  footfall.shod = options.shod;
  footfall.noiseFloorKpa = recording.noiseFloorKpa;
  footfall.forceTrusted = recording.vendorCheck != VendorCheck::Mismatch;
  footfall.measurement = recording.measurement;
  return footfall;
}

// From the first to the last frame in which the contacts carry load.
IndexRange loadedFrames(const Recording& recording, const Surface& surface,
                        const std::vector<Contact>& contacts) {
  IndexRange loaded;
  Places places(recording.rows.first, recording.columns.first, surface);
  double force = 0.0;
  for (std::size_t i = 0; i < contacts.size(); ++i) {
    const Contact& contact = contacts[i];
    const CellPlace place = places.of(contact.cell);
    force +=
        newtons(static_cast<double>(contact.kpa),
                recording.grid.areaOf(place.row, place.column - surface.shiftOf(contact.frame)));
    if (i + 1 < contacts.size() && contacts[i + 1].frame == contact.frame) continue;
    if (force > kContactForceN + kForceRoundingN) {
      if (loaded.count() == 0) loaded.first = contact.frame;
      loaded.last = contact.frame;
    }
    force = 0.0;
  }
  return loaded;
}

void include(IndexRange& range, int index) {
  if (range.count() == 0) range = {index, index};
  range.first = std::min(range.first, index);
  range.last = std::max(range.last, index);
}

struct CellBox {
  IndexRange rows, columns;
};

bool fitsAFoot(const CellBox& box, const Grid& grid, const FootfallOptions& options) {
  const double longest = units::inMillimetres(options.longestPrint);
  return box.rows.count() * grid.rowSpacingMm <= longest &&
         box.columns.count() * grid.columnSpacingMm <= longest;
}

CellBox boxOf(const Recording& recording, const Surface& surface,
              const std::vector<Contact>& contacts) {
  CellBox box;
  Places places(recording.rows.first, recording.columns.first, surface);
  for (const Contact& contact : contacts) {
    const CellPlace place = places.of(contact.cell);
    include(box.rows, place.row);
    include(box.columns, place.column);
  }
  return box;
}

// Light contact before landing or after leaving that makes a print larger than a foot is a drag:
// what lies beyond the cells (and their neighbours) that were touched under load does not count.
// Nothing where no foot was dragged.
std::optional<std::vector<Contact>> withoutDrag(const Recording& recording, const Surface& surface,
                                                const FootfallOptions& options,
                                                const CellBox& whole,
                                                const std::vector<Contact>& contacts) {
  const bool moving = recording.sensor == SensorKind::Plate;
  if (!moving || fitsAFoot(whole, recording.grid, options)) return std::nullopt;
  Places places(recording.rows.first, recording.columns.first, surface);
  std::vector<double> loads;  // by frame, from the first one on
  double largest = 0.0;
  const auto loadOf = [&](const Contact& contact) -> double& {
    return loads[static_cast<std::size_t>(contact.frame - contacts.front().frame)];
  };
  if (!contacts.empty()) {
    loads.resize(static_cast<std::size_t>(contacts.back().frame - contacts.front().frame + 1));
  }
  for (const Contact& contact : contacts) {
    double& load = loadOf(contact);
    load += static_cast<double>(contact.kpa);
    largest = std::max(largest, load);
  }
  CellBox loaded;
  for (const Contact& contact : contacts) {
    if (loadOf(contact) < kDragShare * largest) continue;
    const CellPlace place = places.of(contact.cell);
    include(loaded.rows, place.row);
    include(loaded.columns, place.column);
  }
  if (!fitsAFoot(loaded, recording.grid, options)) return std::nullopt;
  std::vector<Contact> kept;
  for (const Contact& contact : contacts) {
    const CellPlace place = places.of(contact.cell);
    const bool near = place.row >= loaded.rows.first - 1 && place.row <= loaded.rows.last + 1 &&
                      place.column >= loaded.columns.first - 1 &&
                      place.column <= loaded.columns.last + 1;
    if (near) kept.push_back(contact);
  }
  return kept;
}

std::vector<std::vector<Contact>> standingContacts(const Recording& recording,
                                                   const std::vector<int>& printOfCell,
                                                   const FootfallOptions& options) {
  std::vector<std::vector<Contact>> prints(2);
  const float limit = clippedKpa(recording);
  const auto least = static_cast<float>(units::inKilopascals(options.contact));
  for (int frame = 0; frame < recording.frames; ++frame) {
    const float* pressures = recording.frame(frame);
    for (std::uint32_t cell = 0; cell < recording.windowCells(); ++cell) {
      if (!(pressures[cell] > least) || printOfCell[cell] == kNoPrint) continue;
      prints[static_cast<std::size_t>(printOfCell[cell])].push_back(
          {frame, cell, pressures[cell], pressures[cell] >= limit});
    }
  }
  std::erase_if(prints, [](const std::vector<Contact>& print) { return print.empty(); });
  return prints;
}

}  // namespace

float clippedKpa(const Recording& recording) {
  return static_cast<float>(kClippedShare * recording.saturationKpa.value_or(kNeverClipped));
}

Result<std::vector<std::vector<Contact>>> contactsOnPlate(const Recording& recording,
                                                          const Surface& surface,
                                                          const FootfallOptions& options,
                                                          const std::vector<unsigned char>& ignored,
                                                          TrialKind trial) {
  if (trial == TrialKind::Standing) {
    return standingContacts(recording, splitStandingPrints(recording, ignored, options), options);
  }
  const ContactTracks tracks = followContacts(recording, surface, options, ignored);
  const auto printOfTrack = groupIntoPrints(recording, surface, tracks, options);
  if (!printOfTrack) return tl::unexpected(printOfTrack.error());
  std::vector<std::vector<Contact>> prints;
  const float limit = clippedKpa(recording);
  for (int frame = 0; frame < recording.frames; ++frame) {
    const auto f = static_cast<std::size_t>(frame);
    for (std::size_t i = tracks.frameStarts[f]; i < tracks.frameStarts[f + 1]; ++i) {
      const int print = (*printOfTrack)[tracks.cells[i].track];
      if (print == kNoPrint) continue;
      const auto p = static_cast<std::size_t>(print);
      if (p >= prints.size()) prints.resize(p + 1);
      const float kpa = tracks.cells[i].kpa;
      prints[p].push_back({frame, tracks.cells[i].cell, kpa, kpa >= limit});
    }
  }
  return prints;
}

CutPrint footfallOf(const Recording& recording, const Surface& surface,
                    const FootfallOptions& options, const std::vector<Contact>& all) {
  CutPrint print;
  const CellBox whole = boxOf(recording, surface, all);
  const auto kept = withoutDrag(recording, surface, options, whole, all);
  const std::vector<Contact>& contacts = kept ? *kept : all;
  print.dragged = contacts.size() < all.size();
  Footfall& footfall = print.footfall;
  footfall = emptyFootfall(recording, surface, options);
  footfall.frames = loadedFrames(recording, surface, contacts);
  if (footfall.frames.count() == 0) return print;
  const CellBox box = kept ? boxOf(recording, surface, contacts) : whole;
  footfall.rows = box.rows;
  footfall.columns = footfall.sensorColumns = box.columns;
  Places places(recording.rows.first, recording.columns.first, surface);
  if (footfall.onBelt) {
    footfall.sensorColumns = {};
    for (const Contact& contact : contacts) {
      const int column = places.of(contact.cell).column;
      include(footfall.sensorColumns, column - surface.shiftOf(contact.frame));
    }
  }
  const auto rows = static_cast<std::size_t>(footfall.rows.count());
  const auto columns = static_cast<std::size_t>(footfall.columns.count());
  footfall.pressuresKpa.assign(static_cast<std::size_t>(footfall.frames.count()) * rows * columns,
                               0.0F);
  for (const Contact& contact : contacts) {
    if (!footfall.frames.contains(contact.frame)) continue;
    const CellPlace place = places.of(contact.cell);
    const auto frame = static_cast<std::size_t>(contact.frame - footfall.frames.first);
    const auto row = static_cast<std::size_t>(place.row - footfall.rows.first);
    const auto column = static_cast<std::size_t>(place.column - footfall.columns.first);
    footfall.pressuresKpa[(frame * rows + row) * columns + column] = contact.kpa;
    if (contact.clipped) footfall.saturated = true;
  }
  addForces(footfall, recording.grid);
  if (!footfall.onBelt) return print;
  for (CopPoint& point : footfall.cop) {
    const double remainder = surface.remainderMm[static_cast<std::size_t>(point.frame)];
    point.xMm += remainder;
    footfall.columnsOff.push_back(remainder / recording.grid.columnSpacingMm);
  }
  return print;
}

}  // namespace podalign::plantar
