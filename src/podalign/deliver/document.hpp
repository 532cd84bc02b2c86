#pragma once

#include <string>

namespace podalign::deliver {

struct Document {
  std::string name;       ///< `report.pdf`, `feet.png`
  std::string mediaType;  ///< `application/pdf`
  std::string bytes;
};

}  // namespace podalign::deliver
