#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace podalign::ingest {

/// One data element; sequences are not skipped but walked into.
struct DicomElement {
  std::uint32_t tag = 0;  ///< group << 16 | element
  std::string_view value;
  std::size_t depth = 0;       ///< 0 outside any sequence
  std::uint32_t sequence = 0;  ///< tag of the sequence that it stands in, 0 outside
};

enum class DicomState { Element, End, Cut, Damaged };

/// Walks over the elements of a data set, little endian. Every length is checked against the bytes
/// that are there; sequences may nest 16 deep.
class DicomWalker {
 public:
  DicomWalker(std::string_view bytes, bool explicitTypes)
      : bytes_(bytes), explicit_(explicitTypes) {}
  [[nodiscard]] DicomState next(DicomElement& element);
  [[nodiscard]] std::size_t position() const { return at_; }

 private:
  struct Level {
    std::uint32_t sequence = 0;
    std::size_t end = 0;         ///< npos: until its delimiter
    bool explicitBefore = true;  ///< how the level around it is written
  };
  struct Header {
    std::uint32_t tag = 0;
    std::uint32_t length = 0;
    bool isSequence = false;
    bool isUnknown = false;  ///< of an unknown type: a sequence in it has no types
  };
  [[nodiscard]] std::optional<Header> readHeader();
  [[nodiscard]] bool enter(const Header& header);
  void leaveFinished();
  [[nodiscard]] std::optional<std::uint32_t> word(std::size_t at) const;

  std::string_view bytes_;
  bool explicit_;
  std::size_t at_ = 0;
  std::vector<Level> levels_;
};

/// Text of a value without its padding.
[[nodiscard]] std::string_view dicomText(std::string_view value);

}  // namespace podalign::ingest
