#include "podalign/plantar/internal/tracks.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <span>
#include <utility>

namespace podalign::plantar {
namespace {

// A contact area younger than this is taken in by the one it meets: one cell after another lights
// up under a single foot.
constexpr std::size_t kSmallTrackCells = 6;
constexpr double kStuckShare = 0.9;
constexpr int kFewestFramesForStuck = 20;
constexpr std::int32_t kUnset = -1;
constexpr std::size_t kBlock = 32;

// An area of so few cells that lasts no longer is noise.
constexpr std::size_t kNoiseCells = 2;
constexpr double kNoiseS = 0.03;

// Cells in contact that lie beside each other in a row; the empty border keeps rows apart.
struct Run {
  std::uint32_t first = 0, last = 0;
  std::uint32_t component = 0;
};
using Runs = std::span<const Run>;

// The surface with an empty border around it: every cell has eight neighbours, and none of them
// needs a look at where the surface ends. Cells count row-major over rows and columns with the
// border.
class Neighbourhood {
 public:
  explicit Neighbourhood(const Surface& surface)
      : wide_(static_cast<std::uint32_t>(surface.columns) + 2),
        cells_(static_cast<std::size_t>(wide_) * (static_cast<std::size_t>(surface.rows) + 2)) {}
  [[nodiscard]] std::size_t cells() const { return cells_; }
  [[nodiscard]] std::uint32_t rowStart(std::size_t row) const {
    return (static_cast<std::uint32_t>(row) + 1) * wide_ + 1;
  }
  [[nodiscard]] int rowOf(std::uint32_t cell) const { return static_cast<int>(cell / wide_) - 1; }
  [[nodiscard]] int columnOf(std::uint32_t cell, int row) const {
    return static_cast<int>(cell - rowStart(static_cast<std::size_t>(row)));
  }
  // The cell itself among them.
  template <class Visit>
  void forEachNeighbour(std::uint32_t cell, Visit visit) const {
    forEachNeighbour(Run{cell, cell}, visit);
  }
  template <class Visit>
  void forEachNeighbour(const Run& run, Visit visit) const {
    const std::uint32_t around = run.last - run.first + 2;
    for (std::uint32_t first = run.first - wide_ - 1; first <= run.first + wide_ - 1;
         first += wide_) {
      for (std::uint32_t cell = first; cell <= first + around; ++cell) visit(cell);
    }
  }
  // Of runs in their order: the one above ends before it could touch the other at a corner, or
  // begins before the place where it no longer could.
  [[nodiscard]] bool liesBefore(const Run& above, const Run& below) const {
    return above.last + wide_ + 1 < below.first;
  }
  [[nodiscard]] bool beginsBefore(const Run& above, const Run& below) const {
    return above.first + wide_ <= below.last + 1;
  }

 private:
  std::uint32_t wide_;
  std::size_t cells_;
};

struct TrackBox {
  int top = 0, bottom = 0, left = 0, right = 0;
  std::size_t cells = 0;  // different cells ever covered
  int firstFrame = 0, lastFrame = 0;
};

class Follower {
 public:
  Follower(const Recording& recording, const Surface& surface, const FootfallOptions& options,
           const std::vector<unsigned char>& ignored)
      : recording_(recording),
        surface_(surface),
        options_(options),
        ignored_(ignored),
        around_(surface),
        lastTrack_(around_.cells(), kNoTrack),
        lastFrame_(around_.cells(), kUnset),
        taken_(around_.cells(), 1),
        kpa_(around_.cells(), 0.0F) {
    const double frames =
        units::inSeconds(options.timeGap) / units::inSeconds(recording.framePeriod);
    frameGap_ = std::max(1, static_cast<int>(std::min(std::floor(frames + 1e-9), 1e6)));
  }
  ContactTracks follow();

 private:
  void readFrame(int frame);
  void findComponents();
  void assignComponent(int frame, Runs runs);
  void spread(int frame, Runs runs, std::uint32_t fallback);
  void noteTouches(Runs runs);
  void claim(int frame, const Run& run, std::uint32_t track);
  bool recent(int frame, std::uint32_t cell) const {
    return lastFrame_[cell] != kUnset && frame - lastFrame_[cell] <= frameGap_;
  }
  std::uint32_t rootOf(std::uint32_t track);
  bool fitsOneFoot(const TrackBox& a, const TrackBox& b) const;
  std::vector<std::uint32_t> joinSmallOnes(std::vector<std::uint32_t> tracks);

