#include "podalign/plantar/recording.hpp"

namespace podalign::plantar {

const char* toString(TrialKind trial) {
  switch (trial) {
    case TrialKind::Unknown: return "unknown";
    case TrialKind::Standing: return "standing";
    case TrialKind::Walking: return "walking";
    case TrialKind::Running: return "running";
  }
  return "unknown";
}

}  // namespace podalign::plantar
