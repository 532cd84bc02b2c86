#include "podalign/ingest/internal/bounded_json.hpp"

#include <cmath>

#include "podalign/ingest/internal/wording.hpp"

namespace podalign::ingest {
namespace {

using nlohmann::json;

constexpr int kDeepest = 64;
constexpr std::size_t kMostValues = 2'000'000;
constexpr double kLargestWhole = 9007199254740992.0;

struct BeyondLimits {};

const json& nothing() {
  static const json null;
  return null;
}

}  // namespace

Result<json> parseBoundedJson(std::string_view text, const std::string& sourceName) {
  std::size_t values = 0;
  const auto limit = [&values](int depth, json::parse_event_t, json&) {
    if (depth > kDeepest || ++values > kMostValues) throw BeyondLimits{};
    return true;
  };
  try {
    return json::parse(text.begin(), text.end(), limit);
  } catch (const json::parse_error& wrong) {
    if (wrong.byte > text.size()) {
      return failure(ErrorCode::Truncated,
                     "the JSON in it ends before its end, after " + counted(text.size(), kBytes) +
                         ": the upload or the copy was cut off. Upload or export it again.",
                     sourceName);
    }
    return failure(ErrorCode::Malformed,
                   "the JSON in it is damaged at byte " + grouped(wrong.byte) + " of " +
                       grouped(text.size()) + ". Export it again.",
                   sourceName);
  } catch (const json::exception&) {
    return failure(ErrorCode::Malformed,
                   "the JSON in it holds a number that is none. Export it again.", sourceName);
  } catch (const BeyondLimits&) {
    return failure(
        ErrorCode::TooLarge,
        "the JSON in it is nested more than 64 deep or holds more than 2,000,000 values. "
        "Export the surface as STL, PLY or OBJ.",
        sourceName);
  }
}

const json& member(const json& object, const char* name) {
  if (!object.is_object()) return nothing();
  const auto found = object.find(name);
  return found == object.end() ? nothing() : *found;
}

const json& element(const json& array, std::size_t index) {
  return array.is_array() && index < array.size() ? array[index] : nothing();
}

std::optional<std::size_t> wholeNumber(const json& value) {
  const std::optional<double> number = realNumber(value);
  if (!number || !(*number >= 0 && *number <= kLargestWhole)) return std::nullopt;
  if (*number != std::floor(*number)) return std::nullopt;
  return static_cast<std::size_t>(*number);
}

std::optional<std::size_t> wholeNumber(const json& object, const char* name,
                                       std::size_t otherwise) {
  const json& value = member(object, name);
  return value.is_null() ? otherwise : wholeNumber(value);
}

std::optional<double> realNumber(const json& value) {
  if (!value.is_number()) return std::nullopt;
  return value.get<double>();
}

std::string_view stringOf(const json& value) {
  return value.is_string() ? std::string_view(value.get_ref<const std::string&>())
                           : std::string_view{};
}

}  // namespace podalign::ingest
