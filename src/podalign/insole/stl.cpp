#include <fmt/format.h>

#include <array>
#include <bit>
#include <cstring>

#include "podalign/insole/files.hpp"

namespace podalign::insole {
namespace {

constexpr std::size_t kHeader = 80;
constexpr std::size_t kHashShown = 16;

template <class T>
void put(std::string& bytes, T value) {
  static_assert(std::endian::native == std::endian::little, "STL is little-endian");
  std::array<char, sizeof(T)> raw{};
  std::memcpy(raw.data(), &value, sizeof(T));
  bytes.append(raw.data(), raw.size());
}

void put(std::string& bytes, const Eigen::Vector3f& v) {
  put(bytes, v.x());
  put(bytes, v.y());
  put(bytes, v.z());
}

}  // namespace

std::string stlBytes(const geometry::TriangleMesh& mesh, const FileFacts& facts) {
  // Readers take "solid" at the start for an ASCII file.
  std::string bytes = fmt::format("insole {} mm case {} podalign {}", toString(facts.side),
                                  facts.caseSha256.substr(0, kHashShown), facts.software);
  bytes.resize(kHeader, ' ');
  put(bytes, static_cast<std::uint32_t>(mesh.triangles.size()));
  for (const geometry::Triangle& t : mesh.triangles) {
    const Eigen::Vector3f a = mesh.vertices[t[0]].cast<float>();
    const Eigen::Vector3f b = mesh.vertices[t[1]].cast<float>();
    const Eigen::Vector3f c = mesh.vertices[t[2]].cast<float>();
    const Eigen::Vector3f normal = (b - a).cross(c - a).normalized();
    put(bytes, normal);
    put(bytes, a);
    put(bytes, b);
    put(bytes, c);
    put(bytes, std::uint16_t{0});
  }
  return bytes;
}

}  // namespace podalign::insole
