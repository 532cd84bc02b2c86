#include "podalign/plantar/internal/grouping.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace podalign::plantar {
namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr int kDirections = 36;  // every 5 degrees of a half turn
// A foot lies within 45 degrees of the way it walks.
constexpr double kLargestTurn = kPi / 4.0;
// The next contact of the same print follows within this time.
constexpr double kTimeMeetsS = 0.15;
constexpr std::size_t kMostTracks = 4000;
// A print must carry this share of the largest print's impulse; what carries less is noise, or a
// toe that found no foot.
constexpr double kSmallestImpulseShare = 0.02;
constexpr std::size_t kFewestCells = 4;
// A foot that is dragged carries less than this share of the largest load of a frame.
constexpr double kDragShare = 0.05;
constexpr double kShortestDragMm = 60.0;

// How the load of a track moves: sums of pressure by time and place.
struct Roll {
  double sum = 0.0, t = 0.0, x = 0.0, y = 0.0, tx = 0.0, ty = 0.0;
  void add(double kpa, double atT, double atX, double atY) {
    sum += kpa;
    t += kpa * atT;
    x += kpa * atX;
    y += kpa * atY;
    tx += kpa * atT * atX;
    ty += kpa * atT * atY;
  }
  // Load moved over a way, along one axis or the other; the unit cancels where both are compared.
  [[nodiscard]] double alongX() const { return sum > 0.0 ? std::abs(tx - t * x / sum) : 0.0; }
  [[nodiscard]] double alongY() const { return sum > 0.0 ? std::abs(ty - t * y / sum) : 0.0; }
};

struct Track {
  std::vector<std::uint32_t> cells;  // different cells, ascending
  int firstFrame = std::numeric_limits<int>::max();
  int lastFrame = -1;
  double impulse = 0.0;
  Roll roll;
  std::array<double, kDirections> lowest{};   // smallest projection on each direction, mm
  std::array<double, kDirections> highest{};  // largest
};

struct UnitVectors {
  std::array<double, kDirections> x{};
  std::array<double, kDirections> y{};
};
UnitVectors unitVectors() {
  UnitVectors units;
  for (std::size_t d = 0; d < units.x.size(); ++d) {
    const double angle = kPi * static_cast<double>(d) / kDirections;
    units.x[d] = std::cos(angle);
    units.y[d] = std::sin(angle);
  }
  return units;
}

// Lists of different cells, one for each track. A cell mostly comes again for the same track.
class CellLists {
 public:
  CellLists(std::size_t cells, std::size_t tracks) : latest_(cells, kNoTrack), lists_(tracks) {}
  void add(std::uint32_t track, std::uint32_t cell) {
    if (latest_[cell] == track) return;
    latest_[cell] = track;
    lists_[track].push_back(cell);
  }
  // Ascending.
  [[nodiscard]] std::vector<std::uint32_t> take(std::size_t track) {
    std::vector<std::uint32_t>& list = lists_[track];
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
    return std::move(list);
  }

 private:
  std::vector<std::uint32_t> latest_;  // by cell
  std::vector<std::vector<std::uint32_t>> lists_;
};

class Grouping {
 public:
  Grouping(const Recording& recording, const Surface& surface, const ContactTracks& contacts,
           const FootfallOptions& options)
      : recording_(recording),
        options_(options),
        surface_(surface),
        columns_(surface.columns),
        surfaceCells_(surface.cells()) {
    collect(contacts);
    chooseProgression();
    takeDragsOff(contacts);
  }
  std::vector<int> group(const ContactTracks& contacts);

