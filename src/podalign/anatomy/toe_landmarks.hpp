#pragma once

#include "podalign/anatomy/aligned_foot.hpp"
#include "podalign/anatomy/border.hpp"

namespace podalign::anatomy {

struct FootBorders {
  Border medial, lateral;
};

/// HalluxMedial: where the tangent from MTH1 touches the medial border of the big toe (x 0.80-0.99
/// of the length). FifthToeLateral: the same from MTH5 on the lateral border, up to the end of the
/// fifth toe. Absent where a ball is missing or only at its usual place.
void addToeSides(Landmarks& landmarks, const FootBorders& borders, double footLengthMm,
                 Laterality side);

}  // namespace podalign::anatomy
