#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "podalign/core/result.hpp"
#include "podalign/ingest/internal/inflate.hpp"

namespace podalign::ingest {

struct ZipEntry {
  std::string_view name;  ///< as the archive writes it
  std::uint16_t method = 0;
  bool encrypted = false;
  std::uint64_t packed = 0;
  std::uint64_t unpacked = 0;
  std::uint64_t header = 0;  ///< where its local header stands
};

/// How many bytes may still come of an archive: 50 times its size or 1 MB, 1 GiB at most, whatever
/// the entries say of themselves.
class UnpackBudget {
 public:
  explicit UnpackBudget(std::size_t archiveBytes);
  /// A number of bytes, however small the archive.
  [[nodiscard]] static UnpackBudget upTo(std::size_t bytes);
  [[nodiscard]] std::size_t left() const { return left_; }
  void spend(std::size_t bytes) { left_ -= bytes < left_ ? bytes : left_; }

 private:
  std::size_t left_;
};

/// The directory at the end. Errors: Truncated, Malformed.
[[nodiscard]] Result<std::vector<ZipEntry>> listZip(std::string_view archive,
                                                    const std::string& sourceName);

/// Unpacks one entry (stored or deflated) into `sink`. Errors: Truncated, Malformed, TooLarge
/// (beyond the budget), UnknownFormat (a password, another way of packing). A sink that ends it is
/// no error.
[[nodiscard]] Result<void> unpackTo(std::string_view archive, const ZipEntry& entry,
                                    UnpackBudget& budget, const std::string& sourceName,
                                    const ByteSink& sink);
/// The same, as one string.
[[nodiscard]] Result<std::string> unpack(std::string_view archive, const ZipEntry& entry,
                                         UnpackBudget& budget, const std::string& sourceName);

/// TooLarge, of anything packed.
[[nodiscard]] tl::unexpected<Error> unpacksTooFar(const std::string& sourceName);

}  // namespace podalign::ingest
