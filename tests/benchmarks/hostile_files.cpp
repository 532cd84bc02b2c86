#include "benchmarks/hostile_files.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <functional>
#include <limits>
#include <random>
#include <vector>

namespace podalign::benchmarks {
namespace {

constexpr std::size_t kFacets = 3'000'000;
constexpr std::size_t kTextBytes = 100'000'000;

using Corner = std::array<float, 3>;
using Facet = std::array<Corner, 3>;

std::string stlOf(std::size_t facets, const std::function<Facet(std::size_t)>& facetAt) {
  std::string bytes(84 + 50 * facets, '\0');
  const auto count = static_cast<std::uint32_t>(facets);
  std::memcpy(bytes.data() + 80, &count, sizeof count);
  for (std::size_t i = 0; i < facets; ++i) {
    const Facet facet = facetAt(i);
    std::memcpy(bytes.data() + 84 + 50 * i + 12, facet.data(), sizeof facet);
  }
  return bytes;
}

// The same in every library, unlike std::uniform_real_distribution.
class Random {
 public:
  float upTo(float most) {
    return most * static_cast<float>(engine_() >> 40U) / static_cast<float>(1U << 24U);
  }
  std::uint32_t below(std::uint32_t most) {
    return static_cast<std::uint32_t>((engine_() >> 32U) * most >> 32U);
  }
  Corner inBox() { return {upTo(270.0F), upTo(100.0F), upTo(120.0F)}; }
  Corner near(const Corner& corner, float reach) {
    return {corner[0] + upTo(reach), corner[1] + upTo(reach), corner[2] + upTo(reach)};
  }

