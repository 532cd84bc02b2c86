#include "podalign/report/texts.hpp"

namespace podalign::report {

TextRenderer originalsOf(const TextRenderer& texts) {
  return [texts](const Message& message) {
    std::string text = texts({"original." + message.id, message.values});
    return text.empty() ? texts(message) : text;
  };
}

}  // namespace podalign::report
