#include "podalign/ingest/plate_tekscan_header.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "podalign/ingest/plate_text.hpp"

namespace podalign::ingest {
namespace {

using plate_text::leadingNumber;

constexpr std::string_view kRemedy = "export the movie again from the Tekscan software as ASCII";
constexpr double kLargestSpacingMm = 100.0;
constexpr double kLongestPeriodS = 60.0;
constexpr double kLargestAreaShare = 1.05;
constexpr double kSmallestAreaShare = 0.1;  // sensing area of a widely spaced grid
constexpr std::size_t kSmallestCellBytes = 2;

tl::unexpected<Error> bad(ErrorCode code, std::string_view what) {
  return failure(code, fmt::format("{}; {}", what, kRemedy));
}

Result<void> readCount(std::string_view value, std::string_view key, std::optional<long>& into) {
  const auto number = plate_text::integerFrom(value);
  if (!number || *number < 0) {
    return bad(ErrorCode::Malformed,
               fmt::format("{} is '{}', no whole number", key, plate_text::excerpt(value)));
  }
  into = *number;
  return {};
}

using UnitTable = std::optional<double> (*)(std::string_view);

Result<void> readQuantity(std::string_view value, std::string_view key, UnitTable factorOf,
                          std::optional<double>& into) {
  const auto number = leadingNumber(value);
  if (!number) {
    return bad(ErrorCode::Malformed,
               fmt::format("{} is '{}', no number", key, plate_text::excerpt(value)));
  }
  const auto factor = factorOf(number->rest);
  if (!factor) {
    return bad(number->rest.empty() ? ErrorCode::UnitNotStated : ErrorCode::UnitUnsupported,
               fmt::format("{} has the unit '{}', which is not known", key,
                           plate_text::excerpt(number->rest)));
  }
  into = number->number * *factor;
  return {};
}

Result<void> readUnits(std::string_view value, TekscanHeader& header) {
  const auto factor = plate_text::kilopascalsPer(value);
  if (factor) {
    header.kilopascalsPerUnit = *factor;
    return {};
  }
  if (value == "N" || plate_text::equalsIgnoringCase(value, "newtons")) {
    header.newtons = true;
    return {};
  }
  if (plate_text::equalsIgnoringCase(value, "raw")) {
    return failure(ErrorCode::UnitUnsupported,
                   "UNITS is raw: sensor counts without calibration are no pressure. Apply a "
                   "calibration to the movie in the Tekscan software, set the unit to kPa and "
                   "export again");
  }
  return failure(
      ErrorCode::UnitUnsupported,
      fmt::format("UNITS is '{}'; kPa, MPa, PSI, mmHg, N/cm2, kg/cm2 and N are read. Set "
                  "one of them in the Tekscan software and export again",
                  plate_text::excerpt(value)));
}

// The raw saturation of an uncalibrated export has no pressure unit: passed over.
void readSaturation(std::string_view value, TekscanHeader& header) {
  const auto number = leadingNumber(value);
  const auto factor = number ? plate_text::kilopascalsPer(number->rest) : std::nullopt;
  if (factor && number->number > 0.0) header.saturationKpa = number->number * *factor;
}

Result<void> readFlag(std::string_view value, std::string_view key, bool& into) {
  if (value != "0" && value != "1") {
    return bad(ErrorCode::Malformed,
               fmt::format("{} is '{}', neither 0 nor 1", key, plate_text::excerpt(value)));
  }
  into = value == "1";
  return {};
}

Result<void> readPeriod(std::string_view value, TekscanHeader& header) {
  const auto number = leadingNumber(value);
  if (!number || !(number->number > 0.0 && number->number < kLongestPeriodS)) {
    return bad(ErrorCode::Malformed,
               fmt::format("SECONDS_PER_FRAME is '{}', no possible time between frames",
                           plate_text::excerpt(value)));
  }
  header.periodS = number->number;
  return {};
}

std::string name(std::string_view value) { return std::string(plate_text::excerpt(value)); }

// Keys that are read; every other key is passed over, personal ones unseen.
constexpr std::array<std::string_view, 16> kKeys{
    "ROWS",        "COLS",      "ROW_SPACING", "COL_SPACING",         "SENSEL_AREA",
    "START_FRAME", "END_FRAME", "UNITS",       "MIRROR_ROW",          "MIRROR_COL",
    "SENSOR_TYPE", "HARDWARE",  "VERSION",     "SATURATION_PRESSURE", "SECONDS_PER_FRAME",
    "ASCII_DATA"};
// The free text of COMMENTS may look like anything; START_FRAME follows it.
constexpr std::array<std::string_view, 2> kKeysAfterComment{"START_FRAME", "ASCII_DATA"};

template <std::size_t N>
bool isOneOf(const std::array<std::string_view, N>& keys, std::string_view key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

Result<void> readGeometry(std::string_view key, std::string_view value, TekscanHeader& h) {
  using namespace plate_text;
  if (key == "ROWS") return readCount(value, key, h.rows);
  if (key == "COLS") return readCount(value, key, h.columns);
  if (key == "ROW_SPACING") return readQuantity(value, key, &millimetresPer, h.rowSpacingMm);
  if (key == "COL_SPACING") return readQuantity(value, key, &millimetresPer, h.columnSpacingMm);
  if (key == "SENSEL_AREA") return readQuantity(value, key, &squareMillimetresPer, h.cellAreaMm2);
  if (key == "MIRROR_ROW") return readFlag(value, key, h.mirroredRows);
  if (key == "MIRROR_COL") return readFlag(value, key, h.mirroredColumns);
  return {};
}

Result<void> readOther(std::string_view key, std::string_view value, TekscanHeader& h) {
  if (key == "START_FRAME") return readCount(value, key, h.startFrame);
  if (key == "END_FRAME") return readCount(value, key, h.endFrame);
  if (key == "SECONDS_PER_FRAME") return readPeriod(value, h);
  if (key == "UNITS") return readUnits(value, h);
  if (key == "SATURATION_PRESSURE") readSaturation(value, h);
  if (key == "SENSOR_TYPE") h.sensorType = name(value);
  if (key == "HARDWARE") h.hardware = name(value);
  if (key == "VERSION") h.version = name(value);
  return {};
}

}  // namespace

Result<void> readTekscanHeaderLine(std::string_view line, TekscanHeader& header) {
  // Saved again by a spreadsheet, lines are padded with separators and may be quoted.
  const std::size_t end = line.find_last_not_of(",;\" \t\r");
  line = end == std::string_view::npos ? std::string_view{} : line.substr(0, end + 1);
  const std::size_t start = line.find_first_not_of("\" \t");
  if (start == std::string_view::npos) return {};
  line.remove_prefix(start);
  const std::size_t space = line.find_first_of(" \t,;:");
  const std::string_view key = line.substr(0, space);
  if (key == "COMMENTS") header.inComment = true;
  if (header.inComment && !isOneOf(kKeysAfterComment, key)) return {};
  header.inComment = false;
  if (!isOneOf(kKeys, key)) return {};
  if (std::find(header.keysSeen.begin(), header.keysSeen.end(), key) != header.keysSeen.end()) {
    return bad(ErrorCode::Malformed, fmt::format("{} stands twice in the header", key));
  }
  header.keysSeen.push_back(key);
  const std::string_view value = space == std::string_view::npos
                                     ? std::string_view{}
                                     : plate_text::trimmed(line.substr(space + 1));
  if (auto read = readGeometry(key, value, header); !read) return read;
  return readOther(key, value, header);
}

Result<void> checkTekscanHeader(const TekscanHeader& h, std::size_t fileSize) {
  const char* missing = !h.rows                               ? "ROWS"
                        : !h.columns                          ? "COLS"
                        : !h.rowSpacingMm                     ? "ROW_SPACING"
                        : !h.columnSpacingMm                  ? "COL_SPACING"
                        : !h.periodS                          ? "SECONDS_PER_FRAME"
                        : !h.kilopascalsPerUnit && !h.newtons ? "UNITS"
                                                              : nullptr;
  if (missing != nullptr) {
    return bad(ErrorCode::UnitNotStated, fmt::format("the header states no {}", missing));
  }
  if (*h.rows < 1 || *h.columns < 1) return bad(ErrorCode::Malformed, "ROWS or COLS is 0");
  const auto size = static_cast<long>(fileSize / kSmallestCellBytes);
  if (*h.rows > size || *h.columns > size / *h.rows) {
    return bad(ErrorCode::Truncated,
               fmt::format("a frame of {} rows and {} columns does not fit into the file: it is "
                           "cut short or its header is damaged",
                           *h.rows, *h.columns));
  }
  const double across = *h.columnSpacingMm;
  const double along = *h.rowSpacingMm;
  const double share = h.cellAreaMm2.value_or(across * along) / (across * along);
  const bool possible = across > 0.0 && along > 0.0 && across < kLargestSpacingMm &&
                        along < kLargestSpacingMm && share > kSmallestAreaShare &&
                        share < kLargestAreaShare;
  if (!possible) {
    return bad(ErrorCode::Malformed,
               fmt::format("SENSEL_AREA {} mm2 does not fit a spacing of {} x {} mm",
                           h.cellAreaMm2.value_or(0.0), across, along));
  }
  if (h.startFrame && h.endFrame && *h.endFrame < *h.startFrame) {
    return bad(ErrorCode::Malformed, "END_FRAME lies before START_FRAME");
  }
  return {};
}

double tekscanKpaPerUnit(const TekscanHeader& header) {
  constexpr double kNewtonPerMm2ToKpa = 1000.0;
  const double spacingArea = *header.columnSpacingMm * *header.rowSpacingMm;
  return header.newtons ? kNewtonPerMm2ToKpa / header.cellAreaMm2.value_or(spacingArea)
                        : *header.kilopascalsPerUnit;
}

std::optional<plantar::SensorKind> tekscanSensorKind(const TekscanHeader& header) {
  static constexpr std::array<std::string_view, 4> kInShoe{"FSCAN", "F-SCAN", "3000", "3001"};
  static constexpr std::array<std::string_view, 11> kPlates{
      "MATSCAN", "HRMAT", "HR-MAT", "HR MAT", "MOBILEMAT", "STRIDEWAY",
      "WALKWAY", "3140",  "3150",   "7101",   "EVOLUTION"};
  const auto begins = [&](std::string_view type) {
    const std::string_view given = std::string_view(header.sensorType).substr(0, type.size());
    return plate_text::equalsIgnoringCase(given, type);
  };
  if (std::any_of(kInShoe.begin(), kInShoe.end(), begins)) return plantar::SensorKind::InShoe;
  if (std::any_of(kPlates.begin(), kPlates.end(), begins)) return plantar::SensorKind::Plate;
  return std::nullopt;
}

std::optional<Laterality> tekscanCuffSide(const TekscanHeader& header) {
  const std::size_t dash = header.hardware.rfind('-');
  if (dash == std::string::npos || header.hardware.find('-') == dash) return std::nullopt;
  const std::string suffix = header.hardware.substr(dash + 1);
  if (suffix == "1") return Laterality::Left;
  if (suffix == "2") return Laterality::Right;
  return std::nullopt;
}

}  // namespace podalign::ingest
