#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace podalign::profile {

/// A token of the rule language: a word, a number, or a symbol (`== != <= >= < > + - * / ( ) { }
/// ,`).
struct Token {
  enum class Kind { Word, Number, Symbol, Bad, End };
  Kind kind = Kind::End;
  std::string text;
  double number = 0.0;
};

/// Cuts the text into tokens; the last one is End (or Bad, with the offending text).
[[nodiscard]] std::vector<Token> tokensOf(std::string_view text);

}  // namespace podalign::profile
