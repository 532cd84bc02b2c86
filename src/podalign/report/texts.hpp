#pragma once

#include <functional>
#include <string>

#include "podalign/core/finding.hpp"

namespace podalign::report {

/// Turns a message into a sentence for people: looks its id up in the text catalogue and fills in
/// the `{placeholders}`. Returns an empty string for an id that the catalogue does not hold, so
/// that the caller can show the id instead of losing the message.
using TextRenderer = std::function<std::string(const Message&)>;

/// The language that everything is written in; others are translations of a part.
inline constexpr const char* kOriginalLanguage = "en";
/// The same texts in that language, whichever a catalogue was loaded with.
[[nodiscard]] TextRenderer originalsOf(const TextRenderer& texts);

}  // namespace podalign::report
