#pragma once

#include <Eigen/Geometry>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "podalign/core/result.hpp"
#include "podalign/geometry/mesh.hpp"
#include "podalign/ingest/internal/inflate.hpp"
#include "podalign/ingest/scan.hpp"

namespace podalign::ingest {

/// An object shown somewhere: as a part of another or on the build plate.
struct ThreeMfShown {
  std::string path;  ///< of the model part that holds it; empty: the same part
  std::uint32_t object = 0;
  Eigen::Affine3d transform = Eigen::Affine3d::Identity();
};

struct ThreeMfObject {
  std::vector<geometry::Point3> vertices;
  std::vector<geometry::Triangle> triangles;  ///< every index valid
  std::vector<ThreeMfShown> components;
};

/// One model part (`3D/3dmodel.model`).
struct ThreeMfModel {
  StatedUnit unit{"mm", 1.0};
  std::map<std::uint32_t, ThreeMfObject> objects;
  std::vector<ThreeMfShown> items;  ///< what is to be built
};

/// Gives the XML of a part piece by piece to what it is given.
using ThreeMfSource = std::function<Result<void>(const ByteSink&)>;

/// Reads one part. Errors: Malformed, Truncated, IndexOutOfRange, TooLarge, with the line of the
/// XML; those of `source`.
[[nodiscard]] Result<ThreeMfModel> readThreeMfModel(const ThreeMfSource& source,
                                                    const std::string& sourceName,
                                                    const ScanReadOptions& options);
/// The same, of XML in memory.
[[nodiscard]] Result<ThreeMfModel> readThreeMfModel(std::string_view xml,
                                                    const std::string& sourceName,
                                                    const ScanReadOptions& options);

/// The path of the model in `_rels/.rels`, without a leading `/`; empty where it names none.
[[nodiscard]] std::string findModelPath(std::string_view relationships);

}  // namespace podalign::ingest
