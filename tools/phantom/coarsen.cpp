#include "phantom/coarsen.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <iterator>
#include <tuple>
#include <utility>
#include <vector>

namespace phantom {
namespace {

using Eigen::Vector3d;

constexpr int kRounds = 8;
constexpr double kShort = 0.78;  // edges below this share of the wanted length go
constexpr double kLong = 1.5;

class Coarsener {
 public:
  Coarsener(Surface& surface, double edge) : surface_(surface), edge_(edge) {}

  void run() {
    for (int round = 0; round < kRounds; ++round)
      if (!pass()) break;
    compact();
  }

 private:
  struct Edge {
    double length;
    int a, b;
  };

  bool pass() {
    const std::size_t n = surface_.vertices.size();
    faces_.assign(n, {});
    border_.assign(n, 0);
    touched_.assign(n, false);
    std::vector<Edge> edges;
    for (std::size_t f = 0; f < surface_.triangles.size(); ++f) {
      const auto& t = surface_.triangles[f];
      if (t[0] < 0) continue;
      for (std::size_t i = 0; i < 3; ++i) {
        const int a = t[i];
        const int b = t[(i + 1) % 3];
        faces_[index(a)].push_back(static_cast<int>(f));
        const double length = (at(a) - at(b)).norm();
        if (a < b && length < kShort * edge_) edges.push_back({length, a, b});
      }
    }
    markBorder();
    std::sort(edges.begin(), edges.end(), [](const Edge& l, const Edge& r) {
      return std::tie(l.length, l.a, l.b) < std::tie(r.length, r.a, r.b);
    });
    std::size_t collapsed = 0;
    for (const Edge& e : edges) collapsed += collapse(e.a, e.b) ? 1U : 0U;
    return collapsed > edges.size() / 50;
  }

  // In a closed fan every neighbour is met once coming and once going. An open rim (the leg above its
  // cut) is left as it is.
  void markBorder() {
    for (std::size_t v = 0; v < faces_.size(); ++v) {
      std::vector<int> out;
      std::vector<int> in;
      for (const int f : faces_[v]) {
        const auto& t = surface_.triangles[index(f)];
        for (std::size_t i = 0; i < 3; ++i) {
          if (index(t[i]) != v) continue;
          out.push_back(t[(i + 1) % 3]);
          in.push_back(t[(i + 2) % 3]);
        }
      }
      std::sort(out.begin(), out.end());
      std::sort(in.begin(), in.end());
      border_[v] = out == in ? 0 : 1;
    }
  }

  bool collapse(int a, int b) {
    if (touched_[index(a)] || touched_[index(b)]) return false;
    if (border_[index(a)] != 0 || border_[index(b)] != 0) return false;
    const std::vector<int> ringA = ring(a);
    const std::vector<int> ringB = ring(b);
    std::vector<int> common;
    std::set_intersection(ringA.begin(), ringA.end(), ringB.begin(), ringB.end(),
                          std::back_inserter(common));
    if (common.size() != 2) return false;  // link condition: anything else changes the topology
    if (ring(common[0]).size() <= 3 || ring(common[1]).size() <= 3) return false;
    const Vector3d middle = 0.5 * (at(a) + at(b));
    if (!stays(a, b, ringA, middle) || !stays(b, a, ringB, middle)) return false;
    surface_.vertices[index(a)] = middle;
    for (const int f : faces_[index(b)]) {
      auto& t = surface_.triangles[index(f)];
      if (std::find(t.begin(), t.end(), a) != t.end()) {
        t = {-1, -1, -1};
      } else {
        std::replace(t.begin(), t.end(), b, a);
      }
    }
    for (const int v : ringA) touched_[index(v)] = true;
    for (const int v : ringB) touched_[index(v)] = true;
    touched_[index(a)] = touched_[index(b)] = true;
    return true;
  }

  [[nodiscard]] bool stays(int v, int other, const std::vector<int>& ringV, const Vector3d& to) const {
    for (const int n : ringV)
      if (n != other && (at(n) - to).norm() > kLong * edge_) return false;
    for (const int f : faces_[index(v)]) {
      const auto& t = surface_.triangles[index(f)];
      if (std::find(t.begin(), t.end(), other) != t.end()) continue;
      std::array<Vector3d, 3> p = {at(t[0]), at(t[1]), at(t[2])};
      const Vector3d was = (p[1] - p[0]).cross(p[2] - p[0]);
      for (std::size_t i = 0; i < 3; ++i)
        if (t[i] == v) p[i] = to;
      const Vector3d is = (p[1] - p[0]).cross(p[2] - p[0]);
      if (is.dot(was) < 0.5 * is.norm() * was.norm()) return false;
      const double longest =
          std::max({(p[1] - p[0]).norm(), (p[2] - p[1]).norm(), (p[0] - p[2]).norm()});
      if (is.norm() < 0.2 * longest * longest && is.norm() < was.norm()) return false;  // sliver
    }
    return true;
  }

  [[nodiscard]] std::vector<int> ring(int v) const {
    std::vector<int> all;
    for (const int f : faces_[index(v)])
      for (const int n : surface_.triangles[index(f)])
        if (n != v && n >= 0) all.push_back(n);
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
  }

  void compact() {
    std::vector<int> number(surface_.vertices.size(), -1);
    Surface kept;
    for (auto t : surface_.triangles) {
      if (t[0] < 0) continue;
      for (int& v : t) {
        int& n = number[index(v)];
        if (n < 0) {
          n = static_cast<int>(kept.vertices.size());
          kept.vertices.push_back(at(v));
        }
        v = n;
      }
      kept.triangles.push_back(t);
    }
    surface_ = std::move(kept);
  }

  static std::size_t index(int i) { return static_cast<std::size_t>(i); }
  [[nodiscard]] const Vector3d& at(int v) const { return surface_.vertices[index(v)]; }

  Surface& surface_;
  double edge_;
  std::vector<std::vector<int>> faces_;
  std::vector<int> border_;
  std::vector<bool> touched_;
};

}  // namespace

void coarsen(Surface& surface, double edgeMm) { Coarsener(surface, edgeMm).run(); }

}  // namespace phantom
