#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "podalign/ingest/internal/filled_space.hpp"
#include "podalign/ingest/internal/large_pages.hpp"
#include "podalign/ingest/internal/point_table.hpp"
#include "podalign/ingest/internal/raw_surface.hpp"
#include "podalign/ingest/internal/robust_box.hpp"
#include "podalign/ingest/internal/wording.hpp"

namespace podalign::ingest {
namespace {

class PointsReader {
 public:
  PointsReader(std::string_view text, const PointTable& table, const std::string& source,
               const ScanReadOptions& options)
      : lines_(text), table_(table), source_(source), options_(options) {
    wanted_ = 0;
    for (const std::size_t column : table_.xyz) wanted_ = std::max(wanted_, column + 1);
    if (table_.normals) {
      for (const std::size_t column : *table_.normals) wanted_ = std::max(wanted_, column + 1);
    }
    const std::size_t expected = std::min(text.size() / table_.bytesPerPoint, options.maxPoints);
    reserveInLargePages(cloud_.vertices, expected);
    if (table_.normals) reserveInLargePages(cloud_.normals, expected);
  }

  Result<RawSurface> read() {
    if (plainlyFillsSpace()) return spaceFilled(source_);
    std::size_t declared = table_.declared;
    while (!lines_.atEnd()) {
      const std::string_view line = trimmed(lines_.next());
      if (lines_.line() <= table_.headLines || isRemark(line)) continue;
      if (cloud_.vertices.size() == options_.maxPoints) return tooManyPoints(source_, options_);
      if (readRow(line)) continue;
      const std::optional<std::int64_t> count = parseInteger(line);  // of a second part
      if (!count || *count < 0) return refuse(line);
      declared += static_cast<std::size_t>(*count);
    }
    noteCount(declared);
    cloud_.isCloud = true;
    cloud_.unit = table_.unit;
    return std::move(cloud_);
  }

 private:
  // By rows from all over a large file.
  bool plainlyFillsSpace() {
    constexpr std::size_t kLarge = std::size_t{16} << 20U;
    constexpr std::size_t kPlaces = 64;
    constexpr std::size_t kRows = 2500;  // at each
    const std::string_view text = lines_.rest();
    if (text.size() < kLarge) return false;
    std::vector<geometry::Point3> points;
    for (std::size_t place = 0; place < kPlaces; ++place) {
      LineCursor lines(text.substr(text.size() / kPlaces * place));
      (void)lines.next();  // may begin anywhere
      for (std::size_t row = 0; row < kRows && !lines.atEnd(); ++row) {
        if (!readRow(trimmed(lines.next()))) continue;
        const geometry::Point3& point = cloud_.vertices.back();
        if (point.allFinite() && point.cwiseAbs().maxCoeff() < kFurthest) points.push_back(point);
      }
    }
    cloud_.vertices.clear();
    cloud_.normals.clear();
    return fillSpace(points);
  }

  bool readRow(std::string_view line) {
    CellCursor cells(line, table_.separator);
    geometry::Point3 point;
    geometry::Point3 normal;
    for (std::size_t column = 0; column < wanted_; ++column) {
      if (cells.done()) return false;
      const std::string_view cell = cells.next();
      double* const into = placeOf(column, point, normal);
      if (into == nullptr) continue;
      const std::optional<double> value = cellValue(cell, table_.decimalComma);
      if (!value) return false;
      *into = *value;
    }
    cloud_.vertices.push_back(point);
    if (table_.normals) cloud_.normals.push_back(normal);
    return true;
  }

  double* placeOf(std::size_t column, geometry::Point3& point, geometry::Point3& normal) const {
    for (std::size_t axis = 0; axis < 3; ++axis) {
      if (table_.xyz[axis] == column) return point.data() + axis;
      if (table_.normals && (*table_.normals)[axis] == column) return normal.data() + axis;
    }
    return nullptr;
  }

  void noteCount(std::size_t declared) {
    const std::size_t present = cloud_.vertices.size();
    if (declared == 0 || declared == present) return;
    cloud_.findings.push_back(
        {{"SCAN.POINT_COUNT_MISMATCH",
          {{"declared", std::to_string(declared)}, {"present", std::to_string(present)}}},
         declared > present ? Severity::Caution : Severity::Note,
         source_});
  }

  [[nodiscard]] tl::unexpected<Error> refuse(std::string_view line) const {
    if (lines_.atEnd() && lines_.lastWasOpen()) {
      return failure(ErrorCode::Truncated,
                     "the file ends within a line, after " +
                         counted(cloud_.vertices.size(), kPoints) +
                         ": the upload or the copy was cut off. Upload or export it again.",
                     source_, lines_.line());
    }
    return failure(ErrorCode::Malformed,
                   "a point needs three numbers in the columns of the rows before, found " +
                       inQuotes(line) + ". The file is damaged or was edited: export it again.",
                   source_, lines_.line());
  }

  LineCursor lines_;
  const PointTable& table_;
  const std::string& source_;
  const ScanReadOptions& options_;
  std::size_t wanted_ = 3;  // columns to be read in each row
  RawSurface cloud_;
};

}  // namespace

Result<RawSurface> readPoints(std::string_view bytes, const std::string& sourceName,
                              const ScanReadOptions& options) {
  bytes = withoutByteOrderMark(bytes);
  while (!bytes.empty() && (bytes.back() == '\0' || bytes.back() == '\x1A')) bytes.remove_suffix(1);
  const Result<PointTable> table = findPointTable(bytes, sourceName);
  if (!table) return tl::unexpected(table.error());
  return PointsReader(bytes, *table, sourceName, options).read();
}

}  // namespace podalign::ingest
