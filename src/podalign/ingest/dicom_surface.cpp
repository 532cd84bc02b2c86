#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <string>

#include "podalign/ingest/format.hpp"
#include "podalign/ingest/internal/dicom_elements.hpp"
#include "podalign/ingest/internal/raw_surface.hpp"
#include "podalign/ingest/internal/stated_unit.hpp"
#include "podalign/ingest/internal/wording.hpp"

// DICOM PS3.3 A.85 (Encapsulated STL) and A.104 (Encapsulated OBJ): a Part 10 file whose element
// (0042,0011) is an STL or OBJ file. Of all the others only the unit and the side are looked at;
// names, dates and numbers of persons are stepped over.
namespace podalign::ingest {
namespace {

constexpr std::size_t kPreamble = 132;  // 128 bytes of anything, then DICM
constexpr std::uint32_t kMetaGroup = 0x0002;
constexpr std::uint32_t kTransferSyntax = 0x00020010;
constexpr std::uint32_t kSopClass = 0x00080016;
constexpr std::uint32_t kCodeValue = 0x00080100;
constexpr std::uint32_t kCodingScheme = 0x00080102;
constexpr std::uint32_t kLaterality = 0x00200060;
constexpr std::uint32_t kImageLaterality = 0x00200062;
constexpr std::uint32_t kFrameLaterality = 0x00209072;
constexpr std::uint32_t kUnitSequence = 0x004008EA;
constexpr std::uint32_t kDocument = 0x00420011;
constexpr std::uint32_t kDocumentLength = 0x00420015;

constexpr std::string_view kEncapsulatedStl = "1.2.840.10008.5.1.4.1.1.104.3";
constexpr std::string_view kEncapsulatedObj = "1.2.840.10008.5.1.4.1.1.104.4";

std::optional<StatedUnit> unitOfUcum(std::string_view code) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kCodes{
      {{"um", "um"}, {"mm", "mm"}, {"cm", "cm"}, {"m", "m"}, {"[in_i]", "in"}, {"[ft_i]", "ft"}}};
  for (const auto& [known, unit] : kCodes) {
    if (code == known) return statedUnit(unit);
  }
  return std::nullopt;
}

class DicomReader {
 public:
  DicomReader(std::string_view bytes, const std::string& source, const ScanReadOptions& options)
      : bytes_(bytes), source_(source), options_(options) {}

  Result<RawSurface> read() {
    if (auto meta = readMeta(); !meta) return tl::unexpected(meta.error());
    if (auto elements = readElements(); !elements) return tl::unexpected(elements.error());
    if (sopClass_ != kEncapsulatedStl && sopClass_ != kEncapsulatedObj) return otherClass();
    if (!document_) return damaged("it holds no document (0042,0011)");
    auto surface = readDocument();
    if (!surface) return surface;
    settleUnit(*surface);
    settleSide(*surface);
    return surface;
  }

 private:
  // The first group, always with types; its end is where another group begins.
  Result<void> readMeta() {
    if (bytes_.size() < kPreamble) return cut();
    DicomWalker meta(bytes_.substr(kPreamble), true);
    DicomElement element;
    std::size_t end = 0;
    for (;;) {
      const DicomState state = meta.next(element);
      if (state == DicomState::Cut) return cut();
      if (state != DicomState::Element || element.tag >> 16U != kMetaGroup) break;
      end = meta.position();
      if (element.tag == kTransferSyntax) syntax_ = dicomText(element.value);
    }
    begin_ = kPreamble + end;
    return {};
  }

  Result<void> readElements() {
    const bool implicit = syntax_ == "1.2.840.10008.1.2";
    if (!implicit && syntax_ != "1.2.840.10008.1.2.1") {
      return failure(ErrorCode::UnknownFormat,
                     "the DICOM object is written in a way that is not read (transfer syntax " +
                         inQuotes(syntax_) +
                         "). Export it as explicit little endian, or the surface in it as STL.",
                     source_);
    }
    DicomWalker walker(bytes_.substr(begin_), !implicit);
    DicomElement element;
    for (;;) {
      switch (walker.next(element)) {
        case DicomState::End: return {};
        case DicomState::Cut: return cut();
        case DicomState::Damaged: return damaged("its elements do not follow each other");
        case DicomState::Element: keep(element);
      }
    }
  }

