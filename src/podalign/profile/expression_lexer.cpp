#include "podalign/profile/internal/expression_lexer.hpp"

#include <array>
#include <cctype>
#include <charconv>

namespace podalign::profile {
namespace {

constexpr std::array<std::string_view, 15> kSymbols{"==", "!=", "<=", ">=", "<", ">", "+", "-",
                                                    "*",  "/",  "(",  ")",  "{", "}", ","};

bool isLetter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool isDigit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

// A rule id (R-SAF-01) is one word: a capital R, a minus and a letter without a blank.
bool startsRuleId(std::string_view text) {
  return text.size() > 2 && text[0] == 'R' && text[1] == '-' && isLetter(text[2]);
}

std::size_t wordLength(std::string_view text) {
  const bool ruleId = startsRuleId(text);
  std::size_t length = 0;
  while (length < text.size() &&
         (isLetter(text[length]) || isDigit(text[length]) || (ruleId && text[length] == '-'))) {
    ++length;
  }
  return length;
}

Token numberToken(std::string_view text, std::size_t& used) {
  Token token{Token::Kind::Number, {}, 0.0};
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), token.number,
                                            std::chars_format::fixed);
  used = static_cast<std::size_t>(end - text.data());
  token.text = std::string(text.substr(0, used));
  if (fault != std::errc{} || used == 0) token.kind = Token::Kind::Bad;
  return token;
}

Token symbolToken(std::string_view text, std::size_t& used) {
  for (const std::string_view symbol : kSymbols) {
    if (!text.starts_with(symbol)) continue;
    used = symbol.size();
    return {Token::Kind::Symbol, std::string(symbol), 0.0};
  }
  used = text.size();
  return {Token::Kind::Bad, std::string(text.substr(0, 1)), 0.0};
}

}  // namespace

std::vector<Token> tokensOf(std::string_view text) {
  std::vector<Token> tokens;
  while (!text.empty()) {
    std::size_t used = 1;
    const char c = text.front();
    if (c == ' ' || c == '\n' || c == '\t') {
      text.remove_prefix(used);
      continue;
    }
    if (isLetter(c)) {
      used = wordLength(text);
      tokens.push_back({Token::Kind::Word, std::string(text.substr(0, used)), 0.0});
    } else if (isDigit(c) || c == '.') {
      tokens.push_back(numberToken(text, used));
    } else {
      tokens.push_back(symbolToken(text, used));
    }
    if (tokens.back().kind == Token::Kind::Bad) return tokens;
    text.remove_prefix(used);
  }
  tokens.push_back({});
  return tokens;
}

}  // namespace podalign::profile
