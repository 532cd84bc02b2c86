#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "podalign/ingest/internal/instances.hpp"
#include "podalign/ingest/internal/text.hpp"
#include "podalign/ingest/internal/three_mf_model.hpp"
#include "podalign/ingest/internal/zip.hpp"

// A zip archive with one or more model parts. Slicers keep each object in a part of its own and
// name it by its path (the production extension).
namespace podalign::ingest {
namespace {

constexpr std::size_t kDeepest = 32;
constexpr std::size_t kMostShown = 100'000;
constexpr std::size_t kMostParts = 1000;
// A vertex or a triangle takes some 30 characters, eight times what binary formats take at least.
constexpr std::size_t kBytesOfXml = 4;

class ThreeMfReader {
 public:
  ThreeMfReader(std::string_view archive, const std::string& source, const ScanReadOptions& options)
      : archive_(archive), source_(source), options_(options), budget_(archive.size()) {}

  Result<RawSurface> read() {
    auto entries = listZip(archive_, source_);
    if (!entries) return tl::unexpected(entries.error());
    entries_ = std::move(*entries);
    const auto path = modelPath();
    if (!path) return tl::unexpected(path.error());
    const auto root = modelAt(*path);
    if (!root) return tl::unexpected(root.error());
    SceneSurface scene(modelBytes() / kBytesOfXml, options_);
    if (auto shown = showAll(*path, **root, scene); !shown) return tl::unexpected(shown.error());
    scene.surface.counts.verticesRead = scene.surface.vertices.size();
    scene.surface.unit = (*root)->unit;
    return std::move(scene.surface);
  }

 private:
  static std::string_view withoutSlash(std::string_view path) {
    while (!path.empty() && path.front() == '/') path.remove_prefix(1);
    return path;
  }

  [[nodiscard]] const ZipEntry* find(std::string_view path) const {
    const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const ZipEntry& entry) {
      return equalsIgnoringCase(withoutSlash(entry.name), withoutSlash(path));
    });
    return found == entries_.end() ? nullptr : &*found;
  }

  // Of all parts, unpacked.
  [[nodiscard]] std::size_t modelBytes() const {
    std::size_t bytes = 0;
    for (const ZipEntry& entry : entries_) {
      constexpr std::string_view kModel = ".model";
      const std::size_t stem = entry.name.size() - std::min(entry.name.size(), kModel.size());
      if (!equalsIgnoringCase(entry.name.substr(stem), kModel)) continue;
      bytes +=
          std::min<std::size_t>(entry.unpacked, budget_.left() - std::min(bytes, budget_.left()));
    }
    return bytes;
  }

  Result<std::string> modelPath() {
    if (const ZipEntry* relationships = find("_rels/.rels")) {
      const auto text = unpack(archive_, *relationships, budget_, source_);
      if (!text) return tl::unexpected(text.error());
      const std::string path = findModelPath(*text);
      if (!path.empty() && find(path) != nullptr) return path;
    }
    return std::string("3D/3dmodel.model");
  }

  Result<const ThreeMfModel*> modelAt(const std::string& path) {
    if (const auto known = models_.find(path); known != models_.end()) return &known->second;
    const ZipEntry* entry = find(path);
    if (entry == nullptr || models_.size() == kMostParts) {
      return damaged("a part of its model is not there");
    }
    auto model = readThreeMfModel(
        [&](const ByteSink& sink) { return unpackTo(archive_, *entry, budget_, source_, sink); },
        source_, options_);
    if (!model) return tl::unexpected(model.error());
    return &models_.emplace(path, std::move(*model)).first->second;
  }

  struct Waiting {
    std::string path;
    std::uint32_t object = 0;
    Eigen::Affine3d scene_from_object;
    std::size_t depth = 0;
  };

  Result<void> showAll(const std::string& rootPath, const ThreeMfModel& root, SceneSurface& scene) {
    std::vector<Waiting> waiting;
    const auto wait = [&waiting](const ThreeMfShown& shown, const Waiting& in) {
      waiting.push_back({shown.path.empty() ? in.path : std::string(withoutSlash(shown.path)),
                         shown.object, in.scene_from_object * shown.transform, in.depth + 1});
    };
    const Waiting plate{rootPath, 0, Eigen::Affine3d::Identity(), 0};
    for (auto item = root.items.rbegin(); item != root.items.rend(); ++item) wait(*item, plate);
    if (root.items.empty()) {  // nothing is to be built: then all there is
      for (auto object = root.objects.rbegin(); object != root.objects.rend(); ++object) {
        if (!object->second.triangles.empty()) wait({{}, object->first}, plate);
      }
    }
    for (std::size_t shown = 0; !waiting.empty(); ++shown) {
      if (shown == kMostShown) return SceneSurface::tooOften(source_);
      const Waiting next = std::move(waiting.back());
      waiting.pop_back();
      if (next.depth > kDeepest) return damaged("its components hold each other");
      const auto model = modelAt(next.path);
      if (!model) return tl::unexpected(model.error());
      const auto object = (*model)->objects.find(next.object);
      if (object == (*model)->objects.end()) {
        return damaged("object " + std::to_string(next.object) + " is not there");
      }
      if (!show(object->second, next.scene_from_object, scene)) {
        return SceneSurface::tooOften(source_);
      }
      const auto& components = object->second.components;
      if (waiting.size() + components.size() > kMostShown) return SceneSurface::tooOften(source_);
      for (auto part = components.rbegin(); part != components.rend(); ++part) wait(*part, next);
    }
    return {};
  }

  static bool show(const ThreeMfObject& object, const Eigen::Affine3d& scene_from_object,
                   SceneSurface& scene) {
    if (!scene.makeRoom(object.vertices.size())) return false;
    const auto first = static_cast<std::uint32_t>(scene.surface.vertices.size());
    for (const geometry::Point3& point : object.vertices) scene.addVertex(point, scene_from_object);
    const bool mirrored = SceneSurface::mirrors(scene_from_object);
    for (const geometry::Triangle& t : object.triangles) {
      if (!scene.addTriangle({first + t[0], first + t[1], first + t[2]}, mirrored)) return false;
    }
    return true;
  }

  [[nodiscard]] tl::unexpected<Error> damaged(const std::string& what) const {
    return failure(ErrorCode::Malformed,
                   "the 3MF file is damaged: " + what + ". Export it again, or as STL, PLY or OBJ.",
                   source_);
  }

  std::string_view archive_;
  const std::string& source_;
  const ScanReadOptions& options_;
  UnpackBudget budget_;
  std::vector<ZipEntry> entries_;
  std::map<std::string, ThreeMfModel> models_;
};

}  // namespace

Result<RawSurface> readThreeMf(std::string_view bytes, const std::string& sourceName,
                               const ScanReadOptions& options) {
  return ThreeMfReader(bytes, sourceName, options).read();
}

}  // namespace podalign::ingest
