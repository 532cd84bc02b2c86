#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "podalign/profile/internal/strict_reader.hpp"
#include "podalign/profile/profile.hpp"

namespace podalign::profile {

/// One file of the rule base after reading.
struct DataFile {
  std::string name;  ///< relative to the folder, "rules/safety.yaml"
  DataNode root;
};

/// What the parts of the loader share: where the files are, the first fault, what may be cited.
struct Loading {
  std::filesystem::path directory;
  Faults faults;
  std::map<std::string, Source, std::less<>> sources;

  /// Reads a file; on failure the fault is kept and the root is empty.
  [[nodiscard]] DataFile read(const std::string& name);
  /// Reads `sources` (each must exist) and `basis`; one of the two has to be there.
  void readBasis(MapReader& reader, std::vector<std::string>& sources, std::string& basis);
  void checkSources(MapReader& reader, std::string_view key,
                    const std::vector<std::string>& sources);
};

/// The bytes of a file; nothing where it cannot be read.
[[nodiscard]] std::optional<std::string> bytesOf(const std::filesystem::path& file);

/// Takes the header keys of a file and checks them; `kind` is the middle of `podalign/<kind>/1`.
void readHeader(MapReader& reader, std::string_view kind);

void loadSources(Loading& loading);
void loadVocabulary(Loading& loading, Vocabulary& vocabulary);
void loadDerived(Loading& loading, Names& names, std::vector<Derived>& derived);
void loadClassification(Loading& loading, const Vocabulary& vocabulary,
                        Classification& classification);
void loadOutputs(Loading& loading, Order& order, Outputs& outputs);
void loadFootwear(Loading& loading, Footwear& footwear);
void loadChain(Loading& loading, const Names& names, std::vector<ChainLink>& chain);
void loadDeviceErrors(Loading& loading, Devices& devices);
void loadInsoleSensors(Loading& loading, Devices& devices);
void loadPlateSettings(Loading& loading, PlateSettings& plate);
void loadRules(Loading& loading, const std::vector<std::string>& files, Names& names,
               Profile& profile);
[[nodiscard]] std::map<std::string, std::string, std::less<>> loadTextFiles(
    Loading& loading, const std::string& language);

/// What belongs together across files: rules that are named exist, texts are there.
void checkAcrossFiles(Loading& loading, const Profile& profile);

}  // namespace podalign::profile
