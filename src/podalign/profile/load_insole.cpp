#include <set>

#include "podalign/profile/internal/load_parts.hpp"

namespace podalign::profile {
namespace {

InsoleParameter readParameter(Loading& loading, const DataNode& node, const std::string& file) {
  MapReader reader(node, file, loading.faults);
  InsoleParameter parameter;
  parameter.id = reader.text("id");
  parameter.line = node.line;
  parameter.unit = reader.optionalText("unit");
  parameter.usual = reader.text("usual");
  parameter.step = reader.optionalNumber("step");
  parameter.autoMax = reader.optionalNumber("auto_max");
  parameter.clinicianMax = reader.optionalNumber("clinician_max");
  parameter.autoText = reader.optionalText("auto");
  parameter.clinicianText = reader.optionalText("clinician");
  parameter.provisional = reader.flag("provisional", false);
  loading.readBasis(reader, parameter.sources, parameter.basis);
  parameter.rules = reader.words("rules");
  reader.finish();

  const bool numeric = parameter.autoMax || parameter.clinicianMax || parameter.step;
  if (numeric && parameter.unit.empty()) {
    reader.fault(node.line, "'" + parameter.id + "' has limits but no 'unit'");
  }
  if (!parameter.autoMax && parameter.autoText.empty()) {
    reader.fault(node.line, "'" + parameter.id + "' has no limit; give 'auto_max' or 'auto'");
  }
  const double step = parameter.step.value_or(0.0);
  if (parameter.step && step <= 0.0) {
    reader.fault(reader.lineOf("step"), "'step' must be positive");
  }
  if (parameter.clinicianMax && *parameter.clinicianMax < step) {
    reader.fault(reader.lineOf("clinician_max"), "the cap of '" + parameter.id +
                                                     "' is below its step: no value could be set; "
                                                     "raise the cap or lower the step");
  }
  if (parameter.autoMax && parameter.clinicianMax && *parameter.autoMax > *parameter.clinicianMax) {
    reader.fault(reader.lineOf("auto_max"),
                 "the automatic limit of '" + parameter.id + "' exceeds the clinician's");
  }
  return parameter;
}

}  // namespace

void loadInsoleParameters(Loading& loading, std::vector<InsoleParameter>& parameters) {
  const DataFile file = loading.read("insole.yaml");
  MapReader reader(file.root, file.name, loading.faults);
  readHeader(reader, "insole");
  std::set<std::string> ids;
  for (const DataNode* node : reader.maps("parameters")) {
    parameters.push_back(readParameter(loading, *node, file.name));
    if (!ids.insert(parameters.back().id).second) {
      reader.fault(node->line, "parameter '" + parameters.back().id + "' stands here twice");
    }
  }
  reader.finish();
}

}  // namespace podalign::profile
