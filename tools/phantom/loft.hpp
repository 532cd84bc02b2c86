#pragma once

#include <Eigen/Core>
#include <array>

#include "phantom/foot.hpp"
#include "phantom/spline.hpp"

namespace phantom {

/// A right foot of another make than FootField: sections across the foot, the leg and each toe,
/// superellipses whose halves differ, lofted along their axes and joined. Negative inside, near the
/// distance in mm. Construction frame as FootField's: heel near the origin, x to the toes, +y
/// medial, z up, ground at z = 0.
class Loft {
 public:
  explicit Loft(const FootParameters& shape);

  [[nodiscard]] double at(const Eigen::Vector3d& p) const;
  [[nodiscard]] Eigen::Vector3d lowest() const;
  [[nodiscard]] Eigen::Vector3d highest() const;
  [[nodiscard]] double topMm() const { return top_; }
  [[nodiscard]] double length() const { return length_; }
  /// End of the middle line of toe 1..5: near its foremost point.
  [[nodiscard]] Eigen::Vector3d toeEnd(int toe) const;
  /// Middle of the navicular's bulge, inside the foot.
  [[nodiscard]] Eigen::Vector3d navicular() const;

 private:
  struct Toe {
    Eigen::Vector2d root, way;  // seen from above; unit direction
    double length;              // root to end
    double rootHalf, tipHalf;   // half-breadth
    double rootHeight, knuckleHeight, tipHeight;
    double cap;  // length of the rounded end
  };
  struct Bulge {
    double x, z, height, alongX, alongZ;
  };

  void shapeToes(const FootParameters& shape);
  void shapeBody(const FootParameters& shape);
  void shapeLeg(const FootParameters& shape);
  [[nodiscard]] double lean(double z) const;
  [[nodiscard]] double body(const Eigen::Vector3d& p) const;
  [[nodiscard]] double leg(const Eigen::Vector3d& p) const;
  [[nodiscard]] static double toe(const Toe& t, const Eigen::Vector3d& p);
  [[nodiscard]] static double bulge(const Bulge& b, double x, double z);

  double length_ = 0.0;
  double top_ = 0.0;
  double archMm_ = 0.0;
  double archApex_ = 0.0;
  double heelSlope_ = 0.0;
  double legSlope_ = 0.0;
  double ballMedial_ = 0.0;
  double ballLateral_ = 0.0;
  double widest_ = 0.0;  // any y lies within
  Spline medial_, lateral_, crest_, ridge_, rimMedial_, rimLateral_, leanShare_;  // over x
  Spline roof_, sole_;                               // exponents over x
  Spline legMiddle_, legFront_, legBack_, legHalf_;  // over z
  std::array<Toe, 5> toes_{};
  std::array<Bulge, 2> malleoli_{};
  Bulge navicular_{};
};

/// A foot of this family: same parameters and same kind of truth as makeFoot, nothing else in
/// common but the mesher. Numbers marked (met) are met within 1 mm or 1 degree; the truth, from
/// fine section curves of the loft itself, says what it is. Hallux angle 0-40.
[[nodiscard]] PhantomFoot makeLoftFoot(const FootParameters& parameters, double edgeMm);

/// Parameters as randomFoot's, every sixth foot with a hallux valgus of 20-40 degrees.
[[nodiscard]] FootParameters randomLoftFoot(unsigned seed);

}  // namespace phantom
