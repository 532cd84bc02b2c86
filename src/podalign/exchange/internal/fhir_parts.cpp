#include "podalign/exchange/internal/fhir_parts.hpp"

#include <openssl/evp.h>

#include <array>
#include <cmath>
#include <string_view>
#include <utility>

#include "podalign/core/sha256.hpp"

namespace podalign::exchange {
namespace {

constexpr const char* kOwnSystem = "urn:podalign:codesystem:";

// UCUM codes of the units of docs/contract.md.
constexpr std::array<std::pair<std::string_view, const char*>, 13> kUcum{
    {{"mm", "mm"},
     {"cm2", "cm2"},
     {"cm3", "cm3"},
     {"deg", "deg"},
     {"ratio", "1"},
     {"%", "%"},
     {"N", "N"},
     {"kPa", "kPa"},
     {"s", "s"},
     {"N s", "N.s"},
     {"kPa s", "kPa.s"},
     {"m/s", "m/s"},
     {"steps/min", "{steps}/min"}}};

// Numbers that mean something: as in result.json.
double rounded(double value, const std::string& unit) {
  const double steps = unit == "ratio" ? 1e5 : 1e3;
  return std::round(value * steps) / steps;
}

// `2026-05-04`, `2026-05-04T10:20+02:00`: an instant has seconds and a zone.
std::string instantOf(std::string captured) {
  constexpr std::size_t kDate = 10;
  constexpr std::size_t kMinutes = 16;
  if (captured.size() <= kDate) return captured + "T00:00:00Z";
  if (captured.size() == kMinutes || captured[kMinutes] != ':') captured.insert(kMinutes, ":00");
  return captured;
}

}  // namespace

Json codeOf(const char* system, const std::string& code, const std::string& text) {
  Json made;
  made["coding"] = Json::array({{{"system", kOwnSystem + std::string(system)}, {"code", code}}});
  if (!text.empty()) {
    made["coding"][0]["display"] = text;
    made["text"] = text;
  }
  return made;
}

Json quantity(double value, const std::string& unit) {
  Json made{{"value", rounded(value, unit)}};
  for (const auto& [own, ucum] : kUcum) {
    if (unit != own) continue;
    if (unit != "ratio") made["unit"] = unit;
    made["system"] = "http://unitsofmeasure.org";
    made["code"] = ucum;
  }
  return made;
}

Json absent(const char* code, const std::string& text) {
  Json made;
  made["coding"] = Json::array(
      {{{"system", "http://terminology.hl7.org/CodeSystem/data-absent-reason"}, {"code", code}}});
  if (!text.empty()) made["text"] = text;
  return made;
}

Json reference(const std::string& fullUrl) { return {{"reference", fullUrl}}; }

std::string base64(const std::string& bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const int size = ::EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                     reinterpret_cast<const unsigned char*>(bytes.data()),
                                     static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(size));
  return text;
}

BundleMaker::BundleMaker(const report::Assessment& assessment, const report::TextRenderer& texts,
                         const FhirOptions& options)
    : assessment_(assessment),
      texts_(texts),
      options_(options),
      seed_(assessment.software + assessment.knowledge + assessment.subjectId +
            assessment.captured),
      moment_(instantOf(assessment.captured)) {
  for (const report::InputFile& input : assessment.inputs) seed_ += input.sha256;
  Json patient{{"resourceType", "Patient"}};
  if (!assessment.subjectId.empty()) {
    patient["identifier"] =
        Json::array({{{"system", "urn:podalign:subject"}, {"value", assessment.subjectId}}});
  }
  patient["active"] = true;
  patient_ = add("patient", std::move(patient));
  device_ =
      add("device", {{"resourceType", "Device"},
                     {"deviceName", {{{"name", "Podalign"}, {"type", "model-name"}}}},
                     {"version",
                      {{{"value", assessment.software}},
                       {{"type", {{"text", "rule base"}}}, {"value", assessment.knowledge}}}}});
}

// As a name-based UUID: what it is of makes it, and nothing else.
std::string BundleMaker::uuid(const std::string& key) const {
  std::string hex = sha256Hex(seed_ + "/" + key).substr(0, 32);
  hex[12] = '8';  // version: made by an own rule
  hex[16] = 'a';  // variant
  return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" +
         hex.substr(16, 4) + "-" + hex.substr(20);
}

std::string BundleMaker::add(const std::string& key, Json resource) {
  const std::string url = "urn:uuid:" + uuid(key);
  entries_.push_back({{"fullUrl", url}, {"resource", std::move(resource)}});
  urls_.push_back(url);
  return url;
}

Json BundleMaker::observation(const Json& code, std::optional<Laterality> foot) const {
  Json made{{"resourceType", "Observation"}, {"status", "preliminary"}};
  made["category"] =
      Json::array({{{"coding",
                     {{{"system", "http://terminology.hl7.org/CodeSystem/observation-category"},
                       {"code", "exam"}}}}}});
  made["code"] = code;
  made["subject"] = reference(patient_);
  made["effectiveDateTime"] = moment_;
  if (foot) {
    made["bodySite"] =
        codeOf("foot", toString(*foot), words(std::string("fhir.foot.") + toString(*foot)));
    for (const profile::Terminology& terminology : options_.terminologies) {
      for (const profile::ForeignCode& foreign : terminology.codes) {
        if (foreign.of != std::string("foot.") + toString(*foot)) continue;
        made["bodySite"]["coding"].push_back({{"system", terminology.uri}, {"code", foreign.code}});
      }
    }
  }
  made["device"] = reference(device_);
  return made;
}

Json BundleMaker::request(const char* type, const Json& code) const {
  Json made{{"resourceType", type}, {"status", "draft"}, {"intent", "proposal"}};
  made[std::string_view(type) == "DeviceRequest" ? "codeCodeableConcept" : "code"] = code;
  made["subject"] = reference(patient_);
  made["authoredOn"] = moment_;
  return made;
}

std::string BundleMaker::words(const std::string& id) const { return words(Message{id, {}}); }

std::string BundleMaker::words(const Message& message) const {
  const std::string text = texts_(message);
  return text.empty() ? message.id : text;
}

std::string BundleMaker::bundle() {
  Json bundle{{"resourceType", "Bundle"}};
  bundle["identifier"] = {{"system", "urn:ietf:rfc:3986"}, {"value", "urn:uuid:" + uuid("bundle")}};
  bundle["type"] = "collection";
  bundle["timestamp"] = moment_;
  bundle["entry"] = std::move(entries_);
  // Names of files come from outside and may be no UTF-8.
  return bundle.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace podalign::exchange
