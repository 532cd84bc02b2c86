#include "podalign/core/result.hpp"

namespace podalign {

std::string toString(const Error& error) {
  std::string text;
  if (!error.source.empty()) {
    text += error.source;
    if (error.line > 0) text += ":" + std::to_string(error.line);
    text += ": ";
  }
  return text + "error: " + error.message;
}

}  // namespace podalign
