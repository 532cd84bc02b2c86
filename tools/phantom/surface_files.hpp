#pragma once

#include <string>

#include "phantom/foot.hpp"

/// Surfaces as the bytes of common files, always the same for the same surface.
namespace phantom {

enum class PlyData { Ascii, LittleEndian, BigEndian };
enum class PlyNumber { Float, Double };

/// 80 bytes of header (`title`, padded with blanks), then 50 per triangle.
[[nodiscard]] std::string stlBinary(const Surface& surface, const std::string& title);
[[nodiscard]] std::string stlAscii(const Surface& surface, const std::string& title);
[[nodiscard]] std::string ply(const Surface& surface, PlyData data, PlyNumber number);
[[nodiscard]] std::string obj(const Surface& surface);

}  // namespace phantom
