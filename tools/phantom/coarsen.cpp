#include "phantom/coarsen.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <cstddef>
#include <tuple>
#include <utility>
#include <vector>

namespace phantom {
namespace {

using Eigen::Vector3d;

constexpr int kRounds = 3;
constexpr double kShort = 0.78;  // edges below this share of the wanted length go
constexpr double kLong = 1.5;
constexpr std::size_t kMostFaces = 9;  // at one vertex
constexpr double kStraight = 0.92;     // cosine by which a face may turn: round toe ends stay fine

class Coarsener {
 public:
  Coarsener(Surface& surface, const EdgeLength& edgeAt) : surface_(surface), edgeAt_(edgeAt) {}

  void run() {
    for (int round = 0; round < kRounds; ++round)
      if (!pass()) break;
    compact();
  }

 private:
  struct Ring {
    std::array<int, 24> of{};
    std::size_t size = 0;
    [[nodiscard]] bool has(int v) const {
      return std::find(of.begin(), of.begin() + static_cast<std::ptrdiff_t>(size), v) !=
             of.begin() + static_cast<std::ptrdiff_t>(size);
    }
  };
  struct Edge {
    double length;
    int a, b;
  };

  bool pass() {
    faces_.assign(surface_.vertices.size(), {});
    std::vector<Edge> edges;
    for (std::size_t f = 0; f < surface_.triangles.size(); ++f) {
      const auto& t = surface_.triangles[f];
      if (t[0] < 0) continue;
      for (std::size_t i = 0; i < 3; ++i) {
        const int a = t[i];
        const int b = t[(i + 1) % 3];
        faces_[index(a)].push_back(static_cast<int>(f));
        const double length = (at(a) - at(b)).norm();
        if (a < b && length < kShort * edgeAt_(at(a))) edges.push_back({length, a, b});
      }
    }
    std::sort(edges.begin(), edges.end(), [](const Edge& l, const Edge& r) {
      return std::tie(l.length, l.a, l.b) < std::tie(r.length, r.a, r.b);
    });
    std::size_t collapsed = 0;
    for (const Edge& e : edges) collapsed += collapse(e.a, e.b) ? 1U : 0U;
    return collapsed > edges.size() / 20;
  }

  bool collapse(int a, int b) {
    if (faces_[index(a)].empty() || faces_[index(b)].empty()) return false;
    const double wanted = edgeAt_(at(a));
    if ((at(a) - at(b)).norm() > kShort * wanted) return false;
    const Ring ringA = ring(a);
    const Ring ringB = ring(b);
    // An open rim (the leg above its cut) is left as it is: there a vertex has one neighbour more
    // than faces.
    if (ringA.size != faces_[index(a)].size() || ringB.size != faces_[index(b)].size())
      return false;
    std::array<int, 3> common{};
    std::size_t commons = 0;
    for (std::size_t i = 0; i < ringA.size; ++i)
      if (ringB.has(ringA.of[i]) && commons < 3) common[commons++] = ringA.of[i];
    if (commons != 2) return false;  // link condition: anything else changes the topology
    if (faces_[index(common[0])].size() <= 3 || faces_[index(common[1])].size() <= 3) return false;
    if (ringA.size + ringB.size - 4 > kMostFaces) return false;
    const Vector3d middle = 0.5 * (at(a) + at(b));
    const double longest = kLong * wanted;
    if (!stays(a, b, ringA, middle, longest) || !stays(b, a, ringB, middle, longest)) return false;
    surface_.vertices[index(a)] = middle;
    for (const int f : faces_[index(b)]) {
      auto& t = surface_.triangles[index(f)];
      if (std::find(t.begin(), t.end(), a) != t.end()) {
        for (const int v : t) std::erase(faces_[index(v)], v == b ? -1 : f);
        t = {-1, -1, -1};
      } else {
        std::replace(t.begin(), t.end(), b, a);
        faces_[index(a)].push_back(f);
      }
    }
    faces_[index(b)].clear();
    return true;
  }

  [[nodiscard]] bool stays(int v, int other, const Ring& ringV, const Vector3d& to,
                           double reach) const {
    for (std::size_t i = 0; i < ringV.size; ++i)
      if (const int n = ringV.of[i]; n != other && (at(n) - to).norm() > reach) return false;
    for (const int f : faces_[index(v)]) {
      const auto& t = surface_.triangles[index(f)];
      if (std::find(t.begin(), t.end(), other) != t.end()) continue;
      std::array<Vector3d, 3> p = {at(t[0]), at(t[1]), at(t[2])};
      const Vector3d was = (p[1] - p[0]).cross(p[2] - p[0]);
      for (std::size_t i = 0; i < 3; ++i)
        if (t[i] == v) p[i] = to;
      const Vector3d is = (p[1] - p[0]).cross(p[2] - p[0]);
      if (is.dot(was) < kStraight * is.norm() * was.norm()) return false;
      const double longest =
          std::max({(p[1] - p[0]).norm(), (p[2] - p[1]).norm(), (p[0] - p[2]).norm()});
      if (is.norm() < 0.2 * longest * longest && is.norm() < was.norm()) return false;  // sliver
    }
    return true;
  }

  [[nodiscard]] Ring ring(int v) const {
    Ring all;
    for (const int f : faces_[index(v)])
      for (const int n : surface_.triangles[index(f)])
        if (n != v && !all.has(n) && all.size < all.of.size()) all.of[all.size++] = n;
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
  const EdgeLength& edgeAt_;
  std::vector<std::vector<int>> faces_;
};

}  // namespace

void coarsen(Surface& surface, const EdgeLength& edgeAt) { Coarsener(surface, edgeAt).run(); }

}  // namespace phantom
