#include "benchmarks/sample_files.hpp"

#include <stdlib.h>

#include <map>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>

namespace podalign::benchmarks {
namespace {

class Folder {
 public:
  Folder() {
    std::string name =
        (std::filesystem::temp_directory_path() / "podalign-benchmark-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace

const SampleFile& sampleFile(std::size_t triangles, FacetOrder order) {
  static const Folder folder;
  static std::map<std::pair<std::size_t, FacetOrder>, SampleFile> files;
  SampleFile& file = files[{triangles, order}];
  if (file.path.empty()) {
    const char* const suffix = order == FacetOrder::Shuffled ? "-shuffled.stl" : ".stl";
    file.path = folder.path() / (std::to_string(triangles) + suffix);
    file.triangles = writeSyntheticStl(file.path, triangles, order);
    file.bytes = std::filesystem::file_size(file.path);
  }
  return file;
}

}  // namespace podalign::benchmarks
