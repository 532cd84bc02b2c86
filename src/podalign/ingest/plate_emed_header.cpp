#include "podalign/ingest/plate_emed_header.hpp"

#include <fmt/format.h>

#include <cmath>

#include "podalign/ingest/plate_text.hpp"

namespace podalign::ingest {
namespace {

using plate_text::leadingNumber;
using plate_text::valueAfter;

// novel's largest plate has 288 x 88 sensors (emed-XL); far above it, a header is not believed.
constexpr double kMostSensorsPerSide = 4096.0;
constexpr double kMostPictures = 1e9;
constexpr double kLargestSpacingMm = 100.0;
constexpr double kLongestPeriodS = 60.0;
// A sensor cannot be larger than its pitch in both directions allows, nor much smaller.
constexpr double kLargestAreaShare = 1.05;
constexpr double kSmallestAreaShare = 0.5;

struct NumberPair {
  double first = 0.0;
  double second = 0.0;
  std::string_view unit;
};

// "64x95", "0.500x0.500 cm"
std::optional<NumberPair> crossedNumbers(std::string_view text) {
  const auto first = leadingNumber(text);
  if (!first || first->rest.empty() || (first->rest.front() != 'x' && first->rest.front() != 'X')) {
    return std::nullopt;
  }
  const auto second = leadingNumber(first->rest.substr(1));
  if (!second) return std::nullopt;
  return NumberPair{first->number, second->number, second->rest};
}

std::string_view firstWord(std::string_view text) {
  return text.substr(0, text.find_first_of("\t "));
}

tl::unexpected<Error> badField(ErrorCode code, std::string_view what) {
  return failure(code, fmt::format("{}; {}", what, kEmedRemedy));
}

Result<void> readMatrix(std::string_view value, EmedHeader& header) {
  const auto size = crossedNumbers(value);
  if (!size) return badField(ErrorCode::Malformed, "'Matrix:' is not columns x rows");
  const auto plausible = [](double n) { return n >= 1.0 && n <= kMostSensorsPerSide; };
  if (!plausible(size->first) || !plausible(size->second)) {
    return failure(ErrorCode::TooLarge,
                   fmt::format("'Matrix: {}' is no plate (1 to {} sensors a side): the file is "
                               "damaged, {}",
                               plate_text::excerpt(value), kMostSensorsPerSide, kEmedRemedy));
  }
  header.columns = static_cast<int>(size->first);
  header.rows = static_cast<int>(size->second);
  return {};
}

Result<void> readArea(std::string_view value, EmedHeader& header) {
  const auto area = leadingNumber(value);
  const auto factor = area ? plate_text::squareMillimetresPer(firstWord(area->rest)) : std::nullopt;
  if (!factor) return badField(ErrorCode::UnitUnsupported, "'Sensor area' is not in cm2 or mm2");
  header.cellAreaMm2 = area->number * *factor;
  return {};
}

Result<void> readPeriod(std::string_view value, EmedHeader& header) {
  const auto period = leadingNumber(value);
  const auto factor = period ? plate_text::secondsPer(firstWord(period->rest)) : std::nullopt;
  if (!factor) return badField(ErrorCode::UnitUnsupported, "'Time/picture' is not in ms or s");
  const double seconds = period->number * *factor;
  if (!(seconds > 0.0 && seconds < kLongestPeriodS)) {
    return badField(ErrorCode::Malformed, "'Time/picture' is no possible time between frames");
  }
  header.periodS = seconds;
  return {};
}

Result<void> readSpacing(std::string_view value, EmedHeader& header) {
  const auto size = crossedNumbers(value);
  const auto factor = size ? plate_text::millimetresPer(firstWord(size->unit)) : std::nullopt;
  if (!factor) {
    return badField(ErrorCode::UnitUnsupported, "'Sensor size' is not width x height in cm or mm");
  }
  header.columnSpacingMm = size->first * *factor;
  header.rowSpacingMm = size->second * *factor;
  return {};
}

Result<void> readPicture(std::string_view value, EmedPageHead& head) {
  const auto number = leadingNumber(value);
  if (!number || number->number < 1.0 || number->number > kMostPictures) {
    return badField(ErrorCode::Malformed, "'Pict-No.' has no number");
  }
  head.picture = std::lround(number->number);
  return {};
}

}  // namespace

Result<void> readEmedHeaderLine(std::string_view line, EmedPageHead& head) {
  if (const auto value = valueAfter(line, "Matrix:")) return readMatrix(*value, head.header);
  if (const auto period = valueAfter(line, "Time/picture:")) {
    if (auto read = readPeriod(*period, head.header); !read) return read;
  }
  if (const auto value = valueAfter(line, "Sensor area:")) return readArea(*value, head.header);
  if (const auto value = valueAfter(line, "Sensor size:")) return readSpacing(*value, head.header);
  if (const auto value = valueAfter(line, "Pict-No.:")) return readPicture(*value, head);
  const bool summary = valueAfter(line, "MVP") || valueAfter(line, "MPP");
  // A folder may be called anything.
  if (summary && !valueAfter(line, "File:")) head.summary = true;
  return {};
}

Result<void> checkEmedHeader(const EmedHeader& header) {
  const char* missing = !header.columns           ? "Matrix"
                        : !header.cellAreaMm2     ? "Sensor area"
                        : !header.periodS         ? "Time/picture"
                        : !header.columnSpacingMm ? "Sensor size"
                                                  : nullptr;
  if (missing != nullptr) {
    return badField(
        ErrorCode::UnitNotStated,
        fmt::format("the page states no '{}', so nothing can be measured on it", missing));
  }
  const double across = *header.columnSpacingMm;
  const double along = *header.rowSpacingMm;
  const double share = *header.cellAreaMm2 / (across * along);
  const bool possible = across > 0.0 && along > 0.0 && across < kLargestSpacingMm &&
                        along < kLargestSpacingMm && share > kSmallestAreaShare &&
                        share < kLargestAreaShare;
  if (!possible) {
    return badField(ErrorCode::Malformed,
                    fmt::format("a sensor area of {} mm2 does not fit a sensor size of {} x {} mm",
                                *header.cellAreaMm2, across, along));
  }
  return {};
}

}  // namespace podalign::ingest
