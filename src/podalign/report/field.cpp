#include "podalign/report/internal/field.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

namespace podalign::report::internal {
namespace {

// An edge of the grid, named by its first node: horizontal (to the next column) or vertical.
struct Edge {
  int column = 0;
  int row = 0;
  bool horizontal = true;
};

struct Segment {
  Edge from, to;
};

// For every edge the one that a segment leads to from it.
class EdgeTable {
 public:
  explicit EdgeTable(const Field& field)
      : columns_(static_cast<std::size_t>(field.columns())),
        next_(2 * columns_ * static_cast<std::size_t>(field.rows()), kNone) {}
  [[nodiscard]] std::size_t size() const { return next_.size(); }
  [[nodiscard]] std::size_t index(const Edge& edge) const {
    const std::size_t node =
        static_cast<std::size_t>(edge.row) * columns_ + static_cast<std::size_t>(edge.column);
    return 2 * node + (edge.horizontal ? 0 : 1);
  }
  void link(const Edge& from, const Edge& to) {
    next_[index(from)] = static_cast<std::int32_t>(index(to));
  }
  [[nodiscard]] bool leads(const Edge& from) const { return next_[index(from)] != kNone; }
  // The edge after this one, which leads nowhere from then on.
  [[nodiscard]] std::optional<Edge> take(const Edge& from) {
    const std::int32_t to = std::exchange(next_[index(from)], kNone);
    if (to == kNone) return std::nullopt;
    const auto node = static_cast<std::size_t>(to / 2);
    return Edge{static_cast<int>(node % columns_), static_cast<int>(node / columns_), to % 2 == 0};
  }

