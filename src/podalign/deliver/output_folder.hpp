#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "podalign/core/result.hpp"
#include "podalign/deliver/documents.hpp"
#include "podalign/report/pictures.hpp"

namespace podalign::deliver {

/// The folder for the documents of one run, and the names written into it.
class OutputFolder {
 public:
  /// `option` is where another folder can be named (`--out`).
  /// Errors: WriteFailed where the folder is not there and cannot be made.
  [[nodiscard]] static Result<OutputFolder> make(std::filesystem::path folder,
                                                 const std::string& option);

  /// Written beside and renamed: whole or not at all.
  [[nodiscard]] Result<void> write(const std::string& name, std::string_view bytes);
  [[nodiscard]] Result<void> write(const std::vector<report::Picture>& pictures);
  /// The documents of an assessment; those of an earlier one that it does not replace go.
  [[nodiscard]] Result<void> write(const Delivered& delivered);
  void remove(const std::string& name) const;
  /// Every picture that a run may have left.
  void removePictures() const;

  /// Every document that a run may have left.
  void removeDocuments() const;
  /// What a run that was killed left half-written.
  void removeUnfinished() const;

  /// One path per line.
  [[nodiscard]] std::string listing() const;

 private:
  explicit OutputFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}

  std::filesystem::path folder_;
  std::vector<std::string> names_;
};

}  // namespace podalign::deliver
