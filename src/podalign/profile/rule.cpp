#include "podalign/profile/rule.hpp"

namespace podalign::profile {

const char* toString(Setting setting) { return setting == Setting::Shop ? "shop" : "clinic"; }

}  // namespace podalign::profile