 private:
  static constexpr std::int32_t kNone = -1;
  std::size_t columns_;
  std::vector<std::int32_t> next_;
};

Point crossing(const Field& field, const Edge& edge, double level) {
  const double a = field.at(edge.column, edge.row);
  const double b =
      edge.horizontal ? field.at(edge.column + 1, edge.row) : field.at(edge.column, edge.row + 1);
  const double share = a == b ? 0.5 : (level - a) / (b - a);
  return edge.horizontal ? Point{edge.column + share, static_cast<double>(edge.row)}
                         : Point{static_cast<double>(edge.column), edge.row + share};
}

// The contour's pieces in one cell, the inside (>= level) to the left of each. `mask` says which
// corners lie inside, from the first node on around the cell.
void addSegments(const Field& field, int column, int row, double level, unsigned mask,
                 std::vector<Segment>& segments) {
  const Edge top{column, row, true};
  const Edge right{column + 1, row, false};
  const Edge bottom{column, row + 1, true};
  const Edge left{column, row, false};
  const double middle = (field.at(column, row) + field.at(column + 1, row) +
                         field.at(column + 1, row + 1) + field.at(column, row + 1)) /
                        4.0;
  const bool joined = middle >= level;  // decides the two cells with opposite corners inside
  switch (mask) {
    case 1: segments.push_back({top, left}); break;
    case 2: segments.push_back({right, top}); break;
    case 3: segments.push_back({right, left}); break;
    case 4: segments.push_back({bottom, right}); break;
    case 5:
      segments.push_back(joined ? Segment{top, right} : Segment{top, left});
      segments.push_back(joined ? Segment{bottom, left} : Segment{bottom, right});
      break;
    case 6: segments.push_back({bottom, top}); break;
    case 7: segments.push_back({bottom, left}); break;
    case 8: segments.push_back({left, bottom}); break;
    case 9: segments.push_back({top, bottom}); break;
    case 10:
      segments.push_back(joined ? Segment{left, top} : Segment{right, top});
      segments.push_back(joined ? Segment{right, bottom} : Segment{left, bottom});
      break;
    case 11: segments.push_back({right, bottom}); break;
    case 12: segments.push_back({left, right}); break;
    case 13: segments.push_back({top, right}); break;
    case 14: segments.push_back({left, top}); break;
    default: break;
  }
}

double cubic(const std::array<double, 4>& v, double t) {
  const double a = -0.5 * v[0] + 1.5 * v[1] - 1.5 * v[2] + 0.5 * v[3];
  const double b = v[0] - 2.5 * v[1] + 2.0 * v[2] - 0.5 * v[3];
  const double c = -0.5 * v[0] + 0.5 * v[2];
  return ((a * t + b) * t + c) * t + v[1];
}

// The mean of the nodes beside each, along one row; `out` is 0.
void blurAlong(const double* row, int count, int halfWidth, double* out) {
  const double nodes = 2.0 * halfWidth + 1.0;
  const auto mean = [&](int at) {
    double sum = 0.0;
    for (int k = at - halfWidth; k <= at + halfWidth; ++k) sum += row[std::clamp(k, 0, count - 1)];
    return sum / nodes;
  };
  const int inner = std::min(halfWidth, count);
  const int innerEnd = std::max(inner, count - halfWidth);
  for (int i = 0; i < inner; ++i) out[i] = mean(i);
  for (int k = -halfWidth; k <= halfWidth; ++k) {
    for (int i = inner; i < innerEnd; ++i) out[i] += row[i + k];
  }
  for (int i = inner; i < innerEnd; ++i) out[i] /= nodes;
  for (int i = innerEnd; i < count; ++i) out[i] = mean(i);
}

Field blurredOnce(const Field& field, int halfWidth) {
  Field across(field.columns(), field.rows());
  Field out(field.columns(), field.rows());
  const double nodes = 2.0 * halfWidth + 1.0;
  for (int row = 0; row < field.rows(); ++row) {
    blurAlong(field.row(row), field.columns(), halfWidth, across.row(row));
  }
  for (int row = 0; row < field.rows(); ++row) {
    double* const sum = out.row(row);
    for (int k = row - halfWidth; k <= row + halfWidth; ++k) {
      const double* const added = across.row(std::clamp(k, 0, field.rows() - 1));
      for (int column = 0; column < field.columns(); ++column) sum[column] += added[column];
    }
    for (int column = 0; column < field.columns(); ++column) sum[column] /= nodes;
  }
  return out;
}

}  // namespace

double Field::clamped(int column, int row) const {
  return at(std::clamp(column, 0, columns_ - 1), std::clamp(row, 0, rows_ - 1));
}

double Field::largest() const {
  return values_.empty() ? 0.0 : *std::max_element(values_.begin(), values_.end());
}

Field padded(const Field& field, int width, double value) {
  Field out(field.columns() + 2 * width, field.rows() + 2 * width, value);
  for (int row = 0; row < field.rows(); ++row) {
    for (int column = 0; column < field.columns(); ++column) {
      out.at(column + width, row + width) = field.at(column, row);
    }
  }
  return out;
}

Field refined(const Field& field, int times) {
  Field across((field.columns() - 1) * times + 1, field.rows());
  for (int row = 0; row < across.rows(); ++row) {
    for (int column = 0; column < across.columns(); ++column) {
      const int base = column / times;
      const double u = static_cast<double>(column % times) / times;
      across.at(column, row) = cubic({field.clamped(base - 1, row), field.clamped(base, row),
                                      field.clamped(base + 1, row), field.clamped(base + 2, row)},
                                     u);
    }
  }
  Field out(across.columns(), (field.rows() - 1) * times + 1);
  for (int row = 0; row < out.rows(); ++row) {
    const int base = row / times;
    const double v = static_cast<double>(row % times) / times;
    const auto line = [&](int at) { return across.row(std::clamp(at, 0, across.rows() - 1)); };
    const double* const before = line(base - 1);
    const double* const upper = line(base);
    const double* const lower = line(base + 1);
    const double* const after = line(base + 2);
    for (int column = 0; column < out.columns(); ++column) {
      const double value = cubic({before[column], upper[column], lower[column], after[column]}, v);
      out.at(column, row) = std::max(0.0, value);
    }
  }
  return out;
}

Field blurred(const Field& field, int halfWidth) {
  constexpr int kPasses = 3;
  Field out = field;
  for (int pass = 0; pass < kPasses; ++pass) out = blurredOnce(out, halfWidth);
  return out;
}

std::vector<Line> contours(const Field& field, double level) {
  std::vector<Segment> segments;
  for (int row = 0; row + 1 < field.rows(); ++row) {
    const double* const upper = field.row(row);
    const double* const lower = field.row(row + 1);
    unsigned mask = (upper[0] >= level ? 2U : 0U) | (lower[0] >= level ? 4U : 0U);
    for (int column = 0; column + 1 < field.columns(); ++column) {
      // The right corners of the cell before are the left ones of this.
      mask = (mask & 2U) >> 1U | (mask & 4U) << 1U;
      mask |= (upper[column + 1] >= level ? 2U : 0U) | (lower[column + 1] >= level ? 4U : 0U);
      if (mask == 0U || mask == 15U) continue;
      addSegments(field, column, row, level, mask, segments);
    }
  }
  // Every edge starts at most one segment: following them gives the lines.
  EdgeTable next(field);
  std::vector<char> entered(next.size(), 0);
  for (const Segment& segment : segments) {
    next.link(segment.from, segment.to);
    entered[next.index(segment.to)] = 1;
  }
  std::vector<Line> lines;
  const auto follow = [&](Edge at) {
    Line line{crossing(field, at, level)};
    while (const std::optional<Edge> to = next.take(at)) {
      at = *to;
      line.push_back(crossing(field, at, level));
    }
    lines.push_back(std::move(line));
  };
  // Open lines begin where nothing leads to; what is left are rings.
  for (const Segment& segment : segments) {
    if (entered[next.index(segment.from)] == 0) follow(segment.from);
  }
  for (const Segment& segment : segments) {
    if (next.leads(segment.from)) follow(segment.from);
  }
  return lines;
}

}  // namespace podalign::report::internal