 private:
  struct Pair {
    std::uint32_t a = 0, b = 0;
    std::size_t touches = 0;
    double gapMm = 0.0;
  };
  void collect(const ContactTracks& contacts);
  void findExtents(Track& track) const;
  void takeDragsOff(const ContactTracks& contacts);
  void chooseProgression();
  std::vector<Pair> candidatePairs(const ContactTracks& contacts) const;
  double gapBetween(const Track& a, const Track& b) const;
  bool mayBeOneFoot(const Track& a, const Track& b, bool touching) const;
  std::uint32_t rootOf(std::uint32_t track) {
    while (parent_[track] != track) track = parent_[track] = parent_[parent_[track]];
    return track;
  }
  void join(std::uint32_t a, std::uint32_t b);

  const Recording& recording_;
  const FootfallOptions& options_;
  const Surface& surface_;
  const int columns_;
  const std::size_t surfaceCells_;
  const UnitVectors units_ = unitVectors();
  std::vector<Track> tracks_;
  std::vector<std::uint32_t> parent_;
  int along_ = 0;  // direction index of the sensor axis that the feet follow
};

void Grouping::collect(const ContactTracks& contacts) {
  tracks_.resize(contacts.trackCount);
  CellLists lists(surfaceCells_, contacts.trackCount);
  Places places(0, 0, surface_);
  for (int frame = 0; frame < recording_.frames; ++frame) {
    const auto f = static_cast<std::size_t>(frame);
    for (std::size_t i = contacts.frameStarts[f]; i < contacts.frameStarts[f + 1]; ++i) {
      const ContactCell& contact = contacts.cells[i];
      Track& track = tracks_[contact.track];
      track.firstFrame = std::min(track.firstFrame, frame);
      track.lastFrame = std::max(track.lastFrame, frame);
      const auto kpa = static_cast<double>(contact.kpa);
      track.impulse += kpa;
      // From the first frame on, which keeps the products small.
      const CellPlace place = places.of(contact.cell);
      track.roll.add(kpa, frame - track.firstFrame, place.column * recording_.grid.columnSpacingMm,
                     place.row * recording_.grid.rowSpacingMm);
      lists.add(contact.track, contact.cell);
    }
  }
  for (std::size_t t = 0; t < tracks_.size(); ++t) {
    tracks_[t].cells = lists.take(t);
    findExtents(tracks_[t]);
  }
}

void Grouping::findExtents(Track& track) const {
  track.lowest.fill(std::numeric_limits<double>::infinity());
  track.highest.fill(-std::numeric_limits<double>::infinity());
  Places places(0, 0, surface_);
  for (std::size_t i = 0; i < track.cells.size(); ++i) {
    // Cells between two others reach farther in no direction.
    const std::uint32_t cell = track.cells[i];
    const bool between = i > 0 && i + 1 < track.cells.size() && track.cells[i - 1] + 1 == cell &&
                         track.cells[i + 1] == cell + 1;
    const CellPlace place = places.of(cell);
    if (between && place.column > 0 && place.column + 1 < columns_) continue;
    const double x = place.column * recording_.grid.columnSpacingMm;
    const double y = place.row * recording_.grid.rowSpacingMm;
    for (std::size_t d = 0; d < units_.x.size(); ++d) {
      const double at = x * units_.x[d] + y * units_.y[d];
      track.lowest[d] = std::min(track.lowest[d], at);
      track.highest[d] = std::max(track.highest[d], at);
    }
  }
}

