#pragma once

#include <string>

#include "podalign/core/result.hpp"
#include "podalign/ingest/matrix_statement.hpp"
#include "podalign/profile/data_node.hpp"

/// `cell_mm` and `rate_hz` of a plate in a case file. Errors: CaseInvalid, with line.
namespace podalign::pipeline {

/// "[5, 5]": width and height of a cell in millimetres.
[[nodiscard]] Result<void> readCellSize(const profile::DataNode& node, const std::string& source,
                                        ingest::MatrixStatement& matrix);
[[nodiscard]] Result<void> readRate(const profile::DataNode& node, const std::string& source,
                                    ingest::MatrixStatement& matrix);

}  // namespace podalign::pipeline
