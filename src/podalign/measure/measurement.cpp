#include "podalign/measure/measurement.hpp"

#include <cmath>
#include <utility>

namespace podalign::measure {

const char* toString(Status status) {
  switch (status) {
    case Status::Ok: return "ok";
    case Status::LowConfidence: return "low_confidence";
    case Status::NotValid: return "not_valid";
  }
  return "not_valid";
}

double ErrorParts::total() const {
  return std::sqrt(processing * processing + device * device + repositioning * repositioning);
}

Measurement ok(double value, std::string unit, double processing, Message method) {
  // A number that is not finite never leaves: it is a reason, not a value.
  if (!std::isfinite(value) || !std::isfinite(processing)) {
    return notValid(std::move(unit), std::move(method), {"MEASURE.NOT_FINITE", {}});
  }
  return {Status::Ok, value, std::move(unit), {processing, 0.0, 0.0}, std::move(method), {}};
}

Measurement lowConfidence(Measurement measured, Message reason) {
  if (measured.status == Status::NotValid) return measured;
  measured.status = Status::LowConfidence;
  measured.reason = std::move(reason);
  return measured;
}

Measurement notValid(std::string unit, Message method, Message reason) {
  return {Status::NotValid,  std::nullopt,     std::move(unit), {},
          std::move(method), std::move(reason)};
}

}  // namespace podalign::measure