// A track that light contact makes much longer than what it touched under load is of a foot that
// was dragged: it counts with its loaded part.
void Grouping::takeDragsOff(const ContactTracks& contacts) {
  std::vector<std::vector<double>> loads(tracks_.size());  // by frame, from the first on
  for (std::size_t t = 0; t < tracks_.size(); ++t)
    loads[t].resize(static_cast<std::size_t>(tracks_[t].lastFrame - tracks_[t].firstFrame + 1));
  const auto loadOf = [&](int frame, std::uint32_t track) -> double& {
    return loads[track][static_cast<std::size_t>(frame - tracks_[track].firstFrame)];
  };
  double largest = 0.0;  // load of a frame
  for (int frame = 0; frame < recording_.frames; ++frame) {
    double sum = 0.0;
    const auto f = static_cast<std::size_t>(frame);
    for (std::size_t i = contacts.frameStarts[f]; i < contacts.frameStarts[f + 1]; ++i) {
      const auto kpa = static_cast<double>(contacts.cells[i].kpa);
      loadOf(frame, contacts.cells[i].track) += kpa;
      sum += kpa;
    }
    largest = std::max(largest, sum);
  }
  CellLists lists(surfaceCells_, tracks_.size());
  for (int frame = 0; frame < recording_.frames; ++frame) {
    const auto f = static_cast<std::size_t>(frame);
    for (std::size_t i = contacts.frameStarts[f]; i < contacts.frameStarts[f + 1]; ++i) {
      const ContactCell& cell = contacts.cells[i];
      if (loadOf(frame, cell.track) < kDragShare * largest) continue;
      lists.add(cell.track, cell.cell);
    }
  }
  const auto along = static_cast<std::size_t>(along_);
  for (std::size_t t = 0; t < tracks_.size(); ++t) {
    Track loaded;
    loaded.cells = lists.take(t);
    if (loaded.cells.empty()) continue;
    findExtents(loaded);
    const double longer = (tracks_[t].highest[along] - tracks_[t].lowest[along]) -
                          (loaded.highest[along] - loaded.lowest[along]);
    if (longer < kShortestDragMm) continue;
    tracks_[t].cells = std::move(loaded.cells);
    tracks_[t].lowest = loaded.lowest;
    tracks_[t].highest = loaded.highest;
  }
}

// Rows, unless the contacts spread clearly more across the columns. Feet on the spot spread little:
// there it is the way of the load, which every foot rolls from heel to toes.
void Grouping::chooseProgression() {
  constexpr std::size_t kAcross = 0;
  constexpr std::size_t kAlong = kDirections / 2;
  const auto extent = [&](std::size_t direction) {
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const Track& track : tracks_) {
      if (track.cells.size() < kFewestCells) continue;
      low = std::min(low, track.lowest[direction]);
      high = std::max(high, track.highest[direction]);
    }
    return high - low;
  };
  double alongX = extent(kAcross);
  double alongY = extent(kAlong);
  constexpr double kClearly = 2.0;
  if (std::max(alongX, alongY) < kClearly * std::min(alongX, alongY)) {
    alongX = alongY = 0.0;
    for (const Track& track : tracks_) {
      alongX += track.roll.alongX();
      alongY += track.roll.alongY();
    }
  }
  along_ = alongX > alongY ? static_cast<int>(kAcross) : static_cast<int>(kAlong);
}

double Grouping::gapBetween(const Track& a, const Track& b) const {
  double smallest = std::numeric_limits<double>::infinity();
  for (const std::uint32_t p : a.cells) {
    const int pr = static_cast<int>(p) / columns_;
    const int pc = static_cast<int>(p) % columns_;
    for (const std::uint32_t q : b.cells) {
      const double dx = (pc - static_cast<int>(q) % columns_) * recording_.grid.columnSpacingMm;
      const double dy = (pr - static_cast<int>(q) / columns_) * recording_.grid.rowSpacingMm;
      smallest = std::min(smallest, dx * dx + dy * dy);
    }
  }
  return std::sqrt(smallest);
}

