#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "podalign/geometry/fusion.hpp"
#include "podalign/ingest/internal/bounded_json.hpp"
#include "podalign/ingest/internal/png_depth.hpp"
#include "podalign/ingest/internal/raw_surface.hpp"
#include "podalign/ingest/internal/stated_unit.hpp"
#include "podalign/ingest/internal/wording.hpp"
#include "podalign/ingest/internal/zip.hpp"

// A zip archive of `depth.json` (schema podalign/depth/1, docs/dev/scans.md) and the 16-bit grey
// PNG pictures that it names, fused into one surface.
namespace podalign::ingest {
namespace {

using nlohmann::json;

constexpr std::size_t kMostImages = 60;
constexpr std::size_t kMostPixels = 20'000'000;  // of all images
constexpr double kRigidWithin = 1e-3;
constexpr double kFurthestMm = 5000.0;

class DepthReader {
 public:
  DepthReader(std::string_view archive, const std::string& source)
      : archive_(archive), source_(source), budget_(archive.size()) {}

  Result<RawSurface> read() {
    auto entries = listZip(archive_, source_);
    if (!entries) return tl::unexpected(entries.error());
    entries_ = std::move(*entries);
    auto text = unpackNamed("depth.json");
    if (!text) return tl::unexpected(text.error());
    const auto root = parseBoundedJson(*text, source_);
    if (!root) return tl::unexpected(root.error());
    if (stringOf(member(*root, "schema")) != "podalign/depth/1") {
      return wrong("its schema is not podalign/depth/1");
    }
    const json& images = member(*root, "images");
    if (!images.is_array() || images.empty()) return wrong("it names no images");
    if (images.size() > kMostImages) return wrong("it names more than 60 images");
    for (std::size_t i = 0; i < images.size(); ++i) {
      if (auto image = readImage(images[i], i); !image) return tl::unexpected(image.error());
    }
    return fuse();
  }

 private:
  Result<std::string> unpackNamed(std::string_view name) {
    const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const ZipEntry& entry) {
      const std::size_t slash = entry.name.rfind('/');
      return entry.name == name ||
             (slash != std::string_view::npos && entry.name.substr(slash + 1) == name);
    });
    if (found == entries_.end()) return wrong(inQuotes(name) + " is not in the archive");
    return unpack(archive_, *found, budget_, source_);
  }

  Result<void> readImage(const json& entry, std::size_t index) {
    const std::string number = "image " + std::to_string(index + 1);
    geometry::DepthImage image;
    const auto scale = positive(entry, "millimetres_per_unit");
    const auto fx = positive(entry, "fx");
    const auto fy = positive(entry, "fy");
    const auto cx = realNumber(member(entry, "cx"));
    const auto cy = realNumber(member(entry, "cy"));
    if (!scale || !fx || !fy || !cx || !cy) {
      return wrong(number + " needs the numbers fx, fy, cx, cy and millimetres_per_unit");
    }
    if (!readPose(member(entry, "scene_from_camera"), image.scene_from_camera)) {
      return wrong(number +
                   " needs scene_from_camera: 16 numbers, row by row, of a turn and a move in "
                   "millimetres");
    }
    auto bytes = unpackNamed(stringOf(member(entry, "file")));
    if (!bytes) return tl::unexpected(bytes.error());
    const auto picture = readPngDepth(*bytes, kMostPixels - pixels_, source_);
    if (!picture) return tl::unexpected(picture.error());
    pixels_ += picture->values.size();
    image.width = static_cast<int>(picture->width);
    image.height = static_cast<int>(picture->height);
    image.fx = *fx;
    image.fy = *fy;
    image.cx = *cx;
    image.cy = *cy;
    image.depthMm.reserve(picture->values.size());
    for (const std::uint16_t value : picture->values) {
      const double depth = value * *scale;
      image.depthMm.push_back(depth <= kFurthestMm ? static_cast<float>(depth) : 0.0F);
    }
    images_.push_back(std::move(image));
    return {};
  }

  static std::optional<double> positive(const json& entry, const char* name) {
    const auto value = realNumber(member(entry, name));
    return value && *value > 0.0 && *value <= 1e6 ? value : std::nullopt;
  }

  static bool readPose(const json& numbers, Eigen::Isometry3d& pose) {
    constexpr std::size_t kNumbers = 16;
    if (!numbers.is_array() || numbers.size() != kNumbers) return false;
    Eigen::Matrix4d matrix;
    for (std::size_t i = 0; i < kNumbers; ++i) {
      const auto value = realNumber(numbers[i]);
      if (!value || !(std::abs(*value) <= kFurthestMm)) return false;
      matrix(static_cast<int>(i / 4), static_cast<int>(i % 4)) = *value;
    }
    const Eigen::Matrix3d turn = matrix.topLeftCorner<3, 3>();
    if (!(turn * turn.transpose()).isIdentity(kRigidWithin) || turn.determinant() < 0) return false;
    if (!matrix.row(3).isApprox(Eigen::RowVector4d(0, 0, 0, 1), kRigidWithin)) return false;
    pose.matrix() = matrix;
    return true;
  }

  Result<RawSurface> fuse() {
    auto mesh = geometry::fuseDepthImages(images_);
    if (!mesh) {
      Error error = mesh.error();
      error.source = source_;
      return tl::unexpected(std::move(error));
    }
    RawSurface surface;
    surface.vertices = std::move(mesh->vertices);
    surface.triangles = std::move(mesh->triangles);
    surface.counts.verticesRead = surface.vertices.size();
    surface.counts.trianglesRead = surface.triangles.size();
    surface.unit = statedUnit("mm");
    return surface;
  }

  [[nodiscard]] tl::unexpected<Error> wrong(const std::string& what) const {
    return failure(ErrorCode::Malformed,
                   "depth.json cannot be used: " + what +
                       ". The form is described in docs/dev/scans.md, under Formats.",
                   source_);
  }

  std::string_view archive_;
  const std::string& source_;
  UnpackBudget budget_;
  std::vector<ZipEntry> entries_;
  std::vector<geometry::DepthImage> images_;
  std::size_t pixels_ = 0;
};

}  // namespace

Result<RawSurface> readDepthImages(std::string_view bytes, const std::string& sourceName,
                                   const ScanReadOptions& options) {
  auto surface = DepthReader(bytes, sourceName).read();
  if (surface && surface->triangles.size() > options.maxTriangles) {
    return tooManyTriangles(sourceName, options);
  }
  return surface;
}

}  // namespace podalign::ingest
