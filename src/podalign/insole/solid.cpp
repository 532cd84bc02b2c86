#include "podalign/insole/internal/solid.hpp"

#include <array>
#include <limits>
#include <map>
#include <utility>

namespace podalign::insole {
namespace {

using geometry::Point2;
using geometry::Triangle;
using geometry::TriangleMesh;

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

class RegionMaker {
 public:
  RegionMaker(const Grid& grid, const Heights& field)
      : grid_(grid),
        field_(field),
        node_(grid.size(), kNone),
        alongX_(grid.size(), kNone),
        alongM_(grid.size(), kNone) {}

  Region make() {
    for (int row = 0; row + 1 < grid_.rows; ++row) {
      for (int column = 0; column + 1 < grid_.columns; ++column) cell(column, row);
    }
    findLoops();
    return std::move(region_);
  }

 private:
  bool inside(int column, int row) const { return field_[grid_.at(column, row)] > 0.0; }

  std::uint32_t add(double x, double m) {
    region_.points.emplace_back(x, m);
    return static_cast<std::uint32_t>(region_.points.size() - 1);
  }

  std::uint32_t nodeAt(int column, int row) {
    std::uint32_t& own = node_[grid_.at(column, row)];
    if (own == kNone) own = add(grid_.x(column), grid_.m(row));
    return own;
  }

  // Where the field passes 0 on the edge from this node along x (or along m). Kept off the nodes,
  // so that no triangle is a needle.
  std::uint32_t crossing(int column, int row, bool along) {
    std::uint32_t& own = (along ? alongX_ : alongM_)[grid_.at(column, row)];
    if (own != kNone) return own;
    constexpr double kOff = 0.1;
    const double a = field_[grid_.at(column, row)];
    const double b = field_[along ? grid_.at(column + 1, row) : grid_.at(column, row + 1)];
    const double t = std::clamp(a / (a - b), kOff, 1.0 - kOff) * grid_.pitch;
    own = add(grid_.x(column) + (along ? t : 0.0), grid_.m(row) + (along ? 0.0 : t));
    return own;
  }

  // The part of a cell that lies inside, counter-clockwise, as one polygon (or two, where only
  // opposite corners are inside).
  void cell(int column, int row) {
    const std::array<std::array<int, 2>, 4> corners{
        {{column, row}, {column + 1, row}, {column + 1, row + 1}, {column, row + 1}}};
    std::array<bool, 4> in{};
    int count = 0;
    for (std::size_t k = 0; k < 4; ++k) {
      in.at(k) = inside(corners.at(k)[0], corners.at(k)[1]);
      count += in.at(k) ? 1 : 0;
    }
    if (count == 0) return;
    const std::array<std::array<int, 3>, 4> edges{
        {{column, row, 1}, {column + 1, row, 0}, {column, row + 1, 1}, {column, row, 0}}};
    const auto cross = [&](std::size_t k) {
      return crossing(edges.at(k)[0], edges.at(k)[1], edges.at(k)[2] == 1);
    };
    if (count == 2 && in[0] == in[2]) {
      for (const std::size_t k : {in[0] ? std::size_t{0} : 1U, in[0] ? std::size_t{2} : 3U}) {
        polygon({nodeAt(corners.at(k)[0], corners.at(k)[1]), cross(k), cross((k + 3) % 4)});
      }
      return;
    }
    std::vector<std::uint32_t> ring;
    for (std::size_t k = 0; k < 4; ++k) {
      if (in.at(k)) ring.push_back(nodeAt(corners.at(k)[0], corners.at(k)[1]));
      if (in.at(k) != in.at((k + 1) % 4)) ring.push_back(cross(k));
    }
    // A whole cell is halved by alternating diagonals: no direction is preferred.
    if (count == 4 && (column + row) % 2 != 0)
      std::rotate(ring.begin(), ring.begin() + 1, ring.end());
    polygon(ring);
  }