 private:
  std::mt19937_64 engine_{1};
};

// A point of an ellipsoid of a foot's size.
Corner onEllipsoid(double along, double around) {
  return {static_cast<float>(138.5 * std::cos(along)),
          static_cast<float>(50.0 * std::sin(along) * std::cos(around)),
          static_cast<float>(35.0 * std::sin(along) * std::sin(around))};
}

// A closed ellipsoid, facet by facet.
Facet ellipsoidFacet(std::size_t i) {
  constexpr std::size_t kSide = 1224;  // 2 * 1224^2 is 3 million
  constexpr double kPi = 3.14159265358979323846;
  const auto at = [](std::size_t row, std::size_t column) {
    return onEllipsoid(kPi * static_cast<double>(row) / kSide,
                       2.0 * kPi * static_cast<double>(column % kSide) / kSide);
  };
  const std::size_t cell = i / 2 % (kSide * kSide);
  const std::size_t row = cell / kSide;
  const std::size_t column = cell % kSide;
  if (i % 2 == 0) return {at(row, column), at(row + 1, column), at(row + 1, column + 1)};
  return {at(row, column), at(row + 1, column + 1), at(row, column + 1)};
}

std::string repeated(const std::string& head, const std::string& line) {
  std::string text = head;
  text.reserve(kTextBytes + line.size());
  while (text.size() < kTextBytes) text += line;
  return text;
}

std::string countTooHigh() {
  std::string bytes = stlOf(kFacets, ellipsoidFacet);
  const std::uint32_t count = 0xFFFFFFFEU;
  std::memcpy(bytes.data() + 80, &count, sizeof count);
  return bytes;
}

std::string cutOff() {
  std::string bytes = stlOf(kFacets, ellipsoidFacet);
  bytes.resize(bytes.size() - 7);
  return bytes;
}

std::string noise() {
  Random random;
  return stlOf(kFacets, [&](std::size_t) {
    return Facet{random.inBox(), random.inBox(), random.inBox()};
  });
}

std::string specks() {
  Random random;
  return stlOf(kFacets, [&](std::size_t) {
    const Corner a = random.inBox();
    return Facet{a, random.near(a, 0.5F), random.near(a, 0.5F)};
  });
}

std::string soup() {
  Random random;
  return stlOf(kFacets, [&](std::size_t i) {
    Facet facet = ellipsoidFacet(i);
    for (Corner& corner : facet) corner = random.near(corner, 0.01F);
    return facet;
  });
}

std::string shaggy() {
  Random random;
  return stlOf(kFacets, [&](std::size_t i) {
    Facet facet = ellipsoidFacet(i);
    for (Corner& corner : facet) corner = random.near(corner, 8.0F);
    return facet;
  });
}

std::string onePoint() {
  return stlOf(kFacets, [](std::size_t) { return Facet{}; });
}

std::string points() {
  Random random;
  return stlOf(kFacets, [&](std::size_t) {
    const Corner a = random.inBox();
    return Facet{a, a, a};
  });
}

std::string needles() {
  Random random;
  return stlOf(kFacets, [&](std::size_t) {
    const Corner a = random.inBox();
    return Facet{a, a, random.inBox()};
  });
}

std::string oneFacet() {
  return stlOf(kFacets, [](std::size_t) {
    return Facet{{{0.0F, 0.0F, 0.0F}, {270.0F, 0.0F, 0.0F}, {0.0F, 100.0F, 60.0F}}};
  });
}

std::string fan() {
  return stlOf(kFacets, [](std::size_t i) {
    const auto at = static_cast<double>(i);
    return Facet{
        {{0.0F, 0.0F, 90.0F}, onEllipsoid(1e-6 * at, at), onEllipsoid(1e-6 * at + 1e-6, at + 1.0)}};
  });
}

std::string oneVertexFar() {
  return stlOf(kFacets, [](std::size_t i) {
    Facet facet = ellipsoidFacet(i);
    if (i == kFacets / 3) facet[1][0] = 1e30F;
    return facet;
  });
}

std::string manyFar() {
  return stlOf(kFacets, [](std::size_t i) {
    Facet facet = ellipsoidFacet(i);
    if (i % 10 == 0) facet[1][0] = 1e7F;
    return facet;
  });
}

std::string notNumbers() {
  return stlOf(kFacets, [](std::size_t i) {
    Facet facet = ellipsoidFacet(i);
    if (i % 2 == 0) facet[2][1] = std::numeric_limits<float>::quiet_NaN();
    return facet;
  });
}

std::string line() {
  return stlOf(kFacets, [](std::size_t i) {
    const auto x = static_cast<float>(i);
    return Facet{{{x, 0.0F, 0.0F}, {x + 1.0F, 0.0F, 0.0F}, {x + 0.5F, 1e-3F, 0.0F}}};
  });
}

std::string plane() {
  return stlOf(kFacets, [](std::size_t i) {
    const auto x = static_cast<float>(i / 2 % 1732) * 0.15F;
    const auto y = static_cast<float>(i / 2 / 1732) * 0.15F;
    if (i % 2 == 0)
      return Facet{{{x, y, 0.0F}, {x + 0.15F, y, 0.0F}, {x + 0.15F, y + 0.15F, 0.0F}}};
    return Facet{{{x, y, 0.0F}, {x + 0.15F, y + 0.15F, 0.0F}, {x, y + 0.15F, 0.0F}}};
  });
}

std::string ellipsoid() { return stlOf(kFacets, ellipsoidFacet); }

// Two thousand small closed shapes, as a reconstruction leaves them.
std::string boxes() {
  return stlOf(kFacets, [](std::size_t i) {
    Facet facet = ellipsoidFacet(i / 2000 * 2000 + i % 2000);
    const auto shape = static_cast<float>(i % 2000);
    for (Corner& corner : facet) {
      corner = {corner[0] * 0.02F + std::fmod(shape, 40.0F) * 7.0F,
                corner[1] * 0.02F + shape / 40.0F * 2.0F, corner[2] * 0.02F};
    }
    return facet;
  });
}

std::string webPage() {
  return repeated("<!DOCTYPE html>\n<html><body>\n",
                  "<p>Please sign in to download foot.stl</p>\n");
}
std::string asciiStl() {
  return repeated("solid foot\n",
                  "facet normal 0 0 1\nouter loop\nvertex 0 0 0\nvertex 1 0 0\n"
                  "vertex 0 1 0\nendloop\nendfacet\n");
}
std::string asciiWords() { return repeated("solid foot\n", "facet facet facet facet facet\n"); }
std::string objOneFace() { return repeated("v 0 0 0\nv 1 0 0\nv 0 1 0\n", "f 1 2 3\n"); }
std::string objVertices() { return repeated("", "v 1.25 -3.5 7e-1\n"); }
std::string objOneLine() { return repeated("v 0 0 0\nv 1 0 0\nv 0 1 0\nf", " 1 2 3"); }
std::string plyManyProperties() {
  return repeated("ply\nformat ascii 1.0\nelement vertex 3\n", "property float x\n");
}
std::string plyLongPolygon() {
  return repeated(
      "ply\nformat ascii 1.0\nelement vertex 3\nproperty float x\nproperty float y\n"
      "property float z\nelement face 1\nproperty list uint int vertex_indices\n"
      "end_header\n0 0 0\n1 0 0\n0 1 0\n50000000",
      " 0 1 2");
}

using Face = std::array<std::uint32_t, 3>;

std::string plyOf(const std::vector<Corner>& vertices, std::size_t faces,
                  const std::function<Face(std::size_t)>& faceAt) {
  std::string bytes =
      "ply\nformat binary_little_endian 1.0\nelement vertex " + std::to_string(vertices.size()) +
      "\nproperty float x\nproperty float y\nproperty float z\nelement face " +
      std::to_string(faces) + "\nproperty list uchar uint vertex_indices\nend_header\n";
  bytes.append(reinterpret_cast<const char*>(vertices.data()), sizeof(Corner) * vertices.size());
  for (std::size_t i = 0; i < faces; ++i) {
    const Face face = faceAt(i);
    bytes += '\3';
    bytes.append(reinterpret_cast<const char*>(face.data()), sizeof face);
  }
  return bytes;
}

// Faces from anywhere to anywhere.
std::string plyNoise() {
  Random random;
  std::vector<Corner> vertices(1'000'000);
  for (Corner& vertex : vertices) vertex = random.inBox();
  const auto most = static_cast<std::uint32_t>(vertices.size());
  return plyOf(vertices, 5'000'000, [&](std::size_t) {
    return Face{random.below(most), random.below(most), random.below(most)};
  });
}
// Small faces anywhere, each by itself.
std::string plySpecks() {
  Random random;
  std::vector<Corner> vertices;
  for (std::size_t i = 0; i < 2'000'000; ++i) {
    const Corner a = random.inBox();
    vertices.insert(vertices.end(), {a, random.near(a, 0.3F), random.near(a, 0.3F)});
  }
  return plyOf(vertices, vertices.size() / 3, [](std::size_t i) {
    const auto first = static_cast<std::uint32_t>(3 * i);
    return Face{first, first + 1, first + 2};
  });
}
std::string objNoise() {
  constexpr std::uint32_t kVertices = 700'000;
  Random random;
  std::string text;
  for (std::uint32_t i = 0; i < kVertices; ++i) {
    const Corner p = random.inBox();
    text += "v " + std::to_string(p[0]) + ' ' + std::to_string(p[1]) + ' ' + std::to_string(p[2]) +
            '\n';
  }
  while (text.size() < kTextBytes) {
    text += 'f';
    for (int k = 0; k < 3; ++k) text += ' ' + std::to_string(1 + random.below(kVertices));
    text += '\n';
  }
  return text;
}

std::string digits() { return repeated("", "1234567890"); }
std::string pointList() {
  Random random;
  std::string text;
  while (text.size() < kTextBytes) {
    const Corner p = random.inBox();
    text += std::to_string(p[0]) + ' ' + std::to_string(p[1]) + ' ' + std::to_string(p[2]) + '\n';
  }
  return text;
}
std::string zeros() { return std::string(kTextBytes, '\0'); }
std::string randomBytes() {
  std::mt19937_64 engine(2);
  std::string bytes(kTextBytes, '\0');
  for (std::size_t i = 0; i + 8 <= bytes.size(); i += 8) {
    const std::uint64_t word = engine();
    std::memcpy(bytes.data() + i, &word, sizeof word);
  }
  return bytes;
}

}  // namespace

const std::vector<HostileFile>& hostileFiles() {
  static const std::vector<HostileFile> files{
      {"stl_count_too_high", ".stl", countTooHigh},
      {"stl_cut_off", ".stl", cutOff},
      {"stl_all_in_one_point", ".stl", onePoint},
      {"stl_points", ".stl", points},
      {"stl_needles", ".stl", needles},
      {"stl_one_facet_again_and_again", ".stl", oneFacet},
      {"stl_all_share_a_corner", ".stl", fan},
      {"stl_one_vertex_far", ".stl", oneVertexFar},
      {"stl_many_vertices_far", ".stl", manyFar},
      {"stl_half_not_numbers", ".stl", notNumbers},
      {"stl_noise", ".stl", noise},
      {"stl_specks", ".stl", specks},
      {"stl_soup", ".stl", soup},
      {"stl_shaggy", ".stl", shaggy},
      {"stl_line", ".stl", line},
      {"stl_plane", ".stl", plane},
      {"stl_ellipsoid", ".stl", ellipsoid},
      {"stl_boxes", ".stl", boxes},
      {"ascii_stl_one_facet", ".stl", asciiStl},
      {"ascii_stl_words", ".stl", asciiWords},
      {"obj_one_face", ".obj", objOneFace},
      {"obj_vertices", ".obj", objVertices},
      {"obj_one_line", ".obj", objOneLine},
      {"obj_noise", ".obj", objNoise},
      {"ply_noise", ".ply", plyNoise},
      {"ply_specks", ".ply", plySpecks},
      {"ply_properties", ".ply", plyManyProperties},
      {"ply_long_polygon", ".ply", plyLongPolygon},
      {"web_page", ".stl", webPage},
      {"digits", ".xyz", digits},
      {"point_list", ".xyz", pointList},
      {"zeros", ".stl", zeros},
      {"random_bytes", ".stl", randomBytes},
  };
  return files;
}

}  // namespace podalign::benchmarks
