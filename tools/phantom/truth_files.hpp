#pragma once

#include <string>
#include <vector>

#include "phantom/foot.hpp"
#include "phantom/walk.hpp"

namespace phantom {

/// Truth of a foot as JSON: schema podalign/phantom-foot/1, measures and landmarks, each with its
/// value and definition. `pose` says in words how the file's coordinates relate to frame F.
[[nodiscard]] std::string footTruthJson(const PhantomFoot& foot, const std::string& file,
                                        const std::string& pose);

/// Truth of a recording as JSON: schema podalign/phantom-walk/1, one entry per step, in the file's
/// order; `measurements` holds one walk per measurement of the file.
[[nodiscard]] std::string walkTruthJson(const std::vector<Walk>& measurements,
                                        const std::string& file);

}  // namespace phantom
