#include <algorithm>
#include <optional>

#include "podalign/profile/internal/load_parts.hpp"

namespace podalign::profile {
namespace {

constexpr std::size_t kRays = 4;

std::vector<double> numbers(MapReader& reader, std::string_view key) {
  const std::vector<double> values = reader.numbers(key);
  if (values.empty() || !std::is_sorted(values.begin(), values.end()) || values.front() < 0.0) {
    reader.fault(reader.lineOf(key),
                 "'" + std::string(key) + "' holds ascending numbers from 0 on");
  }
  return values;
}

void readChoice(Loading& loading, MapReader& reader) {
  std::vector<std::string> sources;
  std::string basis;
  loading.readBasis(reader, sources, basis);
  (void)reader.flag("provisional", false);
}

void readZones(Loading& loading, const DataNode& node, const std::string& file,
               PlateSettings& plate) {
  MapReader reader(node, file, loading.faults);
  readChoice(loading, reader);
  plate.heelEnd = reader.number("heel_end");
  plate.midfootEnd = reader.number("midfoot_end");
  plate.rays = numbers(reader, "rays");
  plate.hallux = reader.number("hallux");
  reader.finish();
  const bool shares = plate.heelEnd > 0.0 && plate.heelEnd < plate.midfootEnd &&
                      plate.midfootEnd < 1.0 && plate.hallux > 0.0 && plate.hallux < 1.0;
  if (!shares || plate.rays.size() != kRays || plate.rays.back() >= 1.0) {
    reader.fault(node.line, "zones end one after the other, at shares between 0 and 1; four rays");
  }
}

void readRegistration(Loading& loading, const DataNode& node, const std::string& file,
                      PlateSettings& plate) {
  MapReader reader(node, file, loading.faults);
  readChoice(loading, reader);
  plate.contactHeightsMm = numbers(reader, "contact_heights_mm");
  plate.leastOverlap = reader.number("least_overlap");
  plate.leastHullOverlap = reader.number("least_hull_overlap");
  plate.otherFootMargin = reader.number("other_foot_margin");
  plate.walkingBandMm = reader.number("walking_band_mm");
  reader.finish();
  const auto share = [](double value) { return value >= 0.0 && value <= 1.0; };
  if (!share(plate.leastOverlap) || !share(plate.leastHullOverlap) ||
      !share(plate.otherFootMargin) || plate.walkingBandMm < 0.0) {
    reader.fault(node.line,
                 "overlaps and the margin are shares between 0 and 1, the band is no less than 0");
  }
}

}  // namespace

void loadPlateSettings(Loading& loading, PlateSettings& plate) {
  const DataFile file = loading.read("plates.yaml");
  MapReader reader(file.root, file.name, loading.faults);
  readHeader(reader, "plates");
  if (const DataNode* node = reader.required("zones", DataNode::Kind::Map)) {
    readZones(loading, *node, file.name, plate);
  }
  if (const DataNode* node = reader.required("sensitivity", DataNode::Kind::Map)) {
    MapReader choices(*node, file.name, loading.faults);
    readChoice(loading, choices);
    plate.thresholdsKpa = numbers(choices, "thresholds_kpa");
    plate.axes = choices.words("axes");
    choices.finish();
  }
  if (const DataNode* node = reader.required("phases", DataNode::Kind::Map)) {
    MapReader phases(*node, file.name, loading.faults);
    readChoice(loading, phases);
    plate.zoneContactKpa = phases.number("contact_kpa");
    plate.zoneContactS = phases.number("contact_s");
    phases.finish();
  }
  if (const DataNode* node = reader.required("progression", DataNode::Kind::Map)) {
    MapReader progression(*node, file.name, loading.faults);
    readChoice(loading, progression);
    plate.methodsDifferDeg = progression.number("methods_differ_deg");
    progression.finish();
  }
  if (const DataNode* node = reader.required("registration", DataNode::Kind::Map)) {
    readRegistration(loading, *node, file.name, plate);
  }
  reader.finish();
}

}  // namespace podalign::profile
