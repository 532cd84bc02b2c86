#pragma once

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

namespace podalign::testing {

/// What no text of the product may claim, in any case of letters and any form of the verb.
inline const std::vector<std::string> kNeverClaimed{
    "corrects tracking", "correct tracking", "corrects the tracking",
    "prevents injury",   "prevent injury",   "prevents injuries",
    "prevent injuries",  "will cure",        "cures "};

/// The only sentences in which the word may stand.
inline const std::vector<std::string> kDiagnosisSentences{
    "this is not a diagnosis", "not a diagnosis", "review of the diagnosis by a clinician"};

inline std::string loweredText(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return text;
}

/// The words of a text that claim too much; empty: none.
inline std::string claimIn(const std::string& text) {
  std::string plain = loweredText(text);
  for (const std::string& claim : kNeverClaimed) {
    if (plain.find(claim) != std::string::npos) return claim;
  }
  for (const std::string& sentence : kDiagnosisSentences) {
    for (auto at = plain.find(sentence); at != std::string::npos; at = plain.find(sentence)) {
      plain.erase(at, sentence.size());
    }
  }
  return plain.find("diagnosis") == std::string::npos ? "" : "diagnosis";
}

}  // namespace podalign::testing