  void polygon(const std::vector<std::uint32_t>& ring) {
    for (std::size_t k = 1; k + 1 < ring.size(); ++k) {
      region_.triangles.push_back({ring[0], ring[k], ring[k + 1]});
    }
  }

  // Edges that only one triangle has, followed to loops.
  void findLoops() {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
    edges.reserve(region_.triangles.size() * 3);
    for (const Triangle& t : region_.triangles) {
      for (std::size_t k = 0; k < 3; ++k) edges.emplace_back(t.at(k), t.at((k + 1) % 3));
    }
    auto sorted = edges;
    std::sort(sorted.begin(), sorted.end());
    std::map<std::uint32_t, std::uint32_t> next;
    for (const auto& [a, b] : edges) {
      if (!std::binary_search(sorted.begin(), sorted.end(), std::pair{b, a})) next[a] = b;
    }
    while (!next.empty()) {
      std::vector<std::uint32_t> loop;
      std::uint32_t at = next.begin()->first;
      for (auto found = next.find(at); found != next.end(); found = next.find(at)) {
        loop.push_back(at);
        at = found->second;
        next.erase(found);
      }
      region_.loops.push_back(std::move(loop));
    }
    std::stable_sort(region_.loops.begin(), region_.loops.end(),
                     [&](const auto& a, const auto& b) { return areaOf(a) > areaOf(b); });
  }

  double areaOf(const std::vector<std::uint32_t>& loop) const {
    double twice = 0.0;
    for (std::size_t i = 0; i < loop.size(); ++i) {
      const Point2& a = region_.points[loop[i]];
      const Point2& b = region_.points[loop[(i + 1) % loop.size()]];
      twice += a.x() * b.y() - a.y() * b.x();
    }
    return 0.5 * twice;
  }

  const Grid& grid_;
  const Heights& field_;
  std::vector<std::uint32_t> node_, alongX_, alongM_;
  Region region_;
};

}  // namespace

Region regionOf(const Grid& grid, const Heights& field) { return RegionMaker(grid, field).make(); }

std::vector<Point2> ringOf(const Region& region, const std::vector<std::uint32_t>& loop) {
  std::vector<Point2> ring;
  ring.reserve(loop.size());
  for (const std::uint32_t i : loop) ring.push_back(region.points[i]);
  return ring;
}

TriangleMesh solidBetween(const Grid& grid, const Region& region, const Heights& top,
                          const Heights& bottom, Laterality side) {
  const double medial = medialSign(side);
  const auto count = static_cast<std::uint32_t>(region.points.size());
  TriangleMesh mesh;
  mesh.vertices.reserve(std::size_t{2} * count);
  for (const Heights* heights : {&top, &bottom}) {
    for (const Point2& p : region.points) {
      mesh.vertices.emplace_back(p.x(), medial * p.y(), between(grid, *heights, p.x(), p.y()));
    }
  }
  // The foot frame is right-handed for both feet: on a left foot the inner side lies towards -y,
  // and what runs counter-clockwise over (x, m) runs clockwise over (x, y).
  const bool turned = medial < 0.0;
  const auto add = [&](std::uint32_t a, std::uint32_t b, std::uint32_t c) {
    mesh.triangles.push_back(turned ? Triangle{a, c, b} : Triangle{a, b, c});
  };
  mesh.triangles.reserve(2 * region.triangles.size());
  for (const Triangle& t : region.triangles) add(t[0], t[1], t[2]);
  for (const Triangle& t : region.triangles) add(count + t[0], count + t[2], count + t[1]);
  for (const auto& loop : region.loops) {
    for (std::size_t i = 0; i < loop.size(); ++i) {
      const std::uint32_t a = loop[i];
      const std::uint32_t b = loop[(i + 1) % loop.size()];
      add(count + a, count + b, b);
      add(count + a, b, a);
    }
  }
  return mesh;
}

}  // namespace podalign::insole
