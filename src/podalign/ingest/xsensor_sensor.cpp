#include "podalign/ingest/xsensor_sensor.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "podalign/ingest/plate_text.hpp"

namespace podalign::ingest {
namespace {

constexpr double kSecondsPerMinute = 60.0;

// "est. load (lbf)": whether a key is this one, and the unit in its brackets.
std::optional<std::string_view> unitOfKey(std::string_view key, std::string_view wanted) {
  if (key.size() < wanted.size()) return std::nullopt;
  if (!plate_text::equalsIgnoringCase(key.substr(0, wanted.size()), wanted)) return std::nullopt;
  std::string_view rest = plate_text::trimmed(key.substr(wanted.size()));
  if (rest.empty()) return rest;
  if (rest.front() != '(' || rest.find(')') == std::string_view::npos) return std::nullopt;
  return rest.substr(1, rest.find(')') - 1);
}

std::optional<double> newtonsPer(std::string_view unit) {
  if (plate_text::equalsIgnoringCase(unit, "N")) return 1.0;
  if (plate_text::equalsIgnoringCase(unit, "lbf")) return 4.4482216152605;  // NIST SP 811, B.8
  if (plate_text::equalsIgnoringCase(unit, "kgf")) return 9.80665;
  return std::nullopt;
}

std::optional<double> areaFactor(std::string_view unit) {
  if (unit == "cm^2") return plate_text::squareMillimetresPer("cm2");
  if (unit == "in^2") return plate_text::squareMillimetresPer("in2");
  return plate_text::squareMillimetresPer(unit);
}

using UnitTable = std::optional<double> (*)(std::string_view);

Result<void> takeQuantity(std::string_view key, std::string_view unit, std::string_view value,
                          UnitTable factorOf, std::optional<double>& into) {
  if (value.empty()) return {};
  const auto factor = factorOf(unit);
  if (!factor) {
    return failure(ErrorCode::UnitUnsupported,
                   fmt::format("'{}' has a unit that is not known here", plate_text::excerpt(key)));
  }
  const auto number = plate_text::numberFrom(value);
  // What is not printed is not compared.
  if (number && *number >= 0.0) into = *number * *factor;
  return {};
}

// Pressures that the vendor states come in the unit of the file, which the key repeats.
std::optional<double> asItIs(std::string_view /*unit*/) { return 1.0; }

Result<void> takeCount(std::string_view key, std::string_view value, long& into) {
  constexpr long kMost = 512;
  const auto number = plate_text::integerFrom(value);
  if (!number || *number < 1 || *number > kMost) {
    return failure(ErrorCode::Malformed,
                   fmt::format("{} is '{}', no number of cells", key, plate_text::excerpt(value)));
  }
  if (into != 0 && into != *number) {
    return failure(ErrorCode::Malformed, fmt::format("{} changes within the recording", key));
  }
  into = *number;
  return {};
}

}  // namespace

std::optional<Laterality> xsensorSide(std::string_view text) {
  if (plate_text::equalsIgnoringCase(text, "left")) return Laterality::Left;
  if (plate_text::equalsIgnoringCase(text, "right")) return Laterality::Right;
  for (const auto& [mark, side] : {std::pair{std::string_view("-LF"), Laterality::Left},
                                   std::pair{std::string_view("-RF"), Laterality::Right}}) {
    const std::size_t at = text.find(mark);
    if (at == std::string_view::npos) continue;
    const std::size_t end = at + mark.size();
    if (end == text.size() || text[end] == ' ') return side;
  }
  return std::nullopt;
}

std::optional<double> timeOfDayS(std::string_view text) {
  double seconds = 0.0;
  for (int part = 0; part < 3; ++part) {
    const std::size_t end = part < 2 ? text.find(':') : text.size();
    if (end == std::string_view::npos) return std::nullopt;
    const auto number = plate_text::numberFrom(plate_text::trimmed(text.substr(0, end)));
    if (!number || *number < 0.0) return std::nullopt;
    seconds = kSecondsPerMinute * seconds + *number;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return seconds;
}

std::string xsensorUnquoted(std::string_view line) {
  std::string plain;
  bool inside = false;
  for (const char c : line) {
    if (c == '"') {
      inside = !inside;
    } else {
      plain += !inside && (c == ',' || c == '\t') ? ';' : c;
    }
  }
  return plain;
}

Result<void> takeXsensorUnit(std::string_view unit, XsensorFile& file) {
  if (unit.empty()) return failure(ErrorCode::UnitNotStated, "'Units' is empty");
  if (!file.unit.empty() && file.unit != unit) {
    return failure(ErrorCode::Malformed, "the unit changes within the recording");
  }
  const auto factor = plate_text::kilopascalsPer(unit);
  if (!factor) {
    return failure(ErrorCode::UnitUnsupported,
                   fmt::format("the unit '{}' is no unit of pressure that is known here; kPa, "
                               "mmHg, PSI and N/cm2 are",
                               plate_text::excerpt(unit)));
  }
  file.unit = unit;
  file.kilopascalsPerUnit = *factor;
  return {};
}

Result<void> takeXsensorValue(std::string_view key, std::string_view value, XsensorSensor& sensor,
                              XsensorStated& stated) {
  if (plate_text::equalsIgnoringCase(key, "rows")) return takeCount("Rows", value, sensor.rows);
  if (plate_text::equalsIgnoringCase(key, "columns")) {
    return takeCount("Columns", value, sensor.columns);
  }
  if (plate_text::equalsIgnoringCase(key, "insole side")) {
    if (const auto side = xsensorSide(value)) sensor.side = side;
    return {};
  }
  if (const auto unit = unitOfKey(key, "sensel width")) {
    return takeQuantity(key, *unit, value, plate_text::millimetresPer, sensor.widthMm);
  }
  if (const auto unit = unitOfKey(key, "sensel height")) {
    return takeQuantity(key, *unit, value, plate_text::millimetresPer, sensor.heightMm);
  }
  if (const auto unit = unitOfKey(key, "total area")) {
    return takeQuantity(key, *unit, value, areaFactor, sensor.totalMm2);
  }
  if (const auto unit = unitOfKey(key, "contact area")) {
    return takeQuantity(key, *unit, value, areaFactor, stated.contactMm2);
  }
  if (const auto unit = unitOfKey(key, "peak pressure")) {
    return takeQuantity(key, *unit, value, asItIs, stated.peak);
  }
  if (const auto unit = unitOfKey(key, "average pressure")) {
    return takeQuantity(key, *unit, value, asItIs, stated.mean);
  }
  if (const auto unit = unitOfKey(key, "est. load")) {
    stated.loadDecimals = plate_text::decimalPlaces(value);
    return takeQuantity(key, *unit, value, newtonsPer, stated.loadN);
  }
  return {};
}

void beginXsensorFrame(XsensorSensor& sensor, const XsensorStated& stated, double timeS) {
  if (!sensor.cells) {
    sensor.cells.emplace(static_cast<std::size_t>(sensor.rows),
                         static_cast<std::size_t>(sensor.columns));
  }
  sensor.cells->beginFrame();
  sensor.frames.push_back({stated, timeS, 0.0, 0.0, 0, 0});
}

void endXsensorFrame(XsensorSensor& sensor, std::size_t line) {
  XsensorFrame& frame = sensor.frames.back();
  frame.sum = sensor.cells->sumOfFrame();
  frame.peak = sensor.cells->peakOfFrame();
  frame.loaded = sensor.cells->loadedInFrame();
  frame.line = line;
}

}  // namespace podalign::ingest
