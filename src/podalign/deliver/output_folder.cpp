#include "podalign/deliver/output_folder.hpp"

#include <system_error>
#include <utility>

#include "podalign/core/atomic_file.hpp"

namespace podalign::deliver {

Result<OutputFolder> OutputFolder::make(std::filesystem::path folder, const std::string& option) {
  std::error_code problem;
  std::filesystem::create_directories(folder, problem);
  if (problem || !std::filesystem::is_directory(folder, problem)) {
    return failure(ErrorCode::WriteFailed,
                   "the folder for the documents cannot be made; name another one with " + option,
                   folder.string());
  }
  return OutputFolder(std::move(folder));
}

Result<void> OutputFolder::write(const std::string& name, std::string_view bytes) {
  auto written = writeAtomically(folder_ / name, bytes);
  if (written) names_.push_back(name);
  return written;
}

Result<void> OutputFolder::write(const std::vector<report::Picture>& pictures) {
  for (const report::Picture& picture : pictures) {
    if (auto written = write(picture.name, picture.bytes); !written) return written;
  }
  return {};
}

Result<void> OutputFolder::write(const Delivered& delivered) {
  for (const Document& document : delivered.documents) {
    if (auto written = write(document.name, document.bytes); !written) return written;
  }
  for (const std::string& name : delivered.outdated) remove(name);
  if (delivered.sideConflict) removePictures();
  return {};
}

void OutputFolder::remove(const std::string& name) const {
  std::error_code ignored;
  std::filesystem::remove(folder_ / name, ignored);
}

void OutputFolder::removePictures() const {
  std::error_code ignored;
  std::vector<std::string> pictures;
  for (const auto& entry : std::filesystem::directory_iterator(folder_, ignored)) {
    std::string name = entry.path().filename().string();
    if (report::isPictureName(name)) pictures.push_back(std::move(name));
  }
  for (const std::string& name : pictures) remove(name);
}

void OutputFolder::removeDocuments() const {
  for (const char* name :
       {kResultName, kReportName, kCalendarName, kMeasurementsName, kTableName, kFhirName}) {
    remove(name);
  }
  removePictures();
}

void OutputFolder::removeUnfinished() const {
  std::error_code ignored;
  std::vector<std::string> unfinished;
  for (const auto& entry : std::filesystem::directory_iterator(folder_, ignored)) {
    const std::string name = entry.path().filename().string();
    const std::size_t part = name.rfind(".part");
    const bool numbered = part != std::string::npos && part + 5 < name.size() &&
                          name.find_first_not_of("0123456789", part + 5) == std::string::npos;
    if (numbered && entry.is_regular_file(ignored)) unfinished.push_back(name);
  }
  for (const std::string& name : unfinished) remove(name);
}

std::string OutputFolder::listing() const {
  std::string lines;
  for (const std::string& name : names_) lines += (folder_ / name).string() + "\n";
  return lines;
}

}  // namespace podalign::deliver