  void dropNoise();

  const Recording& recording_;
  const Surface& surface_;
  const FootfallOptions& options_;
  const std::vector<unsigned char>& ignored_;
  Neighbourhood around_;
  int frameGap_ = 1;
  std::vector<std::uint32_t> lastTrack_;
  std::vector<std::int32_t> lastFrame_;
  std::vector<unsigned char> taken_;  // 0: a cell that still spreads to its neighbours
  std::vector<float> kpa_;
  std::vector<std::uint32_t> parent_;
  std::vector<TrackBox> boxes_;
  std::vector<Run> runs_;             // of this frame, ascending
  std::vector<std::uint32_t> joins_;  // by run: one before it in the same component
  std::vector<std::uint32_t> queue_;
  std::vector<std::size_t> componentEnds_;
  std::vector<Run> componentRuns_;  // component by component, each ascending
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> touches_;
  ContactTracks result_;
};

std::uint32_t Follower::rootOf(std::uint32_t track) {
  while (parent_[track] != track) {
    parent_[track] = parent_[parent_[track]];
    track = parent_[track];
  }
  return track;
}

bool Follower::fitsOneFoot(const TrackBox& a, const TrackBox& b) const {
  const double height =
      (std::max(a.bottom, b.bottom) - std::min(a.top, b.top) + 1) * recording_.grid.rowSpacingMm;
  const double width =
      (std::max(a.right, b.right) - std::min(a.left, b.left) + 1) * recording_.grid.columnSpacingMm;
  return std::max(height, width) <= units::inMillimetres(options_.longestPrint);
}

void Follower::claim(int frame, const Run& run, std::uint32_t track) {
  const int row = around_.rowOf(run.first);
  const int column = around_.columnOf(run.first, row);
  auto place = static_cast<std::uint32_t>(row * surface_.columns + column);
  std::size_t added = 0;
  for (std::uint32_t cell = run.first; cell <= run.last; ++cell) {
    std::uint32_t& last = lastTrack_[cell];
    if (last != track) {
      added += last == kNoTrack || rootOf(last) != track ? 1U : 0U;
      last = track;
    }
    lastFrame_[cell] = frame;
    result_.cells.push_back({place++, track, kpa_[cell]});
  }
  TrackBox& box = boxes_[track];
  box.top = std::min(box.top, row);
  box.bottom = std::max(box.bottom, row);
  box.left = std::min(box.left, column);
  box.right = std::max(box.right, column + static_cast<int>(run.last - run.first));
  box.cells += added;
  box.lastFrame = frame;
}

// Takes small tracks into the largest one where both fit one foot; returns those that remain.
std::vector<std::uint32_t> Follower::joinSmallOnes(std::vector<std::uint32_t> tracks) {
  std::sort(tracks.begin(), tracks.end(), [&](std::uint32_t a, std::uint32_t b) {
    return boxes_[a].cells != boxes_[b].cells ? boxes_[a].cells > boxes_[b].cells : a < b;
  });
  TrackBox& largest = boxes_[tracks.front()];
  std::vector<std::uint32_t> remaining{tracks.front()};
  for (std::size_t i = 1; i < tracks.size(); ++i) {
    const TrackBox& box = boxes_[tracks[i]];
    if (box.cells > kSmallTrackCells || !fitsOneFoot(largest, box)) {
      remaining.push_back(tracks[i]);
      continue;
    }
    parent_[tracks[i]] = tracks.front();
    largest = {std::min(largest.top, box.top),
               std::max(largest.bottom, box.bottom),
               std::min(largest.left, box.left),
               std::max(largest.right, box.right),
               largest.cells + box.cells,
               std::min(largest.firstFrame, box.firstFrame),
               std::max(largest.lastFrame, box.lastFrame)};
  }
  return remaining;
}

// Cells that several tracks reach go to the one that was there before, the others to the nearest.
void Follower::spread(int frame, Runs runs, std::uint32_t fallback) {
  queue_.clear();
  for (const Run& run : runs) {
    for (std::uint32_t cell = run.first; cell <= run.last; ++cell) {
      taken_[cell] = recent(frame, cell) ? 1 : 0;
      if (taken_[cell] == 0) continue;
      claim(frame, {cell, cell}, rootOf(lastTrack_[cell]));
      queue_.push_back(cell);
    }
  }
  if (queue_.empty()) {
    for (const Run& run : runs) {
      claim(frame, run, fallback);
      std::fill(taken_.begin() + run.first, taken_.begin() + run.last + 1, 1);
    }
    return;
  }
  for (std::size_t i = 0; i < queue_.size(); ++i) {
    const std::uint32_t track = rootOf(lastTrack_[queue_[i]]);
    around_.forEachNeighbour(queue_[i], [&](std::uint32_t next) {
      if (taken_[next] != 0) return;
      taken_[next] = 1;
      claim(frame, {next, next}, track);
      queue_.push_back(next);
    });
  }
}

void Follower::noteTouches(Runs runs) {
  for (const Run& run : runs) {
    for (std::uint32_t cell = run.first; cell <= run.last; ++cell) {
      const std::uint32_t mine = rootOf(lastTrack_[cell]);
      around_.forEachNeighbour(cell, [&](std::uint32_t next) {
        if (next <= cell || lastFrame_[next] != lastFrame_[cell]) return;
        const std::uint32_t other = rootOf(lastTrack_[next]);
        if (other != mine) ++touches_[{std::min(mine, other), std::max(mine, other)}];
      });
    }
  }
}

void Follower::assignComponent(int frame, Runs runs) {
  std::vector<std::uint32_t> tracks;
  std::uint32_t latest = kNoTrack;  // mostly the same one again
  for (const Run& run : runs) {
    around_.forEachNeighbour(run, [&](std::uint32_t next) {
      // A neighbour already taken in this frame belongs to another component.
      if (lastTrack_[next] == latest || !recent(frame, next) || lastFrame_[next] == frame) return;
      latest = lastTrack_[next];
      const std::uint32_t track = rootOf(latest);
      if (tracks.empty() || tracks.back() != track) tracks.push_back(track);
    });
  }
  std::sort(tracks.begin(), tracks.end());
  tracks.erase(std::unique(tracks.begin(), tracks.end()), tracks.end());
  if (tracks.empty()) {
    const auto track = static_cast<std::uint32_t>(parent_.size());
    parent_.push_back(track);
    const int row = around_.rowOf(runs.front().first);
    const int column = around_.columnOf(runs.front().first, row);
    boxes_.push_back({row, row, column, column, 0, frame, frame});
    tracks.push_back(track);
  }
  if (tracks.size() > 1) tracks = joinSmallOnes(std::move(tracks));
  if (tracks.size() == 1) {
    for (const Run& run : runs) claim(frame, run, tracks.front());
    return;
  }
  spread(frame, runs, tracks.front());
  noteTouches(runs);
}

void Follower::readFrame(int frame) {
  const float* pressures = recording_.frame(frame);
  const auto contact = static_cast<float>(units::inKilopascals(options_.contact));
  runs_.clear();
  const auto columns = static_cast<std::size_t>(recording_.columns.count());
  const auto shift = static_cast<std::uint32_t>(surface_.shiftOf(frame));
  for (std::size_t row = 0; row < static_cast<std::size_t>(surface_.rows); ++row) {
    const float* line = pressures + row * columns;
    for (std::size_t block = 0; block < columns; block += kBlock) {
      const std::size_t end = std::min(block + kBlock, columns);
      bool any = false;  // most of a plate is empty: whole blocks are passed over at once
      for (std::size_t column = block; column < end; ++column) any |= line[column] > contact;
      if (!any) continue;
      for (std::size_t column = block; column < end; ++column) {
        if (!(line[column] > contact) || ignored_[row * columns + column] != 0) continue;
        const std::uint32_t cell =
            around_.rowStart(row) + static_cast<std::uint32_t>(column) + shift;
        kpa_[cell] = line[column];
        if (runs_.empty() || runs_.back().last + 1 != cell) {
          runs_.push_back({cell, cell});
        } else {
          runs_.back().last = cell;
        }
      }
    }
  }
}

void Follower::dropNoise() {
  const double period = units::inSeconds(recording_.framePeriod);
  const auto isNoise = [&](const ContactCell& cell) {
    const TrackBox& box = boxes_[rootOf(cell.track)];
    return box.cells <= kNoiseCells && (box.lastFrame - box.firstFrame) * period <= kNoiseS;
  };
  std::size_t kept = 0;
  for (std::size_t frame = 0; frame + 1 < result_.frameStarts.size(); ++frame) {
    const std::size_t begin = result_.frameStarts[frame];
    const std::size_t end = result_.frameStarts[frame + 1];
    result_.frameStarts[frame] = kept;
    for (std::size_t i = begin; i < end; ++i) {
      if (!isNoise(result_.cells[i])) result_.cells[kept++] = result_.cells[i];
    }
  }
  result_.frameStarts.back() = kept;
  result_.cells.resize(kept);
}

// Components of the cells of this frame, in the order of their first cells.
void Follower::findComponents() {
  joins_.resize(runs_.size());
  const auto firstOf = [&](std::uint32_t run) {
    while (joins_[run] != run) run = joins_[run] = joins_[joins_[run]];
    return run;
  };
  std::size_t above = 0;  // the first run that may reach down to this one
  for (std::uint32_t i = 0; i < runs_.size(); ++i) {
    joins_[i] = i;
    while (above < i && around_.liesBefore(runs_[above], runs_[i])) ++above;
    for (std::size_t k = above; k < i && around_.beginsBefore(runs_[k], runs_[i]); ++k) {
      const std::uint32_t a = firstOf(static_cast<std::uint32_t>(k));
      const std::uint32_t b = firstOf(i);
      joins_[std::max(a, b)] = std::min(a, b);
    }
  }
  componentEnds_.clear();
  for (std::uint32_t i = 0; i < runs_.size(); ++i) {
    const std::uint32_t first = firstOf(i);
    if (first == i) {
      runs_[i].component = static_cast<std::uint32_t>(componentEnds_.size());
      componentEnds_.push_back(0);
    }
    runs_[i].component = runs_[first].component;
    ++componentEnds_[runs_[i].component];
  }
  // Laid out one after the other; filling in the order of the frame keeps each ascending.
  std::size_t begin = 0;
  for (std::size_t& end : componentEnds_) begin += std::exchange(end, begin);
  componentRuns_.resize(runs_.size());
  for (const Run& run : runs_) componentRuns_[componentEnds_[run.component]++] = run;
}

ContactTracks Follower::follow() {
  result_.frameStarts.push_back(0);
  for (int frame = 0; frame < recording_.frames; ++frame) {
    readFrame(frame);
    findComponents();
    for (std::size_t i = 0; i < componentEnds_.size(); ++i) {
      const std::size_t begin = i == 0 ? 0 : componentEnds_[i - 1];
      assignComponent(frame, Runs(componentRuns_).subspan(begin, componentEnds_[i] - begin));
    }
    result_.frameStarts.push_back(result_.cells.size());
  }
  dropNoise();
  // Number what is left of the tracks from 0, in order of appearance.
  std::vector<std::uint32_t> number(parent_.size(), kNoTrack);
  for (ContactCell& cell : result_.cells) {
    std::uint32_t& mine = number[rootOf(cell.track)];
    if (mine == kNoTrack) mine = result_.trackCount++;
    cell.track = mine;
  }
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> merged;
  for (const auto& [pair, count] : touches_) {
    const std::uint32_t a = number[rootOf(pair.first)];
    const std::uint32_t b = number[rootOf(pair.second)];
    if (a != b && a != kNoTrack && b != kNoTrack) merged[{std::min(a, b), std::max(a, b)}] += count;
  }
  for (const auto& [pair, count] : merged) {
    result_.touches.push_back({pair.first, pair.second, count});
  }
  return std::move(result_);
}

}  // namespace

std::vector<unsigned char> findStuckCells(const Recording& recording) {
  const std::size_t cells = recording.windowCells();
  std::vector<unsigned char> stuck(cells, 0);
  if (recording.frames < kFewestFramesForStuck) return stuck;
  // A value that fills more than nine tenths of the frames is the one in the middle frame or in
  // the first or in the last: comparing with all three finds it wherever it lies.
  const std::array<int, 3> samples{0, recording.frames / 2, recording.frames - 1};
  for (std::size_t cell = 0; cell < cells; ++cell) {
    for (const int sample : samples) {
      const float value = recording.frame(sample)[cell];
      if (!(value > 0.0F) || stuck[cell] != 0) continue;
      int same = 0;
      for (int frame = 0; frame < recording.frames; ++frame) {
        if (recording.frame(frame)[cell] == value) ++same;
      }
      stuck[cell] = same > kStuckShare * recording.frames ? 1 : 0;
    }
  }
  return stuck;
}

ContactTracks followContacts(const Recording& recording, const Surface& surface,
                             const FootfallOptions& options,
                             const std::vector<unsigned char>& ignored) {
  return Follower(recording, surface, options, ignored).follow();
}

}  // namespace podalign::plantar
