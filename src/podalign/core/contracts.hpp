#pragma once

#include <stdexcept>

namespace podalign {

/// A caller broke a precondition: a defect of the program, never of an input.
class ContractViolation : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

}  // namespace podalign

#define PODALIGN_EXPECTS(condition)                                                     \
  do {                                                                                  \
    if (!(condition)) throw ::podalign::ContractViolation("precondition: " #condition); \
  } while (false)
