#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "podalign/profile/insole_shape.hpp"
#include "podalign/profile/internal/strict_reader.hpp"
#include "podalign/profile/profile.hpp"
#include "podalign/profile/signature.hpp"

namespace podalign::profile {

/// One file of the rule base after reading.
struct DataFile {
  std::string name;  ///< relative to the folder, "rules/safety.yaml"
  DataNode root;
};

/// Where something stands.
struct FilePlace {
  std::string file;
  std::size_t line = 0;
};

/// What the parts of the loader share: where the files are, the faults, what may be cited.
struct Loading {
  explicit Loading(std::filesystem::path folder) : directory(std::move(folder)) {}

  std::filesystem::path directory;
  Faults faults;
  std::map<std::string, Source, std::less<>> sources;
  std::set<std::string> filesRead;
  std::set<std::string> unreadable;                          ///< files without content
  std::map<std::string, FilePlace, std::less<>> textPlaces;  ///< by text id
  std::map<std::string, std::size_t, std::less<>> lines;     ///< of named parts: "words.posture"

  /// Reads a file; on failure the fault is kept and the root is empty.
  [[nodiscard]] DataFile read(const std::string& name);
  /// Reads `sources` (each must exist) and `basis`; one of the two has to be there.
  void readBasis(MapReader& reader, std::vector<std::string>& sources, std::string& basis);
  void checkMeasure(MapReader& reader, std::string_view key, const Vocabulary& vocabulary,
                    const std::string& measure);
  void checkSources(MapReader& reader, std::string_view key,
                    const std::vector<std::string>& sources);
};

/// The bytes of a file; nothing where it cannot be read.
[[nodiscard]] std::optional<std::string> bytesOf(const std::filesystem::path& file);

[[nodiscard]] Scope readScope(MapReader& reader);

/// Takes the header keys of a file and checks them; `kind` is the middle of `podalign/<kind>/1`.
void readHeader(MapReader& reader, std::string_view kind);

void loadSources(Loading& loading);
[[nodiscard]] std::vector<MeasureKnowledge> loadMeasureKnowledge(Loading& loading);
void loadVocabulary(Loading& loading, Vocabulary& vocabulary);
void loadDerived(Loading& loading, Names& names, std::vector<Derived>& derived);
void loadClassification(Loading& loading, const Vocabulary& vocabulary,
                        Classification& classification);
void loadOutputs(Loading& loading, Order& order, Outputs& outputs);
void loadDisagreements(Loading& loading, const Profile& profile, Background& background);
void loadRegulation(Loading& loading, const Profile& profile, Regulation& regulation);
void loadInsoleParameters(Loading& loading, std::vector<InsoleParameter>& parameters);
void loadFootwear(Loading& loading, Footwear& footwear);
void loadChain(Loading& loading, const Names& names, const Outputs& outputs,
               std::vector<ChainLink>& chain, std::vector<LevelChange>& changes);
void loadDeviceErrors(Loading& loading, Devices& devices);
void loadInsoleSensors(Loading& loading, Devices& devices);
void loadPlateSettings(Loading& loading, PlateSettings& plate);
void loadCodes(Loading& loading, std::vector<Terminology>& terminologies);
void loadRules(Loading& loading, const std::vector<std::string>& files, Names& names,
               Profile& profile);
[[nodiscard]] std::map<std::string, std::string, std::less<>> loadTextFiles(
    Loading& loading, const std::string& language);

/// Signatures of the manifest; broken ones name the files that changed.
[[nodiscard]] Approval readSignatures(MapReader& manifest, Loading& loading);

/// What belongs together across files: rules that are named exist, texts are there.
void checkAcrossFiles(Loading& loading, const Profile& profile);

/// Every text of a rule, an output, a field or a link is there, and no text is left without one.
void checkTexts(Loading& loading, const Profile& profile);

/// Units by the names of fields, limits of bands within the range of their measure, caps of
/// insoles above their steps.
void checkNumbers(Loading& loading, const Profile& profile);

/// Nothing rests on unseen numbers or on nothing without saying so.
void checkGrounds(Loading& loading, const Profile& profile);

/// What can never happen: rules, variants, levels, links.
void checkReach(Loading& loading, const Profile& profile);

/// Reads everything that decides. The faults are kept in `loading`.
[[nodiscard]] Profile readProfile(Loading& loading, const LoadOptions& options);
/// Reads what only explains.
[[nodiscard]] Background readBackground(Loading& loading, const Profile& profile);
/// Reads what may be prescribed and what is made of it.
[[nodiscard]] InsoleShape readInsoleShape(Loading& loading, const Profile& profile);

}  // namespace podalign::profile
