#include "podalign/ingest/internal/png_depth.hpp"

#include <cstdlib>

#include "podalign/ingest/internal/inflate.hpp"
#include "podalign/ingest/internal/wording.hpp"

// Parts of length, name, bytes and checksum: IHDR (size, kind), IDAT (deflated rows, in pieces),
// IEND. A row is a filter and its bytes; a filter predicts from the byte to the left (a), above (b)
// and above left (c). Own code and no library: a depth image is the one kind that is wanted, to the
// last bit, and libraries convert.
namespace podalign::ingest {
namespace {

constexpr std::string_view kSignature{"\x89PNG\r\n\x1A\n", 8};
constexpr std::size_t kBytesPerPixel = 2;

std::uint32_t bigEndian(std::string_view bytes) {
  std::uint32_t value = 0;
  for (const char c : bytes.substr(0, 4)) value = (value << 8U) | static_cast<std::uint8_t>(c);
  return value;
}

int paeth(int a, int b, int c) {
  const int toA = std::abs(b - c);
  const int toB = std::abs(a - c);
  const int toC = std::abs(a + b - 2 * c);
  if (toA <= toB && toA <= toC) return a;
  return toB <= toC ? b : c;
}

class PngReader {
 public:
  PngReader(std::string_view bytes, std::size_t mostPixels, const std::string& source)
      : bytes_(bytes), mostPixels_(mostPixels), source_(source) {}

  Result<GreyImage> read() {
    if (bytes_.substr(0, kSignature.size()) != kSignature) return otherKind();
    bytes_.remove_prefix(kSignature.size());
    if (auto parts = readParts(); !parts) return tl::unexpected(parts.error());
    if (auto rows = unpackRows(); !rows) return tl::unexpected(rows.error());
    if (!unfilter()) return damaged();
    return std::move(image_);
  }

 private:
  Result<void> readParts() {
    constexpr std::size_t kAround = 12;  // length, name, checksum
    bool first = true;
    for (; bytes_.size() >= kAround; first = false) {
      const std::size_t length = bigEndian(bytes_);
      const std::string_view name = bytes_.substr(4, 4);
      if (length > bytes_.size() - kAround) break;
      const std::string_view content = bytes_.substr(8, length);
      bytes_.remove_prefix(kAround + length);
      if (first != (name == "IHDR")) return damaged();
      if (first) {
        if (auto header = readHeader(content); !header) return header;
      }
      if (name == "IDAT") packed_.append(content);
      if (name == "IEND") return {};
    }
    return failure(ErrorCode::Truncated,
                   "a depth image ends within a part of it: the upload or the copy was cut off. "
                   "Upload or export it again.",
                   source_);
  }

  Result<void> readHeader(std::string_view header) {
    constexpr std::size_t kHeader = 13;
    // 16 bits, grey, the one packing and filtering there is, not interlaced.
    constexpr std::string_view kWanted{"\x10\0\0\0\0", 5};
    if (header.size() != kHeader) return damaged();
    if (header.substr(8) != kWanted) return otherKind();
    image_.width = bigEndian(header);
    image_.height = bigEndian(header.substr(4));
    if (image_.width == 0 || image_.height == 0) return damaged();
    if (image_.width <= mostPixels_ / image_.height) return {};
    return failure(ErrorCode::TooLarge,
                   "the depth images have too many pixels. Give fewer or smaller ones.", source_);
  }

  Result<void> unpackRows() {
    const std::size_t size = image_.height * (1 + kBytesPerPixel * image_.width);
    // Deflate makes at most some thousand bytes of one.
    constexpr std::size_t kMostOfOne = 1100;
    if (size / kMostOfOne > packed_.size()) return damaged();
    rows_.reserve(size);
    const Inflated state = inflateTo(packed_, Wrapping::Zlib, size, [this](std::string_view piece) {
      rows_.append(piece);
      return true;
    });
    if (state != Inflated::Whole || rows_.size() != size) return damaged();
    return {};
  }

  bool unfilter() {
    const std::size_t stride = kBytesPerPixel * image_.width;
    std::vector<std::uint8_t> above(stride, 0);
    std::vector<std::uint8_t> row(stride, 0);
    image_.values.reserve(image_.width * image_.height);
    for (std::size_t y = 0; y < image_.height; ++y) {
      const std::string_view stored = std::string_view(rows_).substr(y * (stride + 1), stride + 1);
      const auto filter = static_cast<std::uint8_t>(stored.front());
      if (filter > 4) return false;
      for (std::size_t i = 0; i < stride; ++i) {
        const int a = i < kBytesPerPixel ? 0 : row[i - kBytesPerPixel];
        const int c = i < kBytesPerPixel ? 0 : above[i - kBytesPerPixel];
        row[i] = static_cast<std::uint8_t>(static_cast<std::uint8_t>(stored[i + 1]) +
                                           predicted(filter, a, above[i], c));
      }
      for (std::size_t i = 0; i < stride; i += kBytesPerPixel) {
        image_.values.push_back(static_cast<std::uint16_t>(row[i] << 8U | row[i + 1]));
      }
      above.swap(row);
    }
    return true;
  }

  static int predicted(std::uint8_t filter, int a, int b, int c) {
    switch (filter) {
      case 1: return a;
      case 2: return b;
      case 3: return (a + b) / 2;
      case 4: return paeth(a, b, c);
      default: return 0;
    }
  }

  [[nodiscard]] tl::unexpected<Error> damaged() const {
    return failure(ErrorCode::Malformed, "a depth image is damaged. Export it again.", source_);
  }

  [[nodiscard]] tl::unexpected<Error> otherKind() const {
    return failure(
        ErrorCode::UnknownFormat,
        "a depth image is no PNG of one grey channel of 16 bits, not interlaced. Write it "
        "as such: 8 bits are too few for depths.",
        source_);
  }

  std::string_view bytes_;
  std::size_t mostPixels_;
  const std::string& source_;
  std::string packed_;
  std::string rows_;
  GreyImage image_;
};

}  // namespace

Result<GreyImage> readPngDepth(std::string_view bytes, std::size_t mostPixels,
                               const std::string& sourceName) {
  return PngReader(bytes, mostPixels, sourceName).read();
}

}  // namespace podalign::ingest