bool Grouping::mayBeOneFoot(const Track& a, const Track& b, bool touching) const {
  const double period = units::inSeconds(recording_.framePeriod);
  const int between = std::max(a.firstFrame, b.firstFrame) - std::min(a.lastFrame, b.lastFrame);
  if ((between - 1) * period >= kTimeMeetsS) return false;
  const double cell = std::max(recording_.grid.columnSpacingMm, recording_.grid.rowSpacingMm);
  const auto across = static_cast<std::size_t>((along_ + kDirections / 2) % kDirections);
  // Heel, ball and toes of a foot lie one before the other, those of two feet side by side.
  const double beside =
      std::max(a.lowest[across], b.lowest[across]) - std::min(a.highest[across], b.highest[across]);
  if (!touching && beside > units::inMillimetres(options_.spaceGap) + cell) return false;
  const int turns = static_cast<int>(std::lround(kLargestTurn / kPi * kDirections));
  for (int turn = -turns; turn <= turns; ++turn) {
    const auto d = static_cast<std::size_t>((along_ + turn + kDirections) % kDirections);
    const auto e = (d + kDirections / 2) % kDirections;
    const double length = std::max(a.highest[d], b.highest[d]) - std::min(a.lowest[d], b.lowest[d]);
    const double width = std::max(a.highest[e], b.highest[e]) - std::min(a.lowest[e], b.lowest[e]);
    if (length + cell <= units::inMillimetres(options_.longestPrint) &&
        width + cell <= units::inMillimetres(options_.widestPrint)) {
      return true;
    }
  }
  return false;
}

std::vector<Grouping::Pair> Grouping::candidatePairs(const ContactTracks& contacts) const {
  std::vector<Pair> pairs;
  std::size_t touch = 0;
  for (std::uint32_t a = 0; a < tracks_.size(); ++a) {
    for (std::uint32_t b = a + 1; b < tracks_.size(); ++b) {
      while (touch < contacts.touches.size() &&
             (contacts.touches[touch].a < a ||
              (contacts.touches[touch].a == a && contacts.touches[touch].b < b))) {
        ++touch;
      }
      const bool touching = touch < contacts.touches.size() && contacts.touches[touch].a == a &&
                            contacts.touches[touch].b == b;
      if (!mayBeOneFoot(tracks_[a], tracks_[b], touching)) continue;
      pairs.push_back({a, b, touching ? contacts.touches[touch].count : 0,
                       touching ? 0.0 : gapBetween(tracks_[a], tracks_[b])});
    }
  }
  std::stable_sort(pairs.begin(), pairs.end(), [](const Pair& p, const Pair& q) {
    return p.touches != q.touches ? p.touches > q.touches : p.gapMm < q.gapMm;
  });
  return pairs;
}

void Grouping::join(std::uint32_t a, std::uint32_t b) {
  if (b < a) std::swap(a, b);
  parent_[b] = a;
  Track& into = tracks_[a];
  const Track& from = tracks_[b];
  into.firstFrame = std::min(into.firstFrame, from.firstFrame);
  into.lastFrame = std::max(into.lastFrame, from.lastFrame);
  into.impulse += from.impulse;
  into.cells.insert(into.cells.end(), from.cells.begin(), from.cells.end());
  for (std::size_t d = 0; d < into.lowest.size(); ++d) {
    into.lowest[d] = std::min(into.lowest[d], from.lowest[d]);
    into.highest[d] = std::max(into.highest[d], from.highest[d]);
  }
}

std::vector<int> Grouping::group(const ContactTracks& contacts) {
  parent_.assign(tracks_.size(), 0U);
  std::iota(parent_.begin(), parent_.end(), 0U);
  for (const Pair& pair : candidatePairs(contacts)) {
    const std::uint32_t a = rootOf(pair.a);
    const std::uint32_t b = rootOf(pair.b);
    if (a != b && mayBeOneFoot(tracks_[a], tracks_[b], pair.touches > 0)) join(a, b);
  }
  double largest = 0.0;
  for (std::uint32_t t = 0; t < tracks_.size(); ++t) {
    if (rootOf(t) == t) largest = std::max(largest, tracks_[t].impulse);
  }
  std::vector<int> printOfRoot(tracks_.size(), kNoPrint);
  std::vector<int> prints(tracks_.size(), kNoPrint);
  int count = 0;
  for (std::uint32_t t = 0; t < tracks_.size(); ++t) {
    const std::uint32_t root = rootOf(t);
    const Track& whole = tracks_[root];
    if (whole.impulse < kSmallestImpulseShare * largest || whole.cells.size() < kFewestCells) {
      continue;
    }
    if (printOfRoot[root] == kNoPrint) printOfRoot[root] = count++;
    prints[t] = printOfRoot[root];
  }
  return prints;
}

