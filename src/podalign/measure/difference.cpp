#include "podalign/measure/difference.hpp"

#include <cmath>

namespace podalign::measure {

bool Difference::real() const { return std::abs(value) > error; }

Differences subtract(const Measurements& first, const Measurements& second) {
  Differences differences;
  for (const auto& [name, one] : first) {
    const auto found = second.find(name);
    if (found == second.end()) continue;
    const Measurement& other = found->second;
    if (one.status != Status::Ok || other.status != Status::Ok || one.unit != other.unit) continue;
    differences[name] = {*one.value - *other.value, one.unit,
                         std::hypot(one.error.total(), other.error.total())};
  }
  return differences;
}

}  // namespace podalign::measure
