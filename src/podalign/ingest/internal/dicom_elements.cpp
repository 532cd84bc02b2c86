#include "podalign/ingest/internal/dicom_elements.hpp"

#include <algorithm>
#include <array>
#include <cstring>

// Explicit: tag, two letters of a type, a length of two bytes, or two empty bytes and a length of
// four for the long types. Implicit: tag and a length of four. Items and delimiters (group FFFE)
// have no type. A length of 0xFFFFFFFF lasts until a delimiter.
namespace podalign::ingest {
namespace {

constexpr std::uint32_t kItem = 0xFFFEE000;
constexpr std::uint32_t kItemEnd = 0xFFFEE00D;
constexpr std::uint32_t kSequenceEnd = 0xFFFEE0DD;
constexpr std::uint32_t kUndefined = 0xFFFFFFFF;
constexpr std::size_t kUntilDelimiter = std::string_view::npos;
constexpr std::size_t kDeepest = 32;  // a sequence and its item each are one

constexpr std::array<std::string_view, 12> kLongTypes{"OB", "OD", "OF", "OL", "OV", "OW",
                                                      "SQ", "SV", "UC", "UN", "UR", "UT"};

// Without types a sequence of known length looks like any other value: those that matter here by
// name (units; functional groups and the anatomy of frames, where a side may stand).
constexpr std::array<std::uint32_t, 4> kKnownSequences{0x004008EA, 0x52009229, 0x52009230,
                                                       0x00209071};

bool isKnownSequence(std::uint32_t tag) {
  return std::find(kKnownSequences.begin(), kKnownSequences.end(), tag) != kKnownSequences.end();
}

bool isLong(std::string_view type) {
  return type == "UV" || std::find(kLongTypes.begin(), kLongTypes.end(), type) != kLongTypes.end();
}

}  // namespace

std::optional<std::uint32_t> DicomWalker::word(std::size_t at) const {
  std::uint32_t value = 0;
  if (at > bytes_.size() || bytes_.size() - at < sizeof value) return std::nullopt;
  std::memcpy(&value, bytes_.data() + at, sizeof value);
  return value;
}

std::optional<DicomWalker::Header> DicomWalker::readHeader() {
  const auto raw = word(at_);
  const auto second = word(at_ + 4);
  if (!raw || !second) return std::nullopt;
  Header header;
  header.tag = (*raw << 16U) | (*raw >> 16U);
  header.length = *second;
  const bool delimiter = header.tag >> 16U == 0xFFFE;
  if (delimiter || !explicit_) {
    at_ += 8;
    header.isSequence = !delimiter && (header.length == kUndefined || isKnownSequence(header.tag));
    return header;
  }
  const std::string_view type = bytes_.substr(at_ + 4, 2);
  header.isSequence = type == "SQ";
  header.isUnknown = type == "UN";
  if (!isLong(type)) {
    header.length = *second >> 16U;
    at_ += 8;
    return header;
  }
  const auto length = word(at_ + 8);
  if (!length) return std::nullopt;
  header.length = *length;
  at_ += 12;
  header.isSequence = header.isSequence || (header.isUnknown && header.length == kUndefined);
  return header;
}

bool DicomWalker::enter(const Header& header) {
  if (levels_.size() == kDeepest) return false;
  const std::uint32_t around = levels_.empty() ? 0 : levels_.back().sequence;
  levels_.push_back({header.tag == kItem ? around : header.tag,
                     header.length == kUndefined ? kUntilDelimiter : at_ + header.length,
                     explicit_});
  if (header.isUnknown) explicit_ = false;
  return true;
}

void DicomWalker::leaveFinished() {
  while (!levels_.empty() && levels_.back().end != kUntilDelimiter && at_ >= levels_.back().end) {
    explicit_ = levels_.back().explicitBefore;
    levels_.pop_back();
  }
}

DicomState DicomWalker::next(DicomElement& element) {
  for (;;) {
    leaveFinished();
    if (at_ == bytes_.size()) {
      const bool open = std::any_of(levels_.begin(), levels_.end(),
                                    [](const Level& l) { return l.end == kUntilDelimiter; });
      return open ? DicomState::Cut : DicomState::End;
    }
    const std::optional<Header> header = readHeader();
    if (!header) return DicomState::Cut;
    if (header->tag == kItemEnd || header->tag == kSequenceEnd) {
      if (levels_.empty() || header->length != 0) return DicomState::Damaged;
      explicit_ = levels_.back().explicitBefore;
      levels_.pop_back();
      continue;
    }
    const bool undefined = header->length == kUndefined;
    if (!undefined && header->length > bytes_.size() - at_) return DicomState::Cut;
    if (header->tag == kItem || header->isSequence) {
      if (!enter(*header)) return DicomState::Damaged;
      continue;
    }
    if (undefined) return DicomState::Damaged;
    element.tag = header->tag;
    element.value = bytes_.substr(at_, header->length);
    element.depth = levels_.size();
    element.sequence = levels_.empty() ? 0 : levels_.back().sequence;
    at_ += header->length;
    return DicomState::Element;
  }
}

std::string_view dicomText(std::string_view value) {
  const auto isPad = [](char c) { return c == ' ' || c == '\0'; };
  while (!value.empty() && isPad(value.front())) value.remove_prefix(1);
  while (!value.empty() && isPad(value.back())) value.remove_suffix(1);
  return value;
}

}  // namespace podalign::ingest
