#pragma once

#include <Eigen/Core>
#include <array>
#include <vector>

#include "phantom/foot.hpp"
#include "phantom/spline.hpp"

namespace phantom {

/// A right foot as an implicit surface: negative inside, zero on the skin, near zero about the
/// distance in mm. Construction frame: heel near the origin, x to the toes, +y medial, z up, the
/// ground at exactly z = 0. It is the foot; meshes only sample it.
class FootField {
 public:
  /// The numbers of `shape` are what is built, not what is then measured (see foot.cpp).
  explicit FootField(const FootParameters& shape);

  [[nodiscard]] double at(const Eigen::Vector3d& p) const;
  [[nodiscard]] Eigen::Vector3d gradient(const Eigen::Vector3d& p) const;

  /// A box that holds the foot up to `topMm`.
  [[nodiscard]] Eigen::Vector3d lowest() const;
  [[nodiscard]] Eigen::Vector3d highest() const;
  [[nodiscard]] double topMm() const { return top_; }
  /// Where the pulp of toe 1..5 ends, roughly: a start for the search of the exact tip.
  [[nodiscard]] const Eigen::Vector3d& toeEnd(int toe) const {
    return toes_[static_cast<std::size_t>(toe - 1)].tip;
  }
  [[nodiscard]] double toeRadius(int toe) const {
    return toes_[static_cast<std::size_t>(toe - 1)].tipRadius;
  }
  [[nodiscard]] double length() const { return length_; }
  [[nodiscard]] const Eigen::Vector3d& medialMalleolus() const { return malleoli_[0].centre; }
  [[nodiscard]] const Eigen::Vector3d& lateralMalleolus() const { return malleoli_[1].centre; }
  [[nodiscard]] const Eigen::Vector3d& navicular() const { return navicular_.centre; }

 private:
  struct Toe {
    Eigen::Vector3d base, middle, tip;  // centres of spheres
    double baseRadius, middleRadius, tipRadius;
  };
  struct Ellipsoid {
    Eigen::Vector3d centre, radii;
  };

  void shapeOutline(const FootParameters& shape);
  void shapeHeights(const FootParameters& shape);
  void shapeToes(const FootParameters& shape);
  void shapeLeg(const FootParameters& shape);

  [[nodiscard]] double lean(double z) const;
  [[nodiscard]] double body(const Eigen::Vector3d& p) const;
  [[nodiscard]] double leg(const Eigen::Vector3d& p) const;
  [[nodiscard]] double toes(const Eigen::Vector3d& p) const;
  [[nodiscard]] static double ellipsoid(const Eigen::Vector3d& p, const Ellipsoid& e);
  [[nodiscard]] static double roundCone(const Eigen::Vector3d& p, const Eigen::Vector3d& a,
                                        const Eigen::Vector3d& b, double radiusA, double radiusB);

  double length_ = 0.0;
  double top_ = 0.0;
  double halfHeel_ = 0.0;
  double halluxMedial_ = 0.0;
  double ballMedial_ = 0.0;   // y of the widest medial ball
  double ballLateral_ = 0.0;  // -y of the widest lateral ball
  double archMm_ = 0.0;
  double heelSlope_ = 0.0;  // dy/dz of the heel, medial positive
  double legSlope_ = 0.0;
  Spline medial_, lateral_;        // outline at rim height over x
  Spline crest_, lateralDrop_;     // dorsum over x
  Spline rimMedial_, rimLateral_;  // height of the widest level over x
  Spline archAlong_, archAcross_;  // hollow of the sole over x and over the breadth
  Spline lateralLift_;
  Spline legCentre_, legDepth_, legBreadth_;  // over z
  Spline leanWeight_;                         // over x
  std::array<Toe, 5> toes_;
  std::array<Toe, 4> webs_;  // base and tip only
  std::array<Ellipsoid, 2> malleoli_;
  Ellipsoid navicular_;
};

}  // namespace phantom
