#include "podalign/profile/text_catalogue.hpp"

#include <algorithm>
#include <utility>

namespace podalign::profile {
namespace {

struct Placeholder {
  std::size_t begin = std::string::npos;  // of the opening brace
  std::size_t end = 0;                    // behind the closing one
  std::string_view name;                  // within the text
};

// The next `{name}` from `from` on.
Placeholder nextPlaceholder(std::string_view text, std::size_t from) {
  Placeholder found;
  const std::size_t open = text.find('{', from);
  if (open == std::string::npos) return found;
  const std::size_t close = text.find('}', open);
  if (close == std::string::npos) return found;
  found.begin = open;
  found.end = close + 1;
  found.name = text.substr(open + 1, close - open - 1);
  return found;
}

}  // namespace

TextCatalogue::TextCatalogue(std::map<std::string, std::string, std::less<>> texts)
    : texts_(std::move(texts)) {}

bool TextCatalogue::has(std::string_view id) const { return texts_.find(id) != texts_.end(); }

std::string TextCatalogue::raw(std::string_view id) const {
  const auto found = texts_.find(id);
  return found == texts_.end() ? std::string(id) : found->second;
}

std::string TextCatalogue::render(const Message& message) const {
  const auto found = texts_.find(message.id);
  const std::string& text = found == texts_.end() ? message.id : found->second;
  if (text.find('{') == std::string::npos) return text;
  std::string out;
  std::size_t done = 0;
  while (true) {
    const Placeholder next = nextPlaceholder(text, done);
    if (next.begin == std::string::npos) break;
    out.append(text, done, next.begin - done);
    const auto value =
        std::find_if(message.values.begin(), message.values.end(),
                     [&next](const auto& candidate) { return candidate.first == next.name; });
    if (value == message.values.end()) {
      out.append(text, next.begin, next.end - next.begin);
    } else {
      out += value->second;
    }
    done = next.end;
  }
  out.append(text, done);
  return out;
}

std::string TextCatalogue::render(std::string_view id) const {
  return render(Message{std::string(id), {}});
}

std::vector<std::string> TextCatalogue::placeholders(std::string_view id) const {
  const std::string text = raw(id);
  std::vector<std::string> names;
  for (Placeholder next = nextPlaceholder(text, 0); next.begin != std::string::npos;
       next = nextPlaceholder(text, next.end)) {
    if (std::find(names.begin(), names.end(), next.name) == names.end()) {
      names.emplace_back(next.name);
    }
  }
  return names;
}

}  // namespace podalign::profile
