#include "case_in_memory.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

namespace validate {
namespace {

std::string bytesOf(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

std::optional<CaseInMemory> readCase(const std::string& path) {
  std::error_code problem;
  CaseInMemory read;
  read.path = path;
  read.text = bytesOf(path);
  if (read.text.empty()) return std::nullopt;
  const auto folder = std::filesystem::absolute(path).parent_path();
  for (const auto& entry : std::filesystem::directory_iterator(folder, problem)) {
    const std::string name = entry.path().filename().string();
    // What the case does not name need not be held.
    if (entry.is_regular_file(problem) && read.text.find(name) != std::string::npos) {
      read.files[name] = bytesOf(entry.path());
    }
  }
  return read;
}

}  // namespace validate
