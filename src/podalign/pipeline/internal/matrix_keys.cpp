#include "podalign/pipeline/internal/matrix_keys.hpp"

#include <fmt/format.h>

namespace podalign::pipeline {
namespace {

using profile::DataNode;

// A number above 0 and not beyond what is believed.
Result<double> positiveNumber(const DataNode& node, const std::string& source, double most,
                              const char* what) {
  auto number = profile::numberFrom(node, source, ErrorCode::CaseInvalid);
  if (!number || (*number > 0.0 && *number <= most)) return number;
  return failure(ErrorCode::CaseInvalid,
                 fmt::format("{} must be above 0 and at most {}", what, most), source, node.line);
}

}  // namespace

Result<void> readCellSize(const DataNode& node, const std::string& source,
                          ingest::MatrixStatement& matrix) {
  if (node.kind != DataNode::Kind::List || node.items.size() != 2) {
    return failure(ErrorCode::CaseInvalid, "'cell_mm' is [width, height] of a cell in millimetres",
                   source, node.line);
  }
  for (const std::size_t i : {std::size_t{0}, std::size_t{1}}) {
    const auto size =
        positiveNumber(node.items[i], source, ingest::kLargestStatedCellMm, "a cell's side");
    if (!size) return tl::unexpected(size.error());
    (i == 0 ? matrix.columnSpacingMm : matrix.rowSpacingMm) = *size;
  }
  return {};
}

Result<void> readRate(const DataNode& node, const std::string& source,
                      ingest::MatrixStatement& matrix) {
  const auto rate = positiveNumber(node, source, ingest::kLargestStatedRateHz, "'rate_hz'");
  if (!rate) return tl::unexpected(rate.error());
  matrix.rateHz = *rate;
  return {};
}

}  // namespace podalign::pipeline
