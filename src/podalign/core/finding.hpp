#pragma once

#include <string>
#include <utility>
#include <vector>

namespace podalign {

/// A sentence for people, by the key of the text catalogue (`profiles/text/<lang>/`), with the
/// values for its `{placeholders}`. No sentence stands in C++.
struct Message {
  std::string id;
  std::vector<std::pair<std::string, std::string>> values;
  bool operator==(const Message&) const = default;
};

enum class Severity { Note, Caution, Reject };
[[nodiscard]] const char* toString(Severity severity);

/// Something that a reader of the result has to know. `message.id` is stable
/// (`SCAN.SYNTHETIC_SOLE`); `source` is the file it was found in, empty where it concerns the whole
/// case.
struct Finding {
  Message message;
  Severity severity = Severity::Note;
  std::string source;
  bool operator==(const Finding&) const = default;
};

using Findings = std::vector<Finding>;

/// A usable value with what has to be said about it.
template <class T>
struct Annotated {
  T value;
  Findings findings;
};

/// Appends `more` to `findings`.
void append(Findings& findings, Findings more);

/// True when a finding of this id is present.
[[nodiscard]] bool contains(const Findings& findings, const std::string& id);

}  // namespace podalign
