#pragma once

#include <functional>
#include <string>

#include "podalign/core/finding.hpp"

namespace podalign::report {

/// Turns a message into a sentence for people: looks its id up in the text catalogue and fills in
/// the `{placeholders}`. Returns an empty string for an id that the catalogue does not hold, so
/// that the caller can show the id instead of losing the message.
using TextRenderer = std::function<std::string(const Message&)>;

}  // namespace podalign::report