// Share of the load and extents on both sides of a cut through the middle of a gap.
struct Cut {
  int at = -1;  // first index of the upper side
  double gap = 0.0;
};

// The widest gap between loaded columns (or rows) that leaves a foot's share on both sides.
Cut widestGap(const std::vector<double>& load, double spacing) {
  constexpr double kSmallestFootShare = 0.15;
  const double total = std::accumulate(load.begin(), load.end(), 0.0);
  Cut best;
  double below = 0.0;
  std::size_t lastLoaded = load.size();
  for (std::size_t i = 0; i < load.size(); ++i) {
    if (!(load[i] > 0.0)) continue;
    const double gap =
        lastLoaded == load.size() ? 0.0 : static_cast<double>(i - lastLoaded - 1) * spacing;
    const bool bothSides =
        below >= kSmallestFootShare * total && total - below >= kSmallestFootShare * total;
    if (bothSides && gap > best.gap) {
      best = {static_cast<int>(lastLoaded + 1 + (i - lastLoaded - 1) / 2), gap};
    }
    below += load[i];
    lastLoaded = i;
  }
  return best;
}

}  // namespace

Result<std::vector<int>> groupIntoPrints(const Recording& recording, const Surface& surface,
                                         const ContactTracks& tracks,
                                         const FootfallOptions& options) {
  if (tracks.trackCount > kMostTracks) {
    return failure(ErrorCode::NoFootfall,
                   fmt::format("the recording holds {} separate contact areas, which is noise and "
                               "not feet; check the sensor's threshold and record again",
                               tracks.trackCount));
  }
  return Grouping(recording, surface, tracks, options).group(tracks);
}

std::vector<int> splitStandingPrints(const Recording& recording,
                                     const std::vector<unsigned char>& ignored,
                                     const FootfallOptions& options) {
  const auto columns = static_cast<std::size_t>(recording.columns.count());
  const std::size_t cells = recording.windowCells();
  std::vector<double> load(cells, 0.0);
  const auto contact = static_cast<float>(units::inKilopascals(options.contact));
  for (int frame = 0; frame < recording.frames; ++frame) {
    const float* pressures = recording.frame(frame);
    for (std::size_t i = 0; i < cells; ++i) {
      if (pressures[i] > contact && ignored[i] == 0) load[i] += static_cast<double>(pressures[i]);
    }
  }
  std::vector<double> byColumn(columns, 0.0);
  std::vector<double> byRow(static_cast<std::size_t>(recording.rows.count()), 0.0);
  for (std::size_t i = 0; i < cells; ++i) {
    byColumn[i % columns] += load[i];
    byRow[i / columns] += load[i];
  }
  // Feet stand side by side along the columns. A gap between rows is one between heel and ball of
  // a high arch, unless the mat was turned: then there is no gap between columns, and the loaded
  // columns are more than one foot is wide.
  const Cut column = widestGap(byColumn, recording.grid.columnSpacingMm);
  const Cut row = widestGap(byRow, recording.grid.rowSpacingMm);
  const auto loadedColumns = static_cast<double>(
      std::count_if(byColumn.begin(), byColumn.end(), [](double v) { return v > 0.0; }));
  const bool turned =
      column.at < 0 && row.at >= 0 &&
      loadedColumns * recording.grid.columnSpacingMm > units::inMillimetres(options.widestPrint);
  std::vector<int> prints(cells, kNoPrint);
  for (std::size_t i = 0; i < cells; ++i) {
    if (!(load[i] > 0.0)) continue;
    const int c = static_cast<int>(i % columns);
    const int r = static_cast<int>(i / columns);
    const bool second = turned ? r >= row.at : column.at >= 0 && c >= column.at;
    prints[i] = second ? 1 : 0;
  }
  return prints;
}

}  // namespace podalign::plantar
