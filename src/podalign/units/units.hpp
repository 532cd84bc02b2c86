#pragma once

#include <compare>

namespace podalign::units {

/// One physical quantity, held in its base unit. The unit is named going in and coming out
/// (`millimetres(41.0)`, `inMillimetres(length)`); a bare `double` never converts.
template <class Tag>
class Quantity {
 public:
  constexpr Quantity() = default;
  static constexpr Quantity fromBase(double value) { return Quantity(value); }
  [[nodiscard]] constexpr double base() const { return value_; }

  constexpr auto operator<=>(const Quantity&) const = default;
  constexpr Quantity operator+(Quantity other) const { return Quantity(value_ + other.value_); }
  constexpr Quantity operator-(Quantity other) const { return Quantity(value_ - other.value_); }
  constexpr Quantity operator*(double factor) const { return Quantity(value_ * factor); }
  constexpr double operator/(Quantity other) const { return value_ / other.value_; }

 private:
  explicit constexpr Quantity(double value) : value_(value) {}
  double value_ = 0.0;
};

using Length = Quantity<struct LengthTag>;      ///< base: millimetre
using Angle = Quantity<struct AngleTag>;        ///< base: radian
using Pressure = Quantity<struct PressureTag>;  ///< base: kilopascal
using Force = Quantity<struct ForceTag>;        ///< base: newton
using Area = Quantity<struct AreaTag>;          ///< base: square millimetre
using Duration = Quantity<struct DurationTag>;  ///< base: second

inline constexpr double kRadiansPerDegree = 0.017453292519943295;

[[nodiscard]] constexpr Length millimetres(double v) { return Length::fromBase(v); }
[[nodiscard]] constexpr Length metres(double v) { return Length::fromBase(v * 1000.0); }
[[nodiscard]] constexpr double inMillimetres(Length v) { return v.base(); }

[[nodiscard]] constexpr Angle radians(double v) { return Angle::fromBase(v); }
[[nodiscard]] constexpr Angle degrees(double v) { return Angle::fromBase(v * kRadiansPerDegree); }
[[nodiscard]] constexpr double inRadians(Angle v) { return v.base(); }
[[nodiscard]] constexpr double inDegrees(Angle v) { return v.base() / kRadiansPerDegree; }

[[nodiscard]] constexpr Pressure kilopascals(double v) { return Pressure::fromBase(v); }
[[nodiscard]] constexpr double inKilopascals(Pressure v) { return v.base(); }

[[nodiscard]] constexpr Force newtons(double v) { return Force::fromBase(v); }
[[nodiscard]] constexpr double inNewtons(Force v) { return v.base(); }

[[nodiscard]] constexpr Area squareMillimetres(double v) { return Area::fromBase(v); }
[[nodiscard]] constexpr double inSquareMillimetres(Area v) { return v.base(); }
[[nodiscard]] constexpr double inSquareCentimetres(Area v) { return v.base() / 100.0; }

[[nodiscard]] constexpr Duration seconds(double v) { return Duration::fromBase(v); }
[[nodiscard]] constexpr double inSeconds(Duration v) { return v.base(); }

}  // namespace podalign::units
