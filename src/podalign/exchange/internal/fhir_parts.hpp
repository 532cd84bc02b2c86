#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "podalign/core/laterality.hpp"
#include "podalign/exchange/fhir_bundle.hpp"

/// The pieces that resources are made of, and the bundle that they are put into.
namespace podalign::exchange {

using Json = nlohmann::ordered_json;

/// Own codes: `urn:podalign:codesystem:<what>`.
[[nodiscard]] Json codeOf(const char* system, const std::string& code, const std::string& text);
[[nodiscard]] Json quantity(double value, const std::string& unit);
/// Nothing, and why: a code of FHIR's data-absent-reason, with a sentence.
[[nodiscard]] Json absent(const char* code, const std::string& text);
[[nodiscard]] Json reference(const std::string& fullUrl);
[[nodiscard]] std::string base64(const std::string& bytes);

class BundleMaker {
 public:
  BundleMaker(const report::Assessment& assessment, const report::TextRenderer& texts,
              const FhirOptions& options);

  /// Adds a resource; `key` makes its identifier and stands for it nowhere else. Gives its URL.
  std::string add(const std::string& key, Json resource);
  /// An Observation with what all of them share; `value` and the rest are added by the caller.
  [[nodiscard]] Json observation(const Json& code, std::optional<Laterality> foot) const;
  [[nodiscard]] Json request(const char* type, const Json& code) const;

  /// The sentence of an id; the id itself where there is none.
  [[nodiscard]] std::string words(const std::string& id) const;
  [[nodiscard]] std::string words(const Message& message) const;
  [[nodiscard]] std::string bundle();

  [[nodiscard]] const report::Assessment& assessment() const { return assessment_; }
  [[nodiscard]] const FhirOptions& options() const { return options_; }
  [[nodiscard]] const std::vector<std::string>& urls() const { return urls_; }
  [[nodiscard]] const std::string& patient() const { return patient_; }
  [[nodiscard]] const std::string& device() const { return device_; }
  [[nodiscard]] const std::string& moment() const { return moment_; }  ///< an instant

 private:
  [[nodiscard]] std::string uuid(const std::string& key) const;

  const report::Assessment& assessment_;
  const report::TextRenderer& texts_;
  const FhirOptions& options_;
  std::string seed_;
  std::string moment_;
  std::string patient_, device_;
  std::vector<std::string> urls_;
  Json entries_ = Json::array();
};

/// Observations of measures and classes; gives their URLs.
[[nodiscard]] std::vector<std::string> addFindings(BundleMaker& maker);
void addProposals(BundleMaker& maker);
void addIntake(BundleMaker& maker);

}  // namespace podalign::exchange
