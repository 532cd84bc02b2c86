#include <algorithm>
#include <utility>

#include "podalign/profile/internal/load_parts.hpp"

namespace podalign::profile {
namespace {

DeviceError readError(Loading& loading, const DataNode& node, const std::string& file) {
  MapReader reader(node, file, loading.faults);
  DeviceError error;
  error.device = reader.number("device");
  error.repositioning = reader.number("repositioning");
  error.relative = reader.flag("relative", false);
  error.provisional = reader.flag("provisional", false);
  loading.readBasis(reader, error.sources, error.basis);
  reader.finish();
  if (error.device < 0.0 || error.repositioning < 0.0) {
    reader.fault(node.line, "a half-width cannot be negative");
  }
  return error;
}

DeviceProfile readDevice(Loading& loading, const DataNode& node, const std::string& file) {
  MapReader reader(node, file, loading.faults);
  DeviceProfile device;
  device.id = reader.text("id");
  device.line = node.line;
  device.name = reader.text("name");
  const std::string sort = reader.oneOf("sort", {"scanner", "plate"});
  device.sort = sort == "plate" ? DeviceSort::Plate : DeviceSort::Scanner;
  device.unknown = reader.flag("unknown", false);
  device.matches = reader.words("matches");
  if (const DataNode* errors = reader.required("errors", DataNode::Kind::Map)) {
    MapReader kinds(*errors, file, loading.faults);
    for (const DataNode::Key& key : kinds.freeKeys()) {
      if (const DataNode* error = kinds.required(key.text, DataNode::Kind::Map)) {
        device.errors.emplace(key.text, readError(loading, *error, file));
      }
    }
  }
  reader.finish();
  return device;
}

void readKinds(Loading& loading, MapReader& reader, Devices& devices) {
  for (const DataNode* node : reader.maps("kind_of_measure")) {
    MapReader entry(*node, reader.file(), loading.faults);
    const std::string kind = entry.text("kind");
    for (const std::string& measure : entry.words("measures")) {
      if (!devices.kindOfMeasure.emplace(measure, kind).second) {
        entry.fault(node->line, "'" + measure + "' has two kinds");
      }
    }
    entry.finish();
  }
}

// The unknown device of each sort stands in for every other one, so it needs every kind.
void checkUnknown(MapReader& reader, const Devices& devices) {
  for (const DeviceSort sort : {DeviceSort::Scanner, DeviceSort::Plate}) {
    const auto unknown =
        std::find_if(devices.devices.begin(), devices.devices.end(),
                     [sort](const DeviceProfile& d) { return d.unknown && d.sort == sort; });
    if (unknown == devices.devices.end()) {
      reader.fault(reader.line(), "a device with 'unknown: true' is missing for one sort");
      continue;
    }
    for (const DeviceProfile& device : devices.devices) {
      for (const auto& [kind, error] : device.errors) {
        if (device.sort == sort && unknown->errors.count(kind) == 0) {
          reader.fault(reader.line(), "'" + unknown->id + "' has no error for " + kind);
        }
      }
    }
  }
}

const DeviceError* errorOf(const DeviceProfile& device, const std::string& kind) {
  const auto found = device.errors.find(kind);
  return found == device.errors.end() ? nullptr : &found->second;
}

bool matches(const DeviceProfile& device, const std::string& declared) {
  return std::any_of(device.matches.begin(), device.matches.end(), [&](const std::string& word) {
    return declared.find(word) != std::string::npos;
  });
}

}  // namespace

void loadInsoleSensors(Loading& loading, Devices& devices) {
  const DataFile file = loading.read("insole_sensors.yaml");
  MapReader reader(file.root, file.name, loading.faults);
  readHeader(reader, "insole_sensors");
  for (const DataNode* node : reader.maps("pedar")) {
    MapReader entry(*node, file.name, loading.faults);
    InsoleSensors& insole = devices.pedarInsoles.emplace_back();
    insole.size = entry.text("size");
    loading.readBasis(entry, insole.sources, insole.basis);
    insole.areasMm2 = entry.numbers("areas_mm2");
    for (const double area : insole.areasMm2) {
      if (!(area > 0.0)) entry.fault(entry.lineOf("areas_mm2"), "an area is no positive number");
    }
    entry.finish();
  }
  reader.finish();
}

void loadDeviceErrors(Loading& loading, Devices& devices) {
  const DataFile file = loading.read("devices.yaml");
  MapReader reader(file.root, file.name, loading.faults);
  readHeader(reader, "devices");
  readKinds(loading, reader, devices);
  for (const DataNode* node : reader.maps("devices")) {
    devices.devices.push_back(readDevice(loading, *node, file.name));
  }
  reader.finish();
  checkUnknown(reader, devices);
}

DeviceErrorChoice deviceErrorFor(const Devices& devices, DeviceSort sort,
                                 std::string_view declaredDevice, std::string_view measure) {
  DeviceErrorChoice choice;
  const std::size_t dot = measure.rfind('.');
  if (dot != std::string_view::npos) measure.remove_prefix(dot + 1);
  const auto kind = devices.kindOfMeasure.find(measure);
  if (kind == devices.kindOfMeasure.end()) return choice;

  std::string declared(declaredDevice);
  std::transform(declared.begin(), declared.end(), declared.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  for (const DeviceProfile& device : devices.devices) {
    if (device.sort != sort) continue;
    const DeviceError* error = errorOf(device, kind->second);
    if (error == nullptr) continue;
    if (device.unknown && choice.deviceId.empty()) {
      choice = {*error, device.id, false};
    } else if (!device.unknown && matches(device, declared)) {
      return {*error, device.id, true};
    }
  }
  return choice;
}

}  // namespace podalign::profile