  void keep(const DicomElement& element) {
    const std::string_view text = dicomText(element.value);
    const bool outside = element.depth == 0;
    switch (element.tag) {
      case kSopClass:
        if (outside) sopClass_ = text;
        break;
      case kDocument:
        if (outside) document_ = element.value;
        break;
      case kDocumentLength:
        if (outside && element.value.size() == sizeof length_) {
          std::memcpy(&length_, element.value.data(), sizeof length_);
        }
        break;
      case kCodeValue:
        if (element.sequence == kUnitSequence) unitCode_ = text;
        break;
      case kCodingScheme:
        if (element.sequence == kUnitSequence) unitScheme_ = text;
        break;
      case kLaterality:
      case kImageLaterality:
      case kFrameLaterality: keepSide(text); break;
      default: break;
    }
  }

  // Both sides (B) and unpaired (U) say nothing.
  void keepSide(std::string_view text) {
    leftSeen_ = leftSeen_ || text == "L";
    rightSeen_ = rightSeen_ || text == "R";
  }

  Result<RawSurface> readDocument() {
    std::string_view document = *document_;
    if (length_ > 0 && length_ < document.size()) document = document.substr(0, length_);
    if (document.empty()) return damaged("its document is empty");
    const Format format = sniffFormat(document);
    if (format == Format::StlBinary) return readStlBinary(document, source_, options_);
    if (format == Format::StlAscii) return readStlAscii(document, source_, options_);
    if (format == Format::Obj) return readObj(document, source_, options_);
    return damaged("its document is no STL or OBJ file");
  }

  void settleUnit(RawSurface& surface) {
    if (unitCode_.empty()) return;
    surface.unit = unitOfUcum(unitCode_);
    if (surface.unit && (unitScheme_.empty() || unitScheme_ == "UCUM")) return;
    surface.unit.reset();
    surface.findings.push_back(
        {{"SCAN.UNIT_NOT_KNOWN", {{"unit", inQuotes(unitCode_)}}}, Severity::Caution, source_});
  }

  void settleSide(RawSurface& surface) {
    if (leftSeen_ && rightSeen_) {
      surface.findings.push_back({{"SCAN.SIDE_FIELDS_DISAGREE", {}}, Severity::Caution, source_});
    } else if (leftSeen_ || rightSeen_) {
      surface.side = leftSeen_ ? Laterality::Left : Laterality::Right;
    }
  }

  [[nodiscard]] tl::unexpected<Error> otherClass() const {
    return failure(ErrorCode::UnknownFormat,
                   "this is a DICOM object of another kind (SOP class " + inQuotes(sopClass_) +
                       "): only encapsulated STL and OBJ hold a surface that is read. Export the "
                       "surface in it as STL.",
                   source_);
  }

  [[nodiscard]] tl::unexpected<Error> cut() const {
    return failure(ErrorCode::Truncated,
                   "the DICOM object ends within an element: the upload or the copy was cut off. "
                   "Upload or export it again.",
                   source_);
  }

  [[nodiscard]] tl::unexpected<Error> damaged(const std::string& what) const {
    return failure(
        ErrorCode::Malformed,
        "the DICOM object is damaged: " + what + ". Export it again, or the surface in it as STL.",
        source_);
  }

  std::string_view bytes_;
  const std::string& source_;
  const ScanReadOptions& options_;
  std::string_view syntax_;
  std::size_t begin_ = 0;
  std::string_view sopClass_;
  std::optional<std::string_view> document_;
  std::uint32_t length_ = 0;
  std::string_view unitCode_;
  std::string_view unitScheme_;
  bool leftSeen_ = false;
  bool rightSeen_ = false;
};

}  // namespace

Result<RawSurface> readDicomSurface(std::string_view bytes, const std::string& sourceName,
                                    const ScanReadOptions& options) {
  return DicomReader(bytes, sourceName, options).read();
}

}  // namespace podalign::ingest
