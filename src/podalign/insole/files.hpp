#pragma once

#include <string>

#include "podalign/core/laterality.hpp"
#include "podalign/core/result.hpp"
#include "podalign/geometry/mesh.hpp"

namespace podalign::insole {

/// What a file of an insole says about itself. Nothing about the person: the case is named by the
/// hash of its file.
struct FileFacts {
  Laterality side = Laterality::Left;
  std::string caseSha256;
  std::string software;   ///< version
  std::string knowledge;  ///< version and hash of the rule base
};

/// Binary STL, millimetres. STL has no place for a unit: the header names it, with side, case hash
/// and software.
[[nodiscard]] std::string stlBytes(const geometry::TriangleMesh& mesh, const FileFacts& facts);

/// 3MF (core specification 1.2): unit millimetre, one object, metadata with side, case hash and
/// versions. The same bytes for the same input: the archive carries no date.
/// Errors: Internal where the archive cannot be packed.
[[nodiscard]] Result<std::string> threeMfBytes(const geometry::TriangleMesh& mesh,
                                               const FileFacts& facts);

}  // namespace podalign::insole
