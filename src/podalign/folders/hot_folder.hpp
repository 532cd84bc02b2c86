#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "podalign/core/result.hpp"
#include "podalign/folders/inbox.hpp"
#include "podalign/pipeline/case_file.hpp"

/// The folders of `podalign watch`: what lies in DIR is to be done, `working` is under way, `done`
/// and `failed` are its ends. Every step is one rename, so that a kill at any moment leaves each
/// file in exactly one of them.
namespace podalign::folders {

/// What cannot be read from a scan or from its name.
struct DropDefaults {
  std::optional<pipeline::Setting> setting;
  std::string unit;  ///< mm, cm, m, in; empty: not stated
  std::string load;  ///< standing, sitting, hanging; empty: not stated
};

struct Taken {
  std::string name;
  std::filesystem::path folder;  ///< in `working`
};

class HotFolder {
 public:
  /// Errors: WriteFailed.
  [[nodiscard]] static Result<HotFolder> open(const std::filesystem::path& folder);

  /// What an earlier run had begun: to be done first.
  [[nodiscard]] Result<std::vector<Taken>> unfinished() const;
  /// A folder with a case file, moved as it is. Errors: WriteFailed.
  [[nodiscard]] Result<Taken> take(const std::string& caseFolder) const;
  /// Loose files, moved together. Errors: WriteFailed.
  [[nodiscard]] Result<Taken> take(const DroppedGroup& group) const;
  /// Writes the case file of loose files. Errors: those of reading them; WriteFailed.
  [[nodiscard]] Result<void> describe(const Taken& taken, const DropDefaults& defaults) const;

  /// The same files were done before under this name: where; nothing is to be done again.
  [[nodiscard]] std::optional<std::filesystem::path> doneBefore(const Taken& taken) const;
  /// To `done`, or to `failed` with the reason. Gives the folder it is in now. Errors: WriteFailed.
  [[nodiscard]] Result<std::filesystem::path> finish(const Taken& taken) const;
  [[nodiscard]] Result<std::filesystem::path> fail(const Taken& taken, const Error& why) const;
  /// Takes away what is there already. Errors: WriteFailed.
  [[nodiscard]] Result<void> dropCopy(const Taken& taken) const;

 private:
  explicit HotFolder(std::filesystem::path top) : top_(std::move(top)) {}
  [[nodiscard]] Result<void> moveListed(const std::filesystem::path& folder) const;
  [[nodiscard]] Result<std::filesystem::path> moveTo(const Taken& taken, const char* where) const;

  std::filesystem::path top_;
};

}  // namespace podalign::folders
