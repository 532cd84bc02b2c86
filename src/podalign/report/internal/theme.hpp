#pragma once

#include "podalign/report/internal/drawing.hpp"

// One accent, a scale of greys, and status colours that also differ in lightness and go with a
// shape, so that a black-and-white copy says the same.
namespace podalign::report::internal::theme {

inline constexpr Color kInk = rgb(0x17212B);
inline constexpr Color kMuted = rgb(0x566170);
inline constexpr Color kFaint = rgb(0x8D97A3);
inline constexpr Color kHairline = rgb(0xD8DEE4);
inline constexpr Color kPanel = rgb(0xF4F6F8);
inline constexpr Color kWatermark = rgb(0xF1F3F5);
inline constexpr Color kPaper = rgb(0xFFFFFF);

inline constexpr Color kAccent = rgb(0x0B5563);
inline constexpr Color kAccentSoft = rgb(0x7FA9B2);
inline constexpr Color kAccentTint = rgb(0xE6EFF1);

inline constexpr Color kDanger = rgb(0x9C1C1C);
inline constexpr Color kDangerTint = rgb(0xFBECEA);
inline constexpr Color kCaution = rgb(0x8A5A00);
inline constexpr Color kCautionTint = rgb(0xFDF3DD);
inline constexpr Color kGood = rgb(0x2C6A45);

inline constexpr double kMargin = 42.0;  // left and right of the page
inline constexpr double kHeaderTop = 29.0;
inline constexpr double kBodyTop = 50.0;
inline constexpr double kFooterHeight = 53.0;
inline constexpr double kGap = 18.0;  // between columns

[[nodiscard]] inline TextStyle display(double size) {
  return {size, Weight::SemiBold, kInk, Slant::Upright, Face::Display, 1.2, 0.0};
}
[[nodiscard]] inline TextStyle title() { return display(22.0); }
[[nodiscard]] inline TextStyle heading() { return display(13.0); }
[[nodiscard]] inline TextStyle subheading() {
  return {9.6, Weight::SemiBold, kInk, Slant::Upright, Face::Text, 1.35, 0.0};
}
// For the runner: larger and wider spaced than the clinical text.
[[nodiscard]] inline TextStyle plain() {
  return {9.1, Weight::Regular, kInk, Slant::Upright, Face::Text, 1.42, 0.0};
}
[[nodiscard]] inline TextStyle body() {
  return {7.9, Weight::Regular, kInk, Slant::Upright, Face::Text, 1.4, 0.0};
}
[[nodiscard]] inline TextStyle small() {
  return {6.9, Weight::Regular, kMuted, Slant::Upright, Face::Text, 1.33, 0.0};
}
// Small capitals above a value or a column.
[[nodiscard]] inline TextStyle overline() {
  return {6.6, Weight::SemiBold, kMuted, Slant::Upright, Face::Text, 1.35, 0.45};
}
[[nodiscard]] inline TextStyle figureText() {
  return {6.6, Weight::Regular, kMuted, Slant::Upright, Face::Text, 1.3, 0.0};
}
[[nodiscard]] inline TextStyle in(TextStyle style, Color color) {
  style.color = color;
  return style;
}
[[nodiscard]] inline TextStyle strong(TextStyle style) {
  style.weight = Weight::SemiBold;
  return style;
}

}  // namespace podalign::report::internal::theme
