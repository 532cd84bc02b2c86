#include "phantom/surface_files.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstdint>

namespace phantom {
namespace {

using Eigen::Vector3d;

constexpr int kDecimals = 4;  // 0.1 micrometre

void addNumber(std::string& out, double value) {
  std::array<char, 40> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value,
                                 std::chars_format::fixed, kDecimals);
  out.append(text.data(), end.ptr);
}

void addPoint(std::string& out, const Vector3d& p) {
  for (int i = 0; i < 3; ++i) {
    if (i > 0) out += ' ';
    addNumber(out, p[i]);
  }
}

enum class Order { Little, Big };

template <typename Unsigned>
void addBytes(std::string& out, Unsigned value, Order order) {
  const std::uint64_t wide = value;
  for (std::size_t i = 0; i < sizeof(Unsigned); ++i) {
    const std::size_t byte = order == Order::Little ? i : sizeof(Unsigned) - 1 - i;
    out += static_cast<char>(static_cast<unsigned char>((wide >> (8 * byte)) & 0xFFU));
  }
}

void addFloat(std::string& out, double value, Order order) {
  addBytes(out, std::bit_cast<std::uint32_t>(static_cast<float>(value)), order);
}

Vector3d normalOf(const Surface& s, const std::array<int, 3>& t) {
  const Vector3d& a = s.vertices[static_cast<std::size_t>(t[0])];
  const Vector3d n = (s.vertices[static_cast<std::size_t>(t[1])] - a)
                         .cross(s.vertices[static_cast<std::size_t>(t[2])] - a);
  const double length = n.norm();
  return length > 0.0 ? Vector3d(n / length) : Vector3d(Vector3d::Zero());
}

}  // namespace

std::string stlBinary(const Surface& surface, const std::string& title) {
  std::string out = title.substr(0, 80);
  out.resize(80, ' ');
  addBytes(out, static_cast<std::uint32_t>(surface.triangles.size()), Order::Little);
  for (const auto& t : surface.triangles) {
    const Vector3d n = normalOf(surface, t);
    for (int i = 0; i < 3; ++i) addFloat(out, n[i], Order::Little);
    for (const int v : t)
      for (int i = 0; i < 3; ++i)
        addFloat(out, surface.vertices[static_cast<std::size_t>(v)][i], Order::Little);
    addBytes(out, std::uint16_t{0}, Order::Little);
  }
  return out;
}

std::string stlAscii(const Surface& surface, const std::string& title) {
  std::string out = "solid " + title + "\n";
  for (const auto& t : surface.triangles) {
    out += "  facet normal ";
    addPoint(out, normalOf(surface, t));
    out += "\n    outer loop\n";
    for (const int v : t) {
      out += "      vertex ";
      addPoint(out, surface.vertices[static_cast<std::size_t>(v)]);
      out += '\n';
    }
    out += "    endloop\n  endfacet\n";
  }
  return out + "endsolid " + title + "\n";
}

std::string ply(const Surface& surface, PlyData data, PlyNumber number) {
  const std::string type = number == PlyNumber::Float ? "float" : "double";
  const std::string format =
      data == PlyData::Ascii
          ? "ascii"
          : (data == PlyData::LittleEndian ? "binary_little_endian" : "binary_big_endian");
  std::string out = "ply\nformat " + format + " 1.0\ncomment phantom foot, mm\nelement vertex " +
                    std::to_string(surface.vertices.size()) + "\n";
  for (const char* axis : {"x", "y", "z"}) out += "property " + type + " " + axis + "\n";
  out += "element face " + std::to_string(surface.triangles.size()) +
         "\nproperty list uchar int vertex_indices\nend_header\n";
  if (data == PlyData::Ascii) {
    for (const Vector3d& v : surface.vertices) {
      addPoint(out, v);
      out += '\n';
    }
    for (const auto& t : surface.triangles)
      out += "3 " + std::to_string(t[0]) + " " + std::to_string(t[1]) + " " + std::to_string(t[2]) +
             "\n";
    return out;
  }
  const Order order = data == PlyData::LittleEndian ? Order::Little : Order::Big;
  for (const Vector3d& v : surface.vertices) {
    for (int i = 0; i < 3; ++i) {
      if (number == PlyNumber::Float) {
        addFloat(out, v[i], order);
      } else {
        addBytes(out, std::bit_cast<std::uint64_t>(v[i]), order);
      }
    }
  }
  for (const auto& t : surface.triangles) {
    out += '\3';
    for (const int v : t) addBytes(out, static_cast<std::uint32_t>(v), order);
  }
  return out;
}

std::string obj(const Surface& surface) {
  std::string out = "# phantom foot, mm\n";
  for (const Vector3d& v : surface.vertices) {
    out += "v ";
    addPoint(out, v);
    out += '\n';
  }
  for (const auto& t : surface.triangles)
    out += "f " + std::to_string(t[0] + 1) + " " + std::to_string(t[1] + 1) + " " +
           std::to_string(t[2] + 1) + "\n";
  return out;
}

}  // namespace phantom
