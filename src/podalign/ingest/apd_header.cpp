#include "podalign/ingest/apd_header.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "podalign/ingest/plate_text.hpp"

namespace podalign::ingest {
namespace {

constexpr long kMostSensorsPerSide = 4096;
constexpr long kMostFrames = 1000000;
constexpr double kLargestSpacingMm = 100.0;
constexpr double kLongestStepS = 60.0;
constexpr double kMm2OfNewtonToKpa = 1000.0;

struct WholeKey {
  std::string_view key;
  std::optional<long> ApdHeader::*into;
};
constexpr std::array<WholeKey, 8> kWholeKeys{{{"MaxSensorsX", &ApdHeader::plateLines},
                                              {"MaxSensorsY", &ApdHeader::plateValues},
                                              {"StartSensX", &ApdHeader::firstLine},
                                              {"StartSensY", &ApdHeader::firstValue},
                                              {"SensCountX", &ApdHeader::lines},
                                              {"SensCountY", &ApdHeader::values},
                                              {"MinIdx", &ApdHeader::firstFrame},
                                              {"MaxIdx", &ApdHeader::lastFrame}}};

struct NumberKey {
  std::string_view key;
  std::optional<double> ApdHeader::*into;
};
constexpr std::array<NumberKey, 3> kNumberKeys{{{"LDistX", &ApdHeader::lineSpacing},
                                                {"LDistY", &ApdHeader::valueSpacing},
                                                {"TimeDiff", &ApdHeader::timeStep}}};

struct UnitKey {
  std::string_view key;
  std::optional<double> (*factorOf)(std::string_view);
  std::optional<double> ApdHeader::*into;
};
constexpr std::array<UnitKey, 3> kUnitKeys{
    {{"UnitDistance", &plate_text::millimetresPer, &ApdHeader::millimetresPerUnit},
     {"UnitPressure", &plate_text::kilopascalsPer, &ApdHeader::kilopascalsPerUnit},
     {"UnitTime", &plate_text::secondsPer, &ApdHeader::secondsPerUnit}}};

tl::unexpected<Error> noNumber(std::string_view key, std::string_view value) {
  return failure(ErrorCode::Malformed, fmt::format("'{}' is '{}', no number that can be", key,
                                                   plate_text::excerpt(value)));
}

Result<void> readUnit(std::string_view value, const UnitKey& unit, ApdHeader& header) {
  header.*unit.into = unit.factorOf(value);
  if (header.*unit.into) return {};
  if (unit.key == "UnitPressure" && plate_text::equalsIgnoringCase(value, "N")) {
    header.newtons = true;
    return {};
  }
  return failure(ErrorCode::UnitUnsupported, fmt::format("'{}' is '{}', no unit that is known here",
                                                         unit.key, plate_text::excerpt(value)));
}

}  // namespace

double ApdHeader::cellAreaMm2() const {
  return *lineSpacing * *valueSpacing * *millimetresPerUnit * *millimetresPerUnit;
}

double ApdHeader::kpaPerValue() const {
  return newtons ? kMm2OfNewtonToKpa / cellAreaMm2() : *kilopascalsPerUnit;
}

Result<void> readApdLine(std::string_view line, ApdHeader& header) {
  const std::size_t equals = line.find('=');
  if (equals == std::string_view::npos) return {};
  const std::string_view key = plate_text::trimmed(line.substr(0, equals));
  const std::string_view value = plate_text::trimmed(line.substr(equals + 1));
  for (const WholeKey& whole : kWholeKeys) {
    if (whole.key != key) continue;
    const auto number = plate_text::integerFrom(value);
    if (!number || *number < 0 || *number > kMostFrames) return noNumber(key, value);
    header.*whole.into = *number;
  }
  for (const NumberKey& numeric : kNumberKeys) {
    if (numeric.key != key) continue;
    const auto number = plate_text::numberFrom(value);
    if (!number || !(*number > 0.0)) return noNumber(key, value);
    header.*numeric.into = *number;
  }
  for (const UnitKey& unit : kUnitKeys) {
    if (unit.key == key) return readUnit(value, unit, header);
  }
  if (key == "FootSide" && !value.empty()) {
    const char first = value.front();
    if (first == 'L' || first == 'l') header.side = Laterality::Left;
    if (first == 'R' || first == 'r') header.side = Laterality::Right;
  }
  if (key == "Source") header.zebris = value.find("zebris") != std::string_view::npos;
  return {};
}

Result<void> checkApdHeader(const ApdHeader& h, std::size_t fileSize) {
  const char* missing = !h.lines                              ? "SensCountX"
                        : !h.values                           ? "SensCountY"
                        : !h.lineSpacing                      ? "LDistX"
                        : !h.valueSpacing                     ? "LDistY"
                        : !h.millimetresPerUnit               ? "UnitDistance"
                        : h.dynamic() && !h.timeStep          ? "TimeDiff"
                        : h.timeStep && !h.secondsPerUnit     ? "UnitTime"
                        : !h.kilopascalsPerUnit && !h.newtons ? "UnitPressure"
                                                              : nullptr;
  if (missing != nullptr) {
    return failure(ErrorCode::UnitNotStated, fmt::format("'{}' is not stated", missing));
  }
  const auto bad = [](const std::string& what) { return failure(ErrorCode::Malformed, what); };
  if (*h.lines < 1 || *h.values < 1 || *h.lines > kMostSensorsPerSide ||
      *h.values > kMostSensorsPerSide ||
      static_cast<std::size_t>(*h.lines * *h.values) > fileSize / 2) {
    return bad(fmt::format("{} lines of {} values are more than the file can hold, or none",
                           *h.lines, *h.values));
  }
  const auto fits = [](const std::optional<long>& plate, const std::optional<long>& first,
                       long count) {
    return !plate || (*plate <= kMostSensorsPerSide && first.value_or(0) + count <= *plate + 1 &&
                      count <= *plate);
  };
  if (!fits(h.plateLines, h.firstLine, *h.lines) || !fits(h.plateValues, h.firstValue, *h.values)) {
    return bad("the table lies beyond the plate (MaxSensors, StartSens and SensCount)");
  }
  const double along = *h.lineSpacing * *h.millimetresPerUnit;
  const double across = *h.valueSpacing * *h.millimetresPerUnit;
  if (!(along < kLargestSpacingMm) || !(across < kLargestSpacingMm)) {
    return bad(fmt::format("cells of {} x {} mm are no pressure sensor", across, along));
  }
  if (h.timeStep && !(*h.timeStep * *h.secondsPerUnit < kLongestStepS)) {
    return bad("'TimeDiff' is no possible time between frames");
  }
  if (h.firstFrame && h.lastFrame && *h.lastFrame < *h.firstFrame) {
    return bad("'MaxIdx' lies before 'MinIdx'");
  }
  return {};
}

}  // namespace podalign::ingest
