#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "podalign/core/result.hpp"
#include "podalign/profile/classification.hpp"
#include "podalign/profile/codes.hpp"
#include "podalign/profile/devices.hpp"
#include "podalign/profile/expression.hpp"
#include "podalign/profile/outputs.hpp"
#include "podalign/profile/rule.hpp"
#include "podalign/profile/text_catalogue.hpp"
#include "podalign/profile/vocabulary.hpp"

namespace podalign::profile {

struct Manifest {
  std::string id;
  std::string version;    ///< "2026.1"
  std::string lifecycle;  ///< draft, approved
  std::vector<std::string> reviewers;
  std::string hash;  ///< SHA-256 over names and bytes of every file, sorted
};

/// The clinical knowledge, checked as a whole: every name resolves, every source exists, every
/// text is there, bands tile their range.
struct Profile {
  Manifest manifest;
  Vocabulary vocabulary;
  std::vector<Derived> derived;
  Classification classification;
  Order order;
  Outputs outputs;
  std::vector<Rule> rules;  ///< in the order in which they run
  Footwear footwear;
  std::vector<ChainLink> chain;
  std::vector<InsoleParameter> insoleParameters;
  std::vector<LevelChange> levelChanges;
  Devices devices;
  std::vector<MeasureKnowledge> measures;  ///< for pages; nothing decides by them
  std::vector<Terminology> terminologies;  ///< for records; nothing decides by them
  std::map<std::string, Source, std::less<>> references;
  TextCatalogue texts;
};

struct LoadOptions {
  std::string language = "en";
};

/// Reads the rule base in `directory` (the folder `profiles/`).
///
/// Errors: FileNotFound, ProfileInvalid with file and line: unknown or missing key, wrong type,
/// dangling source, unknown family, rule, field or word, missing text, bands that overlap or leave
/// a gap, a blocking rule that runs after what it blocks.
[[nodiscard]] Result<Profile> loadProfile(const std::filesystem::path& directory,
                                          const LoadOptions& options = {});

/// Only the texts, for programs that decide nothing.
[[nodiscard]] Result<TextCatalogue> loadTexts(const std::filesystem::path& directory,
                                              const LoadOptions& options = {});

/// Only the device errors.
[[nodiscard]] Result<Devices> loadDevices(const std::filesystem::path& directory);

/// What is published about the measures, the knee chain and the articles: for pages that explain,
/// not for deciding.
struct Background {
  std::vector<MeasureKnowledge> measures;
  std::vector<ChainEvidence> chainEvidence;
  std::vector<ArticleClaim> claims;
  std::vector<ArticleConflict> conflicts;
  std::vector<Disagreement> disagreements;
  std::vector<AuditedReference> auditedReferences;
  Regulation regulation;
};

/// Errors: as loadProfile; also a claim, conflict or hazard that names an unknown rule.
[[nodiscard]] Result<Background> loadBackground(const std::filesystem::path& directory,
                                                const Profile& profile);

/// True when a clinician signed the rule base.
[[nodiscard]] bool isApproved(const Manifest& manifest);

/// "2026.1+sha256:..."
[[nodiscard]] std::string versionAndHash(const Manifest& manifest);

[[nodiscard]] const Rule* findRule(const Profile& profile, std::string_view id);

/// The citation of a source; the id itself where there is none.
[[nodiscard]] std::string citationOf(const Profile& profile, std::string_view sourceId);

}  // namespace podalign::profile
