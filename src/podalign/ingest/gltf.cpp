#include <Eigen/Geometry>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "podalign/ingest/internal/bounded_json.hpp"
#include "podalign/ingest/internal/gltf_data.hpp"
#include "podalign/ingest/internal/instances.hpp"
#include "podalign/ingest/internal/stated_unit.hpp"
#include "podalign/ingest/internal/wording.hpp"

// A scene is a forest of nodes, each with a transform and perhaps a mesh; a mesh is a list of
// primitives. The unit is the metre and y is up. Skins, morphs, cameras and looks do not matter
// here.
namespace podalign::ingest {
namespace {

using Eigen::Affine3d;
using nlohmann::json;

enum Mode : std::size_t { kPoints = 0, kTriangles = 4, kStrip = 5, kFan = 6 };

template <std::size_t kCount>
std::optional<std::array<double, kCount>> numbersOf(const json& value) {
  std::array<double, kCount> numbers{};
  if (!value.is_array() || value.size() != kCount) return std::nullopt;
  for (std::size_t i = 0; i < kCount; ++i) {
    const std::optional<double> number = realNumber(value[i]);
    if (!number) return std::nullopt;
    numbers[i] = *number;
  }
  return numbers;
}

Affine3d transformOf(const json& node) {
  Affine3d transform = Affine3d::Identity();
  if (const auto m = numbersOf<16>(member(node, "matrix"))) {
    transform.matrix().topRows<3>() = Eigen::Map<const Eigen::Matrix4d>(m->data()).topRows<3>();
    return transform;
  }
  if (const auto t = numbersOf<3>(member(node, "translation"))) {
    transform.translate(Eigen::Vector3d((*t)[0], (*t)[1], (*t)[2]));
  }
  if (const auto r = numbersOf<4>(member(node, "rotation"))) {
    transform.rotate(Eigen::Quaterniond((*r)[3], (*r)[0], (*r)[1], (*r)[2]).normalized());
  }
  if (const auto s = numbersOf<3>(member(node, "scale"))) {
    transform.scale(Eigen::Vector3d((*s)[0], (*s)[1], (*s)[2]));
  }
  return transform;
}

class SceneReader {
 public:
  SceneReader(const GltfData& data, std::size_t fileBytes, const std::string& source,
              const ScanReadOptions& options)
      : data_(data), source_(source), scene_(fileBytes, options) {}

  Result<RawSurface> read() {
    if (!readNodes()) return tl::unexpected(*error_);
    RawSurface& surface = scene_.surface;
    surface.counts.verticesRead = surface.vertices.size();
    surface.isCloud = surface.triangles.empty() && pointsSeen_;
    surface.unit = statedUnit("m");
    return std::move(surface);
  }

 private:
  struct Placed {
    std::size_t node;
    Affine3d scene_from_node;
  };

  bool readNodes() {
    const json& nodes = member(data_.root, "nodes");
    std::vector<Placed> waiting;
    for (const std::size_t root : rootNodes(nodes)) waiting.push_back({root, Affine3d::Identity()});
    std::vector<bool> seen(nodes.size(), false);
    while (!waiting.empty()) {
      const Placed placed = waiting.back();
      waiting.pop_back();
      const json& node = element(nodes, placed.node);
      if (!node.is_object()) return refuse("node " + std::to_string(placed.node) + " is not there");
      if (seen[placed.node]) {
        return refuse("node " + std::to_string(placed.node) + " stands in the scene twice");
      }
      seen[placed.node] = true;
      const Affine3d scene_from_node = placed.scene_from_node * transformOf(node);
      const json& mesh = member(node, "mesh");
      if (!mesh.is_null() && !readMesh(mesh, scene_from_node)) return false;
      for (const json& child : member(node, "children")) {
        const auto index = wholeNumber(child);
        if (!index) return refuse("a node has a child that is no number");
        waiting.push_back({*index, scene_from_node});
      }
    }
    return true;
  }

  // Of the scene that the file names; without one those that are nobody's child. Last one first, so
  // that they are taken in the order of the file.
  [[nodiscard]] std::vector<std::size_t> rootNodes(const json& nodes) const {
    std::vector<std::size_t> roots;
    const json& scenes = member(data_.root, "scenes");
    if (scenes.is_array() && !scenes.empty()) {
      const auto chosen = wholeNumber(data_.root, "scene", 0);
      const json& scene = element(scenes, chosen.value_or(0));
      for (const json& node : member(scene, "nodes")) {
        roots.push_back(wholeNumber(node).value_or(nodes.size()));
      }
      return {roots.rbegin(), roots.rend()};
    }
    std::vector<bool> isChild(nodes.size(), false);
    for (const json& node : nodes) {
      for (const json& child : member(node, "children")) {
        if (const auto index = wholeNumber(child); index && *index < isChild.size()) {
          isChild[*index] = true;
        }
      }
    }
    for (std::size_t i = isChild.size(); i-- > 0;) {
      if (!isChild[i]) roots.push_back(i);
    }
    return roots;
  }

  bool readMesh(const json& index, const Affine3d& scene_from_node) {
    const auto number = wholeNumber(index);
    const json& mesh = element(member(data_.root, "meshes"), number.value_or(std::string::npos));
    if (!mesh.is_object()) return refuse("a node shows a mesh that is not there");
    firstVertices_.clear();
    for (const json& primitive : member(mesh, "primitives")) {
      if (!readPrimitive(primitive, scene_from_node)) return false;
    }
    return true;
  }

