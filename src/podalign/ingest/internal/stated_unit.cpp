#include "podalign/ingest/internal/stated_unit.hpp"

#include <array>

#include "podalign/ingest/internal/text.hpp"

namespace podalign::ingest {

std::optional<StatedUnit> statedUnit(std::string_view name) {
  struct Known {
    const char* name;
    double millimetres;
  };
  constexpr std::array kKnown{Known{"um", 0.001}, Known{"mm", 1.0},  Known{"cm", 10.0},
                              Known{"m", 1000.0}, Known{"in", 25.4}, Known{"ft", 304.8}};
  for (const Known& known : kKnown) {
    if (equalsIgnoringCase(name, known.name)) return StatedUnit{known.name, known.millimetres};
  }
  return std::nullopt;
}

}  // namespace podalign::ingest
