#include "unit/ingest/surfaces.hpp"

#include <stdlib.h>

#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <iomanip>
#include <numbers>
#include <random>
#include <set>
#include <sstream>
#include <stdexcept>
#include <vector>

namespace podalign::testing {
namespace {

using geometry::Point3;
using geometry::Triangle;
using geometry::TriangleMesh;

template <class T>
void appendRaw(std::string& bytes, T value, ByteOrder order = ByteOrder::Little) {
  std::array<char, sizeof(T)> raw;
  std::memcpy(raw.data(), &value, sizeof value);
  if (order == ByteOrder::Big) std::reverse(raw.begin(), raw.end());
  bytes.append(raw.data(), raw.size());
}

std::string plyHeader(const TriangleMesh& mesh, const std::string& format) {
  std::ostringstream out;
  out << "ply\nformat " << format << " 1.0\nelement vertex " << mesh.vertices.size()
      << "\nproperty double x\nproperty double y\nproperty double z\nelement face "
      << mesh.triangles.size() << "\nproperty list uchar int vertex_indices\nend_header\n";
  return out.str();
}

// Enough digits to come back as the same number.
constexpr int kDigits = 17;

}  // namespace

TriangleMesh box() {
  TriangleMesh mesh;
  for (const double z : {0.0, 70.0}) {
    mesh.vertices.insert(mesh.vertices.end(), {Point3(0, 0, z), Point3(277, 0, z),
                                               Point3(277, 100, z), Point3(0, 100, z)});
  }
  mesh.triangles = {{0, 2, 1}, {0, 3, 2}, {4, 5, 6}, {4, 6, 7}, {0, 1, 5}, {0, 5, 4},
                    {1, 2, 6}, {1, 6, 5}, {2, 3, 7}, {2, 7, 6}, {3, 0, 4}, {3, 4, 7}};
  return mesh;
}

TriangleMesh ellipsoid(std::size_t rings, std::size_t around) {
  TriangleMesh mesh;
  const auto vertex = [](double along, double turn) {
    const double ring = std::sin(along);
    return Point3(138.5 * std::cos(along), 50.0 * ring * std::cos(turn),
                  35.0 * ring * std::sin(turn))
        .cast<float>()
        .cast<double>()
        .eval();
  };
  mesh.vertices.push_back(vertex(0, 0));
  for (std::size_t r = 1; r <= rings; ++r) {
    for (std::size_t a = 0; a < around; ++a) {
      mesh.vertices.push_back(
          vertex(std::numbers::pi * static_cast<double>(r) / static_cast<double>(rings + 1),
                 2 * std::numbers::pi * static_cast<double>(a) / static_cast<double>(around)));
    }
  }
  mesh.vertices.push_back(vertex(std::numbers::pi, 0));
  const auto index = [&](std::size_t ring, std::size_t a) {
    if (ring == 0) return std::uint32_t{0};
    if (ring > rings) return static_cast<std::uint32_t>(mesh.vertices.size() - 1);
    return static_cast<std::uint32_t>(1 + (ring - 1) * around + a % around);
  };
  for (std::size_t r = 0; r <= rings; ++r) {
    for (std::size_t a = 0; a < around; ++a) {
      if (r < rings) mesh.triangles.push_back({index(r, a), index(r + 1, a), index(r + 1, a + 1)});
      if (r > 0) mesh.triangles.push_back({index(r, a), index(r + 1, a + 1), index(r, a + 1)});
    }
  }
  return mesh;
}

TriangleMesh noise(std::uint32_t triangles) {
  std::mt19937 random(5);
  std::uniform_real_distribution<double> anywhere(0.0, 100.0);
  TriangleMesh mesh;
  for (std::uint32_t i = 0; i < 3 * triangles; ++i) {
    mesh.vertices.emplace_back(anywhere(random), anywhere(random), anywhere(random));
    if (i % 3 == 2) mesh.triangles.push_back({i - 2, i - 1, i});
  }
  return mesh;
}

std::string stlBinary(const TriangleMesh& mesh) {
  std::string bytes(80, ' ');
  appendRaw(bytes, static_cast<std::uint32_t>(mesh.triangles.size()));
  for (const Triangle& triangle : mesh.triangles) {
    for (int i = 0; i < 3; ++i) appendRaw(bytes, 0.0F);
    for (const std::uint32_t corner : triangle) {
      for (const double value : mesh.vertices[corner]) {
        appendRaw(bytes, static_cast<float>(value));
      }
    }
    appendRaw(bytes, std::uint16_t{0});
  }
  return bytes;
}

std::string stlAscii(const TriangleMesh& mesh) {
  std::ostringstream out;
  out << std::setprecision(kDigits) << "solid test\n";
  for (const Triangle& triangle : mesh.triangles) {
    out << "facet normal 0 0 0\nouter loop\n";
    for (const std::uint32_t corner : triangle) {
      const Point3& p = mesh.vertices[corner];
      out << "vertex " << p.x() << " " << p.y() << " " << p.z() << "\n";
    }
    out << "endloop\nendfacet\n";
  }
  out << "endsolid test\n";
  return out.str();
}

std::string plyAscii(const TriangleMesh& mesh) {
  std::ostringstream out;
  out << std::setprecision(kDigits) << plyHeader(mesh, "ascii");
  for (const Point3& p : mesh.vertices) out << p.x() << " " << p.y() << " " << p.z() << "\n";
  for (const Triangle& t : mesh.triangles) {
    out << "3 " << t[0] << " " << t[1] << " " << t[2] << "\n";
  }
  return out.str();
}

std::string plyBinary(const TriangleMesh& mesh, ByteOrder order) {
  std::string bytes =
      plyHeader(mesh, order == ByteOrder::Little ? "binary_little_endian" : "binary_big_endian");
  for (const Point3& point : mesh.vertices) {
    for (const double value : point) appendRaw(bytes, value, order);
  }
  for (const Triangle& triangle : mesh.triangles) {
    appendRaw(bytes, std::uint8_t{3}, order);
    for (const std::uint32_t corner : triangle) {
      appendRaw(bytes, static_cast<std::int32_t>(corner), order);
    }
  }
  return bytes;
}

std::string obj(const TriangleMesh& mesh) {
  std::ostringstream out;
  out << std::setprecision(kDigits);
  for (const Point3& p : mesh.vertices)
    out << "v " << p.x() << " " << p.y() << " " << p.z() << "\n";
  for (const Triangle& t : mesh.triangles) {
    out << "f " << t[0] + 1 << " " << t[1] + 1 << " " << t[2] + 1 << "\n";
  }
  return out.str();
}

double signedVolume(const TriangleMesh& mesh) {
  double six = 0.0;
  for (const Triangle& t : mesh.triangles) {
    six += mesh.vertices[t[0]].dot(mesh.vertices[t[1]].cross(mesh.vertices[t[2]]));
  }
  return six / 6.0;
}

std::string brokenPromise(const TriangleMesh& mesh, const std::vector<Point3>& normals) {
  if (mesh.vertices.empty()) return "no points";
  if (!normals.empty() && !mesh.triangles.empty()) return "normals of a surface";
  if (!normals.empty() && normals.size() != mesh.vertices.size()) return "not a normal per point";
  for (const Point3& normal : normals) {
    const double length = normal.norm();
    if (length != 0.0 && !(std::abs(length - 1.0) < 1e-12)) return "a normal of another length";
  }
  std::vector<bool> used(mesh.vertices.size(), false);
  std::set<std::array<std::uint32_t, 3>> corners;
  for (Triangle triangle : mesh.triangles) {
    for (const std::uint32_t corner : triangle) {
      if (corner >= mesh.vertices.size()) return "an index out of range";
      used[corner] = true;
    }
    std::sort(triangle.begin(), triangle.end());
    if (triangle[0] == triangle[1] || triangle[1] == triangle[2]) return "a degenerate face";
    if (!corners.insert(triangle).second) return "a face twice";
  }
  const bool cloud = mesh.triangles.empty();
  if (!cloud && std::find(used.begin(), used.end(), false) != used.end()) return "an unused vertex";
  std::set<std::array<double, 3>> places;
  for (const Point3& p : mesh.vertices) {
    if (!p.allFinite()) return "a coordinate that is no number";
    if (p.cwiseAbs().maxCoeff() > 1e9) return "a coordinate beyond 1e9";
    if (!places.insert({p.x() + 0.0, p.y() + 0.0, p.z() + 0.0}).second) return "a vertex twice";
  }
  return {};
}

std::string fileContent(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("no such test file: " + file.string());
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

std::string corpusFile(const std::string& name) {
  return fileContent(std::filesystem::path(PODALIGN_CORPUS_DIR) / name);
}

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "podalign-test-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path TemporaryFolder::write(const std::string& name,
                                             std::string_view bytes) const {
  std::ofstream(path_ / name, std::ios::binary)
      .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return path_ / name;
}

}  // namespace podalign::testing
