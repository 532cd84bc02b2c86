#include "podalign/profile/value.hpp"

namespace podalign::profile {

Truth kleeneAnd(Truth a, Truth b) {
  if (a == Truth::False || b == Truth::False) return Truth::False;
  if (a == Truth::Unknown || b == Truth::Unknown) return Truth::Unknown;
  return Truth::True;
}

Truth kleeneOr(Truth a, Truth b) {
  if (a == Truth::True || b == Truth::True) return Truth::True;
  if (a == Truth::Unknown || b == Truth::Unknown) return Truth::Unknown;
  return Truth::False;
}

Truth kleeneNot(Truth a) {
  switch (a) {
    case Truth::False: return Truth::True;
    case Truth::True: return Truth::False;
    case Truth::Unknown: break;
  }
  return Truth::Unknown;
}

}  // namespace podalign::profile
