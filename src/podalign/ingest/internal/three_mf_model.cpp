#include "podalign/ingest/internal/three_mf_model.hpp"

#include <array>
#include <optional>

#include "podalign/ingest/internal/stated_unit.hpp"
#include "podalign/ingest/internal/text.hpp"
#include "podalign/ingest/internal/wording.hpp"
#include "podalign/ingest/internal/xml.hpp"

// <model unit><resources><object id><mesh><vertices><vertex x y z/>...<triangles><triangle v1 v2
// v3/> or <components><component objectid transform/>...; <build><item objectid transform/>.
// Elements of other namespaces (slices, materials, lattices) have the same names and other
// meanings: left out.
namespace podalign::ingest {
namespace {

constexpr std::string_view kNamespace = "http://schemas.microsoft.com/3dmanufacturing/";
constexpr std::string_view kPath =
    "http://schemas.microsoft.com/3dmanufacturing/production/2015/06|path";

// The local name of an element of the core; empty for all others.
std::string_view coreName(std::string_view name) {
  const std::size_t bar = name.rfind('|');
  if (bar == std::string_view::npos) return name;
  const std::string_view space = name.substr(0, bar);
  const bool core = space.substr(0, kNamespace.size()) == kNamespace &&
                    (space.find("/core/") != std::string_view::npos ||
                     space.substr(kNamespace.size()) == "2013/01");
  return core ? name.substr(bar + 1) : std::string_view{};
}

std::optional<StatedUnit> unitNamed(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kUnits{
      {{"micron", "um"},
       {"millimeter", "mm"},
       {"centimeter", "cm"},
       {"inch", "in"},
       {"foot", "ft"},
       {"meter", "m"}}};
  for (const auto& [known, unit] : kUnits) {
    if (name == known) return statedUnit(unit);
  }
  return std::nullopt;
}

// Twelve numbers, row by row, of a matrix that rows are multiplied with.
std::optional<Eigen::Affine3d> transformOf(std::string_view text) {
  Eigen::Affine3d transform = Eigen::Affine3d::Identity();
  TokenCursor tokens(text);
  for (int row = 0; row < 4; ++row) {
    for (int column = 0; column < 3; ++column) {
      const std::optional<double> value = parseReal(tokens.next());
      if (!value) return std::nullopt;
      transform.matrix()(column, row) = *value;
    }
  }
  if (!tokens.next().empty()) return std::nullopt;
  return transform;
}

class ModelSink : public XmlSink {
 public:
  ModelSink(const std::string& source, const ScanReadOptions& options)
      : source_(source), options_(options) {}

  bool start(std::string_view name, const XmlAttributes& attributes) override {
    const std::string_view core = coreName(name);
    if (core == "vertex") return readVertex(attributes);
    if (core == "triangle") return readTriangle(attributes);
    if (core == "model") return readUnit(attributes);
    if (core == "object") return readObject(attributes);
    if (core == "component") {
      return object_ == nullptr || readShown(attributes, object_->components);
    }
    if (core == "item") return readShown(attributes, model.items);
    return true;
  }

  bool end(std::string_view name) override {
    if (coreName(name) == "object") object_ = nullptr;
    return true;
  }

  ThreeMfModel model;
  std::optional<Error> error;  // its line is set by who knows it

 private:
  bool readUnit(const XmlAttributes& attributes) {
    const auto name = attributes.find("unit");
    if (!name) return true;
    const auto unit = unitNamed(*name);
    if (!unit) return refuse("the unit " + inQuotes(*name) + " is none of 3MF");
    model.unit = *unit;
    return true;
  }

  bool readObject(const XmlAttributes& attributes) {
    const auto id = number(attributes, "id");
    if (!id) return refuse("an object has no number");
    const auto [object, isNew] = model.objects.try_emplace(*id);
    if (!isNew) return refuse("object " + std::to_string(*id) + " stands there twice");
    object_ = &object->second;
    return true;
  }

  bool readVertex(const XmlAttributes& attributes) {
    if (object_ == nullptr) return true;
    if (++vertices_ > 3 * options_.maxTriangles) return refuseSize();
    geometry::Point3& point = object_->vertices.emplace_back();
    constexpr std::array kNames{"x", "y", "z"};
    for (std::size_t axis = 0; axis < 3; ++axis) {
      const auto text = attributes.find(kNames[axis]);
      const std::optional<double> value = text ? parseReal(*text) : std::nullopt;
      if (!value) return refuse(std::string("a vertex has no number ") + kNames[axis]);
      point[static_cast<int>(axis)] = *value;
    }
    return true;
  }

  bool readTriangle(const XmlAttributes& attributes) {
    if (object_ == nullptr) return true;
    if (++triangles_ > options_.maxTriangles) return refuseSize();
    geometry::Triangle& triangle = object_->triangles.emplace_back();
    constexpr std::array kNames{"v1", "v2", "v3"};
    for (std::size_t corner = 0; corner < 3; ++corner) {
      const auto index = number(attributes, kNames[corner]);
      if (!index) return refuse(std::string("a triangle has no vertex number ") + kNames[corner]);
      if (*index >= object_->vertices.size()) return refuseIndex(*index);
      triangle[corner] = *index;
    }
    return true;
  }

