#include "podalign/ingest/internal/wording.hpp"

namespace podalign::ingest {

std::string grouped(std::size_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3;) {
    at -= 3;
    text.insert(at, ",");
  }
  return text;
}

std::string counted(std::size_t number, const Noun& noun) {
  return grouped(number) + " " + (number == 1 ? noun.one : noun.many);
}

std::string inQuotes(std::string_view piece) {
  constexpr std::size_t kShown = 40;
  std::string text = "'";
  for (const char c : piece.substr(0, kShown)) text += c >= ' ' && c <= '~' ? c : '?';
  return text + (piece.size() > kShown ? "...'" : "'");
}

}  // namespace podalign::ingest