  bool readPrimitive(const json& primitive, const Affine3d& scene_from_node) {
    const auto mode = wholeNumber(primitive, "mode", kTriangles);
    const bool wanted =
        mode && (*mode == kPoints || *mode == kTriangles || *mode == kStrip || *mode == kFan);
    const json& position = member(member(primitive, "attributes"), "POSITION");
    if (!wanted || position.is_null()) return true;  // lines, or nothing to be seen
    if (!member(member(primitive, "extensions"), "KHR_draco_mesh_compression").is_null() &&
        member(element(member(data_.root, "accessors"), wholeNumber(position).value_or(0)),
               "bufferView")
            .is_null()) {
      return refuseDraco();
    }
    const auto vertices = readVertices(position, scene_from_node);
    if (!vertices) return false;
    if (*mode == kPoints) {
      pointsSeen_ = true;
      return true;
    }
    return readTriangles(primitive, *mode, *vertices, SceneSurface::mirrors(scene_from_node));
  }

  struct Vertices {
    std::size_t first = 0;
    std::size_t count = 0;
  };

  std::optional<Vertices> readVertices(const json& position, const Affine3d& scene_from_node) {
    const auto index = wholeNumber(position);
    if (!index) return refuseNothing("a primitive has positions that are no number");
    // Primitives of one mesh share their vertices more often than not.
    if (const auto known = firstVertices_.find(*index); known != firstVertices_.end()) {
      return known->second;
    }
    const auto accessor = findPositions(data_, *index, source_);
    if (!accessor) {
      error_ = accessor.error();
      return std::nullopt;
    }
    const Vertices vertices{scene_.surface.vertices.size(), accessor->count};
    if (!scene_.makeRoom(accessor->count)) {
      error_ = SceneSurface::tooOften(source_).value();
      return std::nullopt;
    }
    for (std::size_t i = 0; i < accessor->count; ++i) {
      scene_.addVertex(
          {accessor->component(i, 0), accessor->component(i, 1), accessor->component(i, 2)},
          scene_from_node);
    }
    firstVertices_[*index] = vertices;
    return vertices;
  }

  bool readTriangles(const json& primitive, std::size_t mode, const Vertices& vertices,
                     bool mirrored) {
    GltfAccessor indices;
    const json& accessor = member(primitive, "indices");
    if (!accessor.is_null()) {
      const auto number = wholeNumber(accessor);
      if (!number) return refuse("a primitive has vertex numbers that are no number");
      auto found = findIndices(data_, *number, source_);
      if (!found) {
        error_ = found.error();
        return false;
      }
      indices = *found;
    }
    const std::size_t corners = accessor.is_null() ? vertices.count : indices.count;
    const auto corner = [&](std::size_t i) {
      return accessor.is_null() ? static_cast<std::uint32_t>(i) : indices.whole(i);
    };
    const std::size_t step = mode == kTriangles ? 3 : 1;
    for (std::size_t i = 0; i + 2 < corners; i += step) {
      const bool odd = mode == kStrip && i % 2 == 1;
      const std::array<std::uint32_t, 3> numbers{mode == kFan ? corner(0) : corner(odd ? i + 1 : i),
                                                 corner(odd ? i : i + 1), corner(i + 2)};
      geometry::Triangle triangle{};
      for (std::size_t k = 0; k < 3; ++k) {
        if (numbers[k] >= vertices.count) return refuseIndex(numbers[k], vertices.count);
        triangle[k] = static_cast<std::uint32_t>(vertices.first + numbers[k]);
      }
      if (!scene_.addTriangle(triangle, mirrored)) {
        error_ = SceneSurface::tooOften(source_).value();
        return false;
      }
    }
    return true;
  }

  bool refuse(const std::string& what) {
    error_ = Error{ErrorCode::Malformed, what + ". The glTF scene is damaged: export it again.",
                   source_, 0};
    return false;
  }
  std::nullopt_t refuseNothing(const std::string& what) {
    (void)refuse(what);
    return std::nullopt;
  }

  bool refuseDraco() {
    error_ =
        Error{ErrorCode::UnknownFormat,
              "the surface in it is packed with Draco ('KHR_draco_mesh_compression'), which is "
              "not read. Export it without compression, or as STL, PLY or OBJ.",
              source_, 0};
    return false;
  }

  bool refuseIndex(std::size_t number, std::size_t count) {
    error_ = Error{ErrorCode::IndexOutOfRange,
                   "a triangle names vertex " + std::to_string(number) + ", but there are " +
                       counted(count, kVertices) +
                       " (numbered from 0). The file is damaged: export it again.",
                   source_, 0};
    return false;
  }

  const GltfData& data_;
  const std::string& source_;
  SceneSurface scene_;
  std::map<std::size_t, Vertices> firstVertices_;  // of this mesh, by accessor
  bool pointsSeen_ = false;
  std::optional<Error> error_;
};

}  // namespace

Result<RawSurface> readGltf(std::string_view bytes, const std::string& sourceName,
                            const ScanReadOptions& options) {
  const Result<GltfData> data = openGltf(bytes, sourceName);
  if (!data) return tl::unexpected(data.error());
  return SceneReader(*data, bytes.size(), sourceName, options).read();
}

}  // namespace podalign::ingest
