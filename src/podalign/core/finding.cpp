#include "podalign/core/finding.hpp"

#include <algorithm>
#include <iterator>

namespace podalign {

const char* toString(Severity severity) {
  switch (severity) {
    case Severity::Note: return "note";
    case Severity::Caution: return "caution";
    case Severity::Reject: return "reject";
  }
  return "reject";
}

void append(Findings& findings, Findings more) {
  findings.insert(findings.end(), std::make_move_iterator(more.begin()),
                  std::make_move_iterator(more.end()));
}

bool contains(const Findings& findings, const std::string& id) {
  return std::any_of(findings.begin(), findings.end(),
                     [&](const Finding& finding) { return finding.message.id == id; });
}

}  // namespace podalign
