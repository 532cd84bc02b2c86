#include <algorithm>
#include <array>
#include <system_error>
#include <utility>

#include "podalign/core/sha256.hpp"
#include "podalign/profile/internal/load_parts.hpp"

namespace podalign::profile {
namespace {

constexpr std::array<const char*, 5> kFoundation{"manifest.yaml", "references.yaml",
                                                 "vocabulary.yaml", "outputs.yaml", "derived.yaml"};

std::vector<std::string> readManifest(Loading& loading, Manifest& manifest) {
  const DataFile file = loading.read("manifest.yaml");
  MapReader reader(file.root, file.name, loading.faults);
  readHeader(reader, "manifest");
  manifest.id = reader.text("id");
  manifest.version = reader.text("version");
  manifest.lifecycle = reader.text("lifecycle");
  manifest.reviewers = reader.words("reviewers");
  (void)reader.text("language");
  auto ruleFiles = reader.words("rule_files");
  const Approval approval = readSignatures(reader, loading);
  reader.finish();
  if (manifest.lifecycle == "approved" && approval.signers.empty()) {
    reader.fault(reader.lineOf("lifecycle"),
                 "approved, but nobody signed it; sign with 'podalign profile sign'");
  }
  // What was changed after it was signed is a draft again.
  if (!approval.holds()) {
    manifest.lifecycle = "draft";
    manifest.reviewers.clear();
  }
  return ruleFiles;
}

// Names and bytes of every YAML file, in the order of the names: the same rule base has the same
// hash wherever it lies.
std::string hashOf(const std::filesystem::path& directory) {
  std::vector<std::string> names;
  std::error_code fault;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory, fault)) {
    if (entry.path().extension() == ".yaml") {
      names.push_back(std::filesystem::relative(entry.path(), directory, fault).generic_string());
    }
  }
  std::sort(names.begin(), names.end());
  std::string digests;
  for (const std::string& name : names) {
    digests += sha256Hex(bytesOf(directory / name).value_or("")) + "  " + name + "\n";
  }
  return sha256Hex(digests);
}

Names namesOf(const Profile& profile) {
  Names names;
  names.vocabulary = &profile.vocabulary;
  const auto words = [&profile](const std::string& group) {
    const auto found = profile.outputs.words.find(group);
    return found == profile.outputs.words.end() ? std::vector<std::string>{} : found->second;
  };
  names.words = {{RuntimeName::Posture, words("posture")},
                 {RuntimeName::Confidence, words("confidence")},
                 {RuntimeName::Conflict, words("conflict")},
                 {RuntimeName::Pronation, words("pronation")},
                 {RuntimeName::Mobility, words("mobility")},
                 {RuntimeName::TrackingLevel, words("tracking")},
                 {RuntimeName::Asymmetry, words("asymmetry")},
                 {RuntimeName::Escalation, profile.order.escalationOrder}};
  return names;
}

}  // namespace

namespace {

// Without these nothing else can be understood: what followed would only repeat their fault.
bool lacksFoundation(const Loading& loading) {
  return std::any_of(kFoundation.begin(), kFoundation.end(),
                     [&loading](const char* name) { return loading.unreadable.count(name) != 0; });
}

}  // namespace

Profile readProfile(Loading& loading, const LoadOptions& options) {
  Profile profile;
  const auto ruleFiles = readManifest(loading, profile.manifest);
  loadSources(loading);
  loadVocabulary(loading, profile.vocabulary);
  loadOutputs(loading, profile.order, profile.outputs);
  if (lacksFoundation(loading)) return profile;
  Names names = namesOf(profile);
  loadDerived(loading, names, profile.derived);
  loadClassification(loading, profile.vocabulary, profile.classification);
  loadFootwear(loading, profile.footwear);
  loadInsoleParameters(loading, profile.insoleParameters);
  loadChain(loading, names, profile.outputs, profile.chain, profile.levelChanges);
  loadDeviceErrors(loading, profile.devices);
  loadInsoleSensors(loading, profile.devices);
  loadPlateSettings(loading, profile.devices.plate);
  loadCodes(loading, profile.terminologies);
  if (lacksFoundation(loading)) return profile;
  loadRules(loading, ruleFiles, names, profile);
  profile.measures = loadMeasureKnowledge(loading);
  profile.texts = TextCatalogue(loadTextFiles(loading, options.language));
  if (loading.unreadable.empty()) checkAcrossFiles(loading, profile);
  profile.references = loading.sources;
  profile.manifest.hash = hashOf(loading.directory);
  return profile;
}

Result<Profile> loadProfile(const std::filesystem::path& directory, const LoadOptions& options) {
  Loading loading(directory);
  Profile profile = readProfile(loading, options);
  if (loading.faults.any()) return tl::unexpected<Error>(loading.faults.first());
  return profile;
}

Result<TextCatalogue> loadTexts(const std::filesystem::path& directory,
                                const LoadOptions& options) {
  Loading loading(directory);
  TextCatalogue texts(loadTextFiles(loading, options.language));
  if (loading.faults.any()) return tl::unexpected<Error>(loading.faults.first());
  return texts;
}

Result<Devices> loadDevices(const std::filesystem::path& directory) {
  Loading loading(directory);
  loadSources(loading);
  Devices devices;
  loadDeviceErrors(loading, devices);
  loadInsoleSensors(loading, devices);
  loadPlateSettings(loading, devices.plate);
  if (loading.faults.any()) return tl::unexpected<Error>(loading.faults.first());
  return devices;
}

bool isApproved(const Manifest& manifest) {
  return manifest.lifecycle == "approved" && !manifest.reviewers.empty();
}

std::string versionAndHash(const Manifest& manifest) {
  return manifest.version + "+sha256:" + manifest.hash;
}

const Rule* findRule(const Profile& profile, std::string_view id) {
  const auto found = std::find_if(profile.rules.begin(), profile.rules.end(),
                                  [id](const Rule& rule) { return rule.id == id; });
  return found == profile.rules.end() ? nullptr : &*found;
}

std::string citationOf(const Profile& profile, std::string_view sourceId) {
  const auto found = profile.references.find(sourceId);
  return found == profile.references.end() ? std::string(sourceId) : found->second.citation;
}

}  // namespace podalign::profile
