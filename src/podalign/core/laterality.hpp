#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace podalign {

enum class Laterality { Left, Right };

inline constexpr std::array<Laterality, 2> kBothSides{Laterality::Left, Laterality::Right};

[[nodiscard]] constexpr Laterality opposite(Laterality side) {
  return side == Laterality::Left ? Laterality::Right : Laterality::Left;
}
[[nodiscard]] constexpr const char* toString(Laterality side) {
  return side == Laterality::Left ? "left" : "right";
}
[[nodiscard]] std::optional<Laterality> lateralityFromString(std::string_view text);

/// Direction of "medial" along y of the foot frame (y to the subject's left): +1 on a right foot,
/// -1 on a left one. The only place where the two sides part.
[[nodiscard]] constexpr double medialSign(Laterality side) {
  return side == Laterality::Right ? 1.0 : -1.0;
}

/// Where the side of a foot comes from, and how sure it is.
enum class SideSource { Declared, Inferred, Conflict };
[[nodiscard]] const char* toString(SideSource source);

struct SideDecision {
  Laterality side = Laterality::Left;  ///< the side used from here on
  SideSource source = SideSource::Inferred;
  double confidence = 0.0;                  ///< of the shape cues, 0..1
  Laterality shapeSide = Laterality::Left;  ///< what the shape alone says
};

/// The contract's conflict rule: a declared side holds, unless the shape contradicts it with
/// confidence >= 0.9; then the source is Conflict.
[[nodiscard]] SideDecision decideSide(std::optional<Laterality> declared, Laterality shapeSide,
                                      double confidence);

/// One value for each foot.
template <class T>
struct PerSide {
  T left{};
  T right{};
  [[nodiscard]] T& operator[](Laterality side) { return side == Laterality::Left ? left : right; }
  [[nodiscard]] const T& operator[](Laterality side) const {
    return side == Laterality::Left ? left : right;
  }
  bool operator==(const PerSide&) const = default;
};

}  // namespace podalign
