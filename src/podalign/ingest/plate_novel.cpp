#include "podalign/ingest/plate_novel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "podalign/ingest/plate_text.hpp"

namespace podalign::ingest {
namespace {

constexpr double kLongestPeriodS = 60.0;
constexpr double kPeriodRoundingS = 6e-6;  // printed with five decimals
constexpr double kRateRounding = 0.02;     // printed as a whole number
constexpr std::size_t kMostSensors = 4096;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool beginsWith(std::string_view line, std::string_view key) {
  return line.size() >= key.size() && std::equal(key.begin(), key.end(), line.begin(),
                                                 [](char k, char c) { return k == lower(c); });
}

// The positive number behind "key", which may be followed by letters ("times") and ends in a colon.
Result<void> readTime(std::string_view line, std::string_view key, std::optional<double>& into) {
  const std::size_t at = line.find(key);
  if (at == std::string_view::npos) return {};
  const std::size_t colon = line.find(':', at);
  const auto number = colon == std::string_view::npos
                          ? std::nullopt
                          : plate_text::leadingNumber(line.substr(colon + 1));
  if (!number || !(number->number > 0.0)) {
    return failure(ErrorCode::Malformed, fmt::format("'{}' is not followed by a number", key));
  }
  into = number->number;
  return {};
}

Result<void> readSensorList(std::string_view list, std::vector<int>& into) {
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = std::min(list.find(',', at), list.size());
    const std::string_view field = plate_text::trimmed(list.substr(at, end - at));
    at = end + 1;
    if (field.empty()) continue;
    const auto number = plate_text::integerFrom(field);
    if (!number || *number < 1 || *number > static_cast<long>(kMostSensors)) {
      return failure(ErrorCode::Malformed, fmt::format("'{}' in the mask definition is no sensor",
                                                       plate_text::excerpt(field)));
    }
    if (into.size() >= kMostSensors) {
      return failure(ErrorCode::TooLarge, "the mask definition names more sensors than there are");
    }
    into.push_back(static_cast<int>(*number));
  }
  return {};
}

Result<void> readUnit(std::string_view unit, NovelHeader& header) {
  if (unit.empty()) {
    return failure(ErrorCode::UnitNotStated, "'pressure values in' names no unit");
  }
  header.kilopascalsPerUnit = plate_text::kilopascalsPer(unit);
  if (header.kilopascalsPerUnit) return {};
  return failure(
      ErrorCode::UnitUnsupported,
      fmt::format("the unit '{}' is no unit of pressure that is known here; kPa and N/cm2 are",
                  plate_text::excerpt(unit)));
}

}  // namespace

Result<void> readNovelHeaderLine(std::string_view line, NovelHeader& header) {
  line = plate_text::trimmed(line);
  const auto behind = [line](std::string_view key) {
    return plate_text::trimmed(line.substr(key.size()));
  };
  constexpr std::string_view kSensor = "sensor type:";
  constexpr std::string_view kMat = "mat type";
  constexpr std::string_view kUnit = "pressure values in";
  constexpr std::string_view kLeft = "left insole:";
  constexpr std::string_view kRight = "right insole:";
  if (beginsWith(line, kSensor)) header.sensorType = behind(kSensor);
  if (beginsWith(line, kMat)) header.sensorType = behind(kMat);
  if (beginsWith(line, kUnit)) return readUnit(behind(kUnit), header);
  if (beginsWith(line, kLeft)) {
    header.hasLeft = true;
    return readSensorList(behind(kLeft), header.left);
  }
  if (beginsWith(line, kRight)) {
    header.hasRight = true;
    return readSensorList(behind(kRight), header.right);
  }
  if (!beginsWith(line, "total time")) return {};
  if (auto read = readTime(line, "total time", header.totalS); !read) return read;
  if (auto read = readTime(line, "time per frame", header.periodS); !read) return read;
  return readTime(line, "scanning rate", header.rateHz);
}

Result<double> novelPeriodS(const NovelHeader& header) {
  if (!header.periodS && !header.rateHz) {
    return failure(ErrorCode::UnitNotStated,
                   "neither 'time per frame' nor 'scanning rate' is stated");
  }
  const double byRate = header.rateHz ? 1.0 / *header.rateHz : *header.periodS;
  const double stated = header.periodS.value_or(byRate);
  if (!(stated < kLongestPeriodS && byRate < kLongestPeriodS)) {
    return failure(ErrorCode::Malformed, "the time between frames is longer than a minute");
  }
  if (std::abs(stated - byRate) <= kPeriodRoundingS) return byRate;
  if (std::abs(stated / byRate - 1.0) <= kRateRounding) return stated;
  return failure(ErrorCode::Malformed,
                 fmt::format("the time per frame ({} s) and the scanning rate ({} Hz) contradict "
                             "each other",
                             stated, *header.rateHz));
}

std::string_view takeWord(std::string_view& line) {
  const auto between = [](char c) {
    return c == ' ' || c == '\t' || c == ';' || c == '\r' || c == '\f' || c == '\v';
  };
  const auto first = std::find_if_not(line.begin(), line.end(), between);
  const auto end = std::find_if(first, line.end(), between);
  const std::string_view word(first, end);
  line = std::string_view(end, line.end());
  return word;
}

bool isNovelTitleLine(std::string_view line) {
  return beginsWith(plate_text::trimmed(line), "time[secs]");
}

}  // namespace podalign::ingest