  bool readShown(const XmlAttributes& attributes, std::vector<ThreeMfShown>& into) {
    const auto id = number(attributes, "objectid");
    if (!id) return refuse("a component or an item names no object");
    ThreeMfShown& shown = into.emplace_back();
    shown.object = *id;
    shown.path = attributes.find(kPath).value_or("");
    if (const auto text = attributes.find("transform")) {
      const auto transform = transformOf(*text);
      if (!transform) return refuse("a transform is not twelve numbers");
      shown.transform = *transform;
    }
    return true;
  }

  static std::optional<std::uint32_t> number(const XmlAttributes& attributes, const char* name) {
    const auto text = attributes.find(name);
    const std::optional<std::int64_t> value = text ? parseInteger(trimmed(*text)) : std::nullopt;
    if (!value || *value < 0 || *value > std::numeric_limits<std::uint32_t>::max()) {
      return std::nullopt;
    }
    return static_cast<std::uint32_t>(*value);
  }

  bool refuse(const std::string& what) {
    error = Error{ErrorCode::Malformed,
                  what + ". The model in the 3MF file is damaged: export it again.", source_, 0};
    return false;
  }

  bool refuseIndex(std::uint32_t index) {
    error = Error{ErrorCode::IndexOutOfRange,
                  "a triangle names vertex " + std::to_string(index) + ", but there are " +
                      counted(object_->vertices.size(), kVertices) +
                      " (numbered from 0). The file is damaged: export it again.",
                  source_, 0};
    return false;
  }

  bool refuseSize() {
    error = Error{ErrorCode::TooLarge,
                  "more than " + counted(options_.maxTriangles, kTriangles) +
                      ". Export the foot alone, or reduce the mesh in the scanning program.",
                  source_, 0};
    return false;
  }

  const std::string& source_;
  const ScanReadOptions& options_;
  ThreeMfObject* object_ = nullptr;
  std::size_t vertices_ = 0;
  std::size_t triangles_ = 0;
};

Error explain(XmlState state, const std::string& source) {
  switch (state) {
    case XmlState::Cut:
      return {
          ErrorCode::Truncated,
          "the XML of the model ends before its end: the upload or the copy was cut off. Upload "
          "or export it again.",
          source, 0};
    case XmlState::Doctype:
      return {ErrorCode::Malformed,
              "the XML of the model declares a document type, which 3MF forbids. Export it again.",
              source, 0};
    case XmlState::TooDeep:
    case XmlState::TooLong:
      return {ErrorCode::TooLarge,
              "the XML of the model is nested more than 64 deep or holds a tag of more than 1 MB. "
              "Export the surface as STL, PLY or OBJ.",
              source, 0};
    default:
      return {ErrorCode::Malformed, "the XML of the model is damaged. Export the 3MF file again.",
              source, 0};
  }
}

class ModelPathSink : public XmlSink {
 public:
  bool start(std::string_view, const XmlAttributes& attributes) override {
    const auto type = attributes.find("Type");
    const auto target = attributes.find("Target");
    constexpr std::string_view kModel = "/3dmodel";
    const bool model = type && type->size() >= kModel.size() &&
                       type->substr(type->size() - kModel.size()) == kModel;
    if (!model || !target) return true;
    path = *target;
    return false;
  }
  bool end(std::string_view) override { return true; }

  std::string path;
};

}  // namespace

Result<ThreeMfModel> readThreeMfModel(const ThreeMfSource& source, const std::string& sourceName,
                                      const ScanReadOptions& options) {
  ModelSink sink(sourceName, options);
  XmlReader xml(sink);
  const Result<void> given =
      source([&xml](std::string_view piece) { return xml.feed(piece) == XmlState::Going; });
  if (!given) return tl::unexpected(given.error());
  const XmlState state = xml.finish();
  if (state == XmlState::Going) return std::move(sink.model);
  Error error = sink.error ? *sink.error : explain(state, sourceName);
  error.line = xml.line();
  return tl::unexpected(std::move(error));
}

Result<ThreeMfModel> readThreeMfModel(std::string_view xml, const std::string& sourceName,
                                      const ScanReadOptions& options) {
  return readThreeMfModel(
      [xml](const ByteSink& sink) -> Result<void> {
        (void)sink(xml);
        return {};
      },
      sourceName, options);
}

std::string findModelPath(std::string_view relationships) {
  ModelPathSink sink;
  XmlReader xml(sink);
  (void)xml.feed(relationships);
  const std::size_t begin = sink.path.find_first_not_of('/');
  return begin == std::string::npos ? std::string{} : sink.path.substr(begin);
}

}  // namespace podalign::ingest
