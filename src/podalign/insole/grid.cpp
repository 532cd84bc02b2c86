#include "podalign/insole/internal/grid.hpp"

#include <array>

namespace podalign::insole {
namespace {

using geometry::Point2;

// A moving mean along one line of nodes, the ends repeated.
void meanAlong(std::vector<double>& line, std::vector<double>& sums, int halfWidth) {
  const int count = static_cast<int>(line.size());
  sums.assign(line.size() + 1, 0.0);
  for (int i = 0; i < count; ++i) {
    sums[static_cast<std::size_t>(i) + 1] =
        sums[static_cast<std::size_t>(i)] + line[static_cast<std::size_t>(i)];
  }
  const double first = line.front();
  const double last = line.back();
  for (int i = 0; i < count; ++i) {
    const int low = std::max(0, i - halfWidth);
    const int high = std::min(count - 1, i + halfWidth);
    double sum = sums[static_cast<std::size_t>(high) + 1] - sums[static_cast<std::size_t>(low)];
    sum += first * (low - (i - halfWidth)) + last * (i + halfWidth - high);
    line[static_cast<std::size_t>(i)] = sum / (2 * halfWidth + 1);
  }
}

struct Neighbour {
  int column = 0;
  int row = 0;
  double drop = 0.0;  // of the ball's surface from its pole
};

std::vector<Neighbour> ball(double radius, double pitch) {
  std::vector<Neighbour> offsets;
  const int reach = static_cast<int>(std::floor(radius / pitch));
  for (int row = -reach; row <= reach; ++row) {
    for (int column = -reach; column <= reach; ++column) {
      const double square = pitch * pitch * (column * column + row * row);
      if (square > radius * radius) continue;
      offsets.push_back({column, row, std::sqrt(radius * radius - square)});
    }
  }
  return offsets;
}

// `turn` +1: below, -1: above.
Heights offset(const Grid& grid, const Heights& heights, double radius, double turn) {
  if (!(radius > 0.0)) return heights;
  const std::vector<Neighbour> offsets = ball(radius, grid.pitch);
  Heights result(heights.size());
  for (int row = 0; row < grid.rows; ++row) {
    for (int column = 0; column < grid.columns; ++column) {
      double lowest = turn * heights[grid.at(column, row)] - radius;
      for (const Neighbour& n : offsets) {
        if (!grid.holds(column + n.column, row + n.row)) continue;
        lowest = std::min(lowest, turn * heights[grid.at(column + n.column, row + n.row)] - n.drop);
      }
      result[grid.at(column, row)] = turn * lowest;
    }
  }
  return result;
}

double distanceTo(const Point2& a, const Point2& b, const Point2& p) {
  const Point2 along = b - a;
  const double square = along.squaredNorm();
  const double t = square > 0.0 ? std::clamp((p - a).dot(along) / square, 0.0, 1.0) : 0.0;
  return (p - (a + t * along)).norm();
}

// Nodes inside a ring, column by column: between the crossings of the line along m.
std::vector<bool> nodesInside(const Grid& grid, const std::vector<Point2>& ring) {
  std::vector<std::vector<double>> crossings(static_cast<std::size_t>(grid.columns));
  for (std::size_t i = 0; i < ring.size(); ++i) {
    Point2 a = ring[i];
    Point2 b = ring[(i + 1) % ring.size()];
    if (a.x() > b.x()) std::swap(a, b);
    const int from = std::max(0, static_cast<int>(std::ceil((a.x() - grid.x0) / grid.pitch)));
    for (int column = from; column < grid.columns && grid.x(column) < b.x(); ++column) {
      const double t = (grid.x(column) - a.x()) / (b.x() - a.x());
      crossings[static_cast<std::size_t>(column)].push_back(a.y() + t * (b.y() - a.y()));
    }
  }
  std::vector<bool> inside(grid.size(), false);
  for (int column = 0; column < grid.columns; ++column) {
    auto& at = crossings[static_cast<std::size_t>(column)];
    std::sort(at.begin(), at.end());
    for (std::size_t pair = 0; pair + 1 < at.size(); pair += 2) {
      for (int row = 0; row < grid.rows; ++row) {
        if (grid.m(row) >= at[pair] && grid.m(row) < at[pair + 1]) {
          inside[grid.at(column, row)] = true;
        }
      }
    }
  }
  return inside;
}

}  // namespace

void blur(const Grid& grid, Heights& heights, int halfWidth) {
  if (halfWidth <= 0) return;
  constexpr int kPasses = 3;
  std::vector<double> line;
  std::vector<double> sums;
  for (int pass = 0; pass < kPasses; ++pass) {
    for (int row = 0; row < grid.rows; ++row) {
      const auto begin = heights.begin() + static_cast<std::ptrdiff_t>(grid.at(0, row));
      line.assign(begin, begin + grid.columns);
      meanAlong(line, sums, halfWidth);
      std::copy(line.begin(), line.end(), begin);
    }
    line.resize(static_cast<std::size_t>(grid.rows));
    for (int column = 0; column < grid.columns; ++column) {
      for (int row = 0; row < grid.rows; ++row) {
        line[static_cast<std::size_t>(row)] = heights[grid.at(column, row)];
      }
      meanAlong(line, sums, halfWidth);
      for (int row = 0; row < grid.rows; ++row) {
        heights[grid.at(column, row)] = line[static_cast<std::size_t>(row)];
      }
    }
  }
}

Heights offsetBelow(const Grid& grid, const Heights& heights, double radius) {
  return offset(grid, heights, radius, 1.0);
}

Heights offsetAbove(const Grid& grid, const Heights& heights, double radius) {
  return offset(grid, heights, radius, -1.0);
}

void limitSlope(const Grid& grid, Heights& heights, double slope) {
  const double straight = slope * grid.pitch;
  const double diagonal = straight * std::sqrt(2.0);
  const auto lower = [&](int column, int row, int dc, int dr, double rise) {
    if (!grid.holds(column + dc, row + dr)) return;
    double& own = heights[grid.at(column, row)];
    own = std::min(own, heights[grid.at(column + dc, row + dr)] + rise);
  };
  // Twice forth and back, along both diagonals: the same from either side.
  for (int pass = 0; pass < 2; ++pass) {
    for (const int along : {1, -1}) {
      for (const int across : {1, -1}) {
        for (int j = 0; j < grid.rows; ++j) {
          const int row = across > 0 ? j : grid.rows - 1 - j;
          for (int i = 0; i < grid.columns; ++i) {
            const int column = along > 0 ? i : grid.columns - 1 - i;
            lower(column, row, -along, 0, straight);
            lower(column, row, 0, -across, straight);
            lower(column, row, -along, -across, diagonal);
            lower(column, row, along, -across, diagonal);
          }
        }
      }
    }
  }
}

Heights distanceInside(const Grid& grid, const std::vector<Point2>& ring, double band) {
  Heights distance(grid.size(), band);
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point2& a = ring[i];
    const Point2& b = ring[(i + 1) % ring.size()];
    const auto first = [&](double low, double origin) {
      return std::max(0, static_cast<int>(std::floor((low - band - origin) / grid.pitch)));
    };
    const auto last = [&](double high, double origin, int count) {
      return std::min(count - 1, static_cast<int>(std::ceil((high + band - origin) / grid.pitch)));
    };
    const int columnEnd = last(std::max(a.x(), b.x()), grid.x0, grid.columns);
    const int rowEnd = last(std::max(a.y(), b.y()), grid.m0, grid.rows);
    for (int row = first(std::min(a.y(), b.y()), grid.m0); row <= rowEnd; ++row) {
      for (int column = first(std::min(a.x(), b.x()), grid.x0); column <= columnEnd; ++column) {
        double& own = distance[grid.at(column, row)];
        own = std::min(own, distanceTo(a, b, {grid.x(column), grid.m(row)}));
      }
    }
  }
  const std::vector<bool> inside = nodesInside(grid, ring);
  for (std::size_t i = 0; i < distance.size(); ++i) {
    if (!inside[i]) distance[i] = -distance[i];
  }
  return distance;
}

double between(const Grid& grid, const Heights& heights, double x, double m) {
  const double u = std::clamp((x - grid.x0) / grid.pitch, 0.0, grid.columns - 1.0);
  const double v = std::clamp((m - grid.m0) / grid.pitch, 0.0, grid.rows - 1.0);
  const int column = std::min(static_cast<int>(u), grid.columns - 2);
  const int row = std::min(static_cast<int>(v), grid.rows - 2);
  const double s = u - column;
  const double t = v - row;
  const double low =
      heights[grid.at(column, row)] * (1.0 - s) + heights[grid.at(column + 1, row)] * s;
  const double high =
      heights[grid.at(column, row + 1)] * (1.0 - s) + heights[grid.at(column + 1, row + 1)] * s;
  return low * (1.0 - t) + high * t;
}

}  // namespace podalign::insole
