#include "podalign/measure/student.hpp"

#include <array>

#include "podalign/core/contracts.hpp"

namespace podalign::measure {
namespace {

// For 1, 2, ... degrees of freedom.
constexpr std::array<double, 20> kStudent{12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365,
                                          2.306,  2.262, 2.228, 2.201, 2.179, 2.160, 2.145,
                                          2.131,  2.120, 2.110, 2.101, 2.093, 2.086};
constexpr double kNormal = 1.96;

}  // namespace

double studentQuantile(std::size_t degrees) {
  PODALIGN_EXPECTS(degrees >= 1);
  return degrees <= kStudent.size() ? kStudent[degrees - 1] : kNormal;
}

}  // namespace podalign::measure
